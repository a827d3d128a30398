"""Rules about what meetings examine: subjects, operations, and where two meetings overlap."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list


@rule("SP301", "warning", "S1")
def focus_not_in_the_calendar(context: RuleContext) -> Iterator[Remark]:
    """The calendar examines something else than the plan says.

    What it checks: `focus.kind` against what the series examine: subjects, departments or both.
    Why it matters: the focus decides who must be in the room.
    What to do: change the kind, or what the series examine.
    Example: StateStat's focus was both: a monthly meeting for each agency, and quarterly topics.
    """
    kind = context.plan.focus.kind
    if kind is None:
        yield Unstated("focus.kind")
    subjects = any(examined_id not in context.departments for examined_id in context.turns)
    departments = any(examined_id in context.departments for examined_id in context.turns)
    if kind == "operations" and subjects:
        yield Finding("focus.kind", "The focus is operations, and meetings examine subjects.")
    if kind in ("subject", "place") and departments and not subjects:
        fact = f"The focus is {kind}, and every meeting examines a department."
        yield Finding("focus.kind", fact)
    if kind == "both" and subjects and not departments:
        yield Finding("focus.kind", "The focus is both, and no meeting examines a department.")
    if kind == "both" and departments and not subjects and not context.subjects:
        yield Unstated("focus.subjects")


@rule("SP302", "note", "S1", "G-HOST")
def subject_never_up(context: RuleContext) -> Iterator[Remark]:
    """A subject is on the list, and no meeting of the year examines it.

    What it checks: every subject against the meetings of the year, once some of them examine one.
    Why it matters: a subject that has no meeting is not followed up.
    What to do: put it into a series or a rotation, or take it off the list.
    Example: KCStat gave each of its six areas a month in turn.
    """
    if not context.subjects:
        yield Unstated("focus.subjects")
    for index, subject in enumerate(context.subjects.values() if context.turns else ()):
        if subject.id not in context.turns:
            path = f"focus.subjects[{index}].name"
            yield Finding(path, f"No meeting of this calendar examines {subject.name}.")


@rule("SP307", "note", "S1")
def subject_of_one_department(context: RuleContext) -> Iterator[Remark]:
    """A subject belongs to a single department.

    What it checks: the owner of each subject and the departments that share it.
    Why it matters: subjects earn their own meeting where several departments have to act together.
    What to do: add the departments that have a part in it, or examine it when its department is up.
    Example: StateStat's quarterly topics brought together every agency with a part in them.
    """
    open_owner = open_departments = False
    for index, subject in enumerate(context.subjects.values()):
        path = f"focus.subjects[{index}]"
        if subject.owner is None and not open_owner:
            open_owner = True
            yield Unstated(f"{path}.owner")
        if not subject.departments:
            if not open_departments:
                yield Unstated(f"{path}.departments")
            open_departments = True
            continue
        own = {subject.owner, *subject.departments} - {None}
        if len(own) == 1:
            fact = f"{subject.name} belongs to {context.names[subject.departments[0]]} alone."
            yield Finding(f"{path}.departments", fact)


@rule("SP312", "note", "NO-QOL", "ours")
def examined_in_two_series(context: RuleContext) -> Iterator[Remark]:
    """Two series examine the same subject or department.

    What it checks: every subject and department with turns in more than one series of the plan,
    unless `focus.out_of_scope` says what each leaves to the other.
    Why it matters: two meetings on one matter do the same work, or leave it to each other.
    What to do: take it out of one of them, or say under `out_of_scope` what each leaves out.
    Example: New Orleans' quality-of-life meeting left out what its other Stats examined.
    """
    if context.plan.focus.out_of_scope:
        return
    if len(context.series) > 1:
        yield Unstated("focus.out_of_scope")
    for examined_id, meetings in context.turns.items():
        if meetings is context.streams[meetings[0].key.series]:
            continue
        paths = list(dict.fromkeys(context.find_series_path(meeting) for meeting in meetings))
        if len(paths) > 1 and examined_id in context.names:
            titles = {
                path: context.name_series(series) for path, series in context.series_with_paths
            }
            where = format_list(titles[path] for path in paths)
            yield Finding(f"{paths[1]}.id", f"{context.names[examined_id]} is examined by {where}.")


@rule("SP317", "note", "G-ALIGN", "CAP07")
def no_operational_data(context: RuleContext) -> Iterator[Remark]:
    """Departments come up without a look at their people and money.

    What it checks: whether `focus.operational_data` is "no" where departments have turns.
    Why it matters: overtime, leave and vacancies show early where a department is under strain.
    What to do: take a few such figures, the same for every department, as a standing item.
    Example: overtime and absence were CitiStat's first subjects.
    """
    looked_at = context.plan.focus.operational_data
    if looked_at is None:
        yield Unstated("focus.operational_data")
    elif not looked_at and any(examined_id in context.departments for examined_id in context.turns):
        yield Finding("focus.operational_data", "Overtime, leave and the like are not looked at.")
