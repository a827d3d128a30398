"""Unmarked personal data in the public text of notes: a question until somebody answers it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from statplan.errors import Command, Problem, Remedy
from statplan.plan.english import format_count
from statplan.records.capitalized_words import read_words
from statplan.records.letters import split_words
from statplan.records.ordinary_words import is_ordinary_word
from statplan.records.person_names import find_names
from statplan.records.personal_shapes import HOUSE, find_shapes

DEFAULT_COUNTRY = "US"
NOTES_NAME = "FILE"  # what commands call the notes where nobody says how they are called
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")
_SIGNS = re.compile(r"[*`\\]")
_NAME_ENDS = re.compile(r"[<>\[\]()]")
_BLOCK_START = re.compile(r"\s*(?:#{1,6} |[-+] |>|\d+[.)] |\||$)")
_HEADING = re.compile(r"\s*#{1,6} ")
_SECTION = re.compile(r"#{2,6} ")
_PLACE = re.compile(r"[-+] (?:Location|Place|Venue|Where): ")
_CELLS = re.compile(r"(?<=\|)\s*(\w[\w'\u2019-]*)\s*\|\s*(\w[\w'\u2019-]*)\s*(?=\|)")
_NOT_LINE_END = re.compile(r"[^\n]")
_LONGEST = 60  # characters of an item that a message repeats


@dataclass(frozen=True, slots=True)
class PersonalItem:
    """What looks like personal data in a text.

    Attributes:
        kind: what it looks like, as in "a person's name".
        text: how it is written.
        key: what is the same wherever it means the same.
        line: the index of its line.
    """

    kind: str
    text: str = field(compare=False)
    key: tuple[str, ...]
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class PublicKnowledge:
    """What may be public: words of offices and departments, whole texts, and answers.

    Attributes:
        words: normalized words that are public anyway; a name of such words is no person's.
        texts: texts that are public anyway, with the addresses and numbers in them.
        allowed_texts: names and numbers that somebody allowed.
        country: the country whose telephone numbers are written without a prefix.
    """

    words: Collection[str] = frozenset()
    texts: tuple[str, ...] = ()
    allowed_texts: tuple[str, ...] = ()
    country: str = DEFAULT_COUNTRY

    def list_known_items(self) -> frozenset[PersonalItem]:
        """Return what looks like personal data in texts that may be public."""
        lines = [line for text in (*self.texts, *self.allowed_texts) for line in (text, "")]
        return frozenset(find_personal_data(lines, self.words, self.country))

    def is_allowed(self, item: PersonalItem) -> bool:
        """Return whether one of the allowed texts has all words of an item."""
        wanted_words = {word for part in item.key for word in split_words(part)}
        return any(wanted_words <= {*split_words(text)} for text in self.allowed_texts)


def find_personal_data(
    lines: Sequence[str], known_words: Collection[str], country: str
) -> Iterator[PersonalItem]:
    """Yield everything in a text that looks like personal data, once for each time.

    Args:
        lines: the lines of a text in Markdown.
        known_words: normalized words that are public anyway.
        country: the country whose telephone numbers are written without a prefix.
    """
    plain_lines = [_SIGNS.sub("", unicodedata.normalize("NFKC", line)) for line in lines]
    text = "\n".join(_ADDRESS.sub("|", line) if line.strip() else "|" for line in plain_lines)
    shapes = [*find_shapes(text, country)]
    place_lines = {*_find_place_lines(plain_lines)}
    prose = text
    for shape in shapes:
        shown = text[shape.start : shape.end]
        line = text.count("\n", 0, shape.start)
        if not (shape.kind == HOUSE and line in place_lines):
            yield PersonalItem(shape.kind, " ".join(shown.split()), shape.key, line)
        covered = _NOT_LINE_END.sub("|", shown)
        prose = prose[: shape.start] + covered + prose[shape.end :]
    prose = "\n".join(map(_separate_blocks, prose.split("\n")))
    for name in find_names(prose, known_words):
        line = prose.count("\n", 0, name.start)
        yield PersonalItem("a person's name", name.text, name.words, line)


def _find_place_lines(lines: Sequence[str]) -> Iterator[int]:
    """Yield the index of the line above the first section that tells where people meet."""
    for index, line in enumerate(lines):
        if _SECTION.match(line):
            return
        if _PLACE.match(line):
            yield index


def _separate_blocks(line: str) -> str:
    """Return a line with a bar wherever words before and after do not belong together."""
    separated = _NAME_ENDS.sub("|", line.replace("_", " "))
    separated = _CELLS.sub(_join_name_cells, separated)
    before = "|" if _BLOCK_START.match(line) else ""
    return f"{before}{separated}{'|' if _HEADING.match(line) else ''}"


def _join_name_cells(cells: re.Match[str]) -> str:
    """Return two cells of a table as one name where they are a given name and a surname."""
    first, second = read_words(cells[1], ()), read_words(cells[2], ())
    if len(first) != 1 or len(second) != 1:
        return cells[0]
    if first[0].is_clear_given_name and second[0].is_unusual_surname:
        return f" {cells[1]} {cells[2]} "
    if first[0].is_unusual_surname and second[0].is_clear_given_name:
        return f" {cells[1]}, {cells[2]} "
    return cells[0]


def ask_about_personal_data(
    lines: Sequence[str],
    knowledge: PublicKnowledge,
    withheld_texts: Iterable[str],
    notes_name: str = NOTES_NAME,
) -> Iterator[tuple[int, Problem]]:
    """Yield a question, with the index of its line, for each thing that nobody allowed.

    A message repeats no word of what is withheld elsewhere.

    Args:
        lines: the lines of the public text, without the labels of marks.
        knowledge: what may be public.
        withheld_texts: what marks, the plan, and other records withhold.
        notes_name: the file of the notes, as a command names it.
    """
    places: dict[PersonalItem, list[int]] = {}
    for item in find_personal_data(lines, knowledge.words, knowledge.country):
        places.setdefault(item, []).append(item.line)
    known_items = knowledge.list_known_items() if places else frozenset()
    withheld_words = {
        word
        for text in (withheld_texts if places else ())
        for word in split_words(text)
        if not is_ordinary_word(word)
    }
    for item, item_lines in places.items():
        if item not in known_items and not knowledge.is_allowed(item):
            is_quotable = not withheld_words & {*split_words(item.text)}
            words = item.text if is_quotable else ""
            yield item_lines[0], _ask(item.kind, words, len(item_lines), notes_name)


def _ask(kind: str, words: str, count: int, notes_name: str) -> Problem:
    """Return the question about some words, which it repeats unless they are empty."""
    shown = f"'{words[:_LONGEST]}'" if words else "something here"
    allowed = words or "THE WORDS"
    times = f" It is in the notes {format_count(count, 'time')}." if count > 1 else ""
    remedy = Remedy(
        "Withhold it with a mark, as in [[REDACT:privacy|these words]]. If it may be public: ",
        Command("redact", notes_name, "--allow", allowed, "--reason", "why it may be public"),
    )
    return Problem(0, 0, "", f"{shown} looks like {kind}.{times}", remedy)
