"""The state of the interview: the answers so far, how to ask for more, how much is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from statplan import screen
from statplan.errors import AnswerError, Problem, Remedy, Words, to_remedy
from statplan.interview import section_titles
from statplan.interview.parse_reply import Understanding
from statplan.interview.prompt import (
    BACK,
    HELP,
    MENU,
    NO_MORE,
    OTHER_PREFIX,
    MessageStyle,
    Prompt,
    PromptChoice,
    Prompter,
)
from statplan.interview.provenance import FROM_PERSON, remove_answer
from statplan.interview.replies import REVIEW, GoBack, GoTo, Reply, Transcript
from statplan.plan import questions
from statplan.plan.answers import Answers
from statplan.plan.english import end_sentence
from statplan.plan.paths import strip_indexes
from statplan.plan.phrases import PhraseContext
from statplan.plan.time_answers import build_phrase_context
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts

AnswerCheck = Callable[[Any], Words | None]
AnswerExplainer = Callable[[Any], Understanding | None]
QuestionDepth = Literal["open", "essential", "offer", "all"]
LEAVE = "leave"  # the value of a choice that ends the session; it is never kept as a reply
_STAY, _BACK = "stay", "back"


def _return_reply(reply: object) -> object:
    return reply


def _accept_any(_: object) -> None:
    return None


def _explain_nothing(_: object) -> None:
    return None


class _Duplicate(Remedy):
    """What is wrong with a name that is on a list already: it is not offered again."""


def describe_duplicate(name: str) -> Remedy:
    """Return what is wrong with something that is named a second time."""
    return _Duplicate(f"{name} is on the list already.")


@dataclass(slots=True)
class InterviewState:
    """The answers so far and the way to ask for more.

    Attributes:
        answers: what is known.
        prompter: how to ask.
        transcript: what was replied before; it is replayed before anybody is asked.
        depth: how much is asked: what is open, what is essential, that and an offer of the rest
            after each section, or everything.
        chosen_paths: the paths of the further questions that somebody asked for.
        pending_problems: what is wrong with answers that were given, until they are asked again.
        answered_along: the paths of answers that were given along with another one.
        asked_paths: the paths of the questions that have been asked.
        section: where the interview is: a section, or `opening`, `review`, `confirm`.
        shown_codes: the codes of the advice that has been given.
        plan_before: the answers of the plan that is being changed, or None for a new one.
        visited_sections: the sections, and the review, to which the person went.
        can_return: whether the review was opened from a question, to which one may return.
        published: what the ledger of a published year has of it.
        today: the day on which the person answers; None reads only what means one thing always.
    """

    answers: Answers
    prompter: Prompter
    transcript: Transcript = field(default_factory=Transcript)
    depth: QuestionDepth = "essential"
    chosen_paths: set[str] = field(default_factory=set)
    pending_problems: list[Problem] = field(default_factory=list)
    answered_along: set[str] = field(default_factory=set)
    asked_paths: set[str] = field(default_factory=set)
    section: str = ""
    shown_codes: set[str] = field(default_factory=set)
    plan_before: Mapping[str, Any] | None = None
    visited_sections: set[str] = field(default_factory=set)
    can_return: bool = False
    published: PublishedFacts = NOTHING_PUBLISHED
    today: date | None = None
    _pending_texts: list[tuple[str, MessageStyle]] = field(default_factory=list)
    _has_moved: bool = False

    @property
    def answer_tree(self) -> dict[str, Any]:
        """The answers so far, as plain data."""
        return self.answers.tree

    @property
    def phrase_context(self) -> PhraseContext | None:
        """When and where the person answers."""
        return build_phrase_context(self.answer_tree, self.today) if self.today else None

    def show(self, words: Words, style: MessageStyle = "plain") -> None:
        """Show words; after replies were replayed, only what follows the last one is shown."""
        text = screen.format_words(words)
        if self.transcript.is_replaying or self._has_moved:
            self._pending_texts.append((text, style))
        else:
            self.prompter.show(text, style)

    def _show_pending(self) -> None:
        """Show the texts since the last reply that was replayed, under the section's title."""
        if not self._has_moved:
            return
        self._has_moved = False
        title = section_titles.format_title(self.section)
        if title and not any(title in text for text, _ in self._pending_texts):
            self.prompter.show(f"\n{title}", "heading")
        for text, style in self._pending_texts:
            self.prompter.show(text, style)
        self._pending_texts.clear()

    def mark_moved(self) -> None:
        """Note that the interview came from elsewhere, so that it shows where it is and goes on."""
        self._has_moved = True

    def ask(
        self,
        prompt: Prompt,
        parse: Callable[[Any], object] = _return_reply,
        find_error: AnswerCheck = _accept_any,
        explain: AnswerExplainer = _explain_nothing,
    ) -> Any:  # noqa: ANN401 - answers are of any kind
        """Ask a question until the reply is right or left open; None is left open.

        Args:
            prompt: the question.
            parse: what a reply means as an answer; an AnswerError where it means none.
            find_error: what is wrong with an answer, or None.
            explain: what an answer is understood as, where the person may have typed it otherwise.

        Raises:
            GoBack, GoTo: the person moves elsewhere.
            KeyboardInterrupt, EOFError: the person leaves.
        """
        if self.transcript.is_replaying:
            self._has_moved = True
        earlier = self.transcript.replay(prompt.name)
        if earlier is not None:
            if earlier.destination:
                self._pending_texts.clear()
                raise GoTo(earlier.destination)
            reply = prompt.current if earlier.is_kept else earlier.reply
            if _is_possible(prompt, reply):
                answer, reason = _parse_checked(reply, parse, find_error)
                if reason is None:
                    self._pending_texts.clear()
                    return answer
            self.transcript.stop_replay(include_last=True)
        self._show_pending()
        return self._ask_person(prompt, parse, find_error, explain)

    def _ask_person(
        self,
        prompt: Prompt,
        parse: Callable[[Any], object],
        find_error: AnswerCheck,
        explain: AnswerExplainer,
    ) -> Any:  # noqa: ANN401
        undone_reply = self.transcript.undone_replies.get(prompt.name)
        is_offered = undone_reply is not None and _is_possible(prompt, undone_reply)
        shown_prompt = replace(prompt, current=undone_reply) if is_offered else prompt
        while True:
            reply = self.prompter.ask(shown_prompt)
            if reply == HELP:
                self.show(prompt.help or NO_MORE, "help")
            elif reply == BACK:
                self._move_back()
            elif reply == MENU:
                self._ask_destination(prompt)
            elif reply == LEAVE and any(choice.value == LEAVE for choice in prompt.choices):
                raise EOFError
            else:
                answer, reason = _parse_checked(reply, parse, find_error)
                if reason is None:
                    self._keep_reply(prompt, reply, None if answer is None else explain(answer))
                    return answer
                self.show(reason, "wrong")
                shown_prompt = replace(prompt, current=_suggest_reply(reply, reason), why="")

    def _keep_reply(
        self, prompt: Prompt, reply: object, understanding: Understanding | None
    ) -> None:
        """Keep a reply; one that was understood as something else is shown and kept as that."""
        if understanding and not understanding.is_as_typed(reply):
            self.show(end_sentence(f"Understood: {understanding.words}"))
        kept_reply = understanding.canonical if understanding else reply
        is_question = strip_indexes(prompt.name) in questions.index_questions()
        is_kept = is_question and kept_reply == prompt.current
        self.transcript.add_reply(Reply(prompt.name, kept_reply, is_kept=is_kept))

    def _move_back(self) -> None:
        if self.transcript.undo_last():
            raise GoBack
        self.show("This is the first question.", "wrong")

    def _ask_destination(self, prompt: Prompt) -> None:
        """Ask where to go from a question; return to stay there."""
        destination = self.prompter.ask(_build_menu_prompt(self.section))
        if destination in {_BACK, BACK}:
            self._move_back()
        elif destination == LEAVE:
            raise EOFError
        elif destination not in {None, _STAY, HELP, MENU}:
            self.transcript.add_reply(Reply(prompt.name, destination=str(destination)))
            raise GoTo(str(destination))

    def set_answer(self, path: str, answer: object) -> None:
        """Set an answer; None takes away what stood there."""
        if answer is None:
            remove_answer(self.answers, path)
        else:
            self.answers.set_answer(path, answer, FROM_PERSON)


