"""`/api/v1/tips/`: send a tip, send files to it, see how it stands."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from hotline import public_status
from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.keys import caller
from hotline.api.schema import FILES, IDEMPOTENCY, refusals
from hotline.api.shapes import FiledTip, KeptFiles, TipStanding, ToldTip
from hotline.models import Scope, Tip


def standing(tip: Tip) -> dict[str, Any]:
    status = public_status.of(tip)
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
    scopes: ClassVar = {"POST": Scope.TIPS_WRITE}

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


def own_tip(request: Request, tip_id: UUID) -> Tip:
    """Raises: NotFound for a tip of somebody else, whether it exists or not."""
    tip = filing.tip_of(caller(request).partner, tip_id)
    if tip is None:
        raise NotFound
    return tip
