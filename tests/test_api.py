"""What other programs import: every name is there, is documented, and is loaded only when used."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import statplan

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SOURCE = ast.parse((ROOT / "statplan" / "__init__.py").read_text(encoding="utf-8"))


def list_checked_imports() -> dict[str, str]:
    """Return the names that type checkers see, with the module of each."""
    blocks = [
        node
        for node in SOURCE.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    return {
        alias.name: str(node.module)
        for block in blocks
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_the_snippets_on_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    mistake = "statplan: 1\nprogram: {timezone: Nowhere}\n"
    (tmp_path / "plan-with-a-mistake.yaml").write_text(mistake, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for snippet in SNIPPETS:
        exec(snippet, names)  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "2 program.timezone" in printed
    assert "river/2027-01 2027-01-12 backup" in printed
    assert (tmp_path / "charter.md").read_bytes().startswith(b"# ")
    assert (tmp_path / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert len(SNIPPETS) == 4


@pytest.mark.parametrize("name", statplan.__all__)
def test_every_name_is_there_and_on_the_page(name: str) -> None:
    assert getattr(statplan, name)
    assert re.search(rf"^\| .*`{re.escape(name)}\b.*\|", PAGE, re.MULTILINE)
    assert name in dir(statplan)


def test_type_checkers_see_what_programs_get() -> None:
    checked = list_checked_imports()
    assert set(checked) | {"__version__"} == set(statplan.__all__)
    for name, module in checked.items():
        assert getattr(statplan, name) is getattr(sys.modules[module], name)


def test_no_name_is_that_of_a_subpackage() -> None:
    modules = {path.stem for path in (ROOT / "statplan").iterdir()}
    assert not modules & set(statplan.__all__)


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'no_such_name'"):
        _ = statplan.no_such_name  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("library", ["pydantic", "yaml", "typer", "icalendar"])
def test_the_import_alone_loads_no_library(library: str) -> None:
    program = f"import statplan, sys; print({library!r} in sys.modules); statplan.parse_plan"
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert printed.stdout.strip() == "False"
