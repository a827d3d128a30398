"""A plan that is published again and again, as it is edited in between."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from statplan.calendars.build_calendar import desired_entries
from statplan.ledger import (
    Changes,
    DecisionRequest,
    Ledger,
    compare_entries,
    record_decision,
    record_publish,
)
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import DecisionKind
from statplan.ledger.year_records import build_planned_year
from statplan.ledger.year_state import DecisionContext, build_decision_context
from statplan.plan import Plan
from statplan.schedule import Schedule, make_schedule
from tests.support.plans import LINEAGE, Answers, answers


@dataclass
class PublishedPlan:
    """A plan with one ledger, and a clock that moves on with each step."""

    data: Answers
    ledger: Ledger = field(default_factory=lambda: Ledger(LINEAGE))
    now: datetime = datetime(2026, 12, 10, 12, tzinfo=UTC)

    @classmethod
    def of(cls, *series: Answers, **frequency: object) -> "PublishedPlan":
        life = cls(answers(*series, **frequency))
        life.publish()
        return life

    @property
    def plan(self) -> Plan:
        return Plan.model_validate(self.data)

    def schedule(self) -> Schedule:
        made = make_schedule(self.plan, collect_published_facts(self.ledger))
        assert made.problems == ()
        return made

    def context(self) -> DecisionContext:
        return build_decision_context(self.plan, self.schedule(), self.today)

    @property
    def today(self) -> date:
        return self.now.date()

    def edit(self, **changes: object) -> None:
        """Change answers of the first series; None takes one out."""
        series = self.data["frequency"]["series"][0]
        series |= changes
        for key in [key for key, answer in changes.items() if answer is None]:
            del series[key]

    def decide(self, key: str, kind: DecisionKind, day: date | None = None) -> None:
        self.now += timedelta(hours=1)
        request = DecisionRequest(kind, "because", day)
        self.ledger = record_decision(self.context(), self.ledger, key, request, self.now).ledger

    def publish(self) -> Changes:
        self.now += timedelta(hours=1)
        context = self.context()
        state = context.build_state(self.ledger)
        assert state.problems == ()
        wanted = list(desired_entries(self.plan, state, context.date_rules))
        changes = compare_entries(self.ledger, wanted, self.today)
        planned_year = build_planned_year(self.plan, context.schedule, self.today)
        self.ledger = record_publish(self.ledger, changes, self.now, planned_year=planned_year)
        assert self.schedule() == context.schedule
        return changes

    def list_primaries(self) -> dict[str, date]:
        """The day of each meeting that calendars have, by its key."""
        return {
            row.meeting: row.start.date()
            for row in self.ledger.issued
            if row.role == "primary" and row.is_live
        }

    def list_uids(self) -> dict[date, str]:
        """The UID of each meeting that calendars have, by its day."""
        return {
            row.start.date(): row.uid
            for row in self.ledger.issued
            if row.role == "primary" and row.is_live
        }

    def list_numbers(self) -> dict[str, int | None]:
        return {str(each.key): each.number for each in self.schedule().meetings}
