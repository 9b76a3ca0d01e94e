"""One act over many tips: each is decided by its own verb in its own transaction, and says what came of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hotline import triage
from hotline.models import BulkRun, BulkStep, Tag, Tip
from hotline.queue import tags
from staff import access
from staff.models import Officer
from staff.nudge import nudge
from staff.refusals import Invalid, Refused

MOST_AT_ONCE = 1000
# So few are done before the page is answered.
FEW = 25
SWEEP = timedelta(seconds=20)

Act = BulkRun.Act
State = BulkStep.State
RIGHTS = {
    Act.SPAM: "hotline.triage_tip", Act.MERGE: "hotline.triage_tip", Act.ASSIGN: "hotline.claim_tip",
    Act.TAG: "hotline.claim_tip", Act.UNTAG: "hotline.claim_tip",
}  # fmt: skip


@dataclass(frozen=True)
class Order:
    """What is to be done. `into`: the tip that the others are merged into; `tag`: its name."""

    act: str
    into: Tip | None = None
    assignee: Officer | None = None
    tag: str = ""


@dataclass(frozen=True)
class Progress:
    done: int
    failed: int
    waiting: int

    @property
    def over(self) -> int:
        return self.done + self.failed

    @property
    def total(self) -> int:
        return self.over + self.waiting


@transaction.atomic
def start(order: Order, chosen: Collection[UUID], *, by: Officer) -> BulkRun:
    """Begin a run over the chosen tips, of those that the officer may see. A worker is nudged; a sweep finds it too.

    Raises: NotAllowed; Invalid where nothing is chosen, too much, or what the act needs is not named.
    """
    act = Act(order.act) if order.act in Act.values else None
    if act is None:
        raise Invalid(_("Choose what to do with the tips."))
    access.require(by, RIGHTS[act])
    tips = list(Tip.objects.visible_to(by).filter(pk__in=list(chosen)[: MOST_AT_ONCE + 1]).order_by("turn", "pk"))
    _check(order, act, tips)
    into = order.into or (min(tips, key=lambda tip: tip.received_at) if act == Act.MERGE else None)
    run = BulkRun.objects.create(
        officer=by, act=act, into=into, assignee=order.assignee,
        tag=tags.named(order.tag, by=by) if act in (Act.TAG, Act.UNTAG) else None,
        language=translation.get_language() or "en",
    )  # fmt: skip
    BulkStep.objects.bulk_create(BulkStep(run=run, tip=tip) for tip in tips if tip != into)
    if len(tips) > FEW:
        from hotline.tasks import work_on_bulk_runs

        nudge(work_on_bulk_runs)
    return run


def _check(order: Order, act: str, tips: list[Tip]) -> None:
    if not tips:
        raise Invalid(_("Choose at least one tip."))
    if len(tips) > MOST_AT_ONCE:
        raise Invalid(_("Choose 1,000 tips at most."))
    if act == Act.MERGE and len({tip.pk for tip in [*tips, *([order.into] if order.into else [])]}) < 2:
        raise Invalid(_("Choose two tips at least, or name the tip to merge into."))
    if act == Act.ASSIGN and order.assignee is None:
        raise Invalid(_("Choose who gets the tips."))


def progress(run: BulkRun) -> Progress:
    counted = dict(run.steps.order_by().values_list("state").annotate(Count("pk")))
    return Progress(*(counted.get(state, 0) for state in (State.DONE, State.FAILED, State.WAITING)))


def work(run: BulkRun, *, until: datetime | None = None) -> None:
    """Do what waits of a run, one tip after another. Two workers at once take different tips."""
    with translation.override(run.language):
        while (until is None or timezone.now() < until) and _next(run):
            pass
    if not run.steps.filter(state=State.WAITING).exists():
        BulkRun.objects.filter(pk=run.pk, ended_at=None).update(ended_at=timezone.now())


def work_on_waiting() -> None:
    """Go on with the runs that wait, the oldest first, as long as a sweep lasts."""
    until = timezone.now() + SWEEP
    for run in BulkRun.objects.filter(ended_at=None).order_by("started_at"):
        work(run, until=until)


@transaction.atomic
def _next(run: BulkRun) -> bool:
    """One tip: what came of it is kept in the transaction of the act. Returns: False where none waits."""
    free = run.steps.select_for_update(skip_locked=True, of=("self",)).filter(state=State.WAITING)
    step = free.select_related("tip").defer("tip__narrative", "tip__answers", "tip__note").order_by("pk").first()
    if step is None:
        return False
    try:
        with transaction.atomic():
            _doing(run)(step.tip)
    except Refused as refusal:
        step.state, step.why = State.FAILED, str(refusal)[:300]
    else:
        step.state = State.DONE
    step.save(update_fields=["state", "why"])
    return True


def _doing(run: BulkRun) -> Callable[[Tip], object]:
    officer = run.officer
    if run.act == Act.MERGE and run.into:
        into = run.into
        return lambda tip: triage.merge(tip, into, by=officer)
    if run.act == Act.ASSIGN and run.assignee:
        assignee = run.assignee
        return lambda tip: triage.assign(tip, assignee, by=officer)
    if run.tag:
        tag: Tag = run.tag
        verb = tags.put if run.act == Act.TAG else tags.take_off
        return lambda tip: verb(tip, tag, by=officer)
    return lambda tip: triage.dismiss(tip, by=officer, reason=Tip.DismissReason.SPAM)
