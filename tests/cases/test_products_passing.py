"""Products on their way: sealed for review, sent back, looked through by others than their writers."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cases import casework
from cases.products import drafting, handing_out, releasing
from intel.models import Citation, Figure, KeyJudgement, Product, ReviewNote, Section, Version
from intel.products import reviewing, writing
from intel.products.writing import Estimate
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import MOSAIC, colleague, make_case, make_released
from tests.cases.producing import make_product, whole
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(analyst):
    return make_case(analyst, make_released(country="VN", place="Hanoi"))


# --- To review ------------------------------------------------------------------------------------------------------
def test_what_is_missing_is_named_and_nothing_is_sealed(analyst, case):
    product = drafting.from_case(case, "subject", "", by=analyst)
    with pytest.raises(Invalid) as refused:
        releasing.send_to_review(product, by=analyst)
    assert {"ask", "activity", "risks", "action", "recipient", "judgements"} <= set(refused.value.fields)
    assert "What the subject does" in str(refused.value)
    product.refresh_from_db()
    assert (product.status, product.current.sealed_at) == ("draft", None)


@pytest.mark.parametrize(
    "wrong", [Estimate("Guess"), Estimate("Guess", "likely"), Estimate("Guess", "likely", "low", ["RPT-2000-000001"])]
)
def test_a_judgement_needs_likelihood_confidence_and_a_cited_report(analyst, case, wrong):
    product = make_product(case, analyst, judgements=[wrong])
    with pytest.raises(Invalid) as refused:
        releasing.send_to_review(product, by=analyst)
    assert set(refused.value.fields) == {"judgements"}


@pytest.fixture
def sealed(analyst, case):
    return releasing.send_to_review(make_product(case, analyst), by=analyst).current


def test_the_database_lets_nobody_change_a_sealed_version(sealed):
    changes = [
        lambda: Section.objects.create(version=sealed, heading="outlook", text="Added"),
        lambda: Version.objects.filter(pk=sealed.pk).update(title="Other", sealed_at=None),
        lambda: Version.objects.filter(pk=sealed.pk)._raw_delete("default"),
    ]
    for model in (Section, Citation, KeyJudgement, Figure):
        rows = model.objects.filter(version=sealed)
        assert rows
        changes += [lambda rows=rows: rows.update(version=sealed), rows.delete]
    for change in changes:
        with pytest.raises(DatabaseError, match="sealed version"), transaction.atomic():
            change()


def test_sent_back_it_is_written_on_in_a_further_version(analyst, case, sealed):
    product = sealed.product
    reviewing.comment(product, "Which stall?", heading="facts", by=colleague("supervisor"))
    back = reviewing.send_back(product, "Say which stall.", by=colleague("supervisor"))
    assert (back.status, back.current.number, back.current.sealed_at) == ("draft", 2, None)
    assert back.current.sections.count() == sealed.sections.count()
    assert list(ReviewNote.objects.values_list("version", "heading")) == [(sealed.pk, "facts"), (sealed.pk, "")]
    assert "Which stall" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


# --- Four eyes --------------------------------------------------------------------------------------------------------
def test_whoever_wrote_in_it_takes_no_step_of_another(analyst, case):
    both = make_officer("both", "analyst", "supervisor")
    product = make_product(case, analyst)
    writing.write(product, whole(product, both), edit=1, by=both)
    product = releasing.send_to_review(product, by=analyst)
    with pytest.raises(NotAllowed):
        reviewing.pass_review(product, by=both)
    product = reviewing.pass_review(product, by=colleague("supervisor"))
    with pytest.raises(NotAllowed):
        releasing.clear(product, mosaic=MOSAIC, by=both)
    product = releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))
    with pytest.raises(NotAllowed):
        releasing.approve(product, by=both)
    approved = releasing.approve(product, by=colleague("supervisor"))
    with pytest.raises(NotAllowed):
        handing_out.disseminate(approved, handing_out.Recipient("own", "Mine"), by=both)


@pytest.mark.parametrize("step", ["reviewed_by", "cleared_by", "approved_by"])
def test_the_database_knows_that_authors_pass_nothing(case, analyst, step):
    product = make_product(case, analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(**{step: analyst})


def test_the_database_knows_that_no_step_is_skipped(case, analyst):
    product = make_product(case, analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(status="approved", approved_by=colleague("supervisor"))


def test_an_analyst_reviews_and_neither_keeps_the_gate_nor_approves(analyst, case):
    peer = colleague("analyst")
    casework.admit(case, peer, by=analyst)
    product = releasing.send_to_review(make_product(case, analyst), by=analyst)
    product = reviewing.pass_review(product, by=peer)
    for step in (lambda: releasing.clear(product, mosaic=MOSAIC, by=peer), lambda: releasing.approve(product, by=peer)):
        with pytest.raises(NotAllowed):
            step()
    assert Product.objects.get().status == "at_gate"
