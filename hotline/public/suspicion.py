"""Signs that no person filled the form. They send a tip to quarantine, where a person still looks; none refuses it."""

import re
from datetime import timedelta

from django.http import QueryDict

from hotline.form_tokens import Token
from hotline.story import Story

HONEYPOT = "website"
TOO_FAST = timedelta(seconds=3)
MANY_LINKS = 3


def is_suspect(fields: QueryDict, story: Story, token: Token) -> bool:
    """The field that people do not see was filled; or the form came back at once *and* is full of links.

    Speed alone is no sign: a browser that fills in a kept text is fast too.
    """
    if fields.get(HONEYPOT):
        return True
    links = len(re.findall(r"https?://|www\.", story.narrative))
    return token.age < TOO_FAST and links >= MANY_LINKS
