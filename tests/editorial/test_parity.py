"""The safety gate on pairs that were used to tune it: true pairs pass, each kind of error is found.

What it finds on pairs that it was not tuned on is measured elsewhere; the shares here are floors of the tuning set.
"""

import random
import re
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.parity import RULES, Passage, Severity, compare
from editorial.parity.alignment import aligned
from editorial.parity.numerals import numbers
from editorial.parity.rendered import read
from portal.prose import render

DATA = Path(__file__).parent.parent / "data"
FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
TUNING = yaml.safe_load((DATA / "parity_tuning.yaml").read_text(encoding="utf-8"))
# Pairs of the fixtures that differ on purpose, each with its reason: `{(file, key, field): reason}`.
CONFIRMED = {}
NOT_PROSE = {"slug", "linked_forms", "pronunciation", "also_searched_as"}
# What the gate gets wrong in the large tuning sets: errors missed, and of the correct pairs the false alarms.
WRONG = {
    "parity_tuning_a": {"number": 1, "negation": 2, "frequency": 1, "route": 3, "bound": 1, "order": 7, "name": 16},
    "parity_dev": {
        "correct": 3,
        "number": 3,
        "unit": 1,
        "route": 2,
        "frequency": 1,
        "negation": 17,
        "bound": 10,
        "name": 72,
        "order": 53,
        "web": 1,
        "structure": 15,
    },
    "parity_tuning_b": {"number": 1, "unit": 1, "negation": 6, "route": 1, "bound": 3, "order": 12, "name": 21},
    "parity_tuning_c": {"correct": 1, "unit": 2, "date": 2, "negation": 9, "frequency": 1, "route": 3},
    "parity_tuning_e": {"correct": 1, "negation": 2},
}


def rules(vietnamese, english, names=()):
    return [difference.rule for difference in compare(vietnamese, english, names)]


def html(text):
    """Return a field as a page shows it: text of several lines is Markdown."""
    return render(text) if "\n" in text else text


def fixture_pairs():
    """Return (file, key, field, Vietnamese, English) of every bilingual text of fixtures/."""
    return [
        (path.name, str(record["fields"].get("key", "")), column[:-3], text, record["fields"][f"{column[:-3]}_en"])
        for path in sorted(FIXTURES.glob("*.yaml"))
        for record in yaml.safe_load(path.read_text(encoding="utf-8"))
        for column, text in record["fields"].items()
        if column.endswith("_vi")
        and column[:-3] not in NOT_PROSE
        and text
        and record["fields"].get(f"{column[:-3]}_en")
    ]


def brand_names():
    records = yaml.safe_load((FIXTURES / "24_brands.yaml").read_text(encoding="utf-8"))
    return [record["fields"]["name"] for record in records]


@pytest.mark.parametrize(("vietnamese", "english"), TUNING["same"], ids=[pair[0] for pair in TUNING["same"]])
def test_pairs_that_say_the_same_pass(vietnamese, english):
    assert rules(html(vietnamese), html(english)) == []


@pytest.mark.parametrize(("rule", "vietnamese", "english"), TUNING["different"])
def test_pairs_with_one_error_name_its_rule(rule, vietnamese, english):
    assert rules(html(vietnamese), html(english)) == [rule]


def test_all_pairs_of_the_fixtures_pass_or_are_confirmed():
    names = brand_names()
    pairs = fixture_pairs()
    differing = {pair[:3] for pair in pairs if compare(html(pair[3]), html(pair[4]), names)}

    assert differing == set(CONFIRMED)
    assert len(pairs) > 1200


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_the_tuning_sets(name):
    wrong = Counter()
    for pair in yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader):
        differs = bool(compare(pair["vi"], pair["en"]))
        wrong[pair["kind"]] += differs == (pair["kind"] == "correct")

    assert dict(+wrong) == WRONG[name]


# What a difference says


