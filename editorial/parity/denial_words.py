"""The words that deny in both languages, those that may answer a denial, and the idioms that deny nothing.

A denial bears the name of its row. In `ANSWERS` each row of softer words tells which denials of the other language it
may stand for: `bỏ rượu` is "do not drink alcohol", but no `khó` ("hard to") is a "do not".
"""

import re

# A limit ("no more than 5") denies nothing: it is compared with its number.
_NUMBER_VI = r"(?: (?:là|được|khoảng))? (?:\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|vài|mấy)"
_NUMBER_EN = (
    r"(?: (?:about|a|an|the|your|that|this|once))? (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve|once|"
    r"twice|half|hour|day|week|month|year|a\b|an\b)"
)
_MORE_VI = (
    r"quá|vượt(?: quá)?|hơn|(?:nhiều|ít|cao|thấp|lâu|sớm|muộn|dài|ngắn|lớn|nhỏ|nặng|nhẹ|kém|dưới|trên) hơn|"
    "nhiều quá"
)
_MORE_EN = "(?:more|less|(?!other|rather|either)[a-z]+er) than"
IDIOMS = {
    "vi": [
        # nouns and adverbs that only sound like a denial
        r"không (?:những|chỉ|riêng|khí|gian|quân|lực|phận|tưởng)|hàng không|số không|(?:nơi|chỗ) không trung",
        r"không (?:sao(?! (?:ngủ|ăn|chịu|quên|tìm|nói|đi|làm|nhớ|chép|\w+ chép))|hề gì|việc gì(?! phải)|bị gì|"
        r"chừng|ít(?= người|\s+trường hợp)|lâu sau|mấy chốc|kém(?= phần| gì)|ngờ)|chẳng mấy chốc",
        r"bất (?:cứ|kỳ|kì)|chẳng (?:hạn|những|may|qua|lẽ)|không may|chưa (?:kể|nói)(?= \w)|không sớm thì muộn|"
        r"không nhiều thì ít|"
        r"không hơn không kém|không nghi ngờ(?: gì)?|không (?:đâu|lẽ|cứ)(?!\w)|bất kể|vô (?:cùng|số)",
        r"(?:đừng|không được|không|chớ) (?:quên|ngại|ngần ngại|chần chừ)|không thể (?:thiếu|không)|không khỏi "
        r"(?:lo|bỡ ngỡ|buồn|ngạc nhiên|băn khoăn)",
        # free of charge, see `contrasts`
        r"không (?:phải )?(?:mất|tốn|trả|thu|tính|lấy|đóng)(?: thêm)? (?:tiền|(?:lệ |viện )?phí|xu|đồng|"
        r"cước)(?: nào)?",
        r"(?<=cước )không (?:tính|thu)|(?<=phí )không (?:tính|thu)",
        # "not … before": the second denial is the one that counts
        r"chưa(?= [^,.;:?!\x01]{1,60} thì (?:chưa được|đừng|chớ)(?!\w))",
        # whether or not
        r"(?:hay|hoặc) (?:là )?(?:không|chưa)(?=\s*(?:[,.;:?!)]|\Z)| (?:và|thì|để|bằng|nhé|ạ|cũng|đều|vẫn|"
        r"trước|mà)(?!\w))",
        r"(?:hay|hoặc) không(?= (?:dấu|kèm|có|là|tùy|còn tùy))|(\w+) (?:hay|hoặc) không \1|dù (?:có )?(?:\w+ "
        r")?hay không",
        r"(?:tại|vì|làm)? ?sao (?:\w+ )?không(?= [^.?!]*[?])|không(?= (?:con|anh|chị|em|cô|bác|ông|bà|bạn|"
        r"cháu|vậy|thế|hả)\s*[?])",
        r"không (?:quan trọng|thành vấn đề)|có không|(?:không|chẳng) biết (?:có|liệu|là)|(?<=[\w ])(?<!thì "
        r")(?:không|chưa)(?=\s*[?])",
        r"(?:không|chẳng|chưa) (?:bao )?lâu (?:sau|nữa)|(?:không|chưa) (?:ạ|nhỉ|vậy)(?=\s*[?.!]|\Z)",
        "có kiêng có lành",
    ],
    "en": [
        r"(?<!do )(?<!must )not (?:only|just|merely|simply)|not (?:to mention|infrequently)|no (?:matter|doubt|"
        r"sooner)|whether or not|"
        r"nothing but",
        r"or not(?=[,.;?)]|$)|if (?:at all )?not(?= more)|nonetheless|nevertheless|why not|no\.(?= ?\d)|none other",
        r"(?:do not|don't|never|not|should not|shouldn't|without|no) (?:hesitate|hesitation)|(?:do not|don't|"
        r"never) (?:forget|delay)",
        r"(?:do not|don't|never|not) (?:be|feel) (?:too )?(?:shy|afraid|embarrassed|ashamed)",
        r"not even (?:a |one|once)|(?:no|without) (?:charge|cost|fee)s?|"
        r"(?:than|with or) without|more often than not|(?:cannot|can't|could not|couldn't) (?:but|help)(?! "
        r"you)|no (?:wonder|problem|worries|better than)|(?:do|does|will|did)(?: not|n't) (?:have to |need to "
        r")?(?:pay|cost|charge)|never mind|not least|in no time|before you know it",
        r"(?:pays?|paid|costs?|owes?)(?: \w+)? nothing|nothing to pay|for nothing|without delay",
        r"(?:do not|don't|never) leave it (?:too late|(?:to|until|till) the last minute)",
    ],
}
# Set phrases that deny in form and are often put as one plain word in the other language: "adverse", "mixed".
SET_PHRASES = {
    "vi": [
        r"nếu không(?=,)|không thì|(?<!bạn )(?<!ai )không mong muốn|không (?:đồng nhất|đều|lâu|may|dứt|nguôi)",
        r"không ngừng(?! (?:cho|khi|nếu|thuốc|dùng|tiêm|uống|điều|việc|đột|hẳn|sớm|ngay|lại|interferon))|"
        r"không khéo|không (?:bỏ (?:lần|ngày|mũi|liều|buổi) nào)",
        r"(?:chưa|không) kịp|không (?:cố ý|dây|ngớt)|không bắt buộc|không (?:thay )?đổi(?=\s*(?:[.,;)]|\Z))|"
        r"không dưng|khi không(?= mà)|không phụ|"
        r"không bằng(?= một thấy)",
        r"không phải (?:tự nhiên|ngẫu nhiên|vô (?:cớ|tình|lý))|không (?:ngờ|tránh khỏi|đáng kể|thua kém)",
        r"không (?:của )?riêng (?:ai|gì)|không (?:khỏe|ổn|vui|yên|thoải mái|dễ chịu|ngon(?: miệng)?)",
    ],
    "en": [
        r"not long|no time|if not(?=,)|not (?:well|feeling well)|nonstop|non-stop|careless\w*|before long",
        r"(?:nothing|no (?:reason|need|cause)) (?:to worry|for (?:alarm|concern|worry))|not (?:a problem|"
        r"serious)|"
        r"(?:does not|doesn't|do not|don't) matter",
    ],
}
# "No more than 5" denies nothing; it may answer "do not take more than 5", which may be a denial or a limit.
LIMITS = {
    "vi": [
        rf"(?:không|đừng|chớ|chẳng|chưa) (?:{_MORE_VI})(?={_NUMBER_VI})",
        rf"không (?:dưới|quá|trên|ít hơn|nhiều hơn|vượt quá)|(?:chưa|không) (?:đến|tới|đầy|đủ)(?={_NUMBER_VI})",
        r"(?:chưa|không) (?:đến|tới|đầy)(?= \w+ (?:phần|người|tuần|ngày|tháng|năm|giờ))",
        r"tối đa|tối thiểu|nhiều nhất|ít nhất|giới hạn|hạn chế|trong vòng|cùng lắm|chỉ",
    ],
    "en": [
        rf"(?:no|not) {_MORE_EN}|not (?:above|over|under|below|exceeding|to exceed)(?= \d)",
        r"(?:not|never|no) (?:above|over|beyond|under|below)(?= (?:a |an |the )?[#\d])",
        r"at (?:the )?(?:most|least)|up to|maximum|minimum|(?<!off )(?<!off-)limit\w*|within|only",
    ],
}
DENIALS = {
    "vi": {
        "limited": rf"(?:không|đừng|chớ|chẳng)(?= (?:(?!nếu|khi|thì|và|vì)\w+ ){{1,6}}?(?:{_MORE_VI}){_NUMBER_VI})"
        r"(?: (?:được|nên|phải))?",
        "never": r"(?:không|chưa|chẳng|đừng|chớ) (?:bao giờ|khi nào|lúc nào|hề|từng)(?: (?:được|phải|nên|có))?",
        "unless": r"trừ (?:khi|phi|trường hợp|lúc)|ngoại trừ (?:khi|trường hợp)",
        "longer": r"(?:không|chẳng|chưa) còn(?: (?:được|phải|nên|có))?",
        "need": r"(?:không|chưa|chẳng|đừng) (?:cần|phải|nhất thiết|bắt buộc)(?: (?:phải|được|nên|có))?",
        "cannot": r"(?:không|chưa|chẳng) thể(?: nào)?|không (?:sao|tài nào)(?= (?:ngủ|ăn|chịu|quên|tìm|nói|đi|"
        r"làm|nhớ) "
        r"được)",
        "forbid": r"không (?:được|nên)(?: (?:phép|phải|có))?|đừng|chớ",
        "avoid": r"(?<!phòng )tránh(?! thai| xa (?:tầm|trẻ))|kiêng",
        "yet": r"chưa",
        "equal": r"không(?= (?:\w+ ){0,4}bằng(?!\w))",
        "no": r"không|chẳng|chả|(?:đâu|nào) (?:có|phải)|làm gì có",
    },
    "en": {
        "limited": rf"(?:(?:do|does|must|should|may|will) )?(?:not|never|no|\w+n't)(?= (?:(?!if|when|unless|"
        rf"until)\w+ ){{0,7}}?(?:{_MORE_EN}|"
        rf"exceed(?:ing)?){_NUMBER_EN})",
        "until": r"(?:(?:do|did|does|must|should|is|was|were|are|has) not|\w+n't|not)"
        r"(?= (?:[\w']+ ){0,6}?(?:until|till)(?!\w))",
        "never": r"never|not ever|at no time|under no circumstances|on no account",
        "unless": r"unless|except (?:if|when)",
        "longer": r"no longer|not any ?more",
        "need": r"(?:do|does|did|will)(?: not|n't) (?:need|have)(?= to)|need(?: not|n't)|no need|unnecessary|"
        r"not (?:necessary|required|needed|have to)",
        "cannot": r"cannot|can't|can not|could not|couldn't|unable|impossible|not able",
        "forbid": r"(?:must|should|may|shall|ought)(?: not|n't)|mustn't|shouldn't|not (?:allowed|permitted)|"
        r"(?:\A|(?<=[.:;!\n] )|(?<=, )|(?<=and )|(?<=please ))(?:do not|don't)",
        "avoid": r"avoid\w*|(?:keep|kept|stay|steer)(?:s|ing|ed)? (?:\w+ ){0,4}?(?:away|off|clear of|out of(?= "
        r"(?:the |"
        r"your |their |direct )?(?:sun|sight|eye|mouth|heat|light|nose|hand)))",
        "against": r"(?:advis\w+|recommend\w*|warn\w*|decid\w+) against",
        "less": r"(?!unless|regardless|nonetheless|nevertheless|bless|wireless|countless|harmless|"
        r"breathless|restless)[a-z]{3,}less(?:ly)?|"
        r"[a-z]+-free(?<!toll-free)|"
        r"(?:sugar|alcohol|gluten|lactose|caffeine|smoke|pain|symptom|fever|disease|virus|cancer|drug|latex) free",
        "un": r"un(?:known|clear|checked|confirmed|tested|proven|approved|licensed|authorised|authorized|"
        r"scented|available|treated|diluted|affected|changed|related|reliable|stable|suitable|sure|"
        r"certain|attended|clean|safe|sterile|washed|healthy|controlled|aware|vaccinated|insured|opened|used|"
        r"damaged|important|"
        r"detectable)(?:ly)?|over[- ]the[- ]counter|undetectable|ineffective|non(?=-(?!profit))",
        "nor": r"nor(?= (?:do|does|did|is|are|was|were|can|should|will|has|have|must|may)(?!\w))",
        "no": r"not|hardly|scarcely|barely|no one|nobody|nothing|nowhere|none|neither(?: [\w']+){1,8}? nor|neither|"
        r"nor|"
        r"without(?! (?:asking|checking|consult\w*|(?:telling|talking to) (?:your|a|the)|medical advice|a "
        r"(?:doctor's )?prescription|"
        r"permission))|no|\w+n't",
    },
}
LEXICAL = {"avoid", "against", "less", "un", "unless"}
# Words that may answer a denial of the other language, by row; a row answers its namesake there first.
POSSIBLE = {
    "vi": {
        "stop": r"ngừng|dừng|thôi|dứt|ngưng|cầm|chấm dứt|kết thúc|bỏ(?! vào| ngay kim)|cai|cắt(?= cơn)|hoãn|"
        r"nhịn",
        "avoid": r"xa|ngoài tầm|cách ly",
        "few": r"(?<!một )(?<!một số )ít(?! nhất)|hiếm|hầu như|thưa|gần như|suýt|vừa đủ",
        "unless": r"trừ|ngoại trừ|ngoài",
        "lack": r"thiếu|(?<!hầu )(?<!trước )hết|vắng|quên|lỡ|mất|sót|bỏ lỡ|trống|rụng|trượt",
        "instead": r"thay vì|thay cho|hơn là|thà",
        "hard": r"khó(?! chịu(?! đựng)| khăn)|ngại",
        "forbid": r"cấm|từ chối|loại trừ|bị loại|chống chỉ định|phản đối",
        "wrong": r"sai|nhầm|thất bại|hỏng|kém|yếu|xấu|suy",
        "free": r"(?<!chữa )(?<!lấy )(?<!ra )(?<!rút )khỏi(?! bệnh| hẳn)|sạch|(?<!tự )miễn(?! dịch)|lành",
        "un": r"vô|bất|phi|lạ|trái (?:phép|ý)|lậu|còn nguyên|nguyên (?:vẹn|chất)|thừa|dư|khó chịu|mơ hồ|bẩn|dơ|khiếm "
        r"(?:thị|thính)|"
        r"mù|điếc|liên tục|suốt|tự do|thắc mắc|băn khoăn",
        "own": r"tự ý|tự tiện|tự(?! (?:do|nhiên|động|tin|kháng|miễn))",
        "otherwise": r"nếu không(?=,)|không thì|kẻo|nếu để",
        "only": r"chỉ(?! (?:số|định|dẫn|huyết))|duy nhất",
        "also": r"cũng (?:vậy|thế)",
        "asked": r"làm sao|sao mà|sao được|dễ gì|nào ai|ai lại|lẽ nào|đời nào|mấy ai",
        "late": r"mới (?:được |có thể |nên |lại )?(?:ăn|uống|tiêm|dùng|tìm|lái|đi|ngừng|khỏi|biết|thấy|có|rút|"
        r"tắm|cho|"
        r"làm|"
        r"mở|bắt đầu|ra|hết|về|đến|hiểu|gọi|là|đưa)|mãi (?:đến|tới)",
        "until": r"đợi|chờ|hẵng|khoan",
        "other": r"khác",
        "alone": r"để yên|giữ nguyên|mặc kệ",
        "less": r"nhẵn|trơn|êm ái|bạc màu|chủ quan|cẩu thả",
        "against": r"phản đối|chống",
    },
    "en": {
        "stop": r"stop(?:s|ped|ping)?|ceas\w+|ends?|ended|quit\w*|giv(?:e|es|ing) up|give\w* \w+ up|hold off|"
        r"held off|"
        r"refrain\w*|abstain\w*|fast(?:ing|ed)?|wear\w* off|leave out",
        "avoid": r"away from|clear of|beware|out of(?= (?:the |your |direct )?(?:freezer|sun\w*|light|heat|sight))"
        r"|keep (?:[\w,]+ ){1,7}to yourself",
        "shield": r"protect\w*|shield\w*|prevent\w*|escap\w*",
        "few": r"(?<!a )few|(?<!a )little|rarely|rarer?|seldom|less often|uncommon|unlikely",
        "unless": r"except|apart from|other than|outside|but for|besides|aside from",
        "lack": r"lack\w*|missing|absen\w+|skip\w*|miss(?:ed|es)?|run out|forg[eo]t\w*|los(?:e|es|ing|s|t)|"
        r"poor(?:ly)?|"
        r"expir\w*|throw\w*|discard\w*|drop(?:s|ped)?|empty|ran out|gone|neglect\w*|omit\w*|left out|devoid|zero",
        "instead": r"instead of|rather than|less (?:\w+ )?than (?:i|we|you|people|expected|they|he|she)",
        "hard": r"hard(?= to)|difficult\w*|breathless\w*|insomnia|too \w+ (?:to|for)|trouble|struggl\w+",
        "forbid": r"forbid\w*|refus\w+|rul\w+ out|ban(?:ned)?|prohibit\w*|contraindicat\w+|denied|den(?:y|ies)"
        r"|illegal|off limits|off-limits|reject\w*|declin\w+",
        "wrong": r"wrong|fail(?:s|ed|ing)?|false|mistak\w+|imperfect|intoleran\w+|disagree\w*",
        "far": r"far from|anything but",
        "free": r"free (?:of|from)|exempt\w*|rid of|clear of",
        "un": r"un(?!well|born|der|til|it|ique|less|ion|ivers|do|icef|fortunate|derst)\w+|unwell|in(?:active|"
        r"complete|correct|"
        r"definite|sufficient|curable|ability|appropriate|visible|frequent|accurate|adequate|activated|stant)\w*"
        r"|im(?:pure|proper|mature|mediate)\w*|ir(?:regular|reversible)\w*|discontinu\w*|nonprofit|non-profit|"
        r"abnormal\w*|anonymous\w*|harmless|sterile|insomnia|regardless|voluntar\w+|"
        r"dis(?:like|agree|appear|satisf|approv|regard)\w*|ignor\w+|doubt\w*|wonder\w*|blind\w*|deaf|constant\w*|"
        r"strange\w*|adverse\w*|optional|stable|negligible|indigestion",
        "otherwise": r"otherwise|or else",
        "only": r"only|single-use|disposable",
        "other": r"differ\w*|unlike|vary|varies|various",
        "own": r"without (?:asking|checking|consult\w*|(?:telling|talking to) (?:your|a|the)|medical advice|a "
        r"(?:doctor's )?prescription|"
        r"permission)",
        "until": r"before|until|till|wait\w*|still|remain\w*|pending|delay\w*|postpon\w*",
        "alone": r"(?:leave|let) (?:\w+ )?(?:alone|be)",
        "already": r"already",
        "compare": r"less|worse|fewer|lower|poorer|inferior|weaker|(?!rather|other|either)[a-z]+er than|beats?",
    },
}
# Which denials of the other language the words of a row may stand for.
_LOOSE = {"no", "yet", "less", "un", "longer", "need"}
ANSWERS = {
    "stop": _LOOSE | {"forbid", "avoid"},
    "avoid": {"avoid", "forbid", "no", "never"},
    "shield": {"avoid"},
    "few": {"no", "un", "never", "need"},
    "unless": {"unless", "no", "less", "need"},
    "lack": _LOOSE | {"cannot"},
    "instead": {"no", "forbid", "need", "avoid", "never"},
    "already": {"need"},
    "hard": {"cannot", "un", "no"},
    "against": {"against"},
    "forbid": {"forbid", "no", "never", "cannot", "avoid", "against"},
    "wrong": {"un", "no", "cannot", "less"},
    "free": {"yet", "no", "less", "longer", "un", "need", "avoid", "forbid"},
    "far": {"no"},
    "un": {"no", "less", "un", "need", "cannot", "yet"},
    "own": {"no", "less", "yet"},
    "otherwise": {"no", "unless"},
    "only": {"unless", "until"},
    "until": {"yet", "until"},
    "late": {"yet", "until", "forbid", "cannot"},
    "other": {"no"},
    "alone": {"no", "forbid"},
    "less": {"less"},
    "also": {"nor"},
    "asked": {"no", "never", "cannot", "nor"},
    "compare": {"equal"},
    "limit": {"limited"},
    "nor": _LOOSE | {"nor", "forbid", "cannot", "never"},
}
# Rows that one word of the other language may belong to: `bỏ` is to stop, to skip and to throw away.
KIN = {"stop": "end", "lack": "end"}
# Words that only cancel a row above, and never answer a denial themselves.
ECHOES = {
    "vi": {"stop": r"chặn|ngăn", "avoid": r"xa", "until": r"còn"},
    "en": {
        "wrong": r"spoil\w*|damag\w*|break\w*|broken|ruin\w*|weak\w*|poor\w*|bad\w*|ill\w*|misle\w*",
        "hard": r"hard|difficult\w*",
        "un": r"clean\w*|left ?over|whole|entire|throughout|all",
        "avoid": r"far|apart|distan\w*|beyond",
        "late": r"new\w*|just|recent\w*|then",
        "own": r"on (?:your|their|his|her|its) own|\w+sel(?:f|ves)|own",
        "stop": r"blocks?|blocked|prevents?|prevented|put(?:ting)? off|postpon\w*|delay\w*|defer\w*|break\w*|"
        r"leave out|skip\w*|finish\w*|turn\w* off",
        "free": r"cure[sd]?|clean\w*|clear\w*|exclu\w*|recover\w*|get well|got well|heal\w*|free",
        "few": r"fewer|less|lower|nearly|almost|low|slight\w*",
        "lack": r"short(?:ages?)?|over|ends?|finish\w*|run|go(?:es)? away|went away|clear(?:s|ed)?",
        "only": r"only",
        "other": r"other|another|else|elsewhere|chang\w+",
    },
}
# `có … không`, `đã … chưa`: the last word asks and does not deny.
QUESTION = re.compile(
    r"(?<!\w)(?:có|được|phải|đã|xem|nên|cần|liệu)(?!\w)[^,.;:?!\x01]{0,80}?(?<!\w)(?<!thì )(?<!người "
    r")(?P<tag>không|chưa)(?=\s*(?:[,.;:?!)]|\Z|"
    r"(?:và|hoặc|nhưng|hay|rồi|thì|bằng|để|trước khi|vì|khi|trong|mỗi|lúc|nhé|ạ|là)(?!\w)))"
)
JOINED = re.compile(
    r"(?:[,;]|(?<!\w)(?:và|hoặc|hay|and|or|nor|but|mà|nhưng)) ?(?:cũng |also |do |does |did |you |must |should |"
    r"bạn |đừng |to )?\Z"
)
SPREADING = re.compile(
    r"(?<!\w)(?:or|nor|and|hoặc|hay|và)(?!\w)(?! (?:we|you|it|they|he|she|do|does|is|are|can|must|always|"
    r"then|only|bạn|nó|hãy|has|gets?|takes|uses|needs|gives|accepts|keeps|works|helps|makes|lets|"
    r"stays|remains|offers|provides|sells|pays|costs|contains|causes)(?!\w))"
)


def one_of(rows):
    """Return the pattern that matches a whole word or phrase of `rows`, a list of patterns."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)")


def by_name(table):
    """Return the pattern of the rows of `table`; the group that matches is `n` and the number of the row."""
    return one_of([f"(?P<n{number}>{words})" for number, words in enumerate(table.values())])
