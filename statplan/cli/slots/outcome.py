"""The outcome of a search, with all that was read for it and how good it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from pathlib import Path

from statplan.busy.owners import Owners
from statplan.busy.reader import BusyReading
from statplan.busy.unknown_calendars import UnknownCalendar
from statplan.plan.english import format_list, format_month_day, format_short_list
from statplan.slots.infeasibility import GapReason, SlotGap, find_gaps
from statplan.slots.model import PlacedMeeting, SearchAnswer, SlotProblem
from statplan.slots.relaxations import Relaxation, find_relaxations
from statplan.workspace.plan_loader import ScheduledPlan

_EPSILON = 1e-6
_NAMED = 6
_FAR = 100  # percent, beyond which a gap says nothing
_SHORT = {  # for one, for several
    "needed": ("is busy", "are busy"),
    "series": ("stands there", "stand there"),
    "weekday": ("is not allowed", "are not allowed"),
    "hours": ("other hours are not allowed",) * 2,
    "window": ("other days are too far away",) * 2,
}
_MOST_GAPS = 6  # that are explained
_MOST_RELEASES = 3  # ways that are named for each
_MOST_SERIES = 3  # for which easier terms are tried
_MOST_RELAXATIONS = 5  # that are named for each


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """The answers, the best first, and what they were found from.

    `busy_folder` is where the busy calendars are, None where there are none; `is_stopped` tells
    whether somebody cut the search short; `proof` says what a solver found, where one was asked.
    `assumed_free` are those who are taken as free although their calendars are not known. `flags`
    are those of the command that say what is looked at, to type it again.
    """

    loaded: ScheduledPlan
    busy_folder: Path | None
    busy_reading: BusyReading
    problem: SlotProblem
    answers: tuple[SearchAnswer, ...]
    is_stopped: bool = False
    proof: str = ""
    assumed_free: tuple[UnknownCalendar, ...] = ()
    flags: tuple[object, ...] = ()

    @property
    def best(self) -> SearchAnswer:
        """The best of the answers."""
        return self.answers[0]

    @property
    def is_single(self) -> bool:
        """True where one series alone was to be placed, so that the answers are ranked."""
        return len(self.problem.series) == 1

    @property
    def doubtful(self) -> tuple[UnknownCalendar, ...]:
        """Those who must or may come, but whose calendars are not known: nothing is proved."""
        attendees = {*self.problem.resources, *self.problem.optional_people}
        return tuple(
            calendar for calendar in self.busy_reading.unknown if calendar.owner in attendees
        )


def list_unplaced(answer: SearchAnswer) -> list[PlacedMeeting]:
    """List the meetings of an answer for which there is no slot."""
    return [
        meeting
        for series_answer in answer.series_answers
        for meeting in series_answer.meetings
        if meeting.slot is None
    ]


def round_bound(bound: float) -> int:
    """Round a bound up to the least possible cost, which is a whole number."""
    return ceil(bound - _EPSILON)


def calculate_gap(cost: int, bound: float) -> float:
    """Calculate by how many percent of the bound the cost may be above the best possible."""
    least_cost = round_bound(bound)
    if cost <= least_cost:
        return 0.0
    return 100.0 * (cost - least_cost) / least_cost if least_cost else float("inf")


def describe_bound(outcome: SearchOutcome) -> Iterator[str]:
    """Describe the cost of the best answer, and the least cost that any answer can have."""
    if outcome.doubtful:
        names = format_short_list((calendar.label for calendar in outcome.doubtful), _NAMED)
        yield (
            f"How good this is cannot be said: {names} may be busy at any of these times, since "
            f"{'that calendar is' if len(outcome.doubtful) == 1 else 'those calendars are'} not "
            "known."
        )
        return
    cost, bound = outcome.best.cost, outcome.best.bound
    least_cost = round_bound(bound)
    if outcome.proof:
        yield (
            f"No answer can cost less than {least_cost:,}; this one costs {cost:,}. {outcome.proof}"
        )
        return
    if outcome.is_single:
        yield f"Every place was tried. No answer costs less than the first, {least_cost:,}."
        return
    if cost <= least_cost:
        yield (
            f"No answer can cost less than {least_cost:,}; this one costs {cost:,}, so none is "
            "better."
        )
        return
    gap_percent = calculate_gap(cost, bound)
    gap_words = (
        f": at most {gap_percent:.1f} % above the best possible" if gap_percent <= _FAR else ""
    )
    yield f"No answer can cost less than {least_cost:,}; this one costs {cost:,}{gap_words}."
    yield (
        "The bound takes each series by itself: the best possible for all of them together may "
        "well cost more than it."
    )


class GapExplainer:
    """An explanation of what the best answer lacks; each part is computed when it is needed."""

    def __init__(self, outcome: SearchOutcome) -> None:
        self._outcome = outcome
        self._owners = Owners(outcome.loaded.plan)

    @cached_property
    def gaps(self) -> tuple[SlotGap, ...]:
        """The meetings without a slot, then those without a backup."""
        slot_gaps = find_gaps(self._outcome.problem, self._outcome.best)
        return tuple(sorted(slot_gaps, key=lambda gap: gap.missing != "place"))

    @cached_property
    def relaxations_by_title(self) -> tuple[tuple[str, tuple[Relaxation, ...]], ...]:
        """Easier terms for the series that lack most, each tried by solving it; by its title.

        They are searched where a meeting has no slot, else where one has no backup.
        """
        problem, answer = self._outcome.problem, self._outcome.best
        worst = self.gaps[0].missing if self.gaps else ""
        incomplete_ids = [gap.meeting_key.series for gap in self.gaps if gap.missing == worst]
        series_ids = sorted(
            dict.fromkeys(incomplete_ids), key=lambda series_id: -incomplete_ids.count(series_id)
        )[:_MOST_SERIES]
        titles = {series.id: series.title for series in problem.series}
        return tuple(
            (
                titles[series_id],
                find_relaxations(self._outcome.loaded.plan, problem, answer, series_id)[
                    :_MOST_RELAXATIONS
                ],
            )
            for series_id in series_ids
        )

    def iter_sentences(self) -> Iterator[str]:
        """Explain each of the first few gaps, and which single changes would close it."""
        for gap in self.gaps[:_MOST_GAPS]:
            yield self._explain_gap(gap)
        if self.gaps[_MOST_GAPS:]:
            yield f"So it is with {len(self.gaps) - _MOST_GAPS} more; JSON names them all."

    def _explain_gap(self, gap: SlotGap) -> str:
        head = f"{gap.meeting_key} has no {gap.missing}"
        if not gap.days:
            return f"{head}: no open day is near."
        first, last = map(format_month_day, (gap.days[0], gap.days[-1]))
        period = f"on {first}" if first == last else f"from {first} to {last}"
        reason = (
            "; ".join(self._summarize_reasons(gap.reason_sets[0]))
            if gap.reason_sets
            else "nothing fits"
        )
        enough = [
            format_list(self.describe_reasons(reason_set, as_remedy=True))
            for reason_set in gap.releases[:_MOST_RELEASES]
        ]
        tail = f" It would be enough {format_list(enough, 'or')}." if enough else ""
        return f"{head} {period}: {reason}.{tail}"

    def _summarize_reasons(self, reasons: Iterable[GapReason]) -> Iterator[str]:
        """Summarize what is in the way, with only the first few of many named."""
        by_kind: dict[str, list[str]] = {}
        for reason in reasons:
            is_resource = reason.kind in {"person", "room"}
            name = (
                self._owners.get_label((reason.kind, reason.name)) if is_resource else reason.name
            )
            by_kind.setdefault("needed" if is_resource else reason.kind, []).append(name)
        for kind, words in _SHORT.items():
            names = by_kind.get(kind)
            if names:
                yield f"{format_short_list(names)} {words[len(names) > 1]}".strip()

    def describe_reasons(self, reasons: Iterable[GapReason], *, as_remedy: bool) -> Iterator[str]:
        """Describe each reason as what is in the way, or as what is to be given up."""
        return (
            self._describe_remedy(reason) if as_remedy else self._describe_obstruction(reason)
            for reason in reasons
        )

    def _describe_obstruction(self, reason: GapReason) -> str:
        match reason.kind:
            case "person" | "room":
                return f"{self._owners.get_label((reason.kind, reason.name))} is busy"
            case "series":
                return f"{reason.name} stands there"
            case "weekday":
                return f"{reason.name}s are not allowed"
            case "hours":
                return "other hours are not allowed"
            case "window":
                return "other days are too far away"

    def _describe_remedy(self, reason: GapReason) -> str:
        match reason.kind:
            case "person" | "room":
                return f"to free {self._owners.get_label((reason.kind, reason.name))}"
            case "series":
                return f"to move {reason.name}"
            case "weekday":
                return f"to allow {reason.name}s"
            case "hours":
                return "to allow other hours"
            case "window":
                return "to go farther from its date"
