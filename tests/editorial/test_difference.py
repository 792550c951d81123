"""What a change makes of a value, as HTML: exactly which words are marked, and that nothing typed becomes a tag."""

import random
import time

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from editorial.difference import rows, value, words
from therapies.models import AdministrationRoute, Condition, RouteInstruction, Service


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The liver.", "The liver.", "The liver."),
        ("Take two doses.", "Take three doses.", "Take <del>two</del> <ins>three</ins> doses."),
        ("Tiêm 0,5 ml.", "Tiêm 0,6 ml.", "Tiêm <del>0,5</del> <ins>0,6</ins> ml."),
        ("Uống lúc 8:30.", "Uống lúc 18:30.", "Uống lúc <del>8:30</del> <ins>18:30</ins>."),
        ("Nhiễm vi rút.", "Nhiễm siêu vi.", "Nhiễm <ins>siêu</ins> vi <del>rút</del>."),
        ("", "New & <b>bold</b>", "<ins>New &amp; &lt;b&gt;bold&lt;/b&gt;</ins>"),
        ("<i>Gone</i>", None, "<del>&lt;i&gt;Gone&lt;/i&gt;</del>"),
        (None, None, ""),
        ("One. Two.", "One. And more. Two.", "One. <ins>And more.</ins> Two."),
        ("One. And more. Two.", "One. Two.", "One. <del>And more.</del> Two."),
        ("It is so.", "It is so. Do not stop.", "It is so. <ins>Do not stop.</ins>"),
        ("red, green", "cyan, lime", "<del>red, green</del> <ins>cyan, lime</ins>"),
        ("a b", "a  b", "a<del> </del> <ins>  </ins>b"),
        ("One\nTwo", "One\n\nTwo", "One<del>¶\n</del> <ins>¶\n¶\n</ins>Two"),
    ],
)
def test_words(before, after, expected):
    assert words(before, after) == expected


def test_both_texts_can_be_read_from_the_difference():
    """Without what was removed stands the new text, without what is new the old one; only blanks may differ."""
    draw = random.Random(7)  # noqa: S311 - the same texts in every run
    pieces = ["gan ", "viêm ", "0,5 ", "mg. ", "Không ", "<b> ", "a&b, ", "tiêm\n", "tiêm\n\n", "lần "]
    for _round in range(300):
        before, after = ("".join(draw.choices(pieces, k=draw.randrange(30))).strip() for _text in range(2))

        assert _side(words(before, after), without="ins") == "".join(before.split())
        assert _side(words(before, after), without="del") == "".join(after.split())


def _side(html, without):
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select(without):
        tag.decompose()
    return "".join(soup.get_text().replace("¶", "").split())


@pytest.mark.parametrize(
    ("before", "after"), [("x " * 5000, "x y " * 2500), ("gan " * 1900, "gan mật " * 900), ("a " * 99999, "b " * 99999)]
)
def test_no_text_takes_long(before, after):
    start = time.perf_counter()

    html = words(before, after)

    assert time.perf_counter() - start < 2
    assert _side(html, without="del") == "".join(after.split())


@pytest.mark.parametrize(
    ("model", "column", "before", "after", "expected"),
    [
        (Condition, "group", "liver", None, "<del>Liver</del>"),
        (Condition, "state", "draft", "published", "<del>Draft</del> <ins>Published</ins>"),
        (Condition, "no_source_found", None, True, "<del>No</del> <ins>Yes</ins>"),
        (Condition, "position", None, 3, "<del>0</del> <ins>3</ins>"),
        (Condition, "reviewed_on", None, "2026-11-20", "<ins>20 November 2026</ins>"),
        (Condition, "icd10_code", "B18.1", "B18.0", "<del>B18.1</del> <ins>B18.0</ins>"),
        (Condition, "state", "draft", "draft", "Draft"),
        (Condition, "no_such_column", "old", "new", "<del>old</del> <ins>new</ins>"),
        (Condition, "no_such_column", [["a"]], None, "<del>[[&#x27;a&#x27;]]</del>"),
        (Service, "organization", ["hospital"], ["clinic"], "<del>hospital</del> <ins>The clinic</ins>"),
    ],
)
def test_value(model, column, before, after, expected):
    names = {("therapies.organization", ("clinic",)): "The clinic"}

    assert value(model, column, before, after, names) == expected


def test_relations_are_compared_item_by_item():
    names = {("therapies.source", ("who",)): "WHO: <Guide>"}

    html = value(Condition, "sources", [["old"], ["who"]], [["new"], ["who"]], names)

    items = [str(item) for item in BeautifulSoup(html, "html.parser").select("li")]
    assert items == ["<li><ins>new</ins></li>", "<li>WHO: &lt;Guide&gt;</li>", "<li><del>old</del></li>"]


def step(position, text, **values):
    return {"section": "steps", "position": position, "text_vi": f"Bước {text}", "text_en": f"Step {text}", **values}


def test_rows_are_followed_by_what_they_say():
    before = [step(1, "one"), step(2, "two"), step(3, "three")]
    after = [step(1, "one"), step(2, "three", text_en="Step <b>three</b>"), step(3, "four")]

    html = value(AdministrationRoute, "instructions", before, after)

    found = BeautifulSoup(html, "html.parser")
    assert [item["class"] for item in found.select(".rows > li")] == [
        ["row-same"],
        ["row-changed"],
        ["row-new"],
        ["row-gone"],
    ]
    changed = found.select_one(".row-changed")
    assert [cell.get("lang") for cell in changed.select("dd")] == [None, None, "vi", "en"]
    assert str(changed.select("dd")[1]) == "<dd><del>3</del> <ins>2</ins></dd>"
    assert str(changed.select("dd")[2]) == '<dd lang="vi">Bước three</dd>'
    assert "&lt;b&gt;" in str(changed) and changed.b is None
    assert found.select_one(".row-gone dd[lang=en]").get_text() == "Step two"


def test_rows_that_stay_are_folded_only_where_others_change():
    before = [step(number, number) for number in range(1, 5)]

    same, changed = (
        BeautifulSoup(rows(RouteInstruction, before, after), "html.parser") for after in (before, before[:3])
    )

    assert [len(found.select("details")) for found in (same, changed)] == [0, 1]
    assert changed.summary.get_text() == "Unchanged: 3"
    assert len(changed.select(".row-gone")) == 1
