"""What each letter, figure and label of a grade means, in the words that stand beside the choice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hotline.models.report import Credibility, Handling, Knowledge, Reliability

RELIABILITY: dict[str, Any] = {
    Reliability.A: _("Known to us, and never wrong so far."),
    Reliability.B: _("Known to us; wrong now and then, on small things."),
    Reliability.C: _("Known to us; right more often than wrong."),
    Reliability.D: _("Known to us; wrong more often than right."),
    Reliability.E: _("Known to us, and wrong so far."),
    Reliability.F: _("We do not know them. A first tip from somebody unknown is F: no fault of theirs."),
}
CREDIBILITY: dict[str, Any] = {
    Credibility.CONFIRMED: _("Others tell it too, and did not hear it from each other."),
    Credibility.PROBABLE: _("Fits what is known, and is likely in itself."),
    Credibility.POSSIBLE: _("Fits in part; nothing speaks against it."),
    Credibility.DOUBTFUL: _("Possible, but hardly fits what is known."),
    Credibility.IMPROBABLE: _("Contradicted by what is known."),
    Credibility.UNKNOWN: _("Nothing to compare it with yet."),
}
KNOWLEDGE: dict[str, Any] = {
    Knowledge.WITNESSED: _("They saw or heard it themselves."),
    Knowledge.DIRECT: _("They know it from their own position, as a worker knows a shop."),
    Knowledge.CORROBORATED: _("Told to them, and something else supports it."),
    Knowledge.INDIRECT: _("Told to them."),
    Knowledge.UNKNOWN: _("They did not say. Ask, if it is safe."),
    Knowledge.FALSE: _("Made up or planted, you think. Keep it, with this mark."),
}
# TLP 2.0 (FIRST, August 2022); 'community' is to be defined by whoever uses the label.
HANDLING: dict[str, Any] = {
    Handling.RED: _("Red: only the persons named as recipients. They do not pass it on."),
    Handling.AMBER_STRICT: _("Amber, strict: this organisation alone, and there whoever needs to know."),
    Handling.AMBER: _("Amber: this organisation and the agencies it works for, whoever needs to know. The default."),
    Handling.GREEN: _(
        "Green: the community, that is agencies and organisations against wildlife crime. Not the public."
    ),
    Handling.CLEAR: _("Clear: anyone, the press too."),
}
