"""tests cases/seizing/animals.py: live animals are followed until nothing is left to look after"""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from cases import next_steps
from cases.models import AnimalGroup, AnimalState
from cases.seizing import animals, rechecks, seizures
from cases.seizing.animals import Seen
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case
from tests.cases.seized import make_animals, make_seizure

pytestmark = pytest.mark.django_db


def _ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def seizure(investigator):
    return make_seizure(make_case(investigator), investigator, seized_on=_ago(40))


@pytest.fixture
def group(seizure, investigator):
    return make_animals(seizure, investigator)


def test_a_recheck_is_due_30_and_180_days_after_the_start():
    start = _ago(0)
    day = timedelta(days=1)
    assert rechecks.recheck_after(start, start) == start + 30 * day
    assert rechecks.recheck_after(start, start + 30 * day) == start + 180 * day
    assert rechecks.recheck_after(start, start + 180 * day) is None
    assert rechecks.answered(start, start + 30 * day, start + 29 * day) is None
    assert rechecks.answered(start, start + 30 * day, start + 200 * day) == 180


def test_an_entry_answers_the_recheck_and_the_next_one_is_set(seizure, group, investigator):
    assert group.recheck_due == seizure.seized_on + timedelta(days=30)
    assert list(AnimalGroup.objects.all().to_recheck()) == [group]
    noted = animals.note(group, Seen("rehabilitation", _ago(2), "Eats again"), by=investigator)
    assert (noted.pk, noted.fate, noted.recheck_due) == (
        group.pk, "rehabilitation", seizure.seized_on + timedelta(days=180),
    )  # fmt: skip
    assert [(state.fate, state.days) for state in group.states.all()] == [("rescued", None), ("rehabilitation", 30)]
    assert not AnimalGroup.objects.all().to_recheck().exists()


def test_an_entry_before_the_day_answers_no_recheck(seizure, group, investigator):
    animals.note(group, Seen("rescued", _ago(20)), by=investigator)
    group.refresh_from_db()
    assert group.is_recheck_due
    assert group.states.last().days is None


def test_days_are_counted_anew_from_a_release(group, investigator):
    with pytest.raises(Invalid) as refused:
        animals.note(group, Seen("released", _ago(1)), by=investigator)
    assert "release_place" in refused.value.fields
    freed = animals.note(group, Seen("released", _ago(1), release_place="A reserve in the west"), by=investigator)
    assert (freed.released_on, freed.recheck_due) == (_ago(1), _ago(1) + timedelta(days=30))


def test_some_of_a_group_part_from_it_with_a_history_of_their_own(group, investigator):
    dead = animals.note(group, Seen("died", _ago(3), "Dehydrated", number=2), by=investigator)
    group.refresh_from_db()
    assert (group.number, group.fate, dead.number, dead.fate) == (3, "rescued", 2, "died")
    assert (dead.parted_from, dead.recheck_due) == (group, None)
    assert group.is_recheck_due
    with pytest.raises(WrongStatus):
        animals.note(dead, Seen("released", _ago(1), release_place="A reserve"), by=investigator)
    with pytest.raises(Invalid):
        animals.note(group, Seen("died", _ago(1), number=4), by=investigator)


def test_an_unknown_fate_and_a_day_out_of_order_are_refused(group, investigator):
    with pytest.raises(Invalid) as refused:
        animals.note(group, Seen("vanished", _ago(-1)), by=investigator)
    assert "'vanished' is not in the list 'what became of live animals'" in str(refused.value.fields)
    with pytest.raises(Invalid) as refused:
        animals.note(group, Seen("died", _ago(-1)), by=investigator)
    assert set(refused.value.fields) == {"seen_on"}
    assert group.states.count() == 1


def test_nobody_else_notes_anything(group, outsider):
    for officer in (outsider, colleague("investigator")):
        with pytest.raises(NotAllowed):
            animals.note(group, Seen("died", _ago(1)), by=officer)
    assert not AnimalGroup.objects.visible_to(colleague("investigator")).exists()


def test_the_history_is_neither_changed_nor_cut(group):
    state = group.states.get()
    for act in (lambda: AnimalState.objects.update(fate="died"), state.delete):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            act()
    with pytest.raises(ProgrammingError, match="Cannot truncate"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE cases_animalstate CASCADE")
    assert group.states.get().fate == "rescued"


def test_a_corrected_date_of_the_seizure_moves_the_recheck(seizure, group, investigator):
    said = seizures.facts_of(seizure) | {"seized_on": _ago(10)}
    seizures.correct(seizure, seizures.Facts(**said), by=investigator)
    group.refresh_from_db()
    assert group.recheck_due == _ago(-20)


def test_a_due_recheck_is_a_next_step_that_is_late(seizure, group):
    found = next_steps.of(seizure.case, [], [], [], animals=AnimalGroup.objects.all().to_recheck())
    assert [(step.row, step.is_late) for step in found] == [(group, True)]
    assert "recheck" in str(found[0].what)
