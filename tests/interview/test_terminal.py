"""`statplan init` on a real pseudo-terminal: whole interviews, as a person sees them."""

import json
import re
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from statplan.interview import draft as interview_draft
from statplan.plan import Plan, loader
from statplan.plan.english import format_long_date, format_time
from statplan.schedule import make_schedule
from statplan.workspace.files import PLAN_FILE
from tests.support.commands import run
from tests.support.forked_python import run_program
from tests.support.sampling import sample
from tests.support.screen import (
    CTRL_C,
    CTRL_D,
    LARGE,
    SMALL,
    Asked,
    PlainlyAsked,
    StartsPython,
    flat,
)

DEPARTMENTS = ("Fire", "Police", "Public Works", "Health", "Parks & Recreation")
Starts = Callable[..., Asked]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Starts]:
    """Starts an interview with a prompter; it is ended with the test."""
    made: list[Asked] = []

    def start(kind: type[Asked], *flags: str, **more: object) -> Asked:
        made.append(kind(tmp_path, *flags, **more))  # type: ignore[arg-type]
        return made[-1]

    yield start
    for each in made:
        each.run.close()


def plan_in(folder: Path) -> Plan:
    found = loader.parse_plan((folder / PLAN_FILE).read_text(encoding="utf-8"))
    assert found.plan is not None, found.problems
    return found.plan


def of_the_program(person: Asked) -> None:
    person.pick("Begin like one of the systems", "None: a blank plan")
    person.pick("How much do you want to be asked?", "The essential questions")
    assert "1 of 6" in person.key("What is the program called?", "?")
    person.type("calls its program KCStat", "CitiStat")
    person.type("Which government is it for?", "City of Springfield")
    person.pick("What kind of government", "city")
    person.type("In which time zone", "Chicgo")
    person.type("Did you mean America/Chicago?")
    person.type("what are the meetings for?", "Find out why response takes long, and mend it.")
    person.pick("Which law, order, or memo", "Not decided yet")


def of_leadership_and_focus(person: Asked) -> None:
    person.pick("Who is the chief executive", "mayor")
    person.type("Which job title, or titles, should invitations use for the mayor?", "Mayor")
    person.type("And who else?")
    person.pick("Which meetings will the mayor attend?", "some")
    person.send_back("Who leads in the absence")
    person.pick("Which meetings will the mayor attend?", "some")
    person.key("Who leads in the absence", "<")
    person.type("Which meetings will the mayor attend?")  # what was replied stands there
    person.type("Who leads in the absence of the mayor?", "Chief of Staff")
    person.pick("May the designee give departments", "yes")
    person.pick("May the designee call departments", "yes")
    person.pick("Who runs the process", "Somebody else")
    person.type("Who, then?", "Director of Performance")
    person.pick("Will the same person run", "yes")
    person.pick("Which tone", "Not decided yet")
    person.pick("Do meetings examine", "operations")
    person.type("Which priorities", "Safer streets")
    person.type("By which measure", "Response time")
    person.type("What is the target?", "8 minutes")
    person.type("Priority 2")


def of_the_participants(person: Asked) -> None:
    person.type("Who takes part?", "Finance Director; City Attorney")
    person.paste("Which departments come before", *DEPARTMENTS)


def of_the_meetings(person: Asked) -> None:
    person.tick("Who sits on the panel", "Director of Performance", "Finance Director")
    person.tick("Who comes for a department", "head")
    person.tick("Who are the analysts?", "Director of Performance")
    person.key("What do departments gain", "/")
    shown = person.pick("Where to?", "6 of 6")
    assert "4 of 6." in shown
    assert "you are here" in shown
    person.key("Who may attend?", "/")
    person.pick("Where to?", "All answers")
    person.pick("Which one do you want to change?", "Back to the question that I came from")
    person.key("Who may attend?", "/")
    person.pick("Where to?", "5 of 6")
    person.pick("What does it examine?", "Departments take turns")
    person.type("How often does it meet?", "monthly, second Tuesday, 2 pm")
    person.pick("Is there another series?", "No")
    person.type("How many minutes", "60 minutes")
    person.type("In which room", "Room 5")
    person.type("Which country's public holidays", "US-MO")
    person.tick("On which holidays are the offices closed?")
    person.pick("Keep a back-up date", "yes")
    person.type("next year's schedule released?", "December 1, 2027")
    person.type("How many working days before the meeting", "10")
    person.type("How many hours before the meeting", "48")
    person.type("Within how many days after the meeting", "2")
    person.tick("What must the follow-up memo list?", "owner", "due date")
    person.pick("Does each meeting begin with what was promised", "yes")
    person.type("What is the standard agenda", "")
    person.pick("Who may attend?", "closed")
    person.tick("What is published?", "schedule", "notes")
    person.type("Who redacts before anything is published?", "")


