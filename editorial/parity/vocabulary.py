"""The words of measure in both languages: units, counted things, limits, frequencies. Tables and their patterns.

Times are brought to minutes or months, masses to micrograms, volumes to microlitres, so that "two weeks" is
"14 ngày" and "0.5 mg" is "500 µg". Everything that is merely counted (tablets, people, doses) shares the unit
`count`: the two languages often name it differently, and the number is what must agree.
"""

import re

# unit of the text -> (unit compared, how many of it)
UNITS = {
    "vi": {
        ("mass", 1): r"μg|mcg|microgam|micro-gam|microgram|micrôgam|ug",
        ("mass", 10**3): r"mg|miligam|milligam|miligram|milligram|mi li gam",
        ("mass", 10**6): r"g|gam|gram|gờ ram",
        ("mass", 10**9): r"kg|kilogam|ki lô gam|kí lô|ký(?! hiệu)|kilogram|kí(?! hiệu)",
        ("mass", 10**-3): r"ng|nanogam|nanogram",
        ("volume", 1): r"μl|microlit",
        ("volume", 10**3): r"ml|mililit|millilit|mi li lít|cc|phân khối",
        ("volume", 10**6): r"lít|l|lit",
        ("iu", 1): r"đơn vị quốc tế|đơn vị|iu|ui|đv|u",
        ("iu", 10**6): r"miu|mui|mu",
        ("length", 1): r"mm|milimét|mi li mét",
        ("length", 10): r"cm|xentimét|xăng ti mét",
        ("length", 1000): r"m|mét",
        ("percent", 1): r"%|phần trăm",
        ("celsius", 1): r"°c|° c|ºc|độ c|độ(?! f)|°",
        ("fahrenheit", 1): r"°f|độ f",
        ("minutes", 1 / 60): r"giây",
        ("minutes", 1): r"phút",
        ("minutes", 60): r"giờ đồng hồ|giờ|tiếng đồng hồ|tiếng(?! (?:việt|anh|pháp|trung|đức|nói|tây|nhật|hàn))|h",
        ("minutes", 1440): r"ngày đêm|ngày|hôm",
        ("minutes", 10080): r"tuần lễ|tuần",
        ("months", 1): r"tháng",
        ("months", 12): r"năm",
        ("age", 12): r"tuổi",
        ("months", 120): r"thập kỷ|thập niên",
        ("times", 1): r"lần|lượt",
    },
    "en": {
        ("mass", 1): r"μg|mcg|ug|micrograms?|micrograms?",
        ("mass", 10**3): r"mg|milligrams?",
        ("mass", 10**6): r"g|grams?",
        ("mass", 10**9): r"kg|kilograms?|kilos?",
        ("mass", 10**-3): r"ng|nanograms?",
        ("volume", 1): r"μl|microlit(?:re|er)s?",
        ("volume", 10**3): r"ml|millilit(?:re|er)s?|cc",
        ("volume", 10**6): r"l|lit(?:re|er)s?",
        ("iu", 1): r"international units?|units?|iu|ui|u",
        ("iu", 10**6): r"miu|mu",
        ("length", 1): r"mm|millimet(?:re|er)s?",
        ("length", 10): r"cm|centimet(?:re|er)s?",
        ("length", 1000): r"m|met(?:re|er)s?",
        ("percent", 1): r"%|per cent|percent",
        ("celsius", 1): r"°c|° c|ºc|degrees c|degrees celsius|degrees centigrade|degrees?(?! f)|°|c(?=\W|$)",
        ("fahrenheit", 1): r"°f|degrees f(?:ahrenheit)?",
        ("minutes", 1 / 60): r"seconds?|secs?",
        ("minutes", 1): r"minutes?|mins?",
        ("minutes", 60): r"hours?|hrs?|h",
        ("minutes", 1440): r"days?|nights?",
        ("minutes", 10080): r"weeks?|wks?",
        ("months", 1): r"months?",
        ("months", 12): r"years?(?:[ -]olds?| of age)|years?|yrs?",
        ("months", 120): r"decades?",
        ("times", 1): r"times?(?!-)",
    },
}
COUNTED = {
    "vi": "viên|giọt|liều|mũi|ống|lọ|bút|bơm|người|bệnh nhân|trẻ|ca|đợt|nhát|gói|muỗng|thìa|cốc|ly|trang|quả|bước|loại|"
    "nước|"
    r"nghiên cứu|thử nghiệm|bệnh|cách|số|bài|điều|tên|thuốc|dạng|nhóm|chỗ|bên|phía|giai đoạn|đơn xuất|từ|câu|hộp|miếng",
    "en": "tablets?|pills?|capsules?|drops?|doses?|injections?|shots?|jabs?|ampoules?|vials?|pens?|syringes?|people|"
    "persons?|"
    r"patients?|adults?|children|cases?|courses?|puffs?|sachets?|spoons?|teaspoons?|cups?|glasses|pages?|eggs?|steps?|"
    "kinds?|types?|countries|studies|trials?|diseases?|ways?|articles?|things|names?|medicines?|forms?|groups?|"
    "boxes|patches",
}
_EXTRA = {
    "vi": "",
    "en": "(?:full |whole |more |further |additional |other |consecutive |extra |straight |million |such |different |"
    "separate )?",
}


