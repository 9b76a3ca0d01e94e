"""Fields that several routes of the partner API share: moments, numbers of forms."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from hotline.api.shapes import Words

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks of devices in the field run wrong
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


class Moment(Words):
    """A moment with its zone, ISO 8601; kept as UTC to the second. Not before 2000, not after tomorrow."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "allow_blank": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        said = super().to_internal_value(data)
        try:
            moment = datetime.fromisoformat(said)
            if moment.tzinfo is None:
                raise serializers.ValidationError("Say its zone, as 2026-03-01T04:05:06Z.")
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise serializers.ValidationError("A moment in ISO 8601, as 2026-03-01T04:05:06Z.") from None
        if not EARLIEST <= moment <= timezone.now() + AHEAD:
            raise serializers.ValidationError("This lies before 2000, or in the future.")
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def with_numbers(fields: dict[str, str], names: Iterable[str]) -> dict[str, Any]:
    """Fields of a form with those named as numbers, where they are written as such."""
    read: dict[str, Any] = dict(fields)
    for name in names:
        if name in fields and NUMBER.fullmatch(fields[name].strip()):
            read[name] = float(fields[name])
    return read
