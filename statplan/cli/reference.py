"""`statplan schema` and `statplan systems`: what there is to look up."""

from textwrap import wrap

from statplan import screen
from statplan.errors import StatplanError
from statplan.files.seals import seal_document


def print_schema(schema_name: str) -> None:
    """Print the JSON Schema of the plan file, or of the calendar, advice or site as JSON."""
    if schema_name == "plan":
        screen.print_bytes(render_plan_schema().encode())
    elif schema_name == "calendar":
        from statplan.calendars.json import load_schema

        screen.print_bytes(load_schema().encode())
    elif schema_name == "advice":
        from statplan.cli.report.json import read_schema

        screen.print_bytes(read_schema().encode())
    elif schema_name == "site":
        from statplan.site.data import read_schema

        screen.print_bytes(read_schema().encode())
    else:
        hint = "Write plan, calendar, advice or site."
        raise StatplanError(f"there is no schema of '{schema_name}'.", hint=hint, exit_code=2)


def render_plan_schema() -> str:
    """Render the JSON Schema of the plan file as text, with the seal by which it is recognized."""
    import json

    from statplan.plan.schema import build_json_schema

    text = json.dumps(build_json_schema(), indent=2, ensure_ascii=False) + "\n"
    return seal_document("schema", text.encode()).decode()


def print_systems(system_key: str | None) -> None:
    """List the documented systems, or print one with its sources."""
    from statplan import systems

    if system_key is None:
        for listed_key in systems.KEYS:
            head = systems.read_system(listed_key).partition("\n#\n")[0]
            words = " ".join(line.removeprefix("#").strip() for line in head.splitlines())
            lines = wrap(words, 78, initial_indent=f"{listed_key:14}", subsequent_indent=" " * 14)
            screen.print_line("\n".join(lines))
        return
    screen.print_bytes(load_system_text(system_key).encode())
    screen.print_bytes(b"\n# Sources\n")
    sources_by_key = systems.load_sources()
    for source in (
        sources_by_key[source_key]
        for source_key in systems.find_source_keys(systems.read_system(system_key))
    ):
        words = f"# {source.key}: {source.title}. {source.where}"
        text = "\n".join(wrap(words, 98, subsequent_indent="#   "))
        screen.print_bytes(f"{text}\n".encode())


def load_system_text(system_key: str) -> str:
    """Return the plan file of a documented system.

    Raises:
        StatplanError: no system has this key.
    """
    from statplan import systems

    try:
        return systems.read_system(system_key)
    except KeyError:
        hint = f"Write one of {', '.join(systems.KEYS)}."
        raise StatplanError(
            f"no documented system is called '{system_key}'.", hint=hint, exit_code=2
        ) from None