def unit_patterns(language):
    """Return the compiled pattern of a unit right after a number; its group `uN` tells which row of UNITS it is."""
    rows = [f"(?P<u{n}>{words})" for n, words in enumerate(UNITS[language].values())]
    return re.compile(
        rf"[ -]?{_EXTRA[language]}(?:{'|'.join(rows)}|(?P<counted>{COUNTED[language]}))(?![\w])(?P<per>/lần)?"
        r"(?P<half> rưỡi| and a half)?"
    )


UNIT_ROWS = {language: list(rows) for language, rows in UNITS.items()}
UNIT = {language: unit_patterns(language) for language in UNITS}

# What stands before a number and limits it. Longer words first; two readings where the word has two.
LIMITS_BEFORE = {
    "vi": {
        r"(?:không|đừng|chớ)(?: (?!nếu|khi|thì)\w+){0,4}? (?:quá|hơn|nhiều hơn|vượt quá)|không trên": ["<="],
        r"không (?:dưới|ít hơn|kém)": [">="],
        r"(?:chưa|không) (?:đến|tới|đầy|đủ)": ["<"],
        r"(?:ít nhất|tối thiểu|chí ít)(?: là| cũng| phải| trong| mỗi| sau| từ| khoảng)?": [">="],
        r"(?:nhiều nhất|tối đa|cao nhất|lâu nhất|muộn nhất|chậm nhất|cùng lắm)(?: là| chỉ| trong| mỗi| tới| đến)?": [
            "<="
        ],
        r"(?:nhiều|lớn|cao|lâu|dài|nặng) hơn": [">"],
        r"(?:ít|nhỏ|thấp|kém|ngắn|nhẹ) hơn": ["<"],
        r"hơn|vượt quá|quá|vượt": [">"],
        r"trên": [">", ""],
        r"dưới": ["<"],
        r"(?:vào |trong )?khoảng(?: chừng)?|chừng|xấp xỉ|ước chừng|độ chừng|tầm|cỡ": ["~"],
        r"gần": ["~-", "~", ""],
        r"(?:cho |lên )?(?:đến|tới)": ["<=", ""],
        r"từ(?! khoảng)": ["", ">="],
    },
    "en": {
        r"(?:not|never|\w+n't)(?: (?!if|when|unless|until)\w+){0,4}? (?:more than|longer than|greater than|"
        "exceed(?:ing)?)": ["<="],
        r"(?:not|never|\w+n't)(?: (?!if|when|unless|until)\w+){0,4}? (?:less than|fewer than)": [">="],
        r"(?:no|not|never) (?:more|longer|later|greater|higher|older) than|not (?:to exceed|above|over|exceeding)": [
            "<="
        ],
        r"(?:no|not) (?:less|fewer|sooner|earlier|younger) than|not (?:under|below)": [">="],
        r"at least|a minimum of|minimum(?: of| is)?|at the very least": [">="],
        r"at (?:the )?most|a maximum of|maximum(?: of| is)?|at the latest": ["<="],
        r"up to": ["<="],
        r"(?:more|greater|higher|longer|older|larger|heavier) than|exceeding|exceeds?|in excess of": [">"],
        r"(?:less|fewer|lower|shorter|younger|smaller) than": ["<"],
        r"over|above|beyond|past": [">", ""],
        r"under|below": ["<"],
        r"about|around|approximately|roughly|approx\.?|circa|some|in the region of": ["~"],
        r"nearly|almost|close to|just under": ["~-", "~"],
    },
}
LIMITS_AFTER = {
    "vi": {
        r"trở lên|hoặc hơn|hoặc nhiều hơn|hay hơn|là ít nhất": [">="],
        r"trở xuống|hoặc ít hơn|là tối đa|là cùng": ["<="],
    },
    "en": {
        "or (?:more|over|older|above|longer|higher|greater)|and (?:over|above|older|up)|(?:at (?:the )?least|"
        "minimum)(?=[.,;)]|$)": [">="],
        "or (?:less|fewer|under|younger|below|lower)|and (?:under|younger)|(?:at (?:the )?most|maximum)(?=[.,;)]|$)": [
            "<="
        ],
    },
}
_LINK_WORDS = {
    "vi": r"(?: (?:là|được|đủ|đến|tới|mỗi|trong|sau|các|những|cứ|từ năm|từ|cả|thêm|một|cho|năm|vào năm|khoảng))?",
    "en": "(?: (?:the|another|a|an|every|each|in|for|once in|for the|after|one|another|further|about|his|her|your|"
    "first|last))?",
}


