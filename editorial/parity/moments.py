"""Dates, decades, centuries, times of day, parts of the day and weekdays, in both languages."""

import re
from dataclasses import replace

from editorial.parity.numerals import ENGLISH_ORDINALS
from editorial.parity.values import Value

MONTHS = "january february march april may june july august september october november december".split()
MONTHS_SHORT = [month[:3] for month in MONTHS]
VIETNAMESE_MONTHS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
VIETNAMESE_MONTHS |= {"chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
VIETNAMESE_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}

ENGLISH_DAYS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()
ENGLISH_DAYS += "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
ENGLISH_DAYS += [f"twenty-{word}" for word in ENGLISH_DAYS[:9]] + ["thirtieth", "thirty-first"]
_MONTH = "|".join([*MONTHS, *MONTHS_SHORT, "sept"])
_ORDINAL = r"(?:st|nd|rd|th)?"
_WORD_MONTH = "mười một|mười hai|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp"
_WORD_DAY = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
LUNAR_DATE = re.compile(
    r"(?<!\w)(?:(?P<d>\d{1,2})(?:st|nd|rd|th)(?: day)? of )?(?:the )?(?P<m>first|second|third|fourth|fifth|sixth|"
    r"seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth|last) (?:lunar month|month of the lunar (?:year|calendar))(?!\w)"
)
ISO_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
FULL_DATE = re.compile(
    r"(?<![\d/.])(?:ngày )?(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>(?:19|20)?\d\d)(?![\d/]|[.-]\d)"
)
MONTH_YEAR = re.compile(r"(?<![\d/])(?<!quý )(?:tháng )?(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\d/])")
VIETNAMESE_DATE = re.compile(
    r"(?<!\w)(?:(?:ngày|mùng|mồng|hôm) )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?!\d)(?:(?:,? năm |"
    r"[/ ,-]+)(?P<y>(?:19|20)\d\d))?"
    r"|(?<!\w)(?:ngày|mùng|mồng|hôm) (?P<d2>\d{1,2})(?P<sign>[/.-])(?P<m2>\d{1,2})(?![\d/]|[.,]\d| (?:lượt|lần|viên|"
    r"giọt|gói|ml|mg|cữ|bữa|mũi|liều))"
    rf"|(?<![\w/.])(?P<d5>\d{{1,2}}) tháng (?P<w5>{_WORD_MONTH})(?:,? (?:năm )?(?P<y6>(?:19|20)\d\d))"
    r"|(?<!\w)tháng (?P<m3>1[0-2]|0?[1-9])(?![\d.,]\d|\d)(?:(?:,? năm |[/ -])(?P<y3>(?:19|20)\d\d))?(?! (?:lần|"
    "viên|mũi|liều))"
    rf"|(?<!\w)(?:ngày|mùng|mồng|hôm) (?P<d3>\d{{1,2}}|{_WORD_DAY}) tháng (?P<w3>{_WORD_MONTH}|\d{{1,2}})(?!\w| lần)"
    r"(?:,?(?: năm)? (?P<y5>(?:19|20)\d\d))?"
    rf"|(?<!\w)tháng (?P<w>{_WORD_MONTH})(?!\w)(?! (?:lần|viên|mũi|liều|tháng|ngày|tuần|tuổi|loại|người|bệnh|phần))"
    r"(?:,?(?: năm)? (?P<y4>(?:19|20)\d\d))?"
)
ENGLISH_DATE = re.compile(
    rf"(?<!\w)(?:(?P<d>\d{{1,2}}){_ORDINAL}(?: of)?|(?P<w>{'|'.join(ENGLISH_DAYS)}) of) (?P<m>{_MONTH})\.?(?!\w)"
    r"(?:,?(?: of)? (?P<y>(?:19|20)\d\d))?(?!\d)"
    rf"|(?<!\w)(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}}){_ORDINAL}(?!\d)(?:,? (?P<y2>(?:19|20)\d\d))?(?!\d)"
    rf"|(?<!\w)(?P<m3>{_MONTH})\.?,?(?: of)? (?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\w)(?P<m4>{'|'.join(m for m in MONTHS if m not in ('may', 'march'))})(?!\w)"
    r"|(?<!\w)(?:in|since|until|from|to|by|of|early|late|between|and|before|after|during|last|next|this|every|"
    r"mid) (?P<m5>may|march)(?!\w| \d)|(?<!\w)(?P<m6>may|march)(?= (?:last|this|next) year)"
)
# `30/4` is the 30th of April, in English too unless it must be the 4th month's; `1/2` may also be a half.
DAY_MONTH = re.compile(r"(?<![\w/.,])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/]|[.,]\d)")
A_LIMIT = re.compile(r"(?<!\w)(?:trên|dưới|hơn|more than|fewer than|less than|over|under) \Z")  # "over 1/10"
VIETNAMESE_DECADE = re.compile(
    r"(?<!\w)(?:những năm|thập niên|thập kỷ)(?: của thế kỷ trước)? (?:19|20)?\d0(?!\d)(?:(?:-| đến | tới | và |"
    r", )(?:những năm )?(?:19|20)?\d0(?!\d))*"
)
ENGLISH_DECADE = re.compile(r"(?<!\d)(?:19|20)?\d0'?s(?!\w)|(?<!\d)(?:19|20)\d0'?s(?!\w)")
VIETNAMESE_CENTURY = re.compile(r"(?<!\w)thế kỷ (?:thứ )?(?P<n>\d+|xx|xxi|xix)(?!\w)")
ENGLISH_CENTURY = re.compile(r"(?<!\w)(?P<n>\d+(?:th|st)|nineteenth|twentieth|twenty-first)[ -]century")
CENTURIES = {"xix": 19, "nineteenth": 19, "xx": 20, "twentieth": 20, "xxi": 21, "twenty-first": 21}

