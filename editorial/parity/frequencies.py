"""How often: "three times a week", `cách ngày`. The patterns are written on a sketch, where every number is `#___`."""

import re

from editorial.parity.sketch import scaled
from editorial.parity.values import Value
from editorial.parity.vocabulary import ADVERBS, PERIODS

N = r"#_*(?![#_])"
_P_VI = r"quý|giờ|tiếng|phút|ngày|tuần lễ|tuần|tháng|năm"
_P_EN = (
    r"hour|hr|min|day|week|month|quarter|year|minute|fortnight|morning|evening|night|afternoon|spring|summer|autumn|"
    r"winter"
)
_DO = (
    "(?:(?:tiêm|chích|uống|dùng|nhỏ|bôi|thoa|xịt|hít|ngậm|súc|rửa|tập|ăn|làm|khám|xét nghiệm|thử máu|đo|thay|truyền|"
    "bơm|gặp|"
    "đến|đi|đều|phải|nên|được|thuốc|chỉ|máu|cần|vào|bạn|là|cho|không quá|không hơn|tối đa|nhiều nhất|ít nhất|"
    "tối thiểu) ){0,3}"
)
_TIMES = "lần|lượt|cữ|bận|bữa(?! (?:ăn|cơm|chính|phụ))|nhát|cái|hơi"
# How a medicine is counted that is taken so often a day: `ngày một gói`.
_DOSES = "viên|giọt|liều|mũi|ống|mg|ml|gói|muỗng|thìa|miếng|lọ|ly|cốc|gam|g|đơn vị"
FREQUENCIES = {
    "vi": [
        rf"(?P<alternate>cách (?:(?:mỗi |một )?(?P<one>{N}) )?(?P<period>ngày|đêm|hôm|tối|tuần|tháng|"
        rf"năm)(?:(?: \w+){{0,2}} "
        rf"#__ lần)?)(?! (?:nay|"
        "đây|đó|khác))",
        # ba lần mỗi tuần, 3 lần/tuần, một lần mỗi hai tuần, hai lần trong một ngày
        rf"(?P<count>{N}) (?:lần|lượt)(?: (?:trong |cho |vào )?(?:mỗi|một|trong|cứ)(?: mỗi)? | ?/ ?| trên |"
        rf" )(?P<each>{N} )?(?P<period>{_P_VI})(?! (?:đầu|kế|tiếp|tới))",
        # năm ngày một tuần, mỗi tuần ba buổi
        rf"(?P<count>{N}) (?:ngày|buổi|hôm|bữa|tối|đêm) ?(?:(?:trong |trên |cho )?(?:mỗi |(?P<each>{N} ))|/|hằng |"
        rf"hàng )"
        rf"(?P<period>tuần)(?! (?:đầu|kế|tiếp|tới))",
        rf"(?:(?:cứ|mỗi|hằng|hàng) )?(?<![_#] )(?<!vài )(?<!nhiều )(?<!mấy )(?P<period>tuần)(?:,? {_DO}|"
        rf" )(?P<count>{N}) (?:ngày|buổi|hôm|tối|đêm|bữa)(?! (?:sau|đầu|nữa|"
        "liên tiếp))",
        rf"(?:(?:cứ|mỗi|hằng|hàng) |(?<![^,;(:] ))(?P<period>tuần|tháng|năm) {_DO}(?P<count>{N}) (?:mũi|"
        rf"liều)(?! (?:đầu|này|"
        "cuối|sau))",
        # mỗi năm khám mắt hai lần
        rf"(?:cứ mỗi|cứ|mỗi|hằng|hàng) (?P<each>{N} )?(?P<period>{_P_VI})(?: (?!mỗi|và|hoặc)\w+){{1,4}} "
        rf"(?P<count>{N}) "
        "(?:lần|cữ)(?! (?:sau|đầu|nữa|liên tiếp))",
        # mỗi tuần một lần, hai tuần một lần, cứ 12 giờ một lần, ngày uống hai lần, 3 tháng/lần
        rf"(?:cứ |mỗi |hằng |hàng |trong |một ){{0,3}}(?P<each>{N} )?(?P<period>{_P_VI}|sáng|tối|"
        rf"đêm)(?:,? (?:lại )?{_DO}| ?)(?P<count>{N}) (?:{_TIMES})(?! (?:sau|"
        rf"đầu|nữa|liên tiếp))",
        rf"(?:cứ |mỗi ){{0,2}}(?P<each>{N} )?(?P<period>{_P_VI})(?:/lần| mới {_DO}lần)",
        r"(?P<alternate>cách (?P<period>nhật))",
        rf"cách (?:nhau )?(?:mỗi )?(?P<each>{N} )(?P<period>{_P_VI})",
        rf"(?:cứ|mỗi|hằng|hàng|từng|trong mỗi|cứ mỗi|mọi) (?:buổi )?(?P<each>{N} )?(?P<period>{_P_VI}|sáng|tối|đêm|"
        rf"chiều|trưa)(?! ?\x01)(?: {N}(?<=một) lần)?",
        rf"(?P<period>ngày|tuần|tháng|năm)(?= {_DO}{N} ?(?:-|đến|tới|hoặc|hay) ?{N} (?:{_TIMES}))",
        r"(?P<period>ngày|tuần|tháng|tối|sáng|đêm) nào cũng",
        rf"(?<=[\w_#%]) ?/ ?(?P<each>{N} ?)?(?P<period>{_P_VI}|24 giờ)",
        rf"(?<!\w )(?P<period>ngày)(?= {_DO}{N} (?:{_DOSES}))",
    ],
    "en": [
        # once a week, three times per week, twice every two weeks, twice-weekly, two times daily
        rf"(?:(?P<count>{N})(?: |-)(?:times?|(?:days?|evenings|mornings|nights)(?= (?:a|each|every|per) week))|"
        rf"(?P<word>once|twice|"
        rf"thrice))(?: in)?[ -](?:(?P<adverb>{'|'.join(ADVERBS)})|(?:a|an|per|each|every|in|at|during the|in the) "
        rf"(?P<other>(?:other|"
        rf"second|alternate|third|fourth) )?(?P<each>{N} )?(?P<period>{_P_EN})s?)",
        rf"(?P<count>{N})(?: |-)times? ?/ ?(?P<period>{_P_EN})",
        rf"(?:on )?(?P<alternate>every (?:other|second)|alternate|each alternate) (?P<period>{_P_EN})s?",
        rf"every (?P<third>third|fourth|fifth|sixth) (?P<period>{_P_EN})s?",
        rf"(?:every|each|per) (?P<each>{N}(?: |-))?(?P<period>{_P_EN})s?(?! that| of)",
        rf"(?P<period>{_P_EN})s? apart(?<!.)",
        rf"(?<=[\w_#%]) ?/ ?(?P<each>{N} )?(?P<period>{_P_EN})s?",
        rf"(?:(?P<each>{N})[- ])?(?P<adverb>{'|'.join(ADVERBS)})",
    ],
}
FREQUENCY_PATTERNS = {
    language: [
        re.compile(rf"(?<![\w#])(?:{pattern})(?![\w])" if not pattern.startswith("(?<=") else rf"(?:{pattern})(?![\w])")
        for pattern in patterns
    ]
    for language, patterns in FREQUENCIES.items()
}
# "two or three times a day" is a range of times, and a day
RANGE_BEFORE = re.compile(r"#_* ?(?:-|or|to|đến|tới|hoặc|hay) ?\Z")
AFTER_COUNT = re.compile(r"[ -]?\w+[ -]?")
DURATION = re.compile(r" (?:in|trong|cho|vào) #")
ORDINAL_N = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def frequencies(sketch):
    """Return the Values of kind `frequency`, keys (times, length of the period, unit), hiding them in the sketch."""
    values = []
    for pattern in FREQUENCY_PATTERNS[sketch.language]:
        for match in list(pattern.finditer(sketch.text)):
            if "\x01" in match.group() or match.group() not in sketch.text[match.start() : match.end()]:
                continue
            if value := _frequency(sketch, match):
                values.append(value)
                sketch.hide(value.start, value.end)
    return sorted(values, key=lambda value: value.start)


