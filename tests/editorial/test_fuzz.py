"""Damaged content files: each is loaded whole or refused in words, and what is loaded is sound.

The damage is drawn from a seed, so every run sees the same files; a failure names its seed. `make test` tries some
hundreds of the two thousand, `make audit` all of them (DAMAGED=all).
"""

import os
import random
import re

import pytest
import yaml
from django.core.management import CommandError
from django.db import connection, transaction

from editorial import fixtures
from editorial.models import LoadedRecord
from tests.editorial import sample
from tests.editorial.sample import load, records, tables, write
from therapies.models import Fact, Page

pytestmark = [pytest.mark.usefixtures("no_content"), pytest.mark.long]

FILES, PARTS = 2000, 20
# PostgreSQL refuses other things than SQLite (NUL, lengths), so some of the files go there too.
TRIED = range(PARTS if os.environ.get("DAMAGED") == "all" else {"sqlite": 5, "postgresql": 2}[connection.vendor])
# Of each hundred, on any database, so that neither kind dies out; the seeds give 17-32 and 68-83.
ACCEPTED_AT_LEAST, REJECTED_AT_LEAST = 10, 40

WORDS = [
    "", " ", "\n", "a", "no", "0115", "8:30", "2026-11-23", "null", "VN", "hep-b", "who-hep-b", "draft", "published",
    "retired", "verified", "javascript:alert(1)", "https://example.org/", "\x00", "\u202e", "e\u0302", "\ufeff",
    "\u00a0", "\u200b", "\u2028", "\x85", "đ", "ß", "ĳ", "𝔞", "🙂", "<script>", "%s", "{}", "../..", "x" * 300,
    "-" * 70, "A.B", "2021-06", "B18.1", "L03AB11", "115",
]  # fmt: skip
VALUES = [
    None, True, False, 0, 1, -1, 32767, 32768, 2**31, 2**63, 10**40, 1.5, float("inf"), float("nan"), [], {}, [[]],
    ["hep-b"], [["hep-b"]], [["who-hep-b"]], [[["hep-b"]]], [["hep-b"], [1]], [1], [None], {"a": "b"}, [["VN"], ["VN"]],
    ["helpline", 1], [["protein"], ["cytokine"]], "x" * 1_000_000,
]  # fmt: skip
YAML_TRICKS = [
    "- !!python/object/apply:os.system [id]\n",
    "- !!binary aGVwLWI=\n",
    "- !!set {a, b}\n",
    "- !!bool maybe\n",
    "- !!int x\n",
    "- !!timestamp x\n",
    "- <<: {model: therapies.page}\n",
    "- &a [*a]\n",
    "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
    "---\n- a\n---\n- b\n",
    "%YAML 9.9\n---\n[]\n",
    "%TAG ! tag:example.org,2000:\n---\n- !x y\n",
    "? [a, b]\n: c\n",
    "- = : =\n",
    "- 1:99:99\n- 0b_\n- 0x_\n- 2026-99-99\n",
    "- 2001-12-14t21:59:43.10-99:99\n",
    "- " + "9" * 5000 + "\n",
    "[" * 3000,
    "{a: " * 3000,
    "- " * 3000,
    "",
    "[]\n",
    "\ufeff[]\n",
    "# nothing\n",
    '- "\\ud800"\n',
]


def flip_bytes(chance, raw):
    raw = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def insert_bytes(chance, raw):
    place = chance.randrange(len(raw))
    return raw[:place] + chance.randbytes(chance.randint(1, 6)) + raw[place:]


def cut_off(chance, raw):
    return raw[: chance.randrange(len(raw))]


def drop_a_line(chance, raw):
    lines = raw.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def shift_a_line(chance, raw):
    lines = raw.split(b"\n")
    place = chance.randrange(len(lines))
    lines[place] = b" " * chance.randint(1, 4) + lines[place] if chance.random() < 0.5 else lines[place].lstrip()
    return b"\n".join(lines)


def swap_lines(chance, raw):
    lines = raw.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def double_a_line(chance, raw):
    lines = raw.split(b"\n")
    place = chance.randrange(len(lines))
    lines.insert(place, lines[place])
    return b"\n".join(lines)


