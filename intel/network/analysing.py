"""The whole network as one officer sees it, worked through: asked for, carried out, void with their view."""

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import Report
from intel.models import Entity, NetworkAnalysis
from staff import access, audit, compartments
from staff.models import BrokenGlass, Officer
from staff.nudge import nudge
from staff.refusals import NotAllowed, WrongStatus

log = logging.getLogger(__name__)
RIGHT = "intel.view_entity"
Status = NetworkAnalysis.Status
NEXT: dict[str, frozenset[str]] = {
    Status.WAITING: frozenset({Status.WORKING}),
    # A worker that died leaves its row at work: another begins it anew.
    Status.WORKING: frozenset({Status.WORKING, Status.DONE, Status.FAILED}),
    Status.DONE: frozenset(),
    Status.FAILED: frozenset(),
}
LOST_AFTER = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(hours=1)


def through(officer: Any) -> bytes:
    """What lets the officer see, as a digest: their rights, the compartments that are open and closed to them, and what
    stands in the closed ones: what comes to stand there is hidden from now on."""
    closed = compartments.closed_to(officer)
    seen = [
        sorted(officer.rights), sorted(map(str, compartments.open_to(officer))), sorted(map(str, closed)),
        *(_ids(rows.filter(compartments__overlap=list(closed))) if closed else []
          for rows in (Report.objects, Entity.objects)),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(seen).encode()).digest()


def _ids(rows: Any) -> list[str]:
    return sorted(map(str, rows.values_list("pk", flat=True)))


@transaction.atomic
def ask(*, by: Officer) -> NetworkAnalysis:
    """Have the network worked through anew; a former result of the officer goes.

    Raises: NotAllowed, also while a glass of the officer's is broken: that lets read, and nothing more; WrongStatus
        while a worker is at it.
    """
    access.require(by, RIGHT)
    if BrokenGlass.objects.filter(officer=by, until__gt=timezone.now()).exists():
        raise NotAllowed(_("You read a case through broken glass now: ask again when that has ended."))
    Officer.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = NetworkAnalysis.objects.filter(officer=by)
    if mine.filter(status__in=(Status.WAITING, Status.WORKING)).exists():
        raise WrongStatus(_("A worker is at it already."))
    mine.delete()
    row = NetworkAnalysis.objects.create(officer=by, through=through(by))
    audit.record(by, "network.analysed", row)
    from intel.tasks import analyse_network

    nudge(analyse_network, row.pk)
    return row


def last(officer: Officer) -> NetworkAnalysis | None:
    """The officer's last one, where they see today by what they saw then."""
    row = NetworkAnalysis.objects.filter(officer=officer).order_by("-asked_at").first()
    return row if row and bytes(row.through) == through(officer) else None


def carry_out(analysis_id: UUID) -> None:
    """Work one through, in a worker. Safe to run twice: a row that is done, or at work elsewhere, is left alone.

    One that breaks is FAILED, so that its officer can ask anew.
    """
    row = _begin(analysis_id)
    if row is None:
        return
    try:
        _work(row)
    except Exception as broken:
        log.error("analysis %s broke: %s", row.pk, type(broken).__name__)
        _move(row.pk, Status.FAILED, {})


def _work(row: NetworkAnalysis) -> None:
    from intel.network import findings, whole

    def tell(share: float) -> None:
        # The moment of the last sign of life: a row is not lost while its worker tells.
        at_work = NetworkAnalysis.objects.filter(pk=row.pk, status=Status.WORKING)
        at_work.update(percent=int(20 + 80 * share), started_at=timezone.now())

    seen = whole.seen_by(row.officer)
    tell(0)
    result = findings.of(seen, tell=tell)
    # Whoever was let in or kept out meanwhile asks anew: half of it was counted before.
    is_void = bytes(row.through) != through(row.officer)
    _move(row.pk, Status.FAILED if is_void else Status.DONE, {} if is_void else result)


def waiting() -> list[UUID]:
    """Those that no worker has begun, or whose worker is lost. One that outlived its workers for an hour is FAILED."""
    now = timezone.now()
    lost = NetworkAnalysis.objects.filter(status=Status.WORKING, started_at__lt=now - LOST_AFTER)
    for row in lost.filter(asked_at__lt=now - GIVEN_UP_AFTER):
        _move(row.pk, Status.FAILED, {})
    fresh = NetworkAnalysis.objects.filter(status=Status.WAITING)
    return list((lost | fresh).order_by("asked_at").values_list("pk", flat=True))


@transaction.atomic
def _begin(analysis_id: UUID) -> NetworkAnalysis | None:
    rows = NetworkAnalysis.objects.select_for_update(of=("self",), skip_locked=True).select_related("officer")
    row = rows.filter(pk=analysis_id, status__in=(Status.WAITING, Status.WORKING)).first()
    if row is None or (
        row.status == Status.WORKING and row.started_at and row.started_at > timezone.now() - LOST_AFTER
    ):
        return None
    row.status, row.started_at, row.percent = Status.WORKING, timezone.now(), 5
    row.save(update_fields=["status", "started_at", "percent"])
    return row


@transaction.atomic
def _move(analysis_id: UUID, to: str, result: dict[str, Any]) -> None:
    row = NetworkAnalysis.objects.select_for_update().filter(pk=analysis_id).first()
    if row is None or to not in NEXT[row.status]:
        return
    row.status, row.percent, row.ended_at, row.result = to, 100, timezone.now(), result
    row.save(update_fields=["status", "percent", "ended_at", "result"])
