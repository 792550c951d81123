"""The translator's queue: its order, what it shows of each pair, and what confirming may and may not do."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from editorial import changes, document
from editorial.models import Pairing
from tests import desk
from therapies.models import Condition

pytestmark = pytest.mark.usefixtures("no_content")
QUEUE = "/en/admin/translations/"
NEVER = f"{QUEUE}?standing=never"


@pytest.fixture
def editor():
    return desk.member("lan", "editor")


@pytest.fixture
def reviewer():
    return desk.member("minh", "medical reviewer")


def queue(client, user, address=QUEUE):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(page):
    return [entry.h2.a.text for entry in page.select(".entries > li")]


def entry_of(page, name):
    return next(entry for entry in page.select(".entries > li") if entry.h2.a.text == name)


def sent(entry):
    """Return what a browser sends when the button of `entry` is pressed."""
    return {field["name"]: field["value"] for field in entry.select("form input")}


def standing(record, path="summary"):
    pair = Pairing.objects.of(record).get(path=path)
    return pair.outdated_languages(), pair.confirmed_by and pair.confirmed_by.username


@pytest.fixture
def outdated(editor, reviewer):
    """A condition of which the English text was changed in meaning."""
    record = desk.condition(name_en="Hepatitis B")
    desk.approve(record, editor, reviewer, summary_en="A liver disease that lasts.")
    return desk.fresh(record)


def test_the_worst_comes_first(client, editor, reviewer):
    for name, days, significance in [("new", 1, "meaning"), ("old", 9, "meaning"), ("unsafe", 0, "safety")]:
        record = desk.condition(name, name_en=name)
        desk.approve(record, editor, reviewer, summary_en="Other.", significance=significance)
        since = timezone.now() - timedelta(days=days)
        Pairing.objects.of(record).filter(path="summary").update(vi_outdated_since=since)
    desk.condition("fine", name_en="fine")

    assert names(queue(client, editor)) == ["unsafe", "old", "new"]


def test_both_outdated_texts_of_a_pair_are_one_entry(client, editor, reviewer, outdated):
    desk.approve(outdated, editor, reviewer, summary_vi="Bệnh ở gan rất lâu.")

    (entry,) = queue(client, editor).select(".entries > li")

    marks = [(part["lang"], part.text) for part in entry.select(".difference .shown")]
    assert marks == [("en", "A liver disease that lasts."), ("vi", "Bệnh ở gan rất lâu.")]


def test_an_entry_shows_both_texts_and_what_has_changed_since_they_agreed(client, editor, reviewer, outdated):
    desk.approve(outdated, editor, reviewer, summary_en="A liver disease that often lasts.")

    entry = queue(client, editor).select_one(".entries > li")

    assert [(part["lang"], part.text) for part in entry.select(".sides .shown")] == [
        ("vi", "Bệnh ở gan."),
        ("en", "A liver disease that often lasts."),
    ]
    assert [part.text for part in entry.select(".difference ins")] == ["that often lasts"]
    form = f"/en/admin/therapies/condition/{outdated.pk}/change/"
    assert [link["href"] for link in entry.select(".sides a")] == [f"{form}#id_summary_vi", f"{form}#id_summary_en"]


def test_a_link_leads_to_the_field_in_the_form(client, editor, outdated):
    address, anchor = queue(client, editor).select_one(".sides a")["href"].split("#")

    assert f'id="{anchor}"' in client.get(address).content.decode()


def test_an_entry_says_who_is_about_it_already(client, editor, outdated):
    translator = desk.member("hoa", "translator-vi")
    change = desk.propose(outdated, translator, summary_vi="Bệnh gan lâu.")

    notice = queue(client, editor).select_one(".notice a")

    assert notice["href"] == f"/en/admin/changes/{change.pk}/"
    assert notice.text == f"Change {change.pk} is about this text already: Draft, hoa"


def test_a_text_in_a_row_is_shown_with_its_place(client, editor, reviewer):
    route = desk.route()
    rows = [row | {"text_en": "Wash both hands."} for row in document.read(route)["instructions"]]
    desk.approve(route, editor, reviewer, instructions=rows)

    page = queue(client, editor)

    address, anchor = page.select_one(".sides a")["href"].split("#")
    assert page.select_one(".entries h2 .quiet").text == "route of administration · Instructions 1: Text"
    assert anchor == "id_instructions-0-text_vi"
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "address", "expected"),
    [
        ("editor", QUEUE, ["one", "two"]),
        ("translator-vi", QUEUE, ["one"]),
        ("translator-en", QUEUE, ["two"]),
        ("translator-vi", f"{QUEUE}?language=all", ["one", "two"]),
        ("editor", f"{QUEUE}?language=vi", ["one"]),
        ("editor", f"{QUEUE}?language=en", ["two"]),
        ("editor", f"{QUEUE}?language=fr&page=x", ["one", "two"]),
    ],
)
def test_the_queue_shows_a_translator_their_language(client, editor, reviewer, role, address, expected):
    desk.approve(desk.condition("one", name_en="one"), editor, reviewer, summary_en="1.")
    desk.approve(desk.condition("two", name_en="two"), editor, reviewer, summary_vi="2.")

    assert names(queue(client, desk.member("reader", role), address)) == expected


def test_looking_changes_nothing(client, editor, outdated):
    before = list(Pairing.objects.order_by("pk").values())
    pair = Pairing.objects.of(outdated).get(path="summary")

    queue(client, editor, f"{QUEUE}?pair={pair.pk}&seen={document.digest({'vi': 'x', 'en': 'y'})}")

    assert list(Pairing.objects.order_by("pk").values()) == before


# --- confirming ----------------------------------------------------------------------------------


def test_still_right_brings_the_pair_in_step(client, editor, outdated):
    data = sent(queue(client, editor).select_one(".entries > li"))

    response = client.post(f"{QUEUE}?language=vi", data, follow=True)

    assert response.redirect_chain == [(f"{QUEUE}?language=vi", 302)]
    assert [str(message) for message in response.context["messages"]] == ["Confirmed: both languages say the same."]
    assert standing(outdated) == ([], "lan")
    assert names(queue(client, editor)) == []


def test_a_pair_never_confirmed_is_confirmed_one_by_one(client, editor):
    record = desk.condition()
    page = queue(client, editor, NEVER)
    labels = [entry.h2.span.text for entry in page.select(".entries > li")]

    client.post(NEVER, sent(page.select(".entries > li")[0]))

    assert labels == ["condition · Name", "condition · In plain words"]
    assert [standing(record, path) for path in ("name", "summary")] == [([], "lan"), ([], None)]
    assert len(queue(client, editor, NEVER).select(".entries > li")) == 1


def test_what_the_gate_sees_keeps_the_pair_outdated(client, editor, reviewer):
    record = desk.condition(name_en="Hepatitis B", summary_vi="Tiêm 2 lần.", summary_en="Inject 2 times.")
    desk.approve(record, editor, reviewer, summary_en="Inject 3 times.")
    data = sent(queue(client, editor).select_one(".entries > li"))

    page = BeautifulSoup(client.post(QUEUE, data).content, "html.parser")

    assert [finding.text.split(".")[0].strip() for finding in page.select(".findings li")] == [
        "The two texts state different numbers"
    ]
    assert [quote.text for quote in page.select(".findings blockquote")] == ["2 lần", "3 times"]
    assert standing(record) == (["vi"], None)


def test_a_text_changed_meanwhile_is_not_confirmed(client, editor, reviewer, outdated):
    data = sent(queue(client, editor).select_one(".entries > li"))
    desk.approve(outdated, editor, reviewer, summary_en="Something else.")

    response = client.post(QUEUE, data, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "The text was changed after you opened it. Please read it again."
    ]
    assert standing(outdated) == (["vi"], None)


@pytest.mark.parametrize("pair", ["", "0", "-1", "x", "9" * 30, "1 OR 1=1", "\x00"])
def test_a_forged_pair_confirms_nothing(client, editor, outdated, pair):
    data = sent(queue(client, editor).select_one(".entries > li"))

    response = client.post(QUEUE, data | {"pair": pair})

    assert (response.status_code, standing(outdated)) == (302, (["vi"], None))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("editor", True),
        ("translator-vi", True),
        ("translator-en", False),
        ("medical reviewer", True),
        ("administrator", True),
    ],
)
def test_only_who_may_confirm_the_outdated_language_can(client, editor, outdated, role, may):
    data = sent(queue(client, editor).select_one(".entries > li"))
    user = desk.member("other", role)
    page = queue(client, user, f"{QUEUE}?language=all")

    response = client.post(QUEUE, data)

    assert bool(page.select(".entries form")) is may
    assert response.status_code == (302 if may else 403)
    assert standing(outdated) == (([], "other") if may else (["vi"], None))


def test_who_has_no_role_confirms_nothing(client, editor, outdated):
    data = sent(queue(client, editor).select_one(".entries > li"))
    client.force_login(desk.member("nobody"))

    client.post(QUEUE, data)
    client.logout()
    signed_out = client.post(QUEUE, data)

    assert signed_out.status_code in (302, 403)
    assert standing(outdated) == (["vi"], None)


# --- how much it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 30])
@pytest.mark.parametrize("address", [QUEUE, NEVER])
def test_the_queue_costs_the_same_for_one_text_and_for_thirty(
    client, editor, django_assert_num_queries, address, item_count
):
    for index in range(item_count):
        record = desk.condition(f"c-{index}", name_en=f"Condition {index}")
        desk.propose(record, editor, summary_vi="Khác.")
    Pairing.objects.filter(path="summary").update(vi_outdated_since=timezone.now(), vi_outdated_by="safety")
    Pairing.objects.filter(path="name", key="c-0").update(confirmed_at=None)
    client.force_login(editor)

    with django_assert_num_queries(11):
        response = client.get(address)

    assert response.context["page"].paginator.count == item_count
    assert Condition.objects.count() == item_count
    assert changes.Claim.objects.count() == item_count
