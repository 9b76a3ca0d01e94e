"""Taking a row out: it stays, and says by whom and why."""

from django.utils import timezone
from django.utils.translation import gettext as _

from intel.models.recorded import MAX_WHY, Recorded
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus


def strike(row: Recorded, why: str, *, by: Officer) -> None:
    """Mark a locked row as taken out; its verb writes the audit.

    Raises: WrongStatus if it was taken out already; Invalid without a reason of up to 200 characters.
    """
    if not row.stands:
        raise WrongStatus(_("It was taken out already."))
    if not why.strip() or len(why) > MAX_WHY:
        sentence = _("Say why, in up to 200 characters.")
        raise Invalid(sentence, why=sentence)
    row.taken_out_by, row.taken_out_at, row.taken_out_why = by, timezone.now(), why.strip()
    row.save(update_fields=["taken_out_by", "taken_out_at", "taken_out_why"])
