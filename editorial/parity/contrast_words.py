"""The words that exclude each other, in both languages, by group and concept.

`POLES` holds opposites, where a "not" in one text makes up for the contrast ("not the same" is "different"); `KINDS`
holds what stands side by side (thigh and belly, tablet and injection), where it does not.
"""

from editorial.parity.denial_words import NO_COST_VI

# group -> {concept: (Vietnamese, English)}. What stands after `~` only excuses: it shows that the concept may be meant.
POLES = {
    "success": {
        "works": (
            r"có (?:tác dụng|hiệu quả|kết quả|hiệu lực) ~ tác dụng|hiệu|được",
            r"work(?:s|ed)|effective|succe\w+ ~ work\w*|help\w*|effect\w*|efficac\w*|benefit\w*|act\w*|result\w*",
        ),
        "fails": (
            r"thất bại|vô hiệu|(?:mất|hết) (?:tác dụng|hiệu lực|công hiệu) ~ không|chưa|kém|hỏng|suy|mất|hết|yếu",
            r"fail(?:s|ed)?|ineffective ~ not|no|\w+n't|never|without|unless|fail\w*|stop\w*|los\w+|in\w+",
        ),
    },
    "same": {
        "same": (
            r"giống(?: nhau| hệt)?|như nhau|y hệt ~ cùng|vẫn|tương tự",
            r"same|identical|alike ~ similar|"
            r"like|as",
        ),
        "different": (
            r"khác(?: nhau| hẳn| với| gì)",
            r"differ\w*|disagree\w*|conflict\w* ~ other|another|else|unlike|various",
        ),
    },
    "danger": {
        "dangerous": (
            r"nguy hiểm|có hại|độc hại|gây hại|(?<!vô )hại",
            r"danger\w*|harm(?:ful|s|ed)?|(?:do|does|did|cause[sd]?) harm|unsafe|hazard\w*|risky|toxic ~ risk",
        ),
        "harmless": (r"vô hại|an toàn|lành tính|không sao", r"harmless|safe(?:ly)?|benign|safest|safer ~ safety"),
    },
    "often": {
        "often": (
            r"(?<!bất )(?<!khác )(?<!dị )thường(?! (?:lệ|dân|quy))|phổ biến|luôn ~ hay|nhiều|hầu hết|đa số",
            r"often|common(?:ly|est)?|usual(?:ly)?|always|frequent(?:ly)? ~ normal\w*|general\w*|most\w*|"
            r"typical\w*|tends?|regular\w*|ordinary|routine\w*|many",
        ),
        "rarely": (
            r"hiếm(?: khi| gặp)?|thưa|ít (?:khi|gặp|thấy|phổ biến) ~ ít|đôi khi",
            r"rare(?:ly|r)?|seldom|uncommon(?:ly)?|unusual ~ hardly|infrequent\w*|few|less|occasional\w*|sometimes",
        ),
    },
    "reach": {
        "in reach": (r"trong tầm ~ gần", r"within (?:the )?(?:easy )?reach|within (?:\w+ )+reach ~ near"),
        "out of reach": (r"(?:ngoài|xa|khỏi) tầm ~ xa", r"out of (?:the )?(?:\w+ )?reach ~ away|beyond"),
    },
    "going on": {
        "go on": (
            r"tiếp tục|(?:dùng|uống|tiêm) tiếp|duy trì|cứ (?:dùng|uống|tiêm) ~ vẫn|tiếp|giữ|kéo dài",
            r"continue[sd]?|continuing|carry on|keep (?:on |taking|using|injecting)|go on|went on|goes on|going "
            r"on|resume ~ keep\w*|still|ongoing|stay|remain\w*|last\w*|further|on",
        ),
        "stop": (
            r"ngừng|ngưng|dừng|chấm dứt|nghỉ (?:thuốc|uống|tiêm|dùng|warfarin|metformin|aspirin) ~ bỏ|thôi|hết|nghỉ|"
            r"tạm|kết thúc|cắt",
            r"stop(?:s|ped|ping)?|cease\w*|discontinu\w*|quit ~ give|gave|off|end\w*|leave|without|interrupt\w*|"
            r"break|paus\w*|hold|suspend\w*|halt\w*",
        ),
        "start": (
            r"bắt đầu|khởi đầu ~ mới|khởi|đầu|từ|mở|lên|vào",
            r"start\w*|begin\w*|began|begun ~ first|initial\w*|from|new|once|launch\w*|set\w*|early",
        ),
    },
    "amount": {
        "raise": (
            r"tăng ~ cao|nâng|hơn|nhiều|mạnh|lên|thêm|dày",
            r"increas\w*|rais\w*|rise[sn]?|rising|rose|higher ~ high\w*|more|grow\w*|up|boost\w*|gain\w*|"
            r"strong\w*|extra|add\w*|wors\w*|great\w*|enhanc\w*|faster|over|double",
        ),
        "lower": (
            r"giảm ~ hạ|bớt|ít|thấp|đỡ|sụt|hơn|dịu|xuống|thuyên|cắt|đau",
            r"reduc\w*|lower(?:s|ed|ing)?|decreas\w*|fall(?:s|ing|en)?|fell ~ drop\w*|less\w*|fewer|cut\w*|eas\w+|"
            r"reliev\w*|relief|down|los\w+|weak\w*|short\w*|low|half|halve\w*|pain\w*|small\w*|wear\w*|"
            r"suppress\w*|off|thin\w*|improv\w*|better|lighten\w*|declin\w*|drug\w*|fever\w*|immun\w*|numb\w*|"
            r"limit\w*|discount\w*",
        ),
    },
    "sequence": {
        "before": (
            r"trước (?:khi|lúc|mỗi|các|mũi|liều|bữa|ngày|giờ) ~ trước|chưa|rồi|sẵn|đã|sớm|xong|mới|đến|hãy",
            "before(?:hand)? ~ prior|ahead|earlier|ago|previous\\w*|first|in advance|last|until|till|then|once|"
            "former\\w*|by|up to|old|front|pre\\w*|past|without|yet|not",
        ),
        "after": (
            r"sau (?:khi|lúc|mỗi|các|mũi|liều|bữa|ngày) ~ sau|xong|rồi|mới|kể|khi|từ|qua|hậu|nữa|vừa|tiếp|trong",
            r"after(?:wards?)? ~ later|since|follow\w*|once|then|next|subsequent\w*|within|post\w*|behind|"
            r"finish\w*|past|over|when|from|now|as soon|having|in|end|back|until|every|between|of",
        ),
    },
    "open": {
        "open": (r"mở ~ bật|hở|khui|khai", r"open(?:s|ed|ing)? ~ unseal\w*|start\w*|launch\w*|remov\w*"),
        "closed": (
            r"đóng|đậy|khép|nghỉ(?! ngơi) ~ kín|nhắm|bịt",
            r"clos(?:e|es|ed|ing)|shut ~ seal\w*|pack\w*|cap\w*|freez\w*|frozen|cover\w*|bottl\w*|fill\w*|lid|set",
        ),
    },
    "right": {
        "right": (
            r"đúng ~ phải|chính|chuẩn|thật",
            r"correct(?:ly)?|proper(?:ly)? ~ right|true|exact\w*|as|on|follow\w*|real\w*",
        ),
        "wrong": (
            r"sai|nhầm ~ lỗi|lầm|không|chệch",
            r"wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)? ~ false\w*|mistake\w*|untrue|error\w*|mis\w+|mix\w*|"
            r"bad\w*|confus\w*",
        ),
    },
    "allowed": {
        "allowed": (
            r"cho phép|được phép ~ được|có thể",
            r"allow(?:s|ed)?|permitt?(?:s|ed)?|you (?:may|can) ~ may|can|let|licen\w+|approv\w*|authori\w*",
        ),
        "forbidden": (
            r"cấm|nghiêm cấm ~ không|chống",
            r"forbid\w*|prohibit\w*|banned ~ not|never|bans?|no|illegal|against|stop\w*",
        ),
    },
    "side": {
        "left": (r"(?:bên|tay|chân|mắt|phía|đùi|mông|vai) trái ~ trái", r"left ~ \w+-left"),
        "right side": (r"(?:bên|tay|chân|mắt|phía|đùi|mông|vai) phải ~ phải", r"right ~ right\w*"),
    },
    "worth": {
        "usable": (
            r"dùng được|được dùng|còn dùng ~ dùng",
            r"(?:can|may|could|still) (?:still )?be used ~ use\w*|usable",
        ),
        "waste": (
            r"vứt|phải bỏ|bỏ đi|hủy bỏ ~ bỏ|đổ|hủy",
            r"discard\w*|throw\w*|destroy\w* ~ dispos\w*|wast\w*|bin|not|never|get rid",
        ),
    },
    "pace": {
        "fast": (
            r"nhanh|mau ~ sớm|cấp|tốc",
            r"fast(?:er)?|quick(?:ly|er)?|speed\w*|rapid\w* ~ soon\w*|swift\w*|early|short|suddenly|prompt\w*|"
            r"brief\w*|immediate\w*|at once",
        ),
        "slow": (r"chậm(?! nhất) ~ từ từ|dần|lâu|muộn", r"slow\w* ~ gradual\w*|late\w*|delay\w*|long\w*|gent\w*"),
    },
    "use": {
        "useful": (
            r"có ích|hữu ích|hữu dụng|có lợi ~ ích|lợi",
            r"useful|helpful|beneficial ~ help\w*|benefit\w*|use|good",
        ),
        "useless": (r"vô ích|vô dụng ~ không", r"useless|pointless|unhelpful ~ no|not"),
    },
    "turn": {
        "better": (
            r"đỡ|tốt hơn|khá hơn|cải thiện|khá lên ~ khỏi|giảm|hết|bớt|dịu|lành|tốt",
            r"better|improv\w* ~ well|reliev\w*|eas\w+|good|less|recover\w*|heal\w*|help\w*|best",
        ),
        "worse": (
            r"nặng hơn|tệ hơn|xấu đi|nặng thêm|nặng lên|trầm trọng ~ nặng|tệ|xấu|kém|tăng",
            r"wors\w* ~ severe\w*|serious\w*|bad\w*|flare\w*|deteriorat\w*|increas\w*|aggravat\w*",
        ),
    },
    "scope": {
        "including": (
            r"kể cả|gồm cả|bao gồm ~ gồm",
            r"including|includes? ~ included|even|contain\w*|also|as well|such as|involv\w*",
        ),
        "except": (
            r"(?<!loại )trừ(?! phi)|ngoại trừ ~ ngoài|không",
            r"except\w*|excluding|apart from|other than|unless ~ but|not|outside|besides|save|exclud\w*|rule\w*|"
            r"without",
        ),
    },
    "lasting": {
        "still": (
            r"vẫn(?! (?:không|chưa|phải)) ~ còn|tiếp|cứ|lại",
            r"still|persists? ~ remain\w*|continu\w*|yet|stay\w*|even|keep\w*|linger\w*|persist\w*|goes on|go on",
        ),
        "over": (
            r"hết|mất đi|biến mất|(?:mất|hết) (?:tác dụng|hiệu lực|công hiệu|hiệu quả)|vô hiệu|(?:đã|nay) (?:ngừng|"
            r"thôi|"
            r"bỏ) ~ không còn|ngừng|thôi|dứt|khỏi|mất",
            r"discontinued|(?:is|are|has|have) gone ~ no longer|gone|over|stopp\w*|end\w*|finish\w*|lost|free|run|"
            r"ran|out|expir\w*|clear\w*|went|better|all|every\w*|disappear\w*|most\w*|passed|used|not",
        ),
    },
    "up": {
        "moderate": (
            r"(?:mức độ|đến|tới|hoặc|hay) (?:vừa|trung bình)(?! (?:đủ|phải|mới|qua|rồi|lúc)) ~ vừa|trung bình",
            r"moderate(?:ly)? ~ medium|average|middling",
        ),
        "light": (
            r"nhẹ ~ ít|vừa|êm",
            r"mild(?:ly)?|gentl[ey]|light(?:ly)?|slight(?:ly)? ~ soft\w*|minor|small|little|low\w*|easy|eas\w+",
        ),
        "severe": (
            r"nặng(?! [#\d]) ~ mạnh|nghiêm|dữ|trầm|nhiều|cân",
            r"sever(?:e|ely|ity)|seriou?s(?:ly)? ~ heav\w*|bad\w*|wors\w*|strong\w*|weigh\w*|intens\w*|acute\w*|"
            r"hard",
        ),
    },
    "cost": {
        "free": (
            rf"miễn phí|cước không tính|{NO_COST_VI}",
            r"free|(?:pay|cost)s?(?: \w+)? nothing|(?:no|without) (?:any )?(?:charge|cost|fee|pay\w*)|(?:not|\w+n't) "
            r"(?:have to |need to )?(?:be )?(?:pay|cost|"
            r"charge)d? ~ gratis|nothing",
        ),
        "paid": (
            r"(?<!không )(?<!không phải )(?<!khỏi )(?<!khỏi phải )(?<!không cần )(?<!đỡ )(?<!chẳng )(?:mất|tốn|thu|"
            r"trả|đóng|"
            r"tính|có) (?:tiền|phí)|phải (?:đóng|nộp)|cước được tính ~ giá|"
            r"(?<!miễn )phí",
            r"(?<!not have to )(?<!not need to )(?<!not )(?<!without )pay(?:s|ing|ment)?(?! nothing)|paid|(?<!no "
            r")(?<!without )costs?(?! (?:\w+ )?nothing)|"
            r"(?<!free of )(?<!no )(?<!without )charged?|"
            r"fees? ~ price\w*|money|expens\w*",
        ),
    },
    "result": {
        "negative": (r"âm tính", r"negative ~ neg"),
        "positive": (r"dương tính", r"positive ~ pos"),
    },
    "chance": {
        "likely": (
            r"(?<!ít )(?:có (?:nhiều )?khả năng|rất dễ|nhiều khả năng) ~ dễ|chắc|có lẽ|(?<!ít )(?<!ít có )khả năng",
            r"likely|probabl[ey] ~ easily|may|might|risk|can|chance\w*|prone|more",
        ),
        "unlikely": (
            r"ít (?:có )?khả năng|khó (?:có|mà|xảy) ~ ít|khó|hiếm",
            r"unlikely|improbabl[ey] ~ less|little|hard\w*|low\w*|rare\w*|fewer|difficult",
        ),
    },
    "keeping": {
        "keep": (
            r"giữ (?:đúng )?hẹn|giữ lại|giữ nguyên|đi khám đúng ~ giữ|cứ|vẫn",
            r"keep (?:your|the|all|every|this|it)|add ~ keep\w*|add\w*|store|save",
        ),
        "leave out": (
            r"bỏ (?:hẹn|qua|lỡ|sót|số|mũi|liều|bữa|đi|khám)|lỡ hẹn|vứt|quẳng|xóa|gỡ ~ bỏ|lỡ|trừ|quên|ném|đổ",
            r"skip\w*|leave out|omit\w*|drop the|throw(?:n)?|discard(?:ed)?|dispose|delet\w+ ~ miss\w*|leave|left|"
            r"without|stop\w*|forg\w+|give|drop\w*|giving|not",
        ),
    },
    "delay": {
        "delay": (
            r"hoãn|trì hoãn|lùi ~ chờ|đợi|dời|khoan|chậm",
            r"put off|postpone[sd]?|delay(?:ed|s|ing)? ~ wait\w*|late\w*|hold|defer\w*|move\w*|suspend\w*|back",
        ),
        "go ahead": (
            r"tiến hành|cứ (?:tiêm|dùng|uống) ~ vẫn|tiếp",
            r"go ahead|proceed ~ continue\w*|carry|"
            r"still|keep",
        ),
    },
    "supply": {
        "lack": (
            r"thiếu ~ hết|ít|cạn|không|chưa|suy",
            r"lack\w*|shortages?|deficien\w* ~ short|without|miss\w*|low|few\w*|less|insuff\w*|no|not|an(?:a|"
            r"ae)emi\w*|incomplete|run|absen\w*|fail\w*|dehydrat\w*|out|under\w*",
        ),
        "plenty": (
            r"dư|thừa|dồi dào ~ đủ|nhiều|đầy",
            r"plenty|abundan\w*|excess\w* ~ much|many|enough|lots?|more|extra|full|surplus|left|over",
        ),
    },
    "duty": {
        "compulsory": (
            r"(?<!không )(?<!chưa )bắt buộc ~ phải|cần",
            r"compulsory|mandatory|obligatory|must|have to|has to|obliged ~ requir\w*|need\w*|oblig\w*|necessary",
        ),
        "voluntary": (
            r"tự nguyện|tình nguyện|(?:không|chưa) bắt buộc|tùy (?:chọn|ý|bạn) ~ tự|tình|tùy",
            r"voluntar\w*|optional ~ choice|volunteer\w*|choose|wish|up to|free\w*|like|not",
        ),
    },
    "empty": {
        "full": (r"no|đầy ~ đủ", r"full ~ fill\w*|complete\w*|whole"),
        "empty": (r"đói|rỗng|trống ~ hết", r"empty|hungry ~ hung\w*|blank|fast\w*|vacant"),
    },
}
KINDS = {
    "ever": {
        "always": (r"luôn(?: luôn)?|lúc nào cũng ~ bao giờ cũng|mãi|đều", r"always ~ all the time|constant\w*|ever"),
        "never": (r"(?:không|chưa|đừng|chẳng) bao giờ|chưa (?:từng|hề)|lần nào", r"never ~ not|no"),
    },
    "time in a row": {
        "week": (r"tuần (?:thai )?(?:thứ )?\d+ ~ tuần", r"weeks? \d+ ~ \d+(?:th|st|nd|rd)?[ -]weeks?|weeks?|weekly"),
        "month": (r"tháng thứ \d+ ~ tháng", r"months? \d+ ~ months?|monthly"),
        "day": (r"ngày thứ \d+ ~ ngày", r"days? \d+ ~ days?|daily"),
    },
    "half of a year": {
        "first half": (
            r"(?:nửa|sáu tháng|6 tháng|ba tháng|quý) đầu|nửa đầu ~ đầu",
            r"first (?:half|six months|three months|quarter) ~ first|early|begin\w*",
        ),
        "second half": (
            r"(?:nửa|sáu tháng|6 tháng|ba tháng|quý) (?:cuối|sau|chót) ~ cuối|sau",
            r"(?:second|last|latter|other) half|last (?:six|three) months|(?:last|fourth) quarter ~ last|late\w*|end",
        ),
    },
    "share": {
        "few": (
            r"(?:ít|hiếm|chẳng mấy|không mấy|mấy) (?:ai|người|khi ai) ~ ít|hiếm|không|chẳng|thiểu số",
            r"few (?:people|of|patients|ever)|hardly (?:anyone|any)|not many ~ few\w*|rare\w*|seldom|hardly|no|not|"
            r"none|nobody|"
            r"uncommon\w*|unusual\w*|minority|little",
        ),
        "most": (
            r"hầu hết|đa số|phần (?:lớn|đông)|(?:gần|hầu) như (?:ai|mọi|tất)|ai cũng ~ nhiều|đông|mọi|tất",
            r"most(?: of| people| patients)|(?:nearly|almost|virtually) (?:every\w*|all)|majority ~ most\w*|many|"
            r"every\w*|all|"
            r"common\w*|usual\w*|general\w*|often|typical\w*|main\w*|large\w*|normal\w*",
        ),
    },
    "meal": {
        "breakfast": (r"bữa sáng|ăn sáng|điểm tâm|cơm sáng ~ sáng", r"breakfast\w* ~ mornings?"),
        "lunch": (r"bữa trưa|ăn trưa|cơm trưa ~ trưa", r"lunch\w* ~ noon|midday"),
        "dinner": (
            r"bữa (?:tối|chiều)|(?:ăn|cơm) (?:tối|chiều) ~ tối|chiều",
            r"dinner\w*|supper\w*|evening meals? ~ evening\w*|tea|meal\w*|night\w*",
        ),
        "bed": (
            r"(?:đi|khi|lúc|giờ) ngủ|lên giường ~ ngủ(?! dậy)|tối|đêm|giường",
            r"bed|bedtime|(?:going|go) to sleep ~ sleep\w*|asleep|night\w*|evening\w*",
        ),
    },
    "first period": {
        "first year": (
            r"năm (?:đầu|thứ nhất) ~ năm",
            r"first (?:calendar )?year ~ years?|twelve months|12 months|"
            r"\d{4}",
        ),
        "first month": (r"tháng (?:đầu|thứ nhất) ~ tháng", r"first month ~ months?|\d+ weeks"),
        "first week": (r"tuần (?:đầu|thứ nhất) ~ tuần", r"first week ~ weeks?|\d+ days"),
        "first day": (r"ngày (?:đầu|thứ nhất) ~ ngày", r"first day ~ days?|\d+ hours"),
    },
    "spread by": {
        "blood": (r"(?:đường|qua) máu ~ máu", r"blood-?borne|through blood ~ blood\w*"),
        "gut": (
            r"đường (?:tiêu hóa|ruột|ăn uống) ~ phân|ruột",
            r"(?:food|water)-?borne|f(?:a)?ecal-oral|"
            r"digestive tract ~ gut|gastro\w*|"
            r"intestin\w*|digest\w*",
        ),
    },
    "doses of a day": {
        "both": (
            r"sáng(?:,| và| lẫn| hoặc) (?:buổi )?(?:trưa|chiều|tối|đêm)",
            r"(?:morning\w*|noon)(?:,| and| or) (?:\w+ ){0,3}(?:evening|night|bedtime)\w* ~ evening\w*|night\w*|"
            r"bed\w*|pm|p\.m|twice|"
            r"day and night|afternoon\w*|noon|lunch\w*|dinner",
        ),
        "morning only": (
            r"chỉ (?:\w+ ){0,3}(?:buổi )?sáng ~ tối|chiều|đêm|trưa",
            r"(?:morning\w* only|only \w+ (?:the )?mornings?) ~ only|just",
        ),
    },
    "who": {
        "adult": (r"người lớn", r"adults? ~ grown|everyone"),
        "child": (
            r"trẻ (?:em|nhỏ|sơ sinh)|em bé ~ trẻ|bé|con|nhi",
            r"child(?:ren)? ~ kids?|bab\w+|infants?|teen\w*|young\w*|paediatric\w*|pediatric\w*|boys?|girls?|son|"
            r"daughter",
        ),
        "man": (
            r"đàn ông|nam giới ~ nam|anh|ông|chồng|cha|bố",
            r"men|man ~ males?|he|him|his|husband|father|mr|boys?|mankind",
        ),
        "woman": (
            r"phụ nữ|nữ giới ~ nữ|chị|bà|cô|vợ|mẹ",
            r"women|woman ~ females?|she|her|wife|mother|mrs|girls?|pregnan\w*|ladies",
        ),
    },
    "part of day": {
        "morning": (
            r"(?:buổi |mỗi |vào |cứ )sáng|sáng (?:mai|nay|sớm|sau|hôm|thứ) ~ sáng|mai|trưa",
            r"mornings? ~ a\.?m\.?|wak\w+|tomorrow|dawn|early|get up|noon|next day|first thing",
        ),
        "evening": (
            r"(?:buổi |mỗi |vào |ban |nửa |cứ )(?:tối|đêm)|trước khi (?:đi )?ngủ|(?:tối|đêm) (?:mai|nay|qua|sau|"
            r"hôm|thứ) ~ tối|đêm|khuya|chiều|ngủ|hôm",
            r"evenings?|nights?|bedtime ~ overnight|p\.?m\.?|dinner|supper|tonight|late\w*|midnight|"
            r"dark\w*|nightly|afternoon",
        ),
    },
    "only": {
        "only": (
            r"(?<!không )(?<!chẳng )chỉ(?! (?:số|định|dẫn|huyết)) ~ duy nhất|mới|riêng|thôi",
            r"(?<!not )only ~ just|alone|sole\w*|single|merely|simply|nothing but|unless|until|no",
        ),
        "not only": (
            r"(?:không|chẳng) (?:chỉ|những) ~ mà còn|cả|còn|không riêng",
            r"not (?:only|just|merely) ~ but also|as well|also|more than|both|and",
        ),
    },
    "middle": {
        "noon": (r"trưa", r"noon|midday ~ lunch\w*|afternoons?"),
        "midnight": (r"nửa đêm ~ đêm|khuya", r"midnight ~ nights?|late"),
    },
    "place in a row": {
        "first": (
            r"(?:lần|đêm|ngày|mũi|tuần|tháng|năm|liều|giờ|bước|viên|đợt|nửa) đầu(?: tiên)?|thứ nhất|"
            r"(?:bước|hàng|tuyến) (?:một|1|đầu)|đầu tay ~ đầu|một|1|"
            r"nhất|mới|từng",
            r"first ~ initial\w*|begin\w*|start\w*|one|1|1st|early|once|new|earliest|never",
        ),
        "second": (
            r"thứ nhì|lần (?:thứ )?(?:hai|2)|(?:bước|hàng|tuyến) (?:hai|2) ~ (?:lần|mũi|tuần|ngày|bước|thứ|đêm|năm|"
            r"tháng|con|giờ) (?:hai|2)|hai|"
            r"nhì|nữa|ii|kế|khác|sau|nửa",
            r"second(?!s|-hand) ~ two|other|another|2|2nd|twice|both|ii|monday\w*|next|seconds|again|half",
        ),
        "last": (
            r"(?:lần|đêm|ngày|mũi|tuần|tháng|liều|bước|viên|đợt|nửa) (?:cuối|chót)(?: cùng)? ~ cuối|chót|qua|vừa|"
            r"trước|rồi|sau cùng|gần|hết",
            r"last(?! (?:for|a|up|about|one|two|three|\d)) ~ final\w*|end\w*|late\w*|previous|past|ago|lasts?|"
            r"second half",
        ),
    },
    "site": {
        "thigh": (r"đùi", r"thighs? ~ legs?"),
        "belly": (r"bụng", r"belly|abdomen|tummy|abdominal ~ stomach\w*|navel|waist|pregnan\w*|hungry|diarrh\w*"),
        "buttock": (r"mông", r"buttocks?|bottom|glute\w* ~ hips?"),
        "arm": (r"(?:cánh|bắp|vào|chích|tiêm) tay", r"(?:upper )?arms? ~ armpits?|hands?"),
        "eye": (r"mắt ~ thị", r"eyes? ~ sight|vision|see\w*|eye\w*|opti\w*|ocular|retin\w*|ophthal\w*"),
        "tongue": (r"lưỡi", r"tongue"),
        "lip": (r"môi(?! (?:trường|giới))", r"lips?"),
        "vessel": (r"mạch máu", r"blood vessels?|arter(?:y|ies) ~ vessels?|veins?|vascular"),
        "ear": (r"tai(?! (?:nạn|biến|họa|hại|ương))", r"ears? ~ hear\w*"),
        "nose": (
            r"(?:nhỏ|xịt|trong|qua|đường|lỗ|hốc|cánh|nghẹt|sổ|chảy nước) mũi(?! (?:tiêm|kim|thuốc|đầu|thứ|này|kế|"
            r"tiếp|sau|"
            r"trước|nào|đó|ấy|cuối)) ~ mũi",
            r"nose|nostrils? ~ nasal\w*|nose\w*|sniff\w*",
        ),
        "joint": (r"khớp(?! (?:nhau|với|lại|lịch|số))", r"joints? ~ knees?|hips?|shoulders?|arthr\w*|wrists?|ankles?"),
        "lung lining": (r"màng phổi", r"pleura\w*|(?:around|outside) (?:the|your) lungs? ~ lungs?"),
        "cornea": (r"giác mạc", r"cornea\w*"),
        "conjunctiva": (r"kết mạc", r"conjunctiv\w*"),
        "mouth": (r"miệng", r"mouth ~ oral\w*|lips?|mouth\w*|gargl\w*"),
        "vein": (r"tĩnh mạch ~ ven|truyền|mạch", r"veins?|intravenous(?:ly)? ~ drip|infus\w*|iv"),
        "muscle": (r"bắp(?! (?:tay|cải|ngô|chân|rang))|cơ bắp ~ cơ", r"muscles?|intramuscular(?:ly)? ~ muscular"),
        "skin": (
            r"da(?! (?:cam|liễu|trắng|diết|vàng)) ~ da",
            r"skin|subcutaneous(?:ly)? ~ rash|dermat\w*|cutaneous|peel\w*|transdermal|topical",
        ),
        "bladder": (r"bàng quang", r"bladder"),
        "rectum": (r"hậu môn|trực tràng", r"rectal(?:ly)?|rectum|back passage|suppositor\w+ ~ anus|anal"),
        "vagina": (r"âm đạo", r"vagina\w*"),
        "lungs": (r"phổi", r"lungs? ~ pneumo\w*|pulmon\w*|breath\w*"),
        "liver": (r"gan", r"liver|hepat\w* ~ cirrho\w*"),
        "kidney": (r"thận(?<!cẩn thận)", r"kidneys?|renal"),
        "heart": (r"tim", r"heart|cardiac ~ heart\w*|cardio\w*|palpit\w*"),
        "thyroid": (r"tuyến giáp|giáp", r"thyroid ~ hyper\w*|hypo\w*"),
        "spine": (r"tủy sống|cột sống", r"spin(?:e|al) ~ intrathecal\w*|back"),
    },
    "form": {
        "tablet": (r"thuốc viên|dạng viên|viên nén|viên nang", r"tablets?|pills?|capsules?"),
        "syrup": (r"si-?rô|xi-?rô|siro|sirô", r"syrups?"),
        "injection": (
            r"thuốc tiêm|dạng tiêm|mũi tiêm|bút tiêm",
            r"inject\w* ~ shots?|jabs?|pen\w*|syringes?|dose\w*|needle\w*",
        ),
        "drops": (r"thuốc nhỏ|nhỏ (?:mắt|mũi|tai)", r"drops"),
        "cream": (
            r"thuốc mỡ|kem(?! (?:que|ly)) ~ gel|thoa|bôi",
            r"creams?|ointments? ~ gels?|lotion\w*|toothpaste|sunscreen|sunblock",
        ),
        "infusion": (
            r"dịch truyền|chai truyền|truyền (?:dịch|tĩnh mạch|thuốc) ~ truyền|ven|mạch",
            r"drips?|infusions? ~ infus\w*|iv|veins?",
        ),
        "patch": (r"miếng dán|cao dán|dán miếng", r"patch(?:es)?|plasters?"),
        "suppository": (r"(?:viên|thuốc) đặt(?! (?:dưới|vào lưỡi))|thuốc nhét", r"suppositor\w+|pessar\w+"),
        "spray": (r"xịt|khí dung ~ hít", r"sprays?|inhal\w* ~ puff\w*|nebuli\w*"),
    },
    "swallow": {
        "swallow": (
            r"nuốt|(?<!ăn )uống ~ uống",
            r"swallow\w* ~ eat\w*|meal\w*|tak\w+|took|dr[aiu]nk\w*|mouth|oral\w*|tablets?|pills?|capsules?|"
            r"sip\w*|alcohol|ingest\w*|syrup\w*",
        ),
        "suck": (r"ngậm", r"suck\w* ~ lozenge\w*|mouth|tongue"),
        "chew": (r"nhai", r"chew\w*"),
        "inject": (r"tiêm|chích ~ mũi", r"inject\w* ~ shot\w*|jab\w*|vaccin\w*|given|dose\w*|use\w*|giv\w*"),
        "apply": (
            r"bôi|thoa|dán ~ xoa|chà|xát",
            r"apply|applied|rub|spread (?:it|on|a|the) ~ spread| cream\w*|put|"
            r"smear|us\w+|wear",
        ),
    },
}
