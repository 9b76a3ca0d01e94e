"""What a partner's machine sent beside a tip's words: a camera's details, a consignment's red flags."""

from typing import Any

from hotline import alerts
from hotline.consignments import filing
from hotline.models import Tip


def context(tip: Tip, raw: Any) -> dict[str, Any]:
    """For whoever reads the tip's words; empty for a tip that came another way, without a query."""
    if tip.channel != "api" or raw is None or raw.is_shredded:
        return {}
    return {"camera": alerts.details_of([tip]).get(tip.pk), "red_flags": filing.flags_of(tip, raw.found or {})}
