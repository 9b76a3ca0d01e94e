"""The languages of the house, each by its own name."""

from django.conf.locale import LANG_INFO

# What sources are spoken to in: the public pages and the bot.
TO_SOURCES = [
    ("en", "English"), ("km", "ភាសាខ្មែរ"), ("lo", "ພາສາລາວ"), ("my", "မြန်မာဘာသာ"), ("th", "ภาษาไทย"),
    ("vi", "Tiếng Việt"), ("id", "Bahasa Indonesia"), ("ms", "Bahasa Melayu"), ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"), ("es", "Español"), ("fr", "Français"), ("pt", "Português"), ("sw", "Kiswahili"),
]  # fmt: skip
# What officers and agencies are spoken to in as well: the whole house is translated into these.
AT_DESK = ["en", "fr", "vi"]
# Django has no Lao of its own; Unfold asks it about every language.
LANG_INFO.setdefault("lo", {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ພາສາລາວ"})
