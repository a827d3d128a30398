"""A plan in a folder of its own, on a day that the tests set."""

from tests.support.year import clock, plan, published

__all__ = ["clock", "plan", "published"]  # fixtures
