"""Vietnamese and English as text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.fields import SLUG
from portal.languages import fold, other_language, slugify, sort_key, strip_marks

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
TEXT = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " -_.,'1290") | st.characters(codec="utf-8"))


def nfd(text):
    return unicodedata.normalize("NFD", text)


def test_other_language():
    assert (other_language("vi"), other_language("en")) == ("en", "vi")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Điều trị", "Dieu tri"),
        ("đường tiêm dưới da", "duong tiem duoi da"),
        ("ƯỚC ĐỢI", "UOC DOI"),
        (nfd("Bệnh viện Đại học"), "Benh vien Dai hoc"),
        ("Nghiễm Quỳnh, Ẵm, Ỡm", "Nghiem Quynh, Am, Om"),
        ("café naïve", "cafe naive"),
        ("", ""),
    ],
)
def test_strip_marks(text, plain):
    assert strip_marks(text) == plain


def test_strip_marks_knows_every_vietnamese_letter():
    plain = "a" * 18 + "bcdd" + "e" * 12 + "gh" + "i" * 6 + "klmn" + "o" * 18 + "pqrst" + "u" * 12 + "vx" + "y" * 6
    assert strip_marks(VIETNAMESE) == plain
    assert strip_marks(VIETNAMESE.upper()) == plain.upper()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Viêm gan   siêu vi B. ", "viem gan sieu vi b"),
        ("interferon alfa-2a", "interferon alfa 2a"),
        ("PEG-IFN/α_2b", "peg ifn α 2b"),
        ("Ðược", "ðuoc"),
        ("STRASSE Straße", "strasse strasse"),
        ("…!?", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(TEXT)
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(nfd(text)) == fold(unicodedata.normalize("NFC", text))


@given(TEXT)
def test_folded_words_are_parted_by_single_blanks(text):
    assert fold(text) == " ".join(fold(text).split())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đường tiêm dưới da", "duong-tiem-duoi-da"),
        ("Peginterferon alfa-2a (Pegasys®)", "peginterferon-alfa-2a-pegasys"),
        ("  -- Hỏi & đáp -- ", "hoi-dap"),
        (nfd("Tiếng Việt"), "tieng-viet"),
        ("日本", ""),
    ],
)
def test_slugify(text, slug):
    assert slugify(text) == slug


@given(TEXT)
def test_slug_is_a_slug_or_empty(text):
    slug = slugify(text)
    assert not slug or re.fullmatch(SLUG.regex, slug)
    assert slugify(slug) == slug


# --- sorting -------------------------------------------------------------------------------------


def test_sort_tones_in_the_order_of_dictionaries():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_sort_every_letter_in_the_order_of_the_alphabet():
    assert "".join(sorted(sorted(VIETNAMESE), key=sort_key)) == VIETNAMESE
    assert sorted(sorted(VIETNAMESE), key=lambda letter: sort_key(nfd(letter))) == list(VIETNAMESE)


@pytest.mark.parametrize(
    "words",
    [
        ["da", "dị ứng", "dư", "đa", "đau", "e"],
        ["an", "ăn", "ân"],
        ["am", "ảm", "an", "án"],
        ["tế bào", "tế bào gốc", "tiêm", "tím"],
        ["cuộc", "của", "cười"],
        ["1957", "18", "alfa", "beta"],
        ["uống", "ung thư", "ước"],
    ],
)
def test_sort_words(words):
    expected = {
        "uống": ["ung thư", "uống", "ước"],
        "cuộc": ["của", "cuộc", "cười"],
        "1957": ["18", "1957", "alfa", "beta"],
    }.get(words[0], words)
    assert sorted(reversed(words), key=sort_key) == expected


def test_sort_does_not_look_at_case_or_form():
    assert sort_key("Đường") == sort_key("đường") == sort_key(nfd("ĐƯỜNG"))


def test_sort_takes_hyphen_and_blank_for_the_same():
    assert sort_key("alfa-2a") == sort_key("alfa 2a")
    assert sorted(["alfa-2b", "alfa 2a", "alfa"], key=sort_key) == ["alfa", "alfa 2a", "alfa-2b"]


def test_sort_letters_of_other_languages_by_their_plain_form():
    assert sorted(["p", "ö", "o", "Ångström", "b"], key=sort_key) == ["Ångström", "b", "ö", "o", "p"]
    assert sort_key("ö") == sort_key("o")


def test_sort_mark_that_belongs_to_no_letter_is_no_letter():
    assert sort_key("x\u0301") != sort_key("xa")
    assert sorted(["xa", "x\u0301"], key=sort_key) == ["x\u0301", "xa"]


@given(st.lists(TEXT))
def test_sort_takes_any_text(texts):
    assert sorted(map(nfd, texts), key=sort_key) == sorted(map(nfd, sorted(texts, key=sort_key)), key=sort_key)


@given(TEXT)
def test_sort_is_the_same_for_composed_and_decomposed_text(text):
    assert sort_key(nfd(text)) == sort_key(unicodedata.normalize("NFC", text))