def of_the_end(person: Asked) -> None:
    review = "Which one do you want to change?"
    first = person.pick(review, "Tone: not decided yet")
    assert "Which one do you want to change?" in first
    person.pick("Which tone", "problem-focused")
    again = person.pick(review, "Tone: problem-focused")
    assert "Principal attends: some" in again
    person.pick("Which tone", "no surprises")
    person.pick(review, "All is right")
    preview = person.put("Write it?")
    assert "To be written: " in preview
    assert "12 meetings" in preview
    assert "Not decided yet: Written basis" in preview
    person.pick("Write it?", "Yes, write it")


class Started(StartsPython, Asked):
    """The same, where the program itself is started."""


class PlainlyStarted(StartsPython, PlainlyAsked):
    """The same of the plain prompter."""


SCREENS = {"80x24": (Started, SMALL), "120x40": (Asked, LARGE), "plain": (PlainlyStarted, SMALL)}


@pytest.mark.slow
@pytest.mark.parametrize("screen", sample(SCREENS, 1))
def test_a_person_makes_a_plan_in_two_sittings(
    started: Starts, tmp_path: Path, screen: str
) -> None:
    kind, size = SCREENS[screen]
    flags = ["--plain"] if issubclass(kind, PlainlyAsked) else []
    person = started(kind, "--year", "2027", *flags, size=size)
    of_the_program(person)
    of_leadership_and_focus(person)
    of_the_participants(person)
    person.key("Who sits on the panel", CTRL_C)
    assert person.ends() == 130
    draft = tmp_path / interview_draft.DRAFT_FILE
    assert "Your answers are kept in" in flat(person.raw)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [interview_draft.DRAFT_FILE]

    person = started(kind, *flags, size=size)
    saved = json.loads(draft.read_text(encoding="utf-8"))["saved"]
    moment = datetime.fromisoformat(saved).astimezone()
    asked = (
        f"There is a draft of {format_long_date(moment.date())}, {format_time(moment.time())}, with"
    )
    person.pick(asked, "Go on where it was left")
    assert "4 of 6." in person.put("Who sits on the panel")
    of_the_meetings(person)
    of_the_end(person)
    assert person.ends() == 0
    assert f"wrote  {tmp_path / PLAN_FILE}"[:40] in person.raw
    assert not draft.exists()

    plan = plan_in(tmp_path)
    assert (plan.program.name, plan.program.timezone) == ("CitiStat", "America/Chicago")
    assert plan.leadership.tone == "no surprises"
    assert tuple(each.name for each in plan.participants.departments or ()) == DEPARTMENTS
    assert plan.participants.panel == ("director-of-performance", "finance-director")
    assert plan.publicity.publishes == ("schedule", "notes")
    meetings = make_schedule(plan).meetings
    assert len(meetings) == 12
    assert [each.subject for each in meetings[:2]] == ["Fire", "Police"]


@pytest.mark.slow
@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_who_cannot_have_a_screen_is_asked_in_lines(started: Starts, env: dict[str, str]) -> None:
    person = started(PlainlyStarted, **env)
    person.pick("Begin like one of the systems", "None")
    person.pick("How much do you want to be asked?", "The essential")
    person.type("What is the program called?", "CitiStat")
    person.key("Which government is it for?", CTRL_D)
    assert person.ends() == 130
    assert "\x1b" not in person.raw


COMMENT = "# The council asked for this on 3 May; see \u00a7 4.  (do not move)"


@pytest.fixture(scope="module")
def plan_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of a plan file with a comment that somebody wrote into it."""
    given = (
        "program.name=TestStat",
        "program.organization=City of Test",
        "program.timezone=America/Chicago",
        'frequency.series=[{id: stat, every: month, on: second Thursday, at: "08:00"}]',
        "leadership.tone=hot seat",
        "publicity.access=closed",
        "participants.people=[{id: cos, office: Chief of Staff}, {id: fin, office: Finance}]",
        "participants.departments=[{id: fire, name: Fire}, {id: police, name: Police}]",
    )
    flags = [f"--set={each}" for each in given]
    folder = tmp_path_factory.mktemp("plan")
    assert run("init", folder, "--no-input", "--year", "2027", *flags)[0] == 0
    text = (folder / PLAN_FILE).read_text(encoding="utf-8")
    commented = text.replace("  tone: hot seat\n", f"  tone: hot seat  {COMMENT}\n{COMMENT}\n")
    assert commented != text
    return commented


@pytest.fixture
def plan(plan_text: str, tmp_path: Path) -> Path:
    """A plan file with this text, in a folder of its own."""
    path = tmp_path / PLAN_FILE
    path.write_text(plan_text, encoding="utf-8")
    return path


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, where none is added or taken out."""
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new), after
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]


