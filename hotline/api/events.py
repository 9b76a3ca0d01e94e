"""`/api/v1/events/`: events of patrols as SMART and EarthRanger write them, or as a table."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.errors import NotStored, TooLarge
from hotline.api.event_bodies import BODY
from hotline.api.keys import caller
from hotline.api.schema import refusals
from hotline.models import Partner, PartnerCall, PartnerEvent, Scope
from hotline.patrols import reading as patrols
from hotline.patrols import tables, taking
from hotline.patrols.event import Event, Unfit

CSV = "text/csv"


class Table(BaseParser):
    """CSV, as bytes."""

    media_type = CSV

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        raw: bytes = stream.read(reading.MAX_JSON_BYTES + 1)
        if len(raw) > reading.MAX_JSON_BYTES:
            raise TooLarge(f"A table holds up to {reading.MAX_JSON_BYTES // 1024} KiB.")
        return raw


class TakenEvent(serializers.Serializer[Any]):
    event = serializers.CharField(help_text="Your own id of the event.")
    tip = serializers.UUIDField()
    became = serializers.ChoiceField(
        choices=[taking.FILED, taking.ADDED, taking.UNCHANGED, taking.CLOSED],
        help_text="`filed`: a new tip. `added`: to the tip it is already. `closed`: that tip takes nothing more.",
    )


class TakenEvents(serializers.Serializer[Any]):
    events = TakenEvent(many=True)


EXAMPLES = [
    OpenApiExample("EarthRanger", request_only=True, media_type="application/json", value={
        "id": "0b0b8a3e-5f0a-4c5e-9f0e-0a3a5b8f7c11", "event_type": "snare_rep", "title": "Snare line",
        "time": "2026-03-01T04:05:06Z", "priority": 200, "location": {"latitude": 12.3456, "longitude": 105.1234},
        "event_details": {"number_of_snares": 14},
    }),
    OpenApiExample("SMART", request_only=True, media_type="application/json", value={
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [105.1234, 12.3456]}, "properties": {
            "dateTime": "2026-03-01T11:05:06", "smartDataType": "incident", "smartFeatureType": "observation",
            "smartAttributes": {
                "incidentUuid": "f3a1", "comment": "Snare line", "observationGroups": [
                    {"observations": [{"category": "people.snares", "attributes": {"number": 14}}]},
                ],
            },
        },
    }),
    OpenApiExample(
        "A table", request_only=True, media_type=CSV,
        value="id,time,type,lat,lon,comment\nA-1,2026-03-01T04:05:06Z,snares,12.3456,105.1234,Snare line\n",
    ),
]  # fmt: skip


class Events(PartnerView):
    scopes: ClassVar = {"POST": Scope.EVENTS_WRITE}
    parser_classes = (reading.JSONWithPicture, Table)

    @extend_schema(
        operation_id="send_events", summary="Send events of patrols", examples=EXAMPLES,
        request={"application/json": BODY, CSV: {"type": "string"}},
        responses={200: TakenEvents, **refusals(400, 413, 415, 503)},
        description=(
            "All events of the call are taken, or none; up to 100. No Idempotency-Key: an event is known by its own "
            "id. The same again changes nothing, told anew with more it is added to its tip."
        ),
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        partner = caller(request).partner
        filing.open_keys()
        try:
            shape, events = _read(request.data)
            taken = taking.take(partner, shape, events, once=_once(partner))
        except Unfit as unfit:
            raise ValidationError(unfit.fields) from unfit
        except OSError as full:
            raise NotStored from full
        return Response(TakenEvents({"events": [vars(each) for each in taken]}).data)


def _read(told: Any) -> tuple[str, list[Event]]:
    if isinstance(told, bytes):
        return PartnerEvent.Shape.CSV.value, tables.read(told)
    return patrols.read(told)


def _once(partner: Partner) -> taking.FileOnce:
    def file(event_id: str, sent: bytes, make: Any) -> Any:
        return filing.once(partner, PartnerCall.Route.EVENTS, sent, key=f"event:{event_id}", make=make).tip

    return file
