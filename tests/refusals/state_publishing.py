"""Refusals to publish, to redact, to make a plan, and to search for places."""

import json

from statplan.cli import init_dialogue, init
from statplan.cli.init_dialogue import run_dialogue
from statplan.cli.slots import plan_update
from statplan.interview.prompt import Prompt
from statplan.interview.sources import InitOptions
from statplan.interview.steps import QuestionFilter
from statplan.plan.loader import PlanReading
from tests.support.decision_remedies import (
    bump_march,
    edit_everything,
    save_outdated_changes,
    write_bad_changes,
)
from tests.support.drafts import DRAFT
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import LEDGER

NOTES = "records/blight-2027-01-notes.md"
COPY = "records/blight-2027-01-notes.public.md"


def begin_after_year(folder: RemedyFolder) -> None:
    """Wait until the whole year is over."""
    folder.clock("2027-12-10T12:00")


def lose_all_but_note(folder: RemedyFolder) -> None:
    """Lose the ledger and every calendar; the note of the last publish is left."""
    publish(folder)
    (folder.path / LEDGER).unlink()
    for path in sorted((folder.path / "calendars").rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.name != "CHANGES.md" or path.parent.name != "calendars":
            path.unlink()


def keep_foreign_note(folder: RemedyFolder) -> None:
    """Keep a file of one's own where the note will be."""
    folder.write("calendars/CHANGES.md", "Our changes\n")


def save_for_public(folder: RemedyFolder) -> None:
    """Save what the public is shown of the pending changes."""
    bump_march(folder)
    folder.type("diff --for public -o changes.json")


def save_changes(folder: RemedyFolder) -> None:
    """Save the pending changes."""
    bump_march(folder)
    folder.type("diff -o changes.json")


def change_saved(folder: RemedyFolder, name: str, content: object) -> None:
    """Change a part of the saved changes."""
    save_changes(folder)
    saved = json.loads((folder.path / "changes.json").read_text("utf-8"))
    folder.write("changes.json", json.dumps({**saved, name: content}))


def edit_after_saving(folder: RemedyFolder) -> None:
    """Edit the plan after the changes were saved."""
    save_changes(folder)
    folder.edit("third Tuesday", "fourth Tuesday")


def remove_addresses(folder: RemedyFolder) -> None:
    """Take the address of the organizer out of the plan."""
    folder.edit(", email: clerk@city.example", "")


def write_notes(folder: RemedyFolder, text: str = "") -> None:
    """Write notes of a meeting."""
    folder.type("notes blight/2027-01")
    path = folder.path / NOTES
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def clear_notes(folder: RemedyFolder) -> None:
    """Write notes, and make the copy that may be public."""
    write_notes(folder)
    folder.type(f"redact {NOTES}")


def change_copy(folder: RemedyFolder) -> None:
    """Change the cleared copy."""
    clear_notes(folder)
    path = folder.path / COPY
    path.write_text(path.read_text("utf-8") + "More.\n", encoding="utf-8")


def write_latin_notes(folder: RemedyFolder) -> None:
    """Write notes in an older encoding."""
    (folder.path / "notes.md").write_bytes(b"first\ncaf\xe9\n")


class _Leaver:
    """A person who leaves at the first question, and sees what is shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show(self, text: str, style: str = "plain") -> None:
        del style
        self.shown.append(text)

    def ask(self, prompt: Prompt) -> object:
        if prompt.name == "resume":
            return "leave"
        raise EOFError


def leave_interview(folder: RemedyFolder) -> str:
    """Begin an interview, and leave it."""
    leaver = _Leaver()
    folder.patch.setattr(init_dialogue, "_choose_prompter", lambda **_: leaver)
    options = InitOptions(None, None, (), None, None, False)
    try:
        run_dialogue(folder.path, options, QuestionFilter(), plain=True)
    finally:
        print(*leaver.shown)
    return ""


CASES = (
    RefusalCase("cli/confirmation._find_doubt_about_share", "publish", "@", prepare=edit_everything),
    RefusalCase("cli/confirmation._find_doubt_about_past", "publish", "@", prepare=begin_after_year),
    RefusalCase("cli/publish._refuse_foreign_note", "publish", "@", prepare=lose_all_but_note),
    RefusalCase("cli/publish._refuse_foreign_note (2)", "publish", "@", prepare=keep_foreign_note),
    RefusalCase("cli/publish._require_same_changes", "publish changes.json", "@", prepare=save_for_public),
    RefusalCase("cli/publish._require_same_changes (2)", "publish changes.json", "@", prepare=lambda folder: change_saved(folder, "lineage", "another")),
    RefusalCase("cli/publish._require_same_changes (3)", "publish changes.json", "@", prepare=save_outdated_changes),
    RefusalCase("cli/publish._require_same_changes (4)", "publish changes.json", "@", prepare=lambda folder: change_saved(folder, "issued", "0")),
    RefusalCase("cli/publish._require_same_changes (5)", "publish changes.json", "@", prepare=edit_after_saving),
    RefusalCase("cli/publish._build_publication", "publish --invite", "@", prepare=remove_addresses),
    RefusalCase("workspace/change_set.read_change_set", "publish bad.json", "@", prepare=write_bad_changes),
    RefusalCase("cli/redact.run_redact", f"redact {COPY}", "@", prepare=clear_notes),
    RefusalCase("cli/redact.run_redact (2)", f"redact {NOTES}", "@", prepare=lambda folder: write_notes(folder, "[[REDACT:nothing|Jane]]\n")),
    RefusalCase("cli/redact._read_text", "redact slides.pdf", "@", prepare=lambda folder: folder.write("slides.pdf", "%PDF-1.7\n")),
    RefusalCase("cli/redact._read_text", "redact slides.pptx", "@", prepare=lambda folder: folder.write("slides.pptx", "PK\x03\x04")),
    RefusalCase("cli/redact._read_text (2)", "redact notes.md", "@", prepare=write_latin_notes),
    RefusalCase("cli/redact._refuse_overwrite", f"redact {NOTES} -o {NOTES}", "@", prepare=write_notes),
    RefusalCase("cli/redact._refuse_overwrite", f"redact {NOTES} -o mine.md", "@", prepare=lambda folder: (write_notes(folder), folder.write("mine.md", "Mine\n"))),
    RefusalCase("cli/redact._refuse_overwrite (2)", f"redact {NOTES}", "@", prepare=change_copy),
    RefusalCase("cli/init_dialogue._build_left_error", leave_interview, "@"),
    RefusalCase("cli/init_dialogue._build_left_error (2)", leave_interview, "@", prepare=lambda folder: folder.write(".statplan-draft.json", json.dumps(DRAFT))),
    RefusalCase("cli/init_dialogue.open_folder", leave_interview, "@", prepare=lambda folder: folder.write("statplan.yaml", "- a list\n")),
    RefusalCase("cli/slots/command.select_series", "slots --series works2", "@"),
    RefusalCase("cli/slots/command.make_nothing_error (2)", "slots", "@"),
    RefusalCase("cli/slots/plan_update.write_answer", "slots --series works --apply 99", "@"),
)
