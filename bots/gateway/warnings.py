"""Warnings to the people of an area: asked for by a chat, and on their way to it."""

from hotline.warnings.areas import provinces
from hotline.warnings.sending import ToSay, called_off, delivered, is_any_on_its_way, refused, take
from hotline.warnings.subscribing import Area, ask, end, end_all, of, speak

__all__ = [
    "Area", "ToSay", "ask", "called_off", "delivered", "end", "end_all", "is_any_on_its_way", "of", "provinces",
    "refused", "speak", "take",
]  # fmt: skip
