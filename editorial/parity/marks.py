"""What must stand letter for letter in both languages: names, web addresses, e-mails, phone numbers, codes."""

import re

from editorial.parity.values import Value

ADDRESS = re.compile(
    r"https?://[^\s<>()\"'“”]+|www\.[^\s<>()\"'“”]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,8}(?:org|com|ca|gov|vn|net|edu|int|uk|au|eu|"
    r"info)(?![\w-])(?:/[^\s<>()\"'“”]*)?"
)
PHONE = re.compile(r"(?<![\w/.,])(?:\+ ?|\()?\d(?:[\d]|[ ().-]{1,2}(?=[\d(]))*\d(?:[ -]{1}\d)?(?![\w/])")
LETTERED_PHONE = re.compile(r"(?<!\w)1-8\d\d-(?:[\da-z]+-?)+(?!\w)")
SERVICE_PHONE = re.compile(r"(?<![\w/.,-])1[89]00[ .-]?\d{4}(?:\d\d)?(?![\w/-]|[.,]\d)")
SPELT_PHONE = re.compile(r"(?<![\w.-])\d-\d-\d(?![\w-])")
# The last group of "0225 3548 4245 48 hours" counts hours.
COUNTED = re.compile(r"[ ]\d{1,3}(?= ?(?:giờ|tiếng|ngày|tuần|phút|tháng|hours?|days?|weeks?|minutes?|months?)(?!\w))")
YEARS = re.compile(r"(?:19|20)\d\d ?- ?(?:19|20)\d\d\Z")
TWO_NUMBERS = re.compile(r"[1-9][\d.,]* ?- ?[1-9][\d.,]*\Z")
GREEK = {"alpha": "alfa", "anpha": "alfa", "bêta": "beta", "gama": "gamma"}
CODE = re.compile(
    r"(?<![\w°º-])(?:(?P<greek>alfa|alpha|anpha|beta|bêta|gamma|gama|"
    r"lambda)[ -]?(?P<tail>n?\d{1,2}[a-z]?)(?:/(?P<also>\d?[a-z]))?"
    r"|"
    r"(?P<code>(?=[a-zđ0-9-]*\d)(?=[a-zđ0-9-]*[a-zđ])[a-zđ]{1,12}(?:-[a-zđ]{1,12})*-?\d+(?:\.\d)?[a-zđ]{0,2}(?:-\d+)?))(?![\w])"
)
# "5-FU", but not "5-ML".
FIGURES_FIRST = re.compile(
    r"(?<!\w)\d{2}G(?!\w)|(?<![\w.,-])\d{1,2}-(?!(?:MG|ML|IU|MIU|KG|CC|MU|UI|MCG|PM|"
    r"AM)(?!\w))[A-Z]{2,4}(?!\w)"
)
NOT_A_CODE = re.compile(
    r"(?:tháng|năm|ngày|lần|tuần|giờ|quý|sau|trước|under|over|age|aged|non|mid|late|early|post|pre)-?\d|[cm]?m[23]\Z"
)
_LETTERS = (
    "(?P<letters>[A-G](?:(?:, ?(?:and |or |và |hoặc |hay )?|/| and | or | và | hoặc | hay |-)(?:(?:hepatitis|"
    r"viêm gan) )?[A-G](?![\w]))*)"
)
LABEL = re.compile(
    r"(?<!\w)(?:[Hh]epatitis|[Vv]iêm gan(?: (?:vi rút|siêu vi|virus))?|[Vv]itamin|[Cc]úm|[Ff]lu|[Ii]nfluenza|"
    rf"[Nn]hóm máu|[Tt]ype|[Tt]ýp|[Nn]hóm|[Gg]roup) {_LETTERS}(?!\w|/H\d)"
)


def addresses(canvas, links=()):
    """Take web addresses and e-mails off `canvas`; add those only linked to. Keys have no scheme and no `www.`."""
    values = canvas.take(ADDRESS, lambda m: Value("address", frozenset({_bare(m.group())}), m.start(), m.end()))
    seen = {key for value in values for key in value.keys}
    outside = [link for link in links if re.match(r"(?:https?|mailto|tel):", link) and _bare(link) not in seen]
    return values + [Value("address", frozenset({_bare(link)}), 0, 0) for link in outside]


def _bare(address):
    return re.sub(r"^(?:https?://|mailto:)?(?:www\.)?", "", address.lower()).rstrip(".,;:!?…").rstrip("/").rstrip(".")


