"""The two files of a record: the marked notes, and the copy that was cleared of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from statplan.errors import Problem
from statplan.records.head import FENCE, after_guide, head_of, lines_of, wrong_head
from statplan.records.kinds import Kind

CLEARED = "cleared copy"
_KEYS = {
    "notes": ("statplan", "meeting", "id"),
    "copy": ("statplan", "meeting", "kind", "notes", "text"),
}
_ID = re.compile(r"[0-9a-f]{32}")
_MEETING = re.compile(r"[a-z0-9-]+/[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Notes:
    """Marked notes.

    `lines` are what follows the head and the explanation of marks, `first` is the number of the
    first of them. `digest` is that of the whole file; its `id`, which never leaves it, keeps
    anybody from finding what is withheld by trying names until the digest fits.
    """

    kind: Kind
    meeting: str
    lines: tuple[str, ...]
    first: int
    digest: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A cleared copy: of which notes it was made (their digest), and its text."""

    kind: Kind
    meeting: str
    notes: str
    body: str

    def write(self) -> str:
        """The file: a head that tells what it is, and the text."""
        head = (
            f"statplan: {CLEARED}\nmeeting: {self.meeting}\nkind: {self.kind}\nnotes: {self.notes}"
        )
        return f"{FENCE}\n{head}\ntext: {_text_digest(head, self.body)}\n{FENCE}\n\n{self.body}"


def is_copy(text: str) -> bool:
    """Whether a file says that it is a cleared copy."""
    return lines_of(text)[:2] == [FENCE, f"statplan: {CLEARED}"]


def is_notes(text: str) -> bool:
    """Whether a file says that it is marked notes."""
    said, _ = head_of(lines_of(text))
    return said.get("statplan") in {*Kind}


def read_notes(text: str) -> Notes | tuple[Problem, ...]:
    """Read the head of marked notes, or tell everything that is wrong with it."""
    lines = lines_of(text)
    said, end = head_of(lines)
    problems = [*wrong_head(lines, said, end, _KEYS["notes"])]
    if not problems:
        problems += _wrong_notes(said)
    if problems:
        return tuple(problems)
    start, problem = after_guide(lines, end)
    if problem:
        return (problem,)
    digest = _digest("\n".join(lines))
    kind, meeting = Kind(said["statplan"]), said["meeting"]
    return Notes(kind, meeting, tuple(lines[start:]), start + 1, digest)


def read_copy(text: str) -> Copy | None:
    """Read a cleared copy; None where it is not as it was written."""
    lines = lines_of(text)
    said, end = head_of(lines)
    if tuple(said) != _KEYS["copy"] or said["kind"] not in {*Kind}:
        return None
    body = "\n".join(lines[end + 1 :])
    found = Copy(Kind(said["kind"]), said["meeting"], said["notes"], body)
    return found if found.write() == "\n".join(lines) else None


def _wrong_notes(said: Mapping[str, str]) -> Iterator[Problem]:
    if said["statplan"] not in {*Kind}:
        kinds = ", ".join(Kind)
        yield Problem(2, 0, "", "it does not say what it is.", f"Write one of {kinds}.")
    if not _MEETING.fullmatch(said["meeting"]):
        fact = "it does not name a meeting by its key."
        yield Problem(3, 0, "", fact, "Write it as in blight/2027-03.")
    if not _ID.fullmatch(said["id"]):
        fact = "its id is not as `statplan notes` writes it."
        yield Problem(4, 0, "", fact, "Take the id of a new template, and tell it to nobody.")


def _text_digest(head: str, body: str) -> str:
    return _digest(f"{head}\n{body}")


def _digest(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"