def _frequency(sketch, match):
    """Return the Value of a frequency; "three times in 48 weeks" and `mỗi bốn ngày, tối đa sáu lần` are none."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    period = groups.get("period") or ADVERBS[groups["adverb"]]
    unit, length = PERIODS[period.strip()]
    count = {"once": 1, "twice": 2, "thrice": 3}.get(groups.get("word")) or _group(sketch, match, "count")
    each = _each(sketch, match, groups)
    times = groups.get("count") or groups.get("word")
    if each > 1 and times and length != 60 and (DURATION.search(match.group()) or "," in match.group()):
        return None
    keys = {("every", count, round(each * length, 6), unit)}
    if "one" in groups:  # `cách hai ngày` is every second or every third day, `cách ba tuần` every third week
        keys.add(("every", count, round((each - 1) * length, 6), unit))
    keys = keys if each > 2 else {("every", count, round(each * length, 6), unit)}
    if count > 1 and each == 1 and length % count == 0:  # twice a year is every six months
        keys.add(("every", 1, round(length / count, 6), unit))
    parts = _parts(sketch, match, count, each, unit, length)
    if groups.get("count") and RANGE_BEFORE.search(sketch.text, max(0, match.start() - 12), match.start("count")):
        start = AFTER_COUNT.match(sketch.text, match.end("count")).end()
        return Value("frequency", frozenset({("every", 1, round(each * length, 6), unit)}), start, match.end())
    counted = match.start("count") if groups.get("count") else match.start()
    return Value(
        "frequency",
        frozenset(keys),
        match.start(),
        match.end(),
        bounds=sketch.bounds(counted, match.end()),
        parts=parts,
    )


def _each(sketch, match, groups):
    """Return of how many periods a frequency speaks: 2 in "every other day" and `cách ngày`."""
    if "alternate" in groups:
        return 1 + _group(sketch, match, "one") if "one" in groups else 2
    if "other" in groups:
        return {"third": 3, "fourth": 4}.get(groups["other"].strip(), 2)
    if "third" in groups:
        return ORDINAL_N[groups["third"]]
    return _group(sketch, match, "each")


def _group(sketch, match, name):
    if name not in match.re.groupindex or match.start(name) < 0:
        return 1
    return sketch.at[match.start(name)].value


def _parts(sketch, match, count, each, unit, length):
    """Return what "three injections a week" and "three times a week" have in common: 3, and a week."""
    at = match.start(), match.end()
    rate = Value("frequency", frozenset({("every", 1, round(each * length, 6), unit)}), *at)
    if count != 1:
        return (Value("quantity", frozenset({(count, count, "times")}), *at), rate)
    if each != 1:
        return (Value("quantity", frozenset({scaled(each, each, unit, length)}), *at),)
    return ()
