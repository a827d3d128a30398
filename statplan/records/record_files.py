"""The two files of a record: the marked notes, and the copy that was cleared of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from statplan.errors import Problem
from statplan.records.front_matter import (
    FENCE,
    check_front_matter,
    parse_front_matter,
    skip_guide,
    split_lines,
)
from statplan.records.model import RecordKind
from statplan.records.public_answers import ALLOW, PublicAnswer, parse_public_answer
from statplan.strict_json import hash_bytes

CLEARED_COPY = "cleared copy"
RECORD_SUFFIX, COPY_SUFFIX = ".md", ".public.md"
_KEYS = {
    "notes": ("statplan", "meeting", "id"),
    "copy": ("statplan", "meeting", "kind", "notes", "text"),
    "read copy": ("statplan", "meeting", "kind", "notes", "reader", "text"),
}
_ID = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MEETING = re.compile(r"[a-z0-9-]+/[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class MarkedNotes:
    """Marked notes.

    `lines` are what follows the head and the explanation of marks, `first_number` is the number of
    the first of them. `answers` are what may be public, by the number of their line in the head.
    `digest` is that of the whole file; its `id`, which never leaves it, keeps anybody from finding
    what is withheld by trying names until the digest fits.
    """

    kind: RecordKind
    meeting: str
    lines: tuple[str, ...]
    first_number: int
    digest: str
    answers: Mapping[int, PublicAnswer]


@dataclass(frozen=True, slots=True)
class CopyReader:
    """Who read a cleared copy, by job title, and on which day that was recorded."""

    day: date
    office: str


@dataclass(frozen=True, slots=True)
class ClearedCopy:
    """A cleared copy: the digest of the notes it was made of, its text, and who read it."""

    kind: RecordKind
    meeting: str
    notes_digest: str
    body: str
    reader: CopyReader | None = None

    def render_file(self) -> str:
        """Return the file: a head that tells what it is, and the text."""
        head = (
            f"statplan: {CLEARED_COPY}\nmeeting: {self.meeting}\nkind: {self.kind}\nnotes: "
            f"{self.notes_digest}"
        )
        if self.reader:
            head = f"{head}\nreader: {self.reader.day} | {self.reader.office}"
        return f"{FENCE}\n{head}\ntext: {_digest_copy(head, self.body)}\n{FENCE}\n\n{self.body}"


def is_copy(text: str) -> bool:
    """Return whether a file says that it is a cleared copy."""
    return split_lines(text)[:2] == [FENCE, f"statplan: {CLEARED_COPY}"]


def is_notes(text: str) -> bool:
    """Return whether a file says that it is marked notes."""
    front_matter, _ = parse_front_matter(split_lines(text))
    return front_matter.get("statplan") in {*RecordKind}


def read_notes(text: str) -> MarkedNotes | tuple[Problem, ...]:
    """Read the head of marked notes, or tell everything that is wrong with it."""
    lines = split_lines(text)
    front_matter, end = parse_front_matter(lines)
    problems = [*check_front_matter(lines, front_matter, end, _KEYS["notes"], ALLOW)]
    answers = {
        number: parse_public_answer(line)
        for number, line in enumerate(lines[:end], start=1)
        if line.partition(": ")[0] == ALLOW
    }
    if not problems:
        problems += [*_check_notes(front_matter), *_check_answers(answers)]
    if problems:
        return tuple(problems)
    start, problem = skip_guide(lines, end)
    if problem:
        return (problem,)
    digest = _digest_text("\n".join(lines))
    kind, meeting = RecordKind(front_matter["statplan"]), front_matter["meeting"]
    known_answers = {number: answer for number, answer in answers.items() if answer}
    return MarkedNotes(kind, meeting, tuple(lines[start:]), start + 1, digest, known_answers)


def read_copy(text: str) -> ClearedCopy | None:
    """Read a cleared copy; None where it is not as it was written."""
    lines = split_lines(text)
    front_matter, end = parse_front_matter(lines)
    has_keys = tuple(front_matter) in {_KEYS["copy"], _KEYS["read copy"]}
    if not has_keys or front_matter["kind"] not in {*RecordKind}:
        return None
    copy = ClearedCopy(
        RecordKind(front_matter["kind"]),
        front_matter["meeting"],
        front_matter["notes"],
        "\n".join(lines[end + 1 :]),
        _parse_reader(front_matter.get("reader", "")),
    )
    return copy if copy.render_file() == "\n".join(lines) else None


def _parse_reader(text: str) -> CopyReader | None:
    day, _, office = text.partition(" | ")
    return CopyReader(date.fromisoformat(day), office) if _DAY.fullmatch(day) else None


def _check_answers(answers: Mapping[int, PublicAnswer | None]) -> Iterator[Problem]:
    for number, answer in answers.items():
        if answer is None:
            fact = "this answer is not as `statplan redact --allow` writes it."
            remedy = "Write it as in allow: 2027-03-12 | Maria Lopez | signed the public petition."
            yield Problem(number, 0, "", fact, remedy)


def _check_notes(front_matter: Mapping[str, str]) -> Iterator[Problem]:
    if front_matter["statplan"] not in {*RecordKind}:
        kinds = ", ".join(RecordKind)
        yield Problem(2, 0, "", "it does not say what it is.", f"Write one of {kinds}.")
    if not _MEETING.fullmatch(front_matter["meeting"]):
        fact = "it does not name a meeting by its key."
        yield Problem(3, 0, "", fact, "Write it as in blight/2027-03.")
    if not _ID.fullmatch(front_matter["id"]):
        fact = "its id is not as `statplan notes` writes it."
        yield Problem(4, 0, "", fact, "Take the id of a new template, and tell it to nobody.")


def _digest_copy(head: str, body: str) -> str:
    return _digest_text(f"{head}\n{body}")


def _digest_text(text: str) -> str:
    return f"sha256:{hash_bytes(text.encode())}"
