"""The words that deny in both languages, those that may answer a denial, and the idioms that deny nothing.

A denial bears the name of its row. In `ANSWERS` each row of softer words tells which denials of the other language it
may stand for: `bỏ rượu` is "do not drink alcohol", but no `khó` ("hard to") is a "do not".
"""

import re

# A limit ("no more than 5") denies nothing: it is compared with its number.
_NUMBER_VI = r"(?: (?:là|được|khoảng))? (?:\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|vài|mấy)"
_NUMBER_EN = (
    r"(?: (?:about|a|an|the|your|that|this|once))? (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|once|"
    r"twice|half|hour|day|week|month|year|a\b|an\b)"
)
_MORE_VI = (
    r"quá|vượt(?: quá)?|hơn|(?:nhiều|ít|cao|thấp|lâu|sớm|muộn|dài|ngắn|lớn|nhỏ|nặng|nhẹ|kém|dưới|trên) hơn|"
    "nhiều quá"
)
_MORE_EN = "(?:more|less|(?!other|rather|either)[a-z]+er) than"
# Shared with `contrast_words`: what costs nothing.
NO_COST_VI = (
    r"(?:không|khỏi|chẳng|đỡ)(?: (?:phải|cần|cần phải|bị|hề))? (?:mất|tốn|trả|thu|tính|lấy|đóng|nộp|chi|chịu)"
    r"(?: (?:thêm|bạn|của bạn|một|bất kỳ|bất cứ|đồng|khoản|gì về)){0,2} (?:tiền|(?:lệ |viện |chi )?phí|xu|đồng|cước|"
    r"cắc)"
)
IDIOMS = {
    "vi": [
        # nouns and adverbs that only sound like a denial
        r"không (?:những|chỉ|riêng|khí|gian|quân|lực|phận|tưởng)|hàng không|số không|(?:nơi|chỗ) không trung",
        r"không (?:"
        r"chừng|ít(?= người|\s+trường hợp)|lâu sau|mấy chốc|kém(?= phần| gì)|ngờ)|chẳng mấy chốc",
        r"bất (?:cứ|kỳ|kì)|chẳng (?:hạn|những|may|qua|lẽ)|không may|chưa (?:kể|nói)(?= \w)|không sớm thì muộn|"
        r"không nhiều thì ít|"
        r"không hơn không kém|không nghi ngờ(?: gì)?|không (?:đâu|lẽ|cứ)(?!\w)|bất kể|vô (?:cùng|số)",
        r"(?:đừng|(?<!để )không được|(?<!để )(?<!cho )không|chớ) (?:quên|ngại|ngần ngại|chần chừ)|"
        r"không thể (?:thiếu|không)|không khỏi "
        r"(?:lo|bỡ ngỡ|buồn|ngạc nhiên|băn khoăn)",
        # free of charge, see `contrasts`
        rf"{NO_COST_VI}(?: nào)?",
        r"(?<=cước )không (?:tính|thu)|(?<=phí )không (?:tính|thu)",
        # "not … before": the second denial is the one that counts
        r"chưa(?= [^,.;:?!\x01]{1,60} thì (?:chưa được|đừng|chớ)(?!\w))",
        # whether or not
        r"(?:hay|hoặc) (?:là )?(?:không|chưa)(?=\s*(?:[,.;:?!)]|\Z)| (?:và|thì|để|bằng|nhé|ạ|cũng|đều|vẫn|"
        r"trước|mà)(?!\w))",
        r"(?:hay|hoặc) không(?= (?:dấu|kèm|có|là|tùy|còn tùy))|(\w+) (?:hay|hoặc) không \1|dù (?:có )?(?:\w+ "
        r")?hay không",
        r"(?:tại|vì|làm)? ?sao (?:\w+ )?không(?! (?:được|nên|phải|cần|thể|có|dùng|uống|tiêm))(?= [^.?!]*[?])|"
        r"không(?= (?:con|anh|chị|em|cô|bác|ông|bà|bạn|"
        r"cháu|vậy|thế|hả)\s*[?])",
        r"không (?:quan trọng|thành vấn đề)|có không|(?:không|chẳng) biết (?:có|liệu|là)|(?<=[\w ])(?<!thì "
        r")(?:không|chưa)(?=\s*[?])",
        r"(?:không|chẳng|chưa) (?:bao )?lâu (?:sau|nữa)|(?:không|chưa) (?:ạ|nhỉ|vậy)(?=\s*[?.!]|\Z)",
        "có kiêng có lành",
    ],
    "en": [
        r"(?<!do )(?<!must )not (?:only|just|merely|simply)|not (?:to mention|infrequently)|no (?:matter|doubt|"
        r"sooner)|whether or not|"
        r"nothing but|(?:out of|from|in the middle of) nowhere|without (?:a |any )?(?:break|interruption|pause|"
        r"let-up)s?",
        r"or not(?=[,.;?)]|$)|if (?:at all )?not(?= more)|nonetheless|nevertheless|why (?:not|don't you)|"
        r"no\.(?= ?\d)|none other",
        r"(?:do not|don't|never|not|should not|shouldn't|without|no) (?:hesitate|hesitation)|(?<!you )(?<!they )"
        r"(?:do not|don't|never) (?:forget|delay)",
        r"(?:do not|don't|never|not) (?:be|feel) (?:too )?(?:shy|afraid|embarrassed|ashamed)",
        r"(?:no|without) (?:charge|cost|fee)s?|"
        r"(?:than|with or) without|without (?:having to )?(?:pay\w*|charge|cost)|more often than not|(?:cannot|"
        r"can't|could not|couldn't) (?:but|help)(?! "
        r"you)|no (?:wonder|problem|worries|better than)|(?:(?:do|does|will|did|should|need) not|"
        r"\w+n't) (?:have to |need to "
        r")?(?:be )?(?:pay|cost|charge)d?|never mind|not least|in no time|before you know it",
        r"(?:pays?|paid|costs?|owes?)(?: \w+)? nothing|nothing to pay|for nothing|without delay",
        r"(?:do not|don't|never) leave it (?:too late|(?:to|until|till) the last minute)",
    ],
}
# Set phrases that deny in form and are often put as one plain word in the other language: "adverse", "mixed".
SET_PHRASES = {
    "vi": [
        r"không (?:sao(?! (?:ngủ|ăn|chịu|quên|tìm|nói|đi|làm|nhớ|chép|\w+ chép))|hề gì|việc gì(?! phải)|bị gì)|"
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
        r"nothing (?:more|else)(?=\s*(?:[.,;)]|\Z))|not long|no time|if not(?=,)|not (?:well|feeling well)|"
        r"nonstop|non-stop|careless\w*|before long",
        r"not (?:a problem|serious)|"
        r"(?:does not|doesn't|do not|don't) matter",
    ],
}
# "No more than 5" denies nothing; it may answer "do not take more than 5", which may be a denial or a limit.
LIMITS = {
    "vi": [
        rf"(?:không|đừng|chớ|chẳng|chưa) (?:{_MORE_VI})(?={_NUMBER_VI})",
        rf"không (?:dưới|quá|trên|ít hơn|nhiều hơn|vượt quá)|(?:chưa|không) (?:đến|tới|đầy)(?={_NUMBER_VI})|(?:chưa|"
        rf"không) đủ(?= \w+ (?:tuổi|năm|tháng|tuần|ngày|giờ|kg|ml|mg))",
        r"(?:chưa|không) (?:đến|tới|đầy)(?= (?!ngoài|trong|vào)\w+ (?:phần|người|tuần|ngày|tháng|năm|giờ))",
        r"tối đa|tối thiểu|nhiều nhất|ít nhất|giới hạn|hạn chế|trong vòng|cùng lắm|chỉ",
    ],
    "en": [
        rf"(?:no|not) {_MORE_EN}(?={_NUMBER_EN}| [$€£])(?! an? (?!day|week|month|year|hour|minute|few|third|"
        r"quarter|half|hundred|thousand|dozen|couple|single))|not (?:above|over|under|below|exceeding|"
        r"to exceed)(?= \d)|"
        r"not yet (?:past|after)(?= (?:noon|midday|midnight|\d))",
        r"(?:not|never|no) (?:above|over|beyond|under|below)(?= (?:a |an |the )?[#\d])",
        r"(?:or|and) (?:fewer|less|under|below)|keep (?:it|this|them|(?:your|the) \w+) (?:to|under|below|within)|"
        r"at (?:the )?(?:most|least)|up to|maximum|minimum|(?<!off )(?<!off-)limit\w*|within|only",
    ],
}
# "Without asking": words that say no more than `tự ý`, on one's own.
_ASKED_VI = (
    r"(?:(?:cần |phải )?(?:(?:hỏi|tham khảo|bàn)(?: (?:qua|ý kiến|trước|kỹ|với|lại|của))* (?:bác sĩ|dược sĩ|nhân viên|"
    r"thầy thuốc|y tá|điều dưỡng|nhóm|ai)|hỏi (?:ý kiến|trước)|xin phép|báo trước)|(?:cần |có )(?:đơn(?! vị)|toa|"
    r"chỉ định|sự đồng ý|sự cho phép))(?!\w)"
)
DENIALS = {
    "vi": {
        "limited": rf"(?:không|đừng|chớ|chẳng)(?= (?:(?!nếu|khi|thì|và|vì)\w+ ){{1,6}}?(?:{_MORE_VI}){_NUMBER_VI})"
        r"(?: (?:được|nên|phải))?",
        "never": r"(?:không|chưa|chẳng|đừng|chớ) (?:bao giờ|khi nào|lúc nào|hề|từng)(?: (?:được|phải|nên|có))?",
        "unless": r"trừ (?:khi|phi|trường hợp|lúc)|ngoại trừ (?:khi|trường hợp)",
        "longer": r"(?:không|chẳng|chưa) còn(?: (?:được|phải|nên|có))?",
        "need": r"(?:không|chưa|chẳng|đừng|khỏi) (?:cần|phải|nhất thiết|bắt buộc)(?: (?:phải|được|nên|có))?|"
        r"khỏi (?:lo|mất công|bận tâm)|(?<!tự )miễn (?:phải|cần)",
        "cannot": r"(?:không|chưa|chẳng) thể(?: nào)?|không (?:sao|tài nào)(?= (?:ngủ|ăn|chịu|quên|tìm|nói|đi|"
        r"làm|nhớ) "
        r"được)",
        "even": r"cũng (?:không|chẳng|đừng|chớ|chưa)(?: (?:được|nên|phải|có|cần))?",
        "hold": r"(?:hãy )?(?<!lỗ )(?<!máy )(?<!mũi )khoan(?: (?:hãy|vội|đã))?(?! (?:răng|khoái|dung|giếng|thai|lỗ))",
        "forbid": r"không (?:được|nên)(?: (?:phép|phải|có))?|đừng|chớ(?! không)",
        "avoid": r"(?<!phòng )tránh(?! thai| xa (?:tầm|trẻ))|(?<!ăn )kiêng(?! khem)",
        "lest": r"(?<!chữa )(?<!lành )(?:(?:để|cho|hầu|nhằm|đặng) khỏi|khỏi (?:bị|tốn|mất|sợ))|kẻo",
        "yet": rf"chưa(?! {_ASKED_VI})",
        "equal": r"không(?= (?:\w+ ){0,4}bằng(?!\w))",
        "no": rf"không(?! {_ASKED_VI})|chẳng|chả|đâu (?:ai|có|phải|cần|dám|được|thể)|nào (?:có|phải|ai)|làm gì có",
    },
    "en": {
        "limited": rf"(?:(?:do|does|must|should|may|will) )?(?:not|never|no|\w+n't)(?= (?:(?!if|when|unless|"
        rf"until)\w+ ){{0,7}}?(?:{_MORE_EN}|"
        rf"exceed(?:ing)?){_NUMBER_EN})",
        "until": r"(?:(?:do|did|does|must|should|is|was|were|are|has) not|\w+n't|not)"
        r"(?= (?:[\w']+ ){0,6}?(?:(?:until|till)(?!\w)|for (?:another |the next |at least |about )?(?:\d|one|two|"
        r"three|four|five|"
        r"six|ten|twelve|several|some|a few)))|(?:no|nothing)(?= (?:[\w']+ ){0,6}?(?:until|till)(?!\w))",
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
        "worry": r"(?:nothing|no (?:reason|need|cause)) (?:to (?:worry|be (?:alarmed|concerned|worried))|"
        r"for (?:alarm|concern|worry))",
        "prevent": r"(?:keep|keeps|kept|keeping|stop|stops|stopped|stopping|prevent\w*|discourag\w+) "
        r"(?:[\w'-]+ ){1,6}?from (?=\w+ing(?!\w))",
        "instead": r"rather than|instead of",
        "fail": r"fail(?:s|ed|ing)?",
        "lack": r"lack(?:s|ed|ing)?(?: of)?|absen(?:ce|t)(?: of)?",
        "less": r"(?!unless|regardless|nonetheless|nevertheless|bless|wireless|countless|harmless|"
        r"breathless|restless)[a-z]{3,}less(?:ly)?|"
        r"[a-z]+-free(?<!toll-free)|"
        r"(?:sugar|alcohol|gluten|lactose|caffeine|smoke|pain|symptom|fever|disease|virus|cancer|drug|latex) free",
        "un": r"un(?:known|clear|checked|confirmed|tested|proven|approved|licensed|authorised|authorized|"
        r"scented|available|treated|diluted|affected|changed|related|reliable|stable|suitable|sure|"
        r"certain|attended|clean|safe|sterile|steady|washed|healthy|controlled|aware|vaccinated|insured|opened|used|"
        r"damaged|important|"
        r"detectable)(?:ly)?|over[- ]the[- ]counter|undetectable|ineffective|non(?=-(?!profit))",
        "nor": r"nor(?= (?:do|does|did|is|are|was|were|can|should|will|has|have|must|may)(?!\w))",
        "so": r"not (?:so|as|quite|that|very|too|all that)(?= \w)",
        "no": r"not(?! even)|hardly|scarcely|barely|no one|nobody|nothing|nowhere|none|neither(?: [\w']+){1,8}? nor|"
        r"neither|"
        r"nor|"
        r"without(?! (?:asking|checking|consult\w*|(?:telling|talking to) (?:your|a|the)|medical advice|a "
        r"(?:doctor's )?prescription|"
        r"permission))|no|\w+n't",
    },
}
# What may stand for a denial of the other text but is often put in a way that no list foresees.
UNDEMANDING = {"fail", "instead", "lack", "prevent", "worry", "so", "nor"}
LEXICAL = {"avoid", "against", "less", "un", "unless", "prevent", "lest", "instead", "fail", "lack"}
# Words that may answer a denial of the other language, by row; a row answers its namesake there first.
POSSIBLE = {
    "vi": {
        "stop": r"ngừng|dừng|thôi(?= (?:dùng|uống|tiêm|chích|hút|không|đừng|cho|bú|ho|sốt|đau|làm))|dứt|ngưng|"
        r"cầm(?= máu| tiêu)|chấm dứt|kết thúc|bỏ(?! (?:lỡ|quên|sót|qua|vào|vô|ra|lại|trong|lên|sang|thêm|đá|"
        r"ngay kim|kim))|"
        r"cai|cắt(?= cơn)|nhịn",
        "prevent": r"ngăn(?! kéo| đá| mát| đông| tủ)|chặn|phòng(?= (?:ngừa|bệnh|tránh|lây))|ngừa|(?<!đề )kháng cự|"
        r"cản|kìm|"
        r"đề phòng|bảo vệ|giữ cho",
        "avoid": r"xa|ngoài tầm|cách ly",
        "few": r"(?<!một )(?<!một số )ít(?! nhất)|hiếm|thưa|suýt|vừa đủ",
        "mild": r"bớt|đỡ|giảm|hơi|ít|kém|thôi",
        "unless": r"trừ|ngoại trừ|(?<!bên )(?<!nước )(?<!ra )(?<!phía )(?<!mặt )(?<!vòng )ngoài(?! (?:[#\d]|da|trời|"
        r"giờ|"
        r"đường|"
        r"nước|đời|phố|sân|tầm|cùng))",
        "lack": r"bỏ (?:lỡ|quên|sót|qua)|thiếu|(?<!hầu )(?<!trước )hết|vắng|quên|lỡ|mất(?! (?:[#\d]|một|hai|ba|bốn|"
        r"năm|vài|khoảng|chừng|bao|nhiều))|"
        r"sót|trống|rụng|trượt|cạn",
        "instead": r"thay vì|thay cho|hơn là|thà",
        "replace": r"thay(?! (?:đổi|băng|kim|miếng|mới|phiên|mặt|ra|nhau))",
        "calm": r"yên (?:tâm|trí|lòng)|an tâm|bình (?:thường|tĩnh)|vô hại|lành tính",
        "fear": r"sợ|ghét|ngán",
        "hard": r"khó(?! chịu(?! đựng)| khăn)|ngại",
        "forbid": r"cấm|từ chối|loại trừ|bị loại|chống chỉ định|phản đối",
        "wrong": r"sai|nhầm|thất bại|hỏng|kém|yếu|xấu|suy|vô hiệu",
        "free": r"(?<!chữa )(?<!lấy )(?<!ra )(?<!rút )khỏi(?! bệnh| hẳn)|sạch|(?<!tự )miễn(?! (?:dịch|là|sao))|lành",
        "un": r"vô(?= (?:hại|ích|dụng|hiệu|trùng|khuẩn|nghĩa|lý|căn|sinh|tình|ý|cớ|can|cảm|danh|điều|hình|trách|vị|"
        r"sắc|màu|"
        r"bào|thời|giá|hạn|tội|chủ|tâm|thức|vọng|tổ|gia))|bất(?! (?:ngờ|chợt|động))|phi(?! (?:hành|công|thuyền|lê))|"
        r"lạ|trái (?:phép|ý)|lậu|mơ hồ|bẩn|dơ|khó chịu|thắc mắc|băn khoăn",
        "whole": r"còn nguyên|nguyên (?:vẹn|chất)|thừa|dư|tự do",
        "blind": r"khiếm (?:thị|thính)|mù|điếc|liệt|câm",
        "own": rf"(?:không|chưa) {_ASKED_VI}|tự ý|tự tiện|tự(?! (?:do|nhiên|động|tin|kháng|miễn))",
        "otherwise": r"nếu không(?=,)|không thì|nếu để",
        "only": r"chỉ(?! (?:số|định|dẫn|huyết))|duy nhất",
        "also": r"cũng (?:vậy|thế)",
        "asked": r"làm sao|sao mà|sao được|dễ gì|nào ai|ai lại|lẽ nào|đời nào|mấy ai",
        "late": r"mới (?:được|có thể|nên|lại|cần|phải)|mới (?:được |có thể |nên |lại )?(?:ăn|uống|tiêm|dùng|tìm|lái|"
        r"đi|ngừng|khỏi|biết|thấy|có|rút|"
        r"tắm|cho|"
        r"làm|"
        r"mở|bắt đầu|ra|hết|về|đến|hiểu|gọi|là|đưa)|mãi (?:đến|tới)",
        "until": r"hẵng",
        "wait": r"đợi|chờ|hoãn|lùi",
        "other": r"khác",
        "alone": r"để yên|giữ (?:nguyên|khô|yên|kín|sạch)|(?:nằm|ngồi|đứng) yên|mặc kệ",
        "only if": r"(?<=chỉ )(?:được|nên|có thể|dùng|uống|tiêm|bán|cấp|cho)(?=[^.;:]{1,80} (?:khi|nếu|sau khi)(?!\w))",
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
        "unless": r"except|apart from|other than|outside of|but for|besides|aside from",
        "lack": r"insomnia|missing|skip\w*|miss(?:ed|es)?|run out|forg[eo]t\w*|los(?:e|es|ing|s|t)|"
        r"poor(?:ly)?|"
        r"expir\w*|drop(?:ped)?(?= (?:out|the|your|it|that|this))|empty|ran out|gone|neglect\w*|"
        r"omit\w*|left out|devoid|zero",
        "instead": r"less (?:\w+ )?than (?:i|we|you|people|expected|they|he|she)",
        "hard": r"hard(?= to)|difficult\w*|breathless\w*|insomnia|too \w+ (?:to|for)|trouble|struggl\w+",
        "forbid": r"forbid\w*|refus\w+|rul\w+ out|ban(?:ned)?|prohibit\w*|contraindicat\w+|denied|den(?:y|ies)"
        r"|illegal|off limits|off-limits|reject\w*|declin\w+",
        "wrong": r"wrong|failures?|false|mistak\w+|imperfect|intoleran\w+|disagree\w*",
        "far": r"far from|anything but",
        "as you like": r"(?:whatever|whenever|wherever|anything|as (?:much|often|long) as|as) you (?:like|want|"
        r"please|wish)|"
        r"freely|feel free",
        "free": r"free (?:of|from)|exempt\w*|rid of|clear of",
        "un": r"un(?!well|born|der|til|it|ique|less|ion|ivers|do|icef|fortunate|derst)\w+|unwell|in(?:active|"
        r"conclusive|consistent|convenient|valid|effective|eligible|capable|secure|"
        r"complete|correct|"
        r"definite|sufficient|curable|ability|appropriate|visible|frequent|accurate|adequate|activated|stant)\w*"
        r"|im(?:pure|proper|mature|mediate)\w*|ir(?:regular|reversible)\w*|discontinu\w*|nonprofit|non-profit|"
        r"abnormal\w*|anonymous\w*|harmless|sterile|steady|regardless|voluntar\w+|"
        r"dis(?:like|agree|appear|satisf|approv|regard)\w*|ignor\w+|doubt\w*|wonder\w*|blind\w*|deaf|"
        r"asymptomatic\w*|atypical\w*|"
        r"strange\w*|adverse\w*|optional|stable|negligible|indigestion",
        "otherwise": r"otherwise|or else|or (?:you|it|they|he|she|(?:the|your) \w+) (?:may|might|will|could|can)",
        "only": r"only|single-use|disposable",
        "other": r"differ\w*|unlike|vary|varies|various",
        "own": r"without (?:asking|checking|consult\w*|(?:telling|talking to) (?:your|a|the)|medical advice|a "
        r"(?:doctor's )?prescription|"
        r"permission)",
        "until": r"before|until|till|pending",
        "wait": r"wait\w*|delay\w*|postpon\w*|hold off|held off|put(?:ting)? off|defer\w*",
        "still": r"still|remain\w*",
        "spare": r"spar(?:e|es|ed|ing) (?:you|your|him|her|them|us|the|yourself)|sav(?:e|es|ed|ing) (?:you|your|him|"
        r"her|them|"
        r"us|yourself)|(?:in case|lest)",
        "even": r"not even",
        "stay": r"(?:stay|keep|remain)(?:s|ing|ed)? (?:\w+ )?(?:upright|up|sitting|seated|awake|standing|dry|out|"
        r"indoors|home|"
        r"inside|still)",
        "whole": r"left(?! (?:arm|eye|leg|side|hand|ear|thigh|shoulder|foot|breast|knee|hip|lung|out|alone))|"
        r"leftovers?|"
        r"remaining|remainder",
        "new": r"naive|nave|new to|novices?",
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
    "shield": {"avoid", "lest"},
    "few": {"no", "un", "never", "need"},
    "unless": {"unless", "no", "less", "need"},
    "lack": _LOOSE | {"cannot", "lack", "fail"},
    "instead": {"no", "forbid", "need", "avoid", "never", "instead"},
    "replace": {"instead"},
    "prevent": {"prevent", "avoid"},
    "mild": {"so"},
    "whole": {"un", "yet"},
    "even": {"even"},
    "stay": {"forbid", "no"},
    "new": {"never", "yet", "no"},
    "blind": {"cannot", "no"},
    "wait": {"yet", "until", "hold", "forbid"},
    "still": {"yet"},
    "spare": {"lest", "need"},
    "already": {"need"},
    "calm": {"worry"},
    "fear": {"cannot", "no"},
    "hard": {"cannot", "un", "no"},
    "against": {"against"},
    "forbid": {"forbid", "no", "never", "cannot", "avoid", "against", "until"},
    "wrong": {"un", "no", "cannot", "less", "fail"},
    "free": {"yet", "no", "less", "longer", "un", "need", "avoid", "forbid", "lest"},
    "far": {"no", "never"},
    "as you like": {"need", "no"},
    "un": {"no", "less", "un", "need", "cannot", "yet", "worry"},
    "own": {"need", "unless"},
    "otherwise": {"no", "unless", "lest"},
    "only": {"unless", "until"},
    "until": {"yet", "until", "hold"},
    "late": {"yet", "until", "forbid", "cannot"},
    "other": {"no"},
    "alone": {"no", "forbid", "until"},
    "only if": {"cannot", "forbid"},
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
    "vi": {"stop": r"chặn|ngăn", "avoid": r"xa", "until": r"còn", "still": r"vẫn(?! (?:chưa|không))"},
    "en": {
        "wrong": r"impair\w*|failures?|insufficien\w*|deficien\w*|spoil\w*|damag\w*|break\w*|broken|ruin\w*|weak\w*|"
        r"poor\w*|bad\w*|ill\w*|misle\w*",
        "hard": r"hard|difficult\w*",
        "un": r"clean\w*|whole|entire|throughout|all",
        "avoid": r"far|apart|distan\w*|beyond",
        "late": r"new\w*|just|recent\w*|then",
        "own": r"on (?:your|their|his|her|its) own|\w+sel(?:f|ves)|own",
        "stop": r"throw\w*|discard\w*|drop\w*|put|blocks?|blocked|prevents?|prevented|put(?:ting)? off|postpon\w*|"
        r"delay\w*|defer\w*|break\w*|"
        r"leave out|skip\w*|finish\w*|turn\w* off",
        "free": r"cure[sd]?|clean\w*|clear\w*|exclu\w*|recover\w*|get well|got well|heal\w*|free",
        "few": r"fewer|less|lower|nearly|almost|low|slight\w*",
        "lack": r"all|every\w*|whole|entire\w*|short(?:ages?)?|over|ends?|finish\w*|run|go(?:es)? away|went away|"
        r"clear(?:s|ed)?",
        "only": r"only",
        "other": r"other|another|else|elsewhere|chang\w+",
    },
}
# `có … không`, `đã … chưa`: the last word asks and does not deny; nor does it in `đừng uống nước chanh không`, "plain".
_ASKING_END = (
    r"(?=\s*(?:[,.;:?!)]|\Z|(?:và|hoặc|nhưng|hay|rồi|thì|bằng|để|trước khi|vì|khi|trong|mỗi|lúc|nhé|ạ|là)(?!\w)))"
)
QUESTION = re.compile(
    r"(?<!\w)(?:(?:có|đã|xem|liệu)|(?:được|phải|nên|cần|muốn)(?=[^.;:!\x01]*\?)|(?:được|phải|nên|"
    r"cần)(?=[^.;:!\x01]* hay )|"
    r"(?:đừng|chớ|toàn)(?=[^.;:!?]* không[.;]))(?!\w)"
    r"[^,.;:?!\x01]{0,80}?(?<!\w)(?<!thì )(?<!người )(?<!đối )(?<!hoàn toàn )(?<!và )(?<!nhưng )(?P<tag>không|chưa)"
    rf"{_ASKING_END}"
)
JOINED = re.compile(
    r"(?:[,;]|(?<!\w)(?:và|hoặc|hay|and|or|nor|but|mà|nhưng)) ?(?:cũng |also |do |does |did |you |must |should |"
    r"bạn |đừng |to )?\Z"
)
SPREADING = re.compile(
    r"(?<!\w)(?:or|nor|and|hoặc|hay|và)(?!\w)(?! (?:we|you|it|they|he|she|then|only|always|bạn|nó|hãy|gets?|takes|"
    r"uses|needs|gives|accepts|keeps|"
    r"works|helps|makes|lets|stays|remains|offers|provides|sells|pays|costs|contains|causes)(?!\w))"
    r"(?! (?:[^,.;:]{1,60} )?(?:do|does|is|are|was|were|can|must|will|has|have)(?!\w))"
)


def one_of(rows):
    """Return the pattern that matches a whole word or phrase of `rows`, a list of patterns."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)")


def by_name(table):
    """Return the pattern of the rows of `table`; the group that matches is `n` and the number of the row."""
    return one_of([f"(?P<n{number}>{words})" for number, words in enumerate(table.values())])
