"""Words that a person probably meant: the similar ones among those that are known."""

from collections.abc import Iterable

from statplan.errors import Remedy, Words

_SIMILARITY = 0.6  # of 1, in difflib's measure


def find_similar_words(
    word: str, known_words: Iterable[str], cutoff: float = _SIMILARITY, count: int = 1
) -> list[str]:
    """Return the known words that are most like a word, at most so many, the closest first."""
    from difflib import get_close_matches

    return get_close_matches(word, list(known_words), n=count, cutoff=cutoff)


def find_similar_word(word: str, known_words: Iterable[str], cutoff: float = _SIMILARITY) -> str:
    """Return the known word that is most like a word; empty where none is."""
    return "".join(find_similar_words(word, known_words, cutoff))


def suggest_words(*words: str) -> Remedy:
    """Return the question whether one of these words was meant."""
    suggestion = words[0] if len(words) == 1 else ""
    return Remedy(f"Did you mean {' or '.join(words)}?", suggestion=suggestion)


def suggest_similar_word(
    word: str,
    known_words: Iterable[str],
    otherwise: Words = "",
    cutoff: float = _SIMILARITY,
) -> Remedy:
    """Return the question whether a similar word was meant, or another remedy where none is."""
    similar_word = find_similar_word(word, known_words, cutoff)
    return suggest_words(similar_word) if similar_word else Remedy(otherwise)
