"""Personal data that is known by its shape: addresses, numbers, and dates of birth in a text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from statplan.records.known_words import list_known_words
from statplan.records.letters import split_words


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece of a text that looks like personal data; equal keys mean the same thing."""

    start: int
    end: int
    kind: str
    key: tuple[str, ...]


HOUSE = "the address of a house"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{4}})"
)
_YEAR = r"(?:19|20)\d{2}"
_BIRTH = re.compile(
    rf"\b(?:born|d\.?o\.?b\b\.?|(?:date|day|year) of birth|birth\s?date|(?-i:birthday))"
    rf"(?:\s+(?:on|in|is|was|of|the))*\W{{0,3}}\s*(?P<shown>{_DATE}"
    rf"|(?:(?<=was born in )|(?<=of birth )|(?<=of birth: )|(?<=dob )|(?<=dob: )){_YEAR})",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_SOCIAL_SECURITY = re.compile(
    r"(?<![\w-])(?!000|666|9\d\d)\d{3}(?P<gap>[- .])(?!00)\d{2}(?P=gap)(?!0000)\d{4}(?![\w-])"
    r"|\b(?i:ssn|social security (?:number|no|#)|social insurance (?:number|no)|sin\b)"
    r"[^\d\n]{0,25}(?P<shown>\d(?:[ -]?\d){3,8})\b"
    r"|\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]{2}(?: ?\d{2}){3} ?[A-D]\b"
)
_ACCOUNT = re.compile(
    r"(?<!gl )(?<!ledger )(?<!budget )(?<!expense )(?<!fund )(?<!object )(?<!cost )(?<!line )"
    r"\b(?:accounts?|acct|a/c|routing|sort code|credit card|debit card|card|passport|"
    r"driver'?s? licen[cs]e|medical record|mrn|medicare|medicaid id|employee (?:id|number|no|#)|"
    r"student (?:id|number|no|#)|inmate (?:id|number|no|#)|badge|booking|policy (?:number|no|#)|"
    r"pension (?:number|no)|member (?:id|number|no|#)|voter id)\b\.?"
    r"(?:\s*(?:number|no|nr|num|id|ending|ends|end|last four|digits|in|with|is|was)\b\.?"
    r"|\s*[#:])*\s*"
    r"(?P<shown>(?-i:[A-Z]{0,3})[ -]?\d(?:[ -]?\d){3,18})\b(?!\s*(?:%|percent|accounts|cards))",
    re.IGNORECASE,
)
_MIN_ACCOUNT = 6  # digits; what has fewer is as often a number of accounts, or a line of a budget
_PARCEL_GROUPS = re.compile(r"(?:^|[ -])\d{2,3}[ -]")
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b")
_PLATE = re.compile(
    r"\b(?i:plates?|licen[cs]e|tags?|registration|rego)\b[^\n]{0,25}?"
    r"(?P<shown>(?<![\w$-])(?:[A-Z]{1,3}[- ]?\d{1,4}[- ]?[A-Z]{0,3}"
    r"|\d{1,4}[- ]?[A-Z]{2,3}[- ]?\d{0,4})(?![\w-]))"
)
_MIN_PLATE = 5
_PUBLIC_LICENSE = re.compile(
    r"(?i:business|liquor|alcohol|contractor|software|occupational|food|vendor|professional) "
    r"(?i:licen[cs]e)|(?i:asset|ear|bag|price|equipment|inventory) (?i:tags?)"
)
_STREET_KIND = (
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Terrace|"
    r"Ter|Circle|Cir|Way|Parkway|Pkwy|Highway|Hwy|Crescent|Cres|Close|Trail|Loop|Alley|Square|Sq|"
    r"Gardens|Grove|Row|Mews|Walk)"
)
_STREET = re.compile(
    r"(?<![\w$£€.,:/#-])(?P<number>\d{1,6}(?:[A-Za-z]|-\d{1,4})?)\s+(?:(?:[NSEW]|NE|NW|SE|SW)\.?\s+)?"
    rf"(?:(?:[A-Z][\w'\u2019.-]*|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,4}}?{_STREET_KIND}\b"
    r"(?!\s+(?:bridges|blocks|cases|crashes|crossings|culverts|homes|houses|hydrants|intersections|"
    r"lanes|lights|lots|meters|parcels|poles|potholes|projects|properties|ramps|repairs|segments|"
    r"shelters|signals|signs|sites|stops|storefronts|trees|resurfacing|project|reconstruction|work|"
    r"bond|closure|block|corridor)\b)"
)
_COUNT_BEFORE = re.compile(
    rf"(?:\b(?:{_MONTH}|ward|district|station|phase|item|zone|route|line|no|number|engine|ladder|"
    r"precinct|company|stage|tier|step|lot|parcel|action|bus|fiscal year|fy|"
    r"council|sector|area|division|beat|module|exhibit|table|figure|q|page|since|by|until|through|"
    r"group|priority|level|site|package|segment|option|part|project|unit|pump)\.?|%)\s+$",
    re.IGNORECASE,
)
_LOCAL_PHONE = re.compile(r"(?<![\w$.,/-])[2-9]\d{2}[-.\u2013 ]\d{4}(?![\w-]|[.,/]\d)")
_PHONE_WORD = re.compile(
    r"\b(?:call(?:ed|s|ing)?|phone[ds]?|tel|telephone|cell|mobile|dial(?:ed)?|text(?:ed)?|reach(?:ed)?|at|"
    r"contact|fax|number|home|work)\b[^\n.;]{0,20}$",
    re.IGNORECASE,
)
_ID_WORD = re.compile(
    r"\b(?:ordinance|resolution|case|file|permit|contract|po|no|item|code|section|order|bid|rfp|"
    r"docket|invoice|parcel|project|account|asset|ticket|request|petition|statute|chapter|rule|"
    r"work order|nrs|nac|rcw|wac|ors|oar|mcl|rsmo|krs|usc|cfr|stat)s?\.?\W{0,3}"
    r"(?:\d{1,4}-(?:19|20)\d{2}(?:,|,? and| or| to)\s)*$",
    re.IGNORECASE,
)
# What the public calls: the words just before its number.
_PUBLIC_LINE = re.compile(
    r"\b(?:line|hotline|helpline|switchboard|desk|cent(?:er|re)|office|department|city hall|"
    r"town hall|library|dispatch|intake|customer service|311|3-1-1)\b"
    r"(?:\s+(?:number|phone|telephone|tel|at|is|on))*[ .:,()]{0,4}$",
    re.IGNORECASE,
)
_PRIVATE_LINE = re.compile(
    r"\b(?:his|her|my|their|cell|mobile|home|private|personal|direct|resident|tenant|owner|"
    r"patient|caller|complainant|victim|witness|employee)\b|['\u2019]s\b",
    re.IGNORECASE,
)
_NEAR = 40  # characters before a number that tell whose it is
_GOVERNMENT_HOST = re.compile(r"(?:^|\.)(?:gov|govt|gouv|gc)(?:\.[a-z]{2})?$", re.IGNORECASE)
_YEAR_NUMBER = re.compile(r"(?:19|20)\d{2}-\d+")  # of an ordinance, a permit, or a contract
_NORTH_AMERICA = frozenset({"US", "CA"})
_IBAN_REMAINDER, _IBAN_MODULUS, _ALPHABET = 1, 97, 36


def find_shapes(text: str, country: str) -> Iterator[Shape]:
    """Yield what looks like personal data by its shape, without overlaps.

    Args:
        text: the text.
        country: the country whose telephone numbers are written without a prefix, as in US.
    """
    finders: tuple[Callable[[str, str], Iterator[Shape]], ...] = (
        _find_emails,
        _find_social_security,
        _find_accounts,
        _find_phones,
        _find_births,
        _find_plates,
        _find_streets,
    )
    found: list[Shape] = []
    for find in finders:
        for shape in find(text, country):
            if not any(shape.start < other.end and other.start < shape.end for other in found):
                found.append(shape)
    yield from sorted(found, key=lambda shape: shape.start)


def _build_shape(match: re.Match[str], kind: str, key: str | None = None) -> Shape:
    shown = "shown" if match.re.groupindex.get("shown") and match["shown"] else 0
    words = split_words(match[shown] if key is None else key)
    return Shape(match.start(shown), match.end(shown), kind, tuple(words))


def _find_emails(text: str, _: str) -> Iterator[Shape]:
    for match in _EMAIL.finditer(text):
        if not _is_office_box(match[0]):
            yield _build_shape(match, "an e-mail address")


def _is_office_box(address: str) -> bool:
    """Return whether an address of a government is named after an office, as in info@city.gov."""
    box, _, host = address.lower().partition("@")
    words = "|".join(sorted(list_known_words("office_boxes")))
    is_office = re.fullmatch(rf"(?:(?:{words})[._-]?)+", box)
    return bool(_GOVERNMENT_HOST.search(host) and is_office)


def _find_social_security(text: str, _: str) -> Iterator[Shape]:
    for match in _SOCIAL_SECURITY.finditer(text):
        yield _build_shape(match, "a social security number")


def _find_accounts(text: str, _: str) -> Iterator[Shape]:
    kind = "an account or card number"
    yield from (_build_shape(match, kind) for match in _CARD.finditer(text) if _is_card(match[0]))
    yield from (_build_shape(match, kind) for match in _IBAN.finditer(text) if _is_iban(match[0]))
    for match in _ACCOUNT.finditer(text):
        count = sum(char.isdigit() for char in match["shown"])
        if count >= _MIN_ACCOUNT or not match[0].lower().startswith("account"):
            yield _build_shape(match, kind)


def _is_card(text: str) -> bool:
    """Return whether digits are in groups of a card, and end in its check digit (Luhn)."""
    if _PARCEL_GROUPS.search(text):
        return False
    digits = [int(char) for char in text if char.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004  digit sum
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    letters = text.replace(" ", "")
    number = "".join(str(int(char, _ALPHABET)) for char in letters[4:] + letters[:4])
    return int(number) % _IBAN_MODULUS == _IBAN_REMAINDER


def _find_phones(text: str, country: str) -> Iterator[Shape]:
    from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number, number_type
    from phonenumbers import PhoneNumberType as Type

    office_types = {Type.TOLL_FREE, Type.SHARED_COST, Type.UAN}
    kind = "a telephone number"
    office_spans: list[range] = []
    for match in PhoneNumberMatcher(text, country):
        before = text[: match.start]
        if _YEAR_NUMBER.fullmatch(match.raw_string) or _ID_WORD.search(before):
            continue
        if number_type(match.number) in office_types or _is_public_line(before):
            office_spans.append(range(match.start, match.end))
            continue
        key = format_number(match.number, PhoneNumberFormat.E164)
        is_open = match.raw_string.startswith("(") and ")" not in match.raw_string
        yield Shape(match.start + is_open, match.end, kind, (key,))
    if country in _NORTH_AMERICA:
        for local in _LOCAL_PHONE.finditer(text):
            before = text[: local.start()]
            is_sure = "-" in local[0] or "." in local[0] or _PHONE_WORD.search(before)
            is_office = any(local.start() in span for span in office_spans)
            if is_sure and not (is_office or _ID_WORD.search(before) or _is_public_line(before)):
                yield _build_shape(local, kind)


def _is_public_line(before: str) -> bool:
    """Return whether the words before a number say that it is an office's, and nobody's own."""
    near = before[max(len(before) - _NEAR, before.rfind("\n") + 1) :]
    return bool(_PUBLIC_LINE.search(near)) and not _PRIVATE_LINE.search(near)


def _find_births(text: str, _: str) -> Iterator[Shape]:
    for match in _BIRTH.finditer(text):
        yield _build_shape(match, "a date of birth")


def _find_plates(text: str, _: str) -> Iterator[Shape]:
    for match in _PLATE.finditer(text):
        has_both = re.search("[A-Z]", match["shown"]) and re.search(r"\d", match["shown"])
        is_long = sum(char.isalnum() for char in match["shown"]) >= _MIN_PLATE
        before = text[: match.end()][-len(match[0]) - 20 :]
        if has_both and is_long and not _PUBLIC_LICENSE.search(before):
            yield _build_shape(match, "a license plate")


def _find_streets(text: str, _: str) -> Iterator[Shape]:
    for match in _STREET.finditer(text):
        if not _COUNT_BEFORE.search(text[: match.start()]):
            yield _build_shape(match, HOUSE)