_SUFFIX = r"(?: ?(?P<part>sáng|trưa|chiều|tối|đêm|khuya|a\.?m\.?(?!\w)|p\.?m\.?(?!\w)))"
CLOCK = re.compile(rf"(?<![\d:.])(?P<h>[01]?\d|2[0-4])(?::|h|g)(?P<min>[0-5]\d)(?![\d:]){_SUFFIX}?")
VIETNAMESE_TIME = re.compile(
    rf"(?<![\w.,])(?P<h>\d{{1,2}}|{_WORD_MONTH}) ?(?:giờ|h(?!\w))(?: (?P<min>\d{{1,2}}|rưỡi|mười lăm|"
    rf"ba mươi)(?: phút)?)?{_SUFFIX}(?!\w)"
    r"|(?<![\w.,])(?P<h3>\d{1,2}) ?(?:giờ|h) ?(?P<min3>[0-5]\d)(?!\d| phút|[.,]\d)"
    rf"|(?<![\w.,])(?P<h4>\d{{1,2}}|{_WORD_MONTH}) (?P<min4>rưỡi) (?P<part4>sáng|trưa|chiều|tối|đêm)(?!\w)"
    rf"|(?<!\w)(?:lúc|từ lúc) (?P<h2>\d{{1,2}}|{_WORD_MONTH}) ?(?:giờ|h(?!\w))(?: (?P<min2>\d{{1,2}}|rưỡi|mười lăm|"
    r"ba mươi)(?: phút)?)?(?: ?(?P<part2>sáng|trưa|chiều|tối|đêm|khuya)(?!\w))?"
)
# "7–9 pm", `8 đến 11 giờ sáng`: both ends are times.
TIMES = {
    "vi": re.compile(
        rf"(?<![\w.,])(?P<h>\d{{1,2}})(?: ?(?:giờ|h))? ?(?:-|đến|tới) ?(?P<h2>\d{{1,2}}) ?(?:giờ|"
        rf"h){_SUFFIX}(?!\w)"
    ),
    "en": re.compile(r"(?<![\w.,])(?P<h>\d{1,2}) ?(?:-|to|until|and) ?(?P<h2>\d{1,2}) ?(?P<part>[ap]\.?m\.?)(?!\w)"),
}
ENGLISH_TIME = re.compile(
    r"(?<![\w.,])(?P<h>\d{1,2}|[a-z]{3,6})(?:[.](?P<min>[0-5]\d))? ?(?P<part>[ap]\.?m\.?(?!\w))"
    r"|(?<![\w-])(?P<h2>\d{1,2}|[a-z]{3,6}) o'clock(?: in the (?P<part2>morning|afternoon|evening)| at "
    r"(?P<part3>night))?"
    r"|(?<!\w)half past (?P<h3>\d{1,2}|[a-z]{3,6})(?: in the (?P<part4>morning|afternoon|evening)|"
    " at (?P<part5>night))?"
    r"|(?:(?<=at )|(?<=by )|(?<=after )|(?<=before )|(?<=until ))(?P<h6>\d{1,2}|[a-z]{3,6}) in the "
    r"(?P<part6>morning|afternoon|evening)"
    r"|(?<!\w)(?P<h8>12) (?P<part8>noon|midnight)|(?<=at )(?P<h7>\d{1,2}|[a-z]{3,6}) at (?P<part7>night)"
)
# "a quarter to eight", "ten past three"; `tám giờ kém mười lăm`, `kém mười lăm phút tám giờ`
_MINUTES = "a quarter|quarter|five|ten|twenty|twenty-five|[1-5]?[05]"
PAST_OR_TO = {
    "en": re.compile(
        rf"(?<!\w)(?P<min>a quarter|quarter)(?: minutes)? (?P<to>to|past) (?P<h>[a-z]{{3,6}}|1[0-2]|[1-9])(?!\w)"
        rf"|(?:(?<=at )|(?:\A|(?<=[.] ))(?=\w+ (?:to|past) \w+ (?:in|at)))(?P<min2>{_MINUTES})(?: minutes)? "
        rf"(?P<to2>to|past) (?P<h2>[a-z]{{3,6}}|1[0-2]|[1-9])(?!\w)"
    ),
    "vi": re.compile(
        rf"(?<!\w)(?P<h>\d{{1,2}}|{_WORD_MONTH}) (?:giờ|h) (?P<to>kém) (?P<min>\d{{1,2}}|mười lăm|năm|mười|hai "
        rf"mươi)(?: phút)?"
        rf"|(?<!\w)(?P<to2>kém) (?P<min2>\d{{1,2}}|mười lăm|năm|mười|hai mươi) phút (?P<h2>\d{{1,2}}|"
        rf"{_WORD_MONTH}) (?:giờ|h)(?!\w)"
    ),
}
MINUTE_WORDS = {"a quarter": 15, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
MINUTE_WORDS |= {"mười lăm": 15, "năm": 5, "mười": 10, "hai mươi": 20}
MIDDAY_OR_NIGHT = re.compile(r"(?<!\w)(?<!12 )(?:midnight|(?P<noon>noon|midday))(?!\w)")
HOUR_WORDS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
HOUR_WORDS |= {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
HOUR_WORDS |= {"mười": 10, "mười một": 11, "mười hai": 12}
AFTER_NOON = {"chiều", "tối", "pm", "afternoon", "evening", "night", "đêm", "khuya", "trưa"}

PARTS_OF_DAY = {
    "vi": {
        "morning": r"(?:buổi )?sáng(?! (?:lập|tạo|kiến|chế|suốt))",
        "noon": r"(?:buổi )?trưa",
        "afternoon": r"(?:buổi )?chiều(?! (?:hướng|dài|cao|rộng|sâu))",
        "evening": r"(?:buổi )?tối(?! (?:đa|thiểu|ưu))",
        "night": r"(?:ban |nửa )?đêm|khuya",
        "bedtime": r"trước khi (?:đi )?ngủ|giờ đi ngủ|lúc đi ngủ",
    },
    "en": {
        "morning": "mornings?",
        "noon": "noon|midday|lunchtime|lunch",
        "afternoon": "afternoons?",
        "evening": "evenings?",
        "night": "nights?|midnight",
        "bedtime": "bedtime|before bed|before (?:going to )?sleep",
    },
}
DAY_PATTERNS = {
    language: re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{part}>{words})" for part, words in parts.items()) + r")(?!\w)")
    for language, parts in PARTS_OF_DAY.items()
}
# Vietnamese draws the line between evening and night, noon and afternoon elsewhere than English does.
NEIGHBOURS = {
    "evening": {"evening", "night"},
    "night": {"night", "evening", "bedtime"},
    "bedtime": {"bedtime", "night"},
}
NEIGHBOURS |= {"noon": {"noon", "afternoon"}, "afternoon": {"afternoon"}, "morning": {"morning"}}
VIETNAMESE_WEEKDAY = re.compile(
    r"(?<!\w)thứ (?P<day>hai|ba|tư|năm|sáu|bảy)(?! mươi|\w)|(?<!\w)(?P<sunday>chủ nhật)|"
    r"(?<!\w)thứ (?P<n>[2-7])(?![\d])(?= |[,.;)]|$)"
)
# `thứ Hai, Tư và Sáu`, `thứ 2, 4, 6`
_DAY = "(?:hai|ba|tư|năm|sáu|bảy)(?! (?:mươi|ngày|tuần|tháng|lần|mũi|viên|liều)|\\w)"
_DAY_NUMBER = "[2-7](?= ?(?:[.,;)/]|và|hoặc|hay|hằng|hàng|mỗi)(?!\\d)|$)"
_ALSO = r"(?:, ?|,? (?:và|hoặc|hay|rồi) | ?/ ?)(?:thứ )?"
WEEKDAY_LIST = re.compile(rf"(?<!\w)thứ (?P<days>{_DAY}(?:{_ALSO}{_DAY})+|{_DAY_NUMBER}(?:{_ALSO}{_DAY_NUMBER})+)")
ENGLISH_WEEKDAY = re.compile(rf"(?<!\w)(?P<day>{'|'.join(WEEKDAYS)})s?(?!\w)")


