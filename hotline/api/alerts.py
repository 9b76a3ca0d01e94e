"""`/api/v1/alerts/`: a camera saw something. It becomes an urgent tip, and goes to the chat of who is on duty."""

import base64
import binascii
from dataclasses import replace
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hotline import alerts, intake
from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.errors import NotStored
from hotline.api.keys import caller
from hotline.api.moments import Moment, with_numbers
from hotline.api.schema import IDEMPOTENCY, form_of, refusals
from hotline.api.shapes import Closed, Coded, Degrees, TipStanding, Words, canonical
from hotline.api.tips import filed_answer
from hotline.attachments import Upload
from hotline.intake import Delivery
from hotline.models import CameraAlert, Partner, PartnerCall, Scope, Tip
from hotline.models.tip import Channel
from hotline.public.uploads import Arrivals
from hotline.story import Precision, Story, Urgency
from vault import files, text
from vault.models import Source

MAX_CAMERA = 100  # characters of a camera's name
KEPT = ("camera", "taken_at", "species", "confidence", "lat", "lon")


class ToldAlert(Closed):
    """What a camera saw. The picture comes in base64 here, or as a file of a multipart form."""

    camera = Words(
        max_length=MAX_CAMERA,
        required=True,
        allow_blank=False,
        help_text="Your name of the camera: the same is the same.",
    )
    taken_at = Moment(help_text="ISO 8601 with its zone.")
    species = Words(max_length=200, help_text="The guess of man or machine.")
    confidence = Degrees(min_value=0, max_value=1, required=False, help_text="Of that guess, 0 to 1.")
    lat = Degrees(min_value=-90, max_value=90, required=False, help_text="WGS 84; `lon` belongs to it.")
    lon = Degrees(min_value=-180, max_value=180, required=False, help_text="WGS 84; `lat` belongs to it.")
    country = Coded(r"^[A-Z]{2}\Z", help_text="ISO 3166-1 alpha-2.")
    note = Words(help_text="Anything to add.")


class ToldAlertWithPicture(ToldAlert):
    picture = Words(
        max_length=reading.MAX_PICTURE_BYTES * 4 // 3 + 4, allow_blank=False, help_text="In base64, up to 10 MiB."
    )

    def validate_picture(self, said: str) -> bytes:
        try:
            clear = base64.b64decode(said, validate=True)
        except (binascii.Error, ValueError):
            raise serializers.ValidationError("This is no base64.") from None
        if not clear:
            raise serializers.ValidationError("This picture is empty.")
        return clear


EXAMPLE = OpenApiExample(
    "A camera", request_only=True, media_type="application/json",
    value={
        "camera": "north-ridge-07", "taken_at": "2026-03-01T04:05:06Z", "species": "Panthera tigris",
        "confidence": 0.87, "lat": 12.3456, "lon": 105.1234,
    },
)  # fmt: skip


class Alerts(PartnerView):
    scopes: ClassVar = {"POST": Scope.ALERTS_WRITE}
    parser_classes = (reading.JSONWithPicture,)

    @extend_schema(
        operation_id="send_alert", summary="Send an alert of a camera", parameters=[IDEMPOTENCY],
        request={
            "application/json": ToldAlertWithPicture, "multipart/form-data": form_of(ToldAlert, "picture"),
        },
        responses={201: TipStanding, 200: TipStanding, **refusals(400, 409, 413, 415, 503)}, examples=[EXAMPLE],
        description="An urgent tip, passed to the chat of the officer on duty. 200 when the same call came before.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        key = reading.idempotency_key(request)
        told, arrivals = _read(request)
        try:
            made = _once(caller(request).partner, told, arrivals.uploads, key=key)
        except BaseException:
            arrivals.drop()
            raise
        if made.was_repeat:
            arrivals.drop()
        return filed_answer(made)


def _read(request: Request) -> tuple[dict[str, Any], Arrivals]:
    """The checked fields, and what came as pictures, sealed."""
    if not reading.is_form(request):
        whole = ToldAlertWithPicture(data=request.data)
        whole.is_valid(raise_exception=True)
        told = dict(whole.validated_data)
        clear = told.pop("picture", None)
        return told, Arrivals([_sealed(clear)] if clear else [])
    fields, arrivals = reading.form(request, need_files=False)
    shape = ToldAlert(data=with_numbers(fields, ("lat", "lon", "confidence")))
    try:
        shape.is_valid(raise_exception=True)
    except BaseException:
        arrivals.drop()
        raise
    return dict(shape.validated_data), arrivals


def _sealed(clear: bytes) -> Upload:
    try:
        return Upload(files.receive([clear]), "picture")
    except OSError as full:
        raise NotStored from full


def _once(partner: Partner, told: dict[str, Any], uploads: list[Upload], *, key: str) -> filing.Made:
    sent = canonical(told | {"pictures": [upload.received.sha256.hex() for upload in uploads]})
    return filing.once(
        partner, PartnerCall.Route.ALERTS, sent, key=key, make=lambda mark: _file(partner, told, uploads, mark)
    )


def _file(partner: Partner, told: dict[str, Any], uploads: list[Upload], mark: bytes) -> Tip:
    source = filing.source_of(partner, f"camera:{told['camera']}", kind=Source.Kind.CAMERA)
    delivery = Delivery(channel=Channel.API, secret=mark, uploads=list(uploads), source_id=source)
    tip = intake.file(story_of(told), delivery).tip
    alert = CameraAlert(tip=tip, partner=partner)
    text.write(alert, details={name: told[name] for name in KEPT if name in told})
    alert.save(force_insert=True)
    alerts.pass_on(alert, has_picture=bool(uploads))
    return tip


def story_of(told: dict[str, Any]) -> Story:
    """The alert as a story: its words name camera and guess, so that it is read and found like any other tip."""
    said = [f"Camera alert: {told['camera']}."]
    if told.get("species"):
        sure = f" ({round(told['confidence'] * 100)} %)" if "confidence" in told else ""
        said.append(f"Seen: {told['species']}{sure}.")
    story = Story(
        "\n".join([*said, told.get("note", "")]).strip(), urgency=Urgency.NOW, species=told.get("species", "")
    )
    story = replace(story, when=told.get("taken_at", ""), country=told.get("country", ""))
    if "lat" in told:
        story = replace(story, pin=f"{told['lat']},{told['lon']}", precision=Precision.EXACT.value)
    return story
