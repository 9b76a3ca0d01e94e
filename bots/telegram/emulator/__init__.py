"""A small strict Telegram Bot API over HTTP, for tests, figures and the demonstration."""

from .courier import Pace
from .person import NotHeard, Person, Refused
from .running import Emulator

__all__ = ["Emulator", "NotHeard", "Pace", "Person", "Refused"]