EVERY_OTHER = re.compile(rf"(?<!\w)(?:every (?:other|second)|alternate) (?:{'|'.join(WEEKDAYS)})s?(?!\w)")
CACH_DAY = re.compile(r"(?<!\w)cách (?:một|1)(?= (?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w))")
# "every Friday" says a frequency that Vietnamese may say too: `thứ sáu hằng tuần`.
EACH = re.compile(rf"(?<!\w)(?:every|each|on) (?:{'|'.join(WEEKDAYS)})s?(?!\w)")


def _value(kind, match, *keys, **more):
    return Value(kind, frozenset(keys), match.start(), match.end(), **more)


def _first(match, *names):
    return next((match[name] for name in names if match[name]), None)


def dates(canvas, language):
    """Take dates, months with a year, decades and centuries off `canvas`; return them as Values of kind `date`.

    A date all in figures is day/month/year unless the month would be over 12.
    """
    values = canvas.take(ISO_DATE, _date) + canvas.take(FULL_DATE, _date)
    if language == "vi":
        values += _take_decades(canvas, VIETNAMESE_DECADE)
        values += canvas.take(VIETNAMESE_DATE, _vietnamese_date) + canvas.take(VIETNAMESE_CENTURY, _century)
    else:
        values += _take_decades(canvas, ENGLISH_DECADE) + canvas.take(LUNAR_DATE, _lunar_date)
        values += canvas.take(ENGLISH_DATE, lambda m: _english_date(m, canvas.original)) + canvas.take(
            ENGLISH_CENTURY, _century
        )
    values += canvas.take(DAY_MONTH, lambda m: _day_month(m, language))
    return values + canvas.take(MONTH_YEAR, lambda m: _value("date", m, (int(m["y"]), int(m["m"]), None)))


