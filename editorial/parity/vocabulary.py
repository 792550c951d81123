"""The words of measure in both languages: units, counted things, limits, frequencies. Tables and their patterns.

Times are brought to minutes or months, masses to micrograms, volumes to microlitres, so that "two weeks" is
"14 ngày" and "0.5 mg" is "500 µg". Everything that is merely counted (tablets, people, doses) shares the unit
`count`: the two languages often name it differently, and the number is what must agree.
"""

import re

# Vietnamese writes borrowed units in many ways: `miligam`, `mi-li-gam`, `milligram`.
_GRAM, _LITRE, _MICRO, _MILLI, _KILO = r"gr?am", r"l[íi]t", r"mi-?cr?[oô]", r"mi[ -]?ll?i", r"k[íi][ -]?l[ôo]"
# unit of the text -> (unit compared, how many of it)
UNITS = {
    "vi": {
        ("pressure", 1): r"mmhg|mm hg|milimét thủy ngân|li thủy ngân",
        ("mass", 1): rf"μg|mcg|ug|{_MICRO}[ -]?{_GRAM}",
        ("mass", 10**3): rf"mg|{_MILLI}[ -]?{_GRAM}|li gam",
        ("mass", 10**6): rf"g|{_GRAM}|gờ[ -]ram",
        ("mass", 10**9): rf"kg|{_KILO}[ -]?{_GRAM}|k[íiý][ -]?lô|k[ýíi](?! hiệu)|cân(?! (?:nặng|anh|bằng))",
        ("mass", 453592370): r"pao|pound|lb|cân anh",
        ("mass", 10**-3): rf"ng|na-?nô[ -]?{_GRAM}|nano[ -]?{_GRAM}",
        ("volume", 1): rf"μl|{_MICRO}[ -]?{_LITRE}",
        ("volume", 10**3): rf"ml|{_MILLI}[ -]?{_LITRE}|cc|phân khối|xê xê",
        ("volume", 10**4): rf"cl|xăng[ -]?ti[ -]?{_LITRE}",
        ("volume", 10**5): rf"dl|đề[ -]?xi[ -]?{_LITRE}|deci[ -]?{_LITRE}",
        ("volume", 10**6): rf"{_LITRE}|l",
        ("amount", 1): r"μmol|micromol",
        ("amount", 10**3): r"mmol|mi-?li-?mol|milimol",
        ("iu", 1): r"đơn vị quốc tế|đơn vị|iu|ui|đvqt|đv|u",
        ("iu", 10**6): r"miu|mui|mu",
        ("length", 1): rf"mm|{_MILLI}[ -]?mét|li(?! (?:bì|ti|dị|độ))",
        (
            "length",
            10,
        ): r"phân(?! (?:khối|tích|tử|biệt|loại|nửa|phối))|cm|x[ăe]n[gt]?[ -]?ti[ -]?m[ée]t|xăng[ -]?ti|"
        r"cen-?ti-?m[ée]t",
        ("length", 1000): r"m|mét|met",
        ("length", 10**6): rf"km|{_KILO}[ -]?m[ée]t|cây số",
        ("length", 25.4): r"inch|in-sơ",
        ("pascal", 1): r"pa",
        ("pascal", 1000): r"kpa",
        ("gray", 1): r"gy",
        ("meq", 1): r"meq",
        ("percent", 1): r"%|phần trăm|(?<=cồn #_ )độ|(?<=rượu #_ )độ",
        ("vnd", 1): r"đồng(?! (?:hồ|thời|nghĩa|ý))|đ|vnđ|vnd|₫",
        ("dollar", 1): r"(?:đô[ -]?la|đô|usd|cad|aud|sgd)(?: (?:mỹ|canada|úc|singapore))?",
        ("eur", 1): r"euro|eur|€",
        ("energy", 1): r"calo|kcal|kilocalo",
        ("permille", 1): r"‰|phần (?:nghìn|ngàn)",
        ("ppm", 1): r"ppm|phần triệu",
        ("bytes", 1): r"kb|kilobyte",
        ("bytes", 10**3): r"mb|megabyte",
        ("bytes", 10**6): r"gb|gigabyte",
        ("celsius", 1): r"°c|° c|ºc|độ c|độ(?! f)|°",
        ("fahrenheit", 1): r"°f|độ f",
        ("minutes", 1 / 60): r"giây",
        ("minutes", 1): r"phút",
        (
            "minutes",
            60,
        ): r"giờ đồng hồ|giờ|tiếng đồng hồ|tiếng(?! (?:[\"“'‘«]|tách|kêu|động|bíp|ồn|cạch|click|việt|anh|pháp|"
        r"trung|đức|nói|tây|nhật|hàn))|h",
        ("minutes", 1440): r"ngày đêm|ngày|hôm|đêm(?! (?:nay|qua|đó))",
        ("minutes", 10080): r"tuần lễ|tuần",
        ("months", 1): r"tháng",
        ("months", 12): r"năm",
        ("age", 12): r"tuổi",
        ("months", 120): r"thập kỷ|thập niên",
        ("times", 1): r"lần|lượt",
        ("drops", 1): r"giọt",
        ("tablets", 1): r"viên",
        ("teaspoons", 1): r"(?:muỗng|thìa) (?:cà phê|nhỏ)",
        ("tablespoons", 1): r"(?:muỗng|thìa) (?:canh|súp|lớn|to)",
        ("puffs", 1): r"nhát(?: xịt)?|lần xịt|hơi xịt",
        ("sachets", 1): r"gói",
    },
    "en": {
        ("pressure", 1): r"mmhg|mm hg|millimet(?:re|er)s of mercury",
        ("mass", 1): r"μg|mcg|ug|micro-?gram(?:me)?s?",
        ("mass", 10**3): r"mg|milli-?gram(?:me)?s?",
        ("mass", 10**6): r"g|gram(?:me)?s?",
        ("mass", 10**9): r"kg|kilo-?gram(?:me)?s?|kilos?",
        ("mass", 453592370): r"pounds?|lbs?",
        ("mass", 10**-3): r"ng|nano-?gram(?:me)?s?",
        ("volume", 1): r"μl|microlit(?:re|er)s?",
        ("volume", 10**3): r"mls?|millilit(?:re|er)s?|cc",
        ("volume", 10**4): r"cl|centilit(?:re|er)s?",
        ("volume", 10**5): r"dl|decilit(?:re|er)s?",
        ("volume", 10**6): r"l|lit(?:re|er)s?",
        ("amount", 1): r"μmol|micromoles?",
        ("amount", 10**3): r"mmol|millimoles?",
        ("iu", 1): r"international units?|i\.u\.|units?|iu|ui|u",
        ("iu", 10**6): r"miu|mu",
        ("length", 1): r"mm|millimet(?:re|er)s?",
        ("length", 10): r"cm|centimet(?:re|er)s?",
        ("length", 1000): r"m|met(?:re|er)s?",
        ("length", 10**6): r"km|kilomet(?:re|er)s?",
        ("length", 25.4): r"inch(?:es)?",
        ("pascal", 1): r"pa|pascals?",
        ("pascal", 1000): r"kpa|kilopascals?",
        ("gray", 1): r"gy|gray",
        ("meq", 1): r"meq",
        ("percent", 1): r"%|per cent|percent|percentage points?",
        ("vnd", 1): r"vietnamese dong|viet nam dong|dong|đồng|đ|vnd|₫",
        ("dollar", 1): r"(?:(?:us|canadian|american|australian|singapore) )?dollars?|usd|cad|aud|sgd",
        ("eur", 1): r"euros?|eur|€",
        ("energy", 1): r"calories|kcal",
        ("permille", 1): r"‰|parts? per thousand|per mill?e?",
        ("ppm", 1): r"ppm|parts? per million",
        ("bytes", 1): r"kb|kilobytes?",
        ("bytes", 10**3): r"mb|megabytes?",
        ("bytes", 10**6): r"gb|gigabytes?",
        ("celsius", 1): r"°c|° c|ºc|degrees c|degrees celsius|degrees centigrade|degrees?(?! f)|°|c(?=\W|$)",
        ("fahrenheit", 1): r"°f|degrees f(?:ahrenheit)?",
        ("minutes", 1 / 60): r"seconds?|secs?",
        ("minutes", 1): r"minutes?|mins?",
        ("minutes", 60): r"hours?|hrs?|h|o'clock",
        ("minutes", 1440): r"days?(?! (?:or|and) night(?!s))|nights?",
        ("minutes", 10080): r"weeks?|wks?",
        ("minutes", 20160): r"fortnights?",
        ("months", 1): r"months?",
        ("months", 12): r"years?(?:[ -]olds?| of age)|years?|yrs?",
        ("months", 120): r"decades?",
        ("times", 1): r"times?(?!-)",
        ("drops", 1): r"drops?",
        ("tablets", 1): r"tablets?|pills?|capsules?|caplets?|lozenges?",
        ("teaspoons", 1): r"teaspoon(?:ful)?s?|tsps?",
        ("tablespoons", 1): r"tablespoon(?:ful)?s?|tbsps?",
        ("puffs", 1): r"puffs?|sprays?",
        ("sachets", 1): r"sachets?",
    },
}
COUNTED = {
    "vi": "liều|mũi|ống|lọ|bút|bơm|người|bệnh nhân|trẻ|ca|đợt|muỗng|thìa|cốc|ly|trang|quả|bản sao|tế bào|"
    "bước|loại|"
    "xã|phường|huyện|quận|tỉnh|thành phố|trường|bệnh viện|phòng|tầng|khoa|chị|anh|em|bạn|con|cháu|cái|chiếc|tấm|cuốn|"
    "quyển|tờ|phần(?! trăm)|mục|điểm|nguyên nhân|dấu hiệu|triệu chứng|yếu tố|nơi|vị trí|vùng|gia đình|"
    "thành viên|bác sĩ|"
    "y tá|điều dưỡng|dược sĩ|ngón|lớp|vòng|cơ sở|trung tâm|hàng|món|chai|bình|thùng|túi|que|kim|vết|nốt|"
    "đốm|dòng|buổi|"
    "cuộc|khóa|chương|cữ|cơn|bữa|hội|chi hội|đứa|bé|phụ nữ|nước|"
    r"nghiên cứu|thử nghiệm|bệnh|cách|số|bài|điều|tên|thuốc|dạng|nhóm|chỗ|bên|phía|giai đoạn|đơn xuất|từ|"
    r"câu|hộp|miếng",
    "en": "doses?|injections?|shots?|jabs?|ampoules?|vials?|pens?|syringes?|people|copies|cells|"
    "persons?|"
    r"patients?|adults?|children|cases?|courses?|spoons?|cups?|glasses|pages?|"
    r"eggs?|steps?|"
    "kinds?|types?|countries|studies|trials?|diseases?|ways?|articles?|things|names?|medicines?|forms?|groups?|"
    "boxes|patches",
}
# What a unit is per: "10 g/dL", "5 mg per kilogram". Times are frequencies and stand elsewhere.
DENOMINATORS = {
    "dl": r"dl|(?:đề|deci)-?(?:xi-?)?l[íi]t|decilit(?:re|er)",
    "ml": r"ml|mil+ilit(?:re|er)|mi-?l+i-?l[íi]t|cc",
    "l": r"l[íi]t|l|lit(?:re|er)",
    "kg": r"kg|kilogram(?:me)?|ki-?lô(?:-?gam)?|ký|kí|kilogam|kilo",
    "m2": r"m2|m²|mét vuông|square met(?:re|er)",
    "lb": r"lbs?|pounds?",
    "mm3": r"mm3|mm³|μl|microlit(?:re|er)|micrôlít|cubic millimet(?:re|er)|milimét khối",
}
DENOMINATOR_ROWS = "|".join(f"(?P<per_{name}>{words})" for name, words in DENOMINATORS.items())
_PER = (
    " ?/ ?| per | (?:trên|cho|trong|mỗi|(?:trên|cho|trong) (?:mỗi|một|từng)|for each|for every|each|in each|"
    "in every|to the|a) "
)
_DENOMINATOR = rf"(?:(?:{_PER})(?:{DENOMINATOR_ROWS})(?!\w))?"
_EXTRA = {
    "vi": "(?:cái |con |chiếc |cuốn )?",
    "en": "(?:working |business |calendar |injection |treatment |clinic |study |rest |days' |weeks' |full |"
    "whole |more |further |additional |other |consecutive |extra |straight |million |such |different |"
    "separate )?",
}


