"""Joint operations at the desk, `/desk/cases/joint/<id>/`: members, who knows of whom, the shared timeline."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin.ground import GOOD
from cases.admin.joint_forms import AddForm, ApproveForm, EntryForm, LeadForm, TellForm, TellingForm, members_of
from cases.joint import drawing, entries, forming, telling
from cases.models import JointEntry, JointOperation, JointRelease, JointTelling
from hotline.admin.queue_lines import chip
from staff.desk import DeskAdmin
from staff.desk_verbs import Button

RIGHT = forming.RIGHT
TONES = (
    ("is-warn", _("waits")), ("is-plain", _("acknowledged")), ("is-good", _("accepted, acts")),
    ("is-bad", _("declined, escalated")), ("is-faint", _("closed")),
)  # fmt: skip


def _open(joint: JointOperation) -> bool:
    return joint.closed_at is None


def _asked(joint: JointOperation, **more: Any) -> bool:
    return _open(joint) and JointTelling.objects.filter(reader__joint=joint, ended_at=None, **more).exists()


BUTTONS = [
    Button(
        "add", _("Add a referral"), RIGHT,
        lambda joint, officer, said: forming.add(joint, said["referral"], by=officer), form=AddForm, shown=_open,
        done=_("Added. Its agency knows of nobody yet."),
    ),
    Button(
        "entry", _("Write a line"), RIGHT,
        lambda joint, officer, said: entries.write(said["about"], said["text"], list(said["to"]), by=officer),
        form=EntryForm, shown=_open, tone="primary", done=_("Those that you chose read it on their pages."),
    ),
    Button(
        "tell", _("Let one agency know of another"), RIGHT,
        lambda joint, officer, said: telling.ask(said["reader"], said["about"], by=officer), form=TellForm,
        shown=_open, done=_("Asked. A second person approves before anybody is told."),
    ),
    Button(
        "approve", _("Approve: they may know"), forming.APPROVE,
        lambda joint, officer, said: telling.approve(said["telling"], by=officer), form=ApproveForm,
        shown=lambda joint: _asked(joint, approved_at=None), tone="primary", done=_("The agency's page names it now."),
    ),
    Button(
        "untell", _("Take back who knows of whom"), RIGHT,
        lambda joint, officer, said: telling.take_back(said["telling"], by=officer), form=TellingForm, shown=_asked,
        tone="danger", done=_("Its page names the other no more."),
    ),
    Button(
        "lead", _("Hand it on"), RIGHT,
        lambda joint, officer, said: forming.hand_on(joint, said["lead"], by=officer), form=LeadForm, shown=_open,
        done=_("Another officer leads it."),
    ),
    Button(
        "close", _("Close"), RIGHT, lambda joint, officer, said: forming.close(joint, by=officer), shown=_open,
        tone="danger", done=_("The operation is closed; its referrals go on."),
    ),
]  # fmt: skip


@admin.register(JointOperation)
class JointAdmin(DeskAdmin):
    list_display = ("reference", "name", "state_shown", "lead", "opened_at")
    search_fields = ("=reference", "name")
    ordering = ("-opened_at", "id")
    sortable_by = ()
    list_select_related = ("lead",)
    buttons = BUTTONS
    page_template = "cases/desk/joint.html"
    page_facts = ("lead", "opened_by", "opened_at", "closed_at")

    @display(description=_("state"))
    def state_shown(self, joint: JointOperation) -> str:
        return chip(_("closed"), "") if joint.closed_at else chip(_("open"), GOOD)

    def page_address(self, row: Any) -> str:
        return reverse("cases_joint", args=[row.pk])

    def page_context(self, request: HttpRequest, row: JointOperation) -> dict[str, Any]:
        members = list(members_of(row).select_related("referral__agency", "referral__case"))
        releases = JointRelease.objects.select_related("to__referral__agency")
        lines = JointEntry.objects.filter(about__joint=row).select_related("officer", "about__referral__agency")
        knows = JointTelling.objects.filter(reader__joint=row, ended_at=None)
        return {
            "members": members, "tones": TONES, "drawing": drawing.drawn(each.referral for each in members),
            "entries": lines.prefetch_related(Prefetch("releases", releases)),
            "tellings": knows.select_related(
                "reader__referral__agency", "about__referral__agency", "asked_by", "approved_by"
            ),
        }  # fmt: skip


def joint_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one operation."""
    desk: Any = admin.site.get_model_admin(JointOperation)
    answer: HttpResponse = desk.change_view(request, str(pk))
    return answer
