"""The buttons of a case's page: each calls one verb."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import casework, exhibits, leading, referrals, withdrawals
from cases.admin import forms, outcome_buttons, proceeding_buttons, purge_buttons, review_buttons, seen
from cases.admin.entity_buttons import ON_CASE
from cases.admin.inquiry_buttons import INQUIRY_BUTTONS
from cases.admin.laboratory import ASK as ASK_LABORATORY
from cases.admin.packet_forms import PacketForm
from cases.admin.product_buttons import ON_CASE as PRODUCT
from cases.admin.seizures import ON_CASE as SEIZURE
from cases.admin.task_forms import TASK
from cases.admin.timeline_forms import HAPPENED
from cases.brief import Brief
from cases.exhibits import Acquired
from cases.models import Case
from cases.packets import release
from cases.referrals import Request
from staff.desk_verbs import Button

WRITE = "cases.write_case"


def _is_open(case: Case) -> bool:
    return not case.is_closed


def _page_of(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _take(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    attachment = said.pop("attachment")
    return exhibits.take_exhibit(case, attachment, Acquired(**said), by=officer)


def _reopen(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    return casework.reopen(case, said["reason"], by=officer)


BUTTONS = [
    Button(
        "move", _("Move on"), WRITE, lambda case, officer, said: casework.move(case, said["to"], by=officer),
        form=forms.MoveForm,
        shown=lambda case: bool(casework.NEXT[case.status] - {"closed", "dormant"}) and _is_open(case),
        tone="primary", done=_("The case has moved."),
    ),
    Button(
        "close", _("Close"), WRITE, lambda case, officer, said: casework.close(case, said["ending"], by=officer),
        form=forms.CloseForm, shown=lambda case: "closed" in casework.NEXT[case.status], tone="danger",
        done=_("The case is closed."),
    ),
    Button(
        "archive", _("Archive"), WRITE, lambda case, officer, said: casework.move(case, "archived", by=officer),
        shown=lambda case: "archived" in casework.NEXT[case.status], done=_("The case is archived."),
    ),
    Button(
        "reopen", _("Reopen"), "cases.open_case", _reopen, form=forms.ReasonForm, shown=lambda case: case.is_closed,
        done=_("The case is open again."),
    ),
    Button(
        "describe", _("Describe"), WRITE,
        lambda case, officer, said: casework.describe(case, Brief(**said), by=officer), form=forms.DescribeForm,
        done=_("Kept."),
    ),
    Button(
        "report", _("Add a report"), WRITE,
        lambda case, officer, said: casework.add_report(case, said["report"], by=officer, reason=said["reason"]),
        form=forms.ReportForm, shown=_is_open, done=_("The report is in the case."),
    ),
    Button(
        "settle", _("Withdrawn reports are seen to"), WRITE,
        lambda case, officer, said: withdrawals.settle(case, said["text"], by=officer), form=forms.SettleForm,
        shown=lambda case: any(link.is_unsettled for link in seen.all_report_links(case)), done=_("Noted."),
    ),
    Button(
        "note", _("Add a note"), WRITE, lambda case, officer, said: casework.note(case, said["text"], by=officer),
        form=forms.NoteForm, done=_("Noted."),
    ),
    TASK, HAPPENED,
    Button(
        "take", _("Take a file into evidence"), "cases.take_exhibit", _take, form=forms.TakeForm, shown=_is_open,
        done=_("Taken into evidence; its custody begins."), then=_page_of,
    ),
    Button(
        "register", _("Register a thing"), "cases.take_exhibit",
        lambda case, officer, said: exhibits.register_exhibit(case, Acquired(**said), by=officer),
        form=forms.RegisterForm, shown=_is_open, done=_("Taken into evidence; its custody begins."), then=_page_of,
    ),
    ASK_LABORATORY,
    Button(
        "packet", _("Draft a packet"), "cases.draft_packet",
        lambda case, officer, said: release.draft_packet(case, release.Order(**said), by=officer),
        form=PacketForm, done=_("Drafted. A second person approves it."), then=_page_of,
    ),
    Button(
        "refer", _("Draft a referral"), "cases.draft_referral",
        lambda case, officer, said: referrals.draft(case, Request(**said), by=officer), form=forms.ReferralForm,
        done=_("Drafted. Go through the checklist next."), then=_page_of,
    ),
    *outcome_buttons.OF_CASE,
    *proceeding_buttons.OF_CASE,
    *review_buttons.OF_CASE,
    *purge_buttons.OF_CASE,
    Button(
        "admit", _("Let somebody in"), WRITE,
        lambda case, officer, said: casework.admit(case, said["officer_chosen"], by=officer), form=forms.OfficerForm,
        done=_("Let in."),
    ),
    Button(
        "deny", _("Keep somebody out"), WRITE,
        lambda case, officer, said: casework.deny(case, said["officer_chosen"], by=officer), form=forms.OfficerForm,
        done=_("Kept out."), tone="danger",
    ),
    Button(
        "lift", _("No longer keep out"), WRITE,
        lambda case, officer, said: casework.lift(case, said["officer_chosen"], by=officer), form=forms.DeniedForm,
        shown=lambda case: any(each.is_denied for each in seen.members(case)), done=_("The denial has ended."),
    ),
    Button(
        "lead", _("Hand on"), WRITE,
        lambda case, officer, said: leading.hand_to(case, said["officer_chosen"], by=officer),
        form=forms.OfficerForm, done=_("The case has a new lead."),
    ),
    *SEIZURE,
    PRODUCT,
    *INQUIRY_BUTTONS,
    *ON_CASE,
]  # fmt: skip
