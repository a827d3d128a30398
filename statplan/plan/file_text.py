"""The bytes of a file that people write, as text; and what messages call such a file."""

from dataclasses import dataclass

from statplan.errors import Problem

MAX_FILE_SIZE = 1_000_000
BYTE_ORDER_MARK = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "Save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of answers file: its name in messages, and what to type where it is none.

    Attributes:
        article: its name with an article.
        noun: its name.
        misfit_fact: the fact where it is no group of answers; `{contents}` says what it is instead.
        start_hint: what to write instead.
        empty_hint: what to do where it is empty.
    """

    article: str
    noun: str
    misfit_fact: str
    start_hint: str
    empty_hint: str


_EXAMPLE = "Write answers by section, for example program: {name: CityStat}."
PLAN_FILE = FileKind(
    "a plan",
    "plan",
    "this is no plan.",
    "A plan begins with `statplan: 1`.",
    "Make a plan with `statplan init`.",
)
ANSWERS_FILE = FileKind(
    "an answers file",
    "answers file",
    "this file of answers holds {contents} instead of answers.",
    _EXAMPLE,
    _EXAMPLE,
)


def decode_file(content: bytes, file_kind: FileKind = PLAN_FILE) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, which must be UTF-8, or else the problem that it has."""
    if len(content) > MAX_FILE_SIZE:
        fact = (
            f"the file has {len(content):,} bytes; {file_kind.article} has at most "
            f"{MAX_FILE_SIZE:,}."
        )
        return "", (Problem(0, 0, "", fact, "Is it the right file?"),)
    if b"\0" in content[:4] or content.startswith(_UTF_16):
        fact = "the file is not in UTF-8 but, it seems, in UTF-16."
        return "", (Problem(1, 1, "", fact, _SAVE),)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text_before = content[: error.start].decode("utf-8").removeprefix(BYTE_ORDER_MARK)
        position = text_before.count("\n") + 1, len(text_before) - (text_before.rfind("\n") + 1) + 1
        fact = f"byte {content[error.start]:#04x} is not UTF-8."
        return "", (Problem(*position, "", fact, _SAVE),)
