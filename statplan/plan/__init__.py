"""The plan: everything that the city decided, read from a file, checked, and written."""

from statplan.plan.model import SECTIONS, Plan

__all__ = ["SECTIONS", "Plan"]
