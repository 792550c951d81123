"""Words of number that state none (`ba tôi`, "at once"), or a number that the other language need not say ("both")."""

import re
from math import prod

from editorial.parity.numerals import ENGLISH_SCALES, ENGLISH_WORDS, VIETNAMESE_SCALES
from editorial.parity.values import Value
from editorial.parity.vocabulary import PERIODS

# a word of number that states none
IDLE = {
    "vi": re.compile(
        r"(?<!\w)(?:một (?:số|vài|ít|chút|cách|khi|mình|phần(?! (?:hai|ba|tư|năm|sáu|tám|mười|trăm|\d))|trong|mặt|"
        r"loạt|lúc|bên|lần nữa|đôi|hôm|sớm một chiều)|ba(?= (?:tôi|mình|cháu|của|má))|(?:nhức|đau) nửa đầu|"
        r"(?<!thứ )(?<!lần )(?<!ngày )(?<!tuần )(?<!tháng )ba(?= (?:cũng|bị|đã|đang|hay|nói)(?! \w+ lần))|"
        r"(?<=của )ba(?= (?:mỗi|hết|đang|đã|sẽ|thì|bị|cũng|rất|không|có)(?!\w)|[.,;?!]|$)|ba mẹ|cha ba|ba lô|"
        r"(?:nấu|đun|luộc|hấp|nướng|quả|trái|rau|thịt|đồ|ăn|uống|cá|rán|chiên)(?: (?:cá|thịt|gà|trứng|đồ ăn))? chín|"
        r"(?:chuối|xoài|đu đủ|trái cây|hoa quả) chín|chín (?:muồi|kỹ|hẳn|chắn|tới|đều)|mười người như một|bốn "
        r"mùa|bốn phương|năm châu|ba phải|một lòng|"
        r"trăm nghe không bằng một thấy|một đồn mười|mười đồn trăm|"
        r"(?<!năm )năm (?:nay|ngoái|sau|trước|mới|học)|hàng năm tháng|đôi khi|đôi lúc|đôi chút|chín bỏ làm mười|"
        r"mười phần chắc chín|ba bề bốn bên|dăm (?:ba|bảy)|dăm bữa nửa tháng|năm ba|năm lần bảy lượt|ba chân "
        r"bốn cẳng|năm thì mười họa|"
        r"hai (?:mặt|chiều)|số một|(?<=càng )một|(?<=từng )một|như một|hai vợ chồng|hơn nữa|nửa (?:đêm|chừng|vời)|"
        r"tháng năm qua|chu kỳ bán|trăm (?:sự|bề)|vạn nhất)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:no one|one another|one by one|someone|one(?= of)|any ?one|every ?one|this one|that one|"
        r"the one|which one|at once|once again|once more|all at once|half-life|at first|first of all|first aid|"
        r"first name|in the first place|the other one|one-off|back to square one|nine times out of ten|no two|"
        r"number one|second-hand|one(?='s)|over time|in time|on time|the (?:next|last|same) one|"
        r"first line|first-line|first(?=,)|per se|second nature)(?!\w)"
    ),
}
# `Cô Sáu` is an aunt, not a number.
KIN = re.compile(
    r"(?<!\w)(?:[Cc]ô|[Bb]ác|[Cc]hú|[Cc]hị|[Aa]nh|[Dd]ì|[Bb]à|[Ôô]ng|[Cc]ậu|[Mm]ợ|[Tt]hím|[Ee]m) "
    r"(?P<name>Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười)(?!\w)"
)
# `phố Hai Bà Trưng`, `quận Ba Đình`: in the midst of a sentence, with another capital behind it
PLACE = re.compile(
    r"(?<=\w )(?<!ùng )(?<!ồng )(?<!hứ )(?:Một|Hai|Ba|Bốn|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười)(?= [A-ZÀ-ỸĐ][a-zà-ỹ]+)"
)
TWO = {
    "vi": re.compile(
        r"(?<!\w)(?:cả hai|hai(?= (?:\w+ ){1,2}(?:phải |nên |cần )?(?:cách|khác nhau)(?!\w))|đôi(?= (?:bên|mắt|vợ|"
        r"tay|chân|lần))|(?:gấp|chia|làm|cắt|bẻ) đôi|một cặp|hai vợ chồng|"
        r"(?:một )?đôi lần|hai(?= (?:(?:bả |bàn |cánh |lỗ |hốc |con )?(?:tay|chân|mắt|tai|vai|lòng bàn tay)|đùi|bàn|"
        r"lòng|mí|má|đầu gối|bên|lá phổi|thận|buồng|mẹ con|"
        r"cha con|vợ)(?!\w)))(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:the two(?= (?:are|of|is|were|together|have|can|should|must|may)(?!\w))|"
        r"between one \w+ and the next|once or twice|both|a couple of|twice as|doubl(?:e[sd]?|ing)|pair of|"
        r"either|neither|twofold)(?!\w)"
    ),
}
# "threefold"; Vietnamese says it with a number: `gấp ba`.
FOLD = re.compile(r"(?<!\w)(?:triple[sd]?|(?P<n>three|four|five|six|seven|eight|nine|ten)fold)(?!\w)")
TEN = re.compile(r"(?<!\w)(?<=hơn )(?<!\d )chục(?= (?:năm|ngày|người|lần))")
# "one in a thousand", "a millionth"
PART_OF_MANY = re.compile(
    r"(?<!\w)(?:một phần (?P<scale>trăm|nghìn|ngàn|triệu|tỷ|tỉ)|(?:one|an?)[ -](?P<part>hundred|thousand|million|"
    r"billion)th)(?!\w)"
)
AND_A_HALF = re.compile(
    r"(?<!\w)(?:an?|one) (?!million|hundred|thousand|billion|day|week|month|year|hour|"
    r"minute)[a-z]+ and a half(?!\w)"
)
HALF_YEAR = re.compile(r"(?:(?<=first )|(?<=second )|(?<=last )|(?<=latter ))half(?= of (?:the year|(?:19|20)\d\d))")
# "under-fives" are under five years of age; `3:1` may be "three for every"
UNDER_FIVES = re.compile(
    r"(?<!\w)(?:under|over)[- ](?:the )?(?P<n>\d{1,2}|one|two|three|four|five|six|eight|ten|"
    r"twelve)'?e?s(?!\w)"
)
TO_ONE = re.compile(r"(?<=\d)(?: ?: ?)1(?![\d:.,]\d|\d)")
HALVE = re.compile(r"(?<!\w)halv(?:e[sd]?|ing)(?!\w)")
HEIGHT = re.compile(r"(?<![\w.,])(?P<metres>[12])m(?P<rest>\d\d)(?!\w)")  # `1m60`
ALWAYS_OPEN = re.compile(
    r"(?<![\w/])(?:24/24(?: giờ)?|24/7|24 (?:giờ|tiếng|hours)(?: trong| mỗi| một| a| /)? ?(?:ngày|day)|suốt ngày đêm|"
    r"(?:a)?round the clock)(?![\w/])"
)
ALL_WEEK = re.compile(
    r"(?<!\w)(?:(?:7|bảy) ngày (?:trong|một|mỗi|/) ?tuần|(?:7|seven) days (?:a|per|/) ?week|cả tuần|every "
    r"day of the week)(?!\w)"
)
# `hàng nghìn` is "thousands"
PLURAL = {
    "vi": re.compile(
        r"(?<!\w)(?:hàng|vài|mấy|nhiều) (?P<w>(?:chục|trăm)?(?: ?(?:nghìn|ngàn|triệu(?! chứng)|tỷ))?)(?<= "
        r")?(?<!\s)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?:several|a few) )?(?P<w>(?:(?:dozens|tens|hundreds) of (?:thousands|millions|billions))|"
        r"dozens?|tens|hundreds?|thousands?|millions?|billions?|(?:(?<=for )|(?<=over )|(?<=many )|(?<=in )|"
        r"(?<=several ))decades)(?!\w)"
    ),
}
SCALE_OF = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9}
SCALE_OF |= {"dozen": 10, "dozens": 10, "tens": 10, "hundred": 100, "thousand": 1000, "million": 10**6}
SCALE_OF |= {"billion": 10**9, "decade": 10}
# `vài ngày` is "a few days", and not weeks.
SOME = {
    "vi": re.compile(
        r"(?<!\w)(?:một vài|vài(?: ba)?|mấy|nhiều|dăm(?: ba)?|đôi ba) (?P<unit>phút|giờ|tiếng|ngày|hôm|tuần|"
        r"tháng|năm)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:a few|several|some|many|a couple of|few|a number of|for) (?P<unit>minute|hour|day|week|month|"
        r"year)s(?!\w)"
    ),
}


