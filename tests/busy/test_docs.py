"""What docs/busy.md shows is read as it says."""

import re
from pathlib import Path

from statplan.busy import CalendarFile, Policies, Policy, read_calendars, read_policies
from statplan.busy.policy import DEFAULT_POLICY
from statplan.workspace.busy_folder import CALENDAR_SUFFIXES, POLICY_FILE
from tests.support.busy_calendars import plan

PAGE = (Path(__file__).parents[2] / "docs" / "busy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(who,.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_table_of_the_page_is_read() -> None:
    given = CalendarFile("table.csv", BLOCKS[0].encode(), ("table",))
    reading = read_calendars([given], plan(), Policies())
    assert not reading.errors
    spans = [span for each in reading.busy.calendars for span in each.intervals]
    assert [(each.is_firm, each.is_all_day) for each in spans] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_the_policies_of_the_page_are_read_and_its_defaults_are_ours() -> None:
    policies, faults = read_policies(BLOCKS[1].encode(), plan(), DEFAULT_POLICY)
    assert not faults
    assert policies.general == Policy(all_day="prefer not")
    assert policies.find_policy(("person", "budget")) == Policy(tentative="block", all_day="ignore")
    rows = re.findall(r"^\| ([^|]*) \| [^|]* \| `([^`]*)`", PAGE, re.MULTILINE)
    said = {name.partition(",")[0]: treatment for name, treatment in rows}
    for name in ("tentative", "away", "busy"):
        assert said[name] == getattr(DEFAULT_POLICY, name)
    assert said["all day"] == DEFAULT_POLICY.all_day


def test_every_kind_of_file_is_named() -> None:
    assert all(f"`{each}`" in PAGE for each in (*CALENDAR_SUFFIXES, POLICY_FILE))
