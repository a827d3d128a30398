"""The Stat team: to whom its lead reports, what the analysts do, and what data they may ask for."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext
from statplan.charter.grammar import capitalize_first
from statplan.charter.layout import build_list, build_paragraph
from statplan.documents.blocks import Block


def write_stat_team(context: CharterContext) -> Iterator[Block]:
    """Write to whom the Stat lead reports, what the analysts do, and what they may ask for."""
    yield from build_paragraph([*_describe_reporting(context), *_describe_data_requests(context)])
    yield from build_list("The analysts do this work:", context.plan.participants.analysts.duties)


def _describe_reporting(context: CharterContext) -> Iterator[str]:
    leadership = context.plan.leadership
    if leadership.facilitator_reports_to:
        lead = context.name_office(leadership.facilitator) if leadership.facilitator else ""
        supervisor = context.name_office(leadership.facilitator_reports_to)
        yield f"{capitalize_first(lead) or 'The Stat lead'} reports to {supervisor}."


def _describe_data_requests(context: CharterContext) -> Iterator[str]:
    may_request = context.plan.participants.analysts.may_request_data
    if may_request is not None:
        may = "may ask any department" if may_request else "may not ask every department"
        yield f"The Stat team {may} for data."
