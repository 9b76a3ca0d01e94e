"""What the API takes and gives, field by field: the same names as the form's, strict about types."""

import json
import math
from typing import Any

from rest_framework import serializers

from hotline.public.forms import Repeated, lines
from hotline.public_status import PublicStatus
from hotline.story import (
    MAX_ANSWER,
    MAX_NARRATIVE,
    MAX_SUBJECTS,
    Basis,
    Condition,
    Exposure,
    Offence,
    Precision,
    Sharing,
    Story,
    Urgency,
)

MAX_PAGE = 200  # tips
MAX_REPORTER = 100  # signs of a partner's own id for a reporter


class Words(serializers.CharField):
    """Text: a number is no text. Its length is counted as it was sent, spaces and all."""

    def __init__(self, **kwargs: Any) -> None:
        usual = {"max_length": MAX_ANSWER, "required": False, "allow_blank": True, "trim_whitespace": False}
        super().__init__(**{**usual, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Choice(serializers.ChoiceField):
    """One of the form's answers; a wrong one is refused without being repeated."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices, **{"required": False, "allow_blank": True, **kwargs})
        self.error_messages["invalid_choice"] = f"One of: {', '.join(self.choices)}."

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid_choice")
        return str(super().to_internal_value(data))


class Coded(serializers.RegexField):
    """A code of a known form, as given: nothing is trimmed."""

    def __init__(self, regex: str, **kwargs: Any) -> None:
        super().__init__(regex, **{"required": False, "trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Degrees(serializers.FloatField):
    """WGS 84 degrees: a finite number."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        try:
            value = float(data)
        except OverflowError:
            self.fail("invalid")
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class Closed(serializers.Serializer[Any]):
    """A shape that refuses what it does not know, and takes a latitude only with its longitude."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError(dict.fromkeys(sorted(unknown)[:10], "There is no such field."))
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("lat" in attrs) != ("lon" in attrs):
            raise serializers.ValidationError({"lat": "lat and lon belong together."})
        return attrs


class ToldTip(Closed):
    """A tip as a partner sends it. Only `narrative` is needed; files follow by the tip's `attachments/`."""

    narrative = Words(
        max_length=MAX_NARRATIVE, required=True, allow_blank=False,
        help_text="What was seen or learned, in any language.",
    )  # fmt: skip
    urgency = Choice(Urgency.choices)
    offences = serializers.ListField(
        child=Choice(Offence.choices, allow_blank=False), required=False, max_length=len(Offence)
    )
    species = Words(help_text="Animal or plant, in any words.")
    condition = Choice(Condition.choices)
    quantity = Words()
    price = Words()
    country = Coded(r"^[A-Z]{2}\Z", help_text="ISO 3166-1 alpha-2.")
    place = Words()
    lat = Degrees(min_value=-90, max_value=90, required=False, help_text="WGS 84; `lon` belongs to it.")
    lon = Degrees(min_value=-180, max_value=180, required=False, help_text="WGS 84; `lat` belongs to it.")
    pin = Words(help_text="A map link, where there is no `lat` and `lon`.")
    precision = Choice(Precision.choices)
    place_kind = Words()
    link = Words()
    when = Words(help_text="Date, or about when.")
    repeated = Choice(Repeated.choices)
    subjects = serializers.ListField(
        child=Words(allow_blank=False), required=False, max_length=MAX_SUBJECTS, help_text="Who is involved."
    )
    basis = Choice(Basis.choices, help_text="How the reporter knows.")
    exposure = Choice(Exposure.choices, help_text="Could someone guess who told it?")
    sharing = Choice(Sharing.choices, default=Sharing.ASK.value, allow_blank=False)
    safe_time = Words()
    language = Coded(r"^[a-z]{2,3}(-[A-Za-z]{2,6})?\Z", help_text="Of the narrative: ISO 639, as `km` or `zh-Hans`.")
    reporter_id = Coded(
        rf"^[\x21-\x7e]{{1,{MAX_REPORTER}}}\Z",
        help_text="Your own opaque id of who told it: the same id is the same source. Never a name.",
    )  # fmt: skip
    contact = Words(
        help_text="How the reporter can be reached: sealed, only a source handler opens it. Needs `reporter_id`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["narrative"].strip():
            raise serializers.ValidationError({"narrative": "This may not be blank."})
        super().validate(attrs)
        if "lat" in attrs and attrs.get("pin"):
            raise serializers.ValidationError({"pin": "Either pin, or lat and lon."})
        if attrs.get("contact") and "reporter_id" not in attrs:
            raise serializers.ValidationError({"contact": "Say whose it is: reporter_id is needed with it."})
        return attrs


def story_of(told: dict[str, Any]) -> Story:
    """The story in checked fields: line breaks are one sign, and nothing but spaces is nothing, as on the form."""
    beside = ("narrative", "subjects", "offences", "lat", "lon", "language", "reporter_id", "contact")
    answers: dict[str, Any] = {name: lines(value).strip() for name, value in told.items() if name not in beside}
    answers["narrative"], answers["offences"] = lines(told["narrative"]), list(told.get("offences", []))
    answers["subjects"] = [said for said in (lines(each).strip() for each in told.get("subjects", [])) if said]
    if "lat" in told:
        answers["pin"] = f"{told['lat']},{told['lon']}"
    return Story(**answers)


def canonical(told: dict[str, Any]) -> bytes:
    """Checked fields as bytes: the same tip gives the same, however its JSON was laid out."""
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


class TipStanding(serializers.Serializer[Any]):
    """How a tip stands."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(PublicStatus.choices)
    acted_on = serializers.BooleanField(help_text="Whether somebody acted on it, as far as that may be told by now.")
    received_at = serializers.DateTimeField(help_text="UTC, to the minute.")


class AskedPage(Closed):
    """Which page of a list."""

    after = serializers.UUIDField(required=False, help_text="`next` of the page before: what came after it.")
    limit = serializers.IntegerField(min_value=1, max_value=MAX_PAGE, default=100, help_text="Tips of a page.")


class TipPage(serializers.Serializer[Any]):
    """A page of tips, those that came first before those that came later."""

    tips = TipStanding(many=True)
    next = serializers.UUIDField(allow_null=True, help_text="For `after`; null on the last page.")


class FiledTip(TipStanding):
    status_url = serializers.URLField()
    contact_kept = serializers.BooleanField(help_text="False where none was given, or nobody could open the box yet.")


class KeptFile(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="Of what arrived: compare it with yours.")


class KeptFiles(serializers.Serializer[Any]):
    files = KeptFile(many=True)


class Refusal(serializers.Serializer[Any]):
    """Every error has this shape. `fields`: a sentence by field, where fields are at fault."""

    code = serializers.CharField()
    message = serializers.CharField()
    fields = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]  # the contract's name