def put_in_a_trick(chance, raw):
    trick = chance.choice(YAML_TRICKS).encode()
    return trick if chance.random() < 0.5 else raw + trick


def change_one_character(chance, raw):
    text = raw.decode()
    place = chance.randrange(len(text))
    return (text[:place] + chance.choice(WORDS + list(":-#[]{}'\"|>&*!%@`,?\t\r")) + text[place + 1 :]).encode()


def other_line_ends(chance, raw):
    return chance.choice([b"", b"\xef\xbb\xbf"]) + raw.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n", b"\n"]))


def other_encoding(chance, raw):
    return raw.decode().encode(chance.choice(["utf-16", "utf-32", "utf-7", "utf-8-sig", "cp1258"]), errors="replace")


def any_field(chance, found):
    fields = chance.choice(found)["fields"]
    return fields, chance.choice(list(fields))


def set_a_word(chance, found):
    fields, name = any_field(chance, found)
    fields[name] = chance.choice(WORDS)


def set_a_value(chance, found):
    fields, name = any_field(chance, found)
    fields[name] = chance.choice(VALUES)


def change_the_type(chance, found):
    fields, name = any_field(chance, found)
    fields[name] = chance.choice([str, repr, lambda v: [v], lambda v: {name: v}, bool, lambda v: [v, v]])(fields[name])


def delete_a_field(chance, found):
    fields, name = any_field(chance, found)
    del fields[name]


def rename_a_field(chance, found):
    fields, name = any_field(chance, found)
    ends = ["_vi", "_en", ""]
    fields[re.sub("_(vi|en)$", "", name) + chance.choice(ends)] = fields.pop(name)


def swap_two_fields(chance, found):
    fields, name = any_field(chance, found)
    other = chance.choice(list(fields))
    fields[name], fields[other] = fields[other], fields[name]


def field_of_another(chance, found):
    _fields, name = (source := any_field(chance, found))
    chance.choice(found)["fields"][name] = source[0][name]


def double_a_record(chance, found):
    copied = yaml.safe_load(yaml.safe_dump(chance.choice(found)))
    if chance.random() < 0.7:
        set_a_word(chance, [copied])
    found.insert(chance.randrange(len(found)), copied)


def delete_a_record(chance, found):
    del found[chance.randrange(len(found))]


def other_model(chance, found):
    models = [model._meta.label_lower for model in fixtures.content_models()]
    chance.choice(found)["model"] = chance.choice([*models, "auth.user", "therapies.nothing", None, 7, ["a"]])


def other_order(chance, found):
    chance.shuffle(found)


def other_state(chance, found):
    chance.choice(found)["fields"]["state"] = chance.choice(["draft", "published", "retired"])


def break_a_reference(chance, found):
    fields, name = any_field(chance, found)
    text = yaml.safe_dump(fields[name])
    fields[name] = yaml.safe_load(text.replace("-", chance.choice(["_", "--", "-x"]), 1))


def change_a_text(chance, found):
    """A sound change, so that there is something to accept."""
    texts = [(item["fields"], name) for item in found for name in item["fields"] if re.search("(name|summary)_", name)]
    fields, name = chance.choice(texts)
    fields[name] = f"{chance.choice(['Mới', 'New', 'Đổi'])} {chance.randrange(1000)}"


ON_BYTES = [
    flip_bytes, insert_bytes, cut_off, drop_a_line, shift_a_line, swap_lines, double_a_line, put_in_a_trick,
    change_one_character, other_line_ends, other_encoding,
]  # fmt: skip
ON_RECORDS = [
    set_a_word, set_a_value, change_the_type, delete_a_field, rename_a_field, swap_two_fields, field_of_another,
    double_a_record, delete_a_record, other_model, other_order, other_state, break_a_reference, change_a_text,
]  # fmt: skip


def base():
    """Return the ten records of eight kinds that are to be damaged, with child rows and relations of all sorts."""
    return [item for item in records() if sample.name_of(item) not in {"VN", "hospital", "helpline", "helpline/1"}]