def _date(match):
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    year += 2000 if year < 100 else 0
    if not (1 <= day <= 31 and 1 <= month <= 31):
        return None
    if month > 12 >= day:
        month, day = day, month
    return _value("date", match, (year, month, day))


def _day_month(match, language):
    """Return the date `30/4`, which may be a fraction or a ratio as well: its parts are its two numbers."""
    day, month = int(match["a"]), int(match["b"])
    limited = A_LIMIT.search(match.string, max(0, match.start() - 12), match.start())
    if not 1 <= day <= 31 or not 1 <= month <= 12 or match.group() == "24/7" or limited:
        return None
    parts = tuple(
        Value("quantity", frozenset({(float(n), float(n), None)}), match.start(), match.end()) for n in (day, month)
    )
    keys = {(None, month, day), (round(day / month, 6),) * 2 + (None,)}
    if language == "en" and day <= 12:
        keys.add((None, day, month))
    return _value("date", match, *keys, parts=parts)


def _vietnamese_date(match):
    word = _first(match, "w", "w3", "w5")
    month = int(_first(match, "m", "m2", "m3") or (word if word.isdigit() else VIETNAMESE_MONTHS[word]))
    day, year = _first(match, "d", "d2", "d3", "d5"), _first(match, "y", "y3", "y4", "y5", "y6")
    if month > 12 or (match["w"] and not year and _counts_months(match)):
        return None
    day = HOUR_WORDS.get(day) or (int(day) if day else None)
    keys = {(int(year) if year else None, month, day)}
    if not day and not year:
        keys.add((month, month, None))  # `tháng 3` of a treatment is "month 3"
    if match["sign"] == "-":  # `ngày 1-5` may be the first five days
        keys |= {(day, month, None), (1440 * day, 1440 * month, "minutes")}
    return _value("date", match, *keys, soft=bool(match["w"] and not year))


