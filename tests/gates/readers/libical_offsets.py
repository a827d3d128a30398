"""Read the instants at which the entries of calendar files begin with libical; print them as JSON.

Runs with the system's Python, which has libical's bindings.
"""

import json
import sys
from pathlib import Path

import gi  # type: ignore[import-not-found]

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # type: ignore[import-not-found]  # noqa: E402


def starts(text: str) -> list[int]:
    calendar = ICalGLib.Component.new_from_string(text)
    found = []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        start = event.get_first_property(ICalGLib.PropertyKind.DTSTART_PROPERTY)
        name = start.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER).get_tzid()
        zone = calendar.get_timezone(name)
        found.append(start.get_dtstart().as_timet_with_zone(zone))
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    return found


if __name__ == "__main__":
    found = {name: starts(Path(name).read_text("utf-8")) for name in sys.argv[1:]}
    sys.stdout.write(json.dumps(found))
