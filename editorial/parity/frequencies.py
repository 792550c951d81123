"""How often: the patterns of frequencies in both languages, written on a sketch where every number is `#___`."""

import re

from editorial.parity.vocabulary import ADVERBS

N = r"#_*(?![#_])"
_P_VI = r"quý|giờ|tiếng|phút|ngày|tuần lễ|tuần|tháng|năm"
_P_EN = r"hour|hr|min|day|week|month|year|minute|fortnight|morning|evening|night|afternoon"
_DO = (
    "(?:(?:tiêm|uống|dùng|nhỏ|bôi|xịt|khám|xét nghiệm|thử máu|đo|thay|truyền|bơm|gặp|đến|đi|đều|phải|nên|được|thuốc|"
    "chỉ|máu|cần|vào|bạn|là) ){0,3}"
)
FREQUENCIES = {
    "vi": [
        rf"(?P<alternate>cách (?:(?:mỗi |một )?(?P<one>{N}) )?(?P<period>ngày|tuần|tháng)(?:(?: \w+){{0,2}} "
        rf"#__ lần)?)(?! (?:nay|"
        "đây|đó|khác))",
        # ba lần mỗi tuần, 3 lần/tuần, một lần mỗi hai tuần, hai lần trong một ngày
        rf"(?P<count>{N}) (?:lần|lượt)(?: (?:trong |cho |vào )?(?:mỗi|một|trong|cứ)(?: mỗi)? | ?/ ?| trên |"
        rf" )(?P<each>{N} )?(?P<period>{_P_VI})(?! (?:đầu|kế|tiếp|tới))",
        # mỗi năm khám mắt hai lần
        rf"(?:cứ mỗi|cứ|mỗi|hằng|hàng) (?P<each>{N} )?(?P<period>{_P_VI})(?: (?!mỗi|và|hoặc)\w+){{1,4}} "
        rf"(?P<count>{N}) "
        "(?:lần|cữ)(?! (?:sau|đầu|nữa|liên tiếp))",
        # mỗi tuần một lần, hai tuần một lần, cứ 12 giờ một lần, ngày uống hai lần, 3 tháng/lần
        rf"(?:(?:cứ |mỗi |hằng |hàng |trong |cứ mỗi |một )*)(?P<each>{N} )?(?P<period>{_P_VI}|sáng|tối|"
        rf"đêm)(?:,? (?:lại )?{_DO}| ?)(?P<count>{N}) (?:lần|lượt|cữ)(?! (?:sau|đầu|nữa|liên tiếp))",
        rf"(?:(?:cứ |mỗi )*)(?P<each>{N} )?(?P<period>{_P_VI})(?:/lần| mới {_DO}lần)",
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
        rf"(?:(?P<count>{N})(?: |-)times?|(?P<word>once|twice|"
        rf"thrice))(?: in)?[ -](?:(?P<adverb>{'|'.join(ADVERBS)})|(?:a|an|per|each|every|in) (?P<other>(?:other|"
        rf"second|alternate|third|fourth) )?(?P<each>{N} )?(?P<period>{_P_EN})s?)",
        rf"(?P<count>{N})(?: |-)times? ?/ ?(?P<period>{_P_EN})",
        rf"(?:on )?(?P<alternate>every (?:other|second)|alternate|each alternate) (?P<period>{_P_EN})s?",
        rf"every (?P<third>third|fourth|fifth|sixth) (?P<period>{_P_EN})s?",
        rf"(?:every|each|per) (?P<each>{N}(?: |-))?(?P<period>{_P_EN})s?(?! that| of)",
        rf"(?P<period>{_P_EN})s? apart(?<!.)",
        rf"(?<=[\w_#%]) ?/ ?(?P<each>{N} )?(?P<period>{_P_EN})s?",
        rf"(?P<adverb>{'|'.join(ADVERBS)})",
    ],
}
FREQUENCY_PATTERNS = {
    language: [
        re.compile(rf"(?<![\w#])(?:{pattern})(?![\w])" if not pattern.startswith("(?<=") else rf"(?:{pattern})(?![\w])")
        for pattern in patterns
    ]
    for language, patterns in FREQUENCIES.items()
}
