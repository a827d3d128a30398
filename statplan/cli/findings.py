"""The findings of `statplan doctor`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """Something wrong, what to do about it, and how it is repaired where that can be proved.

    A note is about something that may be right as it is.
    """

    fact: str
    remedy: str
    repair: Callable[[], object] | None = None
    is_note: bool = False
