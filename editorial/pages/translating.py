"""The translator's queue: texts that the other language has left behind, and pairs that nobody has confirmed."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editorial import changes, document, roles, whereabouts
from editorial.admin.wording import language_name
from editorial.difference import words
from editorial.forms import row_numbers
from editorial.models import Claim, Pairing, Significance, Snapshot
from editorial.pages.lists import Line, anchor_of, locate, page_of, show, text_label
from portal.languages import LANGUAGES, other_language

PER_PAGE = 20
NEVER = "never"


@dataclass(frozen=True)
class Outdated:
    """One language of a pair that is outdated, and what the other one (`changed`) has changed since they agreed."""

    language: str
    changed: str
    since: object
    significance: str
    is_safety: bool
    difference: str

    @property
    def name(self):
        return language_name(self.language)

    @property
    def changed_name(self):
        return language_name(self.changed)


@dataclass
class Entry:
    """One pair of texts in the queue."""

    pairing: Pairing
    line: Line
    # The texts as they stand, by language, and their digest; empty if they are gone.
    live: dict
    outdated: list
    may_confirm: bool
    open_changes: set = field(default_factory=set)
    findings: list = field(default_factory=list)

    @property
    def digest(self):
        return document.digest(self.live)

    @property
    def texts(self):
        """Each language with its own form address and its text."""
        form = self.line.record and self.line.record.form
        return [
            (language, form and form + anchor_of(self.pairing.path, language), text)
            for language, text in self.live.items()
        ]


def translations(request):
    """The queue, worst first. POST confirms one pair as it was shown: `pair`, its number, and `seen`, its digest."""
    viewable = whereabouts.viewable_models(request.user)
    findings = {}
    if request.method == "POST":
        findings = _confirm(request, Pairing.objects.about(viewable))
        if not findings:
            return HttpResponseRedirect(request.get_full_path())
    standing, language = _chosen(request)
    pairs = Pairing.objects.about(viewable).select_related("confirmed_by")
    rows = pairs.never_confirmed().order_by("pk") if standing == NEVER else pairs.worst_first(language)
    page = page_of(request, rows, PER_PAGE)
    context = {
        "title": _("Translations"),
        "page": page,
        "entries": _entries(request.user, list(page), findings),
        "views": _views(standing, language),
        "standing": standing,
    }
    return show(request, "admin/editorial/translations.html", context)


def _chosen(request):
    """Return `(standing, language)` as the address asks for; without that, the one language of a translator."""
    standing = NEVER if request.GET.get("standing") == NEVER else ""
    own = "".join(roles.languages_of(request.user))
    language = request.GET.get("language", own)
    return standing, language if language in LANGUAGES else ""


def _views(standing, language):
    """Return `(query, name, is_current)` of each view of the queue."""
    outdated = [("all", "", _("Outdated in any language"))]
    outdated += [(code, code, _("Outdated in %(language)s") % {"language": language_name(code)}) for code in LANGUAGES]
    views = [(f"?language={query}", name, not standing and code == language) for query, code, name in outdated]
    return [*views, (f"?standing={NEVER}", _("Never confirmed"), standing == NEVER)]


# --- what is shown of each pair ------------------------------------------------------------------


def _entries(user, pairings, findings):
    texts = _live_texts(pairings)
    claims = _claims(pairings)
    entries = [_entry(user, pairing, texts.get((pairing.model, pairing.key), {})) for pairing in pairings]
    for entry in entries:
        about = (entry.pairing.model, entry.pairing.key)
        columns = document.columns_of(entry.pairing.path)
        entry.open_changes = {claims[*about, column] for column in columns if (*about, column) in claims}
        entry.findings = findings.get(entry.pairing.pk, [])
    locate([entry.line for entry in entries])
    return entries


def _entry(user, pairing, texts):
    live = texts.get(pairing.path, {})
    line = Line((pairing.model, pairing.key), [text_label(pairing.model, pairing.path)])
    outdated = [_outdated(pairing, language, live) for language in pairing.outdated_languages()]
    return Entry(pairing, line, live, outdated, bool(live) and may_confirm(user, pairing))


def _outdated(pairing, language, live):
    changed = other_language(language)
    return Outdated(
        language,
        changed,
        getattr(pairing, f"{language}_outdated_since"),
        getattr(pairing, f"get_{language}_outdated_by_display")(),
        getattr(pairing, f"{language}_outdated_by") == Significance.SAFETY,
        words(getattr(pairing, changed), live.get(changed, "")),
    )


def _live_texts(pairings):
    """Return the texts by path of all records that `pairings` are about, by model and key, in one query."""
    keys = {pairing.key for pairing in pairings}
    snapshots = Snapshot.objects.filter(model__in={pairing.model for pairing in pairings}, key__in=keys)
    return {
        (snapshot.model, snapshot.key): document.texts(whereabouts.model_of(snapshot.model), snapshot.document)
        for snapshot in snapshots
    }


def _claims(pairings):
    """Return the open Changes that are about texts of the same records, by model, key and column, in one query."""
    about = Claim.objects.filter(
        model__in={pairing.model for pairing in pairings}, key__in={pairing.key for pairing in pairings}
    )
    claims = about.select_related("change__opened_by")
    return {(claim.model, claim.key, claim.column): claim.change for claim in claims}


# --- confirming ----------------------------------------------------------------------------------


def may_confirm(user, pairing):
    """Tell whether `user` may say that the two texts agree: for each outdated language, or for any if none is."""
    outdated = pairing.outdated_languages()
    allowed = {language for language in LANGUAGES if user.has_perm(f"editorial.confirm_{language}")}
    return set(outdated) <= allowed if outdated else bool(allowed)


def _confirm(request, pairs):
    """Confirm the pair that was sent; return by its number what the safety gate holds against it, if anything."""
    pairing = pairs.filter(pk__in=row_numbers([request.POST.get("pair", "")])).first()
    record = pairing and changes.record_of(pairing)
    if record is None:
        messages.error(request, _("The text was changed after you opened it. Please read it again."))
        return {}
    if not may_confirm(request.user, pairing):
        raise PermissionDenied
    try:
        changes.confirm_pair(record, pairing.path, request.POST.get("seen", ""), request.user)
    except changes.Unsafe as error:
        messages.error(request, str(error))
        return {pairing.pk: error.findings}
    except changes.Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Confirmed: both languages say the same."))
    return {}
