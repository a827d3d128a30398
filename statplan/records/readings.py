"""The ways in which a public text can be read, to look for words in it."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from statplan.records.letters import plain, words


class Reading:
    """One way in which a text can be read: its words with their lines, and all without gaps."""

    def __init__(self, lines: Sequence[str]) -> None:
        pairs = [(word, number) for number, line in enumerate(lines) for word in words(line)]
        self._words = [word for word, _ in pairs]
        self._lines = [number for _, number in pairs]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word, []).append(place)
        self._whole = "".join(self._words)
        self._starts = [number for word, number in pairs for _ in word]

    def find(self, wanted: Sequence[str]) -> Iterator[int]:
        """The lines on which a run of words begins."""
        for place in self._places.get(wanted[0], ()):
            if self._words[place : place + len(wanted)] == [*wanted]:
                yield self._lines[place]

    def find_run_on(self, wanted: str) -> Iterator[int]:
        """The lines on which letters and digits begin, whatever stands between them."""
        at = self._whole.find(wanted)
        while at >= 0:
            yield self._starts[at]
            at = self._whole.find(wanted, at + 1)


def readings(lines: Sequence[str]) -> tuple[Reading, ...]:
    """A text as it stands, as it is printed without its emphasis, and as a web address."""
    ways = (tuple(lines), tuple(map(plain, lines)), tuple(map(unquote, lines)))
    return tuple(map(Reading, dict.fromkeys(ways)))
