"""Products given out: a copy with a mark of its own for each recipient, answers, revisions, their last day."""

from datetime import timedelta

import pytest

from cases.products import handing_out, releasing
from cases.products.handing_out import Answer
from intel.models import Product
from intel.products import moving, reviewing
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import MOSAIC, colleague, make_agency, make_case, make_released
from tests.cases.producing import give_out, make_approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(analyst):
    return make_case(analyst, make_released(country="VN", place="Hanoi"))


# --- Giving out -------------------------------------------------------------------------------------------------------
def test_each_recipient_gets_a_copy_with_a_mark_of_its_own(analyst, case):
    product = make_approved(case, analyst)
    agency = make_agency()
    first = give_out(product, audience="agency", agency=agency, person="Duty desk")
    second = give_out(product)
    product.refresh_from_db()
    assert product.status == "disseminated"
    assert first.watermark != second.watermark
    assert (first.recipient, first.version) == (f"{agency.name} · Duty desk", product.current)
    assert case.reports.get().passed_on_at is not None
    told = list(AuditEntry.objects.filter(verb="product.given_out").values_list("details", flat=True))
    assert [each["copy"] for each in told] == [str(first.pk), str(second.pk)]


def test_a_label_keeps_a_copy_in_the_house(analyst):
    case = make_case(analyst, make_released(handling="TLP:AMBER+STRICT"))
    product = make_approved(case, analyst)
    with pytest.raises(Invalid, match="STRICT") as refused:
        give_out(product, audience="agency", agency=make_agency())
    assert set(refused.value.fields) == {"audience"}
    assert Product.objects.get().status == "approved"


def test_a_recipients_answer_is_kept_beside_their_copy(analyst, case):
    copy = give_out(make_approved(case, analyst))
    handing_out.feed_back(copy, Answer("yes", "yes", "They searched the stall."), by=analyst)
    row = copy.feedback.get()
    assert (row.useful, row.acted, row.comment) == ("yes", "yes", "They searched the stall.")
    with pytest.raises(Invalid) as refused:
        handing_out.feed_back(copy, Answer("very"), by=analyst)
    assert set(refused.value.fields) == {"useful"}


def test_a_revision_supersedes_once_it_is_given_out_itself(analyst, case):
    old = make_approved(case, analyst)
    give_out(old)
    new = reviewing.revise(old, by=analyst)
    with pytest.raises(WrongStatus, match="already"):
        reviewing.revise(old, by=analyst)
    assert (new.current.number, new.current.sections.count()) == (1, old.current.sections.count())
    releasing.send_to_review(new, by=analyst)
    reviewing.pass_review(new, by=colleague("supervisor"))
    releasing.clear(new, mosaic=MOSAIC, by=colleague("supervisor"))
    releasing.approve(new, by=colleague("supervisor"))
    old.refresh_from_db()
    assert old.status == "disseminated"
    give_out(new)
    old.refresh_from_db()
    assert (old.status, old.superseded_by) == ("superseded", new)


def test_its_last_day_passes_once(analyst, case):
    product = make_approved(case, analyst)
    tomorrow = product.current.expires_on + timedelta(days=1)
    assert moving.expire(product.current.expires_on) == []
    assert moving.expire(tomorrow) == [product.pk]
    assert moving.expire(tomorrow) == []
    assert AuditEntry.objects.get(verb="product.expired").actor == "system"


def test_what_is_approved_its_writer_does_not_withdraw(analyst, case):
    product = make_approved(case, analyst)
    with pytest.raises(NotAllowed):
        moving.withdraw(product, "Wrong", by=analyst)
    assert moving.withdraw(product, "Wrong stall", by=colleague("supervisor")).status == "withdrawn"
