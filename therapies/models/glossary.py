"""Medical words, explained."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.constraints import published_in_both_languages
from portal.index import text_in
from portal.languages import other_language
from therapies.models.base import SourcedQuerySet, SourcedRecord


class GlossaryTermQuerySet(SourcedQuerySet):
    def for_page(self):
        """Published terms with what the glossary shows of each."""
        related = models.Prefetch("related", self.model.objects.published())
        return self.published().with_sources().prefetch_related(related)


class GlossaryTerm(SourcedRecord):
    """A medical word and its plain meaning, e.g. cytokine."""

    related = models.ManyToManyField("self", blank=True, symmetrical=False, verbose_name=_("see also"))
    name = models.CharField(_("term"), max_length=200)
    summary = models.TextField(_("definition"))
    pronunciation = models.CharField(
        _("how it is said"), max_length=200, blank=True, help_text=_("May stand in one language only.")
    )
    linked_forms = models.TextField(
        _("forms that link here"),
        blank=True,
        help_text=_("One per line: the words in running text that open this definition. If empty, the term itself."),
    )

    objects = GlossaryTermQuerySet.as_manager()
    language_specific = (*SourcedRecord.language_specific, "pronunciation", "linked_forms")

    list_view = "glossary"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name", "summary")]

    def index_names(self):
        return [*super().index_names(), *filter(None, [self.linked_forms_vi, self.linked_forms_en])]

    @property
    def other_pronunciation(self):
        """How the term is said in the language that the reader is not reading."""
        return text_in(self, "pronunciation", other_language(get_language()))

    def forms(self):
        """Return the words that link here, in the active language."""
        return [form.strip() for form in (self.linked_forms or self.name or "").split("\n") if form.strip()]
