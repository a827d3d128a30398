"""What the rules say of each change that a rule flags: every finding with its path and its fact.

`python -m tests.advice.flagged_said > tests/advice/flagged.expected` writes it.
"""

import sys
from pathlib import Path

from statplan.advice import PlanAdvice
from tests.support.plan_changes import HERE, change_of, changed, review

EXPECTED = HERE / "flagged.expected"
FLAGGED = sorted(HERE.glob("SP*/flagged/*.yaml"))


def name_change(file: Path) -> str:
    """The rule and the name of a change."""
    return f"{file.parent.parent.name}-{file.stem}"


def describe(advice: PlanAdvice) -> str:
    """One line for each finding."""
    return "\n".join(f"{each.code} {each.path}: {each.fact}" for each in advice.findings)


def read_expected() -> dict[str, str]:
    """What is kept of each change, by its name."""
    parts = EXPECTED.read_text(encoding="utf-8").strip().split("\n\n")
    return {name.removeprefix("# "): said for name, _, said in (p.partition("\n") for p in parts)}


def said() -> str:
    """What is said of every change."""
    parts = [
        f"# {name_change(file)}\n{describe(review(changed(change_of(file))))}" for file in FLAGGED
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(said())
