"""The two prompters: plain lines, and the terminal as it looks on a screen of its own."""

import io
import json
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from statplan.interview.plain import PlainPrompter
from statplan.interview.prompt import BACK, MENU, NO_MORE, Prompt, PromptChoice
from statplan.interview.text import STEERING_HINT, escape_unseen, strip_unseen, wrap_text
from tests.support.screen import (
    CTRL_A,
    CTRL_C,
    CTRL_D,
    DOWN,
    END,
    ENTER,
    LARGE,
    LEFT,
    PAGE_DOWN,
    SHIFT_TAB,
    SMALL,
    UP,
    Screen,
    pasted,
)

NAME = Prompt("name", "What is it called?", why="A name that people use.", help="KCStat, say.")
OFF = "it needs two departments"
TONE = Prompt(
    "tone",
    "Which tone?",
    help="Baltimore began as a hot seat.",
    choices=(
        PromptChoice("h", "hot seat"),
        PromptChoice("p", "problem-focused", "suggested"),
        PromptChoice("r", "rotating", disabled_reason=OFF, heading="Others"),
        PromptChoice("s", "supportive"),
    ),
    open="Not decided yet",
)
MANY = Prompt(
    "publishes",
    "What is published?",
    choices=(
        *(PromptChoice(each, each) for each in ("schedule", "notes", "figures", "film")),
        PromptChoice("x", "statistics", disabled_reason="it is closed"),
        PromptChoice("all, of it", "all, of it"),
    ),
    many=True,
)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
GOOD = {
    "right to left": "\u05e2\u05d9\u05e8\u05d9\u05d9\u05d4",
    "joined emoji": f"Team {FAMILY} \U0001f3f3\ufe0f\u200d\U0001f308",
    "combining": "Cafe\u0301 Sa\u0308le",
    "wide": "\u90fd\u5e02\u7d71\u8a08",
    "backslash": "City\\nStat",
}
MARKS = "Ci\u202eti\u2066St\u200eat\ufeff"


def plain(prompt: Prompt, *lines: str) -> tuple[object, str]:
    """What the plain prompter returns where these lines are typed, and what it writes."""
    written = io.StringIO()
    reply = PlainPrompter(io.StringIO("".join(f"{each}\n" for each in lines)), written).ask(prompt)
    return reply, written.getvalue()


def test_a_plain_question_says_one_thing_on_each_line() -> None:
    reply, told = plain(NAME, "CitiStat")
    assert reply == "CitiStat"
    lines = told.split("\n")
    assert lines[:3] == ["", NAME.words, NAME.why]
    assert lines[3].startswith(STEERING_HINT)
    assert lines[4:] == ["Answer: "]


def test_plain_lines_are_not_wrapped() -> None:
    why = "word " * 100 + "end."
    assert why in plain(replace(NAME, why=why), "x")[1].split("\n")


def test_how_to_steer_is_said_once_by_the_plain_prompter() -> None:
    written = io.StringIO()
    asker = PlainPrompter(io.StringIO("a\nb\n"), written)
    asker.ask(NAME)
    asker.ask(NAME)
    assert written.getvalue().count(STEERING_HINT) == 1


def test_plain_choices_are_numbered_and_the_open_one_is_nought() -> None:
    _, told = plain(TONE, "1")
    start = told.index("0. ")
    assert told[start:].split("\n") == [
        "0. Not decided yet",
        "1. hot seat",
        "2. problem-focused (suggested)",
        "Others:",
        f"- rotating: not now, because {OFF}",
        "3. supportive",
        "Enter leaves it open.",
        "Number or name: Chosen: hot seat",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("0", None),
        ("2", "p"),
        (" 3 ", "s"),
        ("Problem-Focused", "p"),
        ("SUP", "s"),
        ("not dec", None),
        ("", None),
        ("\u0663", "s"),
        ("<", BACK),
        ("/", MENU),
    ],
)
def test_a_plain_choice_is_a_number_or_a_beginning(line: str, value: object) -> None:
    assert plain(TONE, line)[0] == value


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4", "There is no '4'; the numbers end at 3. Type ? for the list."),
        ("9" * 5000, f"There is no '{'9' * 60}...'; the"),
        ("chess", "There is no 'chess'; the numbers end at 3. Type ? for the list."),
        ("rot", f"rotating: not now, because {OFF}. Type ? for the list."),
    ],
)
def test_a_plain_choice_that_is_none_is_asked_again_in_short(line: str, said: str) -> None:
    reply, told = plain(TONE, line, "1")
    assert reply == "h"
    after = told[told.index(said) :]
    assert TONE.words in after
    assert "1. hot seat" not in after


