"""The replies so far, in order: the interview can go back, be left, and be taken up again.

The interview asks the same questions where it gets the same replies. To go back is to take the last
reply away and to replay the others; to go on with a draft is to replay all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

REVIEW, GO_ON = "review", "on"


class GoBack(Exception):  # noqa: N818 - a movement, not an error
    """The person goes back to the question before."""


class GoTo(Exception):  # noqa: N818 - a movement, not an error
    """The person goes elsewhere: to a section, to the review, or on from there."""

    def __init__(self, destination: str) -> None:
        super().__init__(destination)
        self.destination = destination


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a prompt, or where the person went from it.

    With `is_kept`, what stood there was left as it was: where another answer stands there when the
    replies are replayed, as in a plan that was edited meanwhile, that one stays.
    """

    prompt_name: str
    reply: Any = None
    destination: str = ""
    is_kept: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return the reply as plain data, for a draft."""
        if self.destination:
            return {"asked": self.prompt_name, "went": self.destination}
        reply = list(self.reply) if isinstance(self.reply, tuple) else self.reply
        return {
            "asked": self.prompt_name,
            "reply": reply,
            **({"kept": True} if self.is_kept else {}),
        }


def _skip_replies(_: Sequence[Reply]) -> None:
    return None


@dataclass(slots=True)
class Transcript:
    """The replies that count, and how far they have been replayed.

    `undone_replies` has what was replied to questions that the person came back from: it stands
    there when they are put again. `on_reply` is told of every reply, before anything else happens.
    `on_mismatch` is told of the replies that still count, where others do not fit the questions any
    more.
    """

    replies: list[Reply] = field(default_factory=list)
    on_reply: Callable[[Sequence[Reply]], None] = _skip_replies
    on_mismatch: Callable[[Sequence[Reply]], None] = _skip_replies
    undone_replies: dict[str, Any] = field(default_factory=dict)
    _next_index: int = 0

    @property
    def is_replaying(self) -> bool:
        """True while there are replies that have not been replayed."""
        return self._next_index < len(self.replies)

    def replay(self, prompt_name: str) -> Reply | None:
        """Return the reply to a prompt, where it was given before.

        Where another prompt was asked then, what was replied from there on is offered again at its
        own prompts and no longer counts.
        """
        if not self.is_replaying:
            return None
        reply = self.replies[self._next_index]
        if reply.prompt_name != prompt_name:
            self.stop_replay()
            return None
        self._next_index += 1
        return reply

    def stop_replay(self, *, include_last: bool = False) -> None:
        """Drop the replies not replayed yet and, with `include_last`, the last one replayed."""
        self._next_index -= include_last
        misfits = self.replies[self._next_index :]
        for reply in reversed(misfits):
            if not reply.destination:
                self.undone_replies[reply.prompt_name] = reply.reply
        del self.replies[self._next_index :]
        if misfits:
            self.on_mismatch(self.replies)

    def add_reply(self, reply: Reply) -> None:
        """Add a reply, and report it."""
        self.undone_replies.pop(reply.prompt_name, None)
        self.replies.append(reply)
        self._next_index = len(self.replies)
        self.on_reply(self.replies)

    def undo_last(self) -> bool:
        """Take the last reply away, and begin to replay; False where there is none."""
        while self.replies:
            last = self.replies.pop()
            if not last.destination:
                self.undone_replies[last.prompt_name] = last.reply
                self.on_reply(self.replies)
                return True
        return False

    def start_replay(self) -> None:
        """Replay from the first reply on."""
        self._next_index = 0
