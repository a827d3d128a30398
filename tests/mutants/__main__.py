"""`python -m tests.mutants`: change the code in small ways, and see whether a test notices each.

A sample of all changes is tried, `--count` of them, the same for the same `--seed`. `--since REV`
tries changes of the lines that differ from a revision of git. `--only PATH` tries one part.

A change is tried in a copy of the project. The tests that run its line go first, the fastest at the
beginning, until one fails. A change that passes all of them, or so many that they would take
`--seconds`, is not noticed. It is listed, unless `equivalent.py` says why nothing could notice it.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.covering_tests import FOLDER, ROOT, CoveringTests, measure
from tests.mutants.equivalent import EQUIVALENT
from tests.mutants.mutations import Mutation, find_mutations

_COPIED = ("statplan", "tests", "docs", "examples", "benchmarks", ".ci")
_FIRST_BATCH = 12
_HANGS = 20  # seconds beyond twice what the tests take, after which a change has noticed itself


@dataclass(frozen=True, slots=True)
class Trial:
    """A change, and the test that noticed it: empty where none did, None where none was needed."""

    mutation: Mutation
    noticed_by: str | None

    @property
    def area(self) -> str:
        """The package that was changed."""
        return self.mutation.path.split("/")[1]


def main(words: Sequence[str]) -> int:
    """Try changes and print a table; 1 where a change was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--since", metavar="REV")
    parser.add_argument("--only", metavar="PATH")
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args(words)
    covering = measure()
    mutations = _draw(options.count, options.seed, options.since, options.only)
    copies: SimpleQueue[Path] = SimpleQueue()
    workers = os.cpu_count() or 1
    for number in range(workers):
        copies.put(_copy_project(FOLDER / f"copy-{number}"))
    trials = []
    with ThreadPoolExecutor(workers) as pool:
        for trial in pool.map(
            lambda mutation: _try(mutation, covering, copies, options.seconds), mutations
        ):
            trials.append(trial)
            _print_line(_format_trial(trial))
    for line in _format_table(trials):
        _print_line(line)
    return int(any(trial.noticed_by == "" for trial in trials))


def _print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _draw(count: int, seed: int, since: str | None, only: str | None) -> list[Mutation]:
    """Return a sample of the changes: a line at random, then a change of it."""
    changed_lines = _list_changed_lines(since) if since else None
    by_line: dict[tuple[str, int], list[Mutation]] = {}
    for file in sorted((ROOT / "statplan").rglob("*.py")):
        path = str(file.relative_to(ROOT))
        if only and not path.startswith(only):
            continue
        for mutation in find_mutations(path, file.read_text(encoding="utf-8")):
            place = mutation.path, mutation.line
            if changed_lines is None or place in changed_lines:
                by_line.setdefault(place, []).append(mutation)
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    places = sorted(by_line)
    chosen = chance.sample(places, min(count, len(places)))
    return [chance.choice(by_line[place]) for place in chosen]


def _list_changed_lines(revision: str) -> set[tuple[str, int]]:
    words = ["git", "diff", "--unified=0", "--no-prefix", revision, "--", "statplan"]
    diff = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    changed: set[tuple[str, int]] = set()
    path = ""
    for line in diff.splitlines():
        if line.startswith("+++ "):
            path = line[4:]
        elif line.startswith("@@"):
            first, _, count = line.split()[2][1:].partition(",")
            changed |= {(path, int(first) + index) for index in range(int(count or 1))}
    return changed


def _copy_project(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in (*_COPIED, *(file.name for file in ROOT.iterdir() if file.is_file())):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            shutil.copy(source, folder / name)
    return folder


def _try(
    mutation: Mutation, covering: CoveringTests, copies: SimpleQueue[Path], seconds: float
) -> Trial:
    if mutation.signature in EQUIVALENT:
        return Trial(mutation, None)
    copy = copies.get()
    file = copy / mutation.path
    source = file.read_text(encoding="utf-8")
    try:
        file.write_text(mutation.apply(source), encoding="utf-8")
        for batch in _split(covering, mutation, seconds):
            test = _find_failure(copy, batch, sum(map(covering.find_seconds, batch)))
            if test:
                return Trial(mutation, test)
        return Trial(mutation, "")
    finally:
        file.write_text(source, encoding="utf-8")
        copies.put(copy)


def _split(covering: CoveringTests, mutation: Mutation, seconds: float) -> Iterator[list[str]]:
    """Yield the tests of a line in two batches: some fast ones, and what else the time allows."""
    tests = covering.list_tests(mutation.path, mutation.line)
    if tests:
        yield tests[:_FIRST_BATCH]
    rest: list[str] = []
    for test in tests[_FIRST_BATCH:]:
        seconds -= covering.find_seconds(test)
        if seconds < 0:
            break
        rest.append(test)
    if rest:
        yield rest


def _find_failure(copy: Path, tests: Sequence[str], seconds: float) -> str:
    """Run tests until one fails; return it, or nothing where all pass."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    listed = copy / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        run = subprocess.run(
            [*command, "-o", "addopts=--import-mode=importlib", f"@{listed}"],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            timeout=2 * seconds + _HANGS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "no end"
    if run.returncode == 0:
        return ""
    failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if not failed:  # such as a test that is not there
        raise RuntimeError(run.stdout + run.stderr)
    return failed[0]


def _format_trial(trial: Trial) -> str:
    outcome = {"": "NOT NOTICED", None: "equivalent"}.get(trial.noticed_by, "noticed")
    return f"{outcome:12}{trial.mutation}"


def _format_table(trials: Iterable[Trial]) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for trial in trials:
        outcome = {"": "not", None: "equivalent"}.get(trial.noticed_by, "noticed")
        for area in (trial.area, "all"):
            counts.setdefault(area, Counter())[outcome] += 1
    yield f"{'area':16}{'noticed':>9}{'not':>5}{'equivalent':>12}{'share':>8}"
    for area in sorted(counts, key=lambda name: (name == "all", name)):
        noticed, missed = counts[area]["noticed"], counts[area]["not"]
        share = noticed / ((noticed + missed) or 1)
        yield f"{area:16}{noticed:9}{missed:5}{counts[area]['equivalent']:12}{share:8.0%}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
