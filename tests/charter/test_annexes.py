"""The charter's annex on advice that the plan sets aside."""

from statplan.charter import SilencedAdvice, make_charter
from statplan.documents import render_document
from statplan.schedule import make_schedule
from tests.support.plans import monthly, plan

RHYTHM = SilencedAdvice(
    "SP504", "Somebody comes up too seldom.", "The council approved it for 2026."
)


def charter(*silenced: SilencedAdvice) -> str:
    made = plan(monthly())
    return render_document(make_charter(made, make_schedule(made), silenced), "md").decode()


def test_silenced_advice_stands_in_its_annex_with_the_reason() -> None:
    text = charter(
        RHYTHM, SilencedAdvice("SP510", "It lasts too long.", "Two topics at once | [x](y)")
    )
    annex = text[text.index("## Annex C. Advice that is not followed") :]
    assert "SP504" in annex
    assert RHYTHM.title in annex
    assert RHYTHM.reason in annex
    assert "Two topics at once \\| \\[x\\](y)" in annex


def test_without_silenced_advice_there_is_no_such_annex() -> None:
    assert "Annex C" not in charter()


def test_each_rule_stands_there_once() -> None:
    assert charter(RHYTHM, RHYTHM).count(RHYTHM.title) == 1