def test_a_difference_names_the_two_passages_with_their_places():
    (difference,) = compare("<p>Rửa tay.</p><p>Tiêm 2 lần.</p>", "<p>Wash your hands.</p><p>Inject 3 times.</p>")

    assert difference.rule == "number"
    assert difference.vietnamese == Passage("2 lần", 14, 19)
    assert difference.english == Passage("3 times", 24, 31)
    assert difference.severity is Severity.SAFETY
    assert difference.sentence == RULES["number"][1]


def test_where_one_text_lacks_a_counterpart_its_paragraph_is_the_passage():
    (difference,) = compare("<p>Rửa tay.</p><p>Tiêm ngay.</p>", "<p>Wash your hands.</p><p>Inject 3 ml.</p>")

    assert difference.vietnamese == Passage("Tiêm ngay.", 9, 19)
    assert difference.english == Passage("3 ml", 24, 28)


def test_passages_are_the_words_at_their_places():
    texts = [(vietnamese, english) for _rule, vietnamese, english in TUNING["different"]]
    wrong = [
        passage
        for vietnamese, english in texts
        for difference in compare(html(vietnamese), html(english))
        for passage, text in ((difference.vietnamese, vietnamese), (difference.english, english))
        if read(html(text)).text[passage.start : passage.end] != passage.text
    ]

    assert wrong == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_sentence_and_a_case(rule):
    cases = {case[0] for case in TUNING["different"]}

    assert str(RULES[rule][1]).endswith(".")
    assert rule in cases | {"name", "headings", "cells", "links"}  # these four have tests of their own below


# Names, given by the caller


def test_names_are_compared_when_given():
    assert rules("Pegasys tiêm hằng tuần.", "PegIntron is given weekly.", ["Pegasys", "PegIntron"]) == ["name"]
    assert rules("Pegasys tiêm hằng tuần.", "Pegasys is given weekly.", ["Pegasys", "PegIntron"]) == []
    assert rules("Pegasys tiêm hằng tuần.", "PegIntron is given weekly.") == []


def test_a_name_may_be_repeated_or_left_to_a_pronoun():
    assert rules("Pegasys tốt. Pegasys đắt.", "Pegasys is good. It is expensive.", ["Pegasys"]) == []


def test_two_names_that_changed_places_differ():
    names = ["Pegasys", "PegIntron"]

    assert rules("Pegasys, Pegasys, PegIntron", "Pegasys, PegIntron, PegIntron", names) == ["name"]


def test_spellings_that_mean_the_same_are_one_name():
    names = [("thuốc A1", "medicine A1")]

    assert rules("Hãy uống thuốc A1.", "Take medicine A1.", names) == []
    assert rules("Hãy uống thuốc này.", "Take medicine A1.", names) == ["name"]


def test_numbers_inside_a_name_are_no_numbers():
    assert rules("Gọi 211 Canada.", "Call the operator.", ["211 Canada"]) == ["name"]
    assert rules("Gọi 211 Canada.", "Call 211 Canada.", ["211 Canada"]) == []


# Structure


@pytest.mark.parametrize(
    ("rule", "vietnamese", "english"),
    [
        ("headings", "<h2>Một</h2><p>Hai chữ.</p>", "<p>One</p><p>Two words.</p>"),
        ("cells", "<table><tr><td>Gan</td><td>Da</td></tr></table>", "<table><tr><td>Liver, skin</td></tr></table>"),
        ("links", '<p><a href="/vi/gan/">Gan</a></p>', "<p>Liver</p>"),
        ("address", '<p><a href="https://a.org/">Gan</a></p>', '<p><a href="https://b.org/">Liver</a></p>'),
        ("items", "<ul><li>Gan</li><li>Da</li></ul>", "<ul><li>Liver</li></ul>"),
    ],
)
def test_structure_that_differs(rule, vietnamese, english):
    assert rule in rules(vietnamese, english)


def test_structure_that_is_the_same():
    vietnamese = '<h2>Gan</h2><ul><li><p>Một.</p></li><li>Hai.</li></ul><p><a href="/vi/gan/">Gan</a></p>'
    english = '<h2>Liver</h2><ul><li><p>One.</p></li><li>Two.</li></ul><p><a href="/en/liver/">Liver</a></p>'

    assert rules(vietnamese, english) == []
    assert [block.kind for block in read(vietnamese).blocks] == ["heading", "item", "item", "paragraph"]


