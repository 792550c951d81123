"""Content files as text: what cannot be read says so in one line; what is written is the same for the same records."""

from copy import deepcopy

import pytest
import yaml
from django.core.management import call_command
from hypothesis import assume, given
from hypothesis import strategies as st

from editorial import fixtures
from tests.editorial import sample
from tests.editorial.sample import changed, dumped, faults, load, record, records, tables, write
from therapies.models import (
    Activity,
    Brand,
    ComparisonRow,
    Condition,
    GlossaryTerm,
    InterferonFamily,
    Page,
    RouteInstruction,
    ServicePhone,
    Source,
    Story,
)

COUNTRY = "- model: therapies.country\n  fields:\n    code: VN\n    name_vi: Việt Nam\n    name_en: Vietnam\n"

# (the file, the line without its name)
UNREADABLE = {
    "not UTF-8": (b"- model: Vi\xeat Nam", "byte 11: is not UTF-8"),
    "UTF-16": (COUNTRY.encode("utf-16"), "byte 0: is not UTF-8"),
    "encoded surrogate": (b"- \xed\xa0\x80", "byte 2: is not UTF-8"),
    "not YAML": (
        b"- model: [therapies.country",
        "line 1: is not well-formed: expected ',' or ']', but got '<stream end>'",
    ),
    "tab for indentation": (
        b"- model: a\n\tfields: b",
        "line 2: is not well-formed: found character '\\t' that cannot start any token",
    ),
    "control character": (
        b"- model: a\x07",
        "is not well-formed: unacceptable character #x0007: special characters are not allowed"
        ' in "<unicode string>", position 10',
    ),
    "duplicate field": (COUNTRY + "    code: LA\n", "line 6: is not well-formed: 'code' stands twice"),
    "duplicate part of a record": (
        COUNTRY + "  model: therapies.need\n",
        "line 6: is not well-formed: 'model' stands twice",
    ),
    "alias": ("- &a [x]\n- *a\n", "line 2: is not well-formed: an alias (*) is not allowed"),
    "billion laughs": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "line 2: is not well-formed: an alias (*) is not allowed",
    ),
    "merge key": (
        "- <<: {model: therapies.country}\n",
        "line 1: is not well-formed: could not determine a constructor for the tag 'tag:yaml.org,2002:merge'",
    ),
    "Python object": (
        "- !!python/object/apply:os.system [id]\n",
        "line 1: is not well-formed: a tag (!) is not allowed",
    ),
    "tag that would make text a number": ("- !!int abc\n", "line 1: is not well-formed: a tag (!) is not allowed"),
    "tag that would make text a flag": ("- !!bool maybe\n", "line 1: is not well-formed: a tag (!) is not allowed"),
    "tag that would make text a date": ("- !!timestamp x\n", "line 1: is not well-formed: a tag (!) is not allowed"),
    "number for a field name": ("- 1: a\n", "line 1: is not well-formed: 1 is no field name"),
    "list for a field name": ("- ? [a]\n  : b\n", "line 1: is not well-formed: ['a'] is no field name"),
    "date that is none": ("- 2026-13-45\n", "is not well-formed: month must be in 1..12"),
    "two documents": (
        "- a\n---\n- b\n",
        "line 2: is not well-formed: but found another document",
    ),
    "empty": ("", "must be a list of records"),
    "only a remark": ("# nothing\n", "must be a list of records"),
    "mapping": ("model: therapies.country\nfields: {}\n", "must be a list of records"),
    "text": ("hello\n", "must be a list of records"),
    "record that is text": ("- hello\n", "record 1: must have exactly `model` and `fields`"),
    "record without fields": ("- model: therapies.country\n", "record 1: must have exactly `model` and `fields`"),
    "fields that are a list": (
        "- model: therapies.country\n  fields: [a]\n",
        "record 1: must have exactly `model` and `fields`",
    ),
    "primary key": (
        "- model: therapies.country\n  pk: 1\n  fields: {code: VN}\n",
        "record 1: must have exactly `model` and `fields`",
    ),
    "unknown model": (
        "- model: therapies.drug\n  fields: {}\n",
        "record 1: model: 'therapies.drug' is no kind of record",
    ),
    "model of another app": ("- model: auth.user\n  fields: {}\n", "record 1: model: 'auth.user' is no kind of record"),
    "our own bookkeeping": (
        "- model: editorial.loadedrecord\n  fields: {}\n",
        "record 1: model: 'editorial.loadedrecord' is no kind of record",
    ),
    "list for a model": ("- model: [a]\n  fields: {}\n", "record 1: model: ['a'] is no kind of record"),
    "no key": (
        "- model: therapies.country\n  fields: {name_vi: a, name_en: b}\n",
        "record 1: code: the record's key is missing or is no plain text or number",
    ),
    "empty key": (
        "- model: therapies.country\n  fields: {code: '', name_vi: a, name_en: b}\n",
        "record 1: code: the record's key is missing or is no plain text or number",
    ),
    "country of Norway": (
        "- model: therapies.country\n  fields: {code: NO, name_vi: Na Uy, name_en: Norway}\n",
        "record 1: code: the record's key is missing or is no plain text or number",
    ),
    "key that is a mapping": (
        "- model: therapies.country\n  fields: {code: {a: b}}\n",
        "record 1: code: the record's key is missing or is no plain text or number",
    ),
    "child without its parent": (
        "- model: therapies.routeinstruction\n  fields: {section: steps, position: 1, text_vi: a, text_en: b}\n",
        "record 1: route, section, position: the record's key is missing or is no plain text or number",
    ),
    "number for a key": (
        "- model: therapies.country\n  fields: {code: 115, name_vi: a, name_en: b}\n",
        "115: code: must be text; YAML reads it as int, so put it in quotes",
    ),
    "phone number that YAML takes for octal": (
        "- model: therapies.servicephone\n  fields: {service: [a], position: 1, number: 0115}\n",
        "a/1: number: must be text; YAML reads it as int, so put it in quotes",
    ),
    "time that YAML takes for minutes": (
        "- model: therapies.country\n  fields: {code: VN, name_vi: 8:30, name_en: b}\n",
        "VN: name_vi: must be text; YAML reads it as int, so put it in quotes",
    ),
    "no that YAML takes for false": (
        "- model: therapies.country\n  fields: {code: VN, name_vi: no, name_en: b}\n",
        "VN: name_vi: must be text; YAML reads it as bool, so put it in quotes",
    ),
    "date that YAML takes for one": (
        "- model: therapies.country\n  fields: {code: VN, name_vi: 2026-11-23, name_en: b}\n",
        "VN: name_vi: must be text; YAML reads it as date, so put it in quotes",
    ),
}


