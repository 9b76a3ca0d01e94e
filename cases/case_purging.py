"""The purge of an archived case: asked for by one, carried out by another, certified, repeated after a restore."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import certificates, emptying, persons, purge_obstacles
from cases.casework import require_case
from cases.emptying import Amount
from cases.models import Case, CasePurge, Certificate
from cases.products import naming
from cases.products import purging as products
from staff import access, audit, steps
from staff.models import Officer
from staff.refusals import NotAllowed, WrongStatus
from vault import keys, purging
from vault.models import PurgedKey
from vault.purging import Entry

State = CasePurge.State
# Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    State.ASKED: {State.CARRIED_OUT, State.REFUSED},
    State.CARRIED_OUT: set(),
    State.REFUSED: set(),
}
ASK, PURGE = "cases.ask_purge", "cases.purge_case"
# How a purged case, and the keys of its files, stand in the ledger.
REASON, OF_FILE = "case", "case_file"


def _locked(case: Case) -> Case:
    """The case's row and those of its products, locked so that nothing new can refer to it meanwhile."""
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    products.locked(products.of_case(fresh))
    return fresh


def require_free(case: Case, *, by: Officer) -> None:
    """Raises: WrongStatus with everything that stands in the way, each named as far as `by` sees it."""
    if found := purge_obstacles.of(case, by):
        raise WrongStatus(_("It cannot be purged yet. %(why)s") % {"why": " ".join(found)})


def asked(case: Case) -> CasePurge | None:
    """What waits for a second person. Asking ends where the case was taken up again since."""
    row = case.purges.filter(state=State.ASKED).select_related("asked_by").first()
    return row if row and case.closed_at and row.asked_at >= case.closed_at else None


@transaction.atomic
def ask(case: Case, *, by: Officer) -> CasePurge:
    """Ask that an archived case be purged. A second person carries it out.

    Raises: NotAllowed but for its lead, its deputy and supervisors; WrongStatus where something stands in the way, or
        it was asked before.
    """
    require_case(case, ASK, by=by)
    fresh = _locked(case)
    if not fresh.is_led_by(by) and not access.allows(by, "cases.read_every_case"):
        raise NotAllowed(_("The case's lead, its deputy or a supervisor asks for its purge."))
    require_free(fresh, by=by)
    if asked(fresh):
        raise WrongStatus(_("That is asked already: a second person decides."))
    fresh.purges.filter(state=State.ASKED).delete()
    row = CasePurge.objects.create(case=fresh, asked_by=by)
    audit.record(by, "case.purge_asked", fresh)
    return row


@transaction.atomic
def refuse(case: Case, *, by: Officer) -> CasePurge:
    """Do not purge it, or take back what one has asked. Raises: NotAllowed; WrongStatus where nothing was asked."""
    require_case(case, ASK, by=by)
    fresh = _locked(case)
    row = _asked_or_refused(fresh)
    if row.asked_by_id != by.pk:
        access.require(by, PURGE)
    _move(row, State.REFUSED, by=by)
    audit.record(by, "case.purge_refused", fresh)
    return row


@transaction.atomic
def purge(case: Case, *, by: Officer) -> Certificate:
    """Carry the purge out as the second person: words, persons and files go, references, custody and counts stay.

    Returns: the signed certificate.
    Raises: NotAllowed, also for whoever asked; WrongStatus where nobody asked, or something stands in the way;
        NotReplayed.
    """
    require_case(case, PURGE, by=by)
    purging.require_replayed()
    fresh = _locked(case)
    row = _asked_or_refused(fresh)
    access.require_second_person(by, row.asked_by)
    require_free(fresh, by=by)
    certificate = _shred(fresh)
    _move(row, State.CARRIED_OUT, by=by, certificate=certificate)
    audit.record(by, "case.purged", fresh, rule=certificate.rule, certificate=certificate.reference)
    return certificate


def _asked_or_refused(fresh: Case) -> CasePurge:
    row = asked(fresh)
    if row is None:
        raise WrongStatus(_("Nobody has asked for it, or the case was taken up again since."))
    return row


def _move(row: CasePurge, to: str, *, by: Officer, certificate: Certificate | None = None) -> None:
    changes = {"decided_by": by, "decided_at": timezone.now(), "certificate": certificate}
    steps.take(row, to, NEXT, _("This is decided."), changes, column="state")


def _shred(fresh: Case) -> Certificate:
    """Empty a locked case and certify it, in the caller's transaction. Raises: WrongStatus."""
    going, _kept = emptying.entities(fresh)
    destroyed = [keys.destroy(key, reason=OF_FILE) for key in emptying.key_ids(fresh)]
    entries: list[PurgedKey] = [keys.note_purge(fresh.pk, reason=REASON)]
    entries += [keys.note_purge(each.pk, reason=persons.REASON) for each in going]
    entries += [entry for entry in destroyed if entry]
    named = products.locked(emptying.products_of(fresh, going))
    if naming.that_keep(going, but=fresh).exists():  # asked anew behind the locks
        raise WrongStatus(_("A product that is needed names somebody who would go now: look again."))
    of_products, noted = products.empty(named)
    people, files = emptying.empty_persons(going), emptying.remove_files(fresh)
    texts = emptying.empty_words(fresh, timezone.now())
    return certificates.issue(
        Certificate.Subject.CASE, fresh.pk, Certificate.Rule.DECIDED, entries + noted, names_cleared=people.names,
        facts_cleared=people.facts, links_cut=people.links, texts_cleared=texts + people.texts + of_products,
        files_removed=files,
    )  # fmt: skip


def preview(case: Case, by: Officer | None = None) -> tuple[Amount, list[str]]:
    """What would go, and what stands in the way, as far as an officer sees it. Changes nothing."""
    return emptying.amount(case), purge_obstacles.of(case, by)


# --- Afterwards -------------------------------------------------------------------------------------------------
def first_unproven() -> tuple[list[str], str | None]:
    """Ask of every case that says it was purged whether it was. Returns: (those that hold, the first break in words).

    What holds reads `CAS-2026-000001 purged, PRG-2026-000007`; without a number where a restore lost the certificate.
    """
    held: list[str] = []
    for case in Case.objects.exclude(purged_at=None).order_by("reference"):
        certificate = certificates.of(case.pk)
        is_entered = PurgedKey.objects.filter(key_id=case.pk, reason=REASON).exists()
        if not is_entered or (certificate is not None and not certificates.is_good(certificate)):
            return held, f"{case.reference} is said to be purged, and the purge ledger does not bear it out"
        if emptying.are_files_left(case):
            return held, f"{case.reference} is said to be purged, and files of it are still there"
        if products.of_case(case).exists():
            return held, f"{case.reference} is said to be purged, and a product of it is not"
        held.append(f"{case.reference} purged" + (f", {certificate.reference}" if certificate else ""))
    return held, None


def replay(entries: list[Entry]) -> int:
    """After a restore: empty again the cases that the exported ledger names. Safe to repeat. Returns: how many.

    Their persons, products and keys stand in the ledger as entries of their own.
    """
    return sum(_again(entry.key_id, entry.at) for entry in entries if entry.reason == REASON)


@transaction.atomic
def _again(case_id: UUID, at: datetime) -> bool:
    fresh = Case.objects.select_for_update().filter(pk=case_id, purged_at=None).first()
    if fresh is None:
        return False
    emptying.empty_words(fresh, at)
    audit.record("system", "case.purged_again", fresh)
    return True
