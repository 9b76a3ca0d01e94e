"""The reasons of a score in an officer's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intel.matching.score import Reason
from intel.properties import PROPERTIES

KINDS = {
    "passport": gettext_lazy("passport"), "account": gettext_lazy("account"), "wallet": gettext_lazy("wallet"),
    "imo": gettext_lazy("IMO number"), "mmsi": gettext_lazy("MMSI"), "container": gettext_lazy("container"),
    "waybill": gettext_lazy("air waybill"), "plate": gettext_lazy("plate"), "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail address"), "handle": gettext_lazy("name of the account"),
    "url": gettext_lazy("web address"),
}  # fmt: skip
CODES = {prop: each.label for known in PROPERTIES.values() for prop, each in known.items() if each.kind == "code"}


def kind_of(kind: str) -> str:
    """What an identifier is, such as "telephone"."""
    start, _colon, prop = kind.partition(":")
    return str(CODES[prop] if start == "code" else KINDS[start])


def sentence(reason: Reason) -> str:
    """One reason in words."""
    if reason.code == "same":
        return _("The same %(kind)s: %(value)s") % {"kind": kind_of(reason.kind), "value": reason.values[0]}
    if reason.code == "name":
        return _("The same name: %(name)s") % {"name": reason.values[0]}
    if reason.code == "sound":
        return _("Names sound alike: %(one)s · %(other)s") % {"one": reason.values[0], "other": reason.values[1]}
    if reason.code == "names_differ":
        return _("Against it: the names differ")
    if reason.code == "born_apart":
        return _("Against it: the dates of birth differ")
    return _("Against it: each has another %(kind)s") % {"kind": kind_of(reason.kind)}