def test_a_plain_beginning_of_several_titles_names_them() -> None:
    prompt = replace(
        TONE, choices=(PromptChoice(1, "fire"), PromptChoice(2, "finance"), PromptChoice(3, "fi"))
    )
    reply, told = plain(prompt, "fin", "f", "fi")
    assert reply == 2
    reply, told = plain(prompt, "f", "fi")
    assert "'f' may mean several: fire; finance; fi. Type more of it." in told
    assert reply == 3


def test_the_plain_prompter_says_what_stands_and_keeps_it_on_enter() -> None:
    reply, told = plain(replace(TONE, current="p"), "")
    assert (reply, "Now: 2, problem-focused. Enter keeps it.\n" in told) == ("p", True)
    reply, told = plain(replace(NAME, current="CitiStat"), "")
    assert (reply, "Now: CitiStat\nEnter keeps it, - alone" in told) == ("CitiStat", True)
    reply, told = plain(replace(MANY, current=("notes", "film")), "")
    assert reply == ("notes", "film")
    assert "Now: 2, 4: notes; film. Enter keeps them, none takes none." in told


def test_a_dash_clears_a_plain_text_only_where_one_stands() -> None:
    assert plain(replace(NAME, current="CitiStat"), "-")[0] == ""
    reply, told = plain(NAME, "-")
    assert (reply, "alone leaves it open" in told) == ("-", False)
    assert plain(NAME, "")[0] == ""


def test_a_plain_choice_that_must_be_made_is_not_left_open() -> None:
    prompt = replace(TONE, open="", current="r")  # what stands cannot be chosen now
    reply, told = plain(prompt, "", "0", "1")
    assert reply == "h"
    assert told.count("One of them must be chosen.") > 1
    assert "0. " not in told


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("1, 3", ("schedule", "figures")),
        ("3 1", ("schedule", "figures")),
        ("2-4", ("notes", "figures", "film")),
        ("4 - 2", ("notes", "figures", "film")),
        ("1,3-4", ("schedule", "figures", "film")),
        ("1 3-4, notes", ("schedule", "notes", "figures", "film")),
        ("sch; film", ("schedule", "film")),
        ("all, of it", ("all, of it",)),
        ("NONE", ()),
        ("", ("notes",)),
        ("<", BACK),
        ("/", MENU),
    ],
)
def test_several_plain_choices_are_numbers_ranges_and_names(line: str, value: object) -> None:
    assert plain(replace(MANY, current=("notes",)), line)[0] == value


@pytest.mark.parametrize("line", ["1, 9", "2-9999", "0", "1, stat", "1; chess", ",", "1-", "f"])
def test_several_plain_choices_of_which_one_is_none_are_asked_again(line: str) -> None:
    reply, told = plain(MANY, line, "1")
    assert reply == ("schedule",)
    assert told.count(MANY.words) == 2


@pytest.mark.parametrize("many", [False, True])
def test_where_nothing_can_be_chosen_nobody_is_asked(many: bool) -> None:
    choices = (PromptChoice(1, "one", disabled_reason="it is late"),)
    reply, told = plain(replace(MANY, choices=choices, many=many))
    assert reply == (() if many else None)
    assert "- one: not now, because it is late\nNone of them can be chosen now." in told


def test_help_is_shown_in_place_by_the_plain_prompter_with_the_list_again() -> None:
    reply, told = plain(TONE, "?", "2")
    assert reply == "p"
    assert TONE.help in told
    assert told.count("1. hot seat") == 2
    assert NO_MORE in plain(replace(NAME, help=""), "?", "x")[1]


