"""Members' chats at the desk: who waits, the conversation, answering, a tip of what was written, the membership."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from hotline import chat_codes, copies
from hotline.admin import member_thread
from hotline.admin.locked_in import locked_in
from hotline.members import registry, talking, turning
from hotline.members.registry import Person
from hotline.models import Attachment, Member
from staff import one_form
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button, VerbForm
from staff.models import Officer
from staff.one_form import OneForm
from vault import identity
from vault.keys import VaultClosed


class RegisterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Who is it?"), choices=Member.Kind.choices)
    call_sign = forms.CharField(
        label=_("Call sign"), max_length=registry.MAX_CALL_SIGN, help_text=_("No real name: every officer reads it.")
    )
    area = forms.CharField(label=_("Area"), max_length=registry.MAX_AREA, required=False)
    language = forms.ChoiceField(label=_("Language that the member reads"), choices=settings.LANGUAGES)
    contact = forms.CharField(
        label=_("Real name and telephone"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Goes to the sealed box: only a source handler can open it, with a second person's approval."),
    )  # fmt: skip


class AnswerForm(VerbForm):
    words = forms.CharField(
        label=_("Your answer"), strip=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)


class SettleForm(VerbForm):
    last = forms.CharField(required=False, widget=forms.HiddenInput)


class TipForm(VerbForm):
    chosen = forms.MultipleChoiceField(label=_("Messages"))

    def __init__(self, *args: Any, row: Member, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if self.is_bound:
            ids = [str(pk) for pk in turning.choosable(row).values_list("pk", flat=True)]
            cast(forms.ChoiceField, self.fields["chosen"]).choices = [(pk, pk) for pk in ids]


def _is_member(member: Member) -> bool:
    return member.ended_at is None


BUTTONS = [
    Button(
        "answer", _("Send"), talking.RIGHT,
        lambda member, officer, said: talking.answer(
            member, said["words"], by=officer, seen=said["seen"], key=said["key"]
        ),
        form=AnswerForm, shown=_is_member, tone="primary", done=_("It is on its way to the member's chat."),
    ),
    Button(
        "settle", _("Needs no answer"), talking.RIGHT,
        lambda member, officer, said: talking.settle(member, by=officer, last=said["last"]),
        form=SettleForm, shown=lambda member: _is_member(member) and member.waiting_since is not None,
        done=_("Nobody waits for an answer here now."),
    ),
    Button(
        "tip", _("Make a tip of the chosen messages"), turning.RIGHT,
        lambda member, officer, said: turning.make_tip(member, said["chosen"], by=officer), form=TipForm,
        shown=_is_member, then=lambda tip: reverse("admin:hotline_tip_change", args=[tip.pk]),
        done=_("The tip is in the queue, with its files."),
    ),
    Button(
        "code", _("Make a code to link the chat"), registry.RIGHT,
        lambda member, officer, said: registry.give_code(member, by=officer), shown=_is_member,
    ),
    Button(
        "end", _("End the membership"), registry.RIGHT,
        lambda member, officer, said: registry.end(member, by=officer), shown=_is_member, tone="danger",
        done=_("Ended: chat, code, call sign and sealed contact were destroyed."),
    ),
]  # fmt: skip


@admin.register(Member)
class MemberAdmin(DeskAdmin):
    list_display = ("reference", "sign_shown", "kind", "area_shown", "language", "chat_shown", "waits_shown", "last_at")
    list_filter = ("kind",)
    search_fields = ("=reference",)
    sortable_by = ()
    change_list_template = "hotline/desk/members.html"
    page_template = "hotline/desk/member.html"
    page_facts = ("reference", "kind", "language", "registered_at", "linked_at", "ended_at")
    buttons = BUTTONS
    shown_once = frozenset({"code"})

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.unanswered_first()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The page's call signs are opened together: one query for their keys."""
        found = super().get_changelist_instance(request)
        rows = list(found.result_list)
        opened = registry.signs(rows)
        for row in rows:
            row.opened = opened[row.pk]
        found.result_list = rows
        return found

    @display(description=_("call sign"))
    def sign_shown(self, member: Any) -> str:
        return str(member.opened[0]) or "–"

    @display(description=_("area"))
    def area_shown(self, member: Any) -> str:
        return str(member.opened[1]) or "–"

    @display(description=_("chat"))
    def chat_shown(self, member: Member) -> str:
        return state(member)

    @display(description=_("waits since"))
    def waits_shown(self, member: Member) -> Any:
        return member.waiting_since or "–"

    def page_context(self, request: HttpRequest, row: Member) -> dict[str, Any]:
        officer = cast(Officer, request.user)
        sign, area = registry.signs([row])[row.pk]
        data = request.POST if request.method == "POST" else None
        return {
            "sign": sign, "area": area, "state": state(row), "history": history(row),
            "thread": member_thread.read(row, by=officer), "seen": talking.newest_answer(row),
            "last": talking.newest(row), "key": uuid4(), "typed": data.get("words", "") if data else "",
            "chosen": data.getlist("chosen") if data else [], "has_contact": identity.has_contact(row.source_id),
            "minutes": int(chat_codes.GOOD_FOR.total_seconds() // 60),
        }  # fmt: skip

    def page_urls(self) -> list[URLPattern]:
        return [
            path("register/", self.door(self.register), name="hotline_member_register"),
            path("state/", self.door(self.how_it_stands), name="hotline_member_state"),
            path("<str:pk>/copy/<uuid:attachment_id>/", self.door(self.serve_copy), name="hotline_member_copy"),
        ]

    def register(self, request: HttpRequest) -> HttpResponseBase:
        """`/desk/hotline/member/register/`: write a member down."""
        page = OneForm(
            _("Register a member"), _("Register"), registry.RIGHT, RegisterForm,
            lambda said, by: registry.register(Person(**said), by=by),
            done=lambda member: _t("Registered. Make a code to link their chat."), then=self.page_address,
        )  # fmt: skip
        return one_form.answer(page, request, self)

    def how_it_stands(self, request: HttpRequest) -> JsonResponse:
        """When anything was last said, for the page's script: it asks every few seconds."""
        rows = Member.objects.visible_to(request.user)
        chosen = request.GET.get("of", "")
        if chosen:
            rows = rows.filter(reference=chosen)
        newest = rows.exclude(last_at=None).order_by("-last_at").values_list("last_at", flat=True).first()
        answer = JsonResponse({"newest": newest.isoformat() if newest else ""})
        answer["Cache-Control"] = "no-store"
        return answer

    def serve_copy(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        """The scrubbed copy of a member's file, as a tip's is served."""
        member: Member = self.row_or_404(request, pk)
        attachment = Attachment.objects.filter(member_message__talk__member=member, pk=attachment_id).first()
        if attachment is None or not request.user.has_perm("hotline.read_tip"):  # type: ignore[union-attr]
            raise Http404
        try:
            copy = copies.open_copy(attachment, by=cast(Officer, request.user))
        except (VaultClosed, FileNotFoundError) as gone:
            raise Http404 from gone
        return locked_in(copy, f"{member.reference}-{str(attachment.pk)[:8]}", request.headers.get("Range", ""))


def state(member: Member) -> str:
    """How the membership and its chat stand, in words."""
    if member.ended_at:
        return _t("ended")
    if not member.is_linked:
        return _t("not linked")
    return _t("blocked by the member") if member.is_unreachable else _t("linked")
