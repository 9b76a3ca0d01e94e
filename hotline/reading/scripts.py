"""Scripts: which one a character belongs to, and traditional Chinese characters beside their simplified forms."""

import re

# Pairs, traditional first: the characters that tips, places and names of animals use most.
PAIRS = (
    "萬万與与專专業业東东絲丝兩两嚴严喪丧個个豐丰臨临為为麗丽舉举麼么義义烏乌樂乐喬乔習习鄉乡書书買买亂乱爭争於于虧亏雲云亞亚產产畝亩親亲億亿"
    "僅仅從从侖仑倉仓儀仪們们價价眾众優优會会傘伞偉伟傳传傷伤倫伦偽伪體体餘余傭佣債债傾倾側侧偵侦僑侨兒儿黨党蘭兰關关興兴養养獸兽內内岡冈冊册寫写軍军"
    "農农馮冯沖冲決决況况凍冻淨净涼凉減减湊凑幾几鳳凤憑凭凱凯擊击劃划劉刘則则剛刚創创刪删別别劍剑劑剂勸劝辦办務务動动勵励勁劲勞劳勢势勝胜區区醫医華华協协單单賣卖"
    "盧卢衛卫卻却廠厂廳厅歷历厲厉壓压廁厕廈厦廚厨縣县參参雙双發发變变敘叙葉叶號号嘆叹嚇吓嗎吗啟启吳吴員员嗚呜響响問问喚唤啞哑嘩哗國国圖图圓圆聖圣場场壞坏塊块堅坚"
    "壇坛墳坟墜坠壘垒墊垫塵尘牆墙壯壮聲声殼壳處处備备復复夠够頭头奪夺奮奋獎奖奧奥婦妇媽妈嬰婴孫孙學学寧宁寶宝實实審审寵宠將将尋寻導导爾尔塵尘嘗尝屍尸層层屬属歲岁島岛嶺岭"
    "崗岗峽峡幣币帥帅師师帳帐帶带幫帮幹干並并廣广莊庄慶庆庫库應应廟庙龐庞廢废開开異异棄弃張张彌弥彎弯彈弹強强歸归當当錄录徹彻徑径後后憶忆憂忧懷怀態态憐怜總总戀恋惡恶惱恼"
    "愛爱懼惧慘惨慣惯憤愤懶懒戲戏戰战戶户撲扑執执擴扩掃扫揚扬擾扰撫抚搶抢護护報报擔担擬拟攔拦揀拣擁拥攜携擇择掛挂摯挚撥拨擠挤揮挥撈捞損损換换搗捣據据擄掳擺摆搖摇攝摄攤摊撐撑敵敌數数"
    "齊齐斷断無无舊旧時时曠旷曉晓曬晒暫暂術术機机殺杀雜杂權权條条來来楊杨極极構构樞枢槍枪樓楼標标樹树樣样檔档橋桥檢检夢梦歐欧殘残毀毁畢毕氣气漢汉湯汤溝沟沒没漁渔滄沧滬沪淚泪瀉泻潑泼澤泽潔洁"
    "灑洒淺浅漿浆測测濟济渾浑濃浓濤涛漲涨潤润澀涩淵渊漸渐滲渗溫温灣湾濕湿滯滞滿满濾滤濫滥濱滨灘滩滅灭燈灯靈灵災灾燦灿爐炉點点煉炼爛烂煙烟煩烦燒烧熱热爺爷牽牵犧牺狀状獨独獅狮獄狱獵猎"
    "貓猫獻献環环現现瑪玛瓊琼電电畫画暢畅療疗瘡疮瘋疯盤盘監监蓋盖盜盗盞盏睜睁礦矿碼码磚砖硯砚確确禮礼禍祸離离禿秃種种積积稱称穩稳窮穷竊窃窩窝豎竖競竞筆笔筍笋籃篮籠笼類类糧粮緊紧紅红約约級级"
    "紀纪純纯紗纱納纳紛纷紙纸紋纹線线練练組组細细織织終终紹绍經经結结繞绕給给絡络絕绝統统繼继績绩續续維维綿绵網网綠绿緝缉緣缘編编縮缩縱纵繩绳繫系羅罗罰罚罷罢羥羟聯联聽听職职肅肃腸肠膚肤腫肿"
    "脹胀脅胁膽胆腳脚臟脏臉脸艦舰藝艺節节蘇苏蘋苹莖茎薦荐藥药蘆芦虛虚蟲虫蝦虾雖虽蠶蚕補补襯衬襲袭裝装褲裤見见觀观規规視视覺觉覽览觸触計计訂订認认討讨讓让訓训議议訊讯記记講讲許许論论設设訪访證证評评"
    "識识詐诈訴诉診诊詞词試试詩诗話话詢询該该詳详語语誤误說说請请諸诸課课誰谁調调談谈謀谋謊谎謝谢譯译警警讀读貝贝負负貢贡財财責责賢贤敗败賬账貨货質质販贩貪贪貧贫購购貴贵貸贷費费賀贺賊贼資资賭赌賞赏賺赚賽赛"
    "贊赞趕赶趙赵躍跃蹟迹踐践車车軌轨轉转輪轮軟软輛辆輕轻載载較较輸输轄辖邊边遼辽達达遷迁過过運运還还這这進进遠远違违連连遲迟適适選选遞递鄧邓鄰邻鄭郑醬酱釀酿釋释裡里裏里鑒鉴針针釘钉鈔钞鋼钢鑰钥錢钱鐵铁"
    "鈴铃銀银銅铜鎖锁鍋锅鋪铺銷销錶表鍾钟鐘钟鏡镜鑽钻長长門门閃闪閉闭間间閒闲聞闻閣阁閱阅隊队陽阳陰阴陣阵階阶際际陸陆陳陈險险隨随隱隐難难雞鸡雛雏霧雾靜静頂顶項项順顺須须頓顿預预領领頸颈頻频題题顏颜額额願愿風风飛飞飯饭飲饮飼饲飽饱"
    "館馆馬马馱驮馴驯駛驶駐驻駱骆驗验騎骑騙骗驅驱驢驴魚鱼魯鲁鮑鲍鮮鲜鯊鲨鯨鲸鯉鲤鱷鳄鱉鳖鱗鳞鱘鲟鰻鳗鱟鲎鰭鳍鰾鳔鳥鸟鳴鸣鴉鸦鴨鸭鴿鸽鵝鹅鵡鹉鸚鹦鷹鹰鶴鹤鷺鹭鸛鹳鵰雕鴞鸮鷲鹫鵬鹏鷸鹬鶯莺鷗鸥鸕鸬鷓鹧鴴鸻鵟鵟鶉鹑鴛鸳鴦鸯"
    "鵲鹊鹽盐麥麦黃黄齒齿龍龙龜龟穀谷檯台臺台灣湾嶼屿滙汇匯汇週周隻只祕秘衝冲裸裸倖幸採采鑄铸鍵键髮发鬥斗鬧闹麵面籤签閘闸閩闽隸隶韓韩韋韦閤合贓赃趨趋踴踊蠟蜡蠻蛮蠍蝎蟬蝉蟻蚁螞蚂貘貘獼猕獺獭猻狲獾獾麅狍羚羚穿穿"
    "佔占夾夹棲栖樁桩檳槟榔榔緬缅尼尼寮寮寢寝贖赎釣钓鉤钩鈎钩陷陷誘诱餌饵藏藏贗赝膠胶漬渍鹹咸鏈链璣玑瑯琅瑤瑶簽签籤签註注僱雇詭诡潛潜屆届甦苏傑杰峯峰群群線线妝妆壺壶墾垦懸悬憲宪掙挣撿捡擱搁攪搅榮荣樺桦櫃柜欄栏氫氢"
)
_TRADITIONAL, _SIMPLIFIED = PAIRS[::2], PAIRS[1::2]
TO_SIMPLIFIED = {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if old != new}
HANT = frozenset(map(chr, TO_SIMPLIFIED)) - frozenset("乾後於著")
HANS = frozenset(TO_SIMPLIFIED.values()) - frozenset(
    "里表台后谷斗面系余采合只干秘尸冲周并幸占于咸注签柜云松几丑卷叶了众制"
)

LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
RANGES: dict[str, re.Pattern[str]] = {
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "lo": re.compile(r"[\u0e80-\u0eff]"),
    "km": re.compile(r"[\u1780-\u17ff]"),
    "my": re.compile(r"[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]"),
    "zh": re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "arab": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "cyrl": re.compile(r"[\u0400-\u04ff]"),
    "deva": re.compile(r"[\u0900-\u097f]"),
    "other": re.compile(
        r"[\u3040-\u30ff\uac00-\ud7af\u1100-\u11ff\u0370-\u03ff\u0530-\u05ff\u0980-\u0dff\u0f00-\u0fff\u10a0-\u10ff\u1200-\u137f\u1800-\u18af]"
    ),
}


def count(text: str) -> dict[str, int]:
    """Letters of each script in a text; scripts that do not occur are left out. A Han character counts as three."""
    found = {name: len(pattern.findall(text)) for name, pattern in RANGES.items()} if not text.isascii() else {}
    found["zh"] = 3 * found.get("zh", 0)
    found["latin"] = len(LATIN.findall(text))
    return {name: letters for name, letters in found.items() if letters}


def chinese_script(text: str) -> str:
    """Hans or Hant: which of the two a Chinese text is written in; Hans where both would write the same."""
    traditional = sum(char in HANT for char in text)
    simplified = sum(char in HANS for char in text)
    return "Hant" if traditional > simplified else "Hans"