def test_values_are_looked_for_in_the_paragraph_that_faces_theirs():
    assert rules("<p>2 viên.</p><p>3 ml.</p>", "<p>3 tablets.</p><p>2 ml.</p>") == ["number", "number"]


def test_both_empty_is_no_difference():
    assert compare("", "") == []
    assert rules("<p></p>", None) == []


# Numbers in words and figures


ONES = "không một hai ba bốn năm sáu bảy tám chín".split()
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
WORDS += "seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_vietnamese(n):
    """Spell 2 to 999 as a Vietnamese speaker does: `hai mươi mốt`, `mười lăm`, `một trăm lẻ năm`."""
    if n < 10:
        return ONES[n]
    if n < 20:
        return "mười" + {0: "", 5: " lăm"}.get(n - 10, f" {ONES[n - 10]}")
    if n < 100:
        last = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(n % 10, f" {ONES[n % 10]}")
        return f"{ONES[n // 10]} mươi{last}"
    rest = n % 100
    tail = "" if not rest else f" lẻ {ONES[rest]}" if rest < 10 else f" {in_vietnamese(rest)}"
    return f"{ONES[n // 100]} trăm{tail}"


def in_english(n):
    if n < 20:
        return WORDS[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{WORDS[n % 10]}" if n % 10 else "")
    return f"{WORDS[n // 100]} hundred" + (f" and {in_english(n % 100)}" if n % 100 else "")


@settings(deadline=None)  # a busy machine is no fault of the gate
@given(st.integers(2, 999))
def test_numbers_are_the_same_in_words_of_both_languages_and_in_figures(n):
    assert rules(f"{in_vietnamese(n)} viên thuốc", f"{n} tablets") == []
    assert rules(f"{n} viên thuốc", f"{in_english(n)} tablets") == []


@settings(deadline=None)  # a busy machine is no fault of the gate
@given(st.integers(2, 999), st.integers(2, 999))
def test_different_numbers_never_pass(one, other):
    expected = [] if one == other else ["number"]

    assert rules(f"{in_vietnamese(one)} viên thuốc", f"{other} tablets") == expected
    assert rules(f"{one} viên thuốc", f"{in_english(other)} tablets") == expected


@settings(deadline=None)  # a busy machine is no fault of the gate
@given(st.integers(1000, 10**9))
def test_thousands_are_grouped_by_each_language_in_its_way(n):
    vietnamese, english = f"{n:,}".replace(",", "."), f"{n:,}"

    assert rules(f"Có {vietnamese} người.", f"There were {english} people.") == []
    assert rules(f"Có {n} người.", f"There were {english} people.") == []
    assert "number" in rules(f"Có {vietnamese} người.", f"There were {n + 1:,} people.")


@settings(deadline=None)  # a busy machine is no fault of the gate
@given(st.decimals("0.01", "99.99", places=2))
def test_decimals_take_each_language_s_sign(number):
    assert rules(f"Liều {str(number).replace('.', ',')} mg", f"A dose of {number} mg") == []
    assert rules(f"Liều {number * 10} mg".replace(".", ","), f"A dose of {number} mg") == ["number"]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("hai triệu rưỡi", "vi", [2_500_000]),
        ("2,5 triệu", "vi", [2_500_000]),
        ("một nghìn chín trăm tám mươi", "vi", [1980]),
        ("hai mươi năm", "vi", [20, 5]),  # whether `năm` is five or years is decided by what counts it
        ("ba phần tư", "vi", [0.75]),
        ("hai chục", "vi", [20]),
        ("triệu chứng", "vi", []),
        ("1.5 million", "en", [1_500_000]),
        ("three quarters", "en", [0.75]),
        ("half a dozen", "en", [6]),
        ("a hundred and five", "en", [105]),
        ("nineteen hundred and eighty", "en", [1980]),
    ],
)
def test_numbers_in_a_text(text, language, values):
    assert [number.value for number in numbers(text, language)] == values