def damaged(seed):
    """Return the bytes of the damaged file that belongs to `seed`."""
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    mutations = [chance.choice(ON_BYTES + ON_RECORDS * 2) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
    found = base()
    for mutation in mutations:
        if mutation in ON_RECORDS and found:
            try:
                mutation(chance, found)
            except (IndexError, KeyError, TypeError, AttributeError, ValueError):
                continue  # an earlier mutation took away what this one wanted to change
    raw = yaml.dump(found, Dumper=Careless, allow_unicode=chance.random() < 0.8, sort_keys=False).encode()
    for mutation in mutations:
        if mutation in ON_BYTES and raw:
            try:
                raw = mutation(chance, raw)
            except UnicodeDecodeError:
                continue  # these bytes are no text any more
    return raw


class Careless(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def prepare(tmp_path, state):
    """Put the database into one of three states: 0 empty, 1 with the sound file loaded, 2 with changes made since."""
    if state == 0:
        return
    load(write(tmp_path / "before.yaml", base()))
    if state == 2:
        Fact.objects.update(today_en="Changed here.")
        Page.objects.create(key="made-here", name_vi="Trang", name_en="Page")


def assert_all_is_sound(seed):
    for model in fixtures.content_models():
        for instance in model.objects.all():
            try:
                # The database itself holds the constraints (test_constraints.py); asking it again doubles the time.
                instance.full_clean(validate_constraints=False)
                if hasattr(instance, "check_sources"):
                    instance.check_sources(instance.sources.all())
                for column in model._meta.many_to_many:
                    targets = list(getattr(instance, column.name).all())
                    assert targets or column.blank, f"{column.name} is empty"
                    limit = column.get_limit_choices_to()
                    assert all(getattr(target, name) == value for target in targets for name, value in limit.items())
            except Exception as error:
                pytest.fail(f"seed {seed}: {model.__name__} {instance.natural_key()} is loaded but not sound: {error}")


def attempt(path, seed, before):
    """Load the file; return True if it was accepted, False if it was refused in words and all is as `before`."""
    try:
        load(path, on_conflict=["keep", "update", "fail"][seed % 7 % 3])
    except CommandError as error:
        assert tables() == before, f"seed {seed}: refused, but something was written"
        *lines, last = str(error).split("\n")
        assert last == f"{len(lines)} faults; nothing was loaded.", f"seed {seed}: {error}"
        assert all(line.startswith(f"{path.name}: ") and len(line) < 1000 for line in lines), f"seed {seed}: {error}"
        return False
    except Exception as error:
        pytest.fail(f"seed {seed}: {type(error).__name__}: {str(error)[:300]}")
    assert_all_is_sound(seed)
    return True


@pytest.mark.parametrize("part", TRIED)
def test_damaged_files(tmp_path, part):
    size = FILES // PARTS
    accepted = 0
    path = tmp_path / "damaged.yaml"
    for state in range(3):
        with transaction.atomic():
            prepare(tmp_path, state)
            before = tables()
            for seed in range(part * size, (part + 1) * size):
                if seed % 3 == state:
                    path.write_bytes(damaged(seed))
                    with transaction.atomic():
                        accepted += attempt(path, seed, before)
                        transaction.set_rollback(True)
            transaction.set_rollback(True)
    print(f"{accepted} accepted, {size - accepted} rejected")
    assert accepted >= ACCEPTED_AT_LEAST
    assert size - accepted >= REJECTED_AT_LEAST


def test_the_watch_sees_a_partial_load_and_an_unsound_record(tmp_path):
    """The fuzz proves something only if its own checks can fail."""
    load(write(tmp_path / "sample.yaml"))
    before = tables()
    LoadedRecord.objects.filter(key="VN").update(digest="another")
    assert tables() != before

    assert_all_is_sound(0)
    Fact.objects.update(about="nowhere")
    with pytest.raises(pytest.fail.Exception, match=r"seed 7: Fact .* is loaded but not sound: .*nowhere"):
        assert_all_is_sound(7)


def test_the_damage_is_the_same_every_time():
    assert damaged(17) == damaged(17) != damaged(18)
    assert len({item["model"] for item in base()}) == 8
    assert len(base()) == 10
