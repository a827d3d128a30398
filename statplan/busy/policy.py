"""What a calendar's entries count for: they block, they had better be left alone, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from statplan.schedule.taken import Resource

Treatment = Literal["block", "prefer not", "ignore"]
Status = Literal["free", "tentative", "busy", "away"]

_STRICTEST: tuple[Treatment, ...] = ("block", "prefer not", "ignore")


@dataclass(frozen=True, slots=True)
class Policy:
    """How the entries of one calendar are taken; the defaults are ours.

    `block` is firm time, `prefer not` time that can be taken but had better not be, `ignore` is
    no busy time at all. An entry that shows as free is never busy time. `tentative` covers what
    Outlook calls working elsewhere; `away` is out of office. `all_day` is for whole days that show
    as busy or tentative: the milder of it and the entry's own treatment counts.
    """

    busy: Treatment = "block"
    tentative: Treatment = "prefer not"
    away: Treatment = "block"
    all_day: Treatment = "block"

    def treats(self, status: Status, *, all_day: bool) -> Treatment:
        """What an entry counts for."""
        if status == "free":
            return "ignore"
        if status == "away":
            return self.away
        own = self.tentative if status == "tentative" else self.busy
        return max(own, self.all_day, key=_STRICTEST.index) if all_day else own

    def __str__(self) -> str:
        return (
            f"busy {self.busy}, tentative {self.tentative}, "
            f"away {self.away}, all day {self.all_day}"
        )


USUAL = Policy()


@dataclass(frozen=True, slots=True)
class Policies:
    """The policy of every calendar: one for most, and those of single people and rooms."""

    most: Policy = USUAL
    single: Mapping[Resource, Policy] = field(default_factory=dict)

    def of(self, owner: Resource) -> Policy:
        """The policy of the calendar of a person or a room."""
        return self.single.get(owner, self.most)
