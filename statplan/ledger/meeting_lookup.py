"""The lookup of a meeting: by its key, its date, its topic or department, or a period."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from statplan.errors import AnswerError, Command, Remedy, StatplanError
from statplan.holds import Role, State
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.meeting_target import (
    MeetingTarget,
    Span,
    read_meeting_target,
)
from statplan.ledger.year_state import YearState
from statplan.plan.english import (
    end_sentence,
    format_list,
    format_long_date,
    format_short_date,
    format_time,
)
from statplan.plan.phrases import PhraseContext, is_day_phrase, read_day
from statplan.plan.quotation import quote_answer
from statplan.schedule.model import ReserveDay, Schedule
from statplan.spelling import find_similar_words, suggest_words

_SHOWN = 12
_SUGGESTED = 3
_REMEDY = Remedy(
    Command("status"), " lists what is next. Write a date with its year, as in 2027-03-11."
)
_DAY = timedelta(days=1)
_EMPTY_WORDS = re.compile(r"\b(?:the|a|meeting|meetings|on|in|of|for|at)\b", re.IGNORECASE)
_WEEK_OF = re.compile(r"\bweek of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingMatch:
    """The meeting that a query names; `note` says by what, where that is not its date or key."""

    meeting_state: MeetingState
    note: str = ""


def find_meeting(
    query: str,
    year_state: YearState,
    schedule: Schedule,
    names: Mapping[str, str],
    context: PhraseContext,
) -> MeetingMatch:
    """Find the one meeting that a query names.

    A query is a key (`blightstat/2027-03`); a date, a weekday within the next 7 days, a week
    (`W20`), a month, or "next"; a series, topic, or department of which one meeting is ahead; or
    one of these together with one of these times. A backup date names its meeting.

    Args:
        query: what a person typed.
        year_state: the meetings of the year with their present dates.
        schedule: the year as planned, with the meetings that it leaves out.
        names: the names of topics and departments by their ids.
        context: today's date, and the program's country.

    Raises:
        StatplanError: exit code 2; it names none, or several, which the message lists.
    """
    search = _Search(" ".join(query.split()), year_state, schedule, names, context)
    match = search.find_by_key() or search.find_by_words()
    if match is None:
        raise search.build_error()
    return match


def format_candidate(meeting_state: MeetingState) -> str:
    """Format a meeting as a line in a list of candidates."""
    slot = meeting_state.history.slot
    when = f"{format_short_date(slot.day)}, {format_time(slot.start_time)}" if slot else "cancelled"
    return f"{meeting_state.key}  {when}  {meeting_state.meeting.name}"


def describe_meeting(meeting_state: MeetingState) -> str:
    """Describe a meeting in a sentence: its key, its name, and when it takes place."""
    slot = meeting_state.history.slot
    when = f"on {format_short_date(slot.day)}, {format_time(slot.start_time)}" if slot else ""
    return f"{meeting_state.key}, {meeting_state.meeting.name}, {when or 'which is cancelled'}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a query: the meetings of a name (all without one), and a time, if any."""

    meeting_states: tuple[MeetingState, ...]
    target: MeetingTarget | None
    name: str = ""


