"""`/api/v1/consignments/`: carriers, couriers, postal services and ports tell of a consignment that does not fit."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hotline import intake
from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.keys import caller
from hotline.api.moments import Moment
from hotline.api.schema import IDEMPOTENCY, refusals
from hotline.api.shapes import Closed, Coded, Degrees, TipStanding, Words, canonical
from hotline.api.tips import filed_answer, standing
from hotline.consignments import filing as consignments
from hotline.consignments import flags
from hotline.intake import Delivery
from hotline.models import Partner, PartnerCall, Scope, Tip
from hotline.models.tip import Channel

COUNTRY = r"^[A-Z]{2}\Z"
MAX_NUMBER = 40  # signs of any number that things are known by
MAX_PIECES = 10_000_000
MAX_KG = 10**9


class Count(serializers.IntegerField):
    """A whole number: no text, no truth value."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class ToldConsignment(Closed):
    """A consignment as its documents tell it. Only `goods` is needed. Numbers may hold blanks and strokes."""

    goods = Words(required=True, allow_blank=False, help_text="As declared, in any language.")
    containers = serializers.ListField(
        child=Words(max_length=MAX_NUMBER, allow_blank=False), required=False, max_length=10,
        help_text="Container numbers, ISO 6346.",
    )  # fmt: skip
    imo = Words(max_length=MAX_NUMBER, help_text="The vessel's IMO number.")
    vessel = Words(max_length=200)
    awb = Words(max_length=MAX_NUMBER, help_text="Air waybill: 3 and 8 digits.")
    postal = Words(max_length=MAX_NUMBER, help_text="Postal item, UPU S10.")
    origin = Coded(COUNTRY, help_text="ISO 3166-1 alpha-2.")
    transit = serializers.ListField(
        child=Coded(COUNTRY, required=True), required=False, max_length=10, help_text="In the order of the way."
    )
    destination = Coded(COUNTRY)
    weight_kg = Degrees(min_value=0, max_value=MAX_KG, required=False, help_text="Declared.")
    weighed_kg = Degrees(min_value=0, max_value=MAX_KG, required=False, help_text="As it was weighed.")
    pieces = Count(min_value=0, max_value=MAX_PIECES, required=False, help_text="Declared.")
    counted_pieces = Count(min_value=0, max_value=MAX_PIECES, required=False)
    shipper = Words(help_text="Sealed, as all words are.")
    consignee = Words()
    country = Coded(COUNTRY, help_text="Where it is now.")
    place = Words(help_text="Where it is now: port, depot, airport.")
    seen_at = Moment()
    note = Words(max_length=5_000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["goods"].strip():
            raise serializers.ValidationError({"goods": "This may not be blank."})
        return attrs


class RedFlag(serializers.Serializer[Any]):
    code = serializers.CharField()
    said = serializers.CharField(help_text="What it was seen in.")
    reason = serializers.CharField()
    source = serializers.CharField(help_text="Where the rule is from.")  # type: ignore[assignment]  # the name in the answer


class FiledConsignment(TipStanding):
    flags = RedFlag(many=True, help_text="Of the fields; those of the words are seen at the desk.")


EXAMPLE = OpenApiExample(
    "A container", request_only=True,
    value={
        "goods": "Sawn wood", "containers": ["MSKU 907032 4"], "origin": "NG", "transit": ["MY"], "destination": "VN",
        "weight_kg": 24000, "weighed_kg": 20100, "seen_at": "2026-03-01T04:05:06Z",
    },
)  # fmt: skip


class Consignments(PartnerView):
    scopes: ClassVar = {"POST": Scope.CONSIGNMENTS_WRITE}

    @extend_schema(
        operation_id="send_consignment", summary="Send a suspicious consignment", parameters=[IDEMPOTENCY],
        request=ToldConsignment, examples=[EXAMPLE],
        responses={201: FiledConsignment, 200: FiledConsignment, **refusals(400, 409, 413, 415)},
        description="A tip with its red flags. 200 with the same answer when the same call came before.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        key = reading.idempotency_key(request)
        shape = ToldConsignment(data=request.data)
        shape.is_valid(raise_exception=True)
        told = dict(shape.validated_data)
        partner = caller(request).partner
        made = filing.once(
            partner, PartnerCall.Route.CONSIGNMENTS, canonical(told), key=key,
            make=lambda mark: _file(partner, told, mark),
        )  # fmt: skip
        answer = filed_answer(made)
        # The same fields give the same flags, so a repeat gets the same answer.
        shown = [_shown(flag) for flag in flags.look_over(told)]
        answer.data = FiledConsignment({**standing(made.tip), "flags": shown}).data
        return answer


def _shown(flag: flags.Flag) -> dict[str, str]:
    return {"code": flag.code, "said": flag.said, "reason": str(flag.rule.label), "source": flag.rule.source}


def _file(partner: Partner, told: dict[str, Any], mark: bytes) -> Tip:
    found = flags.look_over(told)
    delivery = Delivery(channel=Channel.API, secret=mark, source_id=partner.source_id, red_flags=flags.points(found))
    tip = intake.file(consignments.story_of(told), delivery).tip
    consignments.keep(tip, partner, told, found)
    return tip
