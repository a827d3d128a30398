"""What docs/advice.md shows works."""

import re
from pathlib import Path

from statplan.advice.report import WRITERS
from statplan.plan import loader
from tests.support.plan_changes import CLEAN

PAGE = (Path(__file__).parents[2] / "docs" / "advice.md").read_text(encoding="utf-8")


def test_the_plan_on_the_page_is_read() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    found = loader.parse_plan(f"statplan: 1\n{block}")
    assert found.problems == ()
    assert found.plan
    assert found.plan.advice.silence


def test_the_program_on_the_page_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    told: list[tuple[object, ...]] = []
    text = CLEAN.read_text(encoding="utf-8").replace("minutes: 90", "minutes: 120")
    names = {"text": text, "print": lambda *words: told.append(words)}
    exec(block, names)  # noqa: S102 - our own page
    assert told[0][:3] == ("SP510", "warning", "frequency.minutes")


def test_every_format_is_on_the_page() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(WRITERS)