def unit_patterns(language):
    """Return the compiled pattern of a unit right after a number; its group `uN` tells which row of UNITS it is."""
    rows = [f"(?P<u{n}>{words})" for n, words in enumerate(UNITS[language].values())]
    return re.compile(
        rf"[ -]?{_EXTRA[language]}(?:{'|'.join(rows)}|"
        rf"(?P<counted>{COUNTED[language]}))(?![\w])(?:/lần)?{_DENOMINATOR}"
        r"(?P<half>(?: (?:cồn|rượu|thuốc))? rưỡi| and a half)?"
    )


# Forms of a medicine that are counted: a number of one is no number of another.
FORMS = {"drops", "tablets", "teaspoons", "tablespoons", "puffs", "sachets"}
UNIT_ROWS = {language: list(rows) for language, rows in UNITS.items()}
UNIT = {language: unit_patterns(language) for language in UNITS}

_LESS = "(?:nearer|closer|less|fewer|lower|shorter|younger|smaller|lighter|earlier|sooner|cooler|colder|thinner)"
_MORE = f"(?!{_LESS}|other|rather|either|number)[a-z]+er"
# What stands before a number and limits it. Longer words first; two readings where the word has two.
LIMITS_BEFORE = {
    "vi": {
        r"không (?:dưới|kém|ít hơn|thấp hơn)": [">="],
        r"(?:không|chưa|chớ|đừng|chẳng) (?:quá|hơn|vượt(?: quá)?|trên)": ["<="],
        r"sớm nhất(?: là)?": [">="],
        r"(?:không|đừng|chớ)(?: (?!nếu|khi|thì)\w+){1,6}? (?:ít|thấp|nhỏ|kém|sớm|ngắn|nhẹ) hơn": [">=", "<"],
        r"(?:không|đừng|chớ)(?: (?!nếu|khi|thì)\w+){1,6}? (?:quá|hơn|vượt(?: quá)?)": ["<=", ">"],
        r"(?:chưa|không) (?:đến|tới|đầy|đủ)": ["<"],
        r"(?:ít nhất|ít ra|tối thiểu|chí ít)(?: là| cũng| phải| trong| mỗi| sau| từ| khoảng)?": [">="],
        r"(?:nhiều nhất|tối đa|cao nhất|lâu nhất|muộn nhất|trễ nhất|chậm nhất|cùng lắm)(?: là| chỉ| trong| "
        r"mỗi| tới| đến)?": ["<="],
        r"(?:nhiều|lớn|cao|lâu|dài|nặng) hơn": [">"],
        r"(?:ít|nhỏ|thấp|kém|ngắn|nhẹ) hơn": ["<"],
        r"(?:sớm|muộn|trễ|chậm|nhanh|dễ|khỏe|tốt|đau|đỡ|rẻ|đắt|mạnh|yếu|già|trẻ) hơn": ["", ">"],
        r"hơn(?! (?:sau|trong|mỗi|cứ|vào|khi|từ|ở|lúc))|vượt quá|quá|vượt": [">"],
        r"chỉ(?: (?!số|định|dẫn|chưa|không|dưới|hơn|trên|gần|ít|nhiều|quá)\w+){0,3}": ["", "<="],
        r"trên dưới|ngót|(?<!nhiệt )(?<!cấp )(?<!mức )(?<!tốc )độ": ["~", ""],
        r"≥|>=": [">="],
        r"≤|<=": ["<="],
        r">": [">"],
        r"<": ["<"],
        r"trên": [">", ""],
        r"dưới": ["<"],
        r"trong khoảng(?: từ)?": ["", "~", "<="],
        r"(?:vào )?khoảng(?: chừng)?|chừng|xấp xỉ|ước chừng|độ chừng|tầm|cỡ": ["~"],
        r"gần": ["~-", "~", ""],
        r"(?:cho |lên )?(?:đến|tới)": ["<=", ""],
        r"từ(?! khoảng)": ["", ">="],
    },
    "en": {
        r"(?:go|goes|going|went|rais\w+|increas\w+|mov\w+|step\w*|built|build|rose|rise\w*|grow\w*|grew)(?: "
        r"\w+){0,2} up to": [""],
        r"no (?:later|earlier) than": ["<=", ">="],
        rf"(?:no|not|never) (?:more|{_MORE}) than|(?:not|never) (?:to exceed|above|over|exceeding|beyond)": ["<="],
        rf"(?:no|not|never) {_LESS} than|not (?:under|below)": [">="],
        r"(?:not|never|no|\w+n't)(?: (?!if|when|unless|until)\w+){0,7}? (?:more than|longer than|greater than|"
        "exceed(?:ing)?)": ["<=", ">"],
        rf"(?:not|never|\w+n't)(?: (?!if|when|unless|until)\w+){{1,7}}? {_LESS} than": [">=", "<"],
        r"at least|a minimum of|minimum(?: of| is)?|at the very least": [">="],
        r"at (?:the )?most|a maximum of|maximum(?: of| is)?|at the latest": ["<="],
        r"up to": ["<=", ""],
        r"(?:below|under) or at|at or (?:below|under)": ["<="],
        r"(?:above|over) or at|at or (?:above|over)|upwards of": [">="],
        r"the most (?:\w+ ){0,6}?is": ["<="],
        r"the least (?:\w+ ){0,6}?is": [">="],
        rf"(?:more|{_MORE}) than|exceeding|exceeds?|in excess of": [">"],
        rf"{_LESS} than": ["<"],
        r"before": ["", "<"],
        r"above": [">"],
        r"over|beyond|(?<!the )past": [">", ""],
        r"under|below": ["<"],
        r"only|just(?! (?:over|under|about|above|below))": ["", "<="],
        r"about|around|approximately|roughly|approx\.?|circa|some|in the region of": ["~"],
        r"nearly|almost|close to|just under": ["~-", "~"],
        r"≥|>=": [">="],
        r"≤|<=": ["<="],
        r">": [">"],
        r"<": ["<"],
    },
}
LIMITS_AFTER = {
    "vi": {
        r"mấy(?= )": [">", "~"],
        r"(?:(?:hoặc|hay) (?:nhiều |lâu |cao |lớn )?hơn(?: nữa)?|trở lên|là (?:ít nhất|tối thiểu)(?=[.,;)]|"
        r"$))": [">="],
        r"trở xuống|trở lại|(?:hoặc|hay) (?:ít|thấp|nhỏ) hơn|là tối đa(?=[.,;)]|$)|là cùng": ["<="],
    },
    "en": {
        r"at (?:the )?(?:very )?earliest": [">=", ""],
        r"at (?:the )?(?:very )?latest": ["<=", ""],
        "or (?:more|over|older|above|longer|higher|greater)|and (?:over|above|older|up)|(?:at (?:the )?(?:very )?least|"
        "minimum)(?=[.,;)]|$)": [">="],
        "or (?:less|fewer|under|younger|below|lower)|and (?:under|younger)|(?:at (?:the )?most|maximum)(?=[.,;)]|$)": [
            "<="
        ],
    },
}
_LINK_WORDS = {
    "vi": r"(?: (?:là|được|đủ|đến|tới|mỗi|trong|sau|các|những|cứ|từ năm|từ|cả|thêm|một|cho|năm|vào năm|khoảng))?",
    "en": "(?: (?:the age of|age|ages|the|another|a|an|every|each|in|for|once in|for the|after|one|another|"
    "further|about|his|her|your|"
    "first|last))?",
}


