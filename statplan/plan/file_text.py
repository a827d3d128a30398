"""The bytes of a file that people write, as text; and what messages call such a file."""

from dataclasses import dataclass

from statplan.errors import Problem

LARGEST = 1_000_000
BYTE_ORDER_MARK = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "Save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file of answers is called in messages, and what to type where it is none.

    Attributes:
        article: its name with an article.
        noun: its name.
        misfit: the fact where it is no group of answers; `{contents}` says what it is instead.
        begin: what to write instead.
        fill: what to do where it is empty.
    """

    article: str
    noun: str
    misfit: str
    begin: str
    fill: str


_EXAMPLE = "Write answers by section, for example program: {name: CityStat}."
PLAN = FileKind(
    "a plan",
    "plan",
    "this is no plan.",
    "A plan begins with `statplan: 1`.",
    "Make a plan with `statplan init`.",
)
ANSWERS = FileKind(
    "an answers file",
    "answers file",
    "this file of answers holds {contents} instead of answers.",
    _EXAMPLE,
    _EXAMPLE,
)


def decode(raw: bytes, kind: FileKind = PLAN) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, which must be UTF-8, or else the problem that it has."""
    if len(raw) > LARGEST:
        fact = f"the file has {len(raw):,} bytes; {kind.article} has at most {LARGEST:,}."
        return "", (Problem(0, 0, "", fact, "Is it the right file?"),)
    if b"\0" in raw[:4] or raw.startswith(_UTF_16):
        fact = "the file is not in UTF-8 but, it seems, in UTF-16."
        return "", (Problem(1, 1, "", fact, _SAVE),)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix(BYTE_ORDER_MARK)
        place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        fact = f"byte {raw[error.start]:#04x} is not UTF-8."
        return "", (Problem(*place, "", fact, _SAVE),)