@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_gives_exactly_its_line(tmp_path, name):
    text, line = UNREADABLE[name]
    path = tmp_path / "bad.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = tables()

    assert faults(path) == [f"bad.yaml: {line}"]
    assert tables() == before


@pytest.mark.usefixtures("no_content")
def test_file_that_is_not_there(tmp_path):
    assert faults(tmp_path / "none.yaml") == ["none.yaml: cannot be read: No such file or directory"]
    assert faults(tmp_path) == [f"{tmp_path.name}: cannot be read: Is a directory"]


@pytest.mark.usefixtures("no_content")
def test_deep_nesting_is_one_line(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("[" * 100_000, encoding="utf-8")

    (line,) = faults(path)

    assert line.startswith("bad.yaml: is not well-formed: maximum recursion depth exceeded")


@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_of_other_systems_are_read(tmp_path, ending, mark):
    path = tmp_path / "good.yaml"
    path.write_bytes((mark + COUNTRY.replace("\n", ending)).encode())

    assert load(path) == ["1 records created, 0 updated, 0 unchanged, 0 kept because they were changed here."]


def test_a_line_is_fit_for_a_terminal():
    fault = fixtures.Fault("a.yaml", "x\n\x1b[31my", "name", "is\n  wrong " + "!" * 1000)

    assert str(fault) == f"a.yaml: x �[31my: name: is wrong {'!' * 191}…"


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (Activity, "activities"),
        (ComparisonRow, "comparison_rows"),
        (InterferonFamily, "interferon_families"),
        (Story, "stories"),
        (Page, "pages"),
    ],
)
def test_file_name(model, kind):
    assert fixtures.file_name(model).removesuffix(".yaml").lstrip("0123456789_") == kind


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Source, ["key"]),
        (ServicePhone, ["service", "position"]),
        (RouteInstruction, ["route", "section", "position"]),
    ],
)
def test_natural_key_fields(model, fields):
    assert fixtures.natural_key_fields(model) == fields


def test_columns_hold_neither_bare_texts_nor_what_is_made():
    assert [column.name for column in fixtures.columns(GlossaryTerm)] == [
        "key", "state", "position", "reviewed_on", "reviewed_by", "review_due_on",
        "also_searched_as_vi", "also_searched_as_en", "no_source_found", "certainty",
            "name_vi", "name_en", "summary_vi", "summary_en", "pronunciation_vi", "pronunciation_en",
        "linked_forms_vi", "linked_forms_en", "sources", "related",
    ]  # fmt: skip
    assert "slug" in [column.name for column in fixtures.columns(Brand)]


def test_models_stand_after_those_that_they_refer_to():
    models = fixtures.content_models()
    for model in models:
        columns = [*model._meta.concrete_fields, *model._meta.many_to_many]
        targets = {column.related_model for column in columns if column.is_relation} - {model}
        assert all(models.index(target) < models.index(model) for target in targets), model
    assert len(models) == 30


# --- what is written -----------------------------------------------------------------------------

TEXTS = [
    "một dòng",
    "hai\ndòng",
    "dòng cuối trống\n",
    "\nđầu trống",
    "  thụt vào",
    "hai\n\n  dòng  \n cuối",
    "no", "0115", "8:30", "2026-11-23", "~", "null", "true", "1e3", "-", "=", "<<", "*a", "&a", "!a", "%a", "@a", "`a`",
    "a: b", "a #b", "- a", "[a]", "{a}", "'a'", '"a"', "a\\b", "a\tb", "\u2028", "\u00a0", "🙂", "…",
    "x" * 5000, "a b " * 2000, "đ\u0300",
]  # fmt: skip


