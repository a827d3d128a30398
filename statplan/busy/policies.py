"""The policy of single calendars, from a table beside them: who, busy, tentative, away, all day."""

from dataclasses import replace
from typing import get_args

from statplan.busy.lines import Fault
from statplan.busy.owners import Owners
from statplan.busy.policy import Policies, Policy, Treatment
from statplan.busy.table import Table, fold
from statplan.plan import Plan
from statplan.schedule.taken import Resource

_KINDS = {"busy": ("busy",), "tentative": ("tentative",), "away": ("away", "out of office")}
_COLUMNS = {
    "who": ("who", "person", "room", "calendar", "email"),
    **_KINDS,
    "all_day": ("all day",),
}
_ALL = ("", "*", "all", "everybody")
_TREATMENTS = {fold(each): each for each in get_args(Treatment)}


def read_policies(data: bytes, plan: Plan, usual: Policy) -> tuple[Policies, list[Fault]]:
    """Read the table `policy.csv`: a line for each calendar, and one with `*` for all others.

    An empty cell leaves what holds for all. What cannot be read changes nothing and is named.

    Args:
        data: the table.
        plan: says who there is.
        usual: what holds where the table says nothing.
    """
    table, owners = Table(data, _COLUMNS), Owners(plan)
    lines = list(table)
    faults = table.faults
    if "who" not in table.columns:
        return Policies(usual), [Fault(1, "the first line names no column who.")]
    most, single = usual, dict[Resource, Policy]()
    for _, cells in (each for each in lines if each[1].get("who", "") in _ALL):
        most = replace(most, **_said(cells))
    for line, cells in lines:
        faults += (
            Fault(line, f"{name.replace('_', ' ')} is none of {', '.join(_TREATMENTS)}.")
            for name, word in cells.items()
            if name != "who" and word and fold(word) not in _TREATMENTS
        )
        if cells.get("who", "") in _ALL:
            continue
        owner = owners.find((cells["who"],))
        if owner is None:
            faults.append(Fault(line, "no person or room of the plan is called like this."))
        else:
            single[owner.need] = replace(single.get(owner.need, most), **_said(cells))
    return Policies(most, single), faults


def _said(cells: dict[str, str]) -> dict[str, Treatment]:
    return {
        name: _TREATMENTS[fold(word)]
        for name, word in cells.items()
        if name != "who" and fold(word) in _TREATMENTS
    }
