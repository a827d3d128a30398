"""Refusals of the command that writes the next year into the plan."""

from statplan import screen
from tests.support.remedy_cases import RemedyFolder
from tests.support.state_refusals import RefusalCase


def come_to_april(folder: RemedyFolder) -> None:
    """Let it be April, near the end of the year of the plan."""
    folder.clock("2027-04-10T12:00")


def reach_last_number(folder: RemedyFolder) -> None:
    """Give the meetings numbers after which there are no more."""
    come_to_april(folder)
    folder.edit("{id: blight,", "{id: blight, number_from: 100000,")


def edit_meanwhile(folder: RemedyFolder) -> None:
    """Let somebody edit the plan while another person is asked."""
    come_to_april(folder)

    def edit_and_agree(question: str) -> bool:
        del question
        folder.edit("TestStat", "OtherStat")
        return True

    folder.patch.setattr(screen, "has_terminal", lambda: True)
    folder.patch.setattr(screen, "ask_yes_no", edit_and_agree)


CASES = (
    RefusalCase(
        "cli/next_year._refuse_unknown_kinds",
        "next-year --carry holidays",
        "--carry takes closures or none, and not 'holidays'.",
        "Write --carry closures or --carry none.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/next_year._refuse_unknown_kinds (2)",
        "next-year --carry closures --carry none",
        "--carry closures and --carry none contradict each other.",
        "Write --carry closures or --carry none.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/next_year._write_next_year",
        "next-year --yes",
        "the plan with the next year would have 1 problem, so nothing was written.",
        "Change the plan so that it holds for the next year too, or move the meeting of the old "
        "year that is in its way, and run this again.",
        exit_code=1,
        prepare=reach_last_number,
    ),
    RefusalCase(
        "cli/next_year._confirm",
        "next-year --carry none",
        "/plan/statplan.yaml stays as it is until somebody agrees to this.",
        "To write it, add --yes: `statplan next-year --carry none --yes`.",
        prepare=come_to_april,
    ),
    RefusalCase(
        "cli/next_year.run_next_year",
        "next-year",
        "/plan/statplan.yaml was changed while the next year was planned.",
        "Run it again.",
        prepare=edit_meanwhile,
        changes=True,
    ),
)
