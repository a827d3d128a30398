"""The JSON Schema of a plan file (draft 2020-12), for editors and for checks elsewhere."""

from typing import Any

from statplan.plan import Plan

_NULL = {"type": "null"}


def plan_schema() -> dict[str, Any]:
    """The schema of a plan file: it accepts whatever the reader accepts.

    A key without a value is a question left open, so every key that may be left out may be null.
    """
    schema = Plan.model_json_schema(by_alias=True, mode="validation")
    for part in (schema, *schema.get("$defs", {}).values()):
        required = part.get("required", ())
        for key, value in part.get("properties", {}).items():
            if key not in required:
                part["properties"][key] = _or_null(value)
            for kind in value.get("anyOf", ()):
                _close(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A statplan plan",
        "description": "What a government decided about its Stat meetings.",
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
    }


def _close(kind: dict[str, Any]) -> None:
    """Let a table of days or codes hold nothing else, each with its words or left open."""
    table = kind.get("patternProperties", {})
    for pattern, value in table.items():
        table[pattern] = _or_null(value)
    if table:
        kind["additionalProperties"] = False


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = schema.get("anyOf", [])
    if _NULL in kinds:
        return schema
    told: dict[str, Any] = {
        key: schema[key] for key in ("title", "description", "default") if key in schema
    }
    rest = {key: value for key, value in schema.items() if key not in told}
    if set(rest) == {"anyOf"}:
        return {**told, "anyOf": [*kinds, _NULL]}
    return {**told, "anyOf": [rest, _NULL]}