def phones(canvas):
    """Take phone numbers off `canvas`: from seven figures on, or three groups; keys are the figures alone."""
    values = canvas.take(LETTERED_PHONE, lambda m: _phone(m) if re.search("[a-z]", m.group()) else None)
    values += canvas.take(SPELT_PHONE, _phone)
    values += canvas.take(SERVICE_PHONE, lambda m: None if YEARS.match(m.group()) else _phone(m))
    return values + canvas.take(PHONE, _number_to_call)


def _number_to_call(match):
    text = match.group()
    if ending := COUNTED.search(match.string, match.start(), match.end() + 8):
        text = match.string[match.start() : ending.start()]
    return _phone(match, text) if _is_phone(text) else None


def _phone(match, text=None):
    """Return a phone number; its key is as dialled at home: `+84 28` is `028`. Three figures may be a mere number."""
    text = text or match.group()
    figures = re.sub(r"[^\da-z+]", "", text)
    home = re.sub(r"^(?:\+|00)?84(?=\d{8})", "0", figures)
    home = re.sub(r"^\+?1(?=\d{10}\Z)", "", re.sub(r"^(?:\+?84)?0+(?=0)", "", home))
    keys = {home, (float(home), float(home), None)} if home.isdigit() and len(home) == 3 else {home}
    return Value("phone", frozenset(keys), match.start(), match.start() + len(text))


def _is_phone(text):
    figures = re.sub(r"\D", "", text)
    groups = re.split(r"[^\d]+", text.strip("(+ "))
    if YEARS.match(text) or TWO_NUMBERS.match(text) or re.match(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}\Z", text):
        return False
    if re.fullmatch(r"[1-9]\d{0,2}(?:[. ]\d{3})+", text):
        return False
    if re.search(r"[.,]\d+-|-\d+[.]", text) or re.fullmatch(r"[1-9]\d*\.\d+|0\.\d+|[1-9]\d*", text):
        return False
    return len(figures) >= 7 or (len(groups) >= 3 and len(figures) >= 5) or (text[0] == "0" and len(figures) >= 3)


def spellings(names):
    """Return `(pattern, {spelling: key})` for the caller's names; None where there are none.

    Each of `names` is a spelling, or several that mean the same in any language. A longer name is found first, so
    that "interferon alfa" is not seen in "interferon alfa-2a".
    """
    keys = {}
    for name in names:
        forms = [name] if isinstance(name, str) else list(name)
        for form in forms:
            keys[_spelling(form)] = _spelling(forms[0])
    if not keys:
        return None
    found = "|".join(_loose(form) for form in sorted(keys, key=len, reverse=True) if form)
    return re.compile(rf"(?<![\w])(?:{found})(?!\w|-\w*\d)"), keys


def _spelling(text):
    return re.sub(r"[\s-]+", " ", re.sub(r"[‐‑‒–—−-]", "-", text.lower())).strip()


def _loose(form):
    return r"[ -]+".join(re.escape(part) for part in form.split(" "))


def named(canvas, known):
    """Take the caller's names off `canvas`; `known` is what `spellings` returned."""
    if not known:
        return []
    pattern, keys = known
    return canvas.take(pattern, lambda m: Value("name", frozenset({keys[_spelling(m.group())]}), m.start(), m.end()))


def codes(canvas):
    """Take codes with figures (`B12`, `alfa-2a`, `COVID-19`) and lettered labels (`hepatitis B`) off `canvas`."""
    figures_first = canvas.take(
        FIGURES_FIRST, lambda m: Value("code", frozenset({m.group().lower()}), m.start(), m.end()), cased=True
    )
    return _labels(canvas) + figures_first + canvas.take(CODE, _code)


def _code(match):
    if match["greek"]:
        greek = GREEK.get(match["greek"], match["greek"])
        return Value("code", frozenset({f"{greek}{match['tail']}"}), match.start(), match.end())
    if NOT_A_CODE.match(match["code"]):
        return None
    return Value("code", frozenset({match["code"].replace("-", "")}), match.start(), match.end())


def _labels(canvas):
    """Return the letters of "hepatitis B, C and D", each a Value; the letters are not hidden, they hold no figures."""
    values = []
    for match in LABEL.finditer(canvas.cased()):
        for letter in re.finditer(r"(?<!\w)[A-G](?!\w)", match["letters"]):
            start = match.start("letters") + letter.start()
            values.append(Value("code", frozenset({f"({letter.group().lower()})"}), start, start + 1))
    return values
