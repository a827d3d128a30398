"""Make what the examples hold beside their plans: the schema and what each plan builds."""

from datetime import UTC, datetime, time
from pathlib import Path

from examples import slots
from statplan.calendars import make_calendar, render_calendar
from statplan.calendars.build_calendar import desired_entries
from statplan.cli.charter import build_charter
from statplan.cli.schema import render_plan_schema
from statplan.documents import render_document
from statplan.ledger import Ledger, build_year_state, compare_entries, record_publish
from statplan.plan import Plan, loader, writer
from statplan.schedule import Schedule, make_schedule
from statplan.schedule.date_rules import build_date_rules
from statplan.site import make_site, render_public_files
from statplan.workspace.seals import seal_document

HERE = Path(__file__).parent
NEXT_YEAR = HERE / "next-year"  # an invented city, for a page of the documentation
SET = "# set for this example"


def folders() -> list[Path]:
    """The folders of the documented systems, each with its `statplan.yaml`."""
    plans = HERE.glob("*/statplan.yaml")
    return sorted(each.parent for each in plans if each.parent not in {slots.FOLDER, NEXT_YEAR})


def outputs() -> dict[Path, bytes]:
    """Every generated file of the examples, with its bytes."""
    found = {HERE / writer.SCHEMA_FILE: render_plan_schema().encode()}
    for folder in folders():
        made = built((folder / "statplan.yaml").read_text(encoding="utf-8"))
        found |= {folder / "build" / name: data for name, data in made.items()}
    return found | slots.outputs()


def built(text: str) -> dict[str, bytes]:
    """What `statplan build` makes of a plan that is text, by file name."""
    found = loader.parse_plan(text)
    if found.plan is None:
        raise ValueError("\n".join(str(each) for each in found.problems))
    schedule = make_schedule(found.plan)
    charter, feed = build_charter(found.plan, schedule), make_calendar(found.plan, schedule)
    made = {f"charter.{form}": render_document(charter, form) for form in ("md", "html")}
    made |= {f"calendar.{form}": render_calendar(feed, form) for form in ("ics", "csv", "json")}
    sealed = {name: seal_document(Path(name).suffix[1:], data) for name, data in made.items()}
    public = _public(found.plan, schedule)
    return sealed | {f"public/{name}": data for name, data in public.items()}


def _public(plan: Plan, schedule: Schedule) -> dict[str, bytes]:
    """The public folder on the day that a plan was made, before anything is published."""
    if "schedule" not in (plan.publicity.publishes or ()):
        return {}
    if plan.lineage is None or plan.created is None:
        raise ValueError("an example has a lineage and a day of its making")
    ground, nothing = build_date_rules(plan, schedule), Ledger(plan.lineage)
    settled = build_year_state(schedule, nothing, ground, plan.created)
    changes = compare_entries(nothing, desired_entries(plan, settled, ground), plan.created)
    ledger = record_publish(nothing, changes, datetime.combine(plan.created, time(), UTC))
    return render_public_files(make_site(plan, ledger, schedule, plan.created, published=False))
