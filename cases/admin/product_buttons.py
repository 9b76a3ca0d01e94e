"""The buttons of a product's page, and the one of a case's page that drafts one: each calls one verb."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.admin import product_forms as forms
from cases.models import Case
from cases.products import drafting, handing_out, releasing
from cases.products.handing_out import Answer, Recipient
from intel.models import Product
from intel.products import moving, reviewing
from intel.products.moving import APPROVE, DRAFT, GATE, NEXT, REVIEW, Status
from staff.desk_verbs import Button

# Steps of those who did not write it, and steps of those who did.
OF_OTHERS = frozenset({"comment", "pass", "clear", "approve", "give"})


def page_of(product: Any) -> str:
    return reverse("admin:intel_product_change", args=[product.pk])


def _answer(product: Product, officer: Any, said: dict[str, Any]) -> Any:
    copy = said.pop("copy")
    return handing_out.feed_back(copy, Answer(**said), by=officer)


def _follows(to: str) -> Any:
    return lambda product: to in NEXT[product.status]


def _is_draft(product: Product) -> bool:
    return product.status == Status.DRAFT


def _is_looked_at(product: Product) -> bool:
    return product.status in reviewing.WHOSE_STEP


BUTTONS = [
    Button(
        "send", _("Send to review"), DRAFT,
        lambda product, officer, said: releasing.send_to_review(product, by=officer), shown=_is_draft, tone="primary",
        done=_("Sealed and sent. A peer reads it now."),
    ),
    Button(
        "redraw", _("Draw the figures anew"), DRAFT,
        lambda product, officer, said: drafting.redraw(product, by=officer), shown=_is_draft, done=_("Drawn anew."),
    ),
    Button(
        "pass", _("It holds: on to the gate"), REVIEW,
        lambda product, officer, said: reviewing.pass_review(product, by=officer, **said), form=forms.PassForm,
        shown=_follows(Status.AT_GATE), tone="primary", done=_("It stands at the gate now."),
    ),
    Button(
        "clear", _("Source is safe: through the gate"), GATE,
        lambda product, officer, said: releasing.clear(product, by=officer, **said), form=forms.MosaicForm,
        shown=_follows(Status.CLEARED), tone="primary", done=_("It is through the gate."),
    ),
    Button(
        "approve", _("Approve: it may be given out"), APPROVE,
        lambda product, officer, said: releasing.approve(product, by=officer), shown=_follows(Status.APPROVED),
        tone="primary", done=_("Approved."),
    ),
    Button(
        "give", _("Give out a copy"), APPROVE,
        lambda product, officer, said: handing_out.disseminate(product, Recipient(**said), by=officer),
        form=forms.RecipientForm, shown=lambda product: product.status in (Status.APPROVED, Status.DISSEMINATED),
        tone="primary", done=_("The copy is entered: take its file below."),
    ),
    Button(
        "answer", _("Enter a recipient's answer"), DRAFT, _answer, form=forms.AnswerForm,
        shown=lambda product: product.disseminations.exists(), done=_("Kept."),
    ),
    Button(
        "comment", _("Comment"), REVIEW,
        lambda product, officer, said: reviewing.comment(product, by=officer, **said), form=forms.NoteForm,
        shown=_is_looked_at, done=_("Kept with this version."),
    ),
    Button(
        "back", _("Send back"), DRAFT,
        lambda product, officer, said: reviewing.send_back(product, said["text"], by=officer), form=forms.WhyForm,
        shown=_follows(Status.DRAFT), done=_("Sent back. A further version can be written now."),
    ),
    Button(
        "revise", _("Revise"), DRAFT, lambda product, officer, said: reviewing.revise(product, by=officer),
        shown=lambda product: product.is_out and not product.superseded_by_id,
        done=_("A copy is drafted. It takes the place of this one once it is given out."), then=page_of,
    ),
    Button(
        "withdraw", _("Withdraw"), DRAFT,
        lambda product, officer, said: moving.withdraw(product, said["why"], by=officer), form=forms.WithdrawForm,
        shown=_follows(Status.WITHDRAWN), tone="danger", done=_("Withdrawn."),
    ),
]  # fmt: skip


def _draft(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    return drafting.from_case(case, said["type"], said["title"], by=officer)


ON_CASE = Button(
    "product", _("Draft a product"), DRAFT, _draft, form=forms.DraftForm,
    done=_("Drafted with what the case knows. Read every line."), then=page_of,
)  # fmt: skip
