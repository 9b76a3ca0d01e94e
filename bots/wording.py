"""What the bot says: two short sentences at most, each through gettext."""

from django.utils.translation import gettext_lazy as _

from bots.gateway.story import GUIDE, PUSH, READ

__all__ = ["GUIDE", "PUSH", "READ"]

# Shown before a language is known, so in all at once; never translated.
CHOOSE_LANGUAGE = """\
Choose your language.
សូមជ្រើសរើសភាសារបស់អ្នក។
ກະລຸນາເລືອກພາສາຂອງທ່ານ.
သင့်ဘာသာစကားကို ရွေးပါ။
โปรดเลือกภาษาของคุณ
Chọn ngôn ngữ của bạn.
Pilih bahasa Anda.
请选择您的语言。
請選擇您的語言。
Elija su idioma.
Choisissez votre langue.
Escolha o seu idioma.
Chagua lugha yako."""

HONESTY = _(
    "We do not ask who you are. Telegram knows your account, and bot chats are not end-to-end encrypted: if you work "
    "there, our web form by Tor Browser is safer."
)
INVITE = _(
    "Send everything, in any order: text, photos, files, voice, a location. Then tap Done; what you do not send is "
    "read after 24 hours as unfinished, unless you /cancel."
)
KEPT = _("Kept. Send more, or tap Done.")
SLOWED = _("All you send is kept and will be read. It is very much, so I answer more slowly for a while.")
KEPT_MEANWHILE = _("Kept with your tip.")
KEPT_ADDED = _("Added to your tip.")
CORRECTED = _("Your correction is kept beside the first version.")
LOSSY = _("A photo arrives without its hidden data; sent as a file it keeps place and device, which can help as proof.")
TOO_BIG = _(
    "Telegram gives bots no file over 20 MB: please upload it here within 24 hours, up to 50 MB, good once: %(url)s"
)
EMERGENCY = _("If someone is in danger now, call first: %(numbers)s.")
UNWANTED = _("Polls and stickers cannot be kept. Please tell it in words, or send a photo or a file.")
OWN_NUMBER = _("We do not need your number and did not keep it. Tell us what you saw, if you want to.")
STILL_OPEN = _("You have a tip that is not sent yet; it is kept. Go on with it, send it or cancel it.")
NOTHING_OPEN = _("There is nothing unsent here. To take back a tip that was sent, use your code at %(url)s.")
CANCELLED = _("Cancelled: what you told us here is destroyed. Your Telegram still shows it; /erase deletes it there.")
TELL_FIRST = _("Please send some words, a voice message or a file first.")
STALE = _("This button is from an earlier step.")
SHOWN_ALREADY = _("It stands above already.")
EMPTY_BEFORE_DONE = _("Send something first.")
ADD_WHAT = _("Send what you want to add: it goes to the tip you sent last.")
ADD_NEW = _("You have not sent a tip yet. Just send what you know, in any order.")
NO_TIP = _("You have not sent a tip from this chat yet.")
NO_TIP_OPEN = _("You have not sent a tip from this chat yet. What you told so far is kept: tap Done to send it.")
STATUS_LINE = "%(reference)s: %(status)s"
STATUS_UNREAD = _("%(count)d unread message(s) for you.")
THANKS = _(
    "Thank you: your tip has arrived, and a person looks at it within %(hours)d h. The next message is your code."
)
KEEP_CODE = _(
    "Keep the code: it opens your tip at %(url)s. Deleting this chat does not withdraw the tip, and a question from us "
    "comes here."
)
ANOTHER_CODE = _("The next message is a further code; your earlier ones stay good.")
NOTHING_UNREAD = _("There is nothing new to read.")
ERASED = _("%(count)d messages of the last 48 hours were deleted here. Older ones only you can delete; your tips stay.")
ERASE_FAILED = _("Telegram did not let us delete messages now. Please delete this chat yourself; your tips stay.")
GROUP = _("Tips are taken in private only. Please write to me alone.")
CHAT_LINKED = _(
    "This chat is linked to your desk: while you are on duty, alerts of cameras come here. Whatever else you write "
    "here is still taken as a tip."
)
CHAT_NOT_LINKED = _("This code opens nothing, or no longer. Make a new one at the desk.")
MEMBER_LINKED = _(
    "This chat is linked to the duty desk. What you send here, photos and positions too, reaches an officer at once. "
    "/report begins a full report with questions."
)
MEMBER_KEPT = _("The duty desk has it. /report begins a full report with questions.")
MEMBER_TOO_BIG = _("Telegram gives bots no file over 20 MB: please send it smaller, or in parts.")
SAFETY = _(
    "Do not use a work phone or network, and do not put yourself in danger to learn more. Use /erase and delete this "
    "chat after you have kept your code."
)
HELP = _(
    "Just send what you know; then tap Done.\n"
    "/new a new tip · /status how it stands · /code a further code · /add more for the last tip · /cancel drop what is "
    "unsent · /erase clear this chat · /language · /safety"
)
SUMMARY_HEAD = _("This is your tip:")
SUMMARY_TOLD = _("%(characters)d characters, %(files)d file(s)")
SUMMARY_ASK = _("Send it, or change something first.")
EDIT_WHAT = _("What do you want to change? To add words or files, just send them.")

