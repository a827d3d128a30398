"""The answers and the reader that `redact` records: checked, and kept in the notes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from statplan import screen
from statplan.errors import StatplanError
from statplan.plan.english import format_list
from statplan.records.answer_checks import find_allowed_marks, list_unused_answers
from statplan.records.letters import split_words
from statplan.records.marks import read_marks
from statplan.records.public_answers import PublicAnswer, add_public_answers, parse_public_answer
from statplan.records.record_files import CopyReader, MarkedNotes, read_notes
from statplan.records.redact import RedactionRules
from statplan.workspace import files
from statplan.workspace.records_folder import needs_second_reader
from statplan.workspace.workspace import Workspace


def build_answers(allowed: Sequence[str], reason: str, day: date) -> tuple[PublicAnswer, ...]:
    """Return the answers that `--allow` and `--reason` give.

    Raises:
        StatplanError: exit code 2; one flag is given without the other, or a text cannot be kept.
    """
    if bool(allowed) != bool(reason.strip()):
        missing = "--reason" if allowed else "--allow"
        raise StatplanError(
            f"{missing} is missing.",
            remedy='Give both, as in --allow "Maria Lopez" --reason "signed the public petition".',
            exit_code=2,
        )
    answers = tuple(
        PublicAnswer(day, " ".join(words.split()), " ".join(reason.split())) for words in allowed
    )
    for answer in answers:
        if not split_words(answer.words) or parse_public_answer(answer.render_line()) != answer:
            raise StatplanError(
                "what you gave with --allow is not a name or number that the notes can keep.",
                remedy="Type it as it is written in the notes, without |.",
                exit_code=2,
            )
    return answers


def keep_answers(
    path: Path, text: str, rules: RedactionRules, answers: Sequence[PublicAnswer]
) -> str:
    """Write new answers into the head of notes, and return the text of the notes with them.

    Notes whose head cannot be read are left as they are.

    Raises:
        StatplanError: exit code 2; an answer would allow a whole mark, or its words stand nowhere
            in the public text.
    """
    notes = read_notes(text)
    if not answers or not isinstance(notes, MarkedNotes):
        return text
    marks = read_marks(notes.lines, notes.first_number, rules.grounds).marks
    for answer in answers:
        for mark in find_allowed_marks(answer, marks):
            raise StatplanError(
                f"what you gave with --allow is all that is withheld in line {mark.line}.",
                remedy="Take that mark away, if nothing is to be withheld there.",
                exit_code=2,
            )
    answered_text = add_public_answers(text, answers)
    _refuse_unused_answers(path, answered_text, rules, answers)
    if files.write_files({path: answered_text.encode()}):
        screen.print_message(f"wrote  {path}, with your answer")
    return answered_text


def _refuse_unused_answers(
    path: Path, answered_text: str, rules: RedactionRules, answers: Sequence[PublicAnswer]
) -> None:
    """Refuse new answers whose words are nowhere in the public text of the notes."""
    notes = read_notes(answered_text)
    if not isinstance(notes, MarkedNotes):
        return
    unused_numbers = list_unused_answers(answered_text, rules.grounds)
    unused_words = {notes.answers[number].words for number in unused_numbers}
    if any(answer.words in unused_words for answer in answers):
        raise StatplanError(
            f"what you gave with --allow is nowhere in the public text of {path}.",
            remedy="Type the words as they are written there, outside of marks.",
            exit_code=2,
        )


def build_reader(workspace: Workspace, office: str) -> CopyReader | None:
    """Return who read the copy, as of today; None where nobody is named.

    Raises:
        StatplanError: exit code 2; it is no job title of the plan, or that of who redacts where
            the plan asks for a second reader.
    """
    if not office:
        return None
    plan = workspace.loaded.plan
    people = plan.participants.people or ()
    offices = {person.office.casefold(): person for person in people}
    person = offices.get(" ".join(office.split()).casefold())
    if person is None:
        titles = format_list(dict.fromkeys(person.office for person in people), "or")
        remedy = f"Enter a job title, not a name: {titles}."
        raise StatplanError(
            "--reader is not a job title of the plan.",
            remedy=remedy if people else "Add the reader's job title to participants.people first.",
            exit_code=2,
        )
    if needs_second_reader(plan) and person.id == plan.publicity.redaction.reviewer:
        raise StatplanError(
            f"{person.office} redacts the records, and cannot be the second reader of one.",
            remedy="Have another person read the copy, and enter that job title.",
            exit_code=2,
        )
    return CopyReader(workspace.today, person.office)
