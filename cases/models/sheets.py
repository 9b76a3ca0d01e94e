"""What goes with an exhibit that is a statement, or a capture of a page on the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit


class Statement(models.Model):
    """Whose words an exhibit holds. A source has no name here: their statement is held by the handler."""

    class Willing(models.TextChoices):
        YES = "yes", _("Would testify")
        PROTECTED = "protected", _("Would testify under protection")
        NO = "no", _("Would not testify")
        UNKNOWN = "unknown", _("Not asked")

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="statement", primary_key=True)
    by_service_number = models.CharField(
        _("service number of whoever made it"), max_length=30, blank=True,
        help_text=_("Empty: held by the handler, who knows whose it is."),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=40)
    translator = models.CharField(_("translator"), max_length=120, blank=True)
    willing = models.CharField(_("would testify"), max_length=9, choices=Willing.choices, default=Willing.UNKNOWN)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(willing__in=("yes", "protected", "no", "unknown")), name="statement_willing_known"
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.exhibit_id}"

    @property
    def whose(self) -> str:
        return self.by_service_number or str(_("held by the handler"))


class Capture(models.Model):
    """A page as it stood on the network, and whose account it was; its files are parts of the exhibit."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="capture", primary_key=True)
    url = models.CharField(_("address"), max_length=2000)
    platform = models.CharField(_("platform"), max_length=60, blank=True)
    account_id = models.CharField(
        _("number of the account"), max_length=60, blank=True, help_text=_("It stays when the name is changed.")
    )
    handle = models.CharField(_("name of the account"), max_length=120, blank=True)

    def __str__(self) -> str:
        return f"capture {self.exhibit_id}"
