"""The ways into the body that a text names, and the words of refusal in it, in both languages."""

import re

from editorial.parity.values import Value

# A route written out is hard; a word that only hints at it (`uống`, "tablets") may stand for it but need not.
ROUTES = {
    "vi": {
        "under the skin": r"dưới da",
        "into a muscle": r"tiêm bắp|vào bắp|bắp thịt|(?:vào|trong) cơ(?! (?:thể|quan|sở|chế))",
        "into a vein": r"tĩnh mạch|truyền ven|vào ven|tiêm ven",
        "into the skin": r"trong da|vào trong da",
        "by mouth": r"đường uống|đường miệng|qua miệng|bằng miệng",
        "in the nose": r"nhỏ mũi|xịt mũi|vào mũi|đường mũi|qua mũi|lỗ mũi",
        "in the eye": r"nhỏ mắt|vào mắt|tra mắt|đường mắt",
        "into the bladder": r"(?:vào|trong|bơm|rửa|qua|thẳng|đặt) (?:trong |lòng )?bàng quang",
        "into the lesion": "(?:vào|trong|thẳng|tại) (?:vào |trong )?(?:các |những |từng |một |mỗi )?"
        r"(?:nốt |mụn |vết |khối )?(?:sùi|mụn cóc|cóc|tổn thương|sang thương|u(?! (?:lympho|tủy|hắc|xơ|ác|máu)))(?!\w)",
        "on the skin": r"bôi|(?<!giao )thoa|ngoài da",
        "by breathing": r"khí dung|(?<!khi )(?<!lần )(?<!sau )hít|xông|phun sương",
        "into the rectum": r"hậu môn|trực tràng",
        "into the vagina": r"âm đạo",
        "around the brain": r"tủy sống|dịch não|dịch quanh não|nội tủy",
        "under the tongue": r"dưới lưỡi",
        "by injection": r"(?:đường|dạng) (?:tiêm|chích)",
        "into the belly": r"(?:vào|trong|qua|khoang|truyền|tiêm) (?:ổ |trong |khoang )*(?:phúc mạc)|ổ bụng",
        "into a joint": r"(?:tiêm|chích|bơm) (?:\w+ ){0,3}?(?:vào|trong|nội) (?:ổ |trong |các )?khớp",
        "around the lung": r"(?:khoang |vào )màng phổi",
        "into the marrow": r"(?:truyền|tiêm|đường) (?:vào |trong |qua )*(?:tủy )?xương",
        "through a tube": r"ống (?:thông )?(?:dạ dày|nuôi ăn|mũi dạ dày)|sonde",
    },
    "en": {
        "under the skin": r"(?:under|beneath|below|just under) (?:the |your |their )?skin|subcutaneous(?:ly)?",
        "into a muscle": r"in(?:to)? (?:a |the |your )?(?:\w+ )?muscles?|intramuscular(?:ly)?",
        "into a vein": r"in(?:to)? (?:a |the |your )?veins?|through (?:a |the )?veins?|intravenous(?:ly)?",
        "into the skin": r"into (?:the |your )skin|intradermal(?:ly)?",
        "by mouth": r"by mouth|orally|oral|through the mouth",
        "in the nose": "(?:in(?:to)?|up|through|inside) (?:the |your |each |one )?(?:nose|nostrils?)|nasal(?:ly)?|"
        "intranasal(?:ly)?|nose (?:drops?|sprays?)",
        "in the eye": r"eye ?drops?|in(?:to)? (?:the |your |each |one |both )?(?:\w+ )?eyes?",
        "into the bladder": r"(?:in(?:to)?|inside) (?:the |your )?bladder|intravesical(?:ly)?|"
        r"bladder (?:instillations?|washes|wash)",
        "into the lesion": r"in(?:to)? (?:a |the |each |your |one )?(?:\w+ )?(?:warts?|lesions?|tumou?rs?|spots?)|"
        "intralesional(?:ly)?",
        "on the skin": r"on(?:to)? (?:the |your )?skin|creams?|ointments?|gels?|topical(?:ly)?|spread on",
        "by breathing": r"inhal\w+|nebuli\w+|breath(?:e|ed|ing) in",
        "into the rectum": r"rectal(?:ly)?|rectum|back passage|suppositor\w+",
        "into the vagina": r"vaginal(?:ly)?|vagina",
        "around the brain": r"intrathecal(?:ly)?|spinal fluid|fluid around the brain|spine",
        "under the tongue": r"sublingual(?:ly)?|under (?:the |your )?tongue",
        "into the belly": r"intraperitoneal(?:ly)?|in(?:to)? the (?:abdominal|peritoneal) cavity",
        "into a joint": r"intra-?articular(?:ly)?|into (?:a |the |your )?(?:\w+ )?joints?",
        "around the lung": r"intrapleural(?:ly)?|(?:in(?:to)? the )?pleural (?:space|cavity)|around the lungs?",
        "into the marrow": r"intraosseous(?:ly)?|into (?:the |a )?bone(?: marrow)?",
        "through a tube": r"(?:feeding|stomach|gastric|nasogastric|ng|peg) tubes?|nasogastric",
        "by injection": r"by injection|as an injection|by needle|in injection form|injectable",
    },
}
# Where these stand, the route they hint at may be named by the other language.
HINTS = {
    "vi": {
        "by mouth": r"uống|nuốt|viên",
        "into a vein": r"truyền|mạch máu|đường truyền|tiêm mạch",
        "in the nose": r"mũi(?! (?:tiêm|kim|thuốc|đầu))",
        "in the eye": r"mắt",
        "into the bladder": r"bàng quang",
        "into the lesion": r"sùi|mụn cóc|tổn thương|khối u|u (?:vú|da)|chỗ ung thư|u nhú",
        "on the skin": r"da|kem|gel|mỡ",
        "into the skin": r"da",
        "into a muscle": r"bắp|cơ(?! (?:thể|quan|sở|chế))",
        "by breathing": r"thở|phổi",
        "around the brain": r"não|tủy",
        "by injection": r"tiêm|chích|mũi|kim",
        "through a tube": r"ống|thông|sonde",
        "into the belly": r"bụng|phúc mạc",
        "into a joint": r"khớp",
        "around the lung": r"phổi|ngực",
        "into the marrow": r"tủy|xương",
        "into the rectum": r"đít|trực tràng|thụt|nhét|đặt",
    },
    "en": {
        "under the skin": r"in the skin",
        "by mouth": r"tablets?|pills?|swallow\w*|mouth|capsules?|dr[aiu]nk\w*|tak(?:e|en|ing)",
        "into a vein": r"infusions?|infused|drips?|iv|blood vessels?|veins?",
        "in the nose": r"nose|noses|nostrils?|(?:flu|vaccine|steroid|saline|decongestant|allergy|hay fever) sprays?",
        "in the eye": r"eyes?|drops",
        "into the bladder": r"bladder",
        "into the lesion": r"warts?|lesions?|tumou?rs?|growths?",
        "on the skin": r"skin|creams?|ointments?|gels?|patch(?:es)?|appl(?:y|ied)|(?:re)?appl\w+|"
        r"moisturi[sz]\w*|sunscreen|lotions?|external\w*|spread|rub|smear\w*|"
        "thin layer",
        "into the skin": r"skin",
        "into a muscle": r"muscles?",
        "by breathing": r"inhal\w+|airways?|lungs?|puffs?",
        "around the brain": r"brain|spinal|lumbar",
        "through a tube": r"tubes?|catheters?",
        "into the belly": r"abdom\w+|bell(?:y|ies)|periton\w+",
        "into a joint": r"joints?|knees?|shoulders?",
        "around the lung": r"lungs?|chest|pleur\w+",
        "into the marrow": r"marrow|bones?|intraosseous\w*",
        "into the rectum": r"enemas?|bottom|anus|anal|behind|up",
        "by injection": r"inject\w*|shots?|jabs?|needles?|syringes?|pens?|vaccin\w*|intra\w+|subcutaneous\w*",
    },
}
HARD = {
    language: re.compile(
        r"(?<!\w)(?:" + "|".join(f"(?P<r{n}>{words})" for n, words in enumerate(table.values())) + r")(?!\w)"
    )
    for language, table in ROUTES.items()
}
HINTED = {language: re.compile("|".join(table.values())) for language, table in HINTS.items()}
# A word may hint at several routes (`da`), so each route has its own pattern.
SOFT = {
    language: {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for name, words in table.items()}
    for language, table in HINTS.items()
}


def routes(text, language):
    """Return the routes that `text` (lower case) names, as Values of kind `route`; hints are soft."""
    names = list(ROUTES[language])
    hard = [_value(names[int(match.lastgroup[1:])], match) for match in HARD[language].finditer(text)]
    if not hard and not HINTED[language].search(text):
        return []
    return hard + [
        _value(name, match, soft=True) for name, pattern in SOFT[language].items() for match in pattern.finditer(text)
    ]


def _value(name, match, soft=False):
    return Value("route", frozenset({name}), match.start(), match.end(), soft=soft)
