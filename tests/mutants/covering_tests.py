"""Which tests run which lines, and how long each takes: measured once for each revision."""

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".mutants"
_UNKNOWN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class CoveringTests:
    """The ids of the tests by path and line, and the seconds that each test takes."""

    tests_by_line: dict[tuple[str, int], tuple[str, ...]]
    seconds: dict[str, float]

    def list_tests(self, path: str, line: int) -> list[str]:
        """Return the tests that run a line, and then others of its package, the fastest first.

        What a program keeps for later is run in the first test that needs it: others need it too.
        """
        covering = set(self.tests_by_line.get((path, line), ()))
        folders = (f"tests/{path.split('/')[1]}/", "tests/frozen/", "tests/test_generated.py")
        related = {test for test in self.seconds if test.startswith(folders)} - covering
        return [
            *sorted(covering, key=self.find_seconds),
            *sorted(related, key=self.find_seconds),
        ]

    def find_seconds(self, test: str) -> float:
        """Return the seconds that a test takes."""
        return self.seconds.get(test, _UNKNOWN_SECONDS)


def measure() -> CoveringTests:
    """Return the map of this revision, from `.mutants` where it was measured before."""
    FOLDER.mkdir(exist_ok=True)
    revision = _run("git", "rev-parse", "HEAD:statplan", "HEAD:tests").replace("\n", "-").strip("-")
    file = FOLDER / f"{revision[:16]}{revision[41:57]}.json"
    if not file.exists():
        file.write_text(json.dumps(_measure_anew()), encoding="utf-8")
    stored = json.loads(file.read_text(encoding="utf-8"))
    tests_by_line = {
        (path, int(line)): tuple(stored["tests"][index] for index in indexes)
        for path, lines in stored["lines"].items()
        for line, indexes in lines.items()
    }
    return CoveringTests(tests_by_line, stored["seconds"])


def _run(*words: str) -> str:
    return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _measure_anew() -> dict[str, object]:
    import coverage

    report = FOLDER / "tests.xml"
    options = ["--cov=statplan", "--cov-context=test", "--cov-report=", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", "-n", "2", "-q", "-o", "junit_family=xunit1"]
    subprocess.run([*command, *options], cwd=ROOT, check=False)
    seconds = _read_seconds(report)
    measured = coverage.CoverageData(str(ROOT / ".coverage"))
    measured.read()
    numbers: dict[str, int] = {}
    lines: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for name in measured.measured_files():
        path = str(Path(name).relative_to(ROOT))
        for line, contexts in measured.contexts_by_lineno(name).items():
            tests = sorted({context.rpartition("|")[0] for context in contexts if context})
            if tests:
                lines[path][line] = [numbers.setdefault(test, len(numbers)) for test in tests]
    (ROOT / ".coverage").unlink()
    return {"tests": [*numbers], "lines": lines, "seconds": seconds}


def _read_seconds(report: Path) -> dict[str, float]:
    """Return the seconds of each test by its id, from a report in the form of JUnit."""
    seconds: dict[str, float] = {}
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - our own
        file = case.get("file") or ""
        names = (case.get("classname") or "").removeprefix(file[:-3].replace("/", "."))
        test_id = "::".join([file, *names.split(".")[1:], case.get("name") or ""])
        seconds[test_id] = float(case.get("time") or 0)
    return seconds
