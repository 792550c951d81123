"""Words of refusal: which deny, which only may. What is counted, and what is an idiom that denies nothing."""

import re

from editorial.parity.values import Value

# Idioms that deny nothing, taken away before counting; a limit ("no more than 5") is compared with its number.
NUMBER_VI = r"(?: (?:là|được|khoảng))? (?:\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)"
NUMBER_EN = (
    r"(?: (?:about|a|an|the))? (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|once|twice|half|hour|day|"
    r"week|month|year|a\b|an\b)"
)
IDLE = {
    "vi": re.compile(
        r"(?<!\w)(?:không (?:những|chỉ|khí|gian|quân|lực|phận|ít(?= người|\s+trường hợp)|quá(?= [#\d])|"
        r"dưới(?= \d)|hơn(?= \d)|kém(?= \d))"
        "|không sao|(?:hay|hoặc) không(?= (?:dấu|kèm|có))|không dưới|không quá|không ít hơn|không nhiều hơn|"
        r"không vượt quá|chưa đến(?= \w+ (?:phần|người|tuần|ngày|tháng|năm))|hàng không|số không|(?:hay|"
        r"hoặc) (?:không|chưa)(?=\s*(?:[,.;:?!)]|\Z)| (?:và|thì|để|bằng)(?!\w))|không lâu sau|bất (?:cứ|kỳ|kì)"
        "|có không|không biết (?:có|liệu)|dù (?:có )?hay không|chẳng hạn|chẳng những|chẳng may|không may|(?:đừng|"
        "không|chớ) (?:quên|"
        r"ngại|ngần ngại))(?!\w)"
        r"|(?<=[\w ])(?:không|chưa)(?=\s*(?:[?]|\Z))|(?<!\w)(\w+) (?:hay|hoặc) không \1(?!\w)"
        r"|(?<!\w)(?:không|đừng|chớ)(?: (?!nếu|khi|thì)\w+){0,4}? (?:quá|vượt quá|hơn|nhiều hơn|"
        rf"ít hơn)(?={NUMBER_VI})"
        rf"|(?<!\w)(?:chưa|không) (?:đến|tới|đầy|đủ)(?={NUMBER_VI})"
    ),
    "en": re.compile(
        r"(?<!\w)(?:not only|not just|not merely|not simply|no matter|whether or not|or not(?=[,.;?]|$)|no doubt|"
        "(?:no|not) (?:more|less|fewer|later|longer|earlier|sooner|older|younger|higher|greater) than|"
        r"not (?:above|over|under|below|exceeding|to exceed)(?= \d)"
        r"|no\.(?= ?\d)|why not|(?:do not|don't|never|not) hesitate|do not forget|don't forget|(?:than|"
        r"with or) without|nothing but|nonetheless|nevertheless|not to mention)(?!\w)"
        r"|(?<!\w)(?:not|never|\w+n't)(?: (?!if|when|unless|until)\w+){0,4}? (?:more than|longer than|"
        rf"greater than|exceed(?:ing)?|less than|fewer than)(?={NUMBER_EN})"
    ),
}
QUESTION = re.compile(
    r"(?<!\w)(?:có|được|phải|đã|xem|nên)(?!\w)[^.;:?!\x01]{0,80}?(?<!\w)(?P<tag>không|chưa)(?=\s*(?:[,.;:?!)]|\Z|"
    r"(?:và|hoặc|nhưng|hay|rồi|thì|bằng|để|trước khi|vì)(?!\w)))"
)
# Set phrases that deny in form and are often put as one plain word in the other language: "adverse", "mixed".
SET_PHRASES = {
    "vi": re.compile(
        r"(?<!\w)(?:nếu không(?=,)|không thì|(?<!bạn )(?<!ai )không mong muốn|không (?:đồng nhất|đều|bỏ (?:lần|"
        "ngày|mũi|liều|buổi) nào|"
        r"lâu|may|ngừng|dứt|nguôi))(?!\w)"
    ),
    "en": re.compile(r"(?<!\w)(?:not long|no time|if not(?=,))(?!\w)"),
}
DENIALS = {
    "vi": re.compile(
        r"(?<!\w)(?:(?:không|chưa) (?:bao giờ|hề|từng|còn|được|thể|nên|phải|cần)(?: (?:được|phải|nên|có))?|không|"
        "chưa|đừng(?: bao giờ)?|chẳng|chả|(?<!phòng )tránh(?! thai| xa (?:tầm|trẻ))|kiêng|trừ (?:khi|phi)|"
        r"đâu (?:có|phải)|ngoại trừ khi)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:no longer|unless|except (?:if|when)|non(?=-(?!profit))|unknown|unclear|unchecked|unconfirmed|"
        "untested|unsafe|unproven|unapproved|unable|unnecessary|impossible|ineffective|not (?:yet|ever|"
        r"any ?more)|cannot|can't|\w+n't|not|never|avoid\w*|painless|undetectable|gone|hardly|scarcely|barely|no one|"
        r"nobody|nothing|nowhere|none|neither|nor|without|no)(?!\w)"
    ),
}
# Words that may answer a denial in the other language. Rows with the same name answer each other first.
POSSIBLE = {
    "vi": {
        "stop": r"ngừng|dừng|thôi|dứt|ngưng|cầm|chấm dứt|kết thúc|bỏ(?! vào| ngay kim)",
        "few": r"(?<!một )(?<!một số )ít(?! nhất)|hiếm|hầu như|thưa",
        "unless": r"trừ|ngoại trừ|ngoài",
        "lack": r"thiếu|(?<!hầu )(?<!trước )hết(?! hạn)|vắng|quên|lỡ",
        "instead": r"thay vì|thay cho|hơn là",
        "hard": r"khó(?! chịu(?! đựng)| thở| khăn| nuốt| ngủ| tiêu)",
        "forbid": r"cấm|từ chối|loại trừ|chống chỉ định",
        "wrong": r"sai|nhầm|thất bại",
        "free": r"(?<!chữa )(?<!lấy )(?<!ra )(?<!rút )khỏi(?! bệnh| hẳn)",
        "un": "vô (?:hại|sinh|trùng|khuẩn|ích|hiệu|cảm|căn|nghĩa)|bất (?:thường|hoạt|lợi|tiện|động|tỉnh|tận)|lạ|mãi|"
        "mới(?= (?:được|tìm|có|nên|dùng|ngừng|bắt|thấy))",
        "own": r"tự ý|tự tiện",
        "otherwise": r"nếu không(?=,)|không thì",
    },
    "en": {
        "stop": r"stop(?:s|ped|ping)?|ceas\w+|ends?|ended|quit",
        "avoid": r"(?:stay|keep) (?:away|off|clear)|away from|out of reach",
        "few": r"(?<!a )few|(?<!a )little|rarely|rarer?|seldom|less often|uncommon",
        "unless": r"except|apart from|other than|outside",
        "lack": r"lack\w*|missing|absen\w+|skip\w*|miss(?:ed|es)?|run out|forg[eo]t\w*",
        "instead": r"instead|rather than",
        "hard": r"hard(?= to)|difficult(?! breath)|too \w+ to",
        "forbid": r"forbid\w*|refus\w+|rules? out|ban(?:ned)?|prohibit\w*|contraindicat\w+",
        "wrong": r"wrong|fail(?:s|ed)?|false|mistak\w+|imperfect",
        "free": r"free of|free from",
        "un": r"un(?!well|der|til|it|ique|less|ion|ivers|do|icef|fortunate|derst)\w+|in(?:active|complete|correct|"
        r"definite|sufficient|curable|ability|appropriate|visible|frequent|accurate|adequate|activated)\w*"
        r"|im(?:pure|proper|mature)\w*|ir(?:regular|reversible)\w*|discontinu\w*|nonprofit|non-profit|abnormal\w*|"
        r"anonymous\w*|over-the-counter|"
        "harmless|sterile",
        "otherwise": r"otherwise|or else",
    },
}
# Words that only cancel a row above, and never answer a denial themselves.
ECHOES = {
    "vi": {"stop": r"chặn|ngăn", "avoid": r"xa"},
    "en": {
        "own": r"on (?:your|their|his|her|its) own|\w+sel(?:f|ves)|own",
        "stop": r"blocks?|blocked|prevents?|prevented",
        "free": r"cure[sd]?",
        "few": r"fewer|less|lower|nearly|almost",
        "lack": r"short(?:ages?)?|over|ends?|finish\w*|run|go(?:es)? away|went away|clear(?:s|ed)?",
    },
}
POSSIBLE_WORDS = {
    language: re.compile(
        r"(?<!\w)(?:" + "|".join(f"(?P<p{n}>{words})" for n, words in enumerate(table.values())) + r")(?!\w)"
    )
    for language, table in POSSIBLE.items()
}
JOINED = re.compile(
    r"(?:[,;]|(?<!\w)(?:và|hoặc|hay|and|or|nor|but|mà|nhưng)) ?(?:cũng |also |do |does |did |you |must |should |"
    r"bạn )?\Z"
)
SPREADING = re.compile(
    r"(?<!\w)(?:or|nor|and|hoặc|hay|và)(?!\w)(?! (?:we|you|it|they|he|she|do|does|is|are|can|must|bạn|nó|hãy)(?!\w))"
)


