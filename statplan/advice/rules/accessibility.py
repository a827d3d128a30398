"""Rules about whether everybody can read and follow what is posted."""

import re
from collections.abc import Iterator
from datetime import date

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_long_date

SOURCE = "ADA-IFR"
STANDARD = "WCAG 2.1 AA"
LARGE = 50_000  # people
LARGE_DATE = date(2027, 4, 26)
SMALLER_DATE = date(2028, 4, 26)
SPECIAL_DISTRICT_DATE = SMALLER_DATE  # whatever its population
EARLIEST = min(LARGE_DATE, SMALLER_DATE)

_VIDEO = ("television", "web stream")
_POSTS = "publicity.accessibility"


def find_compliance_date(population: int) -> date:
    """Return the date that the rule names for a government of so many people."""
    return LARGE_DATE if population >= LARGE else SMALLER_DATE


@rule("SP840", "warning", SOURCE)
def video_without_captions(context: RuleContext) -> Iterator[Remark]:
    """A broadcast has no captions.

    What it checks: whether television and web streams of the meeting are captioned.
    Why it matters: who cannot hear is left out; WCAG 2.1 AA asks for captions, live ones too.
    What to do: caption it, and check with your ADA coordinator what else is asked.
    Example: Kansas City carried its meetings on a city channel and on the web.
    """
    for index, broadcast in enumerate(context.plan.publicity.broadcast or ()):
        path = f"publicity.broadcast[{index}].captions"
        if broadcast.by not in _VIDEO:
            continue
        if broadcast.captions is None:
            yield Unstated(path)
        elif not broadcast.captions:
            yield Finding(path, f"The {broadcast.by} has no captions.")


@rule("SP841", "note", SOURCE)
def web_date(context: RuleContext) -> Iterator[Remark]:
    """A date of the federal rule on web accessibility falls before the end of the plan's year.

    What it checks: where something is published and nothing said on its accessibility, the date
    that the rule names for the population, against the year of the plan. The rule is for states
    and local governments; a federal program has no date here.
    Why it matters: the rule covers pages and documents alike: schedules, slides, notes and video.
    What to do: check with your ADA coordinator; the dates have moved before. Then write into
    `publicity.accessibility` what is done, and whom one asks for help.
    Example: the rule names April 26, 2027 from 50,000 people on, and April 26, 2028 for fewer and
    for special districts.
    """
    publicity, program = context.plan.publicity, context.plan.program
    posts = publicity.publishes or publicity.schedule_page or publicity.broadcast
    if publicity.accessibility or not posts or program.government == "federal":
        return
    if context.schedule.last < EARLIEST:
        yield Unstated(_POSTS)
        return
    if program.population is None:
        yield Unstated("program.population")
        yield Unstated(_POSTS)
        return
    compliance_date = find_compliance_date(program.population)
    if compliance_date > context.schedule.last:
        yield Unstated(_POSTS)
        return
    created = context.plan.created
    tense = "named" if created and compliance_date <= created else "names"
    fact = (
        f"For {program.population:,} people the rule {tense} "
        f"{format_long_date(compliance_date)}, with {STANDARD}"
    )
    if program.government == "agency" and compliance_date != SPECIAL_DISTRICT_DATE:
        fact += f"; for special districts, {format_long_date(SPECIAL_DISTRICT_DATE)}"
    yield Finding(_POSTS, f"{fact}: check with your ADA coordinator.")


@rule("SP842", "note", SOURCE, "ours")
def schedule_only_pdf(context: RuleContext) -> Iterator[Remark]:
    """The schedule is published as a document and not as a page.

    What it checks: whether the address of the schedule is that of a PDF or an office document.
    Why it matters: a page is read on a telephone and read aloud; a PDF has to be made for it.
    What to do: publish the page that `statplan` makes, with the PDF beside it; check with your ADA
    coordinator.
    Example: the rule's exception for older documents does not cover next year's schedule.
    """
    publicity = context.plan.publicity
    if publicity.schedule_page is None:
        if "schedule" in (publicity.publishes or ()):
            yield Unstated("publicity.schedule_page")
        return
    path = re.sub("[?#].*", "", publicity.schedule_page)
    ending = path.rpartition(".")[2].lower()
    if ending in {"pdf", "doc", "docx", "xls", "xlsx"}:
        yield Finding("publicity.schedule_page", f"The schedule stands in a file of kind {ending}.")
