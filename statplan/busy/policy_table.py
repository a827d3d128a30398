"""The table `policy.csv`: what the entries of single calendars, and of all others, count for."""

from dataclasses import replace
from typing import get_args

from statplan.busy.content_lines import CalendarFault
from statplan.busy.csv_table import normalize_word, read_cells
from statplan.busy.owners import NOBODY, Owners
from statplan.busy.policy import Policies, Policy, Treatment
from statplan.plan.model import Plan
from statplan.schedule.bookings import Resource

_POLICY_COLUMNS = {
    "who": ("who", "person", "room", "calendar", "email"),
    "busy": ("busy",),
    "tentative": ("tentative",),
    "away": ("away", "out of office"),
    "all_day": ("all day",),
}
_EVERYBODY = ("", "*", "all", "everybody")
_TREATMENTS = {normalize_word(treatment): treatment for treatment in get_args(Treatment)}


def read_policies(
    content: bytes, plan: Plan, default_policy: Policy
) -> tuple[Policies, list[CalendarFault]]:
    """Read the table `policy.csv`: a line for each calendar, and one with `*` for all others.

    An empty cell leaves what holds for all. What cannot be read changes nothing and is named.

    Args:
        content: the table.
        plan: says who there is.
        default_policy: what holds where the table says nothing.
    """
    owners, fact = Owners(plan), "the first line names no column who."
    rows, end_fault = read_cells(content, _POLICY_COLUMNS, {"who"}, fact)
    faults = [end_fault] if end_fault else []
    general_policy, policies_by_owner = default_policy, dict[Resource, Policy]()
    for _, cells in (row for row in rows if row[1].get("who", "") in _EVERYBODY):
        general_policy = replace(general_policy, **_read_treatments(cells))
    for line, cells in rows:
        faults += (
            CalendarFault(line, f"{name.replace('_', ' ')} is none of {', '.join(_TREATMENTS)}.")
            for name, word in cells.items()
            if name != "who" and word and normalize_word(word) not in _TREATMENTS
        )
        if cells.get("who", "") in _EVERYBODY:
            continue
        owner = owners.find_owner((cells["who"],))
        if owner is None:
            faults.append(CalendarFault(line, f"{NOBODY}."))
        else:
            policies_by_owner[owner.resource] = replace(
                policies_by_owner.get(owner.resource, general_policy), **_read_treatments(cells)
            )
    return Policies(general_policy, policies_by_owner), faults


def _read_treatments(cells: dict[str, str]) -> dict[str, Treatment]:
    return {
        name: _TREATMENTS[normalize_word(word)]
        for name, word in cells.items()
        if name != "who" and normalize_word(word) in _TREATMENTS
    }
