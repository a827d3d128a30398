"""What a command does not import: the guard of its start-up time, without a clock."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from statplan.cli.app import app
from tests.support.sampling import sample

COMMANDS = sorted(
    each.name or each.callback.__name__ for each in app.registered_commands if each.callback
)
DEMO = Path(__file__).parent.parent / "examples" / "demo-answers.yaml"
INIT = ("init", "--like", "new-orleans", "--no-input", "--answers", str(DEMO), "--year", "2027")

PROMPTS = frozenset({"questionary", "prompt_toolkit"})
WRITERS = frozenset({"rich", "icalendar", "dateutil", "jinja2", "ruamel"})
READERS = frozenset({"pydantic", "yaml"})
HOLIDAYS = frozenset({"holidays"})
LOOKUP = HOLIDAYS | {"dateutil"}  # where a country is stated: which days the library has
LOCKS = frozenset({"filelock"})
SEARCH = {
    f"statplan.slots.{name}" for name in ("local_search", "build_problem", "assignment", "apply")
}
SOLVER = frozenset({"highspy", "numpy"})
PAPER = frozenset({"typst", "docx", "lxml", "xlsxwriter", "fontpkg_public_sans"})
HEAVY = PROMPTS | WRITERS | READERS | HOLIDAYS | LOCKS | SOLVER | PAPER

PROGRAM = """
import json, os, sys
from contextlib import redirect_stdout
{smuggled}
from statplan.cli.app import main
found = []
with open(os.devnull, "w", encoding="utf-8") as nowhere:
    for words in json.loads(sys.argv[1]):
        sys.argv = ["statplan", *words]
        with redirect_stdout(nowhere):
            try:
                main()
            except SystemExit as left:
                assert not left.code, words
        found.append(sorted(sys.modules))
print(json.dumps(found))
"""

Command = tuple[str, ...]


def imported(*words: str | Path, smuggled: str = "") -> set[str]:
    """The packages that a run of the command line has imported by its end."""
    return packages(modules(*words, smuggled=smuggled))


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def modules(*words: str | Path, smuggled: str = "") -> set[str]:
    """The modules that a run of the command line has imported by its end."""
    command = tuple(map(str, words))
    return modules_after_each(command, smuggled=smuggled)[command]


@cache
def modules_after_each(*commands: Command, smuggled: str = "") -> dict[Command, set[str]]:
    """The modules that are imported after each of some commands, which run one after the other.

    What is not there after the last one was imported by none of them.
    """
    program = PROGRAM.format(smuggled=smuggled)
    words = [sys.executable, "-c", program, json.dumps(commands)]
    run = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    return {command: set(each) for command, each in zip(commands, found, strict=True)}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with its holidays listed, as `init` writes it."""
    folder = tmp_path_factory.mktemp("startup") / "plan"
    imported(*INIT[:1], folder, *INIT[1:])
    assert "listed:" in (folder / "statplan.yaml").read_text(encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--version",), ("--help",)])
def test_a_word_about_the_program_needs_no_library(words: tuple[str, ...]) -> None:
    found = imported(*words)
    assert "statplan" in found
    assert not found & HEAVY


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_needs_no_library(command: str) -> None:
    pages = modules_after_each(*((each, "--help") for each in COMMANDS))
    found = packages(pages[command, "--help"])
    assert "statplan" in found
    assert not found & HEAVY


REVIEWS = ((), *(("-f", form) for form in ("concise", "json", "github", "sarif", "junit")))
VIEWS = (
    ("show",), ("diff",), ("status",), ("log",), ("charter", "-f", "md"),
    ("calendar", "-f", "csv"), ("calendar", "-f", "json"), ("calendar", "-f", "svg"),
)  # fmt: skip


def of_plan(words: Command, plan: Path) -> Command:
    """A command about a plan."""
    name, *flags = words
    return (name, *(["--plan"] if name == "log" else []), str(plan), *flags)


@pytest.mark.slow
@pytest.mark.parametrize("flags", REVIEWS)
def test_a_check_needs_the_model_and_the_parser_alone(flags: Command, plan: Path) -> None:
    every = [of_plan(("check", *each), plan) for each in REVIEWS]
    found = modules_after_each(*every)[of_plan(("check", *flags), plan)]
    assert packages(found) & HEAVY - LOOKUP == READERS
    assert "statplan.advice" in found
    assert not found & SEARCH


@pytest.mark.slow
def test_a_check_looks_no_holidays_up_where_no_country_is_stated(
    plan: Path, tmp_path: Path
) -> None:
    text = (plan / "statplan.yaml").read_text(encoding="utf-8")
    (tmp_path / "statplan.yaml").write_text(text.replace("    country: US\n", ""), encoding="utf-8")
    assert text.count("    country: US\n") == 1
    assert not imported("check", tmp_path) & LOOKUP


@pytest.mark.slow
@pytest.mark.parametrize("words", VIEWS)
def test_a_look_at_a_plan_needs_the_same_without_the_rules(words: Command, plan: Path) -> None:
    found = modules_after_each(*(of_plan(each, plan) for each in VIEWS))[of_plan(words, plan)]
    assert packages(found) & HEAVY == READERS
    assert "statplan.advice" not in found
    assert not found & SEARCH


@pytest.mark.slow
def test_a_calendar_needs_the_calendar_library_alone(plan: Path) -> None:
    found = modules("calendar", plan)
    assert packages(found) & HEAVY - {"dateutil"} == READERS | {"icalendar"}  # it imports dateutil
    assert "statplan.advice" not in found
    assert not found & SEARCH


@pytest.mark.slow
def test_a_site_needs_the_calendar_library_and_the_template_language(
    plan: Path, tmp_path: Path
) -> None:
    text = (plan / "statplan.yaml").read_text(encoding="utf-8")
    public = tmp_path / "statplan.yaml"
    public.write_text(text.replace("publishes: [slides]", "publishes: [schedule]"), "utf-8")
    found = imported("site", public, "-o", tmp_path / "www") & HEAVY
    assert found - {"dateutil"} == READERS | {"icalendar", "jinja2"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "form", "libraries"),
    sample([
        ("charter", "html", {"jinja2"}),
        ("charter", "pdf", {"typst", "fontpkg_public_sans"}),
        ("charter", "docx", {"docx", "lxml", "typst", "fontpkg_public_sans"}),
        ("calendar", "xlsx", {"xlsxwriter"}),
        ("calendar", "pdf", {"typst", "fontpkg_public_sans"}),
    ], 2),
)  # fmt: skip
def test_paper_needs_the_library_of_its_format_alone(
    plan: Path, tmp_path: Path, command: str, form: str, libraries: set[str]
) -> None:
    words = (command, plan, "-f", form, "-o", tmp_path / f"out.{form}")
    assert imported(*words) & HEAVY - LOCKS == READERS | libraries


