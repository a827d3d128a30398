"""The JSON Schema of a plan file (draft 2020-12), for editors and for checks elsewhere."""

from typing import Any

from statplan.plan.model import Plan

_NULL = {"type": "null"}


def build_json_schema() -> dict[str, Any]:
    """Build the schema of a plan file: it accepts whatever the reader accepts.

    A key without a value is a question left open, so every key that may be left out may be null.
    """
    schema = Plan.model_json_schema(by_alias=True, mode="validation")
    for part in (schema, *schema.get("$defs", {}).values()):
        required = part.get("required", ())
        for property_name, property_schema in part.get("properties", {}).items():
            if property_name not in required:
                part["properties"][property_name] = _allow_null(property_schema)
            for alternative in property_schema.get("anyOf", ()):
                _close_table(alternative)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A statplan plan",
        "description": "What a government decided about its Stat meetings.",
        **{
            keyword: setting
            for keyword, setting in schema.items()
            if keyword not in {"title", "description"}
        },
    }


def _close_table(schema: dict[str, Any]) -> None:
    """Restrict a table of days or codes to its own keys, each with its words or left open."""
    table = schema.get("patternProperties", {})
    for pattern, entry_schema in table.items():
        table[pattern] = _allow_null(entry_schema)
    if table:
        schema["additionalProperties"] = False


def _allow_null(schema: dict[str, Any]) -> dict[str, Any]:
    alternatives = schema.get("anyOf", [])
    if _NULL in alternatives:
        return schema
    annotations: dict[str, Any] = {
        keyword: schema[keyword]
        for keyword in ("title", "description", "default")
        if keyword in schema
    }
    rest = {keyword: setting for keyword, setting in schema.items() if keyword not in annotations}
    if set(rest) == {"anyOf"}:
        return {**annotations, "anyOf": [*alternatives, _NULL]}
    return {**annotations, "anyOf": [rest, _NULL]}
