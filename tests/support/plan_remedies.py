"""The commands that are offered by messages about plans, answers, slots, and records."""

from collections.abc import Mapping

from statplan.cli import init_dialogue
from statplan.cli.slots.interview_offer import _make_offer_prompt
from statplan.interview.prompt import Prompt
from statplan.interview.steps import build_start_prompt
from statplan.records.record_files import ClearedCopy, MarkedNotes, read_notes
from tests.support.commands import run
from tests.support.marked_notes import HEAD
from tests.support.person import SMALL, interviewed
from tests.support.records import PUBLICITY
from tests.support.remedy_cases import RemedyCase, RemedyFolder, do_nothing, publish
from tests.support.year import PLAN

FRESH = (
    "fresh --no-input --set program.name=TestStat --set program.timezone=America/Chicago "
    "--set program.organization=Test --set "
    "'frequency.series=[{id: stat, every: month, on: second Thursday, at: \"08:00\"}]'"
)
NOTES, COPY = "records/blight-2027-03-notes.md", "records/blight-2027-03-notes.public.md"
UNDECIDED = "    - {id: open, every: month, name: Open, required: [law]}\n"


class Typist:
    """A person at a terminal, who types some answers, and Enter elsewhere."""

    def __init__(self, replies: Mapping[str, str], leave_after: int = 1000) -> None:
        self.replies = replies
        self.left = leave_after
        self.shown: list[str] = []

    def show(self, text: str, style: str = "plain") -> None:
        del style
        self.shown.append(text)

    def ask(self, prompt: Prompt) -> object:
        self.left -= 1
        if self.left < 0:
            raise EOFError
        return self.replies.get(prompt.name, prompt.current)


def sit_down(folder: RemedyFolder, typist: Typist) -> None:
    """Let somebody sit at the terminal."""
    folder.patch.setattr(init_dialogue, "_choose_prompter", lambda **_: typist)


def drop_first_day(folder: RemedyFolder) -> None:
    """Leave the first day out, with busy calendars beside the plan."""
    folder.edit("  first_day: 2027-01-01\n", "")
    folder.write("busy/table.csv", "who,start,end,kind\nmayor,2027-07-01,2027-07-16,away\n")
    sit_down(folder, Typist({"frequency.first_day": "2027-01-01"}))


def drop_first_day_of_open_series(folder: RemedyFolder) -> None:
    """Leave the first day out, with a series whose weekday and time are undecided."""
    drop_first_day(folder)
    open_series(folder)


def drop_lineage(folder: RemedyFolder) -> None:
    """Leave out what says which ledger belongs to the plan."""
    folder.edit("lineage: 6f1c2b1e-0000-4000-8000-000000000001\n", "")


def misspell_lineage(folder: RemedyFolder) -> None:
    """Write something that is not a lineage."""
    folder.edit("6f1c2b1e-0000-4000-8000-000000000001", "ours")


def empty_plan(folder: RemedyFolder) -> None:
    """Leave an empty file in place of the plan."""
    folder.write("statplan.yaml", "")


def remove_plan(folder: RemedyFolder) -> None:
    """Take the plan away."""
    (folder.path / "statplan.yaml").unlink()


def move_plan_below(folder: RemedyFolder) -> None:
    """Put the plan into a folder below."""
    remove_plan(folder)
    folder.write("my office/statplan.yaml", PLAN)


def misname_plan_above(folder: RemedyFolder) -> None:
    """Give the plan another name, and go into a folder below."""
    remove_plan(folder)
    folder.write("Statplan.yml", PLAN)
    folder.write("below/empty", "")
    folder.patch.chdir(folder.path / "below")


def edit_schema(folder: RemedyFolder) -> None:
    """Put a schema of somebody's own where a plan is made."""
    folder.write("fresh/statplan.schema.json", '{"title": "mine"}\n')


def leave_interview(folder: RemedyFolder) -> str:
    """Begin an interview, answer some questions, and leave."""
    sit_down(folder, Typist({"program.name": "LeftStat"}, leave_after=6))
    _, out, err = run("init", "fresh")
    return out + err


def return_to_interview(folder: RemedyFolder) -> None:
    """Sit down again, and leave at the first question."""
    sit_down(folder, Typist({}, leave_after=0))


def open_series(folder: RemedyFolder) -> None:
    """Add a series whose weekday and time are undecided."""
    folder.edit("  series:\n", f"  series:\n{UNDECIDED}")


def open_series_of_published(folder: RemedyFolder) -> None:
    """Publish, and then add such a series."""
    publish(folder)
    open_series(folder)


