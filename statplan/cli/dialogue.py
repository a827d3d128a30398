"""`statplan init` with a person: go on with a draft, ask, show what will be written, write it."""

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from statplan import files, screen
from statplan.cli import clock, drafts
from statplan.cli.changes import changes, told
from statplan.cli.drafts import Draft
from statplan.cli.gathering import Basis, Given, gather_known
from statplan.cli.init import Places, Sources, complete, text_of, write
from statplan.cli.interview import consequences
from statplan.cli.interview.paths import asked_at
from statplan.cli.interview.prompter import BACK, HELP, MENU, Choice, Prompt, Prompter
from statplan.cli.interview.session import (
    Outlook,
    Sitting,
    interview,
    refuse_beyond_asking,
)
from statplan.cli.interview.transcript import Reply, Transcript
from statplan.cli.interview.walk import Wish
from statplan.cli.loading import refusal
from statplan.errors import StatplanError
from statplan.plan import SECTIONS, fields, reading, writing
from statplan.plan.english import clock as clock_time
from statplan.plan.english import long_day
from statplan.plan.fields import join
from statplan.plan.ranking import Answers, located
from statplan.plan.undecided import find_gaps
from statplan.schedule import make_schedule
from statplan.strict_json import StateError

EXIT_INTERRUPTED = 130
_CHANGED = (
    "The plan has been changed since. What you replied counts over it, what you left as it was "
    "does not; you will see each line that changes before it is written."
)
_TOLD = 20  # changes that are named one by one


def run(folder: Path, given: Given, wish: Wish, *, plain: bool) -> None:
    """Ask for a plan, or again for one that stands, and write it.

    Raises:
        StatplanError: there is no terminal to ask on (2); an answer that was given cannot be
            mended by asking (1); the person left (130), and the answers are kept.
    """
    prompter = _prompter(plain=plain)
    made = _Making.of(folder, given, wish)
    try:
        made = made.resumed(prompter)
        sitting = Sitting(
            begin=made.basis.answers,
            preview=made.preview,
            wish=located_wish(made.wish, made.basis.answers().data),
            before=made.basis.plan,
            may_choose=made.basis.plan is None and not made.basis.like,
        )
        transcript = Transcript(list(made.replies), made.keep)
        if made.replies:
            transcript.part = partial(made.keep_fitting, prompter)
        made.write(interview(sitting, prompter, transcript))
    except (KeyboardInterrupt, EOFError):
        raise _left(made) from None
    if (folder / files.BUSY_FOLDER).is_dir():
        from statplan.cli.slots.offering import offer

        with suppress(KeyboardInterrupt, EOFError):  # the plan is written
            offer(folder, prompter)


