"""The advice on the documented systems, as it stands in `systems.expected`.

No system raises an error. Each warning there is true of its system; to see it anew, run
`python -m tests.advice.systems_said > tests/advice/systems.expected` and read what changed.
"""

from tests.advice.systems_said import EXPECTED, PLANS, lines_of, said


def test_the_documented_systems_raise_what_is_known_of_them() -> None:
    assert said() == EXPECTED.read_text(encoding="utf-8")


def test_no_documented_system_raises_an_error() -> None:
    assert len(PLANS) >= 10
    assert not [line for path in PLANS for line in lines_of(path) if " error: " in line]
