"""Random sequences of what people and programs do to records, taken on the database and on the reference at once."""

import random
import tempfile
from copy import copy, deepcopy
from datetime import date
from itertools import groupby

import yaml
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction

from editorial import changes, document, loading
from editorial.management.commands import check_content
from editorial.models import Change, Claim, Edit, Pairing, Snapshot
from tests.editorial import reference
from tests.editorial.verdict import FIELDS, MODELS, REST, Verdict, editable, real_path
from therapies.models import GlossaryTerm, RouteInstruction

EDITORS, REVIEWERS, SUPERUSERS = {"an", "binh"}, {"chi", "dung"}, {"em"}
STEPS = {
    "edit": 30,
    "submit": 16,
    "approve": 26,
    "send_back": 2,
    "withdraw": 3,
    "revert": 4,
    "still_right": 6,
    "take_down": 2,
    "put_back": 3,
    "review": 3,
    "write_by_orm": 4,
    "write_in_bulk": 4,
    "write_by_sql": 4,
    "write_row": 4,
    "load": 5,
    "check": 5,
}
LANGUAGE_OF = {"vi": "Chữ", "en": "Word"}


def make_people():
    """Make one account for everybody who takes part, under their roles."""
    for name in EDITORS | REVIEWERS | SUPERUSERS:
        user = get_user_model().objects.create_user(name, is_staff=True, is_superuser=name in SUPERUSERS)
        if name in REVIEWERS:
            user.groups.add(Group.objects.get(name="medical reviewer"))


