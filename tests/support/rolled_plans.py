"""A published plan that goes on into its next year, as `next-year` writes it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from statplan.calendars.build_calendar import desired_entries
from statplan.errors import StatplanError
from statplan.holds import State
from statplan.ledger import Changes, compare_entries
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import DecisionKind
from statplan.plan.loader import parse_plan
from statplan.plan.writer import edit_plan, render_plan
from statplan.schedule import make_schedule
from statplan.schedule.next_year import find_year_turn, plan_next_year
from tests.support.plans import Answers, monthly
from tests.support.published_plans import PublishedPlan
from tests.support.schedule_plans import draw_schedule_plan, take_out_unused_dates

NEAR = 50  # days from the turn of the year
PREPARATION = {"data_due": 10, "memo_hours": 48, "follow_up_days": 2, "responses_due": 5}


@dataclass
class RolledPlan(PublishedPlan):
    """A plan with its ledger, which goes through the turn of its year."""

    def wait_until(self, day: date) -> None:
        self.now = datetime.combine(day, time(15), UTC)

    def roll(self) -> bool:
        """Write the next year into the plan; False where it is there already."""
        schedule = make_schedule(self.plan)
        next_year = (schedule.last + timedelta(days=1)).year
        turn = find_year_turn(self.plan, schedule, self.today, next_year)
        if turn is None:
            return False
        edits = plan_next_year(self.plan, schedule, turn).edits
        text = edit_plan(render_plan(self.data), {edit.path: edit.answer for edit in edits})
        loaded = parse_plan(text)
        assert not loaded.problems, loaded.problems
        self.data = loaded.answers
        return True

    def can_roll(self) -> bool:
        """Write the next year; False for a plan that has none, or in which dates collide."""
        try:
            self.roll()
        except StatplanError:
            return False
        return not self.has_problems()

    def compare(self) -> Changes:
        """Return what a publish would change."""
        context = self.context()
        state = context.build_state(self.ledger)
        assert state.problems == ()
        wanted = list(desired_entries(self.plan, state, context.date_rules))
        return compare_entries(self.ledger, wanted, self.today)

    def state(self, key: str) -> MeetingState:
        return self.context().build_state(self.ledger).index_by_key()[key]

    def has_problems(self) -> bool:
        """Whether the plan has a problem, or is in conflict with what was decided."""
        if make_schedule(self.plan, collect_published_facts(self.ledger)).problems:
            return True
        return bool(self.context().build_state(self.ledger).problems)

    def try_to_decide(self, kind: DecisionKind, which: int, near: date) -> None:
        """Decide about one of the meetings near a day, if that can be."""
        states = self.context().build_state(self.ledger).meeting_states
        keys = [state.key for state in states if abs((state.meeting.slot.day - near).days) <= NEAR]
        if not keys:
            return
        day = near + timedelta(days=which % 40 - 20) if kind == "move" else None
        before = self.ledger
        try:
            self.decide(keys[which % len(keys)], kind, day)
        except StatplanError:
            self.ledger = before


def draw_rolled_plan(seed: int, *, is_numbered: bool = True) -> RolledPlan:
    """Draw a plan of which a year can be published, and publish it before it begins."""
    made: Answers = draw_schedule_plan(seed)
    frequency = made["frequency"]
    frequency["preparation"] = PREPARATION
    for series in frequency["series"]:
        if not is_numbered:
            series.pop("number_from", None)
        elif "number_from" in series:
            series["number_from"] = min(series["number_from"], 9000)  # which the next year passes
    take_out_unused_dates(made)
    life = RolledPlan(made)
    while frequency["series"][1:] and make_schedule(life.plan).problems:
        frequency["series"].pop()
    if make_schedule(life.plan).problems:
        frequency["series"] = [monthly()]
        take_out_unused_dates(made)
    life.wait_until(date.fromisoformat(str(frequency["first_day"])) - timedelta(days=20))
    life.publish()
    return life


def list_late_changes(changes: Changes) -> list[str]:
    """List what changes besides additions, and backup dates that had to be released."""
    freed = {each.new.meeting for each in changes.differences if each.kind == "release"}
    return [
        f"{each.kind} {each.new.meeting} {each.new.role}"
        for each in changes.differences
        if each.kind != "add"
        and (each.kind, each.new.state) != ("release", State.RELEASED)
        and (each.kind, each.new.meeting in freed) != ("text", True)
        and (each.kind, each.new.role) not in {("people", "reserve"), ("restore", "reserve")}
    ]
