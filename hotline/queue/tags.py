"""Tags: words of the officers by which tips are gathered."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.models import Tag, Tip, TipTag
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

MAX_NAME = 40  # characters
MOST_OFFERED = 200


def offered() -> list[Tag]:
    """The tags that there are, by name."""
    return list(Tag.objects.order_by("name")[:MOST_OFFERED])


def named(name: str, *, by: Officer) -> Tag:
    """The tag of this name, made where there is none.

    Raises: NotAllowed; Invalid without a name, or with one that looks like a number to call.
    """
    access.require(by, "hotline.claim_tip")
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise Invalid(_("Give the tag a name of up to 40 characters."))
    if sum(sign.isdigit() for sign in name) > 6 or "@" in name or re.search(r"https?:", name):
        raise Invalid(_("A tag stands in clear: no number, address or name of a person belongs in it."))
    return Tag.objects.get_or_create(name=name, defaults={"made_by": by})[0]


@transaction.atomic
def put(tip: Tip, tag: Tag, *, by: Officer) -> None:
    """Put a tag on a tip; one that is there already stays. Raises: NotAllowed."""
    access.require(by, "hotline.claim_tip")
    if TipTag.objects.get_or_create(tip=tip, tag=tag)[1]:
        audit.record(by, "tip.tagged", tip, tag=tag.pk)


@transaction.atomic
def take_off(tip: Tip, tag: Tag, *, by: Officer) -> None:
    """Take a tag off a tip; one that is not there is no error. Raises: NotAllowed."""
    access.require(by, "hotline.claim_tip")
    if TipTag.objects.filter(tip=tip, tag=tag).delete()[0]:
        audit.record(by, "tip.untagged", tip, tag=tag.pk)
