"""The suite's ground: a PostgreSQL, settings made for this run, people.

Django reads its settings once, so the environment is filled here, before anything imports a model. Workers of xdist
inherit the first process's environment and with it the server, the keys and the folders.
"""

import os
from typing import Any

import django
import pytest
from django.conf import settings

from tests.ground import prepare

if "HORNBILL_TEST_GROUND" not in os.environ:
    if settings.configured:
        raise RuntimeError("Django was set up too early: start pytest without DJANGO_SETTINGS_MODULE and --ds")
    prepare()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # A test that counts what is stored must not count what another worker stores. In a worker pytest-django has read
    # the settings by now, so they are told too.
    os.environ["FILE_STORE"] = settings.FILE_STORE = f"{os.environ['FILE_STORE']}-{worker}"
django.setup()

from tests.checkpoints import *  # noqa: E402, F403
from tests.database import *  # noqa: E402, F403
from tests.people import *  # noqa: E402, F403
from tests.services import *  # noqa: E402, F403
from tests.sharing import *  # noqa: E402, F403


def pytest_configure(config: object) -> None:
    """Nudges go to a queue in memory that nobody reads: tasks run when a test calls them."""
    from config.celery import app

    app.conf.update(broker_url="memory://", broker_transport_options={})


def pytest_terminal_summary(terminalreporter: Any, config: object) -> None:
    for report in _refused_skips(terminalreporter):
        terminalreporter.write_line(f"skipped although HORNBILL_REQUIRE_ALL is set: {report.nodeid}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With HORNBILL_REQUIRE_ALL a skip is a failure: nothing may look passed that did not run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.OK and _refused_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _refused_skips(reporter: Any) -> list[Any]:
    return list(reporter.stats.get("skipped", [])) if reporter and os.environ.get("HORNBILL_REQUIRE_ALL") else []


def pytest_collection_modifyitems(items: list) -> None:  # type: ignore[type-arg]
    """What needs the whole machine comes last."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)
