"""What happens in the year of each frozen ledger: moments and commands, in order.

A moment is in UTC; the command runs in the folder of the plan, with the clock at that moment.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """An edit of the plan by hand: the first place with these words gets the new ones."""

    old: str
    new: str


Step = tuple[str, str | Edit]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A frozen plan, and the commands that make its ledger and its calendars."""

    plan: str
    steps: tuple[Step, ...]

    @property
    def last_moment(self) -> str:
        """The moment of the last step, a publish: the frozen calendars are true at it."""
        return self.steps[-1][0]


SCENARIOS = (
    Scenario(
        "c-stat",
        (
            ("2016-12-05T18:00", "publish --for analyst"),
            ("2017-01-04T23:30", "held c-stat/2017-W01"),
            ("2017-01-05T16:00", "bump c-stat/2017-W05 --reason 'Budget hearing'"),
            ("2017-01-05T16:05", "cancel c-stat/2017-W12 --reason 'Spring recess'"),
            ("2017-01-05T16:08", "release --held"),
            ("2017-01-05T16:10", "publish"),
            ("2017-01-12T16:05", "move c-stat/2017-W20 --to 2017-05-16 --at 09:30"),
            ("2017-01-12T16:10", "release c-stat/2017-W30 --reason 'Room is needed'"),
            ("2017-01-12T16:15", "publish"),
            ("2017-01-19T16:00", "restore c-stat/2017-W12 --reason 'Recess was moved'"),
            ("2017-01-19T16:05", "restore c-stat/2017-W05"),
            ("2017-01-19T16:10", "move c-stat/2017-W20 --to 2017-05-15"),
            ("2017-01-19T16:15", "cancel c-stat/2017-W40"),
            ("2017-01-19T16:20", "publish --for executive-director"),
            ("2017-02-02T16:00", "restore c-stat/2017-W30"),
            ("2017-02-02T16:05", "bump c-stat/2017-W08"),
            ("2017-02-02T16:10", "publish"),
        ),
    ),
    Scenario(
        "demo",
        (
            ("2026-12-12T18:00", "publish --for leadership --for analyst"),
            ("2026-12-14T18:00", "bump blight/2027-03 --reason Storm"),
            ("2026-12-14T18:05", "cancel contracting/2027-02 --reason 'No agenda'"),
            ("2026-12-14T18:10", "move revenue-and-cost/2027-04 --to 2027-04-21 --at 14:30"),
            ("2026-12-14T18:15", "publish --for finance-director"),
            # The plan itself changes: other times, and somebody who invites.
            ("2027-01-04T18:00", Edit("on: first Thursday", "on: first Wednesday")),
            (
                "2027-01-04T18:10",
                Edit(
                    "\nfrequency:\n",
                    "\nfrequency:\n  calendars: {organizer: performance-analyst}\n",
                ),
            ),
            ("2027-01-04T18:15", "publish --yes --invite"),
            ("2027-01-06T18:00", "held quality-of-life/2027-01"),
            ("2027-01-06T18:05", "release --held"),
            ("2027-01-08T18:00", "restore blight/2027-03 --reason 'The storm has passed'"),
            ("2027-01-08T18:05", "release blight/2027-05"),
            ("2027-01-08T18:15", "publish"),
            ("2027-01-11T18:00", "restore contracting/2027-02"),
            ("2027-01-11T18:05", "move contracting/2027-05 --to 2027-05-18"),
            ("2027-01-11T18:10", "publish --invite"),
        ),
    ),
    Scenario(
        "kcstat",
        (
            ("2013-12-03T18:00", "publish --for public --for analyst"),
            ("2013-12-10T18:00", "bump kcstat/2014-03 --reason Snow"),
            ("2013-12-10T18:05", "cancel kcstat/2014-05"),
            ("2013-12-10T18:10", "publish --for leadership"),
            ("2014-01-28T02:00", "held kcstat/2014-01"),
            ("2014-01-28T02:05", "release --held"),
            ("2014-01-29T18:05", "move kcstat/2014-04 --to 2014-04-23 --at 10:00"),
            ("2014-01-29T18:10", "release kcstat/2014-06"),
            ("2014-01-29T18:15", "publish"),
            ("2014-02-03T18:00", "restore kcstat/2014-05 --reason 'The room is free'"),
            ("2014-02-03T18:05", "restore kcstat/2014-03"),
            ("2014-02-03T18:10", "cancel kcstat/2014-08 --reason 'Summer recess'"),
            ("2014-02-03T18:15", "publish --for mayor"),
        ),
    ),
)
