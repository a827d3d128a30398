"""Every case has its test, which says in its name which one it is."""

import re
from pathlib import Path

# Cases 57 to 62 are about programs of their own, which only `make gates` runs.
OURS = {*range(1, 57), 63, 64}


def test_every_case_has_its_test() -> None:
    named = [
        int(number)
        for path in Path(__file__).parent.glob("test_*.py")
        for number in re.findall(
            r"^def test_case_(\d\d)_\w{10}", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    assert set(named) == OURS
    assert named
