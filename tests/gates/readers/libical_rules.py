"""Expand recurrence rules with libical, and print the first times of each as JSON.

Runs with the system's Python, which has libical's bindings. A file is a list of rules, each with
its start, the last time of interest, and how many times to give. Each rule has a process of its
own, since libical crashes at some and does not come to an end with others; those have null.
"""

import json
import os
import signal
import sys
from pathlib import Path

import gi  # type: ignore[import-not-found]

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # type: ignore[import-not-found]  # noqa: E402

SECONDS = 1


def expand(rule: str, start: str, end: str, limit: int) -> list[str]:
    recurrence = ICalGLib.Recurrence.new_from_string(rule)
    moments = ICalGLib.RecurIterator.new(recurrence, ICalGLib.Time.new_from_string(start))
    times: list[str] = []
    while len(times) < limit:
        moment = moments.next()
        if moment is None or moment.is_null_time() or moment.as_ical_string() > end:
            break
        times.append(moment.as_ical_string())
    return times


def attempt(case: dict[str, object]) -> list[str] | None:
    reading, writing = os.pipe()
    if not (child := os.fork()):
        signal.alarm(SECONDS)
        try:
            os.write(writing, json.dumps(expand(**case)).encode())  # type: ignore[arg-type]
        except TypeError:  # "constructor returned NULL": it refuses the rule
            os.write(writing, b"null")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        written = pipe.read()
    os.waitpid(child, 0)
    found: list[str] | None = json.loads(written or "null")
    return found


if __name__ == "__main__":
    found = {
        name: [attempt(case) for case in json.loads(Path(name).read_text("utf-8"))]
        for name in sys.argv[1:]
    }
    sys.stdout.write(json.dumps(found))
