"""`statplan systems`: the documented systems, each a plan file with its sources."""

from textwrap import wrap

from statplan import screen, systems


def print_systems(system_key: str | None) -> None:
    """List the documented systems, or print one with its sources."""
    if system_key is None:
        for listed_key in systems.KEYS:
            head = systems.read_system(listed_key).partition("\n#\n")[0]
            words = " ".join(line.removeprefix("#").strip() for line in head.splitlines())
            lines = wrap(words, 78, initial_indent=f"{listed_key:14}", subsequent_indent=" " * 14)
            screen.print_line("\n".join(lines))
        return
    screen.print_bytes(systems.read_system(system_key).encode())
    screen.print_bytes(b"\n# Sources\n")
    sources_by_key = systems.load_sources()
    for source_key in systems.find_source_keys(systems.read_system(system_key)):
        source = sources_by_key[source_key]
        words = f"# {source.key}: {source.title}. {source.where}"
        text = "\n".join(wrap(words, 98, subsequent_indent="#   "))
        screen.print_bytes(f"{text}\n".encode())
