"""What a command does not import: the guard of its start-up time, without a clock."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from statplan.cli.app import app

COMMANDS = sorted(
    each.name or each.callback.__name__ for each in app.registered_commands if each.callback
)
DEMO = Path(__file__).parent.parent / "examples" / "demo-answers.yaml"
INIT = ("init", "--like", "new-orleans", "--no-input", "--answers", str(DEMO), "--year", "2027")

PROMPTS = frozenset({"questionary", "prompt_toolkit"})
WRITERS = frozenset({"rich", "icalendar", "dateutil", "jinja2", "ruamel"})
READERS = frozenset({"pydantic", "yaml"})
HOLIDAYS = frozenset({"holidays"})
LOCKS = frozenset({"filelock"})
SEARCH = {f"statplan.slots.{name}" for name in ("search", "posing", "state", "applying")}
SOLVER = frozenset({"highspy", "numpy"})
PAPER = frozenset({"typst", "docx", "lxml", "xlsxwriter", "fontpkg_public_sans"})
HEAVY = PROMPTS | WRITERS | READERS | HOLIDAYS | LOCKS | SOLVER | PAPER

PROGRAM = """
import sys
{smuggled}
from statplan.cli.app import main
try:
    main()
except SystemExit as left:
    code = left.code
sys.stdout.write("\\n" + " ".join(sys.modules))
sys.exit(code)
"""


HELP_PROGRAM = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
from statplan.cli.app import main
found = {}
for command in sys.argv[1:]:
    sys.argv = ["statplan", command, "--help"]
    with redirect_stdout(StringIO()) as shown:
        try:
            main()
        except SystemExit as left:
            assert not left.code, command
    assert "Usage: " in shown.getvalue(), command
    found[command] = sorted(sys.modules)
print(json.dumps(found))
"""


def imported(*words: str | Path, smuggled: str = "") -> set[str]:
    """The packages that a run of the command line has imported by its end."""
    return packages(modules(*words, smuggled=smuggled))


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


@cache
def modules_of_help() -> dict[str, set[str]]:
    """The modules that are imported once a command has shown its help, one command after another.

    A module that is missing after the last command was imported by none of them.
    """
    run = subprocess.run(
        [sys.executable, "-c", HELP_PROGRAM, *COMMANDS], capture_output=True, text=True, check=True
    )
    return {command: set(names) for command, names in json.loads(run.stdout).items()}


@cache
def modules(*words: str | Path, smuggled: str = "") -> set[str]:
    """The modules that a run of the command line has imported by its end."""
    program = PROGRAM.format(smuggled=smuggled)
    command = [sys.executable, "-c", program, *map(str, words)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("\n")[2].split())


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with its holidays listed, as `init` writes it."""
    folder = tmp_path_factory.mktemp("startup") / "plan"
    imported(*INIT[:1], folder, *INIT[1:])
    assert "listed:" in (folder / "statplan.yaml").read_text(encoding="utf-8")
    return folder


@pytest.mark.parametrize("words", [("--version",), ("--help",)])
def test_a_word_about_the_program_needs_no_library(words: tuple[str, ...]) -> None:
    found = imported(*words)
    assert "statplan" in found
    assert not found & HEAVY


@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_needs_no_library(command: str) -> None:
    found = packages(modules_of_help()[command])
    assert "statplan" in found
    assert not found & HEAVY


def test_a_check_needs_the_model_and_the_parser_alone(plan: Path) -> None:
    found = imported("check", plan)
    assert found & HEAVY == READERS


@pytest.mark.parametrize("command", ["show", "calendar", "charter"])
def test_no_other_command_knows_the_rules(command: str, plan: Path) -> None:
    assert "statplan.advice" in modules("check", plan)
    assert "statplan.advice" not in modules(command, plan)


@pytest.mark.parametrize("form", ["concise", "json", "github", "sarif", "junit"])
def test_no_format_of_a_review_needs_more(form: str, plan: Path) -> None:
    assert imported("check", plan, "-f", form) & HEAVY == READERS


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_table_needs_the_same(plan: Path, form: str) -> None:
    assert imported("calendar", plan, "-f", form) & HEAVY == READERS


def test_a_calendar_needs_the_calendar_library_alone(plan: Path) -> None:
    found = imported("calendar", plan) & HEAVY
    assert found - {"dateutil"} == READERS | {"icalendar"}  # which imports dateutil itself


def test_a_charter_in_markdown_needs_the_same(plan: Path) -> None:
    assert imported("charter", plan, "-f", "md") & HEAVY == READERS


def test_a_site_needs_the_calendar_library_and_the_template_language(
    plan: Path, tmp_path: Path
) -> None:
    text = (plan / "statplan.yaml").read_text(encoding="utf-8")
    public = tmp_path / "statplan.yaml"
    public.write_text(text.replace("publishes: [slides]", "publishes: [schedule]"), "utf-8")
    found = imported("site", public, "-o", tmp_path / "www") & HEAVY
    assert found - {"dateutil"} == READERS | {"icalendar", "jinja2"}


@pytest.mark.parametrize(
    ("command", "form", "libraries"),
    [
        ("charter", "html", {"jinja2"}),
        ("charter", "pdf", {"typst", "fontpkg_public_sans"}),
        ("charter", "docx", {"docx", "lxml", "typst", "fontpkg_public_sans"}),
        ("calendar", "xlsx", {"xlsxwriter"}),
        ("calendar", "pdf", {"typst", "fontpkg_public_sans"}),
        ("calendar", "svg", set()),
    ],
)
def test_paper_needs_the_library_of_its_format_alone(
    plan: Path, tmp_path: Path, command: str, form: str, libraries: set[str]
) -> None:
    words = (command, plan, "-f", form, "-o", tmp_path / f"out.{form}")
    assert imported(*words) & HEAVY - LOCKS == READERS | libraries


def test_a_year_on_a_pipe_needs_the_same(plan: Path) -> None:
    assert imported("show", plan) & HEAVY == READERS


def test_a_search_for_slots_on_a_pipe_needs_the_reader_of_calendars_besides(plan: Path) -> None:
    words = ("slots", plan, "--all", "--budget", "3")
    assert "statplan.slots.search" in modules(*words)
    assert imported(*words) & HEAVY - {"dateutil"} == READERS | {"icalendar"}


@pytest.mark.parametrize("command", ["check", "show", "calendar", "charter", "diff"])
def test_no_other_command_knows_the_search(command: str, plan: Path) -> None:
    found = modules(command, plan)
    assert not {each for each in found if each.startswith("statplan.slots.")} & SEARCH


@pytest.mark.parametrize("command", ["diff", "status", "log"])
def test_a_look_at_the_year_needs_the_same(plan: Path, command: str) -> None:
    place = ("--plan",) if command == "log" else ()
    assert imported(command, *place, plan) & HEAVY == READERS


def test_a_record_needs_the_same(plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    words = ("notes", "blight/2027-12", "--plan", plan, "-o", path)
    assert imported(*words) & HEAVY == READERS
    assert imported("redact", path, "--plan", plan) & HEAVY == READERS


def test_a_decision_needs_a_lock_besides(plan: Path) -> None:
    words = ("cancel", "blight/2027-12", "--plan", plan)
    assert imported(*words, "--dry-run") & HEAVY == READERS
    assert imported(*words) & HEAVY == READERS | LOCKS


@pytest.mark.parametrize("name", sorted(HEAVY))
def test_the_guard_sees_what_is_smuggled_in(name: str) -> None:
    every = "\n".join(f"import {each}" for each in sorted({*HEAVY, "ruamel.yaml"}))
    assert name in imported("--version", smuggled=every) & HEAVY
