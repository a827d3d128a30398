"""Reads civic data lines as City Scrapers and pupa would, with their own code and schemas.

`python civic.py FILE` prints, for the file: both schemas, and for each line the item that City
Scrapers would have begun with and what its own pipeline makes of that item.
"""

import json
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from city_scrapers_core.items import Meeting  # type: ignore[import-not-found]
from city_scrapers_core.pipelines.ocd import (  # type: ignore[import-not-found]
    OpenCivicDataPipeline,
)

Event = dict[str, Any]


def local(moment: str, zone: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def place(event: Event) -> Event:
    address = event["extras"]["cityscrapers/address"]
    return {"name": "" if address else event["location"]["name"], "address": address}


def read(line: str) -> Event:
    event = json.loads(line)
    extras = event["extras"]
    item = {
        "id": extras["cityscrapers/id"],
        "title": event["name"],
        "description": event["description"],
        "classification": event["classification"],
        "status": event["status"],
        "start": local(event["start_time"], event["timezone"]),
        "end": local(event["end_time"], event["timezone"]),
        "all_day": event["all_day"],
        "time_notes": extras["cityscrapers/time_notes"],
        "location": place(event),
        "links": [{"title": each["note"], "href": each["url"]} for each in event["links"]],
        "source": event["sources"][0]["url"],
    }
    spider = SimpleNamespace(timezone=event["timezone"], agency=extras["cityscrapers/agency"])
    made = OpenCivicDataPipeline().process_item(item, spider)
    plain = {**item, "start": item["start"].isoformat(), "end": item["end"].isoformat()}
    return {"event": event, "item": plain, "made": made}


def pupa_schema() -> Event:
    spec = find_spec("pupa")
    assert spec
    assert spec.origin
    sys.path.insert(0, str(Path(spec.origin).parent / "scrape"))
    from schemas.event import schema  # type: ignore[import-not-found]

    found: Event = schema
    return found


told = {}
for name in sys.argv[1:]:
    lines = Path(name).read_text(encoding="utf-8").splitlines()
    told[name] = [
        {"item": Meeting.jsonschema, "pupa": pupa_schema(), "lines": [read(each) for each in lines]}
    ]
sys.stdout.write(json.dumps(told))
