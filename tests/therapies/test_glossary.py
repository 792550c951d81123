"""Linking medical words: once a page, the longest form, and only where a link may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapies.glossary import Linker


def linked(html, *pages_before, **forms):
    """Return `html` with links to `forms`, after the pieces of the page that came before it."""
    linker = Linker({form.replace("_", " "): f"#{address}" for form, address in forms.items()})
    for piece in pages_before:
        linker.link(piece)
    return linker.link(html)


def link(word, address):
    return f'<a class="term" href="#{address}">{word}</a>'


def test_a_word_is_linked_where_it_first_stands():
    assert linked("<p>Gene and gene.</p>", gene="g") == f"<p>{link('Gene', 'g')} and gene.</p>"


def test_a_word_is_linked_once_a_page_not_once_a_piece():
    assert linked("<p>gene</p>", "<p>gene</p>", gene="g") == "<p>gene</p>"


def test_two_forms_of_one_term_are_linked_once():
    assert linked("<p>genes, gene</p>", gene="g", genes="g") == f"<p>{link('genes', 'g')}, gene</p>"


def test_the_longest_form_wins():
    html = linked("<p>clinical trial, trial</p>", trial="t", clinical_trial="c")

    assert html == f"<p>{link('clinical trial', 'c')}, {link('trial', 't')}</p>"


@pytest.mark.parametrize(
    "html", ["<p>genetic</p>", "<p>oncogene</p>", "<p>gene-like</p>", "<p>non-gene</p>", "<p>generic gén</p>"]
)
def test_a_part_of_a_word_is_no_word(html):
    assert linked(html, gene="g") == html


def test_a_vietnamese_syllable_is_no_part_of_another():
    assert linked("<p>gene gen</p>", gen="g") == f"<p>gene {link('gen', 'g')}</p>"
    assert linked("<p>men, mén</p>", **{"mén": "m"}) == f"<p>men, {link('mén', 'm')}</p>"


@pytest.mark.parametrize("word", ["Gene", "GENE", "gEnE"])
def test_case_does_not_matter_and_is_kept(word):
    assert linked(f"<p>{word}</p>", gene="g") == f"<p>{link(word, 'g')}</p>"


def test_case_of_marked_letters_does_not_matter():
    assert linked("<p>Đột biến</p>", đột_biến="m") == f"<p>{link('Đột biến', 'm')}</p>"


def test_words_may_stand_on_two_lines():
    words = "clinical\ntrial"

    assert linked(f"<p>{words}</p>", clinical_trial="c") == f"<p>{link(words, 'c')}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/">gene</a></p>',
        '<p><a href="/"><em>gene</em></a></p>',
        "<h2>gene</h2>",
        "<h3>The <em>gene</em></h3>",
        "<h4>gene</h4>",
        '<p title="gene">x</p>',
        '<a href="/gene/">x</a>',
    ],
)
def test_no_link_stands_in_a_link_a_heading_or_an_attribute(html):
    assert linked(html, gene="g") == html


def test_a_word_in_a_heading_does_not_count_as_its_first_use():
    assert linked("<h2>gene</h2><p>gene</p>", gene="g") == f"<h2>gene</h2><p>{link('gene', 'g')}</p>"


def test_forms_are_words_and_no_patterns():
    assert linked("<p>x.y xzy</p>", **{"x.y": "d"}) == f"<p>{link('x.y', 'd')} xzy</p>"
    assert linked("<p>gen (a) b</p>", **{"gen (a)": "g"}) == "<p>" + link("gen (a)", "g") + " b</p>"


def test_without_terms_nothing_changes():
    assert linked("<p>gene</p>") == "<p>gene</p>"


@given(st.text(alphabet="<p>/agen h2\"'=", max_size=40))
def test_linking_takes_no_word_away(text):
    html = f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    bare = linked(html, gene="g").replace('<a class="term" href="#g">', "").replace("</a>", "")

    assert bare == html
