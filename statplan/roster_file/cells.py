"""The meaning of a cell: blanks, formulas, yes and no, divisions, roles in a department."""

import re
import unicodedata

from statplan.plan.participants import DIVISIONS
from statplan.spelling import find_similar_word

# What people write in a cell to say that nothing stands there.
_EMPTY_WORDS = {"-", "--", "\u2013", "\u2014", "n/a", "tbd", "vacant"}
_FORMULA = ("=", "+", "-", "@")
_YES = {"yes", "y", "x", "true", "1", "\u2713", "\u2714", "\u2611", "\u2612"}
_NO = {"no", "n", "false", "0", "\u2610"}
_NEAR = 0.7  # of 1, in difflib's measure, as for the model's own words

# Other words for the support divisions [ours].
_DIVISIONS: dict[str, tuple[str, ...]] = {
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
_COMMON_WORDS = (
    r"^(the )?((office|department|dept|division|bureau) of )?(the )?"
    r"|( (office|department|dept|division|bureau|team|services?))+$"
)
_ROLES = {
    "head": ("head", "department head", "agency head", "director", "chief", "heads it"),
    "contact": ("contact", "data contact", "data", "data liaison", "liaison", "contact for data"),
    "key_staff": ("key staff", "staff"),
    "budget_analyst": ("budget analyst", "budget", "analyst", "budget contact"),
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}


def normalize_cell(text: str) -> str:
    """Return a cell's text on one line with single blanks; empty for words such as "n/a"."""
    normal = unicodedata.normalize("NFC", text)
    line = re.sub("[ \t\r\n\u00a0]+", " ", normal).strip()
    return "" if line.lower() in _EMPTY_WORDS else line


def normalize_case(answer: object) -> str:
    """Return a text as it is compared, without regard to case; empty for what is no text."""
    if not isinstance(answer, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", answer).split()).casefold()


def normalize_words(text: str) -> str:
    """Return a heading or choice as it is compared: small letters, digits and single blanks."""
    words = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    words = re.sub("['\u2019]s\\b|['\u2019.]", "", words)
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet could take a cell for a formula."""
    return text.startswith(_FORMULA)


def parse_yes_no(text: str) -> bool | None:
    """Return what a flag says, or None where it is neither yes nor no."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def _index_divisions() -> dict[str, str]:
    divisions = {division: division for division in DIVISIONS}
    return divisions | {word: name for name, words in _DIVISIONS.items() for word in words}


_DIVISION_OF = _index_divisions()


def parse_division(text: str) -> str:
    """Return the support division that a cell means, or its text where it means none."""
    word = normalize_words(text)
    division: str | None = _DIVISION_OF.get(word) or _DIVISION_OF.get(_strip_common_words(word))
    return division or text


def parse_divisions(text: str) -> tuple[str, ...]:
    """Return the support divisions that a cell means: one, or several separated by semicolons."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return tuple(dict.fromkeys(map(parse_division, parts))) or (text,)


def suggest_division(text: str) -> str:
    """Return the support division that a misspelled cell may have meant, or nothing."""
    word = _strip_common_words(normalize_words(text))
    return _DIVISION_OF.get(find_similar_word(word, _DIVISION_OF, _NEAR), "")


def _strip_common_words(word: str) -> str:
    return re.sub(_COMMON_WORDS, "", word)


def parse_roles(text: str) -> tuple[list[str], list[str]]:
    """Return the roles in a department that a cell names, and the words that name none."""
    words = [word.strip() for word in re.split(r"[,;/|+&]|\band\b", text) if word.strip()]
    words = [word for word in words if word.casefold() not in {*_NO, "none"}]
    known_roles = [
        _ROLE_OF[normalize_words(word)] for word in words if normalize_words(word) in _ROLE_OF
    ]
    return known_roles, [word for word in words if normalize_words(word) not in _ROLE_OF]
