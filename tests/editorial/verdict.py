"""What a random sequence is judged by: whether the database stands as the reference expects, and the promises hold."""

from collections import Counter

from django.test import Client

from editorial.models import Change, Claim, Edit, Pairing
from tests.editorial import reference
from therapies.models import AdministrationRoute, Condition, GlossaryTerm, RouteInstruction

MODELS = {"illness": Condition, "way": AdministrationRoute, "word": GlossaryTerm}
FIELDS = {"illness": ("name", "summary"), "way": ("summary", "who_gives_it"), "word": ("name", "summary")}
# What else a record of each kind must have.
REST = {
    "illness": {"group": "liver", "slug_vi": "benh", "slug_en": "illness"},
    "way": {
        "status": "current",
        "slug_vi": "cach",
        "slug_en": "way",
        "name_vi": "Cách",
        "name_en": "Way",
        "typical_schedule_vi": "Đều đặn.",
        "typical_schedule_en": "Regularly.",
    },
    "word": {},
}
PAGES = [
    "/vi/benh/",
    "/vi/benh/benh/",
    "/en/conditions/illness/",
    "/vi/cach-dung/",
    "/vi/cach-dung/cach/",
    "/en/how-it-is-given/way/",
    "/vi/thuat-ngu/",
    "/en/glossary/",
    "/en/search/?q=word",
    "/vi/tim-kiem/?q=chu",
]


def editable(name):
    """Return the columns of a record of the reference that people change."""
    rows = ["rows"] if name == "way" else []
    return [f"{field}_{side}" for field in FIELDS[name] for side in reference.SIDES] + rows


def real_path(path):
    """Return the path that the database knows for a path of the reference."""
    return f"instructions/{path[5:]}/text" if path.startswith("rows/") else path