def add_broken_calendar(folder: RemedyFolder) -> None:
    """Put a file that is no calendar among the calendars."""
    folder.write("busy/table.csv", "who,start,end,kind\nmayor,2027-07-01,2027-07-16,away\n")
    folder.write("busy/notes.txt", "hello")


def promise_notes(folder: RemedyFolder) -> None:
    """Promise notes to the public, and write those of one meeting."""
    folder.write("statplan.yaml", PLAN.partition("publicity:")[0] + PUBLICITY)
    folder.type("notes blight/2027-03")
    append_line(folder, NOTES)
    folder.clock("2027-05-20T12:00")


def write_early(folder: RemedyFolder, *decisions: str) -> None:
    """Write notes of a meeting that has not taken place."""
    promise_notes(folder)
    folder.clock("2027-03-11T12:00" if decisions else "2027-03-10T12:00")
    folder.type(*decisions)


def clear_empty_notes(folder: RemedyFolder) -> None:
    """Put a copy beside notes in which nothing is written, as if they were cleared."""
    promise_notes(folder)
    text = f"{HEAD}## Decisions\n"
    marked = read_notes(text)
    assert isinstance(marked, MarkedNotes)
    copy = ClearedCopy(marked.kind, marked.meeting, marked.digest, "## Decisions\n")
    folder.write(NOTES, text)
    folder.write(COPY, copy.render_file())


def miss_promise(folder: RemedyFolder) -> None:
    """Let the day pass on which the notes of a meeting were to be published."""
    promise_notes(folder)
    folder.type("publish --yes", "held blight/2027-03")


def miss_action_list(folder: RemedyFolder) -> None:
    """Let the day pass on which the action list of a meeting was to be published."""
    miss_promise(folder)
    folder.edit("[schedule, notes, action list]", "[schedule, action list]")


def clear_late(folder: RemedyFolder) -> None:
    """Make the public copy of some notes after its day, and do not publish it."""
    miss_promise(folder)
    folder.type(f"redact {NOTES}")


def clear_notes(folder: RemedyFolder) -> None:
    """Make the public copy of some notes."""
    promise_notes(folder)
    folder.type(f"redact {NOTES}")


def leave_copy_unread(folder: RemedyFolder) -> None:
    """Ask for a second reader, and make a public copy that nobody has read."""
    clear_notes(folder)
    folder.edit("    within_days: 10\n", "    within_days: 10\n    second_reader: true\n")


def name_person(folder: RemedyFolder) -> None:
    """Name a person in notes."""
    promise_notes(folder)
    path = folder.path / NOTES
    path.write_text(path.read_text("utf-8") + "Then Maria Lopez complained.\n", encoding="utf-8")


def edit_copy(folder: RemedyFolder) -> None:
    """Change a public copy by hand."""
    clear_notes(folder)
    append_line(folder, COPY)


def break_notes(folder: RemedyFolder) -> None:
    """Write in the head of notes after their public copy was made."""
    clear_notes(folder)
    path = folder.path / NOTES
    path.write_text(path.read_text("utf-8").replace("id: ", "author: me\nid: ", 1), "utf-8")


def edit_notes(folder: RemedyFolder) -> None:
    """Change notes after their public copy was made."""
    clear_notes(folder)
    append_line(folder, NOTES)


def append_line(folder: RemedyFolder, name: str) -> bool:
    """Add a line to a file, and return that it was added."""
    path = folder.path / name
    folder.write(name, path.read_text("utf-8") + "\nOne more line.\n")
    return path.exists()


def behead_notes(folder: RemedyFolder) -> None:
    """Write notes that do not begin as a template does."""
    promise_notes(folder)
    folder.write("records/loose.md", "Forty lots were mown.\n")


def save_slides(folder: RemedyFolder) -> None:
    """Put slides where notes should be."""
    promise_notes(folder)
    folder.write("records/slides.md", "%PDF-1.7\n")


def show_start_prompt(folder: RemedyFolder) -> str:
    """Return the help on the first question of the interview."""
    del folder
    return build_start_prompt().help


def show_depth_prompt(folder: RemedyFolder) -> str:
    """Return the reason that the interview gives with its question how much to ask."""
    _, script = interviewed({"depth": "essential", **SMALL})
    del folder
    return next(prompt.why for prompt in script.asked if prompt.name == "depth")


def save_login_page(folder: RemedyFolder) -> None:
    """Save a page to sign in where the calendar of somebody who must come should be."""
    folder.write("cal/law.ics", "<!DOCTYPE html>\n<html>Sign in</html>\n")
    folder.write("cal/mayor.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")


