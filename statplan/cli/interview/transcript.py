"""What was replied so far, in order: the interview can go back, be left, and be taken up again.

The interview asks the same questions where it gets the same replies. To go back is to take the last
reply away and to replay the others; to go on with a draft is to replay all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

REVIEW, ON = "review", "on"


class Back(Exception):  # noqa: N818 - a movement, not an error
    """The person goes back to the question before."""


class Go(Exception):  # noqa: N818 - a movement, not an error
    """The person goes elsewhere: to a section, to the review, or on from there."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


@dataclass(frozen=True, slots=True)
class Reply:
    """What was replied to a prompt, or where the person went from it.

    With `kept`, what stood there was left as it was: where another answer stands there when the
    replies are replayed, as in a plan that was edited meanwhile, that one stays.
    """

    name: str
    reply: Any = None
    go: str = ""
    kept: bool = False

    def as_data(self) -> dict[str, Any]:
        """The reply as plain data, for a draft."""
        if self.go:
            return {"asked": self.name, "went": self.go}
        said = list(self.reply) if isinstance(self.reply, tuple) else self.reply
        return {"asked": self.name, "reply": said, **({"kept": True} if self.kept else {})}


def _unheard(_: Sequence[Reply]) -> None:
    return None


@dataclass(slots=True)
class Transcript:
    """The replies that count, and how far they have been replayed.

    `undone` has what was replied to questions that the person came back from: it stands there when
    they are put again. `keep` is told of every reply, before anything else happens. `part` is told
    of the replies that still count, where others do not fit the questions any more.
    """

    replies: list[Reply] = field(default_factory=list)
    keep: Callable[[Sequence[Reply]], None] = _unheard
    part: Callable[[Sequence[Reply]], None] = _unheard
    undone: dict[str, Any] = field(default_factory=dict)
    _next: int = 0

    @property
    def replaying(self) -> bool:
        """Whether there are replies that have not been replayed."""
        return self._next < len(self.replies)

    def replay(self, name: str) -> Reply | None:
        """The reply to a prompt, where it was given before.

        Where another prompt was asked then, what was replied from there on is offered again at its
        own prompts and no longer counts.
        """
        if not self.replaying:
            return None
        reply = self.replies[self._next]
        if reply.name != name:
            self.stop()
            return None
        self._next += 1
        return reply

    def stop(self, *, last: bool = False) -> None:
        """Let nothing count that has not been replayed, nor, with `last`, what just was."""
        self._next -= last
        misfits = self.replies[self._next :]
        for each in reversed(misfits):
            if not each.go:
                self.undone[each.name] = each.reply
        del self.replies[self._next :]
        if misfits:
            self.part(self.replies)

    def add(self, reply: Reply) -> None:
        """Note a reply down."""
        self.undone.pop(reply.name, None)
        self.replies.append(reply)
        self._next = len(self.replies)
        self.keep(self.replies)

    def back(self) -> bool:
        """Take the last reply away, and begin to replay; False where there is none."""
        while self.replies:
            last = self.replies.pop()
            if not last.go:
                self.undone[last.name] = last.reply
                self.keep(self.replies)
                return True
        return False

    def begin(self) -> None:
        """Replay from the first reply on."""
        self._next = 0
