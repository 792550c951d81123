"""From records to what a template loops over, with plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from portal.search.passages import Marker
from therapies.models import Source
from therapies.models.base import EvidenceStatus
from therapies.presenters import (
    Result,
    Review,
    at_a_glance,
    by_letter,
    by_name,
    distinct,
    grouped,
    headline_status,
    partial_date,
    results,
    review_of,
    sources_of,
    spelt,
    timeline_drawing,
)


def record(title="", **values):
    return SimpleNamespace(title=title, **values)


def titles(records):
    return [found.title for found in records]


def test_grouped_keeps_the_order_of_the_choices_and_leaves_empty_groups_out():
    records = [record("a", status="historical"), record("b", status="current"), record("c", status="historical")]

    groups = [(value, titles(found)) for value, _label, found in grouped(records, "status", EvidenceStatus)]

    assert groups == [("current", ["b"]), ("historical", ["a", "c"])]
    assert grouped([], "status", EvidenceStatus) == []


def test_grouped_gives_the_label_in_the_active_language():
    with translation.override("en"):
        assert [str(label) for _, label, _ in grouped([record(status="current")], "status", EvidenceStatus)] == [
            "Used today"
        ]


def test_by_name_sorts_as_a_vietnamese_dictionary():
    wanted = ["áo", "ăn", "cúm", "da", "đa", "gan", "gãy", "hoa", "hòa", "hỏa", "u", "ung", "ưng", None]
    expected = [None, "áo", "ăn", "cúm", "da", "đa", "gan", "gãy", "hoa", "hòa", "hỏa", "u", "ung", "ưng"]

    assert titles(by_name([record(title) for title in reversed(wanted)])) == expected


def test_by_letter_puts_numbers_before_letters():
    letters = by_letter([record("đa u tủy"), record("Bạch cầu"), record("211"), record("da"), record("bướu")])

    assert [(letter, titles(found)) for letter, found in letters] == [
        ("#", ["211"]),
        ("B", ["Bạch cầu", "bướu"]),
        ("D", ["da"]),
        ("Đ", ["đa u tủy"]),
    ]


def test_distinct_keeps_the_first():
    one, two, again = SimpleNamespace(pk=1), SimpleNamespace(pk=2), SimpleNamespace(pk=1)

    assert [found.pk for found in distinct([two, one, again, two])] == [2, 1]
    assert distinct([]) == []


def cited(*sources):
    return SimpleNamespace(sources=SimpleNamespace(all=lambda: sources))


def test_sources_stand_once_by_publisher_and_the_old_articles_last():
    who, fda, old = (
        Source(pk=1, publisher="WHO", title="b", state="published"),
        Source(pk=2, publisher="FDA", title="a", state="published"),
        Source(pk=3, publisher="Aaa", title="z", state="published", is_article=True),
    )

    assert [source.pk for source in sources_of(cited(who, old), cited(fda, who))] == [2, 1, 3]
    fda.state = "retired"
    assert [source.pk for source in sources_of(cited(who, old), cited(fda, who))] == [1, 3]
    assert sources_of() == []


def test_the_headline_is_the_most_favourable_status():
    uses = [SimpleNamespace(status=status) for status in ("historical", "sometimes", "superseded")]

    assert headline_status(uses) == EvidenceStatus.SOMETIMES
    assert headline_status([]) is None


def reviewed(day, changed=None):
    """Return a record reviewed on `day` of May 2026 (None if never), which changed on the day `changed` of June."""
    return record(
        reviewed_on=day and date(2026, 5, day),
        reviewed_by=f"reviewer of day {day}" if day else "",
        review_due_on=day and date(2027, 5, day),
        changed_since_review=changed and datetime(2026, 6, changed, tzinfo=UTC),
    )


def test_the_oldest_review_speaks_for_the_page_and_the_first_change_ends_it():
    oldest = Review(date(2026, 5, 2), "reviewer of day 2", date(2027, 5, 2), None)

    assert review_of([reviewed(3), reviewed(2)]) == oldest
    changed = [reviewed(3, changed=9), reviewed(2), reviewed(4, changed=8)]
    assert review_of(changed) == replace(oldest, changed_on=datetime(2026, 6, 8, tzinfo=UTC))
    assert review_of([reviewed(2), reviewed(None)]) is None
    assert review_of([]) is None


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        ("2021", "2021", "2021"),
        ("2021-06", "June 2021", "tháng 6 năm 2021"),
        ("2021-06-30", "30 June 2021", "ngày 30 tháng 6 năm 2021"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(value, english, vietnamese):
    with translation.override("en"):
        assert partial_date(value) == english
    with translation.override("vi"):
        assert partial_date(value).lower() == vietnamese


def entry(**values):
    names = [f"{name}_{language}" for name in ("title", "path") for language in ("vi", "en")]
    fixed = {"model": "therapies.brand", "key": "pegasys", "texts": {}}
    return SimpleNamespace(**dict.fromkeys(names, "") | fixed | values)


def test_results_are_in_the_active_language_and_need_an_address():
    texts = {"summary": {"vi": "Câu.", "en": ""}}
    one = {"title_vi": "Một", "title_en": "One", "path_vi": "/vi/1/", "path_en": "/en/1/", "texts": texts}
    entries = [entry(**one), entry(title_en="Two")]

    with translation.override("en"):
        shown = results(entries, ["one"])

    assert shown == [
        Result(
            title="One",
            path="/en/1/",
            kind="Brand",
            place=("therapies.brand", "pegasys", "summary"),
            texts=texts["summary"],
            marker=Marker(("one",)),
            other_language="vi",
        )
    ]


def related(*records):
    return SimpleNamespace(all=lambda: list(records))


def test_a_row_of_the_table_has_a_cell_for_each_family_with_the_interferons_that_a_use_names():
    alfa, beta = "alfa", "beta"
    one, two, gene = SimpleNamespace(family=alfa), SimpleNamespace(family=beta), SimpleNamespace(family=None)
    draft = SimpleNamespace(family=beta, state="draft")
    past, today = SimpleNamespace(interferons=related(one, draft)), SimpleNamespace(interferons=related(two, one))
    condition, unused = SimpleNamespace(published_uses=[today, past]), SimpleNamespace(published_uses=[])

    families, rows = at_a_glance([condition, unused], [one, two, gene])

    assert families == [alfa, beta, None]
    assert rows == [
        (condition, [[(today, [one]), (past, [one])], [(today, [two])], []]),
        (unused, [[], [], []]),
    ]


def test_dots_of_the_timeline_stand_in_scale_and_on_each_other_where_they_would_touch():
    drawing = timeline_drawing([SimpleNamespace(year=year) for year in (1935, 1986, 1986, 1988, 2024)])

    across = [x for x, _ in drawing.dots]
    assert across == [36, 199, 199, 199, 321]
    assert [y for x, y in drawing.dots if x == 199] == [33, 22, 11]
    assert drawing.years == [(20, 1930), (84, 1950), (148, 1970), (212, 1990), (276, 2010), (340, 2030)]
    assert (drawing.first, drawing.last, drawing.axis) == (1935, 2024, 44)
    assert timeline_drawing([]) is None


def test_a_result_shows_the_text_that_tells_most_and_what_only_the_other_language_has():
    texts = {
        "summary": {"vi": "Không có gì.", "en": "Nothing of it."},
        "what_to_do": {"vi": "Gọi bác sĩ.", "en": "Call about the rash."},
    }
    found = entry(title_vi="Da", title_en="Skin", path_vi="/vi/1/", path_en="/en/1/", texts=texts)

    with translation.override("en"):
        (own,) = results([found], ["rash"])
    with translation.override("vi"):
        (other,) = results([found], ["rash"])
        (titled,) = results([found], ["skin"])

    assert (own.place[2], own.other_text, own.other_title) == ("what_to_do", "", "")
    assert (other.place[2], other.texts, other.other_text) == (
        "what_to_do", texts["what_to_do"], "Call about the rash."
    )  # fmt: skip
    assert (titled.place[2], titled.other_text, titled.other_title) == ("summary", "", "Skin")


def test_words_are_spelt_as_the_titles_have_them():
    entries = [entry(title_vi="Đa xơ cứng", title_en="Multiple sclerosis"), entry(title_vi="Da", title_en="Skin")]

    assert spelt(["da", "xo", "gan"], entries) == "đa xơ gan"
