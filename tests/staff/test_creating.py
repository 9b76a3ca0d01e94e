"""Many tables in one operation of a migration."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from staff.creating import CreateModels

number = ("id", models.BigAutoField(primary_key=True))


def pair() -> CreateModels:
    """Two models that point at each other."""
    return CreateModels(
        migrations.CreateModel(
            "Hen", [number, ("egg", models.ForeignKey("staff.egg", models.PROTECT, related_name="+"))]
        ),
        migrations.CreateModel(
            "Egg", [number, ("hen", models.ForeignKey("staff.hen", models.PROTECT, related_name="+"))]
        ),
    )


def tables() -> set[str]:
    return {"staff_hen", "staff_egg"} & set(connection.introspection.table_names())


@pytest.mark.django_db
def test_models_that_point_at_each_other_are_made_at_once_and_taken_back() -> None:
    before = ProjectState()
    after = before.clone()
    pair().state_forwards("staff", after)
    with connection.schema_editor() as editor:
        pair().database_forwards("staff", editor, before, after)
    assert tables() == {"staff_hen", "staff_egg"}
    with connection.schema_editor() as editor:
        pair().database_backwards("staff", editor, after, before)
    assert tables() == set()


def test_classes_made_before_do_not_stay_without_the_new_ones() -> None:
    state = ProjectState()
    assert not state.apps.get_models()
    pair().state_forwards("staff", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Hen", "Egg"}
