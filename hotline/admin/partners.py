"""The desk's pages about partners: who may send by machine, and with which keys."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from hotline import partners
from hotline.models import Partner, PartnerKey, Scope, Webhook, WebhookEvent
from hotline.webhooks import receivers, setting
from staff import one_form
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button, VerbForm
from staff.one_form import OneForm
from vault import text
from vault.models import Source

SHOWN_NEWS = 20


class KeyForm(VerbForm):
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.TIPS_WRITE.value, Scope.TIPS_READ.value],
    )
    days = forms.IntegerField(
        label=_("Good for how many days?"), min_value=1, max_value=partners.MAX_DAYS, initial=partners.USUAL_DAYS
    )


class RevokeForm(VerbForm):
    which = forms.ChoiceField(label=_("Which key?"))

    def __init__(self, *args: Any, row: Partner, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        live = row.keys.filter(revoked_on=None).order_by("-pk")
        cast(forms.ChoiceField, self.fields["which"]).choices = [(key.prefix, key.prefix) for key in live]


class WebhookForm(VerbForm):
    address = forms.CharField(
        label=_("Address that is called"), max_length=receivers.MAX_ADDRESS,
        help_text=_("As https://example.org/hook. A new address gets a new secret, which is shown once."),
    )  # fmt: skip


def _is_told(partner: Partner) -> bool:
    return Webhook.objects.filter(partner=partner, is_on=True).exists()


def _has_given_up(partner: Partner) -> bool:
    return _is_told(partner) and partner.webhook_events.filter(state=WebhookEvent.State.DEAD).exists()


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=partners.MAX_NAME)
    kind = forms.ChoiceField(label=_("Kind of source"), choices=Source.Kind.choices, initial=Source.Kind.PARTNER)
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two letters, as KH or VN."),
        widget=forms.TextInput(attrs={"size": 2, "autocapitalize": "characters"}),
    )  # fmt: skip

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


def _has_a_key(partner: Partner) -> bool:
    return partner.keys.filter(revoked_on=None).exists()


BUTTONS = [
    Button(
        "key", _("Give a key"), partners.RIGHT,
        lambda partner, officer, said: partners.give_key(partner, said["scopes"], by=officer, days=said["days"]),
        form=KeyForm, shown=lambda partner: partner.is_active, tone="primary",
    ),
    Button(
        "revoke", _("Revoke a key"), partners.RIGHT,
        lambda partner, officer, said: partners.revoke_key(partner, said["which"], by=officer), form=RevokeForm,
        shown=_has_a_key, done=_("The key opens nothing any more."), tone="danger",
    ),
    Button(
        "webhook", _("Set the webhook"), partners.RIGHT,
        lambda partner, officer, said: setting.set_up(partner, said["address"], by=officer), form=WebhookForm,
        shown=lambda partner: partner.is_active,
    ),
    Button(
        "webhook_again", _("Send again what was given up"), partners.RIGHT,
        lambda partner, officer, said: setting.send_again(partner, by=officer), shown=_has_given_up,
        done=_("It is sent again, in its order."),
    ),
    Button(
        "webhook_off", _("Turn the webhook off"), partners.RIGHT,
        lambda partner, officer, said: setting.turn_off(partner, by=officer), shown=_is_told,
        done=_("Nothing more is told."), tone="danger",
    ),
    Button(
        "pictures_off", _("Keep pictures of its cameras from chats"), partners.RIGHT,
        lambda partner, officer, said: partners.pass_pictures(partner, False, by=officer),
        shown=lambda partner: partner.passes_pictures, done=_("Officers' chats get words only."),
    ),
    Button(
        "pictures_on", _("Pass pictures of its cameras on to chats"), partners.RIGHT,
        lambda partner, officer, said: partners.pass_pictures(partner, True, by=officer),
        shown=lambda partner: not partner.passes_pictures, done=_("Officers on duty get the pictures."),
    ),
    Button(
        "close", _("Close: it may not send"), partners.RIGHT,
        lambda partner, officer, said: partners.close(partner, by=officer), shown=lambda partner: partner.is_active,
        done=_("No key of this partner opens anything now."), tone="danger",
    ),
    Button(
        "reopen", _("Open again"), partners.RIGHT, lambda partner, officer, said: partners.reopen(partner, by=officer),
        shown=lambda partner: not partner.is_active, done=_("Its live keys work again."),
    ),
]  # fmt: skip


@admin.register(Partner)
class PartnerAdmin(DeskAdmin):
    list_display = ("reference", "name_shown", "kind", "country", "is_active", "registered_on")
    list_filter = ("is_active", "kind")
    search_fields = ("=reference",)
    ordering = ("reference",)
    change_list_template = "hotline/desk/partners.html"
    page_template = "hotline/desk/partner.html"
    page_facts = ("reference", "kind", "country", "is_active", "passes_pictures", "registered_on")
    buttons = BUTTONS
    shown_once = frozenset({"key", "webhook"})

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The page's names are opened together: one query for their keys."""
        found = super().get_changelist_instance(request)
        rows = list(found.result_list)
        opened = partners.names(rows)
        for row in rows:
            row.opened_name = opened[row.pk]
        found.result_list = rows
        return found

    @display(description=_("name"))
    def name_shown(self, partner: Any) -> str:
        return str(partner.opened_name)

    def page_context(self, request: HttpRequest, row: Partner) -> dict[str, Any]:
        return {
            "name": partners.names([row])[row.pk], "keys": row.keys.order_by("-pk"), "today": PartnerKey.today(),
            "scopes": dict(Scope.choices), "history": history(row), **_webhook(row),
        }  # fmt: skip

    def page_urls(self) -> list[URLPattern]:
        return [path("register/", self.door(self.register), name="hotline_partner_register")]

    def register(self, request: HttpRequest) -> HttpResponseBase:
        """`/desk/hotline/partner/register/`: write a partner down."""
        page = OneForm(
            _("Register a partner"), _("Register"), partners.RIGHT, PartnerForm,
            lambda said, by: partners.register(**said, by=by),
            done=lambda partner: _t("Registered. Give it a key."), then=self.page_address,
        )  # fmt: skip
        return one_form.answer(page, request, self)


def _webhook(partner: Partner) -> dict[str, Any]:
    """How the partner's webhook stands: where it leads, what waits, what was given up, the latest first."""
    hook = Webhook.objects.select_related("partner").filter(partner=partner).first()
    if hook is None:
        return {"webhook": None}
    open_still = partner.webhook_events.exclude(state=WebhookEvent.State.SENT)
    return {
        "webhook": hook, "webhook_address": text.read(hook, "address"),
        "webhook_waiting": open_still.filter(state=WebhookEvent.State.WAITING).count(),
        "webhook_dead": open_still.filter(state=WebhookEvent.State.DEAD).count(),
        "webhook_open": open_still.order_by("-pk")[:SHOWN_NEWS],
    }  # fmt: skip
