"""Refusals to make a plan, and to search for places of meetings."""

import json
import sys
from typing import Any

from statplan.cli import init_dialogue
from statplan.cli.init_dialogue import run_dialogue
from statplan.cli.slots import command
from statplan.interview.prompt import Prompt
from statplan.interview.sources import InitOptions
from statplan.interview.steps import QuestionFilter
from statplan.plan import writer
from tests.support.drafts import DRAFT
from tests.support.remedy_cases import RemedyFolder
from tests.support.state_refusals import RefusalCase
from tests.support.year import PLAN


def change_plan_meanwhile(folder: RemedyFolder) -> None:
    """Change the plan while places are sought."""
    select = command.select_series

    def change_and_select(*words: Any, **names: Any) -> tuple[str, ...] | None:
        folder.edit("name: TestStat", "name: OtherStat")
        return select(*words, **names)

    folder.patch.setattr(command, "select_series", change_and_select)


def edit_wrongly(folder: RemedyFolder, text: str) -> None:
    """Let the writer of plans make another text of a plan."""
    folder.patch.setattr(writer, "edit_plan", lambda *_: text)


def close_every_day(folder: RemedyFolder) -> None:
    """Leave no time of the day for meetings."""
    folder.edit("  months: 4", "  months: 4\n  slots: {first: '08:00', last: '08:30'}")


def list_dates(folder: RemedyFolder) -> None:
    """List the dates of a series one by one."""
    folder.edit("every: month, on: third Tuesday", "dates: [2027-01-19, 2027-02-16]")


def occupy_february(folder: RemedyFolder) -> None:
    """Let somebody who must come be away for a month."""
    event = (
        "DTSTART;VALUE=DATE:20270201\nDTEND;VALUE=DATE:20270405\nUID:1\nDTSTAMP:20261201T000000Z"
    )
    lines = f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
    folder.write("busy/law.ics", lines)


def save_login_pages(folder: RemedyFolder) -> None:
    """Save pages to sign in where the calendars of those who must come should be."""
    for name in ("law", "mayor"):
        folder.write(f"busy/{name}.ics", "<!DOCTYPE html>\n<html>Sign in</html>\n")


def leave_interval_out(folder: RemedyFolder) -> None:
    """Leave undecided how often a series meets."""
    folder.edit('every: month, on: third Tuesday, at: "15:00", ', "")