class Verdict:
    """Compares the database with the `expected` Reference; `faults` counts by kind, and `story` is told each."""

    def __init__(self, expected, story):
        self.expected = expected
        self.story = story
        self.faults = Counter()

    def fault(self, kind, *what):
        self.faults[kind] += 1
        self.story.append(("FAULT", kind, *what))

    def compare(self):
        """Compare what stands in the database with what the reference expects."""
        for name in MODELS:
            self.compare_record(name)
        self.compare_pairs()
        self.compare_changes()

    def compare_record(self, name):
        expected = self.expected.records[name]
        columns = [column for column in expected.live if column not in ("rows", "reviewed")]
        found = MODELS[name].objects.values(*columns, "reviewed_by", "changed_since_review").get(key=name)
        since, found["reviewed"] = found.pop("changed_since_review"), found.pop("reviewed_by")
        if name == "way":
            rows = RouteInstruction.objects.filter(route__key=name).order_by("position")
            found["rows"] = list(rows.values_list("text_vi", "text_en"))
        if found != expected.live:
            self.fault("wrong live text", name, found, expected.live)
        if bool(since) != expected.changed_since_review:
            self.fault("wrong review", name, since, expected.changed_since_review)

    def compare_pairs(self):
        stored = {(pairing.key, pairing.path): pairing for pairing in Pairing.objects.all()}
        for name, record in self.expected.records.items():
            for path, (is_confirmed, outdated) in record.standings().items():
                pairing = stored.get((name, real_path(path)))
                if pairing is None:
                    self.fault("missed drift", name, path, "has no pair")
                    continue
                found = {side: by for side in reference.SIDES if (by := getattr(pairing, f"{side}_outdated_by"))}
                for side in sorted(found | outdated):
                    if found.get(side) != outdated.get(side):
                        kind = "missed drift" if side in outdated else "false drift"
                        self.fault(kind, name, path, side, found.get(side), "instead of", outdated.get(side))
                if (pairing.confirmed_at is not None) != is_confirmed:
                    self.fault("missed drift" if not is_confirmed else "false drift", name, path, "confirmed")
        watched = {
            (name, real_path(path)) for name, record in self.expected.records.items() for path in record.standings()
        }
        for key, path in set(stored) - watched:
            pairing, name = stored[key, path], path.split("/")[-1]
            if name in FIELDS[key] or "/" in path or pairing.vi_outdated_by or pairing.en_outdated_by:
                self.fault("false drift", key, path, "is not there")

    def compare_changes(self):
        expected = {}
        for change in self.expected.changes:
            about = change.record, change.state, change.significance, change.opened_by
            for column, edit in change.newest().items():
                expected[change.number, column] = *about, edit.before, edit.after, edit.author
        found = self.open_edits()
        untold = {at for at in found if at[1] not in ("rows", "state", *editable(found[at][0]))}
        # That a draft is one.
        untold |= {at for at, told in found.items() if at[1] == "state" and told[5] == "draft"}
        told = {at: values for at, values in found.items() if at not in untold}
        if told != expected:
            self.fault("wrong open change", sorted(set(map(repr, told.items())) ^ set(map(repr, expected.items()))))
        claims = {(claim.change_id, _column(claim.column)) for claim in Claim.objects.all()}
        if claims != set(found):
            self.fault("wrong open change", "claims", claims ^ set(found))

    def open_edits(self):
        """Return what the database knows of each value with an open Change, by the Change and the column."""
        found = {}
        for edit in Edit.objects.filter(change__in=Change.objects.open()).select_related("change__opened_by", "author"):
            column, change = _column(edit.column), edit.change
            values = edit.before, edit.after
            if column == "rows":
                values = tuple(value and [(row["text_vi"], row["text_en"]) for row in value] for value in values)
            person, author = change.opened_by and change.opened_by.username, edit.author and edit.author.username
            found[change.pk, column] = (change.key, change.state, change.significance, person, *values, author)
        return found

    # --- at the end ----------------------------------------------------------------------------

    def look_for_lost_texts(self):
        """Every text that was typed at the desk, or seen from elsewhere, must stand in the log."""
        log_of_all = "\n".join(str(edit.after) for edit in Edit.objects.all())
        for text in sorted(self.expected.said):
            if text and text not in log_of_all:
                self.fault("lost text", text)

    def look_for_unapproved_texts(self):
        """Every public text must have been approved by somebody who did not write it, or come from elsewhere."""
        for name, record in self.expected.records.items():
            if record.live["state"] != "published":
                continue
            edits = list(Edit.objects.filter(change__key=name).select_related("change"))
            for text in {text for pair in record.pairs(record.live).values() for text in pair}:
                if not any(self.is_approved(edit) for edit in edits if text in str(edit.after)):
                    self.fault("unapproved text", name, text)

    def is_approved(self, edit):
        change = edit.change
        if change.state != Change.State.APPROVED:
            return edit.author_id is not None and self.is_published_later(edit)
        if change.origin == Change.Origin.OUTSIDE or (change.origin == Change.Origin.LOAD and not change.closed_by_id):
            return True
        authors = set(change.edits.values_list("author_id", flat=True))
        return bool(change.override_reason.strip()) or change.closed_by_id not in authors

    def is_published_later(self, edit):
        """Tell whether a text of a draft became public with a later Change, approved by somebody else."""
        publishing = Change.objects.filter(
            key=edit.change.key, edits__field="state", edits__after="published", pk__gte=edit.change_id
        )
        approved = publishing.filter(state=Change.State.APPROVED).exclude(closed_by=edit.author)
        return approved.exists() or any(change.override_reason.strip() for change in publishing)

    def look_at_pages(self):
        """No page may say what is not live, nor anything of what was taken down or is a draft."""
        public = set()
        for record in self.expected.records.values():
            if record.live["state"] == "published":
                public |= {text for pair in record.pairs(record.live).values() for text in pair}
        client = Client(headers={"host": "127.0.0.1"})
        for address in PAGES:
            page = client.get(address).content.decode()
            for text in sorted(self.expected.said - public):
                if text and text in page:
                    self.fault("unapproved text", address, text)


def _column(column):
    return "rows" if column == "instructions" else column