@pytest.mark.slow
def test_a_search_for_slots_on_a_pipe_needs_the_reader_of_calendars_besides(plan: Path) -> None:
    words = ("slots", plan, "--all", "--budget", "3")
    assert "statplan.slots.local_search" in modules(*words)
    assert imported(*words) & HEAVY - {"dateutil"} == READERS | {"icalendar"}


@pytest.mark.slow
def test_a_record_needs_the_same(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1830000000")  # in the last days of 2027
    path = tmp_path / "notes.md"
    words = ("notes", "blight/2027-12", "--plan", plan, "-o", path)
    assert imported(*words) & HEAVY == READERS
    path.write_text(path.read_text("utf-8") + "\nWe met.\n", "utf-8")
    assert imported("redact", path, "--plan", plan) & HEAVY == READERS


@pytest.mark.slow
def test_the_next_year_needs_the_holidays_and_the_editor_of_plans(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1829000000")  # in December 2027
    found = imported("next-year", plan, "--dry-run") & HEAVY
    assert found - {"dateutil"} == READERS | HOLIDAYS | {"ruamel"}
    assert not imported("next-year", plan, "--year", "2027") & (HOLIDAYS | {"dateutil"})


@pytest.mark.slow
def test_a_decision_needs_a_lock_besides(plan: Path) -> None:
    words = ("cancel", "blight/2027-12", "--plan", plan)
    assert imported(*words, "--dry-run") & HEAVY == READERS
    assert imported(*words) & HEAVY == READERS | LOCKS


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HEAVY))
def test_the_guard_sees_what_is_smuggled_in(name: str) -> None:
    every = "\n".join(f"import {each}" for each in sorted({*HEAVY, "ruamel.yaml"}))
    assert name in imported("--version", smuggled=every) & HEAVY