class _Leaver:
    """A person who leaves at the first question, and sees what is shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show(self, text: str, style: str = "plain") -> None:
        del style
        self.shown.append(text)

    def ask(self, prompt: Prompt) -> object:
        if prompt.name == "resume":
            return "leave"
        raise EOFError


def leave_interview(folder: RemedyFolder) -> str:
    """Begin an interview, and leave it."""
    leaver = _Leaver()
    folder.patch.setattr(init_dialogue, "_choose_prompter", lambda **_: leaver)
    options = InitOptions(None, None, (), None, None, False)
    try:
        run_dialogue(folder.path, options, QuestionFilter(), plain=True)
    finally:
        sys.stderr.write(" ".join(leaver.shown))
    return ""


def leave_misfit(folder: RemedyFolder) -> None:
    """Leave a draft of a question that there is not."""
    wish = {"sections": [], "paths": ["frequency"], "skip_answered": False}
    folder.write(".statplan-draft.json", json.dumps({**DRAFT, "wish": wish}))


def render_wrongly(folder: RemedyFolder) -> None:
    """Let the writer of plans make something else."""
    folder.patch.setattr(writer, "render_plan", lambda _: "- a list\n")


CASES = (
    RefusalCase(
        "cli/init.build_plan_text",
        "init ../new --no-input --answers statplan.yaml --set program.organization=City",
        "1 problem found.",
        exit_code=1,
        prepare=render_wrongly,
    ),
    RefusalCase(
        "cli/init_dialogue._build_left_error",
        leave_interview,
        "left; nothing was written.",
        exit_code=130,
    ),
    RefusalCase(
        "cli/init_dialogue._build_left_error (2)",
        leave_interview,
        ("left; nothing was written. Your answers are kept in /plan/.statplan-draft.json"),
        "`statplan init /plan` goes on with them.",
        exit_code=130,
        prepare=lambda folder: folder.write(".statplan-draft.json", json.dumps(DRAFT)),
    ),
    RefusalCase(
        "cli/init_dialogue._check_draft",
        leave_interview,
        "There was a draft, but it does not fit the plan (frequency is no single question). "
        "It is now /plan/.statplan-draft.json.old.",
        exit_code=130,
        prepare=leave_misfit,
        is_error=False,
        changes=True,
    ),
    RefusalCase(
        "cli/init_dialogue.open_folder",
        leave_interview,
        "1 problem found.",
        exit_code=1,
        prepare=lambda folder: folder.write("statplan.yaml", "- a list\n"),
    ),
    RefusalCase(
        "cli/slots/command.select_series",
        "slots --series works2",
        "--series works2: the plan has no such series.",
        "Did you mean works?",
        exit_code=2,
    ),
    RefusalCase(
        "cli/slots/command.make_nothing_error (2)",
        "slots",
        "there is nothing to place: every series has its weekday and its time.",
        "`--series ID` or `--all` looks for better ones.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/slots/plan_update.write_answer",
        "slots --series works --apply 99",
        "--apply 99: there are 10 answers.",
        "Write a number from 1 to 10.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/slots/command.make_nothing_error",
        "slots",
        "there is nothing to place (works: the plan does not say how often it meets).",
        "Say how often it meets: every: month.",
        exit_code=2,
        prepare=leave_interval_out,
    ),
    RefusalCase(
        "cli/slots/command.make_nothing_error",
        "slots --series works",
        (
            "there is nothing to place (works: none of the allowed days and hours is one "
            "on which it may stand)."
        ),
        "Widen days, first and last of frequency.slots.",
        exit_code=2,
        prepare=close_every_day,
    ),
    RefusalCase(
        "cli/slots/command.make_nothing_error",
        "slots --series works",
        "there is nothing to place (works: its dates are listed one by one).",
        "Place these meetings yourself, in the plan.",
        exit_code=2,
        prepare=list_dates,
    ),
    RefusalCase(
        "cli/slots/command.run_search",
        "slots --series blight",
        "",
        exit_code=1,
        prepare=occupy_february,
    ),
    RefusalCase(
        "cli/slots/assumed_free.refuse_unknown",
        "slots --series blight",
        (
            'busy/mayor.ics: Mayor (Jo "Secret" Smith): this is a web page, probably a page to '
            "sign in, not a calendar."
        ),
        "Sign in, and save the calendar again.",
        exit_code=2,
        prepare=save_login_pages,
        is_error=False,
    ),
    RefusalCase(
        "cli/slots/assumed_free.refuse_unknown (2)",
        "slots --series blight",
        (
            'the meetings need Mayor (Jo "Secret" Smith) and City Attorney, whose calendars are '
            "not known."
        ),
        "Save the calendars again. Or count them as free: `statplan slots "
        "--series blight --take-as-free mayor --take-as-free law`",
        exit_code=2,
        prepare=save_login_pages,
    ),
    RefusalCase(
        "cli/slots/assumed_free._build_name_error",
        "slots --series blight --take-as-free lwa",
        "--take-as-free lwa: no person or room of the plan is called like this.",
        "Did you mean law?",
        exit_code=2,
        prepare=save_login_pages,
    ),
    RefusalCase(
        "cli/slots/plan_update.write_answer (2)",
        "slots --series works --apply 1",
        "/plan/statplan.yaml was changed while places were sought.",
        "Run it again.",
        prepare=change_plan_meanwhile,
        changes=True,
    ),
    RefusalCase(
        "cli/slots/plan_update.write_answer (3)",
        "slots --series works --apply 1",
        "1 problem found.",
        exit_code=1,
        prepare=lambda folder: edit_wrongly(folder, "- a list\n"),
    ),
    RefusalCase(
        "cli/slots/plan_update.write_answer (4)",
        "slots --series works --apply 1",
        "/plan/statplan.yaml is laid out so that it cannot be changed in place.",
        "Run this again without --apply, and write the answer into the plan yourself.",
        exit_code=1,
        prepare=lambda folder: edit_wrongly(folder, PLAN),
    ),
)