def _limit_pattern(language):
    rows = "|".join(f"(?P<l{n}>{words})" for n, words in enumerate(LIMITS_BEFORE[language]))
    return re.compile(rf"(?<!\w)(?:{rows}){_LINK_WORDS[language]} ?\Z")


def _after_pattern(language):
    rows = "|".join(f"(?P<l{n}>{words})" for n, words in enumerate(LIMITS_AFTER[language]))
    return re.compile(rf",? ?\(?(?:{rows})(?!\w)")


LIMIT_BEFORE = {language: _limit_pattern(language) for language in LIMITS_BEFORE}
LIMIT_AFTER = {language: _after_pattern(language) for language in LIMITS_AFTER}
LIMIT_ROWS = {language: list(rows.values()) for language, rows in LIMITS_BEFORE.items()}
AFTER_ROWS = {language: list(rows.values()) for language, rows in LIMITS_AFTER.items()}

PERIODS = {"giờ": ("minutes", 60), "tiếng": ("minutes", 60), "ngày": ("minutes", 1440), "hôm": ("minutes", 1440)}
PERIODS |= {"tuần": ("minutes", 10080), "tháng": ("months", 1), "năm": ("months", 12), "phút": ("minutes", 1)}
PERIODS |= {"sáng": ("minutes", 1440), "tối": ("minutes", 1440), "đêm": ("minutes", 1440), "chiều": ("minutes", 1440)}
PERIODS |= {"trưa": ("minutes", 1440), "tuần lễ": ("minutes", 10080), "24 giờ": ("minutes", 1440)}
PERIODS |= {"hour": ("minutes", 60), "day": ("minutes", 1440), "week": ("minutes", 10080), "month": ("months", 1)}
PERIODS |= {"year": ("months", 12), "minute": ("minutes", 1), "fortnight": ("minutes", 20160)}
PERIODS |= {
    "morning": ("minutes", 1440),
    "evening": ("minutes", 1440),
    "night": ("minutes", 1440),
    "afternoon": ("minutes", 1440),
}
ADVERBS = {"hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "fortnight"}
ADVERBS |= {"monthly": "month", "yearly": "year", "annually": "year", "annual": "year", "everyday": "day"}
