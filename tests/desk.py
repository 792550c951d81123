"""People of the desk, and what they do to records, for the tests of its pages."""

from django.contrib.auth.models import Group, User

from editorial import changes, document
from editorial.models import State
from therapies.models import AdministrationRoute, Condition, RouteInstruction, Source


def member(name, *roles, **values):
    """Return a member of staff with `roles`."""
    user = User.objects.create(username=name, is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def condition(key="hep-b", state=State.PUBLISHED, **values):
    """Return a condition that rests on a source; a Change can make it public."""
    texts = {
        "name_vi": "Viêm gan",
        "name_en": "Hepatitis",
        "summary_vi": "Bệnh ở gan.",
        "summary_en": "A liver disease.",
        "slug_vi": key,
        "slug_en": key,
    }
    record = Condition.objects.create(key=key, group="liver", state=state, **{**texts, **values})
    record.sources.add(source())
    return record


def route(key="sc"):
    """Return a way to give a medicine with one step."""
    texts = ("slug", "name", "summary", "who_gives_it", "typical_schedule")
    values = {f"{name}_{language}": "skin" for name in texts for language in ("vi", "en")}
    record = AdministrationRoute.objects.create(key=key, state=State.PUBLISHED, status="current", **values)
    record.sources.add(source())
    section = RouteInstruction.Section.STEPS
    RouteInstruction.objects.create(
        route=record, section=section, position=1, text_vi="Rửa tay.", text_en="Wash hands."
    )
    return fresh(record)


def source(key="who", **values):
    about = {"title": "A guideline", "kind": "guideline", "read_through": "file", "state": State.PUBLISHED}
    return Source.objects.get_or_create(key=key, defaults={**about, **values})[0]


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def propose(record, by, significance="meaning", reason="", **values):
    """Return the Change in which `by` proposes `values` for `record`."""
    record = fresh(record)
    now = changes.working(record).document
    seen = {column: document.digest(now.get(column)) for column in values}
    proposed = changes.propose(
        record, now | values, by=by, seen=seen, columns=list(values), significance=significance, reason=reason
    )
    return proposed[0]


def submit(record, by, **values):
    return changes.submit(propose(record, by, **values), by)


def approve(record, by, reviewer, **values):
    """Return the Change by which `values` of `record`, written by `by`, became public."""
    return changes.approve(submit(record, by, **values), reviewer)
