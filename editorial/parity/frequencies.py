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
    "(?:(?:tiêm|uống|dùng|nhỏ|bôi|xịt|khám|xét nghiệm|thử máu|đo|thay|truyền|bơm|gặp|đến|đi|đều|phải|nên|được|thuốc|"
    "chỉ|máu|cần|vào|bạn|là|không quá|không hơn|tối đa|nhiều nhất|ít nhất|tối thiểu) ){0,3}"
)
FREQUENCIES = {
    "vi": [
        rf"(?P<alternate>cách (?:(?:mỗi |một )?(?P<one>{N}) )?(?P<period>ngày|tuần|tháng)(?:(?: \w+){{0,2}} "
        rf"#__ lần)?)(?! (?:nay|"
        "đây|đó|khác))",
        # ba lần mỗi tuần, 3 lần/tuần, một lần mỗi hai tuần, hai lần trong một ngày
        rf"(?P<count>{N}) (?:lần|lượt)(?: (?:trong |cho |vào )?(?:mỗi|một|trong|cứ)(?: mỗi)? | ?/ ?| trên |"
        rf" )(?P<each>{N} )?(?P<period>{_P_VI})(?! (?:đầu|kế|tiếp|tới))",
        # năm ngày một tuần, mỗi tuần ba buổi
        rf"(?P<count>{N}) (?:ngày|buổi|hôm|bữa|tối|đêm) ?(?:(?:trong |trên |cho )?(?:mỗi |(?P<each>{N} ))|/|hằng |"
        rf"hàng )"
        rf"(?P<period>tuần)(?! (?:đầu|kế|tiếp|tới))",
        rf"(?:cứ|mỗi|hằng|hàng) (?P<period>tuần)(?:,? {_DO}| )(?P<count>{N}) (?:ngày|buổi|hôm)(?! (?:sau|đầu|nữa|"
        "liên tiếp))",
        # mỗi năm khám mắt hai lần
        rf"(?:cứ mỗi|cứ|mỗi|hằng|hàng) (?P<each>{N} )?(?P<period>{_P_VI})(?: (?!mỗi|và|hoặc)\w+){{1,4}} "
        rf"(?P<count>{N}) "
        "(?:lần|cữ)(?! (?:sau|đầu|nữa|liên tiếp))",
        # mỗi tuần một lần, hai tuần một lần, cứ 12 giờ một lần, ngày uống hai lần, 3 tháng/lần
        rf"(?:cứ |mỗi |hằng |hàng |trong |một ){{0,3}}(?P<each>{N} )?(?P<period>{_P_VI}|sáng|tối|"
        rf"đêm)(?:,? (?:lại )?{_DO}| ?)(?P<count>{N}) (?:lần|lượt|cữ|bận|bữa(?! (?:ăn|cơm|chính|phụ)))(?! (?:sau|"
        rf"đầu|nữa|liên tiếp))",
        rf"(?:cứ |mỗi ){{0,2}}(?P<each>{N} )?(?P<period>{_P_VI})(?:/lần| mới {_DO}lần)",
        r"(?P<alternate>cách (?P<period>nhật))",
        rf"cách (?:nhau )?(?:mỗi )?(?P<each>{N} )(?P<period>{_P_VI})",
        rf"(?:cứ|mỗi|hằng|hàng|từng|trong mỗi|cứ mỗi|mọi) (?:buổi )?(?P<each>{N} )?(?P<period>{_P_VI}|sáng|tối|đêm|"
        rf"chiều|trưa)(?! ?\x01)(?: {N}(?<=một) lần)?",
        r"(?P<period>ngày|tuần|tháng|tối|sáng|đêm) nào cũng",
        rf"(?<=[\w_#%]) ?/ ?(?P<each>{N} ?)?(?P<period>{_P_VI}|24 giờ)",
        rf"(?<!\w )(?P<period>ngày)(?= (?:(?:uống|dùng|tiêm) )?{N} (?:viên|giọt|liều|mũi|ống|mg|ml))",
    ],
    "en": [
        # once a week, three times per week, twice every two weeks, twice-weekly, two times daily
        rf"(?:(?P<count>{N})(?: |-)(?:times?|(?:days?|evenings|mornings|nights)(?= (?:a|each|every|per) week))|"
        rf"(?P<word>once|twice|"
        rf"thrice))(?: in)?[ -](?:(?P<adverb>{'|'.join(ADVERBS)})|(?:a|an|per|each|every|in|during the|in the) "
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
                sketch.hide(match.start(), match.end())
    return sorted(values, key=lambda value: value.start)


def _frequency(sketch, match):
    groups = {name: text for name, text in match.groupdict().items() if text}
    period = groups.get("period") or ADVERBS[groups["adverb"]]
    unit, length = PERIODS[period.strip()]
    count = {"once": 1, "twice": 2, "thrice": 3}.get(groups.get("word")) or _group(sketch, match, "count")
    each = _each(sketch, match, groups)
    keys = {("every", count, round(each * length, 6), unit)}
    if "one" in groups:  # `cách hai ngày` is every second or every third day, `cách ba tuần` every third week
        keys.add(("every", count, round((each - 1) * length, 6), unit))
    keys = frozenset(keys if each > 2 else {("every", count, round(each * length, 6), unit)})
    parts = _parts(sketch, match, count, each, unit, length)
    counted = match.start("count") if groups.get("count") else match.start()
    return Value("frequency", keys, match.start(), match.end(), bounds=sketch.bounds(counted, match.end()), parts=parts)


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