def test_columns_are_parted_in_words_by_the_plain_prompter() -> None:
    choice = PromptChoice("k", "KCStat      city manager   month", heading="System      who leads")
    reply, told = plain(replace(TONE, choices=(choice,)), "kcstat; city")
    assert reply == "k"
    assert "System; who leads:\n1. KCStat; city manager; month\n" in told


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_every_script_passes_the_plain_prompter(text: str) -> None:
    reply, told = plain(replace(NAME, current=text), "")
    assert (reply, text in told) == (text, True)
    assert plain(NAME, text)[0] == text
    assert plain(replace(TONE, choices=(PromptChoice(7, text),)), text)[0] == 7


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x08", "\x1b[A", "\x7f", "\x9b2J"])
def test_a_key_that_writes_nothing_is_asked_again(char: str) -> None:
    reply, told = plain(NAME, f"Citi{char}Stat", "CitiStat")
    assert (reply, "Type it again." in told) == ("CitiStat", True)


def test_marks_that_nobody_sees_are_dropped_from_a_plain_line() -> None:
    assert plain(NAME, MARKS)[0] == "CitiStat"
    assert plain(NAME, "Citi\tStat\r")[0] == "Citi Stat"


def test_ten_thousand_characters_from_a_file_are_read_whole() -> None:
    assert plain(NAME, "x" * 10_000)[0] == "x" * 10_000


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_bytes_that_are_no_text_are_asked_again(errors: str) -> None:
    lines = io.BytesIO(b"Citi\xff\nCiti\xc3\nCitiStat\n")
    written = io.StringIO()
    reading = io.TextIOWrapper(lines, encoding="utf-8", errors=errors)
    assert PlainPrompter(reading, written).ask(NAME) == "CitiStat"
    assert written.getvalue().count("bytes that are no text") == 2


def test_a_stream_that_refuses_such_bytes_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter([b"\xff", b"good\n"])
    reading = io.StringIO()
    monkeypatch.setattr(reading, "readline", lambda: next(lines).decode())
    assert PlainPrompter(reading, io.StringIO()).ask(NAME) == "good"


def test_the_end_of_plain_input_leaves() -> None:
    with pytest.raises(EOFError):
        plain(TONE)
    with pytest.raises(EOFError):
        plain(TONE, "99")


def test_an_interruption_of_plain_input_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = io.StringIO()
    monkeypatch.setattr(reading, "readline", lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        PlainPrompter(reading, io.StringIO()).ask(NAME)


def test_nothing_that_a_terminal_obeys_is_written() -> None:
    bad = "a\x1b[2Jb\x07c\u202ed\r\x9be\udcff\u2028"
    choice = PromptChoice(bad, bad, bad, heading=bad)
    prompt = Prompt(
        "n", bad, bad, bad, (choice, replace(choice, disabled_reason=bad)), current=bad, open=bad
    )
    written = io.StringIO()
    asker = PlainPrompter(io.StringIO("?\n1\n\u202e9\n-\n"), written)
    asker.show(bad)
    asker.ask(prompt)
    asker.ask(replace(prompt, choices=(), several=True))
    told = written.getvalue()
    assert "a<U+001B>[2Jb<U+0007>c<U+202E>d" in told
    assert not [each for each in told if each != "\n" and not each.isprintable()]


def test_a_line_is_folded_by_columns_and_cut() -> None:
    assert wrap_text("one two three", 8) == ["one two", "three"]
    assert wrap_text("a" * 10, 4) == ["aaaa", "aaaa", "aa"]
    assert wrap_text("\u90fd\u5e02\u7d71\u8a08", 5) == ["\u90fd\u5e02", "\u7d71\u8a08"]
    assert wrap_text("one   two", 20) == ["one   two"]
    assert wrap_text("", 5) == [""]
    assert wrap_text("x" * 10_000, 20, 2) == ["x" * 20, "x" * 16 + " ..."]
    assert wrap_text("one two three four", 9, 2) == ["one two", "three ..."]


def test_what_is_typed_keeps_what_is_seen() -> None:
    assert strip_unseen("a\r\nb\rc\td\x1b\u202e\udcff") == "a\nb\nc d"
    assert [strip_unseen(each) for each in GOOD.values()] == list(GOOD.values())
    assert [escape_unseen(each) for each in GOOD.values()] == list(GOOD.values())


DRIVER = """
import json, sys
from statplan.interview.{module} import {asker}Prompter as {asker}
from statplan.interview.prompt import PromptChoice, Prompt
asker = {asker}()
with open(sys.argv[2], "w") as replies:
    for prompt in eval(sys.argv[1]):
        try:
            reply = asker.ask(prompt)
        except (EOFError, KeyboardInterrupt) as left:
            reply = type(left).__name__
        replies.write(json.dumps(reply) + "\\n")
"""


class Pty(Screen):
    """A prompter on a pseudo-terminal, and what its screen shows."""

    def __init__(
        self, name: str, folder: Path, size: tuple[int, int], asked: tuple[Prompt, ...], **env: str
    ) -> None:
        self.replies = folder / "replies"
        driver = DRIVER.format(module=name.lower(), asker=name)
        super().__init__(("-c", driver, repr(asked), str(self.replies)), size, **env)

    def got(self) -> list[Any]:
        """The replies, once every prompt has one."""
        assert self.ends() == 0, self.raw
        return [json.loads(line) for line in self.replies.read_text().splitlines()]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Pty]]:
    """Starts a prompter by its name; it is ended with the test."""
    made: list[Pty] = []

    def start(name: str, size: tuple[int, int], *asked: Prompt, **env: str) -> Pty:
        made.append(Pty(name, tmp_path, size, asked, **env))
        return made[-1]

    yield start
    for each in made:
        each.run.close()


