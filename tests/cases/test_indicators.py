"""cases/indicators: every figure is the length, or the sum, of the list behind it."""

import random
from datetime import date
from statistics import median

import pytest
from django.db import transaction

from cases.indicators import figures
from cases.indicators.asked import Asked
from cases.indicators.ground import Ground
from staff import compartments
from staff.models import Officer
from tests.cases import counted
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def house(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        lead = make_officer("lead", "investigator", "supervisor")
        cases = counted.lay(lead)
        outside, denied = make_officer("outside", "analyst"), make_officer("denied", "analyst", "supervisor")
        for case in cases[:4]:
            compartments.admit(outside, case.pk, by=lead)
        for case in cases[2:]:
            compartments.deny(denied, case.pk, by=lead)
        yield
        transaction.set_rollback(True)


def _asked(seed):
    dice = random.Random(seed)  # filters of a test
    since = dice.choice((None, counted.day(dice)))
    return Asked(
        since, dice.choice((None, date(2026, 7, 1))) if since is None or since < date(2026, 7, 1) else None,
        dice.choice(("", "", "VN")), dice.choice(("", "", "pangolins")), dice.choice(("", "", "", "web")),
        dice.choice(("", "", "public")),
    )  # fmt: skip


def _ground(name, asked=None):
    return Ground(Officer.objects.get(username=name), asked)


@pytest.mark.parametrize("name", ["lead", "outside", "denied"])
@pytest.mark.parametrize("seed", range(6))
def test_every_indicator_equals_the_length_of_the_list_behind_it(name, seed):
    ground = _ground(name, _asked(seed) if seed else None)
    for key, figure in figures.board(ground).items():
        rows = list(figures.rows_behind(figure.indicator, ground))
        assert figure.number == len(rows) == len({row.pk for row in rows}), key
        if figure.among is not None:
            assert figure.among == len(figures.rows_behind(figure.indicator, ground, is_among=True)), key
        if figure.indicator.middle:
            _is_the_median(figure, rows)
        for part in figure.parts:
            _is_its_list(figure, part, list(figures.rows_behind(figure.indicator, ground, part=part.value)))


def _is_the_median(figure, rows):
    values = [getattr(row, figure.indicator.middle) for row in rows]
    told = figures.in_units(figure.indicator, values)
    assert figure.middle == (round(median(told), 1) if told else None), figure.indicator.key


def _is_its_list(figure, part, rows):
    assert part.number == len(rows), (figure.indicator.key, part.value)
    if figure.indicator.amount:
        assert (part.total or 0) == sum(_amount(row, figure.indicator.amount) for row in rows), figure.indicator.key


def _amount(row, column):
    return getattr(row, column) or 0


def test_the_rows_of_the_test_reach_every_indicator():
    board = figures.board(_ground("lead"))
    without = {key for key, figure in board.items() if not figure.number}
    assert without == {"products_by_type", "products_given_out", "networks_profiled"}
    assert [key for key, figure in board.items() if figure.among == 0] == ["feedback_to_sources"]
