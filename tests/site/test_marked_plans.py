"""A thousand plans in which every text is a mark: none that is internal is in a public file.

`make test` takes a hundred of them.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

import pytest

from statplan.errors import StatplanError
from statplan.plan.publicity import ACCESS_CHOICES
from statplan.site.files import find_withheld_texts, refuse_schedule_leaks
from tests.support.generated_plans import drawn
from tests.support.marked_plans import Marked, marked
from tests.support.plans import LINEAGE
from tests.support.sample_site import Step, files_of, tell
from tests.support.sampling import sample

SEEDS = sample(range(1000), 50)
PARTS = 10
REASON = "zq9999x"
ACCESS = (*ACCESS_CHOICES, "other: x")


def published(seed: int) -> Marked:
    """Answers that publish a short year, all of whose texts are marks."""
    data = drawn(seed) | {"lineage": LINEAGE, "created": "2026-12-01"}
    random = Random(seed)  # noqa: S311 - nothing secret
    program = {"timezone": "America/Chicago", "name": "x", "organization": "x", "purpose": "x"}
    data["program"] = (data.get("program") or {}) | program
    frequency = data.setdefault("frequency", {}) or {}
    data["frequency"] = frequency | {
        "first_day": "2027-01-01", "months": 2, "closures": [], "civic_dates": [],
        "place": {"room": "x", "address": "x", "link": "https://x.example", "seating": "x"},
        "series": [
            {"id": "one", "name": "x", "every": "month", "on": "second Thursday", "at": "08:00"},
            {"id": "two", "every": "month", "on": "third Monday", "at": "10:00", "subject": "a",
             "room": "x"},
        ],
    }  # fmt: skip
    frequency = data["frequency"]
    frequency.pop("holidays", None)
    for each in data["participants"]["people"]:
        each |= {"name": "x", "email": "x@example.gov"}
    access = random.choice(ACCESS)
    for series in data["frequency"]["series"]:
        series.update(random.choice(({}, {"access": random.choice(ACCESS)})))
    publicity = data.setdefault("publicity", {}) or {}
    data["publicity"] = publicity | {
        "access": access, "publishes": ["schedule", "notes", "recording", "other: x"],
        "languages": random.choice((["en"], ["es", "en"])),
        "back_ups": random.choice(("yes", "no")), "scorecard": "yes",
    }  # fmt: skip
    return marked(data, seed, whole=False)


def shown(files: dict[str, str]) -> set[str]:
    """The marks in some files and in their names, whatever their case and what parts them."""
    texts = [text.lower() for text in (*files, *files.values())]
    bare_texts = [re.sub(r"\r\n |<[^>]*>|[\W_]", "", text) for text in texts]
    return {each for text in (*texts, *bare_texts) for each in re.findall(r"zq\d{4}x", text)}


def folders(seed: int) -> Iterator[tuple[dict[str, str], Marked]]:
    made = published(seed)
    life: list[Step] = [
        ("2027-01-04", "cancel", "one/2027-01"),
        ("2027-01-04", "bump", "two/2027-01"),
    ]
    if "series" not in made.data["frequency"]:
        return
    told = tell(made.data, life)
    yield files_of(told.site("2027-01-10")), made


DERIVED_FORMS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "an accent": lambda mark: mark.replace("z", "\u017e"),
    "a letter of another alphabet": lambda mark: mark.replace("x", "\u0445"),
    "letters apart": " ".join,
    "hyphens": "-".join,
    "emphasis": lambda mark: f"{mark[:3]}<b>{mark[3:]}</b>",
    "an address": lambda mark: f"https://x.example/{mark}.pdf",
    "percent signs": lambda mark: "".join(f"%{ord(char):02x}" for char in mark),
    "numbered characters": lambda mark: "".join(f"&#{ord(char)};" for char in mark),
    "full width": lambda mark: "".join(chr(ord(char) + 0xFEE0) for char in mark),
    "folded": lambda mark: f"{mark[:3]}\r\n {mark[3:]}",
}


@pytest.mark.slow
@pytest.mark.parametrize("form", DERIVED_FORMS)
def test_an_internal_text_is_refused_in_each_derived_form(form: str) -> None:
    made = published(next(iter(SEEDS)))
    told = tell(made.data)
    withheld_texts = find_withheld_texts(told.plan, told.ledger)
    assert len(withheld_texts) > 5
    for withheld_text in withheld_texts:
        written = DERIVED_FORMS[form](withheld_text.text)
        with pytest.raises(StatplanError):
            refuse_schedule_leaks(told.plan, told.ledger, {"a": f"x\n{written} y".encode()})


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_internal_text_is_in_the_public_folder(part: int) -> None:
    made = 0
    for seed in SEEDS[part::PARTS]:
        for files, plan in folders(seed):
            marks = shown(files)
            assert REASON not in marks
            internal = plan.internal()
            assert not {internal[mark] for mark in marks & internal.keys()}, seed
            assert "program.name" in {plan.marks[mark] for mark in marks}
            made += 1
    assert made > len(SEEDS) // PARTS * 0.9