def located_wish(wish: Wish, data: Mapping[str, Any]) -> Wish:
    """What is asked, with ids of records turned into their numbers.

    Raises:
        StatplanError: there is no such section or question, or no such record.
    """
    for section in wish.sections:
        if section not in SECTIONS:
            near = get_close_matches(section, SECTIONS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Write one of {', '.join(SECTIONS)}."
            raise StatplanError(f"'{section}' is no section.", hint=hint, exit_code=2)
    places = tuple(join(located(data, path)) for path in wish.paths)
    for place in places:
        if asked_at(place) is None:
            hint = "Name a single question of it; docs/questions.md lists them."
            raise StatplanError(f"{place} is no single question.", hint=hint, exit_code=2)
    return replace(wish, paths=places)


def _prompter(*, plain: bool) -> Prompter:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise StatplanError(
            "there is no terminal to ask on.",
            hint="Give the answers with --answers FILE, --like SYSTEM or --set PATH=VALUE, "
            "and add --no-input.",
            exit_code=2,
        )
    if plain or os.environ.get("TERM") == "dumb" or os.environ.get("ACCESSIBLE") == "1":
        from statplan.cli.interview.plain import Plain

        return Plain()
    from statplan.cli.interview.terminal import Terminal

    return Terminal()


def _left(made: "_Making") -> StatplanError:
    screen.say("")
    if not made.draft.exists():
        return StatplanError("left; nothing was written.", exit_code=EXIT_INTERRUPTED)
    place = "" if made.folder == Path() else f" {made.folder}"
    return StatplanError(
        f"left; nothing was written. Your answers are kept in\n  {made.draft}",
        hint=f"`statplan init{place}` goes on with them.",
        exit_code=EXIT_INTERRUPTED,
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """A plan that is being made or changed: where, from what, and what was replied so far."""

    folder: Path
    basis: Basis
    wish: Wish
    text: str | None = None
    read: Sources = field(default_factory=dict)
    replies: tuple[Reply, ...] = ()
    lineage: str = field(default_factory=lambda: str(uuid4()))

    @classmethod
    def of(cls, folder: Path, given: Given, wish: Wish) -> "_Making":
        read = Sources()
        next_year = clock.today().year + 1
        path = folder / files.PLAN_FILE
        if not path.exists():
            return cls(folder, gather_known(given, next_year, read), wish, read=read)
        raw = files.read(path)
        found = reading.read_bytes(raw)
        if not found.source.data:
            raise refusal(path, found.problems)
        basis = gather_known(given, next_year, read, found.source.data)
        return cls(folder, basis, wish, raw.decode(), read)

    @property
    def path(self) -> Path:
        return self.folder / files.PLAN_FILE

    @property
    def draft(self) -> Path:
        return self.folder / drafts.NAME

    @property
    def digest(self) -> str:
        return hashlib.sha256((self.text or "").encode()).hexdigest() if self.text else ""

    def resumed(self, prompter: Prompter) -> "_Making":
        """This, with the replies of a draft where there is one that the person goes on with.

        Raises:
            StatplanError: a draft that is not to be used cannot be set aside.
        """
        try:
            draft = drafts.load(self.draft)
            if draft is not None:
                self._prove(draft)
        except StateError as error:
            aside = files.set_aside(self.draft)
            prompter.say(f"There was a draft, but {error}. It is now {aside}.", "wrong")
            return self
        if draft is None or not draft.replies:
            return self
        if not _goes_on(draft, prompter, changed=draft.plan != self.digest):
            aside = files.set_aside(self.draft)
            prompter.say(f"The draft is now {aside}.")
            return self
        basis = replace(draft.basis.under(self.basis), plan=self.basis.plan)
        wish = self.wish if self.wish != Wish() else draft.wish
        return replace(self, basis=basis, wish=wish, replies=draft.replies)

    def _prove(self, draft: Draft) -> None:
        """Refuse a draft whose answers or questions do not fit the plan.

        Raises:
            StateError: they do not.
            StatplanError: the answers of the plan or of this command are wrong by themselves.
        """
        refuse_beyond_asking(self.basis.answers())
        try:
            answers = replace(draft.basis, plan=self.basis.plan).answers()
            located_wish(draft.wish, answers.data)
            refuse_beyond_asking(answers)
        except StatplanError as error:
            facts = (f"{problem.path}: {problem.fact}" for problem in error.problems)
            fact = next(facts, error.message).rstrip(".")
            raise StateError(f"it does not fit the plan ({fact})") from None

    def keep_fitting(self, prompter: Prompter, replies: Sequence[Reply]) -> None:
        """Keep the replies that still fit, and the draft as it was under another name.

        Raises:
            StatplanError: the draft cannot be renamed; it is as it was.
        """
        aside = files.set_aside(self.draft)
        self.keep(replies)
        prompter.say(
            "From here on, what you replied before does not fit the questions. It is offered again "
            f"at each question; {aside} has it as it was.",
            "wrong",
        )

    def keep(self, replies: Sequence[Reply]) -> None:
        """Save what was replied so far."""
        moment = clock.now()
        drafts.save(self.draft, Draft(self.basis, self.wish, tuple(replies), moment, self.digest))

    def text_of(self, answers: Answers) -> tuple[str, list[tuple[str, Any]]]:
        """The text of the file, and the answers of the plan that change in it."""
        before = self.basis.plan
        data, _ = complete(answers.data, self.lineage, clock.today(), before)
        whole = text_of(data, Places(answers.given_by, self.read), whole=False)
        if self.text is None or before is None:
            return whole, []
        found = list(changes(before, data))
        return writing.edit(self.text, dict(found)), found

    def preview(self, answers: Answers) -> Outlook:
        """What would be written.

        Raises:
            StatplanError: something is wrong.
        """
        text, changed = self.text_of(answers)
        plan = reading.read(text).plan
        lines = []
        if self.text is None:
            counted = f"{len(text.splitlines())} lines"
            lines.append(f"\nTo be written: {self.path}, {counted}, and the schema beside it.")
            if plan:
                lines += consequences.of_year(plan, make_schedule(plan))
        elif changed:
            old = self.basis.plan
            said = [told(path, fields.at(old, path), new) for path, new in changed]
            counted = "1 answer changes" if len(said) == 1 else f"{len(said)} answers change"
            lines.append(f"\n{counted} in {self.path}; every other line stays as it is:")
            lines += [f"  {each}" for each in said[:_TOLD]]
            if said[_TOLD:]:
                lines.append(f"  and {len(said) - _TOLD} more.")
        else:
            lines.append(f"\nNothing changes in {self.path}.")
        undecided = [gap.label for gap in find_gaps(reading.read(text).data)]
        if undecided:
            lines.append(f"Not decided yet: {'; '.join(undecided)}.")
        return Outlook(lines, changes=bool(self.text is None or changed))

    def write(self, answers: Answers) -> None:
        """Write the plan, and take the draft away."""
        text, _ = self.text_of(answers)
        write(self.folder, text)
        files.remove(self.draft)


def _goes_on(draft: Draft, prompter: Prompter, *, changed: bool) -> bool:
    """Ask whether to go on with a draft.

    Raises:
        EOFError: neither; the person leaves, and the draft stays.
    """
    said = draft.saved.astimezone()
    count = sum(not each.go for each in draft.replies)
    replies = "1 reply" if count == 1 else f"{count} replies"
    prompt = Prompt(
        name="resume",
        words=f"There is a draft of {long_day(said.date())}, {clock_time(said.time())}, "
        f"with {replies}. Go on with it?",
        why=_CHANGED if changed else "",
        choices=(
            Choice("yes", "Go on where it was left"),
            Choice("no", "Begin anew; the draft is put aside"),
            Choice("leave", "Neither: leave, and keep the draft"),
        ),
        current="yes",
    )
    while (reply := prompter.put(prompt)) in {HELP, BACK, MENU}:
        pass
    if reply == "leave":
        raise EOFError
    return reply != "no"