# Denials


@pytest.mark.parametrize(("vietnamese", "english"), [("lắc lọ", "shake the vial"), ("mở hộp", "open the box")])
@pytest.mark.parametrize("denial", ["Không", "Đừng", "Chớ", "Không được", "Không nên", "Không bao giờ", "Chưa được"])
@pytest.mark.parametrize("refusal", ["Do not", "Never", "You must not", "You should not", "You cannot", "Don't"])
def test_a_denial_must_stand_in_both_texts(vietnamese, english, denial, refusal):
    denied, refused = f"{denial} {vietnamese} khi trời nóng.", f"{refusal} {english} when it is hot."

    assert rules(denied, refused) == []
    assert rules(denied, f"{english.capitalize()} when it is hot.") == ["negation"]
    assert rules(f"{vietnamese.capitalize()} khi trời nóng.", refused) == ["negation"]


def test_a_word_that_excludes_the_other_answers_a_denial():
    assert rules("Thuốc này không giống thuốc kia.", "This medicine differs from that one.") == []
    assert rules("Thuốc này giống thuốc kia.", "This medicine is different from that one.") == ["contrast"]
    assert rules("Đừng ngừng thuốc.", "Continue the medicine.") == []
    assert rules("Hãy ngừng thuốc.", "Continue the medicine.") == ["contrast"]


def test_a_sentence_that_is_split_faces_both_its_parts():
    vietnamese = ["Thuốc này dùng 5 mg mỗi ngày, nhưng có thể tăng.", "Gọi 115 khi khó thở."]
    english = ["The dose is 5 mg a day.", "It may be raised.", "Call 115 if you cannot breathe."]

    assert aligned(vietnamese, english) == [(0, 1, 0, 2), (1, 2, 2, 3)]
    assert aligned(vietnamese, vietnamese) == [(0, 1, 0, 1), (1, 2, 1, 2)]
    assert aligned(vietnamese[:1], english) == [(0, 1, 0, 3)]


def test_a_word_answers_only_the_denials_that_it_translates():
    assert rules("Khoan lái xe.", "Wait before you drive.") == []
    assert rules("Nuốt viên thuốc thay vì nhai.", "Swallow the tablet instead of chewing it.") == []
    assert rules("Lấy thuốc ra khỏi hộp.", "Do not take the medicine out of the box.") == ["negation"]
    assert rules("Bôi ngoài da.", "Do not put it on the skin.") == ["negation"]
    assert rules("Uống xong bỏ vô hộp.", "Do not put it back in the box.") == ["negation"]


def test_what_a_text_only_says_again_is_no_difference():
    assert rules("Uống mỗi ngày một lần, cùng một giờ.", "Take it once a day, at the same time each day.") == []
    assert rules("Uống mỗi ngày một lần, cùng một giờ.", "Take it once a day, at the same time each week.") != []


# Units


# What each unit is called; no two of these rows are the same measure.
MEASURES = {
    "mass": [("nanogam", "nanograms"), ("microgam", "mcg"), ("mg", "mg"), ("gam", "grams"), ("ki-lô-gam", "kg")],
    "volume": [("µl", "microlitres"), ("ml", "ml"), ("dl", "dl"), ("lít", "litres")],
    "potency": [("IU", "IU"), ("triệu đơn vị", "million units"), ("mmol", "mmol"), ("mEq", "mEq")],
    "length": [("mm", "mm"), ("cm", "cm"), ("mét", "metres"), ("km", "km"), ("inch", "inches")],
    "time": [("giây", "seconds"), ("phút", "minutes"), ("tiếng", "hours"), ("ngày", "days"), ("tuần", "weeks")],
    "long": [("tháng", "months"), ("năm", "years"), ("thập kỷ", "decades")],
    "body": [("độ C", "°C"), ("độ F", "°F"), ("mmHg", "mmHg"), ("phần trăm", "%")],
    "money": [("nghìn đồng", "thousand dong"), ("đô la", "dollars"), ("euro", "euros")],
    "rate": [("mg/kg", "mg/kg"), ("g/dL", "g/dL"), ("g/L", "g/L"), ("bản sao/ml", "copies/mL"), ("IU/ml", "IU/mL")],
    "form": [("viên", "tablets"), ("giọt", "drops"), ("gói", "sachets"), ("nhát xịt", "puffs")],
    "spoon": [("thìa cà phê", "teaspoons"), ("thìa canh", "tablespoons")],
}


