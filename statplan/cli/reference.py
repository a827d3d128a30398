"""`statplan schema` and `statplan systems`: what there is to look up."""

from textwrap import wrap

from statplan import screen
from statplan.errors import StatplanError
from statplan.files.seals import seal_document


def print_schema(of: str) -> None:
    """Print the JSON Schema of the plan file, or of the calendar, advice or site as JSON."""
    if of == "plan":
        screen.show_data(plan_schema_text().encode())
    elif of == "calendar":
        from statplan.calendars.json import schema

        screen.show_data(schema().encode())
    elif of == "advice":
        from statplan.cli.report.json import schema

        screen.show_data(schema().encode())
    elif of == "site":
        from statplan.site.data import schema

        screen.show_data(schema().encode())
    else:
        hint = "Write plan, calendar, advice or site."
        raise StatplanError(f"there is no schema of '{of}'.", hint=hint, exit_code=2)


def plan_schema_text() -> str:
    """The JSON Schema of the plan file as text, with the seal by which it is known again."""
    import json

    from statplan.plan.schema import plan_schema

    text = json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"
    return seal_document("schema", text.encode()).decode()


def print_systems(key: str | None) -> None:
    """List the documented systems, or print one with its sources."""
    from statplan import systems

    if key is None:
        for each in systems.KEYS:
            head = systems.text(each).partition("\n#\n")[0]
            words = " ".join(line.removeprefix("#").strip() for line in head.splitlines())
            lines = wrap(words, 78, initial_indent=f"{each:14}", subsequent_indent=" " * 14)
            screen.show("\n".join(lines))
        return
    screen.show_data(system_text(key).encode())
    screen.show_data(b"\n# Sources\n")
    known = systems.sources()
    for source in (known[each] for each in systems.sources_in(systems.text(key))):
        words = f"# {source.key}: {source.title}. {source.where}"
        text = "\n".join(wrap(words, 98, subsequent_indent="#   "))
        screen.show_data(f"{text}\n".encode())


def system_text(key: str) -> str:
    """The plan file of a documented system.

    Raises:
        StatplanError: no system has this key.
    """
    from statplan import systems

    try:
        return systems.text(key)
    except KeyError:
        hint = f"Write one of {', '.join(systems.KEYS)}."
        raise StatplanError(
            f"no documented system is called '{key}'.", hint=hint, exit_code=2
        ) from None
