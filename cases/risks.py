"""The risks of a case: to whom or what, how great, and why."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, CaseRisk
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

MAX_SENTENCE = 300  # characters


@transaction.atomic
def assess(case: Case, kind: str, level: str, sentence: str, *, by: Officer) -> CaseRisk:
    """Assess one kind of risk (`CaseRisk.Kind`); a later assessment takes the place of the one before.

    Raises: NotAllowed; Invalid with a sentence per field.
    """
    require_case(case, "cases.write_case", by=by)
    wrong: dict[str, str] = {}
    if kind not in CaseRisk.Kind.values:
        wrong["kind"] = _("Choose a risk.")
    if level not in CaseRisk.Level.values:
        wrong["level"] = _("Choose how great it is.")
    if not sentence.strip() or len(sentence) > MAX_SENTENCE:
        wrong["sentence"] = _("Say why, in up to 300 characters.")
    if wrong:
        raise Invalid(_("The assessment is not complete."), **wrong)
    kept = {"level": level, "sentence": sentence.strip(), "assessed_by": by}
    risk, _is_new = CaseRisk.objects.update_or_create(case=case, kind=kind, defaults=kept)
    audit.record(by, "case.risk_assessed", case, kind=kind, level=level)
    return risk