def show_slots_offer(folder: RemedyFolder) -> str:
    """Return the choices where the interview offers to look for slots."""
    del folder
    return "\n".join(choice.title for choice in _make_offer_prompt(["Open"]).choices)


def come_to_april(folder: RemedyFolder) -> None:
    """Let it be April, near the end of the year of the plan."""
    folder.clock("2027-04-10T12:00")


def publish_and_come_to_april(folder: RemedyFolder) -> None:
    """Publish the year, and let it be April."""
    publish(folder)
    come_to_april(folder)


def plan_whole_year(folder: RemedyFolder) -> None:
    """Let the year of the plan have twelve months, of which one is over."""
    folder.clock("2027-02-01T12:00")
    folder.edit("months: 4", "months: 12")


CASES = (
    RemedyCase(
        "schedule/next_year.find_year_turn init",
        "next-year",
        drop_first_day,
        is_mended=True,
    ),
    RemedyCase(
        "schedule/next_year.find_year_turn next-year",
        "next-year --year 2031",
        come_to_april,
        more={"next-year": "--yes"},
    ),
    RemedyCase(
        "schedule/next_year._refuse_early_turn next-year",
        "next-year",
        plan_whole_year,
        more={"next-year": "--yes"},
    ),
    RemedyCase("cli/next_year._confirm next-year", "next-year", come_to_april, is_mended=True),
    RemedyCase("cli/next_year._name_next_step diff", "next-year --yes", publish_and_come_to_april),
    RemedyCase("cli/next_year._name_next_step show", "next-year --yes", come_to_april),
    RemedyCase("advice/rule_selection._check_code explain", "check --select QQ", do_nothing),
    RemedyCase(
        "busy/window._create_missing_error init",
        "check --busy busy",
        drop_first_day,
        is_mended=True,
    ),
    RemedyCase(
        "slots/build_problem.make_problem init",
        "slots",
        drop_first_day_of_open_series,
        is_mended=True,
    ),
    RemedyCase(
        "calendars/build_calendar._require_identity init",
        "calendar",
        drop_lineage,
        more={"init": FRESH},
        after="calendar fresh -f json",
    ),
    RemedyCase(
        "workspace/workspace._read_workspace init",
        "status",
        drop_lineage,
        more={"init": FRESH},
        after="status fresh",
    ),
    RemedyCase(
        "plan/error_messages._explain_limit init", "check", misspell_lineage, more={"init": FRESH}
    ),
    RemedyCase(
        "plan/yaml_reader.(module) init",
        "check .",
        empty_plan,
        follow=remove_plan,
        more={"init": FRESH.removeprefix("fresh ")},
        is_mended=True,
    ),
    RemedyCase(
        "workspace/files.find_plan init",
        "show fresh",
        lambda folder: folder.write("fresh/notes.txt", ""),
        more={"init": FRESH.removeprefix("fresh ")},
        is_mended=True,
    ),
    RemedyCase(
        "workspace/files.find_plan init check",
        "check",
        remove_plan,
        fill={"FOLDER": "other"},
        more={"init": FRESH.removeprefix("fresh ")},
        follow=lambda folder: folder.write("other/statplan.yaml", PLAN),
    ),
    RemedyCase(
        "workspace/files.read_file init",
        "init other --no-input --answers fresh/statplan.yaml",
        do_nothing,
        more={"init": FRESH},
        is_mended=True,
    ),
    RemedyCase("workspace/files.suggest_plan_files check", "check", move_plan_below),
    RemedyCase("workspace/files.suggest_plan_files check (2)", "check", misname_plan_above),
    RemedyCase(
        "plan/answers._make_unknown_path_error explain",
        "init fresh --no-input --set zzz.qqq=1",
        do_nothing,
    ),
    RemedyCase("cli/explain.run_explain explain explain", "explain", do_nothing),
    RemedyCase("cli/explain._build_unknown_error explain", "explain qqqqqq", do_nothing),
    RemedyCase(
        "interview/steps._build_depth_prompt init",
        show_depth_prompt,
        do_nothing,
        more={"init": FRESH},
    ),
    RemedyCase(
        "interview/steps.build_start_prompt systems",
        show_start_prompt,
        do_nothing,
        fill={"KEY": "new-orleans"},
    ),
    RemedyCase(
        "cli/init.write_plan_files schema",
        f"init {FRESH}",
        edit_schema,
        check=lambda folder: (
            '"mine"' not in (folder.path / "fresh/statplan.schema.json").read_text("utf-8")
        ),
    ),
    RemedyCase("cli/init.write_plan_files show build", f"init {FRESH}", do_nothing),
    RemedyCase(
        "cli/init_dialogue._build_left_error init",
        leave_interview,
        do_nothing,
        follow=return_to_interview,
        exit_code=130,
    ),
    RemedyCase(
        "cli/slots/text._describe_next_steps slots",
        "slots --budget 0",
        open_series,
        fill={"N": "1"},
        check=lambda folder: UNDECIDED not in (folder.path / "statplan.yaml").read_text("utf-8"),
    ),
    RemedyCase(
        "cli/slots/assumed_free.refuse_unknown slots",
        "slots --series works --busy cal",
        save_login_page,
        check=lambda folder: (folder.path / "cal/mayor.ics").exists(),
    ),
    RemedyCase("cli/slots/plan_update._report_outcome show", "slots --apply 1", open_series),
    RemedyCase(
        "cli/slots/plan_update._report_outcome diff", "slots --apply 1", open_series_of_published
    ),
    RemedyCase("cli/slots/interview_offer._make_offer_prompt slots", show_slots_offer, open_series),
    RemedyCase("cli/week_grid.render_week check", "show --people --busy busy", add_broken_calendar),
    RemedyCase("cli/record_status._list_late redact", "status", miss_promise),
    RemedyCase("cli/record_status._list_late notes", "status", miss_action_list),
    RemedyCase(
        "cli/record_status.list_sections publish",
        "status",
        clear_late,
        more={"publish": "--yes"},
        is_mended=True,
    ),
    RemedyCase(
        "cli/notes.run_notes redact",
        "notes blight/2027-02",
        promise_notes,
        follow=lambda folder: append_line(folder, "records/blight-2027-02-notes.md"),
    ),
    RemedyCase(
        "records/early_records._find_problem restore",
        f"redact {NOTES}",
        lambda folder: write_early(folder, "cancel blight/2027-03"),
        after=f"redact {NOTES}",
        is_mended=True,
    ),
    RemedyCase(
        "records/early_records._find_problem move",
        f"redact {NOTES}",
        write_early,
        fill={"DATE": "2027-03-10"},
        after=f"redact {NOTES}",
        is_mended=True,
    ),
    RemedyCase(
        "records/early_records._find_problem restore (2)",
        f"redact {NOTES}",
        lambda folder: write_early(folder, "bump blight/2027-03"),
        after=f"redact {NOTES}",
        is_mended=True,
    ),
    RemedyCase(
        "records/clearance._find_objection redact (3)",
        "status",
        clear_empty_notes,
        follow=lambda folder: append_line(folder, NOTES),
        is_mended=True,
    ),
    RemedyCase(
        "records/clearance._describe_missing_notes redact", "status", break_notes, exit_code=1
    ),
    RemedyCase(
        "records/clearance._find_objection redact",
        "status",
        edit_copy,
        is_mended=True,
    ),
    RemedyCase(
        "records/clearance._find_objection redact (2)",
        "status",
        edit_notes,
        is_mended=True,
    ),
    RemedyCase(
        "records/clearance._ask_for_reader redact",
        "status",
        leave_copy_unread,
        fill={"JOB_TITLE": "Clerk"},
        is_mended=True,
    ),
    RemedyCase(
        "cli/redact._refuse_early_reader redact",
        f"redact {NOTES} --reader Clerk",
        promise_notes,
        after=f"redact {NOTES} --reader Clerk",
        is_mended=True,
    ),
    RemedyCase(
        "cli/redact._report_reading redact",
        f"redact {NOTES}",
        leave_copy_unread,
        fill={"JOB_TITLE": "Clerk"},
        is_mended=True,
    ),
    RemedyCase("records/personal_data._ask redact", f"redact {NOTES}", name_person, is_mended=True),
    RemedyCase(
        "records/front_matter.(module) notes",
        "redact records/loose.md",
        behead_notes,
        fill={"MEETING": "blight/2027-02"},
        check=lambda folder: append_line(folder, "records/blight-2027-02-notes.md"),
        after="redact records/blight-2027-02-notes.md",
    ),
    RemedyCase(
        "cli/redact._read_text notes",
        "redact records/slides.md",
        save_slides,
        fill={"MEETING": "blight/2027-02"},
        check=lambda folder: append_line(folder, "records/blight-2027-02-notes.md"),
        after="redact records/blight-2027-02-notes.md",
    ),
)
