"""What the rules, the search, documents, and the settings of a command refuse."""

from statplan.busy.intervals import BusyTimes
from statplan.busy.window import build_window, find_home_zone
from statplan.documents import get_writer
from statplan.plan.loader import parse_plan
from statplan.plan.model import Plan
from statplan.records.leak_check import refuse_leaks
from statplan.records.withheld_text import WithheldText
from statplan.slots.build_problem import make_problem
from statplan.slots.preferences import Preferences
from statplan.slots.ranking import rank_patterns
from tests.support.refusal_cases import (
    Refusal,
    RefusalCase,
    build_plan_text,
    call,
    check_answers,
    make_plan,
    type_command,
)


def load(changes: str) -> Plan:
    """Return the fine plan with some answers."""
    plan = parse_plan(build_plan_text(changes)).plan
    assert plan
    return plan


CASES = (
    RefusalCase(
        "advice/engine._list_idle_silences",
        check_answers("advice: {silence: {SP504: We know.}}", "--select", "SP001"),
        Refusal(
            "SP504 has nothing to say about this plan.",
            "Take the line out of `advice.silence`, or mend the code.",
            path="advice.silence.SP504",
        ),
        exit_code=0,
    ),
    RefusalCase(
        "advice/engine._list_idle_silences",
        check_answers("advice: {silence: {SP010: We know.}}", "--select", "SP001"),
        Refusal(
            "SP010 cannot be silenced.",
            "Take the line out of `advice.silence`, or mend the code.",
            path="advice.silence.SP010",
        ),
        exit_code=0,
    ),
    RefusalCase(
        "advice/engine._list_idle_silences",
        check_answers("advice: {silence: {SP999: We know.}}", "--select", "SP001"),
        Refusal(
            "SP999 is no rule.",
            "Take the line out of `advice.silence`, or mend the code.",
            path="advice.silence.SP999",
        ),
        exit_code=0,
    ),
    RefusalCase(
        "advice/engine._list_unstated",
        check_answers("{}", "--select", "SP002"),
        Refusal(
            "Purpose: not stated.",
            "In a sentence or two, what are the meetings for?",
            path="program.purpose",
        ),
        exit_code=0,
        others=68,
    ),
    RefusalCase(
        "plan/answers._make_unknown_path_error",
        make_plan("--set", "program.name.first=Test"),
        Refusal("program.name.first is no question of the plan.", "Did you mean program.name?"),
        exit_code=2,
    ),
    RefusalCase(
        "plan/paths.split_path",
        make_plan("--set", "program..name=Test"),
        Refusal("'program..name' is no path.", "Write one as in leadership.attends."),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers._find_index",
        make_plan("--set", "participants.people[9].name=Test"),
        Refusal("participants.people[9].name: the list has 2 items.", "Write [2] to add one."),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers._find_index",
        make_plan("--set", "participants.people[mayer].name=Test"),
        Refusal("participants.people[mayer].name: there is no 'mayer'.", "Did you mean mayor?"),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers.resolve_path",
        make_plan("--set", "participants=None of them", "--set", "participants.people[0].name=Jo"),
        Refusal("participants.people[0].name: participants is no group.", "Give it whole."),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers._find_index",
        make_plan("--set", "participants.people=None", "--set", "participants.people[0].name=Jo"),
        Refusal(
            "participants.people[0].name: 'None' stands where a list should.",
            "Give the list whole.",
        ),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers._make_unknown_path_error",
        make_plan("--set", "program.nam=Test"),
        Refusal("program.nam is no question of the plan.", "Did you mean program.name?"),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers._make_unknown_path_error",
        make_plan("--set", "zzz.qqq=1"),
        Refusal("zzz.qqq is no question of the plan.", "See `statplan explain --all`."),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers.parse_setting",
        make_plan("--set", "program.name"),
        Refusal(
            "--set 'program.name' has no '='.", "Write it as in --set leadership.attends=every."
        ),
        exit_code=2,
    ),
    RefusalCase(
        "plan/answers.parse_setting",
        make_plan("--set", "=Test"),
        Refusal(
            "--set '=Test' names no question before its '='.",
            "Write it as in --set leadership.attends=every.",
        ),
        exit_code=2,
    ),
    RefusalCase(
        "systems/__init__.read_system",
        make_plan("--like", "kcstats"),
        Refusal(
            "no documented system is called 'kcstats'.",
            "Write one of new-orleans, kcstat, statestat, seastat, louiestat, chattadata, citistat, c-stat, somerstat, gmap.",
        ),
        exit_code=2,
    ),
    RefusalCase(
        "advice/rule_selection.parse_flags",
        type_command("check --select QQ"),
        Refusal("--select QQ: no code begins like that.", "See `statplan explain --all`."),
        exit_code=2,
    ),
    RefusalCase(
        "advice/rule_selection.parse_flags",
        type_command("check --ignore QQ"),
        Refusal("--ignore QQ: no code begins like that.", "See `statplan explain --all`."),
        exit_code=2,
    ),
    RefusalCase(
        "advice/rule_selection.parse_flags",
        type_command("check --select SP5O4"),
        Refusal("--select SP5O4: no code begins like that.", "Did you mean SP504?"),
        exit_code=2,
    ),
    RefusalCase(
        "calendars/audience.find_audience",
        type_command("calendar --for public", "publicity: {publishes: []}"),
        Refusal(
            "the plan does not publish the schedule, so there is no public calendar.",
            "Once that is decided, add schedule to publicity.publishes.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "calendars/audience.find_audience",
        type_command("calendar --for nobody"),
        Refusal(
            "there is no audience 'nobody'.",
            "Write one of: all, public, leadership, analyst, health, law, mayor, works.",
        ),
        exit_code=2,
    ),
    RefusalCase(
        "calendars/build_calendar._require_identity",
        type_command("calendar", "lineage: null"),
        Refusal(
            "the plan has no lineage: calendar entries would have no identity of their own.",
            "Copy the line from the file as `statplan init` wrote it; for a plan written by hand add `lineage:` with any UUID, and `created:` with the day.",
        ),
    ),
    RefusalCase(
        "calendars/build_calendar._require_identity",
        type_command("calendar", "lineage: null\ncreated: null"),
        Refusal(
            "the plan has no lineage and created: calendar entries would have no identity of their own.",
            "Copy the line from the file as `statplan init` wrote it; for a plan written by hand add `lineage:` with any UUID, and `created:` with the day.",
        ),
    ),
    RefusalCase(
        "slots/build_problem._select_series",
        call(lambda: make_problem(load("{}"), BusyTimes(), Preferences(), series_ids=["other"])),
        Refusal("the plan has no series 'other'.", "It has stat."),
    ),
    RefusalCase(
        "slots/build_problem.make_problem",
        type_command("slots", "frequency: {first_day: null, series: [{id: stat, at: null}]}"),
        Refusal(
            "frequency.first_day is not stated: there is no year in which to look.",
            "Answer it: `statplan init --ask frequency.first_day`.",
        ),
    ),
    RefusalCase(
        "slots/build_problem.make_problem",
        type_command(
            "slots", "program: {timezone: null}\nfrequency: {series: [{id: stat, at: null}]}"
        ),
        Refusal(
            "program.timezone is not stated: there is no year in which to look.",
            "Answer it: `statplan init --ask program.timezone`.",
        ),
    ),
    RefusalCase(
        "busy/window.find_home_zone",
        call(find_home_zone, load("program: {timezone: null}")),
        Refusal(
            "busy calendars cannot be read yet: program.timezone is not stated.",
            "Answer it: `statplan init --ask program.timezone`.",
        ),
    ),
    RefusalCase(
        "busy/window.build_window",
        call(build_window, load("frequency: {first_day: null}")),
        Refusal(
            "busy calendars cannot be read yet: frequency.first_day is not stated.",
            "Answer it: `statplan init --ask frequency.first_day`.",
        ),
    ),
    RefusalCase(
        "slots/ranking.rank_patterns",
        call(
            rank_patterns,
            make_problem(
                load("frequency: {series: [{id: stat, on: null, at: null}]}"),
                BusyTimes(),
                Preferences(),
            ),
            "other",
        ),
        Refusal("no place is sought for 'other'.", "Name one of these: stat."),
    ),
    RefusalCase(
        "documents/__init__.get_writer",
        call(get_writer, "rtf"),
        Refusal("There is no document format 'rtf'.", "Formats: md, html, docx, pdf."),
        exit_code=2,
    ),
    RefusalCase(
        "records/leak_check._describe_leak",
        call(
            refuse_leaks,
            {"public.html": b"one\nJo Smith\n"},
            [WithheldText("Jo Smith", "the name of the mayor")],
        ),
        Refusal(
            "it would hold what is withheld: the name of the mayor.",
            "Take it out of what the plan publishes.",
            line=2,
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/leak_check.refuse_leaks",
        call(
            refuse_leaks,
            {"public.html": b"one\nJo Smith\n"},
            [WithheldText("Jo Smith", "the name of the mayor")],
        ),
        Refusal(
            "1 place would make public what is withheld; nothing was written.",
            "Take it out of the answers that are published, above all under publicity.",
        ),
        exit_code=4,
    ),
)
