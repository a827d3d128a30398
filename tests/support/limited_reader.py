"""Read hostile calendars in a process with limits: `python -m tests.support.limited_reader NAME`.

Each calendar may take 30 seconds of processor time, which ends one that is never read to its end
(on a slow machine, too, the others take a fraction of it), and the process 300 MB beyond what it
takes when it has read an ordinary one. It prints how many busy stretches there are and the first
messages.
"""

import json
import resource
import sys

from tests.support.busy_calendars import read

SECONDS, MEGABYTES = 30, 300


def wrap(*parts: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", *parts, "END:VCALENDAR", ""]).encode()


def write_entry(number: int, *lines: str) -> str:
    hour = f"20270104T{number % 10:02}"
    head = ["BEGIN:VEVENT", f"UID:{number}@example.gov", f"DTSTART:{hour}0000Z"]
    return "\r\n".join([*head, f"DTEND:{hour}3000Z", *lines, "END:VEVENT"])


def write_replaced(number: int, *, later_too: bool = False) -> str:
    """Return a RECURRENCE-ID; those of other numbers differ."""
    day, hour = f"{number % 9 + 1:02}{number % 28 + 1:02}", f"{number % 24:02}{number % 60:02}"
    name = "RECURRENCE-ID;RANGE=THISANDFUTURE" if later_too else "RECURRENCE-ID"
    return f"{name}:2027{day}T{hour}{number % 59:02}Z"


def write_rivals(count: int) -> list[str]:
    """Return entries of one UID, each on a day of its own, and as many exceptions."""
    entries = []
    for number in range(count):
        day = f"{number % 12 + 1:02}{number % 28 + 1:02}"
        for lines in ((), (write_replaced(number),)):
            entry = write_entry(number, *lines).replace(f"UID:{number}@", "UID:one@")
            entry = entry.replace("DTSTART:20270104", f"DTSTART:2027{day}")
            entries.append(entry.replace("DTEND:20270104", f"DTEND:2028{day}"))
    return entries


def describe_zone(rule: str) -> str:
    lines = ["BEGIN:VTIMEZONE", "TZID:Harbor", "BEGIN:STANDARD", "DTSTART:19700101T000000", rule]
    lines += ["TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"]
    return "\r\n".join(lines)


def write_hostile_calendars() -> dict[str, bytes]:
    """Return the calendars by name; they are made where they are read, since some are large."""
    in_harbor = write_entry(1).replace("DTSTART:", "DTSTART;TZID=Harbor:").replace("00Z", "00")
    in_harbor = in_harbor.replace("DTEND:", "DTEND;TZID=Harbor:")
    nested = ["BEGIN:X-BOX"] * 100_000 + ["END:X-BOX"] * 100_000
    times = ",".join(["20270302T080000Z"] * 600_000)
    periods = ",".join(["20270302T080000Z/PT1H"] * 450_000)
    letters = "\r\n ".join("x" * 3_000_000)
    return {
        "seconds in a zone": wrap(describe_zone("RRULE:FREQ=SECONDLY"), in_harbor),
        "hours in a zone": wrap(describe_zone("RRULE:FREQ=HOURLY;INTERVAL=1"), in_harbor),
        "a zone of many onsets": wrap(describe_zone(f"RDATE:{times}"), in_harbor),
        "seconds in an entry": wrap(write_entry(1, "RRULE:FREQ=SECONDLY")),
        "seconds that never come": wrap(
            write_entry(1, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")
        ),
        "a count that never comes": wrap(
            *(
                write_entry(each, "RRULE:FREQ=HOURLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30").replace(
                    "DTSTART:2027", "DTSTART:1601"
                )
                for each in range(300)
            )
        ),
        "endless hourly entries": wrap(
            *(write_entry(each, "RRULE:FREQ=HOURLY") for each in range(300))
        ),
        "exclusions by the second": wrap(
            write_entry(1, "RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY")
        ),
        "a rule of many times of a day": wrap(
            *(
                write_entry(each, f"RRULE:FREQ=YEARLY;BYSECOND={','.join(['1'] * 10_000)}")
                for each in range(30)
            )
        ),
        "a line of 10 MB": wrap(write_entry(1, "DESCRIPTION:" + "x" * 10_000_000)),
        "a start of 10 MB": wrap(write_entry(1, "RECURRENCE-ID:" + "2" * 10_000_000)),
        "many parameters": wrap(write_entry(1, "RECURRENCE-ID" + ";X=1" * 2_000_000 + ":20270104")),
        "times added": wrap(write_entry(1, f"RDATE:{times}")),
        "times left out": wrap(write_entry(1, f"EXDATE:{times}")),
        "free-busy time": wrap("BEGIN:VFREEBUSY", f"FREEBUSY:{periods}", "END:VFREEBUSY"),
        "a fold after each letter": wrap(write_entry(1, f"SUMMARY:{letters}")),
        "a fold after each letter of a time": wrap(write_entry(1, f"RDATE:{letters}")),
        "nested components": wrap(*nested),
        "nested entries": wrap(*["BEGIN:VEVENT"] * 100_000, *["END:VEVENT"] * 100_000),
        "nested calendars": wrap(*["BEGIN:VCALENDAR"] * 100_000, *["END:VCALENDAR"] * 100_000),
        "entries and exceptions of one UID": wrap(*write_rivals(5_000)),
        "later exceptions of an hourly entry": wrap(
            write_entry(1, "RRULE:FREQ=HOURLY"),
            *(write_entry(1, write_replaced(each, later_too=True)) for each in range(20_000)),
        ),
        "one UID": wrap(
            *(write_entry(each).replace(f"UID:{each}@", "UID:one@") for each in range(40_000))
        ),
    }


def main(names: list[str]) -> None:
    """Read some calendars, and print what came of each as JSON."""
    calendars = {
        name: content for name, content in write_hostile_calendars().items() if name in names
    }
    read(wrap(write_entry(1)))
    taken = int(next(line for line in open("/proc/self/status") if "VmSize" in line).split()[1])  # noqa: SIM115, PTH123
    limit = (taken << 10) + (MEGABYTES << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    answers = {}
    for name, content in calendars.items():
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        reading = read(content)
        count = sum(len(calendar.intervals) for calendar in reading.busy.calendars)
        answers[name] = [count, [str(error) for error in reading.errors[:3]]]
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(sys.argv[1:])
