"""What the answers come to: the year that can be made of them, or what stands in its way."""

from statplan.cli.interview import asking, checks, consequences, series
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.talk import Talk
from statplan.plan import Plan, fields, reading
from statplan.plan.undecided import find_needed
from statplan.schedule import make_schedule


def tell(talk: Talk) -> None:
    """Say in a line what year the answers give; ask again for what makes it impossible."""
    mend(talk)
    plan = _plan(talk)
    schedule = make_schedule(plan) if plan else None
    if plan and schedule and schedule.meetings and not schedule.problems:
        for index, line in enumerate(consequences.of_year(plan, schedule)):
            talk.say(line if index else f"\n{line}", "plain" if index else "heading")
    elif schedule and not schedule.problems:
        labels = [gap.label for gap in find_needed(talk.data)]
        if labels:
            talk.say(f"\nThe year can be made once these are known: {'; '.join(labels)}.")


def _plan(talk: Talk) -> Plan | None:
    return reading.check({"statplan": 1, **talk.data}).plan


def mend(talk: Talk) -> None:
    """Ask again for every answer that is wrong or that makes the year impossible."""
    while True:
        found = checks.problems(talk.data)
        plan = None if found else _plan(talk)
        impossible = make_schedule(plan).problems if plan else ()
        if impossible and impossible[0].path.startswith(f"{series.PATH}["):
            place = fields.steps(impossible[0].path)
            talk.say(checks.told(impossible[0]), "wrong")
            series.change(talk, fields.join(place[:3]), str(place[3]))
        elif not (found or impossible) or not asking.again(talk, (*found, *impossible)[0]):
            return


def finish(talk: Talk) -> None:
    """Offer to answer what the calendar still waits for; the plan is written without it too."""
    missing = find_needed(talk.data)
    if missing and talk.put(_offer([gap.label for gap in missing])) == "yes":
        for gap in missing:
            asking.ask(talk, gap.question, gap.path)
        tell(talk)
    else:
        mend(talk)


def _offer(labels: list[str]) -> Prompt:
    return Prompt(
        name="needed",
        words="The calendar waits for a few answers. Give them now?",
        why=f"{'; '.join(labels)}.",
        choices=(Choice("yes", "Yes"), Choice("no", "No, leave them open")),
        current="yes",
    )
