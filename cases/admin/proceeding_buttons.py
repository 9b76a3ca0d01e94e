"""The buttons of a proceeding, and the one of a case that opens it: each calls one verb."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import casework, proceedings, verdict_outcomes, verdicts
from cases.admin import proceeding_forms as forms
from cases.models import Case, Charge, Proceeding
from cases.proceedings import Accusation, Matter, Stage
from cases.verdicts import Penalty
from staff.desk_verbs import Button

WRITE = "cases.write_case"


def _page_of(row: Any) -> str:
    return reverse("admin:cases_proceeding_change", args=[row.pk])


def _charge(proceeding: Proceeding, officer: Any, said: dict[str, Any]) -> Any:
    on = said.pop("on")
    return proceedings.charge(proceeding, Accusation(**said), on, by=officer)


def _verdict(proceeding: Proceeding, officer: Any, said: dict[str, Any]) -> Any:
    return verdicts.verdict(said.pop("charge"), said.pop("to"), said.pop("on"), by=officer, **said)


def _sentence(proceeding: Proceeding, officer: Any, said: dict[str, Any]) -> Any:
    return verdicts.sentence(proceeding, said.pop("accused"), Penalty(**said), by=officer)


def _is_decidable(proceeding: Proceeding) -> bool:
    pending = proceeding.charges.filter(verdict=Charge.Verdict.PENDING)
    return proceeding.stage in verdicts.DECIDABLE and pending.exists()


def _is_sentenceable(proceeding: Proceeding) -> bool:
    convicted = proceeding.charges.filter(verdict=Charge.Verdict.CONVICTED)
    return proceeding.stage in (Stage.VERDICT, Stage.SENTENCED) and convicted.exists()


def _leads_to(stage: str) -> Any:
    return lambda proceeding: stage in proceedings.NEXT[proceeding.stage]


OF_CASE = [
    Button(
        "proceeding", _("Enter a proceeding"), WRITE,
        lambda case, officer, said: proceedings.open_proceeding(case, Matter(**said), by=officer), form=forms.OpenForm,
        shown=lambda case: not case.is_closed, done=_("Entered. Say next who is accused of what."), then=_page_of,
    ),
]  # fmt: skip
OF_PROCEEDING = [
    Button(
        "charge", _("Enter a charge"), WRITE, _charge, form=forms.ChargeForm,
        shown=lambda proceeding: proceeding.stage in proceedings.CHARGEABLE, done=_("The charge is entered."),
    ),
    Button(
        "advance", _("Next stage"), WRITE,
        lambda proceeding, officer, said: proceedings.advance(proceeding, by=officer, **said), form=forms.AdvanceForm,
        shown=lambda proceeding: bool(forms.by_hand(proceeding)), tone="primary", done=_("It stands on record."),
    ),
    Button(
        "hearing", _("Set a hearing"), WRITE,
        lambda proceeding, officer, said: proceedings.set_hearing(proceeding, by=officer, **said),
        form=forms.HearingForm, shown=lambda proceeding: not proceeding.has_ended, done=_("The hearing is set."),
    ),
    Button(
        "heard", _("What became of the hearing"), WRITE,
        lambda proceeding, officer, said: proceedings.close_hearing(proceeding, by=officer, **said),
        form=forms.HeldForm, shown=lambda proceeding: proceeding.next_hearing is not None, done=_("Noted."),
    ),
    Button(
        "verdict", _("Enter a verdict"), WRITE, _verdict, form=forms.VerdictForm, shown=_is_decidable, tone="primary",
        done=_("The verdict is entered. It is not final yet."),
    ),
    Button(
        "sentence", _("Enter a sentence"), WRITE, _sentence, form=forms.SentenceForm, shown=_is_sentenceable,
        tone="primary", done=_("The sentence is entered."),
    ),
    Button(
        "appeal", _("Appeal lodged"), WRITE,
        lambda proceeding, officer, said: verdicts.appeal(proceeding, by=officer, **said), form=forms.AppealForm,
        shown=_leads_to(Stage.APPEALED), done=_("An appeal is pending: nothing is final."),
    ),
    Button(
        "decided", _("Appeal decided"), WRITE,
        lambda proceeding, officer, said: verdicts.decide_appeal(proceeding, by=officer, **said),
        form=forms.AppealDecidedForm, shown=lambda proceeding: proceeding.stage == Stage.APPEALED, tone="primary",
        done=_("Entered. It may be appealed further, or become final."),
    ),
    Button(
        "final", _("It is final"), WRITE,
        lambda proceeding, officer, said: verdicts.make_final(proceeding, by=officer, **said), form=forms.FinalForm,
        shown=_leads_to(Stage.FINAL), done=_("The decision is final."),
    ),
    Button(
        "in_court", _("The case is in court: move it on"), WRITE,
        lambda proceeding, officer, said: casework.move(proceeding.case, Case.Status.IN_COURT, by=officer),
        shown=proceedings.may_go_to_court, done=_("The case is in court."),
    ),
    Button(
        "count", _("Count as an outcome"), WRITE,
        lambda proceeding, officer, said: verdict_outcomes.enter(proceeding, said["name"], by=officer),
        form=forms.CountForm, shown=lambda proceeding: proceeding.stage in verdict_outcomes.DECIDED,
        done=_("It stands in the ledger of outcomes."),
    ),
]  # fmt: skip
