"""Fixtures of the reference tests."""

from tests.reference.loading import edition, small_reference

__all__ = ["edition", "small_reference"]
