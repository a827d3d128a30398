"""People who attend meetings and are on no roster: each has an id, and a job title for readers.

Such an id has a slash, which no id of the roster can have: `fire/head` is the Head of Fire,
`program/office/mayor` the Mayor.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list

if TYPE_CHECKING:
    from statplan.plan.model import Plan

DEPARTMENT_TITLES = {
    "head": "Head of {}",
    "key-staff": "Key staff of {}",
    "data-contact": "Data contact of {}",
    "frontline-staff": "Frontline staff of {}",
    "supervisor": "Supervisor of the Head of {}",
    "counsel": "Counsel to {}",
}
_OTHER = "other-"
_SMALL_WORDS = frozenset({"and", "for", "of", "the"})
_OFFICE, _COUNSEL = "program/office/", "program/counsel/"


def make_title_slug(words: str) -> str:
    """Return words as an id has them: letters and digits, with hyphens between."""
    normalized = unicodedata.normalize("NFKC", words).casefold()
    return "-".join(re.findall(r"[^\W_]+", normalized)) or "other"


def is_unlisted(person_id: str) -> bool:
    """Return whether an id is that of somebody on no roster."""
    return "/" in person_id


def list_principal_offices(plan: "Plan") -> list[str]:
    """Return the offices of the chief executive: one, or two who lead together.

    In the reader's own words, "director of parks and recreation" is one office, unless the plan
    names several principals.
    """
    leadership = plan.leadership
    title = format_choice(leadership.form or "chief executive")
    is_one_office = is_other(leadership.form) and len(leadership.principal or ()) < 2  # noqa: PLR2004 - a pair
    return [title] if is_one_office else title.split(" and ")


def list_unlisted_principals(plan: "Plan") -> tuple[str, ...]:
    """Return the ids of the chief executive where the roster names none."""
    if plan.leadership.principal:
        return ()
    return tuple(_OFFICE + make_title_slug(office) for office in list_principal_offices(plan))


def make_counsel_id(plan: "Plan") -> str:
    """Return the id of the chief executive's counsel, where nobody on the panel is that."""
    return _COUNSEL + make_title_slug(_format_principals(plan))


def make_companion_id(department_id: str, companion: str) -> str:
    """Return the id of somebody who comes for a department and is not named.

    Args:
        department_id: the department.
        companion: who comes: "head", "key staff", "other: the union's president".
    """
    prefix = _OTHER if is_other(companion) else ""
    return f"{department_id}/{prefix}{make_title_slug(format_choice(companion))}"


def find_department_id(person_id: str) -> str:
    """Return the id of the department for which somebody comes; empty for all others."""
    department_id, _, role = person_id.partition("/")
    return department_id if role and "/" not in role else ""


def format_unlisted_title(plan: "Plan", person_id: str) -> str:
    """Return the job title of somebody on no roster: "Head of Fire", "Mayor".

    What the plan no longer has is said in the words of the id.
    """
    if person_id.startswith(_OFFICE):
        slug = person_id.removeprefix(_OFFICE)
        return _capitalize_title(_find_words(slug, list_principal_offices(plan)))
    if person_id.startswith(_COUNSEL):
        slug = person_id.removeprefix(_COUNSEL)
        return f"Counsel to the {_capitalize_title(_find_words(slug, [_format_principals(plan)]))}"
    department_id, _, role = person_id.partition("/")
    names = {department.id: department.name for department in plan.participants.departments or ()}
    name = names.get(department_id) or _capitalize(department_id.replace("-", " "))
    if role in DEPARTMENT_TITLES:
        return DEPARTMENT_TITLES[role].format(name)
    others = filter(is_other, plan.participants.department_brings or ())
    words = _find_words(role.removeprefix(_OTHER), map(format_choice, others))
    return f"{_capitalize(words)} of {name}"


def _format_principals(plan: "Plan") -> str:
    offices_by_id = {person.id: person.office for person in plan.participants.people or ()}
    offices = [offices_by_id[person_id] for person_id in plan.leadership.principal or ()]
    return format_list(offices or map(_capitalize_title, list_principal_offices(plan)))


def _find_words(slug: str, candidates: Iterable[str]) -> str:
    """Return which of some words a slug was made from, else the words of the slug itself."""
    same = (words for words in candidates if make_title_slug(words) == slug)
    return next(same, slug.replace("-", " "))


def _capitalize(words: str) -> str:
    return words[:1].upper() + words[1:]


def _capitalize_title(title: str) -> str:
    return " ".join(
        word if word in _SMALL_WORDS else _capitalize(word) for word in title.split(" ")
    )
