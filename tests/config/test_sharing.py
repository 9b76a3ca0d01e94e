"""How the suite is shared among workers."""

from tests.sharing import PROCESSES, next_unit, unit_of


def test_all_that_walks_through_one_house_is_one_unit_and_any_other_file_its_own():
    assert unit_of("tests/e2e/test_path.py::test_a[x]") == unit_of("tests/e2e/test_axe.py::test_b") == "tests/e2e/"
    assert unit_of("tests/faults/test_canary.py::test_a") == unit_of("tests/faults/test_restore.py::test_b")
    assert unit_of("tests/faults/test_kill.py::test_a") == "tests/faults/test_kill.py"
    assert unit_of("tests/cases/test_links.py::test_a") == "tests/cases/test_links.py"


def test_one_worker_at_a_time_is_at_the_real_processes_until_nothing_else_is_left():
    first, second = PROCESSES[:2]
    waiting = ["tests/cases/test_links.py", second, first]
    assert next_unit(waiting, set()) == first
    assert next_unit(waiting, {"tests/intel/test_links.py"}) == first
    assert next_unit(waiting, {PROCESSES[-1]}) == "tests/cases/test_links.py"
    assert next_unit([second, first], {PROCESSES[-1]}) == first
