"""What every row of intelligence says of itself: who recorded it, and who took it out again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from staff.models import Officer

MAX_WHY = 200  # characters


class Recorded(models.Model):
    """Nothing is deleted because it proved wrong: it is taken out, and says by whom and why."""

    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    taken_out_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_out_at = models.DateTimeField(_("taken out"), null=True, blank=True)
    taken_out_why = models.CharField(_("why taken out"), max_length=MAX_WHY, blank=True)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        return self.taken_out_at is None