def idioms(canvas, language):
    """Hide idle words of number on `canvas`; return Values, soft ones but for "three times as" and `hàng nghìn`."""
    values = canvas.take(TEN, lambda match: _number(match, 10, soft=False, bounds=frozenset({">"})))
    values += canvas.take(FOLD, _fold) + canvas.take(PART_OF_MANY, _part_of_many)
    values += canvas.take(UNDER_FIVES, _under) + canvas.take(TO_ONE, lambda match: _number(match, 1))
    values += canvas.take(AND_A_HALF, lambda match: _number(match, 1.5, soft=False))
    values += canvas.take(HALF_YEAR, _half_year)
    values += canvas.take(HALVE, lambda match: _number(match, 0.5))
    canvas.take(IDLE[language], lambda match: _number(match, 1))
    if language == "vi":
        canvas.take(KIN, lambda match: _number(match, 1), cased=True)
        canvas.take(PLACE, lambda match: _number(match, 1), cased=True)
    values += canvas.take(ALWAYS_OPEN, lambda match: _said(match, "always open", (1440, 1440, "minutes")))
    values += canvas.take(ALL_WEEK, lambda match: _said(match, "all week", (10080, 10080, "minutes")))
    values += canvas.take(SOME[language], _some) + canvas.take(TWO[language], lambda match: _number(match, 2))
    values += canvas.take(HEIGHT, _height)
    return values + canvas.take(PLURAL[language], lambda match: _plural(match, language))