@pytest.mark.usefixtures("no_content")
def test_each_text_comes_back_as_it_was(tmp_path):
    for number, text in enumerate(TEXTS):
        GlossaryTerm.objects.create(key=f"t{number}", name_vi="a", name_en="b", summary_vi=text)
    text = fixtures.dump(GlossaryTerm)
    path = tmp_path / "terms.yaml"
    path.write_text(text, encoding="utf-8")
    sample_texts = {f"t{number}": text for number, text in enumerate(TEXTS)}

    said = load(path, on_conflict="fail")

    assert said == [f"0 records created, 0 updated, {len(TEXTS)} unchanged, 0 kept because they were changed here."]
    GlossaryTerm.objects.all().delete()
    load(path, on_conflict="update")
    assert dict(GlossaryTerm.objects.values_list("key", "summary_vi")) == sample_texts
    assert fixtures.dump(GlossaryTerm) == text


@given(st.text(st.sampled_from("aé \n\t:#-'\"|>!*&{}[]%@\x85\u2028\u2029\u200b🙂0.") | st.characters(codec="utf-8")))
def test_any_sound_text_comes_back_from_yaml(text):
    assume(not fixtures.wrong_characters(text))

    written = yaml.dump([{"text": text}], Dumper=fixtures.Dumper, allow_unicode=True, width=10**6)

    assert yaml.load(written, Loader=fixtures.StrictLoader) == [{"text": text}]  # noqa: S506 - a SafeLoader


@pytest.mark.usefixtures("no_content")
def test_dump_is_sorted_by_key_with_numbers_by_size(tmp_path):
    found = records()
    phone = record(found, "helpline/1")
    phones = [deepcopy(phone) for _ in range(3)]
    for phone, position in zip(phones, (10, 9, 2), strict=True):
        phone["fields"]["position"] = position
    load(write(tmp_path / "sample.yaml", [*found, *phones]))

    text = fixtures.dump(ServicePhone)

    assert [item["fields"]["position"] for item in yaml.safe_load(text)] == [1, 2, 9, 10]
    assert text.startswith(
        "- model: therapies.servicephone\n"
        "  fields:\n"
        "    service: [helpline]\n"
        "    position: 1\n"
        "    number: +84 24 3825 3531\n"
        "    is_verified: true\n"
        "    checked_on: '2026-11-23'\n"
    )


@pytest.mark.usefixtures("no_content")
def test_same_records_in_another_order_give_the_same_bytes(tmp_path):
    load(write(tmp_path / "sample.yaml"))
    first = dumped()
    for model in reversed(fixtures.content_models()):
        model.objects.all().delete()
    found = records()[::-1]
    for item in found:
        item["fields"] = dict(reversed(item["fields"].items()))
        item["fields"] = {name: value[::-1] if name == "sources" else value for name, value in item["fields"].items()}

    load(write(tmp_path / "sample.yaml", found), on_conflict="update")

    assert dumped() == first


@pytest.mark.usefixtures("no_content")
def test_dump_of_nothing_is_a_list():
    assert fixtures.dump(Condition) == "[]\n"


@pytest.mark.usefixtures("no_content")
def test_disk_full_while_dumping_leaves_all_files_as_they_were(tmp_path, monkeypatch):
    load(write(tmp_path / "sample.yaml"))
    folder = tmp_path / "content"
    call_command("dump_content", folder, stdout=sample._Lines())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    Condition.objects.update(summary_en="Changed since.")
    Source.objects.update(publisher="Changed since.")
    write_text = type(folder).write_text

    def half(path, text, **options):
        if "glossary" in path.name:
            write_text(path, text[: len(text) // 2], **options)
            raise OSError(28, "No space left on device")
        return write_text(path, text, **options)

    monkeypatch.setattr(type(folder), "write_text", half)
    with pytest.raises(OSError, match="No space left"):
        call_command("dump_content", folder, stdout=sample._Lines())

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    monkeypatch.undo()
    call_command("dump_content", folder, stdout=sample._Lines())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} != before


@pytest.mark.usefixtures("no_content")
def test_dump_content_says_what_it_wrote_and_makes_the_folder(tmp_path):
    folder = tmp_path / "new" / "content"
    said = sample._Lines()

    call_command("dump_content", folder, stdout=said)

    assert said.lines == [f"30 files written to {folder}."]
    assert sorted(path.name for path in folder.iterdir()) == sorted(map(fixtures.file_name, fixtures.content_models()))


def test_digest_tells_records_apart():
    first = fixtures.digest({"name_vi": "Viêm gan", "position": 1})

    assert first == fixtures.digest({"position": 1, "name_vi": "Viêm gan"})
    assert first != fixtures.digest({"name_vi": "Viêm gan", "position": "1"})
    assert first != fixtures.digest({"name_vi": "Viem gan", "position": 1})


def test_sample_is_sound():
    """The tests of single faults mean something only because the sample itself has none."""
    assert len(records()) == 14
    assert changed("hep-b", name_en="x") != records()
