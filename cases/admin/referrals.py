"""Referrals at the desk: checklist, second person, sending with link and code shown once, and what came back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import (
    agency_keys,
    escalating,
    flow_back,
    letters,
    next_steps,
    referral_clocks,
    referral_mail,
    referrals,
    withdrawals,
)  # fmt: skip
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.joint_forms import FormForm
from cases.admin.referral_forms import ChecklistForm, ClockFilter, MailForm
from cases.joint import conflicts, forming
from cases.models import JointMember, JointOperation, Referral
from hotline.admin.queue_lines import chip
from staff.desk import DeskAdmin
from staff.desk_verbs import Button, VerbForm

Status = Referral.Status
TONES: dict[str, str] = {
    Status.ACTING: GOOD, Status.ACCEPTED: GOOD, Status.MORE_INFO: WARN, Status.SENT: WARN, Status.DECLINED: BAD,
    Status.ESCALATED: BAD,
}  # fmt: skip
RIGHT = "cases.draft_referral"
ACTS_SHOWN = 50


class AnswerForm(VerbForm):
    text = forms.CharField(label=_("answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class LetterForm(VerbForm):
    text = forms.CharField(
        label=_("message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("In the agency's language, if you can. The gate looks it through before it goes."),
    )  # fmt: skip


def _step(to: str) -> Callable[[Referral], bool]:
    return lambda referral: to in referrals.NEXT[referral.status]


def _can_be_mailed(referral: Referral) -> bool:
    return referral_mail.is_on() and referral_mail.contacts_of(referral.agency).exists()


def _page_of(referral: Referral) -> str:
    return reverse("admin:cases_referral_change", args=[referral.pk])


def _live(referral: Referral) -> bool:
    return referral.status in referrals.SENT and agency_keys.is_live(referral)


BUTTONS = [
    Button(
        "check", _("Go through the checklist"), RIGHT,
        lambda referral, officer, said: referrals.check(referral, list(said.values()), by=officer),
        form=ChecklistForm, shown=_step(Status.CHECKED), tone="primary", done=_("Checked. A second person approves."),
    ),
    Button(
        "approve", _("Approve: it may go out"), "cases.approve_referral",
        lambda referral, officer, said: referrals.approve(referral, by=officer), shown=_step(Status.APPROVED),
        tone="primary", done=_("Approved. It can be sent."),
    ),
    Button(
        "send", _("Send: show link and code"), RIGHT,
        lambda referral, officer, said: referrals.send(referral, by=officer), shown=_step(Status.SENT), tone="primary",
    ),
    Button(
        "mail", _("Send by encrypted mail"), RIGHT,
        lambda referral, officer, said: referral_mail.send(referral, by=officer, **said), form=MailForm,
        shown=lambda referral: Status.SENT in referrals.NEXT[referral.status] and _can_be_mailed(referral),
    ),
    Button(
        "mail_again", _("Mail a new link"), RIGHT,
        lambda referral, officer, said: referral_mail.send_again(referral, by=officer, **said), form=MailForm,
        shown=lambda referral: _live(referral) and _can_be_mailed(referral),
    ),
    Button(
        "answer", _("Answer the agency"), RIGHT,
        lambda referral, officer, said: referrals.answer(referral, said["text"], by=officer), form=AnswerForm,
        shown=lambda referral: referral.status == Status.MORE_INFO, tone="primary",
        done=_("The agency reads it on its page."),
    ),
    Button(
        "message", _("Write to the agency"), RIGHT,
        lambda referral, officer, said: letters.write(referral, said["text"], by=officer), form=LetterForm,
        shown=letters.may_write, done=_("The agency reads it on its page."),
    ),
    Button(
        "read", _("I have read what the agency wrote"), RIGHT,
        lambda referral, officer, said: letters.read(referral, by=officer),
        shown=lambda referral: bool(letters.unread([referral])), tone="primary", done=_("Marked as read."),
    ),
    Button(
        "joint", _("Begin a joint operation"), forming.RIGHT,
        lambda referral, officer, said: forming.form(said["name"], [referral], lead=said["lead"], by=officer),
        form=FormForm, then=lambda joint: reverse("cases_joint", args=[joint.pk]),
        shown=lambda referral: referral.status != Status.CLOSED and not hasattr(referral, "joint_member"),
    ),
    Button(
        "code", _("Give a new code"), RIGHT,
        lambda referral, officer, said: referrals.resend_code(referral, by=officer), shown=_live,
    ),
    Button(
        "back", _("Back to draft"), RIGHT, lambda referral, officer, said: referrals.send_back(referral, by=officer),
        shown=_step(Status.DRAFT), done=_("Back to draft."),
    ),
    Button(
        "escalate", _("No reply: escalate"), RIGHT,
        lambda referral, officer, said: escalating.escalate(referral, by=officer), shown=_step(Status.ESCALATED),
        done=_("Escalated. With a second route, the same request waits there for approval."), then=_page_of,
    ),
    Button(
        "revoke", _("End the link"), RIGHT, lambda referral, officer, said: referrals.revoke(referral, by=officer),
        shown=_live, tone="danger", done=_("The link is dead."),
    ),
    Button(
        "close", _("Close"), RIGHT, lambda referral, officer, said: referrals.close(referral, by=officer),
        shown=_step(Status.CLOSED), tone="danger", done=_("The referral is closed."),
    ),
]  # fmt: skip


@admin.register(Referral)
class ReferralAdmin(DeskAdmin):
    list_display = ("reference", "status_shown", "agency", "ask", "case", "sent_at", "due_shown", "drafted_by")
    list_filter = ("status", "urgency", ClockFilter)
    search_fields = ("=reference", "ask")
    ordering = ("-drafted_at", "id")
    sortable_by = ()
    list_select_related = ("agency", "case", "drafted_by")
    buttons = BUTTONS
    shown_once = frozenset({"send", "code", "mail", "mail_again"})
    page_template = "cases/desk/referral.html"
    page_facts = (
        "agency", "case", "packet", "urgency", "deadline", "drafted_by", "approved_by", "sent_by", "sent_at",
        "answer_due_at", "escalates", "opened_at", "first_action_on", "expires_at", "revoked_at", "decline_reason",
    )  # fmt: skip

    @display(description=_("status"))
    def status_shown(self, referral: Referral) -> str:
        return chip(referral.get_status_display(), TONES.get(referral.status, ""))

    @display(description=_("answer due"))
    def due_shown(self, referral: Referral) -> str:
        due = f"{referral.answer_due_at:%Y-%m-%d %H:%M}" if referral.answer_due_at else "–"
        return chip(due, BAD) if referral.is_overdue else due

    def page_context(self, request: HttpRequest, row: Referral) -> dict[str, Any]:
        return {
            "tone": TONES.get(row.status, ""), "unread": letters.unread([row]),
            "acts": row.portal_acts.order_by("-at")[:ACTS_SHOWN], "feedback": row.feedback.first(),
            "record": flow_back.record_of(row.agency, request.user), "conflicts": conflicts.of(row, request.user),  # type: ignore[arg-type]
            "joint": JointMember.objects.filter(
                referral=row, joint__in=JointOperation.objects.visible_to(request.user)
            ).select_related("joint").first(),
            "events": row.events.select_related("officer"),
            "withdrawn": withdrawals.in_referral(row), "outcomes": row.outcomes.prefetch_related("files"),
            "points": sum(row.scores), "lapses": row.lapses.all(),
            "mails": row.mails.select_related("contact").order_by("-pk"),
            "escalated_to": Referral.objects.filter(escalates=row).first(),
            "action_due_at": referral_clocks.action_due_at(row) if row.status in referral_clocks.IDLE else None,
            "next_step": next(iter(next_steps.of_referrals([row])), None),
            **seen_through_glass(request, row),
        }  # fmt: skip
