"""The ways in which a public text can be read, to look for words in it."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from statplan.records.letters import remove_emphasis, split_words


class TextVariant:
    """One way in which a text can be read: its words with their lines, and all without gaps."""

    def __init__(self, lines: Sequence[str]) -> None:
        pairs = [(word, number) for number, line in enumerate(lines) for word in split_words(line)]
        self._words = [word for word, _ in pairs]
        self._lines = [number for _, number in pairs]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word, []).append(place)
        self._whole = "".join(self._words)
        self._starts = [number for word, number in pairs for _ in word]

    def find_words(self, wanted_words: Sequence[str]) -> Iterator[int]:
        """Yield the lines on which a run of words begins."""
        for place in self._places.get(wanted_words[0], ()):
            if self._words[place : place + len(wanted_words)] == [*wanted_words]:
                yield self._lines[place]

    def find_letters(self, wanted_letters: str) -> Iterator[int]:
        """Yield the lines on which letters and digits begin, whatever stands between them."""
        position = self._whole.find(wanted_letters)
        while position >= 0:
            yield self._starts[position]
            position = self._whole.find(wanted_letters, position + 1)


def list_variants(lines: Sequence[str]) -> tuple[TextVariant, ...]:
    """Return a text as it stands, as it is printed without its emphasis, and as a web address."""
    ways = (tuple(lines), tuple(map(remove_emphasis, lines)), tuple(map(unquote, lines)))
    return tuple(map(TextVariant, dict.fromkeys(ways)))
