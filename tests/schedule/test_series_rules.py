"""Each series has the title by which people know it, and one for each that it is held for."""

from statplan.schedule.series_rules import index_titles
from tests.support.plans import monthly, plan


def test_a_series_for_each_department_has_a_title_for_each() -> None:
    made = plan(
        {**monthly("one"), "name": "OneStat"},
        {"id": "each", "every": "month", "name": "Review", "for_each": "departments"},
    )
    assert index_titles(made) == {
        "one": "OneStat",
        "each": "Review",
        "each-works": "Review: Public Works",
        "each-health": "Review: Health",
        "each-police": "Review: Police",
    }
