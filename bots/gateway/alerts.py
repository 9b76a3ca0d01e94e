"""Alerts of cameras for officers' own chats: taken from their rows, in the transaction that queues them."""

from hotline.alerts import Picture, Words, cut_off, picture_bytes, take_pictures, take_words
from hotline.officer_chats import link as link_officer

__all__ = ["Picture", "Words", "cut_off", "link_officer", "picture_bytes", "take_pictures", "take_words"]
