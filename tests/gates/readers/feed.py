"""What feedparser reads in feeds, and in which of them it found a fault."""

import json
import sys

import feedparser  # type: ignore[import-not-found]

told = {}
for name in sys.argv[1:]:
    found = feedparser.parse(name)
    told[name] = [
        {
            "fault": str(found.get("bozo_exception", "")) if found.bozo else "",
            "version": found.version,
            "language": found.feed.get("language", ""),
            "updated": list(found.feed.get("updated_parsed") or ())[:6],
            "entries": [
                [each.get("id", ""), each.get("title", ""), list(each.updated_parsed)[:6]]
                for each in found.entries
            ],
        }
    ]
sys.stdout.write(json.dumps(told))
