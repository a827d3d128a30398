"""Changes that no test can notice, each with the reason."""

# By path, what stood there, and what it became.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    (
        "statplan/plan/json_schema.py",
        'Plan.model_json_schema(by_alias=True, mode="validation")',
        "(Plan.model_json_schema(mode='validation'))",
    ): "aliases are what the library writes unless it is told otherwise",
    (
        "statplan/site/civic.py",
        'add_offset(meeting.end).isoformat(timespec="seconds")',
        "(add_offset(meeting.end).isoformat())",
    ): "the dates of a meeting have whole minutes",
    (
        "statplan/schedule/backup.py",
        "following and following.slot",
        "(following)",
    ): "every occurrence has its slot before a backup date is sought; a type checker cannot know",
}
