"""How departments are brought in: who announces the meetings, what departments gain, the steps."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import capitalize_first
from statplan.charter.layout import build_facts, build_list, build_paragraph
from statplan.documents.blocks import Block, NumberedList


def write_buy_in(context: CharterContext) -> Iterator[Block]:
    """Write what departments gain and how they are brought in."""
    buy_in = context.plan.participants.buy_in
    if buy_in.announced_by:
        announcer = capitalize_first(context.name_office(buy_in.announced_by))
        yield from build_paragraph([f"{announcer} announces the meetings."])
    yield from build_list("By coming, departments gain:", buy_in.gains)
    yield from build_list("Other cities report these results:", buy_in.results)
    if buy_in.steps:
        yield from build_paragraph(["Before the first meeting:"])
        yield NumberedList(tuple((step,) for step in buy_in.steps))
    yield from build_facts([(find_label("participants.buy_in.replaces"), buy_in.replaces)])
