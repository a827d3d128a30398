"""What the rules, the search, documents, and the settings of a command refuse."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from statplan.busy.intervals import BusyTimes
from statplan.busy.window import build_window, find_home_zone
from statplan.documents import get_writer
from statplan.documents.svg import Drawing
from statplan.documents.typst_source import render_png
from statplan.interview.session import refuse_unfixable
from statplan.plan.answers import Answers
from statplan.plan.loader import parse_plan
from statplan.plan.model import Plan
from statplan.plan.time_values import make_weekday_rule
from statplan.plan.writer import edit_plan
from statplan.records.leak_check import refuse_leaks
from statplan.records.withheld_text import WithheldText
from statplan.schedule import TimeSlot, make_schedule
from statplan.slots import Pattern, PlacedMeeting, SearchAnswer, SeriesAnswer
from statplan.slots.apply import apply_answer
from statplan.slots.build_problem import make_problem
from statplan.slots.milp_solver import load_solver
from statplan.slots.preferences import Preferences
from statplan.slots.ranking import rank_patterns
from tests.support.plans import answers
from tests.support.refusal_cases import (
    Refusal,
    RefusalCase,
    build_plan_text,
    call,
    check_answers,
    make_plan,
    refuse_without,
    type_command,
)


def load(changes: str) -> Plan:
    """Return the fine plan with some answers."""
    plan = parse_plan(build_plan_text(changes)).plan
    assert plan
    return plan


def apply_to_july(*, start: time = time(8), rotate: list[str] | None = None, **july: Any) -> None:
    """Write an answer into a plan: second Thursdays, and the meeting of July as it is stated."""
    series = {"id": "stat", "every": "month", "rotate": rotate}
    data = {name: group for name, group in answers(series).items() if group}
    pattern = Pattern(make_weekday_rule((3,), 2), start)
    stated = {**series, "on": "second Thursday", "at": f"{time(8):%H:%M}"}
    meetings = [
        PlacedMeeting(meeting.key, meeting.slot, meeting.slot, None)
        for meeting in make_schedule(Plan.model_validate(answers(stated))).meetings
    ]
    meetings[6] = replace(meetings[6], **july)
    answer = SearchAnswer((SeriesAnswer("stat", pattern, tuple(meetings)),), 0, 0)
    apply_answer(Plan.model_validate(data), data, answer)


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
        Refusal("'program..name' is not a path.", "Write one as in leadership.attends."),
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
        "interview/session.refuse_unfixable",
        call(refuse_unfixable, Answers({"program": {"nam": "TestStat"}})),
        Refusal("1 problem found; nothing was written.", ""),
    ),
    RefusalCase(
        "systems/__init__.read_system",
        make_plan("--like", "kcstats"),
        Refusal(
            "no documented system is called 'kcstats'.",
            "Write one of new-orleans, kcstat, statestat, seastat, louiestat, "
            "chattadata, citistat, c-stat, somerstat, gmap.",
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
            "Copy the line from the file as `statplan init` wrote it; for a plan "
            "written by hand add `lineage:` with any UUID, and `created:` with the day.",
        ),
    ),
    RefusalCase(
        "calendars/build_calendar._require_identity",
        type_command("calendar", "lineage: null\ncreated: null"),
        Refusal(
            "the plan has no lineage and created: calendar entries would have no "
            "identity of their own.",
            "Copy the line from the file as `statplan init` wrote it; for a plan "
            "written by hand add `lineage:` with any UUID, and `created:` with the day.",
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
            "Take it out of the answers that are published, above all under publicity.",
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
            "Do what is said after each of them, then run this again.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "documents/typst_source.render_pdf",
        refuse_without("typst", type_command("charter -f pdf -o charter.pdf")),
        Refusal(
            "the library that writes a PDF is not installed.",
            'Install it with: pip install "statplan[pdf]"',
        ),
    ),
    RefusalCase(
        "documents/docx_package._load_library",
        refuse_without("docx", type_command("charter -f docx -o charter.docx")),
        Refusal(
            "the library that writes a Word file is not installed.",
            'Install it with: pip install "statplan[docx]"',
        ),
    ),
    RefusalCase(
        "documents/typst_source.render_png",
        refuse_without("typst", call(render_png, Drawing(10, 10))),
        Refusal(
            "the library that writes a figure in Word is not installed.",
            'Install it with: pip install "statplan[docx]"',
        ),
    ),
    RefusalCase(
        "slots/milp_solver.load_solver",
        refuse_without("highspy", call(load_solver)),
        Refusal(
            "a proof needs the solver HiGHS (highspy), which is not installed.",
            'Install it with: pip install "statplan[exact]"',
        ),
    ),
    RefusalCase(
        "plan/writer.edit_plan",
        call(
            edit_plan,
            '{statplan: 1, program: {purpose: "\\u0085x", name: A}}\n',
            {"program.organization": "City"},
        ),
        Refusal(
            "program.organization cannot be changed in this file without changing another answer.",
            "Change it in the file yourself.",
        ),
    ),
    RefusalCase(
        "slots/apply._check_turns",
        call(apply_to_july, slot=None, rotate=["works", "health"]),
        Refusal(
            "stat/2027-07 has no place, and everybody after it would move up in "
            "the turns. Nothing was changed.",
            "Give it a place first: more days or hours in frequency.slots, or fewer required.",
        ),
    ),
    RefusalCase(
        "slots/apply._make_refusal",
        call(apply_to_july, slot=TimeSlot(date(2027, 7, 10), time(8), 90), backup=None),
        Refusal(
            "the plan cannot say this answer.",
            "frequency.series[0].exceptions[6].day: TestStat (stat/2027-07) cannot "
            "stand on 2027-07-10: it is closed (Saturday). Choose another day, or "
            "take it out. Nothing was changed.",
        ),
    ),
    RefusalCase(
        "slots/apply._apply_changes",
        call(apply_to_july, start=time(23)),
        Refusal("the answer cannot be written into the plan. Nothing was changed.", ""),
    ),
)
