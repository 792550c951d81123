"""The rules of drift and of Changes, written down a second time: as slowly and plainly as they read in words.

A `Text` keeps the whole history of one text in two languages and works out by going through it what is outdated. A
`Reference` keeps records, open Changes and unseen writes, and says of each step what has to come of it. Nothing here
looks at the code that is tested, nor at the database.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

SIDES = ("vi", "en")
GRAVITY = ("wording", "meaning", "safety")


def other(side):
    return SIDES[1 - SIDES.index(side)]


@dataclass(frozen=True)
class Written:
    """Both sides of a text after something wrote it, what wrote it, and whether somebody vouched for the two."""

    vi: str
    en: str
    significance: str = "meaning"
    by_change: bool = False
    vouched: bool = False


class Text:
    """One text in two languages, with all that has happened to it."""

    def __init__(self, first):
        # What a Change brings was nothing before; what comes from elsewhere simply was there.
        self.history = [Written("", ""), first] if first.by_change else [first]

    def write(self, written):
        self.history.append(written)

    def still_right(self):
        """Somebody has read both sides and says that they say the same."""
        now = self.history[-1]
        self.history.append(Written(now.vi, now.en, by_change=True, vouched=True))

    def last_vouched(self):
        """Return the place in the history where both sides were last said to be in step; None if never.

        That is where a Change changed both of them, and where somebody vouched for them.
        """
        for place in range(len(self.history) - 1, -1, -1):
            now = self.history[place]
            changed_both = place > 0 and all(
                getattr(self.history[place - 1], side) != getattr(now, side) for side in SIDES
            )
            if now.by_change and (now.vouched or changed_both):
                return place
        return None

    def standing(self):
        """Return `(whether the two were ever said to be in step, {outdated side: gravest significance})`."""
        vouched = self.last_vouched()
        outdated = {}
        for side in SIDES:
            since = self.changes_of_meaning(side, self.history[vouched or 0 :])
            if since:
                outdated[other(side)] = max(since, key=GRAVITY.index)
        return vouched is not None, outdated

    @staticmethod
    def changes_of_meaning(side, history):
        """Return the significances of what has changed `side` since it last was as it stood in step."""
        in_step, since = getattr(history[0], side), []
        for before, now in pairwise(history):
            was, text = getattr(before, side), getattr(now, side)
            if was == text:
                continue
            if now.by_change and now.significance == "wording" and was == in_step:
                # It says the same, better: from now on this is what it says in step.
                in_step = text
            since = [] if text == in_step else [*since, now.significance if now.by_change else "meaning"]
        return since


def followed(old, new):
    """Return for each row of `new` the place in `old` of the row that it continues, or None.

    Rows are pairs of texts of which no two lists of one record use one twice. A row goes on where one of its two texts
    is; a row of two new texts goes on in the place of one that is gone.
    """
    found = []
    for row in new:
        places = [place for place, was in enumerate(old) if set(was) & set(row)]
        found.append(places[0] if places else None)
    gone = set(range(len(old))) - set(found)
    return [place if was is None and place in gone else was for place, was in enumerate(found)]


# --- records and Changes -------------------------------------------------------------------------


class Refusal(Exception):
    """The step may not happen."""


class Clash(Exception):
    """Somebody else was faster with these columns."""


@dataclass
class Edit:
    column: str
    before: object
    after: object
    author: str | None


@dataclass
class Change:
    """What is proposed for one record; `number` is the id that the database gave it."""

    record: str
    opened_by: str | None
    state: str = "draft"
    significance: str = "meaning"
    vouched: set = field(default_factory=set)
    edits: list = field(default_factory=list)
    number: int | None = None

    def newest(self):
        return {edit.column: edit for edit in self.edits}

    def authors(self):
        return {edit.author for edit in self.edits} - {None}


@dataclass
class Record:
    """A record: what is `live`, what of it was seen so far (`known`), and how each text came to be what it is.

    Documents give the value by column: texts, the state, who reviewed it, and `rows`, a list of pairs of texts.
    """

    fields: tuple
    live: dict
    known: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    changed_since_review: bool = False
    # All who wrote an Edit of it since it has been there.
    wrote: set = field(default_factory=set)

    def pair(self, document, name):
        return document[f"{name}_vi"], document[f"{name}_en"]

    def pairs(self, document):
        """Return every text of `document` as a pair, by its path."""
        found = {name: self.pair(document, name) for name in self.fields}
        return found | {f"rows/{place}": row for place, row in enumerate(document.get("rows", []))}

    def text_at(self, path):
        return self.rows[int(path[5:])] if path.startswith("rows/") else self.texts[path]

    def standings(self):
        """Return the standing of each text by path; what is a draft has none."""
        found = {name: text.standing() for name, text in self.texts.items()}
        return found | {f"rows/{place}": text.standing() for place, text in enumerate(self.rows)}

    def notice(self, significance="meaning", by_change=False, vouched=frozenset()):
        """Take in how `live` differs from what was known; without a Change, somebody passed the desk by."""
        before, self.known = self.known, deepcopy(self.live)
        if before == self.known:
            return
        self._notice_review(before, significance)
        was_watched, is_watched = (document.get("state", "draft") != "draft" for document in (before, self.known))
        if not is_watched:
            self.texts, self.rows = {}, []
            return
        old_rows = before.get("rows", []) if was_watched else []
        places = followed(old_rows, self.known.get("rows", []))
        texts, rows = self.texts, self.rows
        self.texts = {
            name: self._carried(texts.get(name), self.pair(self.known, name), significance, by_change, vouched)
            for name in self.fields
        }
        self.rows = [
            self._carried(None if place is None else rows[place], row, significance, by_change, vouched)
            for place, row in zip(places, self.known.get("rows", []), strict=True)
        ]

    @staticmethod
    def _carried(text, pair, significance, by_change, vouched):
        written = Written(*pair, significance, by_change, by_change and pair in vouched)
        if text is None:
            return Text(written)
        was = text.history[-1]
        if (was.vi, was.en) != pair or written.vouched:
            text.write(written)
        return text

    def _notice_review(self, before, significance):
        """A review ends with a change of meaning, and a new one begins."""
        changed = {column for column in self.live if before.get(column) != self.live[column]}
        if "reviewed" in changed or not self.live["reviewed"]:
            self.changed_since_review = False
        elif significance != "wording" and changed - {"state"}:
            self.changed_since_review = True


class Reference:
    """All records with their open Changes. Each method is one step of somebody, and raises what has to come of it."""

    def __init__(self, reviewers, superusers):
        self.reviewers = reviewers
        self.superusers = superusers
        self.records = {}
        self.changes = []
        # Every text that was typed at the desk, or seen after something else wrote it.
        self.said = set()
        # What the last load wrote and what the last file said, by record and place of the row (None: the record).
        self.loaded = {}

    def add(self, name, fields, live):
        self.records[name] = Record(fields, live)
        self.notice(name)

    def notice(self, name, **event):
        self.records[name].notice(**event)
        for pair in self.records[name].pairs(self.records[name].known).values():
            self.said |= set(pair)

    def notice_all(self):
        for name in self.records:
            self.notice(name)

    def open_edits(self, name):
        """Return `(Change, Edit)` of each value that an open Change is about, by column."""
        found = {}
        for change in self.changes:
            if change.record == name:
                found |= {column: (change, edit) for column, edit in change.newest().items()}
        return found

    def working(self, name):
        """Return the record as its open Changes would have it."""
        edits = {column: edit.after for column, (_change, edit) in self.open_edits(name).items()}
        return self.records[name].live | edits

    # --- at the desk ---------------------------------------------------------------------------

    def propose(self, by, name, values, seen, significance="meaning", vouched=()):
        """`by` saves a form that showed `seen` and now says `values`; return the Changes that were written."""
        record = self.records[name]
        working, open_edits = self.working(name), self.open_edits(name)
        touched = [column for column in values if values[column] not in (seen[column], working[column])]
        clashing = [column for column in touched if working[column] != seen[column]]
        if clashing:
            raise Clash(sorted(clashing))
        self.notice(name)
        written = []
        for column in sorted(touched):
            change = open_edits[column][0] if column in open_edits else self._own(by, name)
            if change not in written:
                written.append(change)
            self._edit(change, column, values[column], by)
        pairs = self._vouched(name, working | values, vouched)
        if not written:
            return self._described_anew(by, name, significance, pairs)
        for change in written:
            is_alone = change.opened_by == by and self._authors(change) <= {by}
            weights = [significance] if is_alone else [significance, change.significance]
            change.significance = max(weights, key=GRAVITY.index)
            change.vouched |= pairs
        if record.live["state"] == "draft":
            record.live |= {column: values[column] for column in touched}
            self.notice(name, by_change=True)
        return written

    def _described_anew(self, by, name, significance, pairs):
        """Nothing was typed; what `by` says of their own Changes counts if it is graver."""
        said = []
        for change in self.changes:
            if change.record != name or change.opened_by != by:
                continue
            before = change.significance, set(change.vouched)
            change.significance = max([significance, change.significance], key=GRAVITY.index)
            change.vouched |= set() if change.state == "submitted" else pairs
            if (change.significance, change.vouched) != before:
                said.append(change)
        return said

    def _vouched(self, name, document, paths):
        """Return the pairs of texts that stand in `document` where those of the live record's `paths` go on."""
        record = self.records[name]
        found = {record.pair(document, path) for path in paths if path in record.fields}
        places = followed(record.live.get("rows", []), document.get("rows", []))
        rows = zip(places, document.get("rows", []), strict=True)
        return found | {row for place, row in rows if f"rows/{place}" in paths}

    def _own(self, by, name):
        is_draft = self.records[name].live["state"] == "draft"
        for change in self.changes:
            if change.record == name and (is_draft or change.opened_by == by):
                return change
        self.changes.append(Change(name, by))
        return self.changes[-1]

    def _edit(self, change, column, after, by):
        record = self.records[change.record]
        change.edits.append(Edit(column, record.live[column], after, by))
        record.wrote |= {by} - {None}
        if column == "rows":
            self.said |= {text for row in after for text in row}
        elif column not in ("state", "reviewed"):
            self.said.add(after)

    def _authors(self, change):
        """Return who may not approve: of a draft, which was written at once, all who ever wrote in it."""
        publishes = any(
            (edit.column, edit.before, edit.after) == ("state", "draft", "published") for edit in change.edits
        )
        return self.records[change.record].wrote if publishes else change.authors()

    def submit(self, change, by):
        self.notice(change.record)
        if change.state == "submitted":
            return
        if self.records[change.record].live["state"] == "draft" and "state" not in change.newest():
            self._edit(change, "state", "published", by)
        change.state = "submitted"

    def approve(self, change, by, columns=None, is_stale=False, override=""):
        """`by` makes `change` public, or only `columns` of it. Return the Change that stays open, or None."""
        if change.state != "submitted":
            raise Refusal("not submitted")
        self._check_approver(change, by, override)
        if is_stale:
            raise Refusal("edited since it was opened")
        record = self.records[change.record]
        edits = change.newest()
        is_part = columns is not None and set(columns) != set(edits)
        if is_part and record.live["state"] == "draft":
            raise Refusal("a draft is approved as a whole")
        chosen = {column: edit for column, edit in edits.items() if columns is None or column in columns}
        if any(record.live[column] not in (edit.before, edit.after) for column, edit in chosen.items()):
            raise Refusal("the live text has moved")
        self.notice(change.record)
        rest = self._split(change, set(chosen)) if is_part else None
        self.changes.remove(change)
        record.live |= {column: edit.after for column, edit in chosen.items()}
        self.notice(change.record, significance=change.significance, by_change=True, vouched=change.vouched)
        return rest

    def _check_approver(self, change, by, override):
        if override.strip():
            if by not in self.superusers:
                raise Refusal("no superuser")
        elif by not in self.reviewers | self.superusers:
            raise Refusal("no reviewer")
        elif by in self._authors(change):
            raise Refusal("wrote a part of it")

    def _split(self, change, columns):
        rest = Change(change.record, change.opened_by, change.state, change.significance, set(change.vouched))
        rest.edits = [edit for edit in change.edits if edit.column not in columns]
        change.edits = [edit for edit in change.edits if edit.column in columns]
        self.changes.append(rest)
        return rest

    def send_back(self, change):
        if change.state != "submitted":
            raise Refusal("not submitted")
        self.notice(change.record)
        change.state = "sent_back"

    def withdraw(self, change):
        self.notice(change.record)
        self.changes.remove(change)

    def take_down(self, name):
        record = self.records[name]
        if record.live["state"] != "published":
            raise Refusal("not public")
        self.notice(name)
        record.live["state"] = "retired"
        self.notice(name, significance="safety", by_change=True)

    def put_back(self, by, name):
        """Ask for `name` to be public again, in a Change of its own; return it."""
        record = self.records[name]
        if record.live["state"] != "retired" or "state" in self.open_edits(name):
            raise Refusal("not taken down, or asked for already")
        self.notice(name)
        self.changes.append(Change(name, by, state="submitted"))
        self._edit(self.changes[-1], "state", "published", by)
        return self.changes[-1]

    def still_right(self, name, path, seen):
        """Somebody who saw the pair `seen` at `path` says that both languages say the same."""
        record = self.records[name]
        if record.pairs(record.live).get(path) != seen:
            raise Refusal("changed since it was opened")
        self.notice(name)
        record.text_at(path).still_right()

    def review(self, name, reviewer):
        record = self.records[name]
        self.notice(name)
        record.live["reviewed"] = reviewer
        self.notice(name, significance="wording", by_change=True)
        record.changed_since_review = False

    # --- past the desk -------------------------------------------------------------------------

    def write(self, name, values, is_seen):
        """Something else writes `values`: seen at once, as through the ORM, or not, as in bulk and by SQL."""
        self.records[name].live |= values
        if is_seen:
            self.notice(name)

    def load(self, files, on_conflict):
        """Load a file that says `files` of the records: what nobody changed since the last load is written.

        Else what is new in the file becomes an open Change, or with `on_conflict` "update" is written all the same.
        """
        saved, proposed = set(), {}
        if on_conflict == "update":
            self.notice_all()
        for name, file in files.items():
            own = {column: value for column, value in file.items() if column != "rows"}
            parts = [(None, own), *enumerate(dict(zip(SIDES, row, strict=True)) for row in file.get("rows", []))]
            for place, part in parts:
                if self._load_part(name, place, part, on_conflict, proposed.setdefault(name, {})):
                    saved.add(name)
        for name in saved:
            self.notice(name)
        for name, parts in proposed.items():
            self._propose_from_file(name, parts)

    def _load_part(self, name, place, part, on_conflict, proposed):
        """Load a record without its rows, or the row at `place`; return whether it was written."""
        live = self._part(name, place)
        written, said = self.loaded.get((name, place), (None, {}))
        if live != part and live != written:
            if on_conflict == "keep":
                new = {column: part[column] for column in part if said.get(column) != part[column]}
                if new:
                    proposed[place] = new if live else part
                    self.loaded[name, place] = (written, part)
                return False
        self.loaded[name, place] = (part, part)
        if live == part:
            return False
        record = self.records[name]
        record.live |= part if place is None else {"rows": with_row(record.live["rows"], place, part)}
        return True

    def _part(self, name, place):
        live = self.records[name].live
        if place is None:
            return {column: value for column, value in live.items() if column != "rows"}
        return dict(zip(SIDES, live["rows"][place], strict=True)) if place < len(live["rows"]) else None

    def _propose_from_file(self, name, parts):
        record, open_edits = self.records[name], self.open_edits(name)
        values = dict(parts.get(None, {}))
        for place in sorted(place for place in parts if place is not None):
            values["rows"] = with_row(values.get("rows", record.live.get("rows")), place, parts[place])
        values = {column: value for column, value in values.items() if record.live[column] != value}
        for column in sorted(values):
            _change, edit = open_edits.get(column, (None, None))
            if edit is None or (edit.author is None and edit.after != values[column]):
                self._edit(self._from_file(name), column, values[column], None)
        if parts:
            self.notice(name)

    def _from_file(self, name):
        for change in self.changes:
            if change.record == name and change.opened_by is None:
                return change
        self.changes.append(Change(name, None, state="submitted"))
        return self.changes[-1]


def with_row(rows, place, part):
    """Return `rows` with what `part` says in the row at `place`, or with that row added."""
    rows = list(rows)
    was = dict(zip(SIDES, rows[place], strict=True)) if place < len(rows) else {}
    row = tuple((was | part)[side] for side in SIDES)
    rows[place : place + 1] = [row]
    return rows
