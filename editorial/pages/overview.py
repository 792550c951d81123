"""The first page of the desk: what there is to do, each thing with its number, the first few, and the whole list."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, compress
from operator import not_
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import concerns, links, roles, whereabouts
from editorial.admin.wording import language_name
from editorial.coverage import coverage
from editorial.models import Change, ConfirmedDifference, Pairing, Significance
from editorial.pages.lists import Line, anchor_of, locate, page_of, show, text_label
from portal.languages import LANGUAGES

SHOWN = 5
# How long what came in past the desk counts as news.
RECENT = timedelta(days=30)


@dataclass
class Panel:
    """One thing to do: how many there are, the first few, and the address of all."""

    title: str
    count: int
    lines: list
    address: str


def context(request):
    """Return what the first page shows to this person; nothing of records that they may not look at."""
    viewable = whereabouts.viewable_models(request.user)
    if not viewable:
        return {"title": _("What there is to do"), "groups": []}
    covered = coverage(viewable)
    concerned = [concern_panel(concern, covered) for concern in concerns.all_concerns()]
    reviews = [concern.is_review for concern in concerns.all_concerns()]
    groups = [
        (_("Changes"), changes_panels(request.user, viewable)),
        (_("Both languages"), language_panels(request.user, viewable, covered)),
        (_("Medical review"), list(compress(concerned, reviews))),
        (_("What texts rest on"), [*compress(concerned, map(not_, reviews)), links_panel(viewable)]),
        (_("Exceptions"), exception_panels(viewable)),
    ]
    locate([line for _title, panels in groups for panel in panels for line in panel.lines])
    return {
        "title": _("What there is to do"),
        "groups": [_group(title, panels) for title, panels in groups],
        "coverage": covered,
        "language_names": [language_name(language) for language in LANGUAGES],
    }


def _group(title, panels):
    """Return the panels with something in them, and the titles of the others."""
    filled = [panel for panel in panels if panel.count]
    return {"title": title, "panels": filled, "empty": [panel for panel in panels if not panel.count]}


def panel(title, rows, line, address, count=None):
    """Return the Panel of a queryset, each row of it shown as `line` makes of it; `count` spares counting them."""
    count = rows.count() if count is None else count
    return Panel(title, count, [line(row) for row in rows[:SHOWN]] if count else [], address)


# --- changes -------------------------------------------------------------------------------------


def changes_panels(user, viewable):
    """What waits for this person, and what waits for anybody."""
    changes = Change.objects.about(viewable).with_people()
    own, waiting = changes.unfinished_by(user), changes.noting_own(user).awaiting_review()
    look_back = changes.noting_own(user).to_look_back_at()
    return [
        panel(_("My drafts"), own, change_line, all_changes(state="unfinished", author=user.pk)),
        panel(_("Waiting for review"), waiting, change_line, all_changes(state=Change.State.SUBMITTED)),
        panel(_("Take-downs to look back at"), look_back, change_line, all_changes(only="look_back")),
    ]


def exception_panels(viewable):
    """What did not go the usual way, and what somebody has vouched for against the gate."""
    changes, recent = Change.objects.about(viewable).with_people(), timezone.now() - RECENT
    outside, loaded = (changes.came_in(way, recent) for way in (Change.Origin.OUTSIDE, Change.Origin.LOAD))
    confirmed = ConfirmedDifference.objects.about(viewable).unreviewed_first()
    return [
        panel(_("Differences confirmed as right"), confirmed, difference_line, reverse("admin:confirmed_differences")),
        panel(_("Approved without a second person"), changes.overridden(), change_line, all_changes(only="override")),
        panel(_("Written past the desk in 30 days"), outside, change_line, all_changes(origin="outside")),
        panel(_("Loaded from files in 30 days"), loaded, change_line, all_changes(origin="load")),
    ]


def all_changes(**filters):
    return f"{reverse('admin:changes')}?{urlencode(filters)}"


def change_line(change):
    """Say of a Change who, since when, and why it is special."""
    is_mentioned = change.state in (Change.State.SENT_BACK, Change.State.DRAFT)
    notes = [change.get_state_display() if is_mentioned else "", str(change.opened_by or "")]
    notes += [change.override_reason or change.note]
    return Line(
        (change.model, change.key),
        [note for note in notes if note],
        change.closed_at or change.submitted_at or change.opened_at,
        reverse("admin:change", args=[change.pk]),
        is_safety=change.significance == Significance.SAFETY,
        is_own=getattr(change, "is_own", False),
    )


def difference_line(confirmed):
    """Say of a ConfirmedDifference where it is and who signed for it."""
    return Line(
        (confirmed.model, confirmed.record_key),
        [text_label(confirmed.model, confirmed.path), confirmed.rule, confirmed.signed],
        anchor=anchor_of(confirmed.path, LANGUAGES[0]),
    )


# --- languages -----------------------------------------------------------------------------------


def language_panels(user, viewable, covered):
    """Texts that the other language has left behind, and pairs that nobody has read side by side."""
    # Without the texts, which are not shown here, sorting is several times faster.
    pairs = Pairing.objects.about(viewable).defer(*LANGUAGES)
    queue, panels = reverse("admin:translations"), []
    for language in sorted(roles.languages_of(user)) or LANGUAGES:
        title, rows = _("Outdated in %(language)s") % {"language": language_name(language)}, pairs.worst_first(language)
        count = sum(row.of(language).outdated for row in covered)
        panels.append(panel(title, rows, pair_line(language), f"{queue}?language={language}", count))
    never, count = pairs.never_confirmed().order_by("pk"), sum(row.never for row in covered)
    return [*panels, panel(_("Never confirmed"), never, pair_line(""), f"{queue}?standing=never", count)]


def pair_line(language):
    """Return what makes the Line of a Pairing that is outdated in `language`, if in any."""

    def line(pairing):
        return Line(
            (pairing.model, pairing.key),
            [text_label(pairing.model, pairing.path)],
            getattr(pairing, f"{language}_outdated_since") if language else None,
            anchor=anchor_of(pairing.path, language or LANGUAGES[0]),
            is_safety=bool(language) and getattr(pairing, f"{language}_outdated_by") == Significance.SAFETY,
        )

    return line


# --- records -------------------------------------------------------------------------------------


def concern_panel(concern, covered):
    """The records that one of the registered Concerns is about."""
    counts = {row.model: row.concerns[concern.name] for row in covered}
    rows = concern.rows(_needed(concern, counts))
    return panel(concern.title, rows, record_line, reverse("admin:to_do", args=[concern.name]), sum(counts.values()))


def _needed(concern, counts):
    """Return the models from which the first few records of `concern` come; fewer models make a faster query."""
    models = sorted((model for model, count in counts.items() if count), key=lambda model: model._meta.label_lower)
    if concern.since:
        return models
    before = [0, *accumulate(counts[model] for model in models)]
    return [model for model, number in zip(models, before, strict=False) if number < SHOWN]


def record_line(row):
    return Line((row["record_model"], row["record_key"]), since=row["since"])


def links_panel(viewable):
    """Addresses that lead nowhere, as far as this person may look at records that name them."""
    address = reverse("admin:dead_links")

    def line(check):
        return Line(("", check.url), [check.error or check.status], check.failing_since, address)

    return panel(_("Links that lead nowhere"), links.dead(viewable), line, address)


# --- the whole lists -----------------------------------------------------------------------------


def to_do(request, name):
    """All records that one concern is about."""
    concern = concerns.named(name)
    if concern is None:
        raise Http404(name)
    page = page_of(request, concern.rows(whereabouts.viewable_models(request.user)))
    lines = [record_line(row) for row in page]
    locate(lines)
    return show(request, "admin/editorial/to_do.html", {"title": concern.title, "page": page, "lines": lines})


def confirmed_differences(request):
    """All differences between the languages that somebody has confirmed as right."""
    viewable = whereabouts.viewable_models(request.user)
    page = page_of(request, ConfirmedDifference.objects.about(viewable).unreviewed_first())
    lines = [(difference_line(row), row) for row in page]
    locate([line for line, _row in lines])
    context = {"title": _("Differences confirmed as right"), "page": page, "lines": lines}
    return show(request, "admin/editorial/confirmed_differences.html", context)


def dead_links(request):
    """All web addresses that lead nowhere, with the records that name them."""
    viewable = whereabouts.viewable_models(request.user)
    page = page_of(request, links.dead(viewable))
    rows = links.naming(viewable, [check.url for check in page])
    named = [(row["address"], Line((row["record_model"], row["record_key"]))) for row in rows or []]
    locate([line for _url, line in named])
    checks = [(check, [line for url, line in named if url == check.url]) for check in page]
    context = {"title": _("Links that lead nowhere"), "page": page, "checks": checks}
    return show(request, "admin/editorial/dead_links.html", context)