@dataclass(slots=True)
class _Search:
    """The search for the meeting that a query names."""

    query: str
    year_state: YearState
    schedule: Schedule
    names: Mapping[str, str]
    context: PhraseContext
    readings: list[_Reading] = field(init=False)

    def __post_init__(self) -> None:
        self.readings = list(self._iter_readings())

    def find_by_key(self) -> MeetingMatch | None:
        """Return the meeting that has the query as its key."""
        folded_query = self.query.casefold()
        return next(
            (
                MeetingMatch(state)
                for state in self.year_state.meeting_states
                if state.key.casefold() == folded_query
            ),
            None,
        )

    def find_by_words(self) -> MeetingMatch | None:
        """Return the one meeting that any reading of the query names, or None.

        Raises:
            StatplanError: exit code 2; several meetings are named.
        """
        for find in (_find_present_meetings, _find_planned_meetings, _find_backups):
            matches = {
                match.meeting_state.key: match
                for reading in self.readings
                for match in find(reading, self.context.today)
            }
            if len(matches) > 1:
                raise self._build_choice_error([match.meeting_state for match in matches.values()])
            if matches:
                return next(iter(matches.values()))
        return None

    def _iter_readings(self) -> Iterator[_Reading]:
        """Yield every way to read the query."""
        for name, states, time_text in self._split_names():
            if not time_text:
                yield _Reading(states, None, name)
                continue
            for text in dict.fromkeys((time_text, _drop_empty_words(time_text))):
                target = read_meeting_target(text, self.context, self._schedule_span)
                if target:
                    yield _Reading(states, target, name)
                    break

    @property
    def _schedule_span(self) -> Span:
        return self.schedule.first, self.schedule.last_used

    def _split_names(self) -> Iterator[tuple[str, tuple[MeetingState, ...], str]]:
        """Yield each name with which the query begins or ends, its meetings, and the rest of it."""
        if self.query:
            yield "", self.year_state.meeting_states, self.query
        for name, states in self._index_names().items():
            pattern = re.escape(name)
            for text in dict.fromkeys((self.query, _drop_empty_words(self.query))):
                if re.fullmatch(pattern, text, re.IGNORECASE):
                    yield name, tuple(states), ""
                elif match := re.match(rf"{pattern}[/ ,:]", text, re.IGNORECASE):
                    yield name, tuple(states), text[match.end() :].strip(" ,:")
                elif match := re.search(rf"[ ,]{pattern}$", text, re.IGNORECASE):
                    yield name, tuple(states), text[: match.start()].strip(" ,")

    def _index_names(self) -> dict[str, list[MeetingState]]:
        """Return the meetings by the names of their series, topics, and departments."""
        index: dict[str, list[MeetingState]] = {}
        for state in self.year_state.meeting_states:
            meeting = state.meeting
            subject_names = (self.names.get(subject_id, "") for subject_id in meeting.subject_ids)
            names = (
                meeting.key.series, meeting.title, meeting.name, *meeting.subject_ids,
                *subject_names,
            )  # fmt: skip
            for name in dict.fromkeys(filter(None, names)):
                index.setdefault(name, []).append(state)
        return index

    def _build_choice_error(self, candidates: list[MeetingState]) -> StatplanError:
        candidates = sorted(candidates, key=lambda state: (state.history.last_slot, state.key))
        candidate_lines = "".join(
            f"\n    {format_candidate(candidate)}" for candidate in candidates[:_SHOWN]
        )
        more = f"\n    and {len(candidates) - _SHOWN} more" if candidates[_SHOWN:] else ""
        fact = (
            f"{quote_answer(self.query)} may be any of {len(candidates)} meetings:"
            f"{candidate_lines}{more}"
        )
        return StatplanError(fact, remedy="Name it by its key, as above.", exit_code=2)

    def build_error(self) -> StatplanError:
        """Return the error of a query that names no meeting."""
        for reserve_day in self.schedule.reserve_days:
            if self.query.casefold() == str(reserve_day.key).casefold():
                return self._build_reserve_error(reserve_day)
        for omission in self.schedule.omitted:
            if self.query.casefold() == str(omission.key).casefold():
                fact = f"{omission.key} is not on the schedule: {omission.reason}."
                states = _filter_series(self.year_state.meeting_states, {omission.key.series})
                return self._build_absence_error(fact, omission.nominal_day, states)
        for reading in self.readings:
            if reading.target:
                first = reading.target.spans[0][0] if reading.target.spans else None
                fact = self._describe_absence(reading, reading.target)
                return self._build_absence_error(fact, first, reading.meeting_states)
        return self._build_unknown_error()

    def _build_reserve_error(self, reserve_day: ReserveDay) -> StatplanError:
        """Return the error of a reserve day, which is a meeting's only when one needs it."""
        by_key = self.year_state.index_by_key()
        titles = (by_key[str(key)].meeting.title for key in reserve_day.meeting_keys)
        fact = f"{reserve_day.key} is the reserve day of {format_list(dict.fromkeys(titles))}."
        key = reserve_day.meeting_keys[0]
        bump, release = Command("bump", key), Command("release", key)
        remedy = Remedy(bump, " takes it for one of these, and ", release, " gives it up for one.")
        return StatplanError(fact, remedy=remedy, exit_code=2)

    def _build_absence_error(
        self, fact: str, day: date | None, meeting_states: Iterable[MeetingState]
    ) -> StatplanError:
        """Return the error of a day or a period without a meeting, with the nearest meeting."""
        target_day = day or self.context.today
        live_states = [state for state in meeting_states if state.history.slot]
        show = Remedy(Command("show"), " has the year.")
        if not live_states:
            return StatplanError(fact, remedy=show, exit_code=2)
        nearest = min(
            live_states,
            key=lambda state: (abs(state.history.last_slot.day - target_day), state.key),
        )
        remedy = Remedy(end_sentence(f"The nearest is {describe_meeting(nearest)}"), " ", show)
        return StatplanError(fact, remedy=remedy, exit_code=2)

    def _describe_absence(self, reading: _Reading, target: MeetingTarget) -> str:
        """Say that there is no meeting in a time, and why."""
        whose = f" of {reading.name}" if reading.name else ""
        reason = self._find_absence_reason(reading, target)
        words = f"there is no meeting{whose} {target.words}"
        return f"{words}: {reason}." if reason else f"{words}."

    def _find_absence_reason(self, reading: _Reading, target: MeetingTarget) -> str:
        """Return why nobody meets in a time: not covered, closed, or left out of the plan."""
        first_covered, last_covered = self._schedule_span
        spans = target.spans
        if spans and all(last < first_covered or first > last_covered for first, last in spans):
            return (
                f"the schedule is for {format_long_date(first_covered)}, to "
                f"{format_long_date(last_covered)}"
            )
        series = {state.meeting.key.series for state in reading.meeting_states}
        for omission in self.schedule.omitted:
            day = omission.nominal_day
            is_named = target.has_period(omission.key) or (
                day is not None and any(first <= day <= last for first, last in spans)
            )
            if is_named and (not reading.name or omission.key.series in series):
                return self._describe_causes(day) or omission.reason
        return self._describe_closed_spans(spans)

    def _describe_closed_spans(self, spans: Iterable[Span]) -> str:
        """Return what closes every working day of a time; empty where one is open."""
        open_days = self.schedule.open_days
        days = [day for span in spans for day in _iter_days(span)]
        working_days = [day for day in days if day.weekday() in open_days.working_weekdays]
        reasons = [self._describe_causes(day) for day in working_days]
        return "; ".join(dict.fromkeys(reasons)) if all(reasons) else ""

    def _describe_causes(self, day: date | None) -> str:
        """Return what closes a day: "recess (Summer recess)"; empty where it is open."""
        causes = self.schedule.open_days.list_causes(day) if day else []
        return format_list(f"{closed_day.kind} ({closed_day.name})" for closed_day in causes)

    def _build_unknown_error(self) -> StatplanError:
        """Return the error of a query that is not understood, or of a date that may be two."""
        for _, _, time_text in self._split_names():
            if is_day_phrase(time_text):
                try:
                    read_day(time_text, self.context)
                except AnswerError as error:
                    return StatplanError(error.fact, remedy=error.remedy, exit_code=2)
        known_words = self.year_state.index_by_key() if "/" in self.query else self._index_names()
        similar_words = find_similar_words(self.query, known_words, count=_SUGGESTED)
        distinct_words = {word.casefold(): word for word in reversed(similar_words)}.values()
        remedy = suggest_words(*reversed(distinct_words)) if similar_words else _REMEDY
        fact = f"there is no meeting {quote_answer(self.query)}."
        return StatplanError(fact, remedy=remedy, exit_code=2)