@pytest.mark.parametrize("n", [3, 25])
def test_no_unit_passes_for_another(n):
    rows = [row for rows in MEASURES.values() for row in rows]
    wrong = [
        (one[0], other[1])
        for one, other in product(rows, rows)
        if (rules(f"Cần {n} {one[0]} thuốc.", f"It takes {n} {other[1]} of it.") == []) is not (one == other)
    ]

    assert wrong == []


# Hostile length


def steps(text):
    """Return how many calls it takes to compare `text` with itself and a number more."""
    made = 0

    def count(_frame, _event, _argument):
        nonlocal made
        made += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        compare(text, f"{text} 9")
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize(
    "words", ["1.2.3.4.5.6.7.8-", "mỗi 2 ngày ", "every 3 days ", "2020-", "a-b-", "1/2/3 ", "5 mg ", "1 in 5 ", "a. "]
)
def test_the_work_of_comparing_grows_with_the_length_of_a_text_and_not_with_its_square(words):
    short = (words * 3000)[:3000]

    assert steps(short * 3) < 4 * steps(short)


# Order


def test_the_same_numbers_in_another_order_differ_unless_what_they_belong_to_moved_too():
    vietnamese = "Sáng uống 1 viên, tối uống 2 viên."

    assert rules(vietnamese, "Take 1 tablet in the morning and 2 tablets in the evening.") == []
    assert rules(vietnamese, "Take 2 tablets in the evening and 1 tablet in the morning.") == []
    assert rules(vietnamese, "Take 2 tablets in the morning and 1 tablet in the evening.") == ["order"]


def test_numbers_of_different_things_may_change_places():
    assert rules("Trong 5 ngày, uống 2 viên.", "Take 2 tablets for 5 days.") == []
    assert rules("Trong 2 ngày, uống 5 viên.", "Take 2 tablets for 5 days.") != []


# Laws


def test_comparing_twice_gives_the_same():
    pairs = [pair[1:] for pair in TUNING["different"]]

    assert [compare(*pair) for pair in pairs] == [compare(*pair) for pair in pairs]


@settings(deadline=None)  # a busy machine is no fault of the gate
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(one, other):
    assert all(difference.rule in RULES for difference in compare(one, other))


# Seeded errors. The words below are those of the mistakes, not of the gate's own patterns.

