"""What a decision means for a meeting, whether it is possible, and what is recorded of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice

from statplan.errors import StatplanError
from statplan.holds import GONE, Role, State
from statplan.ledger.records import Decision, Kind, Ledger
from statplan.ledger.settling import Settled, Standing, Year
from statplan.plan.english import clock, listing, sentence, short_day
from statplan.schedule import Stand

_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; `day` and `at` are where a meeting is to be moved."""

    kind: Kind
    reason: str = ""
    day: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a wish: the ledger after it, and the meeting before and after.

    `noted` says why nothing had to be done; it is empty where something was.
    """

    ledger: Ledger
    before: Standing
    after: Standing
    noted: str = ""


def said(stand: Stand) -> str:
    """A date and its time: "Thu Mar 11, 2027, 8:00 a.m."."""
    return f"{short_day(stand.day)}, {clock(stand.at)}"


def decide(year: Year, ledger: Ledger, key: str, wish: Wish, now: datetime) -> Outcome:
    """Decide something about a meeting.

    Asking for what is already so changes nothing.

    Args:
        year: what it is judged by.
        ledger: what was decided before.
        key: the meeting's key.
        wish: what is asked for.
        now: the moment, in UTC.

    Raises:
        StatplanError: exit code 4; it is not possible, with the reason and what would be.
    """
    settled = year.settled(ledger)
    judge = _Judge(year, settled, settled.by_key()[key])
    found = judge.rule(wish)
    if isinstance(found, str):
        return Outcome(ledger, judge.standing, judge.standing, found)
    latest = ledger.last_moment()
    decision = Decision(key, wish.kind, max(now, latest or now), found.to, wish.reason)
    after = replace(ledger, serial=ledger.serial + 1, decisions=(*ledger.decisions, decision))
    return Outcome(after, judge.standing, year.settled(after).by_key()[key])


@dataclass(frozen=True, slots=True)
class _Yes:
    """It is possible; `to` is the date that is recorded with it."""

    to: Stand | None = None


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges wishes about one meeting."""

    year: Year
    settled: Settled
    standing: Standing

    def rule(self, wish: Wish) -> _Yes | str:
        """Yes, or in words why there is nothing to do."""
        course = self.standing.course
        if course.held and wish.kind in {"bump", "cancel", "move"}:
            raise self._no(
                f"it took place on {said(course.stand or course.primary)}, as was recorded.",
                f"If that was a mistake: `statplan restore {self.standing.key}`.",
            )
        match wish.kind:
            case "bump":
                return self._bump()
            case "cancel":
                return _Yes() if course.stands else "It is cancelled already."
            case "restore":
                return self._restore()
            case "move":
                return self._move(wish)
            case "held":
                return self._held()
            case "release":
                return self._release()

    def _no(self, fact: str, hint: str) -> StatplanError:
        return StatplanError(f"{self.standing.key}: {sentence(fact)}", hint=hint, exit_code=4)

    def _why_not(self, stand: Stand) -> str | None:
        ground, meeting = self.year.ground, self.standing.meeting
        taken = self.settled.taken(ground, without=self.standing.key)
        return ground.why_not(stand, ground.needs(meeting), taken)

    def _bump(self) -> _Yes | str:
        course, states = self.standing.course, self.standing.states
        if course.stands is Role.BACKUP and course.backup:
            place = sentence(f"It was bumped already, and stands on {said(course.backup)}")
            return f"{place} If that date is lost too: {self._offer()}"
        backup = course.backup
        if backup is None or course.released:
            no = self.standing.meeting.backup
            why = getattr(no, "why", "") or "it was released"
            raise self._no(f"it has no back-up date: {why}.", self._offer())
        why_not = self._why_not(backup) if states.get(Role.BACKUP) in GONE else None
        if why_not:
            raise self._no(f"its back-up date {said(backup)} is gone: {why_not}.", self._offer())
        return _Yes(backup)

    def _offer(self) -> str:
        """The next dates that would do, checked as a back-up is."""
        course, ground = self.standing.course, self.year.ground
        after = max(course.primary.day, self.year.day)
        if course.stands is Role.BACKUP and course.backup:
            after = max(after, course.backup.day)
        following = self.settled.after(self.standing)
        before = following.day if following else None
        taken = self.settled.taken(ground, without=self.standing.key)
        meeting = self.standing.meeting
        found = list(islice(ground.fitting(meeting, after, before, taken), _OFFERED))
        if not found:
            return "no day before the series' next meeting would do; cancel it, or change the plan."
        days = listing((f"{each.day} at {each.at:%H:%M}" for each in found), "or")
        return f"these dates would do: {days}; `statplan move {self.standing.key} --to DATE`."

    def _restore(self) -> _Yes | str:
        course = self.standing.course
        if course.last is None or course.last.kind == "restore":
            return "It stands as planned; there is nothing to restore."
        planned = course.planned
        why = self._why_not(planned) if planned.day >= self.year.day else None
        if why:
            hint = f"Free that place, or give it another: `statplan move {self.standing.key} --to`."
            raise self._no(f"it cannot go back to {said(planned)}: {why}.", hint)
        return _Yes()

    def _move(self, wish: Wish) -> _Yes | str:
        course, key = self.standing.course, self.standing.key
        now = course.stand or (course.backup if course.stood is Role.BACKUP else course.primary)
        now = now or course.primary
        to = Stand(wish.day or now.day, wish.at or now.at, now.minutes)
        if to == course.stand:
            return f"It stands on {said(to)} already."
        backup = self._kept_backup()
        if backup and to.day >= backup.day:
            raise self._no(
                f"{said(to)} does not come before its back-up date {said(backup)}",
                f"`statplan bump {key}` takes the back-up; `statplan release {key}` frees it.",
            )
        if course.stood is Role.BACKUP and to.day <= course.primary.day:
            raise self._no(
                f"{said(to)} does not come after {said(course.primary)}, which it was bumped from.",
                f"`statplan restore {key}` first, and then move it.",
            )
        why = self._why_not(to)
        if why:
            raise self._no(f"it cannot stand on {said(to)}: {why}.", self._sentence(self._offer()))
        return _Yes(to)

    def _kept_backup(self) -> Stand | None:
        """The back-up that is kept, or will be again when a cancelled meeting comes back."""
        course = self.standing.course
        if course.stood is Role.BACKUP or course.released:
            return None
        return course.backup

    @staticmethod
    def _sentence(text: str) -> str:
        return text[0].upper() + text[1:]

    def _held(self) -> _Yes | str:
        course = self.standing.course
        if course.held:
            return "It is recorded as held already."
        if course.stand is None:
            hint = f"If it took place all the same: `statplan restore {self.standing.key}` first."
            raise self._no("it is cancelled, and so cannot have taken place.", hint)
        if course.stand.day > self.year.day:
            raise self._no(
                f"it lies ahead, on {said(course.stand)}", "Say `held` once it has taken place."
            )
        return _Yes(course.stand)

    def _release(self) -> _Yes | str:
        course, states = self.standing.course, self.standing.states
        if course.backup is None:
            return "It has no back-up date to release."
        if course.stands is Role.BACKUP:
            hint = f"`statplan cancel {self.standing.key}` calls the meeting off."
            fact = (
                f"it was bumped, so no backup date is kept; it takes place on {said(course.backup)}"
            )
            raise self._no(fact, hint)
        if states.get(Role.BACKUP) is not State.TENTATIVE:
            return "Its back-up date is free already."
        if course.backup.day < self.year.day:
            return f"Its back-up date {said(course.backup)} is over."
        return _Yes()
