"""Markdown to safe HTML: nothing executable survives, and words of the other language are marked."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from portal.prose import TAGS, inline, map_text, mark_vietnamese, render, vietnamese_phrases

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)' />",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](//evil.example/pixel.png)",
    '[x](https://example.org "\\" onmouseover=alert(1) \\"")',
    "[x](https://example.org/\"onmouseover=alert(1))",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "| a | b |\n|---|---|\n| <script>alert(1)</script> | <img src=x onerror=alert(1)> |",
    "# <img src=x onerror=alert(1)>",
    "> <svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "＜script＞alert(1)＜/script＞",
]  # fmt: skip


def dangers(html):
    """Return whatever in `html` a browser could run, load or be led astray by."""
    found = []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        found += [element.name] if element.name not in TAGS | {"span"} else []
        found += set(element.attrs) - ({"href", "rel", "title"} if element.name == "a" else {"lang"})
        # A browser drops control characters and spaces before it looks for the scheme.
        address = re.sub(r"[\x00-\x20]", "", element.get("href", ""))
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE)
        found += [scheme.group()] if scheme and scheme.group() not in {"http:", "https:", "mailto:", "tel:"} else []
    return found


def test_dangers_are_seen():
    """A control: what the tests below look for is really found."""
    assert dangers("<script>alert(1)</script>") == ["script"]
    assert dangers("<p onclick=alert(1)>x</p>") == ["onclick"]
    assert dangers("<a href=' javascript:alert(1)'>x</a>") == ["javascript:"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_executable_survives(attack):
    assert dangers(render(attack)) == []
    assert dangers(render(f"Trước.\n\n{attack}\n\nSau.")) == []
    assert dangers(map_text(render(attack), mark_vietnamese)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_names_show_markup_as_it_was_typed(attack):
    for language in ("vi", "en"):
        html = inline(attack, language)
        assert BeautifulSoup(html, "html.parser").find_all(lambda element: element.name != "span") == []


@given(st.text(alphabet="<>&\"'/=:;()[]`#*_ \n\tabjsript:on!-ăạđ", max_size=60))
def test_nothing_executable_survives_in_any_text(text):
    assert dangers(render(text)) == []


def test_markdown_becomes_the_elements_of_a_page():
    assert render("## Hai\n\nMột *hai* **ba**\n\n- x\n- y") == (
        "<h2>Hai</h2>\n<p>Một <em>hai</em> <strong>ba</strong></p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>"
    )
    assert render("[x](https://example.org)") == '<p><a href="https://example.org" rel="noopener">x</a></p>'
    assert render("|a|\n|-|\n|b|").startswith("<table>\n<thead>\n<tr>\n<th>a</th>")


@pytest.mark.parametrize("nothing", ["", None, "  \n "])
def test_no_text_is_no_html(nothing):
    assert render(nothing) == ""


def test_map_text_changes_text_and_no_tag():
    html = '<p class="a">a <a href="a">a <em>a</em></a> a</p>a'

    assert map_text(html, str.upper) == '<p class="a">A <a href="a">a <em>a</em></a> A</p>A'
    assert map_text(html, str.upper, outside=("p",)) == '<p class="a">a <a href="a">a <em>a</em></a> a</p>A'
    assert map_text(html, str.upper, outside=()) == '<p class="a">A <a href="a">A <em>A</em></a> A</p>A'


def test_marking_stays_out_of_attributes():
    html = render('[x](https://example.org/Đà "> Đà <img src=x onerror=alert(1)>")')

    assert map_text(html, mark_vietnamese, outside=()) == html
    assert dangers(html) == []


def test_map_text_leaves_entities_whole():
    assert map_text("<p>a &lt;b&gt; &amp;</p>", lambda text: text) == "<p>a &lt;b&gt; &amp;</p>"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Quỹ Ngày", ["Quỹ Ngày"]),
        ("the Bright Future Fund (Quỹ Ngày mai tươi sáng) helps", ["Quỹ Ngày mai tươi sáng"]),
        ("Bệnh viện K in Hanoi", ["Bệnh viện"]),
        ("café, naïve, Sjögren, façade", []),
        ("Behçet and Guillain-Barré", []),
        ("Đà Nẵng", ["Đà Nẵng"]),
        ("Hà Nội and Huế", ["Hà Nội and Huế"]),
        ("Hepatitis B, bệnh viêm gan B", ["bệnh viêm"]),
        ("", []),
    ],
)
def test_vietnamese_phrases(text, phrases):
    assert [text[start:end] for start, end in vietnamese_phrases(text)] == phrases


def test_vietnamese_is_marked_on_english_pages_only():
    assert mark_vietnamese("Ask Đà Nẵng.") == 'Ask <span lang="vi">Đà Nẵng</span>.'
    assert inline("Đà Nẵng & Rome", "en") == '<span lang="vi">Đà Nẵng</span> &amp; Rome'
    assert inline("Đà Nẵng & Rome", "vi") == "Đà Nẵng &amp; Rome"
    assert inline(None, "en") == ""


@given(st.text(alphabet="aăâeêđơưọỹ Viêtnamgo,.<&>\"'", max_size=80))
def test_marking_changes_no_word(text):
    assert BeautifulSoup(f"<p>{mark_vietnamese(escape(text))}</p>", "html.parser").get_text() == text