SEED = 20261123
# (class, language, what stands there, what a slip makes of it)
SLIPS = [
    ("unit", "vi", r"(?<=\d )mg(?!\w)", "microgam"),
    ("unit", "vi", r"(?<=\d )(?:microgam|µg)(?!\w)", "mg"),
    ("unit", "vi", r"(?<=\d )ml(?!\w)", "lít"),
    ("unit", "vi", r"(?<=\d )tuần(?!\w)", "tháng"),
    ("unit", "vi", r"(?<=\d )giờ(?!\w)", "phút"),
    ("unit", "vi", r"(?<=triệu )đơn vị(?!\w)", "mg"),
    ("unit", "en", r"(?<=\d )mg(?!\w)", "micrograms"),
    ("unit", "en", r"(?<=\d )(?:micrograms|mcg)(?!\w)", "mg"),
    ("unit", "en", r"(?<=\d )weeks(?!\w)", "months"),
    ("unit", "en", r"(?<=\d )hours(?!\w)", "minutes"),
    ("unit", "en", r"(?<=\d )days(?!\w)", "weeks"),
    ("unit", "en", r"(?<=million )units(?!\w)", "mg"),
    ("unit", "en", r"°C", "°F"),
    ("frequency", "vi", r"mỗi tuần(?= một lần|[.,])", "mỗi ngày"),
    ("frequency", "vi", r"hằng ngày", "hằng tuần"),
    ("frequency", "vi", r"hằng tháng", "hằng ngày"),
    ("frequency", "vi", r"hai tuần một lần", "một tuần hai lần"),
    ("frequency", "vi", r"cách ngày", "hằng ngày"),
    ("frequency", "vi", r"ba lần(?= mỗi| một)", "hai lần"),
    ("frequency", "en", r"once a week", "once a day"),
    ("frequency", "en", r"times a week", "times a day"),
    ("frequency", "en", r"(?<!\w)daily(?!\w)", "weekly"),
    ("frequency", "en", r"every two weeks", "twice a week"),
    ("frequency", "en", r"every other day", "every day"),
    ("frequency", "en", r"twice a day", "three times a day"),
    ("frequency", "en", r"(?<=every )12(?= hours)", "8"),
    ("route", "vi", r"dưới da", "vào tĩnh mạch"),
    ("route", "vi", r"[Tt]iêm bắp", "tiêm dưới da"),
    ("route", "vi", r"tĩnh mạch", "dưới da"),
    ("route", "vi", r"[Nn]hỏ mắt", "nhỏ mũi"),
    ("route", "en", r"under the skin", "into a muscle"),
    ("route", "en", r"into (?:a|the) muscle", "under the skin"),
    ("route", "en", r"into a vein", "under the skin"),
    ("route", "en", r"by mouth", "into a vein"),
    ("route", "en", r"into the bladder", "into a vein"),
    ("limit", "vi", r"[Íí]t nhất(?= \d)", "nhiều nhất"),
    ("limit", "vi", r"tối đa(?= \d)", "tối thiểu"),
    ("limit", "en", r"at least(?= \d)", "at most"),
    ("limit", "en", r"[Mm]ore than(?= \d)", "less than"),
    ("negation", "vi", r"(?<!\w)không còn(?!\w)", "vẫn còn"),
    ("negation", "vi", r"(?<!\w)[Đđ]ừng(?: bao giờ)? (?!ngại|quên)", "hãy "),
    ("negation", "vi", r"(?<!hay )(?<!hoặc )(?<!\w)không được (?!\w+ không)", "được "),
    ("negation", "vi", r"(?<!\w)(?:[Kk]hông|[Cc]hưa) (?=phải|thể|cần|dùng|nên|có thuốc|tiêm)", ""),
    ("negation", "en", r"(?<!\w)no longer(?!\w)", "still"),
    ("negation", "en", r"(?<=do|is) not(?! only| more| hesitate)(?!\w)", ""),
    ("negation", "en", r"(?<!\w)cannot(?!\w)", "can"),
    ("negation", "en", r"(?<!\w)[Nn]ever(?!\w)", "always"),
    ("name", "vi", r"(?<=alfa-)2a", "2b"),
    ("name", "en", r"(?<=[Hh]epatitis )B", "D"),
    ("date", "en", r"(?<!\w)June(?!\w)", "July"),
    ("date", "vi", r"(?<=tháng )6(?!\d)", "7"),
]
FLOORS = {"number": 0.99, "thousands": 0.99, "decimal": 0.99, "unit": 0.99, "phone": 0.99, "date": 0.99}
FLOORS |= {
    "negation": 0.95,
    "frequency": 0.95,
    "route": 0.95,
    "range": 0.95,
    "structure": 0.95,
    "limit": 0.95,
    "name": 0.99,
}


def another_figure(dice, text, place):
    """Return `text` with the figure at `place` exchanged for another one."""
    return text[:place] + dice.choice([n for n in "123456789" if n != text[place]]) + text[place + 1 :]


