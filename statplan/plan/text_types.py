"""Types for the words in an answer: names, texts, ids, addresses, yes and no; safe file names."""

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from statplan.errors import AnswerError
from statplan.plan.quotation import FORBIDDEN_IN_TEXT, quote_answer

# Names that Windows keeps for devices in every folder, in any case, with any file extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}
_FORBIDDEN_CHARACTERS = frozenset('<>:"/\\|?*')


def is_device_name(name: str) -> bool:
    """Return whether Windows takes a name for a device: `nul`, `Nul.ics`, `COM¹`."""
    stem = name.partition(".")[0].rstrip(" ")
    return unicodedata.normalize("NFKC", stem).casefold() in _DEVICES


def is_safe_file_name(name: str) -> bool:
    """Return whether every system can give a file or folder this name, and shows it alike."""
    if not name or name[-1] in ". " or is_device_name(name):
        return False
    return name.isprintable() and not _FORBIDDEN_CHARACTERS & set(name)


MAX_NAME_LENGTH = 200
MAX_TEXT_LENGTH = 4000


def _check_text(text: str, max_length: int) -> str:
    match = FORBIDDEN_IN_TEXT.search(text)
    if match:
        character = match.group()
        description = (
            "a backslash"
            if character == "\\"
            else f"the invisible character U+{ord(character):04X}"
        )
        raise AnswerError(
            f"the text holds {description} at place {match.start() + 1}.", "Take it out."
        )
    if not text:
        raise AnswerError("the text is empty.", "Write something, or leave the answer out.")
    if len(text) > max_length:
        fact = f"the text has {len(text):,} characters; at most {max_length:,} fit."
        raise AnswerError(fact, "Shorten it.")
    return text


def normalize_name(text: str) -> str:
    """Return a one-line name in NFC with single blanks, or say what it may not hold.

    Raises:
        AnswerError: a control, bidirectional or other character that calendars break on; nothing
            left; over 200 characters.
    """
    if "\n" in text.strip():
        raise AnswerError("the text has a line break.", "Write it on one line.")
    normal = unicodedata.normalize("NFC", text)
    return _check_text(re.sub("[ \t]+", " ", normal).strip(), MAX_NAME_LENGTH)


def normalize_text(text: str) -> str:
    """Return a text in NFC with no blanks at line ends, or say what it may not hold.

    Raises:
        AnswerError: as `normalize_name`, with at most 4,000 characters.
    """
    lines = (line.strip() for line in unicodedata.normalize("NFC", text).strip().split("\n"))
    return _check_text("\n".join(lines), MAX_TEXT_LENGTH)


_EMAIL = r"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_MEETING = r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}-[0-9QW-]{1,8}(\.[a-z0-9]{1,10})?(-[0-9]{1,4})?$"
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_FOLDER = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$"
_LINK = r"^https?://[^\s<>\"'\\]+$"


def _make_pattern_validator(pattern: str, fact: str, remedy: str) -> Any:  # noqa: ANN401 - a pydantic validator
    def check_pattern(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise AnswerError(f"{quote_answer(text)} {fact}.", remedy)
        return text

    return AfterValidator(check_pattern)


def _check_folder(text: str) -> str:
    for name in text.split("/"):
        if not is_safe_file_name(name):
            why = "is a device to Windows" if is_device_name(name) else "ends in a dot"
            fact = f"{quote_answer(name)} {why}, so no folder can have that name."
            raise AnswerError(fact, "Choose another.")
    return text


def _check_folder_id(text: str) -> str:
    if not is_safe_file_name(text):
        fact = (
            f"{quote_answer(text)} is a device to Windows, and a folder of calendars has the "
            "id's name."
        )
        raise AnswerError(fact, f"Choose another id, such as {text}-office.")
    return text


def _parse_yes_no(answer: object) -> object:
    if isinstance(answer, bool):
        return answer
    if isinstance(answer, str) and answer in {"yes", "no"}:
        return answer == "yes"
    fact = f"{quote_answer(answer)} is neither yes nor no."
    raise AnswerError(fact, "Write yes or no, in small letters.")


Name = Annotated[str, AfterValidator(normalize_name)]
Text = Annotated[str, AfterValidator(normalize_text)]
Id = Annotated[
    str,
    Field(max_length=40),
    _make_pattern_validator(
        _ID, "is no id", "Use small letters, digits and hyphens, as in public-works."
    ),
    WithJsonSchema({"type": "string", "pattern": _ID, "maxLength": 40}),
]
# Calendars are published in a folder of this name.
FolderId = Annotated[Id, AfterValidator(_check_folder_id)]
Lineage = Annotated[str, Field(pattern=_UUID)]
Email = Annotated[
    str,
    Field(max_length=254),
    _make_pattern_validator(
        _EMAIL, "is no e-mail address", "Write only the address, as in clerk@example.gov."
    ),
    WithJsonSchema({"type": "string", "pattern": _EMAIL, "maxLength": 254}),
]
Link = Annotated[
    str,
    Field(max_length=1000),
    _make_pattern_validator(_LINK, "is no web address", "Write it whole, beginning with https://."),
    WithJsonSchema({"type": "string", "pattern": _LINK, "maxLength": 1000}),
]
Folder = Annotated[
    str,
    Field(max_length=100),
    _make_pattern_validator(
        _FOLDER,
        "is no folder beside the plan",
        "Use letters, digits, hyphens and slashes, as in calendars.",
    ),
    AfterValidator(_check_folder),
    WithJsonSchema({"type": "string", "pattern": _FOLDER, "maxLength": 100}),
]
MeetingKeyText = Annotated[
    str,
    Field(max_length=100),
    _make_pattern_validator(
        _MEETING, "is no key of a meeting", "Write it as in blightstat/2027-03."
    ),
    WithJsonSchema(
        {"type": "string", "pattern": _MEETING, "maxLength": 100, "examples": ["stat/2027-03"]}
    ),
]
YesNo = Annotated[
    bool,
    BeforeValidator(_parse_yes_no),
    PlainSerializer(lambda is_yes: "yes" if is_yes else "no", return_type=str),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
]


MeetingMode = Literal["in person", "remote", "both"]


class RosterReference:
    """A mark on a field whose words are ids of records of the plan.

    `roster` is the path of the list that holds them, or several paths with blanks between.
    """

    def __init__(self, roster: str) -> None:
        self.roster = roster


PersonId = Annotated[Id, RosterReference("participants.people")]
DepartmentId = Annotated[Id, RosterReference("participants.departments")]
SubjectId = Annotated[Id, RosterReference("focus.subjects")]
TurnId = Annotated[Id, RosterReference("focus.subjects participants.departments")]
Turn = TurnId | tuple[TurnId, ...]  # one topic or department, or several that share a meeting
