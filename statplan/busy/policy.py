"""The policy for a calendar's entries: they block, had better be left alone, or are ignored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from statplan.schedule.bookings import Resource

Treatment = Literal["block", "prefer not", "ignore"]
Status = Literal["free", "tentative", "busy", "away"]

_STRICTEST_FIRST: tuple[Treatment, ...] = ("block", "prefer not", "ignore")


@dataclass(frozen=True, slots=True)
class Policy:
    """The treatment of one calendar's entries by their status; the defaults are ours.

    `block` is firm time, `prefer not` time that can be taken but had better not be, `ignore` is
    no busy time at all. An entry that shows as free is never busy time. `tentative` covers what
    Outlook calls working elsewhere; `away` is out of office. `all_day` is for whole days that show
    as busy or tentative: the milder of it and the entry's own treatment counts.
    """

    busy: Treatment = "block"
    tentative: Treatment = "prefer not"
    away: Treatment = "block"
    all_day: Treatment = "block"

    def choose_treatment(self, status: Status, *, all_day: bool) -> Treatment:
        """Return how an entry of a status is treated."""
        if status == "free":
            return "ignore"
        if status == "away":
            return self.away
        own_treatment = self.tentative if status == "tentative" else self.busy
        return (
            max(own_treatment, self.all_day, key=_STRICTEST_FIRST.index)
            if all_day
            else own_treatment
        )

    def __str__(self) -> str:
        return (
            f"busy {self.busy}, tentative {self.tentative}, "
            f"away {self.away}, all day {self.all_day}"
        )


DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Policies:
    """The policy of every calendar: one for most, and those of single people and rooms."""

    general: Policy = DEFAULT_POLICY
    by_owner: Mapping[Resource, Policy] = field(default_factory=dict)

    def find_policy(self, owner: Resource) -> Policy:
        """Return the policy of the calendar of a person or a room."""
        return self.by_owner.get(owner, self.general)
