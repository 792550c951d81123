"""How hard a text is to read: the formula against its own figures, sentences, syllables, words that need explaining."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.parity.sentences import sentences
from editorial.readability import flesch_kincaid, measure, medical_terms, syllables, unusual_words


def split(text):
    return [text[start:end] for start, end in sentences(text)]


def test_the_formula_is_that_of_1975():
    assert flesch_kincaid(100, 5, 150) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert flesch_kincaid(10, 1, 10) == pytest.approx(0.11)


SYLLABLES = {
    1: "the made times tired cells used skin side blood nurse stopped once twice years rest sites",
    2: "doctor tablets doses changes table muscle needed create vaccine virus people patient quiet being trial studies",
    3: "medicine injected idea nausea area infection serious usual diseases hospital radio period",
    4: "interferon hepatitis diabetes variety usually material",
}


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, words in SYLLABLES.items() for word in words.split()])
def test_syllables_of_english_words(count, word):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("safely", 2), ("useful", 2), ("well-known", 2), ("doctor’s", 2), ("27", 3)]
)
def test_syllables_of_endings_hyphens_and_figures(word, count):
    assert syllables(word) == count


@given(st.text(max_size=30))
def test_every_word_has_a_syllable(text):
    assert syllables(text) >= 1


SENTENCES = [
    ("Take it daily. Rest well.", ["Take it daily.", "Rest well."]),
    ("Some foods, e.g. Milk, are fine. Ask.", ["Some foods, e.g. Milk, are fine.", "Ask."]),
    ("Ask Dr. Smith. He knows.", ["Ask Dr. Smith.", "He knows."]),
    ("It was Derek C. Burke who wrote it.", ["It was Derek C. Burke who wrote it."]),
    ("The dose is 0.5 mg. Do not change it.", ["The dose is 0.5 mg.", "Do not change it."]),
    ("Phòng khám ở TP.HCM mở cửa. Hãy gọi.", ["Phòng khám ở TP.HCM mở cửa.", "Hãy gọi."]),
    ("Gặp BS. Lan ở TP. Huế. Hãy hỏi.", ["Gặp BS. Lan ở TP. Huế.", "Hãy hỏi."]),
    ("Có 2.000 người. Giá 1.250.000 đồng.", ["Có 2.000 người.", "Giá 1.250.000 đồng."]),
    ("Sốt, mệt, v.v. Hãy nghỉ.", ["Sốt, mệt, v.v.", "Hãy nghỉ."]),
    ("Xem example.org. Rồi gọi!", ["Xem example.org.", "Rồi gọi!"]),
    ("Really? Yes! Good…", ["Really?", "Yes!", "Good…"]),
    ("“Stop.” She said no.", ["“Stop.”", "She said no."]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _expected in SENTENCES])
def test_sentences(text, expected):
    assert split(text) == expected


@given(st.text(alphabet="aB. !?\n1,", max_size=60))
def test_sentences_lose_nothing_but_blanks(text):
    assert "".join(split(text)).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(("language", "word", "limit"), [("en", "word", 20), ("vi", "từ", 25)])
def test_a_sentence_over_the_limit_is_marked(language, word, limit):
    just = measure(" ".join([word] * limit) + ".", language)
    over = measure(" ".join([word] * (limit + 1)) + ".", language)

    assert [(s.length, s.too_long) for s in just.sentences] == [(limit, False)]
    assert [(s.length, s.too_long) for s in over.sentences] == [(limit + 1, True)]
    assert over.too_long == list(over.sentences)


def test_english_is_graded_by_sentence_and_as_a_whole():
    report = measure("<p>Take it.</p><p>Wash your hands well.</p>", "en")

    assert [(s.text, s.start, s.end, s.length) for s in report.sentences] == [
        ("Take it.", 0, 8, 2),
        ("Wash your hands well.", 9, 30, 4),
    ]
    assert report.grade == pytest.approx(flesch_kincaid(6, 2, 6))
    assert report.sentences[0].grade == pytest.approx(flesch_kincaid(2, 1, 2))
    assert (report.mean_length, report.unusual_share) == (3, None)


def test_vietnamese_counts_syllables_outside_glossary_and_common_words():
    report = measure("Rửa tay trước khi tiêm dưới da.", "vi", glossary=["tiêm dưới da"], common=["rửa", "tay"])

    assert [s.unusual for s in report.sentences] == [("trước khi",)]
    assert (report.mean_length, report.unusual_share, report.grade) == (7, pytest.approx(2 / 7), None)


def test_the_longest_known_word_is_taken_and_figures_are_known():
    known = {1: {("gan",), ("to",)}, 2: {("viêm", "gan")}}

    assert unusual_words("Viêm gan to 3 viêm", known) == ["viêm"]
    assert unusual_words("", known) == []


def test_a_text_without_words_has_no_grade():
    empty = measure("", "en")

    assert (empty.sentences, empty.grade, empty.mean_length, empty.unexplained) == ((), None, 0.0, ())


TERMS = [
    ("en", "You may get hepatitis or thrombocytopenia.", [], ["hepatitis", "thrombocytopenia"]),
    ("en", "You may get hepatitis or thrombocytopenia.", ["hepatitis"], ["thrombocytopenia"]),
    ("en", "An EEG or an MRI may be done in the US.", ["MRI"], ["EEG"]),
    ("en", "Ask your pharmacist and your nurse.", [], []),
    ("vi", "Có thể bị viêm tụy.", [], ["viêm tụy"]),
    ("vi", "Có thể bị viêm tụy.", ["viêm tụy"], []),
    ("vi", "Cơ thể tạo ra cytokine.", [], ["cytokine"]),
    ("vi", "Hãy hỏi bác sĩ ở Canada.", [], []),
]


@pytest.mark.parametrize(("language", "text", "glossary", "expected"), TERMS)
def test_medical_terms_that_nothing_explains(language, text, glossary, expected):
    assert medical_terms(text, language, glossary) == expected
    assert list(measure(text, language, glossary).unexplained) == expected