def _lunar_date(match):
    month = 12 if match["m"] == "last" else ENGLISH_ORDINALS.index(match["m"]) + 1
    return _value("date", match, (None, month, int(match["d"]) if match["d"] else None))


def _counts_months(match):
    """`hai tháng một lần` counts months; it does not name January."""
    before = match.string[max(0, match.start() - 20) : match.start()].split()[-1:]
    return bool(before) and (
        before[0] in HOUR_WORDS or before[0].isdigit() or before[0] in {"mỗi", "một", "mươi", "vài", "nhiều"}
    )


def _english_date(match, original):
    """Return the date; "may" and "march" alone are months only with a capital."""
    name = "m5" if match["m5"] else "m6"
    if match[name] and not original[match.start(name)].isupper():
        return None
    day, year = _first(match, "d", "d2"), _first(match, "y", "y2", "y3")
    month = MONTHS_SHORT.index(_first(match, "m", "m2", "m3", "m4", "m5", "m6")[:3]) + 1
    day = ENGLISH_DAYS.index(match["w"]) + 1 if match["w"] else int(day) if day else None
    return _value("date", match, (int(year) if year else None, month, day))


def _take_decades(canvas, pattern):
    """Return one Value for each decade: `những năm 1970-1980` are two, as in "the 1970s and 1980s"."""
    values = []
    for match in list(pattern.finditer(canvas.text)):
        if canvas.PAINT in match.group():
            continue
        for year in re.finditer(r"\d{2,4}", match.group()):
            decade = int(year.group()) + (1900 if len(year.group()) == 2 else 0)
            values.append(Value("date", frozenset({("decade", decade)}), match.start(), match.end()))
        canvas.paint(match.start(), match.end())
    return values


def _century(match):
    number = match["n"]
    return _value("date", match, ("century", CENTURIES.get(number) or int(re.sub(r"\D", "", number))))


def times(canvas, language):
    """Take times of the clock off `canvas`; return Values of kind `time`, keys in minutes after midnight.

    A time without "am", "tối" and the like is read as it stands and as twelve hours later.
    """
    values = _ends(canvas, TIMES[language]) + canvas.take(PAST_OR_TO[language], _past_or_to)
    values += canvas.take(CLOCK, lambda m: _clock(m, m["h"], m["min"], m["part"]))
    if language == "vi":
        return values + canvas.take(
            VIETNAMESE_TIME,
            lambda m: _clock(
                m,
                _first(m, "h", "h2", "h3", "h4"),
                _first(m, "min", "min2", "min3", "min4"),
                _first(m, "part", "part2", "part4"),
            ),
        )
    return (
        values
        + canvas.take(ENGLISH_TIME, _english_time)
        + canvas.take(MIDDAY_OR_NIGHT, lambda m: _value("time", m, 720 if m["noon"] else 0, soft=True))
    )


