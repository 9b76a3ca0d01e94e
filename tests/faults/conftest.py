from tests.housing import house  # noqa: F401