def _limit_pattern(language):
    rows = "|".join(f"(?P<l{n}>{words})" for n, words in enumerate(LIMITS_BEFORE[language]))
    return re.compile(rf"(?<!\w)(?:{rows}){_LINK_WORDS[language]}[ -]?\Z")


# What may stand between a number and the limit behind it: "nine days a month or fewer".
_EACH_PERIOD = {
    "vi": "(?: (?:mỗi|một) (?:ngày|tuần|tháng|năm))?",
    "en": "(?: (?:a|per|each) (?:day|week|month|year))?",
}


def _after_pattern(language):
    rows = "|".join(f"(?P<l{n}>{words})" for n, words in enumerate(LIMITS_AFTER[language]))
    return re.compile(rf"{_EACH_PERIOD[language]},? ?\(?(?:{rows})(?!\w)")


# Words that may set a limit from further off; they excuse one that only the other text sets in so many words.
_HINTS = {
    "vi": {
        "<=": r"tối đa|nhiều nhất|giới hạn|hạn chế|trong vòng|chỉ|không|chưa|đừng|đến|tới|cùng lắm|trần|muộn nhất",
        "<": r"dưới|chưa|trước|kém|thấp|ít|không|đừng",
        ">=": r"tối thiểu|ít nhất|từ|trở lên|không|đủ|tròn|đã|sàn|chẵn|cho đến",
        ">": r"hơn|quá|trên|vượt|sau|ngoài|lên đến|cao",
    },
    "en": {
        "<=": r"or fewer|or less|keep\w*|stay\w*|stick\w*|maximum|limit\w*|most|within|only|no|not|\w+n't|never|"
        r"cap\w*|up to|until|upper|latest|by",
        "<": r"under|below|before|less|lower|fewer|short|not|no|\w+n't|never|yet",
        ">=": r"minimum|least|from|full|not|no|\w+n't|never|as (?:\w+ )?as|or more|upwards|lower|older",
        ">": r"over|above|exceed\w*|more|past|beyond|after|later|than|high\w*|top\w*",
    },
}
HINTS = {
    language: {limit: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for limit, words in hints.items()}
    for language, hints in _HINTS.items()
}
LIMIT_BEFORE = {language: _limit_pattern(language) for language in LIMITS_BEFORE}
LIMIT_AFTER = {language: _after_pattern(language) for language in LIMITS_AFTER}
LIMIT_ROWS = {language: list(rows.values()) for language, rows in LIMITS_BEFORE.items()}
AFTER_ROWS = {language: list(rows.values()) for language, rows in LIMITS_AFTER.items()}

_DAYS = "ngày hôm sáng trưa chiều tối đêm nhật day morning evening night afternoon".split()
PERIODS = dict.fromkeys(["phút", "minute", "min"], ("minutes", 1))
PERIODS |= dict.fromkeys(["giờ", "tiếng", "hour", "hr"], ("minutes", 60))
PERIODS |= dict.fromkeys([*_DAYS, "24 giờ"], ("minutes", 1440))
PERIODS |= dict.fromkeys(["tuần", "tuần lễ", "week"], ("minutes", 10080)) | {"fortnight": ("minutes", 20160)}
PERIODS |= dict.fromkeys(["tháng", "month"], ("months", 1)) | dict.fromkeys(["quý", "quarter"], ("months", 3))
PERIODS |= dict.fromkeys("năm year spring summer autumn winter".split(), ("months", 12))
ADVERBS = {"hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "fortnight"}
ADVERBS |= {
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
    "everyday": "day",
    "quarterly": "quarter",
}
