"""`statplan schema`: the JSON Schemas of the plan file and of what is written as JSON."""

from statplan import screen
from statplan.errors import StatplanError
from statplan.workspace.seals import seal_document


def print_schema(schema_name: str) -> None:
    """Print the JSON Schema of the plan file, or of what a command writes as JSON."""
    if schema_name == "plan":
        screen.print_bytes(render_plan_schema().encode())
    elif schema_name == "calendar":
        from statplan.calendars.json import load_schema as load_calendar_schema

        screen.print_bytes(load_calendar_schema().encode())
    elif schema_name == "advice":
        from statplan.advice.report.json import read_schema as read_advice_schema

        screen.print_bytes(read_advice_schema().encode())
    elif schema_name == "site":
        from statplan.site.open_data import load_schema as load_site_schema

        screen.print_bytes(load_site_schema().encode())
    elif schema_name == "status":
        from statplan.papers.json import load_schema as load_status_schema

        screen.print_bytes(load_status_schema().encode())
    else:
        remedy = "Write plan, calendar, advice, site or status."
        raise StatplanError(f"there is no schema of '{schema_name}'.", remedy=remedy, exit_code=2)


def render_plan_schema() -> str:
    """Render the JSON Schema of the plan file as text, with the seal by which it is recognized."""
    import json

    from statplan.plan.json_schema import build_json_schema

    text = json.dumps(build_json_schema(), indent=2, ensure_ascii=False) + "\n"
    return seal_document("schema", text.encode()).decode()
