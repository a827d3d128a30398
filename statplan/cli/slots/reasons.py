"""Why meetings have no place or no back-up, in people's words, and what would make it possible."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from statplan.busy.owners import Owners
from statplan.cli.slots.found import Found
from statplan.plan.english import listing, long_day, some
from statplan.slots import Gap, Reason, Relaxation, gaps, relaxations

_SHORT = {  # for one, for several
    "needed": ("is busy", "are busy"),
    "series": ("stands there", "stand there"),
    "weekday": ("is not allowed", "are not allowed"),
    "hours": ("other hours are not allowed",) * 2,
    "window": ("other days are too far away",) * 2,
}
_GAPS = 6  # that are explained
_RELEASES = 3  # ways that are named for each
_SERIES = 3  # for which easier terms are tried
_EASIER = 5  # that are named for each


class Reasons:
    """What the best answer lacks; nothing is worked out before it is asked for."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._owners = Owners(found.loaded.plan)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The meetings without a place, then those without a back-up."""
        found = gaps(self._found.problem, self._found.best)
        return tuple(sorted(found, key=lambda each: each.missing != "place"))

    @cached_property
    def easier(self) -> tuple[tuple[str, tuple[Relaxation, ...]], ...]:
        """Easier terms for the series that lack most, each tried by solving it; by its title.

        They are sought where a meeting has no place, else where one has no back-up.
        """
        problem, answer = self._found.problem, self._found.best
        worst = self.gaps[0].missing if self.gaps else ""
        lacking = [each.key.series for each in self.gaps if each.missing == worst]
        names = sorted(dict.fromkeys(lacking), key=lambda name: -lacking.count(name))[:_SERIES]
        titles = {each.id: each.title for each in problem.wanted}
        return tuple(
            (titles[each], relaxations(self._found.loaded.plan, problem, answer, each)[:_EASIER])
            for each in names
        )

    def sentences(self) -> Iterator[str]:
        """Why each of the first few is missing, and what it would be enough to give up."""
        for each in self.gaps[:_GAPS]:
            yield self._sentence(each)
        if self.gaps[_GAPS:]:
            yield f"So it is with {len(self.gaps) - _GAPS} more; JSON names them all."

    def _sentence(self, gap: Gap) -> str:
        head = f"{gap.key} has no {gap.missing}"
        if not gap.days:
            return f"{head}: no open day is near."
        first, last = (long_day(day).split(", ")[1] for day in (gap.days[0], gap.days[-1]))
        when = f"on {first}" if first == last else f"from {first} to {last}"
        why = "; ".join(self._in_short(gap.together[0])) if gap.together else "nothing fits"
        enough = [listing(self.named(each, wanted=True)) for each in gap.releases[:_RELEASES]]
        tail = f" It would be enough {listing(enough, 'or')}." if enough else ""
        return f"{head} {when}: {why}.{tail}"

    def _in_short(self, reasons: Iterable[Reason]) -> Iterator[str]:
        """What is in the way, with only the first few of many named."""
        by_kind: dict[str, list[str]] = {}
        for each in reasons:
            needed = each.kind in {"person", "room"}
            name = self._owners.called((each.kind, each.name)) if needed else each.name
            by_kind.setdefault("needed" if needed else each.kind, []).append(name)
        for kind, words in _SHORT.items():
            names = by_kind.get(kind)
            if names:
                yield f"{some(names)} {words[len(names) > 1]}".strip()

    def named(self, reasons: Iterable[Reason], *, wanted: bool) -> Iterator[str]:
        """Each reason as what is in the way, or as what is to be given up."""
        return (self._given_up(each) if wanted else self._in_the_way(each) for each in reasons)

    def _in_the_way(self, reason: Reason) -> str:
        match reason.kind:
            case "person" | "room":
                return f"{self._owners.called((reason.kind, reason.name))} is busy"
            case "series":
                return f"{reason.name} stands there"
            case "weekday":
                return f"{reason.name}s are not allowed"
            case "hours":
                return "other hours are not allowed"
            case "window":
                return "other days are too far away"

    def _given_up(self, reason: Reason) -> str:
        match reason.kind:
            case "person" | "room":
                return f"to free {self._owners.called((reason.kind, reason.name))}"
            case "series":
                return f"to move {reason.name}"
            case "weekday":
                return f"to allow {reason.name}s"
            case "hours":
                return "to allow other hours"
            case "window":
                return "to go farther from its date"
