"""Words in notes that were meant to withhold something, in a form that withholds nothing."""

import re
import unicodedata

from statplan.records.letters import normalize_text, remove_emphasis
from statplan.records.model import GROUNDS

# What is left of a mark that is not written just so: its brackets or its fence.
_REMAINS = r"\[\s*\[|\]\s*\]|::\s*:"
_OPENING, _CLOSING = r"\[{<«‹⟦〈《【「", r"\]}>»›⟧〉》】」|"  # noqa: RUF001 - quotation marks too
_PROSE = r"\w\s.,;!?\"'()&/‘’“”–—\-"  # noqa: RUF001 - signs that prose puts beside a word
_WORD = r"redact(?:ed|ions?)?"
# Where an instruction begins: a line, a cell, a sentence, or after a bracket or a dash.
_START = rf"(?:^|[.!?;(\"“–—{_OPENING}]\s*|\s-+\s+|:\s+)(?:please\s+)?"  # noqa: RUF001
_PART = (
    r"(?:names?|lines?|sentences?|paragraphs?|sections?|parts?|words?|items?|rows?|blocks?|notes?)"
)
_MARK_FORMS = (
    _REMAINS,
    rf"[{_OPENING}]\s*(?:/|end|begin)?\s*{_WORD}\b",
    rf"[^{_PROSE}]redact\b|(?<!\w)/redact\b",
    rf"\bredact\s*[{_CLOSING}]|\bredact[^{_PROSE}]",
    rf"\bredact\s*:|{_START}(?:(?:to|must|should) be )?redacted\s*:",
    r"(?:<[-=]+|[-=]+>|[–—]|\s-+)\s*redact\W*$",  # noqa: RUF001
    rf"[{_OPENING}]\s*/?(?:{'|'.join(GROUNDS)})\s*[:|]",
    r"\(\s*redact\s*[),]",
    (
        r"\(\s*(?:/|end|begin|start|stop|please|(?:to|must|should) be|needs?(?: to be)?)"
        rf"(?:\s+of)?\s*{_WORD}\b"
    ),
    rf"^(?:begin|start|end|stop)(?:\s+of)?\s+{_WORD}\W*(?:here\W*)?$",
    r"^redact(?:ed)?\W*$",
    rf"{_START}redact (?:this|that|these|those|it|him|her)\s*(?:$|[.:;,!)]|{_PART}\b)",
    (
        rf"{_START}redact (?:the )?(?:above|below|next|previous|following|whole|entire)\b"
        rf"\s*(?:$|[.:;,!)]|{_PART}\b)"
    ),
    rf"{_START}redact (?:from|to|until) here\b|{_START}redact before (?:release|publi|posting)",
)
_CONFIDENTIAL = (
    r"(?:(?:strictly |highly )?(?:confidential|privileged)"
    r"(?:(?: and | & |, ?|/)(?:confidential|privileged))?|attorney[- ]client privileged?|"
    r"withhold|secret|off[- ]the[- ]record|not (?:for the )?public|non-?public|embargoed|"
    r"(?:for )?(?:internal|staff|hr|management|legal|council|panel)[- ](?:use )?only|"
    r"not for (?:distribution|disclosure|attribution|the (?:record|press|media|minutes))|"
    r"not to be (?:published|made public))"
    r"(?: (?:information|matters?|notes?|part|section|text|items?))?"
)
_WARNINGS = (
    rf"^{_CONFIDENTIAL}\W*$",
    rf"{_START}{_CONFIDENTIAL}\s*(?:[:)\]}}]|[-–—]+\s)",  # noqa: RUF001
    r"\bnot for (?:public |press )?(?:release|publication)\b",
    r"\b(?:internal use|for (?:your|our) eyes) only\b",
    rf"{_START}(?:do not|don['’]?t|never) publish\b",  # noqa: RUF001
    (
        rf"{_START}(?:do not|don['’]?t) (?:release|disclose|share|post|print|"  # noqa: RUF001
        r"distribute|make public)\s*(?:$|[.:;,!)\]]|this|these|that|it\b|the following|"
        r"names?\b|publicly|online|outside|to the (?:public|press|media))"
    ),
    (
        rf"{_START}keep (?:this |these |that |it )?(?:private|confidential|secret|off the record|"
        r"between us|out of the (?:minutes|record|public))"
    ),
    rf"{_START}off[- ]the[- ]record,",
    (
        rf"{_START}(?:remove|delete|strike|cut)(?: this| these| that| it| the above)? before "
        r"(?:publi|releas|posting)"
    ),
    (
        r"\[\s*/?\s*(?:private|confidential|with(?:held|hold)|hid(?:e|den)|remove|censored?|exempt|"
        r"secret|internal|sensitive|not public)\b(?:\s*:|\s*\](?!\()|\s+\d)"
    ),
)
_CAPITALS = re.compile(r"\bREDACT(?:ED|ION|IONS|ING)?\b")
_CAPITAL_WARNING = re.compile(
    r"\b(?:CONFIDENTIAL|PRIVILEGED|DO NOT (?:PUBLISH|RELEASE))\b|"
    r"^\W*(?:PRIVATE|SENSITIVE|WITHHELD|SECRET)\s*:"
)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\W*(?:redact|confidential|private)")
_MARKERS = re.compile(r"^(?:[\s>|+-]|#+\s|[0-9]+[.)]\s|\[[ x]\]\s)+")
_REMAINS_OF_MARK = re.compile(rf"{_REMAINS}|[{_OPENING}]\s*redact\b|[^{_PROSE}]redact\b")
_MARK = re.compile("|".join(_MARK_FORMS))
_WARNING = re.compile("|".join(_WARNINGS))


def has_remains(line: str) -> bool:
    """Return whether a line holds brackets, a fence, or the word of a mark."""
    return bool(_REMAINS_OF_MARK.search(normalize_text(line)))


def looks_like_mark(text: str) -> bool:
    """Return whether a text without marks looks as if it had one: `REDACTED:`, `(redact)`.

    Prose about redaction passes: "staff will redact the report", "the redacted budget".
    """
    return bool(_FENCE.match(normalize_text(text))) or _is_found(text, _MARK, _CAPITALS)


def warns_of_publication(text: str) -> bool:
    """Return whether a text says that it is not for the public: `Confidential:`, "do not publish".

    Prose passes: "the memo is confidential", "we do not publish names".
    """
    return _is_found(text, _WARNING, _CAPITAL_WARNING)


def _is_found(text: str, pattern: re.Pattern[str], capitals: re.Pattern[str]) -> bool:
    """Return whether a cell of a text has a pattern, or words in capitals that stand out."""
    plain = remove_emphasis(unicodedata.normalize("NFKD", text))
    if capitals.search(plain) and any(char.islower() for char in plain):
        return True
    cells = plain.split("|") if plain.lstrip().startswith("|") else [plain]
    return any(pattern.search(_MARKERS.sub("", normalize_text(cell)).strip()) for cell in cells)
