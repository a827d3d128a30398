"""Make the frozen files anew: `python -m tests.frozen.freeze [PART]...`.

The parts are `ledgers`, `uids` and `transcripts`. Without a part, it makes all three from the
frozen plans. `plans` copies the plans of the examples and the demo. It runs only when named,
because plans that cities have already written must stay readable after the examples change.
"""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.frozen.command_calls import CALLS
from tests.frozen.entries import read_creation_day, read_files, read_uids
from tests.frozen.program import play, run_at
from tests.frozen.scenarios import SCENARIOS
from tests.frozen.transcript import FOLDER as TRANSCRIPTS
from tests.frozen.transcript import find_path, make_transcript

HERE = Path(__file__).parent
PLANS, LEDGERS, UIDS = HERE / "plans", HERE / "ledgers", HERE / "uids.json"
_EXAMPLES = HERE.parent.parent / "examples"
_DEMO = (
    "init demo --like new-orleans --no-input --year 2027 "
    "--set lineage=6f1c2b1e-0000-4000-8000-00000000de30 --answers"
)


def freeze_plans() -> None:
    """Copy the plan of each example, and the plan that `make demo` makes for 2027."""
    PLANS.mkdir(exist_ok=True)
    for path in _EXAMPLES.glob("*/statplan.yaml"):
        shutil.copyfile(path, PLANS / f"{path.parent.name}.yaml")
    shutil.copyfile(_EXAMPLES / "slots" / "applied.yaml", PLANS / "slots-applied.yaml")
    with TemporaryDirectory() as folder:
        screen = run_at(
            "2026-12-10T18:00", Path(folder), f"{_DEMO} '{_EXAMPLES / 'demo-answers.yaml'}'"
        )
        assert screen.code == 0, screen
        shutil.copyfile(Path(folder) / "demo" / "statplan.yaml", PLANS / "demo.yaml")


def freeze_ledgers() -> None:
    """Live the year of each scenario, and keep the plan, the ledger and the calendars."""
    shutil.rmtree(LEDGERS, ignore_errors=True)
    for scenario in SCENARIOS:
        plan = (PLANS / f"{scenario.plan}.yaml").read_bytes()
        with TemporaryDirectory() as folder:
            play(scenario, plan, Path(folder))
            for name, content in read_files(Path(folder)).items():
                path = LEDGERS / scenario.plan / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def find_uids(plan_path: Path, folder: Path) -> dict[str, list[str]]:
    """Publish a frozen plan on the day it was made; return the UID and start of each entry."""
    plan = plan_path.read_bytes()
    (folder / "statplan.yaml").write_bytes(plan)
    screen = run_at(f"{read_creation_day(plan.decode())}T18:00", folder, "publish")
    assert screen.code == 0, screen
    return read_uids(folder)


def freeze_uids() -> None:
    """Write the table of UIDs: one line for each entry of each frozen plan."""
    tables = []
    for path in sorted(PLANS.glob("*.yaml")):
        with TemporaryDirectory() as folder:
            uids = find_uids(path, Path(folder))
        entries = ",\n".join(f'    "{key}": {json.dumps(uids[key])}' for key in sorted(uids))
        tables.append(f'  "{path.stem}": {{\n{entries}\n  }}')
    UIDS.write_bytes("{{\n{}\n}}\n".format(",\n".join(tables)).encode())


def freeze_transcripts() -> None:
    """Run the calls of each transcript, and write what the screen shows."""
    texts = {}
    for name in CALLS:
        with TemporaryDirectory() as folder:
            texts[name] = make_transcript(name, Path(folder))
    shutil.rmtree(TRANSCRIPTS, ignore_errors=True)
    TRANSCRIPTS.mkdir()
    for name, text in texts.items():
        find_path(name).write_bytes(text.encode())


PARTS: dict[str, Callable[[], None]] = {
    "plans": freeze_plans,
    "ledgers": freeze_ledgers,
    "uids": freeze_uids,
    "transcripts": freeze_transcripts,
}


def main(names: list[str]) -> None:
    """Make the parts that are named, or all but the plans."""
    unknown = set(names) - set(PARTS)
    if unknown:
        sys.exit(f"There is no part {', '.join(sorted(unknown))}. Type {', '.join(PARTS)}.")
    wanted = names or [name for name in PARTS if name != "plans"]
    for name, freeze in PARTS.items():
        if name in wanted:
            freeze()


if __name__ == "__main__":
    main(sys.argv[1:])
