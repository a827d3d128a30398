"""Popolo's Event, restated from its specification (popoloproject.com/specs/event.html).

Only what bears on what is written: which names hold what, and the form of a date.
"""

from typing import Any

_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_DAY = r"\d{4}(-\d{2}){0,2}"
_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}(:\d{2}){0,2}(Z|[+-]\d{2}(:\d{2})?)"
_WHEN = {"type": ["string", "null"], "pattern": f"^({_DAY}|{_MOMENT})$"}
POPOLO: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        **dict.fromkeys(("id", "name", "description", "location", "status"), _TEXT),
        **dict.fromkeys(("classification", "organization_id", "parent_id"), _TEXT),
        **dict.fromkeys(("start_date", "end_date"), _WHEN),
        **dict.fromkeys(("created_at", "updated_at"), _TEXT | {"format": "date-time"}),
        **{key: {"type": "array"} for key in ("identifiers", "attendees", "children")},
        "sources": {
            "type": "array",
            "items": {"type": "object", "properties": {"url": {"type": "string", "format": "uri"}}},
        },
    },
}
