"""Checks of the groups of a series that has one meeting for each department or topic."""

from collections.abc import Iterator

from statplan.plan import lookup
from statplan.plan.error_messages import AnswerFault
from statplan.plan.member_rhythms import GroupRhythm
from statplan.plan.model import Plan
from statplan.plan.paths import AnswerPath
from statplan.plan.recurrence_checks import check_for_each_days, check_working_weekdays
from statplan.plan.series import Series
from statplan.plan.time_types import is_past_midnight


def find_group_faults(plan: Plan) -> Iterator[AnswerFault]:
    """Find groups of a series without for_each, and groups that share a member or have none."""
    for index, series in enumerate(plan.frequency.series or ()):
        path: AnswerPath = ("frequency", "series", index, "groups")
        if series.groups and not series.for_each:
            fact = "groups belong to a series with for_each."
            remedy = "Write for_each: departments, or take groups out."
            yield AnswerFault(path, fact, remedy, missing_keys=("for_each",))
        else:
            yield from _check_groups(plan, series, path)


def _check_groups(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    seen_ids: set[str] = set()
    for index, group in enumerate(series.groups or ()):
        group_path = (*path, index)
        yield from _check_members(plan, series, group, group_path, seen_ids)
        seen_ids.update(group.of)
        if group.on:
            yield from check_for_each_days(series, group.on, (*group_path, "on"))
            yield from check_working_weekdays(plan, group.on, (*group_path, "on"))
        yield from _check_end_times(group, series.minutes or plan.frequency.minutes, group_path)


def _check_members(
    plan: Plan, series: Series, group: GroupRhythm, path: AnswerPath, seen_ids: set[str]
) -> Iterator[AnswerFault]:
    list_name = series.for_each or "departments"
    member_ids = lookup.list_ids(plan, list_name)
    names_by_id = lookup.index_names(plan)
    if not group.of:
        remedy = f"Name some {list_name}, or take the group out."
        yield AnswerFault((*path, "of"), "the group is empty.", remedy)
    for number, member_id in enumerate(group.of):
        member_path = (*path, "of", number)
        if member_ids and member_id in names_by_id and member_id not in member_ids:
            fact = f"there is no series for {member_id}: it is one for each of the {list_name}."
            yield AnswerFault(member_path, fact, f"Write one of those, as in {member_ids[0]}.")
        if member_id in seen_ids:
            yield AnswerFault(member_path, f"{member_id} is in two groups.", "Keep it in one.")
        elif member_id in group.of[:number]:
            yield AnswerFault(member_path, f"{member_id} is named twice.", "Name it once.")


def _check_end_times(group: GroupRhythm, minutes: int, path: AnswerPath) -> Iterator[AnswerFault]:
    times = [(group.at, (*path, "at"))]
    times += [
        (start_time, (*path, "times", number))
        for number, start_time in enumerate(group.times or ())
    ]
    for start_time, time_path in times:
        if start_time and is_past_midnight(start_time, minutes):
            fact = f"a meeting of {minutes} minutes from {start_time:%H:%M} ends after midnight."
            yield AnswerFault(time_path, fact, "Start earlier or make it shorter.")
