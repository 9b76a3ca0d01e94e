"""`/api/v1/tips/`: send a tip, send files to it, see how it stands."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from hotline import public_status
from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.keys import caller
from hotline.api.schema import FILES, IDEMPOTENCY, refusals
from hotline.api.shapes import AskedPage, FiledTip, KeptFiles, TipPage, TipStanding, ToldTip
from hotline.models import Partner, PartnerCall, Scope, Tip


def standing(tip: Tip, status: str = "") -> dict[str, Any]:
    """How a tip stands; status: its public status, where it was computed already."""
    status = status or public_status.of(tip)
    return {
        "id": tip.pk,
        "status": status,
        "acted_on": status == public_status.PublicStatus.ACTED_ON,
        "received_at": tip.received_at.replace(second=0, microsecond=0),
    }


def filed_answer(made: filing.Made) -> Response:
    """201 for a tip that a call has filed, 200 for one that it had filed before."""
    headers = {"Location": reverse("partner-tip", args=[made.tip.pk])}
    return Response(TipStanding(standing(made.tip)).data, status=200 if made.was_repeat else 201, headers=headers)


class Tips(PartnerView):
    scopes: ClassVar = {"GET": Scope.TIPS_READ, "POST": Scope.TIPS_WRITE}

    @extend_schema(
        operation_id="list_tips", summary="List your own tips", parameters=[AskedPage],
        responses={200: TipPage, **refusals(400)},
        description="All that this partner sent, by whichever route, in the order in which they came.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        asked = AskedPage(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return Response(TipPage(page_of(caller(request).partner, **asked.validated_data)).data)

    @extend_schema(
        operation_id="send_tip", summary="Send a tip", parameters=[IDEMPOTENCY], request=ToldTip,
        responses={201: FiledTip, 200: FiledTip, **refusals(400, 409, 413, 415)},
        description="201 when the tip was filed; 200 with the same answer when the same call came before.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        key = reading.idempotency_key(request)
        shape = ToldTip(data=request.data)
        shape.is_valid(raise_exception=True)
        made = filing.file_tip(caller(request).partner, shape.validated_data, key=key)
        path = reverse("partner-tip", args=[made.tip.pk])
        told = {**standing(made.tip), "status_url": f"{settings.PUBLIC_URL}{path}", "contact_kept": made.contact_kept}
        status = 200 if made.was_repeat else 201
        return Response(FiledTip(told).data, status=status, headers={"Location": path})


class OneTip(PartnerView):
    scopes: ClassVar = {"GET": Scope.TIPS_READ}

    @extend_schema(
        operation_id="tip_standing", summary="See how a tip stands",
        responses={200: TipStanding, **refusals(404)},
        description="Of tips that this partner sent; any other is 404.",
    )  # fmt: skip
    def get(self, request: Request, tip_id: UUID) -> Response:
        return Response(TipStanding(standing(own_tip(request, tip_id))).data)


class TipFiles(PartnerView):
    scopes: ClassVar = {"POST": Scope.TIPS_WRITE}

    @extend_schema(
        operation_id="send_files", summary="Send files to a tip", parameters=[IDEMPOTENCY], request=FILES,
        responses={201: KeptFiles, 200: KeptFiles, **refusals(400, 404, 409, 413, 415, 503)},
        description="All files of the call are kept, or none. They are sealed as they arrive.",
    )  # fmt: skip
    def post(self, request: Request, tip_id: UUID) -> Response:
        key, tip = reading.idempotency_key(request), own_tip(request, tip_id)
        arrivals = reading.files(request)
        uploads = list(arrivals.uploads)
        try:
            kept = filing.add_files(caller(request).partner, tip, uploads, key=key)
        except BaseException:
            arrivals.drop()
            raise
        if kept.was_repeat:
            arrivals.drop()
        files = [{"id": pk, "size": size, "sha256": sha256} for pk, size, sha256 in kept.files]
        return Response(KeptFiles({"files": files}).data, status=200 if kept.was_repeat else 201)


def page_of(partner: Partner, *, after: UUID | None = None, limit: int) -> dict[str, Any]:
    """A page of a partner's tips, as `TipPage` tells it: by index, two queries.

    Args: after: the last tip of the page before; limit: tips of a page.
    Raises: ValidationError where `after` is no tip of this partner.
    """
    calls = PartnerCall.objects.filter(partner=partner, route__in=PartnerCall.FILING)
    if after:
        before = calls.filter(tip=after).values_list("pk", flat=True).first()
        if before is None:
            raise ValidationError({"after": "This is no tip of yours: give the `next` of the page before."})
        calls = calls.filter(pk__gt=before)
    found = calls.annotate(standing=public_status.column("tip__")).select_related("tip").order_by("pk")[: limit + 1]
    rows = list(found)
    told = [standing(call.tip, call.standing) for call in rows[:limit]]
    return {"tips": told, "next": told[-1]["id"] if len(rows) > limit else None}


def own_tip(request: Request, tip_id: UUID) -> Tip:
    """Raises: NotFound for a tip of somebody else, whether it exists or not."""
    tip = filing.tip_of(caller(request).partner, tip_id)
    if tip is None:
        raise NotFound
    return tip
