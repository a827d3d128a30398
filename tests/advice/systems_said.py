"""What the rules say of each documented system: findings with their facts, and counts of the rest.

`python -m tests.advice.systems_said > tests/advice/systems.expected` writes it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from statplan.plan.yaml_reader import parse_yaml
from statplan.systems import KEYS
from tests.support.plan_changes import HERE, review

EXPECTED = HERE / "systems.expected"
PLANS = [HERE.parents[1] / "examples" / key / "statplan.yaml" for key in sorted(KEYS)]


def lines_of(path: Path) -> Iterator[str]:
    """One line for each finding."""
    advice = review(parse_yaml(path.read_text(encoding="utf-8")).answers)
    for each in advice.findings:
        yield f"{each.code} {each.severity}: {each.path}: {each.fact}"
    for silenced in advice.silenced:
        yield f"{silenced.finding.code} silenced: {silenced.reason}"


def said() -> str:
    """What is said of every system."""
    parts = [[f"# {path.parent.name}", *lines_of(path)] for path in PLANS]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(said())
