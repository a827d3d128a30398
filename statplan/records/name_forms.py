"""The other forms in which a name is written: another plural, prefix, alphabet, or ending."""

import re
from collections.abc import Iterator

from statplan.records.letters import confuse_letters, replace_look_alikes
from statplan.records.ordinary_words import is_ordinary_word

_UMLAUTS_SPELT = re.compile("ae|oe|ue")
_PLURAL = re.compile("(?:s|x|z|ch|sh)es$")
_MIN_LENGTH, _MIN_REST = 4, 4
_EAST_ASIAN = re.compile("[\u4e00-\u9fff\uac00-\ud7a3]{3,4}")
_ARTICLE = "\u0627\u0644"  # of Arabic
_CYRILLIC_END = re.compile("[\u0430\u0435\u0438\u0439\u043e\u0443\u044b\u044c\u044e\u044f]$")


def iter_letter_forms(letters: str, *, is_after_article: bool) -> Iterator[str]:
    """Yield the other letters in which a name can be written, some of them more than once.

    Args:
        letters: the name as names are compared.
        is_after_article: whether "the" is before it, as in "the Carters".
    """
    yield replace_look_alikes(letters).lower()
    if not is_ordinary_word(letters):
        yield confuse_letters(letters)
        yield _UMLAUTS_SPELT.sub(lambda match: match.group()[0], letters)
        yield from _iter_prefixed(letters)
    singulars = [letters[:-2]] if _PLURAL.search(letters) else []
    singulars += [letters[:-1]] if is_after_article and letters.endswith("s") else []
    yield from (singular for singular in singulars if len(singular) >= _MIN_LENGTH)
    if not letters.isascii():
        yield from _iter_foreign_forms(letters)


def _iter_prefixed(letters: str) -> Iterator[str]:
    """Yield MacDonald for McDonald, and McLeod for MacLeod."""
    for prefix, other in (("mac", "mc"), ("mc", "mac")):
        rest = letters.removeprefix(prefix)
        if rest != letters:
            yield from [f"{other}{rest}"] if len(rest) >= _MIN_REST else []
            return


def _iter_foreign_forms(letters: str) -> Iterator[str]:
    """Yield a name in Latin letters, a given name alone, and a name without its ending."""
    from anyascii import anyascii

    if _EAST_ASIAN.fullmatch(letters):
        half = max(len(letters) - 2, 1)
        parts = [letters[half:], *([letters[:half]] if half > 1 else [])]
        yield from parts
    else:
        parts = [letters]
        yield from (
            [letters[2:]] if letters.startswith(_ARTICLE) and len(letters) > _MIN_REST else []
        )
        if _CYRILLIC_END.search(letters) and len(letters) > _MIN_LENGTH:
            yield letters[:-1]
    for part in parts:
        latin = "".join(char for char in anyascii(part).lower() if char.isalnum())
        yield from [latin] if len(latin) > _MIN_LENGTH and not is_ordinary_word(latin) else []