def denials(text, language):
    """Return the words of `text` (lower case) that deny, as Values of kind `negation`; words that only may are soft."""
    text = _without_idioms(text, language)
    set_phrases = [
        Value("negation", frozenset({"un"}), match.start(), match.end(), soft=True)
        for match in SET_PHRASES[language].finditer(text)
    ]
    text = SET_PHRASES[language].sub(_painted, text)
    hard = [
        Value("negation", frozenset({"not"}), match.start(), match.end()) for match in DENIALS[language].finditer(text)
    ]
    rows = list(POSSIBLE[language])
    echoes = [
        Value("negation", frozenset({name}), match.start(), match.end(), soft=True, parts=("echo",))
        for name, words in ECHOES[language].items()
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text)
    ]
    soft = (
        echoes
        + set_phrases
        + [
            Value("negation", frozenset({rows[int(match.lastgroup[1:])]}), match.start(), match.end(), soft=True)
            for match in POSSIBLE_WORDS[language].finditer(text)
        ]
    )
    return hard, [value for value in soft if not any(one.start <= value.start < one.end for one in hard)]


def _painted(match):
    return "\x01" * len(match.group())


def _without_idioms(text, language):
    text = IDLE[language].sub(_painted, text)
    if language == "vi":
        for match in list(QUESTION.finditer(text)):
            start, end = match.span("tag")
            text = text[:start] + "\x01" * (end - start) + text[end:]
    return text


def slack(own, other):
    """Return how many of the soft words `own` of one text may answer a denial of the other text.

    A soft word that has its own counterpart there ("avoid" and `tránh`) answers that one and no denial.
    """
    left = [next(iter(value.keys)) for value in other]
    free = 0
    for value in sorted(own, key=lambda value: value.parts):
        (name,) = value.keys
        if name in left:
            left.remove(name)
        elif not value.parts:
            free += 1
    return free


def spread(text, hard, other_text, other):
    """Return how many of the denials `other` are one denial of `text` said again.

    `Không lắc, không để đông đá` is "do not shake or freeze": the second stands right after a comma or an "and", and
    where it is said once, an "or" or "and" follows.
    """
    if not hard:
        return 0
    again = sum(bool(JOINED.search(other_text[: value.start])) for value in other[1:])
    return again if SPREADING.search(text[hard[0].end :]) else 0
