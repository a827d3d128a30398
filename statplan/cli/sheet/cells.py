"""What a cell says: blanks, formulas, yes and no, support divisions, roles in a department."""

import re
import unicodedata
from difflib import get_close_matches
from typing import get_args

from statplan.plan.participants import Division

# What people write in a cell to say that nothing stands there.
_NOTHING = {"-", "--", "\u2013", "\u2014", "n/a", "tbd", "vacant"}
_FORMULA = ("=", "+", "-", "@")
_YES = {"yes", "y", "x", "true", "1", "\u2713", "\u2714", "\u2611", "\u2612"}
_NO = {"no", "n", "false", "0", "\u2610"}
_NEAR = 0.7  # of 1, in difflib's measure, as for the model's own words

# Other words for the support divisions [ours].
_DIVISIONS: dict[Division, tuple[str, ...]] = {
    "finance and budget": (
        "finance", "finances", "financial", "fiscal", "budget", "budgeting", "budget and finance",
        "management and budget", "omb", "treasury", "comptroller", "controller",
    ),
    "procurement": ("purchasing", "contracting", "contracts", "acquisition", "supply"),
    "information technology": (
        "it", "ict", "its", "tech", "technology", "information tech", "information systems",
        "information", "information and technology", "innovation and technology", "digital",
    ),
    "communications": (
        "comms", "communication", "press", "media", "public affairs", "public information", "pio",
    ),
    "legal": (
        "law", "counsel", "legal counsel", "general counsel", "corporation counsel", "attorney",
        "city attorney", "county attorney", "solicitor",
    ),
    "human resources": (
        "hr", "human resource", "human capital", "personnel", "people", "civil service",
    ),
    "equal rights": (
        "equity", "equality", "civil rights", "human rights", "equal opportunity", "eeo", "dei",
        "equal employment opportunity", "equity and inclusion", "diversity equity and inclusion",
    ),
    "policy": ("policies", "policy and planning"),
}  # fmt: skip
_AROUND = (
    r"^(the )?((office|department|dept|division|bureau) of )?(the )?"
    r"|( (office|department|dept|division|bureau|team|services?))+$"
)
_ROLES = {
    "head": ("head", "department head", "agency head", "director", "chief", "heads it"),
    "contact": ("contact", "data contact", "data", "data liaison", "liaison", "contact for data"),
    "budget_analyst": ("budget analyst", "budget", "analyst", "budget contact"),
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}


def said(text: str) -> str:
    """A cell's text on one line, with single blanks; empty where it only says that it is."""
    normal = unicodedata.normalize("NFC", text)
    line = re.sub("[ \t\r\n\u00a0]+", " ", normal).strip()
    return "" if line.lower() in _NOTHING else line


def folded(value: object) -> str:
    """A text as it is compared, without regard to case; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", value).split()).casefold()


def plain(text: str) -> str:
    """A heading or choice as it is compared: small letters, digits and single blanks."""
    words = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    words = re.sub("['\u2019]s\\b|['\u2019.]", "", words)
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula."""
    return text.startswith(_FORMULA)


def yes_or_no(text: str) -> bool | None:
    """What a flag says, or None where it is neither yes nor no."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def _known_divisions() -> dict[str, Division]:
    known: dict[str, Division] = {each: each for each in get_args(Division)}
    return known | {word: name for name, words in _DIVISIONS.items() for word in words}


_DIVISION_OF = _known_divisions()


def division(text: str) -> str:
    """The support division that a cell means, or its text where it means none."""
    word = plain(text)
    found: str | None = _DIVISION_OF.get(word) or _DIVISION_OF.get(_bare(word))
    return found or text


def near_division(text: str) -> str:
    """The support division that a misspelled cell may have meant, or nothing."""
    near = get_close_matches(_bare(plain(text)), _DIVISION_OF, n=1, cutoff=_NEAR)
    return _DIVISION_OF[near[0]] if near else ""


def _bare(word: str) -> str:
    return re.sub(_AROUND, "", word)


def roles(text: str) -> tuple[list[str], list[str]]:
    """The roles in a department that a cell names, and the words that name none."""
    words = [each.strip() for each in re.split(r"[,;/|+&]|\band\b", text) if each.strip()]
    words = [each for each in words if each.casefold() not in {*_NO, "none"}]
    found = [_ROLE_OF[plain(each)] for each in words if plain(each) in _ROLE_OF]
    return found, [each for each in words if plain(each) not in _ROLE_OF]
