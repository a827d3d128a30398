"""The words an answer may be made of: names, texts, ids, addresses, yes and no."""

import re
import unicodedata
from datetime import time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from statplan.plan.file_names import is_device, is_safe_file_name

LONGEST_NAME = 200
LONGEST_TEXT = 4000
_SHOWN = 60

# Characters that some calendar or document program drops, breaks on or is misled by: controls,
# line and paragraph separators, byte order marks, bidirectional overrides, what XML refuses, and
# the backslash, which the iCalendar writer turns into a line break before an N.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\\\\"
    "\ufffe\uffff\ud800-\udfff]"
)


def shown(value: object) -> str:
    """An answer as a message quotes it, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, dict):
        return "a group of answers"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    said = visible(text[:_SHOWN]) + "..." * (len(text) > _SHOWN)
    return f"'{said}'" if isinstance(value, str) else said


def visible(text: str) -> str:
    """A text on one line, with invisible characters written out."""
    return _REFUSED.sub(_named, " ".join(text.split()))


def _named(found: re.Match[str]) -> str:
    char = found.group()
    return char if char == "\\" else f"<U+{ord(char):04X}>"


def _check(text: str, longest: int) -> str:
    found = _REFUSED.search(text)
    if found:
        char = found.group()
        what = "a backslash" if char == "\\" else f"the invisible character U+{ord(char):04X}"
        raise ValueError(f"the text holds {what} at place {found.start() + 1}. Take it out.")
    if not text:
        raise ValueError("the text is empty. Write something, or leave the answer out.")
    if len(text) > longest:
        fact = f"the text has {len(text):,} characters; at most {longest:,} fit."
        raise ValueError(f"{fact} Shorten it.")
    return text


def clean_name(text: str) -> str:
    """Return a one-line name in NFC with single blanks, or say what it may not hold.

    Raises:
        ValueError: a control, bidirectional or other character that calendars break on; nothing
            left; over 200 characters.
    """
    if "\n" in text.strip():
        raise ValueError("the text has a line break. Write it on one line.")
    normal = unicodedata.normalize("NFC", text)
    return _check(re.sub("[ \t]+", " ", normal).strip(), LONGEST_NAME)


def clean_text(text: str) -> str:
    """Return a text in NFC with no blanks at line ends, or say what it may not hold.

    Raises:
        ValueError: as `clean_name`, with at most 4,000 characters.
    """
    lines = (line.strip() for line in unicodedata.normalize("NFC", text).strip().split("\n"))
    return _check("\n".join(lines), LONGEST_TEXT)


_EMAIL = r"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_MEETING = r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}-[0-9QW-]{1,8}$"
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_FOLDER = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$"
_LINK = r"^https?://[^\s<>\"'\\]+$"


def _matching(pattern: str, remedy: str) -> Any:  # noqa: ANN401 - a pydantic validator
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{shown(text)} {remedy}")
        return text

    return AfterValidator(check)


def _safe_folder(text: str) -> str:
    for name in text.split("/"):
        if not is_safe_file_name(name):
            why = "is a device to Windows" if is_device(name) else "ends in a dot"
            raise ValueError(
                f"{shown(name)} {why}, so no folder can have that name. Choose another."
            )
    return text


def _safe_id(text: str) -> str:
    if not is_safe_file_name(text):
        fact = f"{shown(text)} is a device to Windows, and a folder of calendars has the id's name."
        raise ValueError(f"{fact} Choose another id, such as {text}-office.")
    return text


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"yes", "no"}:
        return value == "yes"
    raise ValueError(f"{shown(value)} is neither yes nor no. Write yes or no, in small letters.")


Name = Annotated[str, AfterValidator(clean_name)]
Text = Annotated[str, AfterValidator(clean_text)]
Id = Annotated[
    str,
    Field(max_length=40),
    _matching(_ID, "is no id. Use small letters, digits and hyphens, as in public-works."),
    WithJsonSchema({"type": "string", "pattern": _ID, "maxLength": 40}),
]
FolderId = Annotated[
    Id, AfterValidator(_safe_id)
]  # calendars are published in a folder of this name
Lineage = Annotated[str, Field(pattern=_UUID)]
Email = Annotated[
    str,
    Field(max_length=254),
    _matching(_EMAIL, "is no e-mail address. Write only the address, as in clerk@example.gov."),
    WithJsonSchema({"type": "string", "pattern": _EMAIL, "maxLength": 254}),
]
Link = Annotated[
    str,
    Field(max_length=1000),
    _matching(_LINK, "is no web address. Write it whole, beginning with https://."),
    WithJsonSchema({"type": "string", "pattern": _LINK, "maxLength": 1000}),
]
Folder = Annotated[
    str,
    Field(max_length=100),
    _matching(
        _FOLDER,
        "is no folder beside the plan. Use letters, digits, hyphens and slashes, as in calendars.",
    ),
    AfterValidator(_safe_folder),
    WithJsonSchema({"type": "string", "pattern": _FOLDER, "maxLength": 100}),
]
MeetingText = Annotated[
    str,
    Field(max_length=100),
    _matching(_MEETING, "is no key of a meeting. Write it as in blightstat/2027-03."),
    WithJsonSchema(
        {"type": "string", "pattern": _MEETING, "maxLength": 100, "examples": ["stat/2027-03"]}
    ),
]
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    PlainSerializer(lambda value: "yes" if value else "no", return_type=str),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
]


class Names:
    """Marks a field whose words are ids of the plan's people, departments or subjects."""

    def __init__(self, roster: str) -> None:
        self.roster = roster


PersonId = Annotated[Id, Names("participants.people")]
DepartmentId = Annotated[Id, Names("participants.departments")]
SubjectId = Annotated[Id, Names("focus.subjects")]