def _find_present_meetings(reading: _Reading, today: date) -> Iterator[MeetingMatch]:
    """Yield the meetings that a reading names by their present date or by their period."""
    target, states = reading.target, reading.meeting_states
    if target is None:
        coming_states = [state for state in states if state.history.last_slot.day >= today]
        yield from map(MeetingMatch, coming_states or states)
    elif target.is_next:
        coming_slots = [
            state.history.slot
            for state in states
            if state.history.slot and state.history.slot.day >= today
        ]
        first = min((slot.start for slot in coming_slots), default=None)
        for state in states:
            if state.history.slot and state.history.slot.start == first:
                yield MeetingMatch(state)
    else:
        for state in states:
            if target.has_slot(state.history.last_slot) or target.has_period(state.meeting.key):
                yield MeetingMatch(state)


def _find_planned_meetings(reading: _Reading, _: date) -> Iterator[MeetingMatch]:
    """Yield the meetings that were planned at the time that a reading names, and moved since."""
    for state in reading.meeting_states if reading.target else ():
        planned_slot = state.history.planned_slot
        if reading.target and reading.target.has_slot(planned_slot):
            note = f"{format_long_date(planned_slot.day)}, was the planned date of"
            yield MeetingMatch(state, f"{note} {state.key}, {state.meeting.name}.")


def _find_backups(reading: _Reading, _: date) -> Iterator[MeetingMatch]:
    """Yield the meetings whose backup date is on the day that a reading names."""
    target = reading.target
    if target is None or not target.has_days_alone:
        return
    for state in reading.meeting_states:
        backup = state.history.backup
        if backup and target.has_slot(backup) and state.states.get(Role.BACKUP) is State.TENTATIVE:
            note = f"{format_long_date(backup.day)}, is the backup date of"
            yield MeetingMatch(state, f"{note} {state.key}, {state.meeting.name}.")


def _filter_series(
    meeting_states: Iterable[MeetingState], series: Container[str]
) -> list[MeetingState]:
    return [state for state in meeting_states if state.meeting.key.series in series]


def _iter_days(span: Span) -> Iterator[date]:
    first, last = span
    for count in range((last - first).days + 1):
        yield first + count * _DAY


def _drop_empty_words(text: str) -> str:
    """Drop the words around a time that do not change it: "the meeting on March 11"."""
    return text if _WEEK_OF.search(text) else " ".join(_EMPTY_WORDS.sub(" ", text).split())
