"""Protected areas that the operator enters: parks, reserves and whatever else people name and no edition lists."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProtectedArea(models.Model):
    """A place that tips are read with from the minute it is entered. Degrees are WGS 84, of about its middle."""

    name = models.CharField(_("name"), max_length=120)
    other_names = models.TextField(
        _("other names"), blank=True, max_length=2000,
        help_text=_("One a line: in local script, short forms, names people use."),
    )  # fmt: skip
    country = models.CharField(
        _("country"), max_length=2, validators=[RegexValidator("^[A-Z]{2}$")],
        help_text=_("ISO 3166 code, as KH"),
    )  # fmt: skip
    lat = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    lon = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    retired = models.BooleanField(_("no longer read"), default=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("protected area")
        verbose_name_plural = _("protected areas")
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="one_protected_area_each"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="protected_area_is_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    @property
    def names(self) -> list[str]:
        """Its name and the others, without empty lines."""
        return [name for line in (self.name, *self.other_names.splitlines()) if (name := line.strip())]
