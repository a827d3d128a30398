"""`statplan init` with a person: go on with a draft, ask, show what will be written, write it."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from statplan import screen
from statplan.cli.init import (
    AnswerOrigins,
    SourceFiles,
    build_plan_text,
    complete_answers,
    write_plan_files,
)
from statplan.cli.next_schedule_note import read_next_schedule_note
from statplan.cli.offers import complete_command
from statplan.errors import EXIT_INTERRUPTED, Command, Remedy, StatplanError
from statplan.interview import summary
from statplan.interview.changes import describe_change, iter_changes
from statplan.interview.draft import DRAFT_FILE, Draft, load_draft, save_draft
from statplan.interview.prompt import BACK, HELP, MENU, Prompt, PromptChoice, Prompter
from statplan.interview.question_lookup import find_question
from statplan.interview.replies import Reply, Transcript
from statplan.interview.session import InterviewSetup, WritePreview, refuse_unfixable, run_interview
from statplan.interview.sources import AnswerSources, InitOptions, read_interview_sources
from statplan.interview.steps import SECTION_CHOICES, QuestionFilter
from statplan.plan import loader, writer
from statplan.plan.answers import Answers, resolve_path
from statplan.plan.english import format_count, format_long_date, format_time
from statplan.plan.missing import find_missing_answers
from statplan.plan.paths import get_answer, join_path
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.spelling import suggest_similar_word
from statplan.strict_json import StateError, hash_bytes
from statplan.workspace import clock, files
from statplan.workspace.plan_loader import build_refusal, read_published_facts

_CHANGED = (
    "The plan has been changed since. What you replied counts over it, what you left as it was "
    "does not; you will see each line that changes before it is written."
)
_MOST_NAMED = 20  # changes that are named one by one


def run_dialogue(
    folder: Path, init_options: InitOptions, question_filter: QuestionFilter, *, plain: bool
) -> None:
    """Ask for a new plan, or again for an existing one, and write it.

    Raises:
        StatplanError: there is no terminal to ask on (2); an answer that was given cannot be
            fixed by asking (1); the person left (130), and the answers are kept.
    """
    prompter = _choose_prompter(plain=plain)
    session = _InitSession.open_folder(folder, init_options, question_filter)
    try:
        session = session.resume(prompter)
        setup = InterviewSetup(
            make_answers=session.sources.combine_answers,
            preview=session.preview_write,
            question_filter=resolve_filter(
                session.question_filter, session.sources.combine_answers().tree
            ),
            plan_before=session.sources.plan,
            offers_systems=session.sources.plan is None and not session.sources.like,
            published=session.published,
            today=clock.get_today(),
            notes=session.list_notes(),
        )
        transcript = Transcript(list(session.replies), session.save_replies)
        if session.replies:
            transcript.on_mismatch = partial(session.save_fitting, prompter)
        session.write_plan(run_interview(setup, prompter, transcript))
    except (KeyboardInterrupt, EOFError):
        raise _build_left_error(session) from None
    if (folder / files.BUSY_FOLDER).is_dir():
        from statplan.cli.slots.interview_offer import offer_slots

        with suppress(KeyboardInterrupt, EOFError):  # the plan is written
            offer_slots(folder, prompter)


def resolve_filter(question_filter: QuestionFilter, answers: Mapping[str, Any]) -> QuestionFilter:
    """Return what is asked, with ids of records turned into their numbers.

    Raises:
        StatplanError: there is no such section or question, or no such record.
    """
    for section in question_filter.sections:
        if section not in SECTION_CHOICES:
            remedy = suggest_similar_word(
                section, SECTION_CHOICES, f"Write one of {', '.join(SECTION_CHOICES)}."
            )
            raise StatplanError(f"'{section}' is not a section.", remedy=remedy, exit_code=2)
    paths = tuple(join_path(resolve_path(answers, path)) for path in question_filter.paths)
    for question_path in paths:
        if find_question(question_path) is None:
            raise StatplanError(
                f"{question_path} is no single question.",
                remedy="Name a single question of it; docs/questions.md lists them.",
                exit_code=2,
            )
    return replace(question_filter, paths=paths)


def _choose_prompter(*, plain: bool) -> Prompter:
    if not screen.has_terminal():
        raise StatplanError(
            "there is no terminal to ask on.",
            remedy="Give the answers with --answers FILE, --like SYSTEM or --set PATH=VALUE, "
            "and add --no-input.",
            exit_code=2,
        )
    if plain or os.environ.get("TERM") == "dumb" or os.environ.get("ACCESSIBLE") == "1":
        from statplan.interview.plain import PlainPrompter

        return PlainPrompter()
    from statplan.interview.terminal import TerminalPrompter

    return TerminalPrompter()


def _build_left_error(session: "_InitSession") -> StatplanError:
    screen.print_message("")
    if not session.draft_path.exists():
        return StatplanError("left; nothing was written.", exit_code=EXIT_INTERRUPTED)
    folder_words = () if session.folder == Path() else (session.folder,)
    return StatplanError(
        f"left; nothing was written. Your answers are kept in\n  {session.draft_path}",
        remedy=Remedy(Command("init", *folder_words), " goes on with them."),
        exit_code=EXIT_INTERRUPTED,
    )


@dataclass(frozen=True, slots=True)
class _InitSession:
    """A plan that is being made or changed: where, from what, and what was replied so far."""

    folder: Path
    sources: AnswerSources
    question_filter: QuestionFilter
    plan_text: str | None = None
    source_files: SourceFiles = field(default_factory=dict)
    replies: tuple[Reply, ...] = ()
    lineage: str = field(default_factory=lambda: str(uuid4()))

    @classmethod
    def open_folder(
        cls, folder: Path, init_options: InitOptions, question_filter: QuestionFilter
    ) -> "_InitSession":
        source_files = SourceFiles()
        next_year = clock.get_today().year + 1
        path = folder / files.PLAN_FILE
        if not path.exists():
            return cls(
                folder,
                read_interview_sources(init_options, next_year, source_files),
                question_filter,
                source_files=source_files,
            )
        raw = files.read_file(path)
        parsed = loader.load_plan_bytes(raw)
        if not parsed.document.answers:
            raise build_refusal(path, parsed.problems)
        sources = read_interview_sources(
            init_options, next_year, source_files, parsed.document.answers
        )
        return cls(folder, sources, question_filter, raw.decode(), source_files)

    @property
    def plan_path(self) -> Path:
        return self.folder / files.PLAN_FILE

    @property
    def published(self) -> PublishedFacts:
        lineage = get_answer(self.sources.plan or {}, "lineage")
        if not isinstance(lineage, str):
            return NOTHING_PUBLISHED
        return read_published_facts(self.plan_path, lineage)

    def list_notes(self) -> tuple[Remedy, ...]:
        """Return what somebody who opens the plan again should know first."""
        plan = loader.parse_plan(self.plan_text).plan if self.plan_text else None
        notes = read_next_schedule_note(self.plan_path, plan) if plan else ()
        if self.folder == Path():
            return tuple(notes)
        name_plan = partial(complete_command, plan=self.folder)
        return tuple(note.change_commands(name_plan) for note in notes)

    @property
    def draft_path(self) -> Path:
        return self.folder / DRAFT_FILE

    @property
    def plan_digest(self) -> str:
        return hash_bytes(self.plan_text.encode()) if self.plan_text else ""

    def resume(self, prompter: Prompter) -> "_InitSession":
        """Return this, with the replies of a draft where there is one that the person goes on with.

        Raises:
            StatplanError: a draft that is not to be used cannot be set aside.
        """
        try:
            saved_draft = load_draft(self.draft_path)
            if saved_draft is not None:
                self._check_draft(saved_draft)
        except StateError as error:
            aside = files.set_aside(self.draft_path)
            prompter.show(f"There was a draft, but {error}. It is now {aside}.", "wrong")
            return self
        if saved_draft is None or not saved_draft.replies:
            return self
        if not _ask_to_resume(
            saved_draft, prompter, changed=saved_draft.plan_digest != self.plan_digest
        ):
            aside = files.set_aside(self.draft_path)
            prompter.show(f"The draft is now {aside}.")
            return self
        sources = replace(saved_draft.sources.merge_flags(self.sources), plan=self.sources.plan)
        question_filter = (
            self.question_filter
            if self.question_filter != QuestionFilter()
            else saved_draft.question_filter
        )
        return replace(
            self, sources=sources, question_filter=question_filter, replies=saved_draft.replies
        )

    def _check_draft(self, draft: Draft) -> None:
        """Refuse a draft whose answers or questions do not fit the plan.

        Raises:
            StateError: they do not.
            StatplanError: the answers of the plan or of this command are wrong by themselves.
        """
        refuse_unfixable(self.sources.combine_answers())
        try:
            answers = replace(draft.sources, plan=self.sources.plan).combine_answers()
            resolve_filter(draft.question_filter, answers.tree)
            refuse_unfixable(answers)
        except StatplanError as error:
            facts = (f"{problem.path}: {problem.fact}" for problem in error.problems)
            fact = next(facts, error.message).rstrip(".")
            raise StateError(f"it does not fit the plan ({fact})") from None

    def save_fitting(self, prompter: Prompter, replies: Sequence[Reply]) -> None:
        """Keep the replies that still fit, and the draft as it was under another name.

        Raises:
            StatplanError: the draft cannot be renamed; it is as it was.
        """
        aside = files.set_aside(self.draft_path)
        self.save_replies(replies)
        prompter.show(
            "From here on, what you replied before does not fit the questions. It is offered again "
            f"at each question; {aside} has it as it was.",
            "wrong",
        )

    def save_replies(self, replies: Sequence[Reply]) -> None:
        """Save what was replied so far."""
        now, digest = clock.get_now(), self.plan_digest
        draft = Draft(self.sources, self.question_filter, tuple(replies), now, digest)
        save_draft(self.draft_path, draft)

    def build_text(self, answers: Answers) -> tuple[str, list[tuple[str, Any]]]:
        """Return the text of the file, and the answers of the plan that change in it."""
        plan_before = self.sources.plan
        published = self.published
        completed, _ = complete_answers(
            answers.tree, self.lineage, clock.get_today(), plan_before, published
        )
        new_text = build_plan_text(
            completed,
            AnswerOrigins(answers.origins, self.source_files),
            require_complete=False,
            published=published,
        )
        if self.plan_text is None or plan_before is None:
            return new_text, []
        changed_answers = list(iter_changes(plan_before, completed))
        return writer.edit_plan(self.plan_text, dict(changed_answers)), changed_answers

    def preview_write(self, answers: Answers) -> WritePreview:
        """Return a preview of what would be written.

        Raises:
            StatplanError: something is wrong.
        """
        text, changed_answers = self.build_text(answers)
        plan = loader.parse_plan(text).plan
        lines = []
        if self.plan_text is None:
            counted = f"{len(text.splitlines())} lines"
            lines.append(f"\nTo be written: {self.plan_path}, {counted}, and the schema beside it.")
            if plan:
                lines += summary.summarize_year(plan, make_schedule(plan))
        elif changed_answers:
            old = self.sources.plan
            sentences = [
                describe_change(path, get_answer(old, path), new) for path, new in changed_answers
            ]
            counted = (
                "1 answer changes" if len(sentences) == 1 else f"{len(sentences)} answers change"
            )
            lines.append(f"\n{counted} in {self.plan_path}; every other line stays as it is:")
            lines += [f"  {sentence}" for sentence in sentences[:_MOST_NAMED]]
            if sentences[_MOST_NAMED:]:
                lines.append(f"  and {len(sentences) - _MOST_NAMED} more.")
        else:
            lines.append(f"\nNothing changes in {self.plan_path}.")
        undecided = [gap.label for gap in find_missing_answers(loader.parse_plan(text).answers)]
        if undecided:
            lines.append(f"Not decided yet: {'; '.join(undecided)}.")
        return WritePreview(lines, has_changes=bool(self.plan_text is None or changed_answers))

    def write_plan(self, answers: Answers) -> None:
        """Write the plan, and take the draft away."""
        text, _ = self.build_text(answers)
        write_plan_files(self.folder, text)
        files.remove_file(self.draft_path)


def _ask_to_resume(draft: Draft, prompter: Prompter, *, changed: bool) -> bool:
    """Ask whether to go on with a draft.

    Raises:
        EOFError: neither; the person leaves, and the draft stays.
    """
    saved_at = draft.saved_at.astimezone()
    count = sum(not draft_reply.destination for draft_reply in draft.replies)
    replies = format_count(count, "reply")
    prompt = Prompt(
        name="resume",
        words=f"There is a draft of {format_long_date(saved_at.date())}, "
        f"{format_time(saved_at.time())}, with {replies}. Go on with it?",
        why=_CHANGED if changed else "",
        choices=(
            PromptChoice("yes", "Go on where it was left"),
            PromptChoice("no", "Begin anew; the draft is put aside"),
            PromptChoice("leave", "Neither: leave, and keep the draft"),
        ),
        current="yes",
    )
    while (reply := prompter.ask(prompt)) in {HELP, BACK, MENU}:
        pass
    if reply == "leave":
        raise EOFError
    return reply != "no"