@pytest.fixture
def plainly(started: Callable[..., Pty]) -> Callable[..., Pty]:
    return partial(started, "Plain", SMALL)


@pytest.fixture
def terminal(started: Callable[..., Pty]) -> Callable[..., Pty]:
    return partial(started, "Terminal", SMALL)


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x40"])
def sized(request: pytest.FixtureRequest, started: Callable[..., Pty]) -> Callable[..., Pty]:
    """The terminal's prompter on a small and on a large screen."""
    return partial(started, "Terminal", request.param)


@pytest.mark.slow
def test_plain_lines_on_a_terminal_hold_no_escape(plainly: Callable[..., Pty]) -> None:
    person = plainly(replace(NAME, current="\x1b[2JCiti"), TONE, MANY, NAME, NAME, NAME)
    person.at("Answer:", "Citi\x1b[AStat\n", listens="")
    person.at("Type it again.", "?\n", listens="Answer: ")
    person.at("KCStat, say.", "CitiStat\n", listens="Answer: ")
    person.at("Number or name:", "pro\n", listens="Number or name: ")
    person.at("Numbers or names:", "1-2\n", listens="Numbers or names: ")
    person.at(NAME.words, "x" * 10_000 + "\n", listens="Answer: ")
    person.at("The end of that line was lost", "short\n", listens="Answer: ")
    person.at(NAME.words, CTRL_D, listens="Answer: ")
    person.at(NAME.words, CTRL_C, listens="Answer: ")
    replies = ["CitiStat", "p", ["schedule", "notes"], "short", "EOFError", "KeyboardInterrupt"]
    assert person.got() == replies
    assert "\x1b" not in person.raw


def test_pasted_plain_lines_answer_one_question_only(plainly: Callable[..., Pty]) -> None:
    person = plainly(replace(NAME, several=True), NAME, TONE, NAME, NAME)
    person.at("Answer:", "Fire\nPolice; Parks\n\n", listens="Answer: ")
    person.at("Answer:", "one\ntwo\n", listens="Answer: ")
    person.at("one is asked for, so none was taken", "Citi\n\n\n", listens="Answer: ")
    person.at("Number or name:", "1\n2\n", listens="Number or name: ")
    person.wait(lambda: "so none was taken" in person.fresh and person.fresh.endswith("name: "))
    person.send("2\n")
    person.at("Answer:", f"last\n{CTRL_D}", listens="Answer: ")  # the end is heard after it
    assert person.got() == ["Fire\nPolice; Parks", "Citi", "p", "last", "EOFError"]


@pytest.mark.slow
def test_a_text_is_typed_kept_or_cleared(terminal: Callable[..., Pty]) -> None:
    stands = replace(NAME, current="CitiStat")
    person = terminal(NAME, stands, stands, stands, replace(NAME, current="one\ntwo"))
    first = person.at(" >", "KCStat?", ENTER)
    assert f"{NAME.words}\n{NAME.why}\n{STEERING_HINT}\n >" in first
    person.at("> CitiStat", ENTER)
    person.at("> CitiStat", "\x7f" * 8, ENTER)
    assert (
        STEERING_HINT
        not in person.at("> CitiStat", LEFT, "?", "/", "<", END, "!", ENTER).rpartition(NAME.words)[
            2
        ]
    )
    person.at("> one", ENTER)
    assert person.got() == ["KCStat?", "CitiStat", "", "CitiSta?/<t!", "one\ntwo"]
    assert "> KCStat?" in person.shown


@pytest.mark.slow
def test_keys_steer_where_nothing_is_typed(sized: Callable[..., Pty]) -> None:
    stands = replace(NAME, current="CitiStat")
    prompts = [NAME, stands, TONE, MANY]
    person = sized(*(each for each in prompts for _ in range(3)), NAME)
    for each in prompts:
        for key in ("<", "/", SHIFT_TAB):
            person.at(each.words, key)
    person.at(NAME.words, "typed", SHIFT_TAB)
    assert person.got() == [BACK, MENU, BACK] * 4 + [BACK]


