"""The suite's ground: a PostgreSQL, settings made for this run, people.

Django reads its settings once, so the environment is filled here, before anything imports a model. Workers of xdist
inherit the first process's environment and with it the server, the keys and the folders.
"""

import os

import django
from django.conf import settings

from tests.ground import leave, prepare

if settings.configured:
    raise RuntimeError("Django was set up too early: start pytest without DJANGO_SETTINGS_MODULE and --ds")
if "HORNBILL_TEST_GROUND" not in os.environ:
    prepare()
django.setup()

from tests.database import *  # noqa: E402, F403
from tests.people import *  # noqa: E402, F403


def pytest_configure(config: object) -> None:
    """Nudges go to a queue in memory that nobody reads: tasks run when a test calls them."""
    from config.celery import app

    app.conf.update(broker_url="memory://", broker_transport_options={})


def pytest_unconfigure(config: object) -> None:
    if not hasattr(config, "workerinput"):
        leave()


def pytest_collection_modifyitems(items: list) -> None:  # type: ignore[type-arg]
    """What needs the whole machine comes last."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)