def _number(match, number, soft=True, **more):
    return Value("quantity", frozenset({(number, number, None)}), match.start(), match.end(), soft, **more)


def _fold(match):
    return _number(match, ENGLISH_WORDS[match["n"] or "three"], soft=False)


def _under(match):
    months = 12.0 * (int(match["n"]) if match["n"].isdigit() else ENGLISH_WORDS[match["n"]])
    bounds = frozenset({"<" if match.group().startswith("under") else ">"})
    return Value("quantity", frozenset({(months, months, "months")}), match.start(), match.end(), bounds=bounds)


def _half_year(match):
    return Value("quantity", frozenset({(6, 6, "months"), (0.5, 0.5, None)}), match.start(), match.end(), soft=True)


def _part_of_many(match):
    scale = VIETNAMESE_SCALES[match["scale"]] if match["scale"] else ENGLISH_SCALES[match["part"]]
    keys = frozenset({(scale, scale, None), (round(1 / scale, 6), round(1 / scale, 6), None)})
    return Value("quantity", keys, match.start(), match.end(), bounds=frozenset({"", "<", "<=", ">", ">=", "~", "~-"}))


def _height(match):
    millimetres = float(match["metres"]) * 1000 + float(match["rest"]) * 10
    return Value("quantity", frozenset({(millimetres, millimetres, "length")}), match.start(), match.end())


def _said(match, what, *more):
    return Value("quantity", frozenset({("always", what, None), *more}), match.start(), match.end(), soft=True)


def _some(match):
    unit, length = PERIODS[match["unit"]]
    return Value("quantity", frozenset({("some", length, unit)}), match.start(), match.end(), soft=True)


def _plural(match, language):
    words = match["w"].replace(" of ", " ").split()
    if not words:
        return None
    if language == "en" and not (match["w"].endswith("s") or match.group().startswith(("several", "a few"))):
        return None
    scale = prod(SCALE_OF.get(word) or SCALE_OF[word.removesuffix("s")] for word in words)
    soft = words == ["decades"]
    return Value("quantity", frozenset({("about", scale, None)}), match.start(), match.end(), soft)