FLAGS = {Asked: (), PlainlyAsked: ("--plain",)}
KINDS = pytest.mark.parametrize(("kind", "flags"), FLAGS.items(), ids=["terminal", "plain"])


@pytest.mark.slow
@KINDS
def test_one_answer_of_a_plan_is_asked_again(
    started: Starts, plan: Path, kind: type[Asked], flags: tuple[str, ...]
) -> None:
    before = plan.read_text(encoding="utf-8")
    person = started(kind, *flags, "--ask", "frequency.series[stat].at")
    assert "08:00" in person.put("At what time")
    if kind is Asked:
        person.send("\x15")  # Ctrl-U takes away what stands there
        person.send("9:30 am", person.enter)
    else:
        person.type("At what time", "9:30 am")
    preview = person.put("Write it?")
    assert "1 answer changes in" in preview
    person.pick("Write it?", "Yes, write it")
    assert person.ends() == 0
    after = plan.read_text(encoding="utf-8")
    [(old, new)] = changed_lines(before, after)
    assert ("08:00" in old, "09:30" in new) == (True, True)
    assert after.count(COMMENT) == 2


@pytest.mark.slow
@KINDS
def test_own_words_are_picked_from_a_list_and_typed(
    started: Starts, plan: Path, kind: type[Asked], flags: tuple[str, ...]
) -> None:
    person = started(kind, *flags, "--ask", "publicity.publishes")
    person.tick("What is published?", "data", "Other")
    person.type("Which others?", "maps, by district; a film")
    person.type("Who redacts before anything is published?")
    shown = person.put("Write it?")
    assert "data; maps, by district; a film" in shown
    person.pick("Write it?", "Yes, write it")
    assert person.ends() == 0
    published = plan_in(plan.parent).publicity.publishes or ()
    assert published[-2:] == ("other: maps, by district", "other: a film")


@pytest.mark.slow
@KINDS
def test_a_section_of_a_plan_is_asked_again_and_nothing_changes(
    started: Starts, plan: Path, kind: type[Asked], flags: tuple[str, ...]
) -> None:
    before, moment = plan.read_bytes(), plan.stat().st_mtime_ns
    person = started(kind, *flags, "--section", "publicity")
    shown = person.type("Who may attend?")
    assert "closed" in shown
    person.type("What is published?")
    person.type("Anything more on publicity?")
    assert "Nothing changes in" in person.put("Is that all?")
    person.type("Is that all?")
    assert person.ends() == 0
    assert "kept " in person.raw
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == (before, moment)
    assert not (plan.parent / interview_draft.DRAFT_FILE).exists()


@pytest.mark.slow
@KINDS
def test_a_plan_is_asked_again_with_its_answers_standing_there(
    started: Starts, plan: Path, kind: type[Asked], flags: tuple[str, ...]
) -> None:
    before = plan.read_text(encoding="utf-8")
    person = started(kind, *flags)
    assert "This is the plan as it stands" in person.put("How much do you want to be asked?")
    person.pick("How much do you want to be asked?", "The essential questions")
    for words, stands in (
        ("What is the program called?", "TestStat"),
        ("Which government is it for?", "City of Test"),
    ):
        assert stands in person.type(words)
    person.pick("What kind of government", "Not decided yet")
    assert "America/Chicago" in person.type("In which time zone")
    person.type("what are the meetings for?")
    person.pick("Which law, order, or memo", "Not decided yet")
    person.key("Who is the chief executive", "/")
    person.pick("Where to?", "All answers")
    person.pick("Which one do you want to change?", "Tone: hot seat")
    assert "hot seat" in person.put("Which tone")
    person.pick("Which tone", "problem-focused")
    person.pick("Which one do you want to change?", "All is right")
    assert "1 answer changes in" in person.put("Write it?")
    person.pick("Write it?", "Yes, write it")
    assert person.ends() == 0
    after = plan.read_text(encoding="utf-8")
    changed = changed_lines(before, after)
    assert changed == [(f"  tone: hot seat  {COMMENT}", f"  tone: problem-focused  {COMMENT}")]


