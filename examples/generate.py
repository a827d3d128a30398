"""Make what the examples hold beside their plans: the schema and what each plan builds."""

from pathlib import Path

from statplan.calendars import make_feed
from statplan.calendars import render as render_calendar
from statplan.cli.outputs import charter_of
from statplan.cli.reference import plan_schema_text
from statplan.documents import render as render_document
from statplan.plan import reading, writing
from statplan.schedule import make_schedule

HERE = Path(__file__).parent
SET = "# set for this example"


def folders() -> list[Path]:
    """The folders of the examples, each with its `statplan.yaml`."""
    return sorted(path.parent for path in HERE.glob("*/statplan.yaml"))


def outputs() -> dict[Path, bytes]:
    """Every generated file of the examples, with its bytes."""
    found = {HERE / writing.SCHEMA_FILE: plan_schema_text().encode()}
    for folder in folders():
        made = built((folder / "statplan.yaml").read_text(encoding="utf-8"))
        found |= {folder / "build" / name: data for name, data in made.items()}
    return found


def built(text: str) -> dict[str, bytes]:
    """What `statplan build` makes of a plan that is text, by file name."""
    found = reading.read(text)
    if found.plan is None:
        raise ValueError("\n".join(str(each) for each in found.problems))
    schedule = make_schedule(found.plan)
    charter, feed = charter_of(found.plan, schedule), make_feed(found.plan, schedule)
    made = {f"charter.{form}": render_document(charter, form) for form in ("md", "html")}
    return made | {
        f"calendar.{form}": render_calendar(feed, form) for form in ("ics", "csv", "json")
    }
