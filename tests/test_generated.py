"""What is generated and checked in is as it would be generated now."""

import re
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docs.generate import HERE as DOCS
from docs.generate import pages
from examples import slots
from examples.generate import HERE, SET, folders, outputs
from statplan import systems
from statplan.cli.app import app
from statplan.plan import loader, writer
from statplan.plan.yaml_reader import parse_yaml

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


EXAMPLES = [
    HERE / writer.SCHEMA_FILE,
    *(slots.FOLDER / name for name in ("answer.txt", "applied.yaml")),
    *sorted(path for path in HERE.glob("*/build/**/*") if path.is_file()),
]
PAGES = [DOCS / name for name in ("next-year.md", "questions.md", "rules.md", "slots.md")]

make_examples = cache(outputs)
make_pages = cache(pages)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(HERE)))
def test_the_examples_are_what_their_plans_build(path: Path) -> None:
    assert path.read_bytes() == make_examples()[path], "run `make examples` and read what changed"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_generated_pages_are_what_the_model_says(path: Path) -> None:
    assert path.read_bytes() == make_pages()[path], "run `make docs`"


def test_nothing_that_is_generated_is_missing_or_left_over() -> None:
    assert make_examples().keys() == set(EXAMPLES)
    assert make_pages().keys() == set(PAGES)


def test_every_documented_system_has_its_example() -> None:
    assert sorted(each.name for each in folders()) == sorted(systems.KEYS)


@pytest.mark.parametrize("key", systems.KEYS)
def test_an_example_is_its_system_with_what_is_set_marked_as_set(key: str) -> None:
    text = (HERE / key / "statplan.yaml").read_text(encoding="utf-8")
    documented = _leaves(parse_yaml(systems.read_system(key)).answers)
    example = parse_yaml(text)
    lines = text.splitlines()
    assert documented.items() <= _leaves(example.answers).items()
    listed = ("frequency", "holidays", "listed")
    for path in _leaves(example.answers).keys() - documented.keys():
        place = listed if path[:3] == listed else path
        line, _ = example.find_position(place, prefer_key=True)
        assert SET in lines[line - 1], f"{path} is neither documented nor marked"


def _leaves(data: object, at: tuple[str, ...] = ()) -> dict[tuple[str | int, ...], object]:
    found: dict[tuple[str | int, ...], object] = {}
    if isinstance(data, dict):
        for key, value in data.items():
            found |= _leaves(value, (*at, key))
    elif isinstance(data, list) and any(isinstance(each, dict) for each in data):
        for index, value in enumerate(data):
            found |= _leaves(value, (*at, index))  # type: ignore[arg-type]
    else:
        found[at] = data
    return found


def test_every_command_of_the_program_is_told_to_those_who_use_it() -> None:
    out = CliRunner().invoke(app, ["--help"]).stdout
    commands = re.findall(r"^  ([a-z][a-z-]*) {2,}[A-Z]", out, re.MULTILINE)
    assert len(commands) > 20
    assert all(f"| `statplan {command}" in README for command in commands)


def test_the_plan_in_the_readme_can_be_read() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    lists = "focus: {subjects: [{id: blight, name: Blight}]}\n"
    assert loader.parse_plan(f"statplan: 1\n{lists}{block}").problems == ()