def _parse_checked(
    reply: object, parse: Callable[[Any], object], find_error: AnswerCheck
) -> tuple[Any, Words | None]:
    """Return the answer that a reply means, and what is wrong with it."""
    if _is_open(reply):
        return None, None
    try:
        answer = parse(reply)
    except AnswerError as error:
        return None, Remedy(f"{error.fact} ", error.remedy)
    return answer, None if answer is None else find_error(answer)


def _build_menu_prompt(section: str) -> Prompt:
    choices = [
        PromptChoice(_STAY, "Back to the question"),
        PromptChoice(_BACK, "The question before it"),
        PromptChoice(REVIEW, "All answers, to look at them and change them"),
        *(
            PromptChoice(
                name, section_titles.format_title(name), "you are here" if name == section else ""
            )
            for name in section_titles.TITLES
        ),
        PromptChoice(LEAVE, "Leave; what is answered is kept"),
    ]
    return Prompt("where", "Where to?", choices=tuple(choices), current=_STAY)


def _is_possible(prompt: Prompt, reply: object) -> bool:
    """Return whether a reply of before is one that the prompt could be given now."""
    if _is_open(reply):
        return prompt.many or not prompt.choices or bool(prompt.open) or reply == prompt.current
    if not prompt.choices:
        return isinstance(reply, str)
    if prompt.many != isinstance(reply, tuple):
        return False
    values = [choice.value for choice in prompt.choices if not choice.disabled_reason]
    return all(
        chosen in values or (prompt.own_words and str(chosen).startswith(OTHER_PREFIX))
        for chosen in (reply if isinstance(reply, tuple) else (reply,))
    )


def _is_open(reply: object) -> bool:
    return reply is None or reply in ("", ())


def _suggest_reply(reply: object, reason: Words) -> object:
    """Return what is offered when a question is asked again: what was typed, or what it meant."""
    if isinstance(reason, _Duplicate):
        return None
    suggestion = to_remedy(reason).suggestion
    return suggestion if suggestion and isinstance(reply, str) and "," not in reply else reply
