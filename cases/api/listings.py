"""`/api/v1/listings/`: platforms and volunteers tell of an offer online. It waits in the queue as a tip.

A listing belongs to a case, and a partner knows of none: an officer records it in the case that it turns out to be of.
"""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.listings import addresses
from cases.models.listing import MAX_TITLE, MAX_URL
from hotline import intake
from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.keys import caller
from hotline.api.moments import Moment
from hotline.api.schema import IDEMPOTENCY, refusals
from hotline.api.shapes import Closed, Coded, TipStanding, Words, canonical
from hotline.api.tips import filed_answer
from hotline.intake import Delivery
from hotline.models import Partner, PartnerCall, Scope, Tip
from hotline.models.tip import Channel
from hotline.story import MAX_ANSWER, Basis, Offence, Story
from vault.models import Source

LABELS = {
    "title": "Title", "platform": "Platform", "account": "Account", "species": "Species", "price": "Price",
    "quantity": "Quantity", "place": "Place", "seen_at": "Seen",
}  # fmt: skip


class ToldListing(Closed):
    """An offer as it stands online. Only `url` is needed; it is never fetched."""

    url = Words(max_length=min(MAX_URL, MAX_ANSWER), required=True, allow_blank=False, help_text="http:// or https://.")
    title = Words(max_length=MAX_TITLE)
    platform = Words(max_length=100)
    account = Words(max_length=300, help_text="The seller's name on the platform.")
    account_id = Words(max_length=300, help_text="The platform's own id of it.")
    species = Words()
    price = Words(max_length=100, help_text="With its currency.")
    quantity = Words(max_length=100)
    country = Coded(r"^[A-Z]{2}\Z", help_text="ISO 3166-1 alpha-2.")
    place = Words()
    seen_at = Moment()
    note = Words(max_length=5_000)

    def validate_url(self, said: str) -> str:
        try:
            cleaned = addresses.cleaned(said)
        except ValueError:
            raise serializers.ValidationError("A whole address of the web, as https://example.org/item/7.") from None
        if len(cleaned) > MAX_ANSWER:
            raise serializers.ValidationError("This address is too long.")
        return cleaned


EXAMPLE = OpenApiExample(
    "An offer", request_only=True,
    value={
        "url": "https://example.org/item/7", "title": "Ivory bangle", "platform": "example.org",
        "account": "old_things", "price": "300 USD", "seen_at": "2026-03-01T04:05:06Z",
    },
)  # fmt: skip


class Listings(PartnerView):
    scopes: ClassVar = {"POST": Scope.LISTINGS_WRITE}

    @extend_schema(
        operation_id="send_listing", summary="Send an online offer", parameters=[IDEMPOTENCY], request=ToldListing,
        responses={201: TipStanding, 200: TipStanding, **refusals(400, 409, 413, 415)}, examples=[EXAMPLE],
        description="Screenshots follow by the tip's `attachments/`. 200 when the same call came before.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        key = reading.idempotency_key(request)
        shape = ToldListing(data=request.data)
        shape.is_valid(raise_exception=True)
        told, partner = dict(shape.validated_data), caller(request).partner
        made = filing.once(
            partner, PartnerCall.Route.LISTINGS, canonical(told), key=key,
            make=lambda mark: _file(partner, told, mark),
        )  # fmt: skip
        return filed_answer(made)


def _file(partner: Partner, told: dict[str, Any], mark: bytes) -> Tip:
    kind = partner.kind if partner.kind != Source.Kind.PARTNER else Source.Kind.PLATFORM
    # Where a network of partners passes listings on, each platform has its own record of reliability.
    source = filing.source_of(partner, f"platform:{told['platform']}", kind=kind) if told.get("platform") else None
    delivery = Delivery(channel=Channel.API, secret=mark, source_id=source or partner.source_id)
    return intake.file(story_of(told), delivery).tip


def story_of(told: dict[str, Any]) -> Story:
    lines = ["Online offer.", *(f"{label}: {told[name]}" for name, label in LABELS.items() if told.get(name))]
    seller = " ".join(filter(None, (told.get("account", ""), told.get("account_id", "")))).strip()
    return Story(
        "\n".join([*lines, told.get("note", "")]).strip(), offences=[Offence.ONLINE.value], link=told["url"],
        species=told.get("species", ""), price=told.get("price", ""), quantity=told.get("quantity", ""),
        country=told.get("country", ""), place=told.get("place", ""), when=told.get("seen_at", ""),
        subjects=[f"seller: {seller}"] if seller else [], basis=Basis.ONLINE.value,
    )  # fmt: skip