DONE, SEND, EDIT, BACK, SKIP, NEXT = _("Done"), _("Send"), _("Edit"), _("Back"), _("Skip"), _("Continue")
GO_ON, DROP = _("Go on"), _("Cancel it")

ASK_URGENCY = _("How urgent is it?")
ASK_OFFENCES = _("What is it about? Choose one or several, then Continue.")
ASK_PLACE = _("Which country? You can also type a place or send a location.")
ASK_PLACE_MORE = _("The place is kept. In which country is it?")
ASK_WHEN = _("When was it? Tap, or type a date.")
ASK_BASIS = _("How do you know?")
ASK_SHARING = _("Whom may we tell? We never name you.")
NAME_URGENCY, NAME_OFFENCES, NAME_PLACE = _("Urgency"), _("Subject"), _("Place")
NAME_WHEN, NAME_BASIS, NAME_SHARING = _("When"), _("How known"), _("Sharing")
TODAY, YESTERDAY, THIS_WEEK, EARLIER = _("Today"), _("Yesterday"), _("In the last 7 days"), _("Earlier")

COUNTRIES = {
    "VN": _("Vietnam"),
    "LA": _("Laos"),
    "KH": _("Cambodia"),
    "TH": _("Thailand"),
    "MM": _("Myanmar"),
    "CN": _("China"),
    "MY": _("Malaysia"),
    "ID": _("Indonesia"),
    "PH": _("Philippines"),
}

WARNINGS_ABOUT = _(
    "Officers can warn you here of dangerous animals near people. We keep this chat's address, the area and your "
    "language for it, apart from every tip."
)
WARNINGS_ON = _("You are warned of dangers in: %(areas)s")
WARNINGS_ADD, WARNINGS_END_ALL = _("Another area"), _("End all")
WARNINGS_END = _("End: %(area)s")
WARNINGS_ENDED = _("You get no more warnings, and we have forgotten this chat's address for them.")
WARNINGS_COUNTRY = _("In which country?")
WARNINGS_PROVINCE = _("Which area?")
WARNINGS_WHOLE = _("The whole country")
WARNINGS_TOO_MANY = _("That area is not known, or you have ten already.")
WARNINGS_ELSEWHERE = _("Warnings come by Telegram only.")
WARNINGS_HELP = _("/warnings dangerous animals near you")

COMMANDS = {
    "start": _("Begin"),
    "new": _("A new tip"),
    "status": _("How my tips stand"),
    "code": _("A further code"),
    "add": _("Add to my last tip"),
    "language": _("Language"),
    "safety": _("How to stay safe"),
    "erase": _("Delete messages here"),
    "help": _("Help"),
    "cancel": _("Drop what is unsent"),
    "warnings": _("Warnings of dangerous animals"),
}