def _ends(canvas, pattern):
    """Return the two times of each range that `pattern` finds; the first may lie before noon and the second after."""
    values = []
    for match in list(pattern.finditer(canvas.text)):
        if canvas.PAINT in match.group():
            continue
        first, last = _clock(match, match["h"], None, None), _clock(match, match["h2"], None, match["part"])
        if first and last:
            values += [replace(first, end=match.start("h2")), replace(last, start=match.start("h2"))]
            canvas.paint(match.start(), match.end())
    return values


def _past_or_to(match):
    word, minutes = _first(match, "h", "h2"), _first(match, "min", "min2")
    hour = HOUR_WORDS.get(word) or (int(word) if word.isdigit() else None)
    if hour is None or hour > 24:
        return None
    minutes = MINUTE_WORDS.get(minutes) or int(minutes)
    past = _first(match, "to", "to2") == "past"
    at = hour * 60 + (minutes if past else -minutes)
    return _value("time", match, at % 1440, (at + 720) % 1440)


def _english_time(match):
    minute = "rưỡi" if match["h3"] else match["min"]
    part = _first(match, "part", "part2", "part3", "part4", "part5", "part6", "part7", "part8")
    return _clock(match, _first(match, "h", "h2", "h3", "h6", "h7", "h8"), minute, part)


def _clock(match, hour, minute, part):
    hour = HOUR_WORDS.get(hour, int(hour) if hour.isdigit() else None)
    if hour is None or hour > 24:
        return None
    minutes = {None: 0, "rưỡi": 30, "mười lăm": 15, "ba mươi": 30}.get(minute, minute)
    keys = {hour * 60 + int(minutes)}
    part = (part or "").replace(".", "")
    if (
        part in AFTER_NOON
        and hour < 12
        and not (part in {"đêm", "khuya", "night"} and hour < 6)
        and not (part == "trưa" and hour > 9)
    ):
        keys = {keys.pop() + 720}
    elif hour == 12 and part in {"am", "đêm", "khuya", "night", "midnight"}:
        keys = {int(minutes)}
    elif not part and hour < 12 and ":" not in match.group():
        keys |= {keys.copy().pop() + 720}
    return _value("time", match, *(key % 1440 for key in keys))


def parts_of_day(text, language):
    """Return the parts of the day that `text` names, as Values: marks that the order of doses hangs on."""
    return [
        _value("part of day", match, *NEIGHBOURS[match.lastgroup], soft=True)
        for match in DAY_PATTERNS[language].finditer(text)
    ]


def weekdays(canvas, language):
    """Take weekdays off `canvas`. `thứ ba` may also be "the third": such a Value reads as either and is soft."""
    if language == "en":
        weekly = [_value("frequency", m, ("every", 1, 10080, "minutes"), soft=True) for m in EACH.finditer(canvas.text)]
        weekly += [_value("frequency", m, ("every", 1, 20160, "minutes")) for m in EVERY_OTHER.finditer(canvas.text)]
        return weekly + canvas.take(ENGLISH_WEEKDAY, lambda m: _value("weekday", m, WEEKDAYS.index(m["day"])))
    values = canvas.take(CACH_DAY, lambda m: _value("frequency", m, ("every", 1, 20160, "minutes")))
    return values + _weekday_lists(canvas) + canvas.take(VIETNAMESE_WEEKDAY, _vietnamese_weekday)


def _weekday_lists(canvas):
    """Return a Value for each day of lists that name `thứ` once."""
    values, places = [], []
    for match in WEEKDAY_LIST.finditer(canvas.text):
        places.append(match.span())
        for day in re.finditer(r"hai|ba|tư|năm|sáu|bảy|\d", match["days"]):
            start = match.start("days") + day.start()
            values.append(Value("weekday", _readings(day.group()), start, start + len(day.group())))
    canvas.paint_all(places)
    return values


def _vietnamese_weekday(match):
    if match["sunday"]:
        return _value("weekday", match, 6)
    return _value("weekday", match, *_readings(match["day"] or match["n"]))


def _readings(word):
    """Return the keys of `thứ ba`, Tuesday or the third."""
    day = VIETNAMESE_WEEKDAYS[word] if word.isalpha() else int(word) - 2
    return frozenset({day, ("ordinal", day + 2), (day + 2, day + 2, None)})