@pytest.mark.slow
@pytest.mark.parametrize("prompt", [NAME, replace(NAME, current="CitiStat"), TONE, MANY])
def test_leaving_is_heard_at_every_prompt(terminal: Callable[..., Pty], prompt: Prompt) -> None:
    person = terminal(prompt, prompt)
    person.at(prompt.words, CTRL_D)
    person.at(prompt.words, CTRL_C)
    assert person.got() == ["EOFError", "KeyboardInterrupt"]


@pytest.mark.slow
def test_help_is_shown_in_place_and_the_question_below_it(sized: Callable[..., Pty]) -> None:
    person = sized(replace(NAME, current="Citi"), TONE, replace(NAME, help=""))
    person.at("> Citi", "?")
    person.at(f"    {NAME.help}\n\n{NAME.words}\n > Citi", "Stat", ENTER)
    person.at(TONE.words, DOWN, "?")
    shown = person.at(f"    {TONE.help}\n\n{TONE.words}\n   (arrows", ENTER)
    assert "\n > hot seat" in shown
    person.at(NAME.words, "?")
    person.at(NO_MORE, "/")
    assert person.got() == ["CitiStat", "h", MENU]


@pytest.mark.slow
def test_what_cannot_be_chosen_is_shown_with_its_reason(sized: Callable[..., Pty]) -> None:
    person = sized(replace(TONE, current="p"), replace(TONE, current="r"), MANY)
    shown = person.at("   supportive", DOWN, ENTER)
    assert "\n > problem-focused (suggested)\n\n   Others\n" in shown
    assert f"\n   - rotating: not now, because {OFF}\n   supportive" in shown
    assert "> supportive" in person.at("> Not decided yet", "r", ENTER)
    shown = person.at("all, of it", CTRL_A, ENTER)
    assert "- statistics: not now, because it is closed\n" in shown
    everything = ["schedule", "notes", "figures", "film", "all, of it"]
    assert person.got() == ["s", None, everything]


@pytest.mark.parametrize("many", [False, True])
def test_a_list_with_nothing_to_choose_is_not_asked(
    terminal: Callable[..., Pty], many: bool
) -> None:
    choices = (PromptChoice(1, "one", disabled_reason="it is late"),)
    person = terminal(replace(MANY, choices=choices, many=many, open="later" if many else ""))
    assert person.got() == [[] if many else None]
    assert "None of them can be chosen now." in person.shown


@pytest.mark.slow
def test_letters_lead_to_a_choice(sized: Callable[..., Pty]) -> None:
    titles = ("aldermen", "Finance", "Fire and rescue", "inspections", "Public Fire", "water")
    letters = replace(TONE, choices=tuple(PromptChoice(each, each) for each in titles), open="")
    person = sized(*[letters] * 7, replace(letters, many=True))
    for keys in ("f", "ff", "fire", "i", "wa", "res", "wq"):
        person.at(TONE.words, keys, ENTER)
    person.at("space ticks", "i a i", " ", ENTER)
    finance, fire = titles[1:3]
    got = person.got()
    assert got[:7] == [finance, fire, fire, "inspections", "water", fire, "water"]
    assert got[7] == ["aldermen"]  # a space ticks, so `inspections` is ticked and unticked


def review(rows: int = 60) -> Prompt:
    long = "an answer that is longer than a line of eighty columns, so that it takes more than one"
    choices = tuple(
        PromptChoice(
            index,
            f"Answer {index}: {long if index % 10 == 3 else 'short'}",
            heading=f"Section {index // 10}" if index % 10 == 0 else "",
        )
        for index in range(rows)
    )
    return Prompt("review", "Which one changes?", "Enter takes it.", choices=choices, current=34)


@pytest.mark.slow
def test_a_long_list_scrolls_under_its_question(sized: Callable[..., Pty]) -> None:
    person = sized(review())

    def at(row: str, *keys: str) -> list[str]:
        lines = person.sees(f"\n > {row}", *keys).split("\n")
        assert "Which one changes?" in lines
        assert any("(arrows" in each for each in lines)
        return lines

    person.at("Which one changes?")
    begun = at("Answer 34", "\x1b[H")
    assert "     " in begun[begun.index(next(e for e in begun if "Answer 33" in e)) + 1]
    home = at("Answer 0", PAGE_DOWN)
    assert any(each.startswith("   Section 0") for each in home)
    at("Answer 10", UP, DOWN)
    assert "   Section 1" in at("Answer 10", END)
    last = at("Answer 59", DOWN)
    assert "Answer 59" in "\n".join(last).rstrip().rpartition("\n")[2]
    at("Answer 0", UP)
    at("Answer 59", ENTER)
    assert person.got() == [59]