def sequences(numbers, steps, pages_every=1):
    """Take one sequence of `steps` steps for each of `numbers`, which seed the chance; yield each Walk once it is over.

    Needs empty tables of content and the people of `make_people`. All is rolled back. Of each block of 50 the beginning
    is the same. Every `pages_every`th sequence ends with a look at the public pages.
    """
    for block, together in groupby(numbers, key=lambda number: number // 50):
        with transaction.atomic():
            beginning = Walk(random.Random(f"block {block}"))  # noqa: S311 - the same in every run
            beginning.begin()
            for number in together:
                with transaction.atomic():
                    walk = beginning.branch(random.Random(number))  # noqa: S311 - the same in every run
                    walk.run(steps, with_pages=number % pages_every == 0)
                    transaction.set_rollback(True)
                yield walk
            transaction.set_rollback(True)


class Walk:
    """One sequence. `story` tells the steps so far and what went wrong, for whoever mends it."""

    def __init__(self, rng):
        self.rng = rng
        self.people = {user.username: user for user in get_user_model().objects.all()}
        self.expected = reference.Reference(REVIEWERS, SUPERUSERS)
        self.words = 0
        self.forms = {}
        self.story = []
        self.verdict = Verdict(self.expected, self.story)

    def branch(self, rng):
        """Return another Walk that goes on from here by a chance of its own."""
        other = copy(self)
        other.rng, other.forms, other.story = rng, {}, []
        other.expected, other.file = deepcopy(self.expected), deepcopy(self.file)
        other.verdict = Verdict(other.expected, other.story)
        return other

    def run(self, steps, with_pages):
        """Take up to `steps` steps, fewer if a fault is found."""
        kinds = self.rng.choices(list(STEPS), STEPS.values(), k=steps)
        for kind in [*kinds, "check"]:
            getattr(self, kind)()
            self.verdict.compare()
            if self.verdict.faults:
                return
        self.verdict.look_for_lost_texts()
        self.verdict.look_for_unapproved_texts()
        if with_pages:
            self.verdict.look_at_pages()

    # --- the beginning -------------------------------------------------------------------------

    def begin(self):
        """Load two public records, one of them with rows, and begin a draft."""
        for model in (Claim, Edit, Change, Pairing, Snapshot):
            model.objects.all().delete()
        self.file = {name: self.fresh_document(name) for name in ("illness", "way")}
        self.file["way"]["rows"] = [(self.text("vi"), self.text("en")) for _ in range(3)]
        for name, live in self.file.items():
            self.expected.add(name, FIELDS[name], deepcopy(live))
        self.expected.load(self.file, "keep")
        self.load_file("keep")
        draft = self.fresh_document("word") | {"state": "draft"}
        self.expected.add("word", FIELDS["word"], draft)
        author = self.rng.choice(sorted(self.people))
        change = changes.create(GlossaryTerm(), self.real("word", draft), by=self.people[author])
        self.expected.changes.append(reference.Change("word", author, number=change.pk))
        for column in sorted(set(draft) - {"state", "reviewed"}):
            self.expected.changes[0].edits.append(reference.Edit(column, None, draft[column], author))
        self.expected.records["word"].wrote.add(author)

    def fresh_document(self, name):
        texts = {f"{field}_{side}": self.text(side) for field in FIELDS[name] for side in reference.SIDES}
        return {**texts, "state": "published", "reviewed": ""}

    def text(self, side):
        """Return a text that nobody has used, without anything that the safety gate would compare."""
        self.words += 1
        return f"{LANGUAGE_OF[side]} {''.join('bdgkz'[int(digit)] + 'u' for digit in f'{_in_fives(self.words):0>4}')}."

    def real(self, name, values):
        """Return `values` of the reference as the document of the database has them."""
        found = {column: value for column, value in values.items() if column not in ("rows", "reviewed")}
        if "rows" in values:
            found["instructions"] = [
                {"section": "steps", "position": place, "text_vi": vi, "text_en": en}
                for place, (vi, en) in enumerate(values["rows"], 1)
            ]
        if set(values) >= {"state", "reviewed"}:
            found |= {"key": name, "no_source_found": True, **REST[name]}
        return found

    # --- at the desk ---------------------------------------------------------------------------

    def both(self, kind, ours, theirs, *what):
        """Take one step on both sides; return what each gave, or None if both refused it for the same reason."""
        self.story.append((kind, *what))
        clashing, expected, refusal = None, None, None
        try:
            expected = ours()
        except reference.Clash as clash:
            refusal, (clashing,) = "Conflict", clash.args
        except reference.Refusal as refused:
            refusal, self.story[-1] = "Refused", (*self.story[-1], "refused:", *refused.args)
        try:
            found = theirs()
        except changes.Conflict as conflict:
            columns = sorted("rows" if clash.column == "instructions" else clash.column for clash in conflict.clashes)
            if columns != clashing:
                self.verdict.fault("wrong refusal", kind, columns, "instead of", refusal, clashing)
            return None
        except changes.Refused as refused:
            if refusal != type(refused).__name__:
                self.verdict.fault("wrong refusal", kind, repr(refused), getattr(refused, "findings", ""), refusal)
            return None
        if refusal:
            self.verdict.fault("not refused", kind, refusal)
            return None
        return expected, found

    def edit(self):
        """Somebody opens a form, or has had it open for a while, changes something and saves."""
        by, name = self.anybody(), self.rng.choice(sorted(MODELS))
        record = self.record(name)
        is_old = (by, name) in self.forms and self.rng.random() < 0.3
        if not is_old:
            self.forms[by, name] = self.open_form(name, record)
        seen, digests = self.forms[by, name]
        values = self.altered(name, seen)
        columns = sorted(self.real(name, {column: values[column] for column in editable(name)}))
        significance = self.rng.choice(reference.GRAVITY)
        vouched = [path for path in self.expected.records[name].pairs(seen) if self.rng.random() < 0.15]
        wanted = {column: values[column] for column in editable(name)}
        self.propose(by, name, wanted, seen, digests, columns, significance, vouched)

    def propose(self, by, name, wanted, seen, digests, columns, significance, vouched):
        done = self.both(
            "edit",
            lambda: self.expected.propose(by, name, wanted, seen, significance, vouched),
            lambda: changes.propose(
                self.record(name),
                self.real(name, wanted),
                by=self.people[by],
                seen=digests,
                columns=columns,
                significance=significance,
                in_step=[real_path(path) for path in vouched],
            ),
            by, name, {column: value for column, value in wanted.items() if value != seen[column]}, significance,
            vouched,
        )  # fmt: skip
        if done:
            self.number(*done)

    def number(self, expected, found):
        """Tell the reference the ids that the database gave to new Changes."""
        known = {change.number for change in self.expected.changes}
        new = [change.pk for change in found if change.pk not in known]
        for change in expected:
            if change.number is None and new:
                change.number = new.pop()

    def open_form(self, name, record):
        """Return the record as a form shows it, and the digests of what it shows."""
        seen = deepcopy(self.expected.working(name))
        columns = self.real(name, {column: seen[column] for column in editable(name)})
        shown = changes.working(record).document
        return seen, {column: document.digest(shown.get(column)) for column in columns}

    def altered(self, name, seen):
        values = deepcopy(seen)
        for _ in range(self.rng.choice([1, 1, 1, 2, 2, 3])):
            if name == "way" and self.rng.random() < 0.5:
                values["rows"] = self.altered_rows(values["rows"])
                continue
            field = self.rng.choice(FIELDS[name])
            for side in self.rng.choice([["vi"], ["en"], ["vi", "en"]]):
                values[f"{field}_{side}"] = self.new_text(name, field, side)
        return values

    def altered_rows(self, rows):
        rows = list(rows)
        place = self.rng.randrange(len(rows))
        kind = self.rng.choice(["edit", "edit", "edit", "both", "insert", "delete", "move"])
        vi, en = rows[place]
        if kind == "edit":
            rows[place] = self.rng.choice([(self.text("vi"), en), (vi, self.text("en"))])
        elif kind == "both":
            rows[place] = (self.text("vi"), self.text("en"))
        elif kind == "insert":
            rows.insert(place, (self.text("vi"), self.text("en")))
        elif kind == "delete" and len(rows) > 1:
            del rows[place]
        elif kind == "move":
            rows.insert(self.rng.randrange(len(rows)), rows.pop(place))
        return rows

    def new_text(self, name, field, side):
        """Return a new text for a field, or one that it had before."""
        text = self.expected.records[name].texts.get(field)
        if text and self.rng.random() < 0.3:
            return getattr(self.rng.choice(text.history), side) or self.text(side)
        return self.text(side)

    def revert(self):
        """Propose again what a record held before an approved Change."""
        edits = Edit.objects.filter(change__state=Change.State.APPROVED, author__isnull=False).exclude(before=None)
        texts = [edit for edit in edits.select_related("change") if edit.field != "state"]
        if not texts:
            return
        edit = self.rng.choice(texts)
        name, by = edit.change.key, self.anybody()
        column = "rows" if edit.field == "instructions" else edit.column
        if column not in editable(name):
            return
        before = [(row["text_vi"], row["text_en"]) for row in edit.before] if column == "rows" else edit.before
        seen, digests = self.open_form(name, self.record(name))
        self.propose(by, name, {column: before}, seen, digests, [edit.column], "meaning", [])

    def submit(self):
        if change := self.any_change("draft", "sent_back"):
            by = self.anybody()
            self.both(
                "submit",
                lambda: self.expected.submit(change, by),
                lambda: changes.submit(Change.objects.get(pk=change.number), self.people[by]),
                by,
                change.number,
            )

    def approve(self):
        """Somebody approves a Change, as a rule a submitted one, or a part of it; perhaps they may not."""
        change = self.any_change("submitted") or self.any_change("draft", "sent_back")
        if change is None:
            return
        by, columns = self.anybody(), None
        if self.rng.random() < 0.25:
            columns = [column for column in change.newest() if self.rng.random() < 0.6]
            if len(columns) in (0, len(change.newest())):
                # A record has more columns than the reference knows, so all that it knows is still a part.
                columns = None
        override = self.rng.choice(["", "", "", "", " ", "nobody else is there"])
        is_stale = self.rng.random() < 0.05
        last = Edit.objects.filter(change=change.number).order_by("pk").last().pk - is_stale
        done = self.both(
            "approve",
            lambda: self.expected.approve(change, by, columns, is_stale, override),
            lambda: changes.approve(
                Change.objects.get(pk=change.number),
                self.people[by],
                columns=columns and ["instructions" if column == "rows" else column for column in columns],
                last_edit=last,
                override=override,
            ),
            by, change.number, columns, "stale" * is_stale, override,
        )  # fmt: skip
        if done and done[0]:
            self.number([done[0]], Change.objects.open().order_by("-pk")[:1])

    def send_back(self):
        if change := self.any_change("submitted", "draft"):
            self.both(
                "send back",
                lambda: self.expected.send_back(change),
                lambda: changes.send_back(Change.objects.get(pk=change.number), self.people["chi"], "Not yet."),
                change.number,
            )

    def withdraw(self):
        if change := self.any_change("submitted", "draft", "sent_back"):
            self.both(
                "withdraw",
                lambda: self.expected.withdraw(change),
                lambda: changes.withdraw(Change.objects.get(pk=change.number), self.people["an"]),
                change.number,
            )

    def still_right(self):
        name = self.rng.choice(sorted(MODELS))
        record = self.expected.records[name]
        if record.live["state"] == "draft":
            return
        path, pair = self.rng.choice(sorted(record.pairs(record.live).items()))
        if self.rng.random() < 0.1:
            pair = (pair[0], self.text("en"))
        seen = document.digest(dict(zip(reference.SIDES, pair, strict=True)))
        self.both(
            "still right",
            lambda: self.expected.still_right(name, path, pair),
            lambda: changes.confirm_pair(self.record(name), real_path(path), seen, self.people["chi"]),
            name,
            path,
        )

    def take_down(self):
        name, by = self.rng.choice(sorted(MODELS)), self.anybody()
        self.both(
            "take down",
            lambda: self.expected.take_down(name),
            lambda: changes.take_down(self.record(name), self.people[by], "wrong"),
            by,
            name,
        )

    def put_back(self):
        retired = [name for name in MODELS if self.expected.records[name].live["state"] == "retired"]
        name, by = self.rng.choice(retired or sorted(MODELS)), self.anybody()
        done = self.both(
            "put back",
            lambda: self.expected.put_back(by, name),
            lambda: changes.put_back(self.record(name), self.people[by], "right again"),
            by,
            name,
        )
        if done:
            self.number([done[0]], [done[1]])

    def review(self):
        name, who = self.rng.choice(sorted(MODELS)), self.rng.choice(["Dr A", "Dr B"])
        self.both(
            "review",
            lambda: self.expected.review(name, who),
            lambda: changes.review(
                self.record(name), self.people["chi"], reviewed_by=who, reviewed_on=date(2026, 11, 23)
            ),
            name,
            who,
        )

    # --- past the desk -------------------------------------------------------------------------

    def written(self):
        """Choose a record and new texts for one field of it, in one language or in both."""
        name = self.rng.choice(sorted(MODELS))
        field = self.rng.choice(FIELDS[name])
        sides = self.rng.choice([["vi"], ["en"], ["vi", "en"]])
        return name, {f"{field}_{side}": self.new_text(name, field, side) for side in sides}

    def write_by_orm(self):
        name, values = self.written()
        record = self.record(name)
        for column, text in values.items():
            setattr(record, column, text)
        record.save()
        self.outside("ORM", name, values, is_seen=True)

    def write_in_bulk(self):
        name, values = self.written()
        MODELS[name].objects.filter(key=name).update(**values)
        self.outside("bulk", name, values, is_seen=False)

    def write_by_sql(self):
        name, values = self.written()
        for column, text in values.items():
            table = MODELS[name]._meta.db_table
            sql(f"UPDATE {table} SET {column} = %s WHERE key = %s", [text, name])  # noqa: S608 - our own names
        self.outside("SQL", name, values, is_seen=False)

    def write_row(self):
        """Change a row, add one at the end or take the last one away, in each of the ways past the desk."""
        rows = list(self.expected.records["way"].live["rows"])
        kind = self.rng.choice(["edit", "edit", "edit", "add", "delete"])
        is_seen = self.rng.random() < 0.5
        place, side = self.rng.randrange(len(rows)), self.rng.choice(reference.SIDES)
        stored = RouteInstruction.objects.filter(route__key="way")
        if kind == "add":
            rows.append((self.text("vi"), self.text("en")))
            row = RouteInstruction(route=self.record("way"), section="steps", position=len(rows))
            row.text_vi, row.text_en = rows[-1]
            row.save() if is_seen else RouteInstruction.objects.bulk_create([row])
        elif kind == "delete" and len(rows) > 1:
            rows.pop()
            if is_seen:
                stored.get(position=len(rows) + 1).delete()
            else:
                sql("DELETE FROM therapies_routeinstruction WHERE position = %s", [len(rows) + 1])
        else:
            text = self.text(side)
            rows[place] = (text, rows[place][1]) if side == "vi" else (rows[place][0], text)
            row = stored.get(position=place + 1)
            setattr(row, f"text_{side}", text)
            row.save() if is_seen else stored.filter(pk=row.pk).update(**{f"text_{side}": text})
        self.outside(f"row {kind}", "way", {"rows": rows}, is_seen)

    def outside(self, kind, name, values, is_seen):
        self.story.append((kind, name, values, "seen" if is_seen else "unseen"))
        self.expected.write(name, values, is_seen)

    def check(self):
        self.story.append(("check",))
        self.expected.notice_all()
        check_content.notice()

    def load(self):
        """Load the content file, in which somebody has changed something since."""
        name = self.rng.choice(sorted(self.file))
        on_conflict = self.rng.choice(["keep", "keep", "keep", "update"])
        if self.rng.random() < 0.8:
            field, side = self.rng.choice(FIELDS[name]), self.rng.choice(reference.SIDES)
            self.file[name][f"{field}_{side}"] = self.text(side)
        if name == "way" and self.rng.random() < 0.8:
            rows = self.file["way"]["rows"]
            place = self.rng.randrange(len(rows))
            rows[place] = self.rng.choice([(self.text("vi"), rows[place][1]), (rows[place][0], self.text("en"))])
        self.story.append(("load", on_conflict, deepcopy(self.file)))
        self.expected.load(deepcopy(self.file), on_conflict)
        self.load_file(on_conflict)

    def load_file(self, on_conflict):
        items = []
        for name, values in self.file.items():
            fields = self.real(name, values)
            rows = fields.pop("instructions", [])
            items.append({"model": MODELS[name]._meta.label_lower, "fields": fields})
            items += [{"model": "therapies.routeinstruction", "fields": {"route": [name], **row}} for row in rows]
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            yaml.dump(items, file, Dumper=yaml.CSafeDumper, allow_unicode=True)
            file.flush()
            report = loading.load([file.name], on_conflict)
        if report.faults:
            self.verdict.fault("not loaded", *map(str, report.faults))
        from_file = Change.objects.open().filter(opened_by=None)
        self.number([change for change in self.expected.changes if change.opened_by is None], from_file)

    # --- choosing ------------------------------------------------------------------------------

    def anybody(self):
        return self.rng.choice(sorted(self.people))

    def any_change(self, *states):
        fitting = [change for change in self.expected.changes if change.state in states]
        return self.rng.choice(fitting) if fitting else None

    def record(self, name):
        return MODELS[name].objects.get(key=name)


def _in_fives(number):
    digits = ""
    while number:
        number, digit = divmod(number, 5)
        digits = f"{digit}{digits}"
    return digits


def sql(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