def test_only_what_is_open_in_a_plan_is_asked(started: Starts, plan: Path) -> None:
    person = started(Asked, "--skip-answered")
    shown = person.put("What kind of government")
    assert "What is the program called?" not in shown
    assert "Given already" not in shown
    person.key("What kind of government", CTRL_D)
    assert person.ends() == 130
    assert plan.exists()


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        (("--ask", "program.nam"), "program.nam"),
        (("--ask", "frequency.series[nobody].at"), "nobody"),
        (("--section", "publicty"), "Did you mean publicity?"),
    ],
)
def test_a_question_that_is_none_is_refused(
    started: Starts, plan: Path, flag: tuple[str, str], said: str
) -> None:
    before = sorted(each.name for each in plan.parent.iterdir())
    person = started(Asked, *flag)
    assert person.ends() == 2
    assert said in person.raw
    assert sorted(each.name for each in plan.parent.iterdir()) == before


# At each kind of prompt: what is asked for, and the question.
PROMPTS = {
    "text": ("program.name", "What is the program called?"),
    "choice": ("leadership.tone", "Which tone"),
    "many": ("publicity.publishes", "What is published?"),
    "list": ("participants.departments", "Which departments come before"),
    "time": ("frequency.series[stat].at", "At what time"),
}
LONG = "word " * 2_000
HOSTILE = {
    "controls": "\x1b[2J\x07\x08\x00\x9b2J",
    "long": LONG,
    "scripts": "\u202e\u05e2\u05d9\u05e8 \u0645\u062f\u064a\u0646\u0629 "
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "lines": "one\r\ntwo\n\nthree\n",
    "markup": "${HOME} {{x}} %s <b> \\n ' \" ; | & # : - [a] {b: *c}",
}


KEYS = {"end": CTRL_D, "interrupt": CTRL_C}


def name_case(case: object) -> str:
    """Name one value of a case in the name of its test."""
    return {Asked: "terminal", PlainlyAsked: "plain"}.get(case, str(case))  # type: ignore[call-overload, no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "key", "prompt"), sample(product(FLAGS, KEYS, PROMPTS), 7), ids=name_case
)
def test_leaving_is_clean_at_every_kind_of_prompt(
    started: Starts, plan: Path, kind: type[Asked], key: str, prompt: str
) -> None:
    before = plan.read_bytes()
    path, words = PROMPTS[prompt]
    person = started(kind, *FLAGS[kind], "--ask", path)
    person.key(words, KEYS[key])
    assert person.ends() == 130
    assert "left; nothing was written" in person.raw
    assert plan.read_bytes() == before


@pytest.mark.slow
@KINDS
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_leaving_is_clean_in_the_lists_and_beside_a_draft(
    started: Starts, plan: Path, kind: type[Asked], flags: tuple[str, ...], key: str
) -> None:
    before = plan.read_bytes()
    person = started(kind, *flags, "--skip-answered")
    person.key("What kind of government", "/")
    person.pick("Where to?", "All answers")
    person.key("Which one do you want to change?", key)
    assert person.ends() == 130
    person = started(kind, *flags)
    person.key("There is a draft of", key)
    assert person.ends() == 130
    assert plan.read_bytes() == before


# What is asked again. The rest is taken: a name may be of any script, and what is pasted into a
# list of the terminal is no key of it, so that Enter takes what stands there.
AGAIN: dict[tuple[type[Asked], str], list[str]] = {
    (Asked, "text"): ["long", "markup"],
    (Asked, "choice"): [],
    (Asked, "many"): [],
    (Asked, "list"): [],
    (PlainlyAsked, "text"): ["controls", "long", "lines", "markup"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "prompt", "name"), sample(product(FLAGS, PROMPTS, HOSTILE), 11), ids=name_case
)
def test_hostile_input_is_asked_again_or_kept_whole(
    started: Starts, plan: Path, kind: type[Asked], prompt: str, name: str
) -> None:
    path, words = PROMPTS[prompt]
    draft, before = plan.parent / interview_draft.DRAFT_FILE, plan.read_bytes()
    person = started(kind, *FLAGS[kind], "--ask", path)
    person.put(words)
    person.hands_in(HOSTILE[name])
    again = not any(each in person.text for each in ("Write it?", "Is that all?"))
    assert again == (name in AGAIN.get((kind, prompt), HOSTILE))
    person.send(CTRL_D)
    assert person.ends() == 130
    assert "\x1b[2J" not in person.raw
    assert plan.read_bytes() == before
    assert "\u202e" not in person.raw or kind is PlainlyAsked  # there the line is echoed
    if draft.exists():
        replies = json.loads(draft.read_bytes())["replies"]
        assert replies
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", str(replies))


def test_without_a_terminal_the_flags_are_named_at_once(tmp_path: Path) -> None:
    done = run_program("init", tmp_path / "new")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"there is no terminal" in done.stderr
    for flag in (b"--answers", b"--like", b"--set", b"--no-input"):
        assert flag in done.stderr
    assert list(tmp_path.iterdir()) == []
