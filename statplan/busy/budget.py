"""The work that one file may cost; what is left of its rules then counts as busy (docs/busy.md)."""

from dataclasses import dataclass

_TIMES_OF_A_FILE = 100_000  # six entries, hourly for a year and its back-ups, are 72,000


class BudgetSpentError(Exception):
    """An error for a file that has cost all that it may."""


@dataclass(slots=True)
class Budget:
    """The number of times that may still be worked out for a file, its zones included."""

    remaining: int = _TIMES_OF_A_FILE

    def spend(self, count: int = 1) -> None:
        """Take some times from the budget.

        Raises:
            BudgetSpentError: nothing is left of it.
        """
        self.remaining = max(0, self.remaining - count)
        if not self.remaining:
            raise BudgetSpentError
