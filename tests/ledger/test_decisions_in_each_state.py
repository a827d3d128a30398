"""Each decision in each state of a meeting: which are accepted, each of them often."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import get_args

from statplan.holds import Role
from statplan.ledger import DecisionRequest
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import DecisionKind
from statplan.schedule.model import TimeSlot
from tests.support.histories import Histories
from tests.support.plans import answers, monthly
from tests.support.sampling import count_examples

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
# What is accepted of a meeting in each state; "due" is one whose date is today or past.
ACCEPTED: dict[str, set[DecisionKind]] = {
    "planned": {"bump", "cancel", "move", "release"},
    "due": {"bump", "cancel", "move", "held", "release", "restore"},
    "moved": {"bump", "cancel", "move", "release", "restore"},
    "released": {"cancel", "move", "restore"},
    "bumped": {"cancel", "move", "restore"},
    "bumped and due": {"cancel", "move", "held", "restore"},
    "cancelled": {"bump", "move", "restore"},
    "cancelled after a bump": {"bump", "move", "restore"},
    "held": {"release", "restore"},
}
PAIRS = [(state, kind) for state, kinds in ACCEPTED.items() for kind in sorted(kinds)]
FLOOR = 10
STEPS = 180
OFTEN_ACCEPTED = 0.8


def name_state(meeting: MeetingState, today_or_past: bool) -> str:
    history = meeting.history
    if history.is_held:
        return "held"
    if history.active_role is None:
        return "cancelled after a bump" if history.last_role is Role.BACKUP else "cancelled"
    if history.active_role is Role.BACKUP:
        return "bumped and due" if today_or_past else "bumped"
    if today_or_past:
        return "due"
    if history.is_released:
        return "released"
    return "moved" if history.primary != history.planned_slot else "planned"


def list_meetings(year: Histories) -> dict[str, list[MeetingState]]:
    """The meetings around today, by their state."""
    context = year.year()
    by_state: dict[str, list[MeetingState]] = {}
    for each in context.build_state(year.ledger).meeting_states:
        slot = each.history.slot
        day = (slot or each.history.primary).day
        if abs((day - context.as_of).days) < 60 and each.is_shown:
            state = name_state(each, day <= context.as_of)
            by_state.setdefault(state, []).append(each)
    return by_state


def find_slot(year: Histories, meeting: MeetingState, random: Random) -> TimeSlot | None:
    """A free slot to which a meeting could move."""
    context = year.year()
    state = context.build_state(year.ledger)
    bookings = state.collect_bookings(context.date_rules, left_out_key=meeting.key)
    was_bumped = meeting.history.last_role is Role.BACKUP
    after = max(context.as_of, meeting.history.primary.day) if was_bumped else context.as_of
    free = list(context.date_rules.iter_free_slots(meeting.meeting, after, None, bookings))
    backup = meeting.history.backup
    kept = None if was_bumped or meeting.history.is_released else backup
    before = [each for each in free if kept is None or each.day < kept.day]
    return random.choice(before[:6]) if before else None


def choose(
    meetings: list[MeetingState], kind: DecisionKind, year: Histories, random: Random
) -> MeetingState:
    """A meeting that has what a decision takes back or frees, if there is one."""
    today = year.year().as_of

    def fits(meeting: MeetingState) -> bool:
        if kind == "restore":
            return meeting.history.last_decision is not None
        backup = None if meeting.history.is_released else meeting.history.backup
        return kind not in {"held", "release"} or (backup is not None and backup.day >= today)

    return random.choice([each for each in meetings if fits(each)] or meetings)


def decide(
    year: Histories, counts: Counter[tuple[str, str]], asked: Counter[tuple[str, str]],
    random: Random,
) -> None:  # fmt: skip
    """Ask for a decision that was seldom accepted, and seldom asked for, in some state."""
    by_state = list_meetings(year)
    if not by_state:
        return
    pairs = [(state, kind) for state in by_state for kind in KINDS]
    if random.random() < OFTEN_ACCEPTED:
        pairs = [(state, kind) for state, kind in pairs if kind in ACCEPTED[state]]
        state, kind = min(pairs, key=lambda pair: (counts[pair] + asked[pair] / 3, random.random()))
    else:
        state, kind = random.choice(pairs)
    asked[state, kind] += 1
    meeting = choose(by_state[state], kind, year, random)
    slot = find_slot(year, meeting, random) if kind == "move" else None
    if kind == "move" and slot is None:
        return
    wish = DecisionRequest(
        kind, "because", slot.day if slot else None, slot.start_time if slot else None
    )
    if year.decide_about(meeting.key, wish):
        counts[state, kind] += 1


def live_years() -> Counter[tuple[str, str]]:
    """Live some years; how often each decision was accepted in each state."""
    counts: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for seed in range(count_examples(9, 40)):
        random = Random(seed)  # noqa: S311 - nothing secret
        year = Histories()
        lines = [
            monthly("blight", "second Thursday", backup={"after": 4, "within": 12}),
            {
                "id": "calls",
                "every": "week",
                "on": "Tuesday",
                "at": "13:00",
                "rotate": "subjects",
                "backup": {"after": 2},
            },
            monthly("money", "third Monday", at="15:00", room="Room B", backup={"after": 6}),
        ]
        year.begin(data=answers(*lines[: seed % 3 + 1]), months=4, back_ups="yes")
        year.now += timedelta(days=35)
        for step in range(STEPS):
            decide(year, counts, asked, random)
            if step % 60 == 59:
                assert year.publish()
            if step % 6 == 5:
                year.now += timedelta(days=random.choice((0, 1, 2, 5)))
        year.the_ledger_is_read_back()
    return counts


def test_each_decision_is_accepted_in_its_states_alone_and_often() -> None:
    counts = +live_years()
    assert set(counts) == set(PAIRS)
    assert {pair: count for pair, count in counts.items() if count < FLOOR} == {}
