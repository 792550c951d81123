"""What may happen to a Change, step by step and by whom."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from editorial import changes, document, gate
from editorial.models import Change, Claim, Edit, Pairing, ReviewedText, Snapshot
from portal.models import IndexEntry
from tests import desk
from tests.editorial import sample
from therapies.models import (
    AdministrationRoute,
    Condition,
    Country,
    Fact,
    GlossaryTerm,
    Organization,
    RouteInstruction,
    Service,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_content")]

SUMMARY = {"vi": "Gan bị viêm.", "en": "The liver is inflamed."}


@pytest.fixture(autouse=True)
def in_english():
    """What is refused is said in English here, whatever the site speaks first."""
    with translation.override("en"):
        yield


@pytest.fixture
def an():
    return person("an")


@pytest.fixture
def binh():
    return person("binh")


@pytest.fixture
def chi():
    return person("chi", "medical reviewer")


@pytest.fixture
def dung():
    return person("dung", "medical reviewer")


@pytest.fixture
def em():
    return get_user_model().objects.create_superuser("em")


@pytest.fixture
def illness():
    """A public record as a load left it: nobody has compared its languages."""
    texts = {
        "name_vi": "Viêm gan B",
        "name_en": "Hepatitis B",
        "summary_vi": SUMMARY["vi"],
        "summary_en": SUMMARY["en"],
    }
    return Condition.objects.create(key="hep-b", state="published", group="liver", no_source_found=True, **texts)


@pytest.fixture
def way():
    """A public record with three rows."""
    route = AdministrationRoute.objects.create(
        key="subcut", state="published", status="current", no_source_found=True, name_vi="Tiêm dưới da",
        name_en="Under the skin", summary_vi="Tiêm.", summary_en="Injected.", who_gives_it_vi="Y tá.",
        who_gives_it_en="A nurse.", typical_schedule_vi="Đều đặn.", typical_schedule_en="Regularly.",
    )  # fmt: skip
    for position, (vi, en) in enumerate([("Rửa tay.", "Wash hands."), ("Ngồi.", "Sit."), ("Nghỉ.", "Rest.")], 1):
        RouteInstruction.objects.create(route=route, section="steps", position=position, text_vi=vi, text_en=en)
    return route


def person(name, role="editor"):
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def seen(record):
    """Return the digests of what a form shows of `record`."""
    shown = changes.working(record).document
    columns = {*shown, *(f"{name}_{code}" for name in ("name", "summary") for code in ("vi", "en"))}
    return {column: document.digest(shown.get(column)) for column in columns}


def propose(record, by, **values):
    """Save a form of `record` in which `values` were changed; return the Changes. `said` goes with them."""
    said = values.pop("said", {})
    return changes.propose(record, values, by=by, seen=said.pop("seen", seen(record)), columns=[*values], **said)


def handed_in(record, by, **values):
    (change,) = propose(record, by, **values)
    return changes.submit(change, by)


def outdated(record):
    """Return `{(path, language): significance}` of the outdated texts of `record`."""
    found = Pairing.objects.of(record).outdated()
    sides = [(pairing, code, getattr(pairing, f"{code}_outdated_by")) for pairing in found for code in ("vi", "en")]
    return {(pairing.path, code): by for pairing, code, by in sides if by}


def is_confirmed(record, path="summary"):
    return Pairing.objects.of(record).get(path=path).confirmed_at is not None


def live(record, *columns):
    record.refresh_from_db()
    found = [getattr(record, column) for column in columns]
    return found[0] if len(found) == 1 else found


def refused(step, *args, **kwargs):
    """Return why `step` is refused."""
    with pytest.raises(changes.Refused) as error:
        step(*args, **kwargs)
    return str(error.value)


def texts_of(record):
    return list(record.instructions.values_list("text_vi", "text_en"))


def rows(*texts):
    return [
        {"section": "steps", "position": position, "text_vi": vi, "text_en": en}
        for position, (vi, en) in enumerate(texts, 1)
    ]


# --- proposing -----------------------------------------------------------------------------------


def test_what_is_proposed_is_not_public(illness, an):
    (change,) = propose(illness, an, summary_vi="Viêm ở gan.")

    edit = change.edits.get()
    assert (edit.column, edit.before, edit.after, edit.author) == ("summary_vi", SUMMARY["vi"], "Viêm ở gan.", an)
    assert (change.state, change.opened_by, live(illness, "summary_vi")) == ("draft", an, SUMMARY["vi"])


def test_what_was_left_as_it_was_seen_is_not_touched(illness, an):
    shown = seen(illness)
    Condition.objects.filter(key="hep-b").update(summary_vi="Khác.")

    assert propose(illness, an, summary_vi=SUMMARY["vi"], said={"seen": shown}) == []
    assert Edit.objects.filter(author=an).count() == 0


def test_who_types_what_is_there_already_changes_nothing(illness, an):
    assert propose(illness, an, summary_vi=SUMMARY["vi"], said={"seen": {}}) == []


def test_of_two_who_change_the_same_value_the_second_gets_both_texts(illness, an, binh):
    shown = seen(illness)
    propose(illness, an, summary_vi="Của An.")

    with pytest.raises(changes.Conflict) as conflict:
        propose(illness, binh, summary_vi="Của Bình.", name_vi="Gan.", said={"seen": shown})

    assert conflict.value.clashes == [changes.Clash("summary_vi", "Của An.", "Của Bình.", an)]
    assert Edit.objects.filter(author=binh).count() == 0


def test_a_value_that_moved_live_is_a_conflict_too(illness, an):
    shown = seen(illness)
    illness.summary_vi = "Khác."
    illness.save()

    with pytest.raises(changes.Conflict) as conflict:
        propose(illness, an, summary_vi="Của An.", said={"seen": shown})

    assert conflict.value.clashes == [changes.Clash("summary_vi", "Khác.", "Của An.", None)]


def test_two_who_change_different_values_do_not_meet(illness, an, binh):
    shown = seen(illness)
    propose(illness, an, summary_vi="Của An.")
    propose(illness, binh, summary_en="Binh's.", said={"seen": shown})

    assert sorted(Claim.objects.values_list("column", "change__opened_by__username")) == [
        ("summary_en", "binh"),
        ("summary_vi", "an"),
    ]


def test_a_value_with_an_open_change_joins_it(illness, an, binh):
    (first,) = propose(illness, an, summary_vi="Của An.")
    joined = propose(illness, binh, summary_vi="Của Bình.", summary_en="Binh's.")

    assert first in joined
    assert len(joined) == 2
    assert [edit.after for edit in first.edits.all()] == ["Của An.", "Của Bình."]
    assert changes.working(illness).document["summary_vi"] == "Của Bình."


def test_in_somebody_elses_change_nothing_is_made_lighter(illness, an, binh):
    propose(illness, an, summary_vi="Của An.", said={"significance": "safety"})
    (change,) = propose(illness, binh, summary_vi="Của Bình.", said={"significance": "wording"})

    assert change.significance == "safety"


def test_in_ones_own_change_nothing_of_somebody_else_is_made_lighter(illness, an, binh):
    propose(illness, an, summary_vi="Của An.", said={"significance": "wording"})
    propose(illness, binh, summary_vi="Của Bình.", said={"significance": "safety"})
    (change,) = propose(illness, an, summary_vi="Của An lần nữa.", said={"significance": "wording"})

    assert change.significance == "safety"


def test_in_a_change_of_ones_own_the_last_word_counts(illness, an):
    propose(illness, an, summary_vi="Một.", said={"significance": "safety", "reason": "first"})
    (change,) = propose(illness, an, summary_vi="Hai.", said={"significance": "wording", "reason": "second"})

    assert (change.significance, change.reason) == ("wording", "second")


def test_what_is_said_without_typing_counts_for_what_was_typed_before(illness, an):
    (change,) = propose(illness, an, summary_vi="Gan bị sưng.")

    said = {"significance": "safety", "reason": "It could kill.", "in_step": ["summary"]}
    assert propose(illness, an, said=said) == [change]

    change.refresh_from_db()
    assert (change.significance, change.reason, len(change.in_step)) == ("safety", "It could kill.", 1)
    # Saying less does not make it lighter again, and nobody vouches behind the back of who reads it.
    changes.submit(change, an)
    assert propose(illness, an, said={"significance": "wording", "in_step": ["name"]}) == []
    change.refresh_from_db()
    assert (change.significance, len(change.in_step)) == ("safety", 1)


def test_what_is_said_without_typing_changes_nothing_of_somebody_else(illness, an, binh):
    (change,) = propose(illness, an, summary_vi="Gan bị sưng.")

    assert propose(illness, binh, said={"significance": "safety", "reason": "No."}) == []

    change.refresh_from_db()
    assert (change.significance, change.reason) == ("meaning", "")


def test_blanks_around_a_text_are_no_change_of_it(illness, an):
    Condition.objects.filter(pk=illness.pk).update(summary_en=SUMMARY["en"] + " \r\n")
    shown = seen(live_again(illness))

    written = propose(illness, an, summary_vi="Gan bị sưng.", summary_en=SUMMARY["en"], said={"seen": shown})

    assert [edit.column for change in written for edit in change.edits.all()] == ["summary_vi"]


def test_what_was_added_to_a_draft_in_another_change_is_read_before_it_becomes_public(an, binh, chi):
    term = GlossaryTerm.objects.create(
        key="gan",
        no_source_found=True,
        name_vi="Gan",
        name_en="Liver",
        summary_vi="Một cơ quan.",
        summary_en="An organ.",
    )
    (change,) = propose(term, an, name_en="The liver")
    changes.propose_from_file(live_again(term), {"summary_en": "One organ."}, "file")
    changes.submit(change, an)
    read = changes.newest_edit(change, live_again(term))
    propose(term, binh, summary_en="Nobody has read this.")

    assert refused(changes.approve, change, chi, last_edit=read)
    assert live(term, "state") == "draft"


def test_a_draft_is_written_at_once_but_never_made_public_by_that(an):
    term = GlossaryTerm(key="cytokine")
    change = changes.create(term, {"key": "cytokine", "no_source_found": True, "name_vi": "Cytokin"}, by=an)
    propose(term, an, name_en="Cytokine", summary_vi="Chất.", summary_en="A substance.", state="published")

    assert live(term, "name_en", "state") == ["Cytokine", "draft"]
    assert list(Change.objects.open()) == [change]


def test_a_new_record_keeps_the_key_that_it_is_given(an):
    change = changes.create(GlossaryTerm(), {"key": "cytokine", "name_en": "Messenger"}, by=an)

    assert change.key == "cytokine"
    assert list(IndexEntry.objects.values_list("key", flat=True)) == ["cytokine"]


def test_a_key_that_is_taken_is_refused_with_a_reason(illness, an):
    with pytest.raises(ValidationError):
        changes.create(Condition(), {"key": "hep-b", "group": "liver"}, by=an)

    assert Change.objects.filter(opened_by=an).count() == 0


# --- approving -----------------------------------------------------------------------------------


def test_approved_is_public(illness, an, chi):
    change = handed_in(illness, an, summary_vi="Viêm ở gan.")

    changes.approve(change, chi)

    assert live(illness, "summary_vi") == "Viêm ở gan."
    assert (change.claims.count(), changes.working(illness).edits) == (0, {})
    assert Snapshot.objects.of(illness).get().document == document.read(illness)
    assert Change.objects.of(illness).filter(origin="outside").count() == 1  # only its first saving


def test_a_draft_of_a_change_cannot_be_approved(illness, an, chi):
    (change,) = propose(illness, an, summary_vi="Viêm ở gan.")

    assert refused(changes.approve, change, chi) == "Only a change that was submitted can be approved."


def test_a_closed_change_cannot_be_approved_again(illness, an, chi, dung):
    change = handed_in(illness, an, summary_vi="Viêm ở gan.")
    changes.approve(change, chi)

    assert refused(changes.approve, change, dung) == "This change is closed: Approved."


def test_an_editor_cannot_approve(illness, an, binh):
    change = handed_in(illness, an, summary_vi="Viêm ở gan.")

    assert refused(changes.approve, change, binh) == "Approving needs the role of a medical reviewer."
    assert not changes.may_approve(change, binh)


def test_who_wrote_it_cannot_approve(illness, chi, dung):
    change = handed_in(illness, chi, summary_vi="Viêm ở gan.")

    assert "somebody else has to approve" in refused(changes.approve, change, chi)
    assert [changes.may_approve(change, user) for user in (chi, dung)] == [False, True]


def test_who_wrote_a_superseded_edit_cannot_approve(illness, an, chi):
    propose(illness, chi, summary_vi="Của Chi.")
    change = handed_in(illness, an, summary_vi="Của An.")

    assert "somebody else has to approve" in refused(changes.approve, change, chi)


def test_a_site_of_one_person_may_switch_that_off(illness, chi, settings):
    settings.EDITORIAL_FOUR_EYES = False
    change = handed_in(illness, chi, summary_vi="Viêm ở gan.")

    changes.approve(change, chi)

    assert live(illness, "summary_vi") == "Viêm ở gan."


def test_only_a_superuser_may_override_and_only_with_a_reason(illness, chi, em):
    change = handed_in(illness, em, summary_vi="Viêm ở gan.")

    assert refused(changes.approve, change, chi, override="x").startswith("Only a superuser")
    assert "somebody else has to approve" in refused(changes.approve, change, em, override=" \n")
    assert changes.approve(change, em, override="nobody else").override_reason == "nobody else"


def test_an_approval_of_what_was_edited_since_is_refused(illness, an, chi):
    change = handed_in(illness, an, summary_vi="Một.")
    last = change.edits.last().pk
    propose(illness, an, summary_vi="Hai.")

    assert "edited after you opened it" in refused(changes.approve, change, chi, last_edit=last)
    assert changes.approve(change, chi, last_edit=change.edits.last().pk).state == "approved"


def test_an_approval_is_refused_when_the_live_text_has_moved(illness, an, chi):
    change = handed_in(illness, an, summary_vi="Viêm ở gan.", summary_en="An inflamed liver.")
    Condition.objects.filter(key="hep-b").update(summary_vi="Khác.")

    assert "(summary_vi)" in refused(changes.approve, change, chi)
    assert live(illness, "summary_vi", "summary_en") == ["Khác.", SUMMARY["en"]]


def test_a_live_text_that_is_what_it_shall_become_is_no_hindrance(illness, an, chi):
    change = handed_in(illness, an, summary_vi="Viêm ở gan.")
    Condition.objects.filter(key="hep-b").update(summary_vi="Viêm ở gan.")

    assert changes.approve(change, chi).state == "approved"


def test_a_part_is_approved_and_the_rest_stays_open(illness, an, chi):
    change = handed_in(illness, an, name_vi="Gan B", summary_vi="Một.", said={"significance": "safety", "reason": "r"})
    propose(illness, an, summary_vi="Hai.", said={"significance": "safety"})

    changes.approve(change, chi, columns=["name_vi"])

    (rest,) = Change.objects.open()
    assert live(illness, "name_vi", "summary_vi") == ["Gan B", SUMMARY["vi"]]
    assert [edit.after for edit in rest.edits.all()] == ["Một.", "Hai."]
    assert (rest.state, rest.significance, rest.reason, rest.opened_by) == ("submitted", "safety", "r", an)
    assert list(Claim.objects.values_list("column", "change")) == [("summary_vi", rest.pk)]


@pytest.mark.parametrize("columns", [[], ["bogus"]])
def test_a_part_of_nothing_is_refused(illness, an, chi, columns):
    change = handed_in(illness, an, name_vi="Gan B", summary_vi="Một.")

    assert refused(changes.approve, change, chi, columns=columns) == "Choose at least one value to approve."


def test_a_name_that_is_none_of_its_values_does_not_approve_the_others(illness, an, chi):
    change = handed_in(illness, an, name_vi="Gan B", summary_vi="Một.")

    changes.approve(change, chi, columns=["name_vi", "bogus"])

    assert live(illness, "name_vi", "summary_vi") == ["Gan B", SUMMARY["vi"]]


def test_sent_back_it_can_be_mended_and_handed_in_again(illness, an, chi):
    change = handed_in(illness, an, summary_vi="Một.")
    changes.send_back(change, chi, "Which?")
    assert Change.objects.open().get().note == "Which?"
    assert refused(changes.approve, change, chi) == "Only a change that was submitted can be approved."

    again = handed_in(illness, an, summary_vi="Hai.")

    assert (again.pk, again.state, again.note) == (change.pk, "submitted", "")


def test_only_what_was_handed_in_can_be_sent_back(illness, an, chi):
    (change,) = propose(illness, an, summary_vi="Một.")

    assert refused(changes.send_back, change, chi, "?") == "Only a change that was submitted can be sent back."


def test_withdrawn_it_keeps_its_text_and_frees_the_value(illness, an, binh):
    (change,) = propose(illness, an, summary_vi="Một.")

    changes.withdraw(change, an, "no")

    (other,) = propose(illness, binh, summary_vi="Hai.")
    assert other != change
    assert [(edit.after, edit.change.state) for edit in Edit.objects.filter(author=an)] == [("Một.", "withdrawn")]


# --- publishing ----------------------------------------------------------------------------------


def draft(by, **values):
    complete = {"name_vi": "Cytokin", "name_en": "Cytokine", "summary_vi": "Chất.", "summary_en": "A substance."}
    values = {"key": "cytokine", "no_source_found": True, **complete, **values}
    return changes.create(GlossaryTerm(), {column: value for column, value in values.items() if value}, by=by)


def test_a_draft_becomes_public_with_the_approval_of_its_change(an, chi):
    change = changes.submit(draft(an), an)

    changes.approve(change, chi)

    term = GlossaryTerm.objects.get()
    assert (term.state, is_confirmed(term), outdated(term)) == ("published", True, {})


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_a_public_record_names_no_single_source_that_is_not_public(an, chi, state):
    old = desk.source("old", is_article=True)
    hidden = desk.source("hidden", title="Not approved", is_article=True, state=state)
    texts = {f"{name}_{code}": "Once." for name in ("claim", "today") for code in ("vi", "en")}
    fact = Fact.objects.create(key="s1", article=old, status="current", state="published", **texts)
    fact.sources.add(desk.source())
    change = desk.propose(fact, an, article=["hidden"])

    with pytest.raises(ValidationError) as error:
        changes.submit(change, an)
    assert error.value.message_dict == {"article": ["To be approved first: Not approved"]}
    hidden.state = "published"
    hidden.save()
    changes.approve(changes.submit(change, an), chi)
    fact.refresh_from_db()
    assert fact.article == hidden


def test_a_draft_is_approved_as_a_whole(an, chi):
    change = changes.submit(draft(an), an)

    assert "as a whole" in refused(changes.approve, change, chi, columns=["name_vi"])


def test_a_draft_with_a_text_missing_cannot_be_handed_in(an):
    with pytest.raises(ValidationError) as error:
        changes.submit(draft(an, summary_en=""), an)

    assert [*error.value.message_dict] == ["summary_en"]


def test_who_wrote_a_draft_in_an_earlier_change_cannot_publish_it(an, chi, dung):
    changes.withdraw(draft(chi), chi)
    change = handed_in(GlossaryTerm.objects.get(), an, summary_vi="Chất báo tin.")

    assert "somebody else has to approve" in refused(changes.approve, change, chi)
    assert changes.approve(change, dung).state == "approved"


def test_who_reviewed_a_draft_wrote_none_of_it(an, chi):
    change = changes.submit(draft(an), an)
    changes.review(GlossaryTerm.objects.get(), chi, reviewed_by="Dr Chi", reviewed_on=date(2026, 11, 20))

    assert changes.approve(change, chi).state == "approved"


# --- the safety gate -----------------------------------------------------------------------------


def test_texts_that_claim_to_be_in_step_must_not_differ(illness, an):
    (change,) = propose(illness, an, summary_vi="Tiêm 3 lần.", summary_en="Inject 4 times.")

    with pytest.raises(changes.Unsafe) as unsafe:
        changes.submit(change, an)

    assert {finding.path for finding in unsafe.value.findings} == {"summary"}
    assert Change.objects.get(pk=change.pk).state == "draft"


def test_a_difference_that_the_change_itself_declares_is_drift(illness, an, chi):
    changes.approve(handed_in(illness, an, summary_vi="Tiêm 3 lần.", said={"significance": "safety"}), chi)

    assert outdated(illness) == {("summary", "en"): "safety"}


def test_a_confirmed_difference_passes_and_ends_with_its_texts(illness, an, chi):
    (change,) = propose(illness, an, summary_vi="Tiêm 3 lần.", summary_en="Inject.")
    for finding in changes.gate_findings(change, illness):
        gate.confirm(illness, finding, "the leaflet says so", "An")
    changes.approve(changes.submit(change, an), chi)
    assert live(illness, "summary_vi") == "Tiêm 3 lần."

    (change,) = propose(illness, an, summary_vi="Hãy tiêm 3 lần.", said={"significance": "wording"})

    with pytest.raises(changes.Unsafe):
        changes.submit(change, an)


def test_a_new_row_is_compared_though_it_repeats_a_text_of_the_row_before_it(way, an):
    new = rows(("Rửa tay.", "Wash 2 hands."), ("Rửa tay.", "Wash hands."), ("Ngồi.", "Sit."), ("Nghỉ.", "Rest."))
    (change,) = propose(way, an, instructions=new)

    with pytest.raises(changes.Unsafe) as unsafe:
        changes.submit(change, an)

    assert {finding.path for finding in unsafe.value.findings} == {"instructions/0/text"}


def test_rows_that_only_move_are_not_compared_again(way, an):
    RouteInstruction.objects.filter(position=3).update(text_en="Rest 5 minutes.")
    new = rows(("Mới.", "New."), ("Rửa tay.", "Wash hands."), ("Ngồi.", "Sit."), ("Nghỉ.", "Rest 5 minutes."))

    assert handed_in(way, an, instructions=new).state == "submitted"


# --- drift of what is approved -------------------------------------------------------------------


def test_both_sides_of_one_change_are_confirmed_by_who_approved_it(illness, an, chi):
    changes.approve(handed_in(illness, an, summary_vi="Viêm ở gan.", summary_en="An inflamed liver."), chi)

    pairing = Pairing.objects.of(illness).get(path="summary")
    assert (pairing.vi, pairing.en, pairing.confirmed_by) == ("Viêm ở gan.", "An inflamed liver.", chi)


def test_who_vouches_confirms(illness, an, chi):
    changes.approve(handed_in(illness, an, summary_en="Inflamed.", said={"in_step": ["summary"]}), chi)

    assert (is_confirmed(illness), outdated(illness)) == (True, {})


def test_who_vouched_did_not_vouch_for_what_the_other_side_became_later(illness, an, binh, chi):
    vouched = handed_in(illness, an, summary_en="Inflamed.", said={"in_step": ["summary"]})
    changes.approve(handed_in(illness, binh, summary_vi="Gan to.", said={"significance": "safety"}), chi)

    changes.approve(vouched, chi)

    assert (is_confirmed(illness), outdated(illness)) == (
        False,
        {("summary", "en"): "safety", ("summary", "vi"): "meaning"},
    )


def test_who_vouched_did_not_vouch_for_half_of_the_change(illness, an, chi):
    said = {"in_step": ["summary"]}
    change = handed_in(illness, an, summary_vi="Gan to.", name_vi="Gan B", said=said)

    changes.approve(change, chi, columns=["name_vi"])

    assert (is_confirmed(illness), outdated(illness)) == (False, {("name", "en"): "meaning"})


def test_who_vouched_for_a_row_vouched_for_no_other_in_its_place(way, an, binh, chi):
    new = rows(("Rửa tay.", "Wash your hands."), ("Ngồi.", "Sit."), ("Nghỉ.", "Rest."))
    propose(way, an, instructions=new, said={"in_step": ["instructions/0/text"]})
    moved = rows(("Ngồi.", "Sit down."), ("Rửa tay.", "Wash your hands."), ("Nghỉ.", "Rest."))

    changes.approve(handed_in(way, binh, instructions=moved), chi)

    assert texts_of(way)[0] == ("Ngồi.", "Sit down.")
    assert outdated(way) == {("instructions/0/text", "vi"): "meaning"}
    assert is_confirmed(way, "instructions/1/text")


def test_a_change_does_not_answer_for_what_passed_the_desk_by(illness, an, chi):
    change = handed_in(illness, an, summary_vi="Viêm ở gan.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE therapies_condition SET summary_en = 'Unseen.'")

    changes.approve(change, chi)

    assert outdated(illness) == {("summary", "vi"): "meaning", ("summary", "en"): "meaning"}
    assert [edit.change.origin for edit in Edit.objects.filter(after="Unseen.")] == ["outside"]


def test_a_row_that_moved_and_changed_takes_its_pair_along(way, an, chi):
    new = rows(("Nghỉ.", "Rest."), ("Rửa tay.", "Wash hands."), ("Ngồi lâu.", "Sit."))

    changes.approve(handed_in(way, an, instructions=new), chi)

    assert texts_of(way) == [("Nghỉ.", "Rest."), ("Rửa tay.", "Wash hands."), ("Ngồi lâu.", "Sit.")]
    assert outdated(way) == {("instructions/2/text", "en"): "meaning"}


# --- vouching without a Change -------------------------------------------------------------------


def digest_of(record, path="summary"):
    return document.digest(document.texts(type(record), document.read(record))[path])


def test_still_right_brings_a_pair_back_into_step(illness, chi):
    illness.summary_vi = "Gan to."
    illness.save()
    assert outdated(illness) == {("summary", "en"): "meaning"}

    changes.confirm_pair(illness, "summary", digest_of(illness), chi)

    assert (outdated(illness), is_confirmed(illness)) == ({}, True)
    assert Pairing.objects.of(illness).get(path="summary").confirmed_by == chi


def test_still_right_is_refused_for_texts_that_have_changed(illness, chi):
    shown = digest_of(illness)
    Condition.objects.update(summary_vi="Gan to.")

    assert "changed after you opened it" in refused(changes.confirm_pair, illness, "summary", shown, chi)
    assert "changed after you opened it" in refused(changes.confirm_pair, illness, "nothing", shown, chi)


def test_still_right_is_refused_where_the_gate_sees_a_difference(illness, chi):
    Condition.objects.update(summary_vi="Tiêm 3 lần.")
    illness.refresh_from_db()

    with pytest.raises(changes.Unsafe):
        changes.confirm_pair(illness, "summary", digest_of(illness), chi)


# --- taking down and putting back ----------------------------------------------------------------


def test_taking_down_is_immediate_and_looked_at_afterwards(illness, an, chi):
    change = changes.take_down(illness, an, "wrong dose")

    assert live(illness, "state") == "retired"
    assert (change.state, change.significance, change.look_back, change.reason) == (
        "approved",
        "safety",
        True,
        "wrong dose",
    )
    assert refused(changes.look_back, change, an) == "Somebody else has to look at this."
    changes.look_back(change, chi)
    assert (change.look_back, change.looked_at_by) == (False, chi)


def test_only_what_is_public_can_be_taken_down(illness, an):
    changes.take_down(illness, an, "wrong")

    assert refused(changes.take_down, illness, an, "again") == "This record is not public."


def test_what_public_records_name_cannot_be_taken_down(an):
    country = Country.objects.create(code="VN", state="published", name_vi="Việt Nam", name_en="Vietnam")
    organization = Organization.objects.create(
        key="hospital", state="published", no_source_found=True, name_vi="Bệnh viện", name_en="The hospital"
    )
    texts = {f"{name}_{code}": "x" for name in ("name", "summary", "region", "languages_note") for code in ("vi", "en")}
    service = Service.objects.create(
        key="helpline",
        state="published",
        organization=organization,
        verification="verified",
        no_source_found=True,
        **texts,
    )
    service.countries.add(country)

    assert refused(changes.take_down, country, an, "wrong") == "These public records name it: x"
    assert live(country, "state") == "published"


def test_putting_back_needs_two(illness, an, chi):
    changes.take_down(illness, chi, "wrong")
    change = changes.put_back(illness, chi, "right again")

    assert (change.state, live(illness, "state")) == ("submitted", "retired")
    assert "somebody else has to approve" in refused(changes.approve, change, chi)
    assert refused(changes.put_back, illness, an, "me too") == "Somebody has asked for this already."


def test_put_back_it_is_public_and_drift_goes_on(illness, an, chi, dung):
    illness.summary_vi = "Gan to."
    illness.save()
    changes.take_down(illness, an, "wrong")

    changes.approve(changes.put_back(illness, an, "right again"), chi)

    assert (live(illness, "state"), outdated(illness)) == ("published", {("summary", "en"): "meaning"})


def test_putting_back_hands_nothing_else_in(illness, an):
    (unfinished,) = propose(illness, an, summary_vi="Nửa câu", said={"significance": "safety"})
    changes.take_down(illness, an, "wrong")

    change = changes.put_back(illness, an, "right again")

    unfinished.refresh_from_db()
    assert (unfinished.state, unfinished.significance) == ("draft", "safety")
    assert [edit.column for edit in change.edits.all()] == ["state"]


def test_only_what_was_taken_down_can_be_put_back(illness, an):
    assert refused(changes.put_back, illness, an, "?") == "This record was not taken down."


# --- reviews -------------------------------------------------------------------------------------


def reviewed(record, by):
    changes.review(record, by, reviewed_by="Dr Chi", reviewed_on=date(2026, 11, 20))


def test_a_review_keeps_what_was_reviewed(illness, chi):
    reviewed(illness, chi)

    kept = ReviewedText.objects.of(illness).get()
    assert (kept.document, kept.recorded_by) == (document.read(live_again(illness)), chi)
    assert live(illness, "changed_since_review") is None


def live_again(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize(("significance", "ends"), [("wording", False), ("meaning", True), ("safety", True)])
def test_a_review_ends_with_a_change_of_meaning(illness, an, chi, significance, ends):
    reviewed(illness, chi)

    changes.approve(handed_in(illness, an, summary_vi="Gan bị sưng.", said={"significance": significance}), chi)

    assert (live(illness, "changed_since_review") is not None) is ends


def test_a_review_of_a_draft_ends_with_every_edit_of_its_text(an, chi):
    """Nobody has agreed yet that the edit is one of wording only."""
    term = GlossaryTerm(key="cytokine")
    changes.create(term, {"key": "cytokine", "no_source_found": True, "name_vi": "Cytokin"}, by=an)
    reviewed(term, chi)

    propose(term, an, summary_vi="Gan bị sưng.", said={"significance": "wording"})

    assert live(term, "changed_since_review") is not None


def test_a_review_ends_with_what_passed_the_desk_by_however_often_it_is_saved(illness, chi):
    reviewed(illness, chi)
    illness = live_again(illness)
    illness.summary_vi = "Gan to."
    illness.save()
    illness.position = 7
    illness.save()

    assert live_again(illness).changed_since_review is not None


def test_a_second_review_on_the_same_day_counts(illness, an, chi):
    reviewed(illness, chi)
    changes.approve(handed_in(illness, an, summary_vi="Gan bị sưng."), chi)

    reviewed(illness, chi)

    assert live(illness, "changed_since_review") is None


def test_what_moved_unseen_before_a_review_is_not_called_wording(illness, chi):
    Condition.objects.update(summary_vi="Gan to.")

    reviewed(illness, chi)

    assert outdated(illness) == {("summary", "en"): "meaning"}


# --- from content files --------------------------------------------------------------------------


def test_a_file_proposes_what_is_new_and_anybody_may_approve(illness, chi):
    change = changes.propose_from_file(illness, {"summary_vi": "Từ tệp.", "name_vi": "Viêm gan B"}, "content.yaml")

    assert [(edit.column, edit.after, edit.author) for edit in change.edits.all()] == [("summary_vi", "Từ tệp.", None)]
    assert (change.state, change.origin, change.reason) == ("submitted", "load", "content.yaml")
    assert changes.approve(change, chi).state == "approved"


def test_a_file_with_nothing_new_proposes_nothing(illness):
    assert changes.propose_from_file(illness, {"summary_vi": SUMMARY["vi"]}, "content.yaml") is None


def test_a_file_leaves_what_editors_are_working_on(illness, an):
    propose(illness, an, summary_vi="Của An.")

    assert changes.propose_from_file(illness, {"summary_vi": "Từ tệp."}, "content.yaml") is None


def test_a_newer_file_takes_the_place_of_an_older_one_but_not_of_an_editor_who_joined_it(illness, an):
    first = changes.propose_from_file(illness, {"summary_vi": "Một."}, "content.yaml")
    assert changes.propose_from_file(illness, {"summary_vi": "Hai."}, "content.yaml") == first

    propose(illness, an, summary_vi="Của An.")

    assert changes.propose_from_file(illness, {"summary_vi": "Ba."}, "content.yaml") is None
    assert changes.working(illness).document["summary_vi"] == "Của An."


@pytest.fixture
def loaded(tmp_path):
    """The route of the sample as loaded, made public, with its one row; and the file to load again."""
    sample.load(sample.write(tmp_path / "content.yaml"))
    return AdministrationRoute.objects.get(key="subcut")


def test_a_file_proposes_a_row_within_the_whole_list(loaded, tmp_path):
    row = loaded.instructions.get()
    row.text_en = "Wash your hands well."
    row.save()
    RouteInstruction.objects.create(route=loaded, section="steps", position=2, text_vi="Ngồi.", text_en="Sit.")

    sample.load(sample.write(tmp_path / "content.yaml", sample.changed("subcut/steps/1", text_vi="Rửa tay kỹ.")))

    (change,) = Change.objects.open()
    assert [(edit.column, edit.after) for edit in change.edits.all()] == [
        ("instructions", rows(("Rửa tay kỹ.", "Wash your hands well."), ("Ngồi.", "Sit.")))
    ]


def test_a_file_proposes_a_row_that_editors_took_away_as_a_whole(loaded, tmp_path):
    loaded.instructions.all().delete()

    sample.load(sample.write(tmp_path / "content.yaml", sample.changed("subcut/steps/1", text_vi="Rửa tay kỹ.")))

    (change,) = Change.objects.open()
    assert change.edits.get().after == rows(("Rửa tay kỹ.", "Wash your hands."))


def test_a_file_with_rows_of_a_record_that_is_gone_is_kept_out_quietly(loaded, tmp_path):
    loaded.delete()
    found = sample.changed("subcut/steps/1", text_vi="Rửa tay kỹ.")
    sample.record(found, "S1")["fields"]["about"] = "protein"

    said = sample.load(sample.write(tmp_path / "content.yaml", found))

    assert Change.objects.open().count() == 0
    assert said[:2] == [
        "kept: content.yaml: subcut: was deleted since the last load and differs from the file",
        "kept: content.yaml: subcut/steps/1: was deleted since the last load and differs from the file",
    ]


def test_a_load_that_overwrites_row_by_row_is_seen_as_a_whole(tmp_path):
    """Half written, the list held one row twice: the copy was taken for a text that somebody had changed twice over."""
    texts = {f"{name}_vi": "Đều đặn." for name in ("summary", "who_gives_it", "typical_schedule")}
    texts |= {f"{name}_en": "Regularly." for name in ("summary", "who_gives_it", "typical_schedule")}
    found = sample.changed("subcut", state="published", no_source_found=True, **texts)
    found = [item for item in found if sample.name_of(item) != "subcut/steps/1"]
    steps = [("Rửa tay.", "Wash hands."), ("Ngồi.", "Sit."), ("Nghỉ.", "Rest.")]
    sample.load(sample.write(tmp_path / "first.yaml", found + steps_of_subcut(*steps)))
    live = [("Mở cửa.", "Open the door."), ("Bật đèn.", "Light the lamp."), *steps[1:]]
    route = AdministrationRoute.objects.get(key="subcut")
    route.instructions.all().delete()
    for item in steps_of_subcut(*live):
        RouteInstruction.objects.create(**item["fields"] | {"route": route})

    again = steps_of_subcut(*steps[:2], ("Nghỉ.", "Rest well."))
    sample.load(sample.write(tmp_path / "second.yaml", found + again), on_conflict="update")

    # The first row is another one in both languages now; the third changed in one, and the copy of it stayed.
    assert outdated(route) == {("instructions/0/text", code): "meaning" for code in ("vi", "en")}
    assert Pairing.objects.of(route).filter(path__startswith="instructions").count() == 4


def steps_of_subcut(*texts):
    """Return the steps of the sample's route as a content file has them."""
    rows = [
        {"route": ["subcut"], "section": "steps", "position": place, "text_vi": vi, "text_en": en}
        for place, (vi, en) in enumerate(texts, 1)
    ]
    return [{"model": "therapies.routeinstruction", "fields": row} for row in rows]


def test_a_load_that_overwrites_keeps_in_the_log_what_was_there(loaded, tmp_path):
    Condition.objects.filter(key="hep-b").update(summary_vi="Viết bằng SQL.")

    sample.load(tmp_path / "content.yaml", on_conflict="update")

    assert Condition.objects.get(key="hep-b").summary_vi == "Gan bị viêm do siêu vi B."
    assert [edit.change.origin for edit in Edit.objects.filter(after="Viết bằng SQL.")] == ["outside"]