def in_figures(dice, text):
    """Yield (class, text) with one wrong figure: in a number, a phone number, a year."""
    for match in re.finditer(r"(?<![\w.,/–-])\d{1,3}(?![\w.,/–-]?\d)", text):
        yield "number", another_figure(dice, text, dice.randrange(*match.span()))
    for match in re.finditer(r"(?<!\w)\+?\d{1,4}(?:[ -]\d{2,4}){2,4}(?!\w)", text):
        figures = [n for n in range(*match.span()) if text[n].isdigit()]
        yield "phone", another_figure(dice, text, dice.choice(figures))
    for match in re.finditer(r"(?<![\w–-])(?:19|20)\d\d(?![\w–-])", text):
        yield (
            "date",
            text[: match.start()] + str(int(match.group()) + dice.choice([-10, -1, 1, 10])) + text[match.end() :],
        )


def in_separators(text):
    """Yield (class, text) with a misplaced separator of thousands or decimals, or a wrong end of a range."""
    for match in re.finditer(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,]\d)", text):
        for slip in (match.group()[:-1], match.group() + "0", match.group().translate(str.maketrans(".,", ",."))):
            yield "thousands", text[: match.start()] + slip + text[match.end() :]
    for match in re.finditer(r"(?<![\d.,])([1-9]?\d)[.,](\d{1,2})(?![\d.,]*\d)", text):
        for slip in (match[1] + match[2], f"{match[1]}{match.group()[len(match[1])]}0{match[2]}"):
            if float(slip.replace(",", ".")) != float(match.group().replace(",", ".")):
                yield "decimal", text[: match.start()] + slip + text[match.end() :]
    for match in re.finditer(r"(?<![\w.,–-])(\d{1,3})( ?[–-] ?| đến | to )(\d{1,3})(?![\w.,–-]?\d)", text):
        low, sign, high = match.groups()
        for slip in (f"{low}{sign}{int(high) + 1}", f"{high}{sign}{low}", high):
            yield "range", text[: match.start()] + slip + text[match.end() :]


def in_structure(text):
    """Yield (class, text) without one item or one paragraph."""
    lines = text.strip().split("\n")
    for n, line in enumerate(lines):
        if line.startswith("- "):
            yield "structure", "\n".join(lines[:n] + lines[n + 1 :])
    parts = text.strip().split("\n\n")
    if len(parts) > 1:
        yield "structure", "\n\n".join(parts[:-1])


def slips(dice, text, language):
    """Yield (class, text with one error of that class)."""
    yield from in_figures(dice, text)
    yield from in_separators(text)
    yield from in_structure(text)
    for kind, spoken, pattern, slip in SLIPS:
        if spoken == language:
            for match in re.finditer(pattern, text):
                yield kind, text[: match.start()] + slip + text[match.end() :]


def seeded_errors():
    """Return (class, Vietnamese, English) of every error that the seed makes of the true pairs."""
    dice = random.Random(SEED)  # noqa: S311 - a seed for repeatable tests, no secret
    pairs = [*TUNING["same"], *([pair[3], pair[4]] for pair in fixture_pairs() if pair[:3] not in CONFIRMED)]
    errors = [("vi", slip, en) for vi, en in pairs for slip in slips(dice, vi, "vi")]
    errors += [("en", slip, vi) for vi, en in pairs for slip in slips(dice, en, "en")]
    return [
        (kind, slip, other) if language == "vi" else (kind, other, slip) for language, (kind, slip), other in errors
    ]


def test_seeded_errors_are_found():
    names = brand_names()
    made, found, missed = Counter(), Counter(), []
    for kind, vietnamese, english in seeded_errors():
        made[kind] += 1
        if compare(html(vietnamese), html(english), names):
            found[kind] += 1
        else:
            missed.append((kind, vietnamese[:160], english[:160]))

    print("\n".join(f"{kind}: {found[kind]} of {made[kind]}" for kind in FLOORS), *missed, sep="\n")
    assert {kind: found[kind] / made[kind] >= floor for kind, floor in FLOORS.items()} == dict.fromkeys(FLOORS, True)
    assert sum(made.values()) > 1500
    assert min(made.values()) >= 10