def test_a_wide_title_hangs_and_is_cut(terminal: Callable[..., Pty]) -> None:
    choices = (
        PromptChoice(1, "word " * 100),
        PromptChoice(2, "\u90fd" * 50),
        PromptChoice(3, "last"),
    )
    person = terminal(replace(TONE, choices=choices, open=""))
    lines = person.at("last", ENTER).split("\n")
    start = next(i for i, each in enumerate(lines) if each.startswith(" > word"))
    assert [each[:9] for each in lines[start : start + 3]] == [" > word w", *["     word"] * 2]
    assert lines[start + 2].endswith(" ...")
    assert lines[start + 3].startswith("   \u90fd")
    assert person.got() == [1]
    assert " ..." in person.shown


@pytest.mark.slow
def test_pasted_lines_are_joined_where_one_answer_is_asked_for(sized: Callable[..., Pty]) -> None:
    several = replace(NAME, several=True)
    person = sized(NAME, NAME, several, several, TONE)
    person.at(NAME.words, pasted("CitiStat\r\n"), ENTER)
    person.at(NAME.words, pasted("Citi\nStat\r\n\nnow"))
    assert "one line now" in person.at("Enter.\n > Citi Stat now", ENTER)
    person.at(NAME.words, pasted("Fire\r\nPolice; Parks\n"), ENTER)
    person.at(NAME.words, "Fire; Police", ENTER)
    person.at(TONE.words, pasted("no\nanswer"), ENTER)
    lines = ["Fire\nPolice; Parks", "Fire; Police"]
    assert person.got() == ["CitiStat", "Citi Stat now", *lines, None]


@pytest.mark.slow
@pytest.mark.parametrize("how", [pasted, str], ids=["pasted", "typed"])
def test_every_script_passes_the_terminal(terminal: Callable[..., Pty], how: Any) -> None:
    person = terminal(*[NAME] * len(GOOD), *(replace(NAME, current=each) for each in GOOD.values()))
    for each in GOOD.values():
        person.at(NAME.words, how(each), ENTER)
    for _ in GOOD:
        person.at(NAME.words, ENTER)
    assert person.got() == list(GOOD.values()) * 2


def test_what_nobody_sees_does_not_pass_the_terminal(terminal: Callable[..., Pty]) -> None:
    bad = "a\x1b[2Jb\u202ec"
    person = terminal(NAME, NAME, NAME, replace(NAME, current=bad), Prompt("n", bad, why=bad))
    person.at(NAME.words, pasted(f"{MARKS}\x07\x1b[2J\x00"))
    person.sees("> CitiStat[2J\n", ENTER)
    person.at(NAME.words, "\x11\x07", MARKS, "!")  # Ctrl-Q takes the next key as it is
    person.wait(lambda: person.shown.rstrip().endswith("!"))
    person.sees("> ^GCi", ENTER)
    person.at(NAME.words, "Citi\udcff", ENTER)
    person.at(NAME.words, ENTER)
    person.at("a<U+001B>[2Jb<U+202E>c", "x", ENTER)
    assert person.got() == ["CitiStat[2J", "CitiStat!", "Citi", "a[2Jbc", "x"]
    assert "\x1b[2J" not in person.raw
    assert "\u202e" not in person.raw


@pytest.mark.slow
def test_ten_thousand_characters_leave_the_screen_whole(sized: Callable[..., Pty]) -> None:
    text = "word " * 2_000
    person = sized(NAME, NAME)
    person.at(NAME.words, pasted(text), ENTER)
    shown = person.at("...\n\n" + NAME.words, "next", ENTER)
    assert f"{STEERING_HINT}\n > word word" in shown
    assert person.got() == [text.strip(), "next"]


@pytest.mark.slow
@pytest.mark.parametrize("unwanted", ["", "1"])
def test_colour_is_used_only_where_it_is_wanted(
    terminal: Callable[..., Pty], unwanted: str
) -> None:
    person = terminal(TONE, NAME, NO_COLOR=unwanted)
    person.at(TONE.words, ENTER)
    person.at(NAME.words, pasted("a\nb"))
    person.at("> a b", ENTER)
    person.got()
    coloured = re.search(r"\x1b\[[0-9;]*\b3[0-7]m", person.raw)
    assert bool(coloured) != bool(unwanted)
    assert "\x1b[0;1m" in person.raw  # the question is bold
