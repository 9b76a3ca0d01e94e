"""Who held an exhibit, who is about to, and by whose order it goes for good."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit
from staff.ledger import AppendOnly
from staff.models import Officer


class CustodyEvent(AppendOnly):
    """One line of an exhibit's custody, as `cases.packets.chain` hashes it. People stand in it by service number."""

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("Received")
        SEAL = "seal", _("Sealed")
        OPEN = "open", _("Opened")
        COPY = "copy", _("Copied")
        CHECK = "check", _("Checked")
        MOVE = "move", _("Moved")
        HAND_OVER = "hand_over", _("Handed over")
        LAB = "lab", _("To a laboratory")
        COURT = "court", _("To court")
        RETURN = "return", _("Returned")
        DESTROY = "destroy", _("Destroyed")
        CORRECT = "correct", _("Record corrected")

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="custody")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_who = models.CharField(max_length=120, blank=True)
    to_who = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    seal_before = models.CharField(max_length=40, blank=True)
    seal_after = models.CharField(max_length=40, blank=True)
    sha256_before = models.CharField(max_length=64, blank=True)
    sha256_after = models.CharField(max_length=64, blank=True)
    released_by = models.CharField(max_length=120, blank=True)
    received_by = models.CharField(max_length=120, blank=True)
    prev_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        constraints = [models.UniqueConstraint(fields=["exhibit", "sequence"], name="one_custody_event_a_number")]
        ordering = ["exhibit", "sequence"]

    def __str__(self) -> str:
        return f"custody {self.exhibit_id}:{self.sequence}"


class HandOver(models.Model):
    """An exhibit that one officer releases and another has not signed for yet."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Waiting for the receiver")
        ACCEPTED = "accepted", _("Received")
        REFUSED = "refused", _("Not received")

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="exhibits_given")
    receiver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="exhibits_offered")
    place = models.CharField(_("place"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)
    offered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exhibit"], condition=models.Q(state="offered"), name="one_open_hand_over"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("receiver")), name="two_hands_two_people"),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


class Disposal(models.Model):
    """An exhibit that is to go back to its owner or to be destroyed: by an order, and by two people."""

    class To(models.TextChoices):
        RETURNED = "returned", _("Returned to its owner, or set free")
        DESTROYED = "destroyed", _("Destroyed")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        CARRIED_OUT = "carried_out", _("Carried out")
        REFUSED = "refused", _("Not carried out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="disposals")
    to = models.CharField(_("what happens to it"), max_length=9, choices=To.choices)
    order = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="orders_of", verbose_name=_("order")
    )
    order_number = models.CharField(_("number and date of the order"), max_length=120, blank=True)
    to_who = models.CharField(_("received and signed for by"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    how = models.CharField(_("how"), max_length=200)
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="disposals_proposed")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="disposals_decided"
    )
    state = models.CharField(max_length=11, choices=State.choices, default=State.PROPOSED)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(to__in=("returned", "destroyed")), name="disposal_known"),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_by=None)
                | models.Q(state__in=("carried_out", "refused"), decided_by__isnull=False),
                name="disposal_state_says_who",
            ),
            models.CheckConstraint(
                condition=models.Q(order__isnull=False) | ~models.Q(order_number=""), name="disposal_has_its_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="carried_out") | ~models.Q(proposed_by=models.F("decided_by")),
                name="disposal_by_two_people",
            ),
            models.UniqueConstraint(fields=["exhibit"], condition=models.Q(state="proposed"), name="one_open_disposal"),
        ]

    def __str__(self) -> str:
        return f"disposal of {self.exhibit_id}"

    @property
    def order_said(self) -> str:
        """The order as the chain names it."""
        return ", ".join(filter(None, (self.order.reference if self.order else "", self.order_number)))
