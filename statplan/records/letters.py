"""Letters as they are compared: without differences of case, accents, width, style and alphabet."""

import re
import unicodedata

TOKEN = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile("[^\\x00-\\x7f]+")
_EMPHASIS = re.compile(r"[*_`~\\]+")
_NO_EMPHASIS = str.maketrans("", "", "*_`~\\")
_SIGN_OF_LETTER = re.compile(r"(?:CAPITAL|SYMBOL) LETTER ([A-Z])$")  # in squares, circles, flags
_ALIKE_IN_PRINT = str.maketrans("lI1|", "iiii")
_FRACTION_SLASH = "\u2044"
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"Ø": "Oe", "Å": "Aa"}
)


class _PlainLetters(dict[int, str]):
    """The form of each character without accent and style; its case stays."""

    def __missing__(self, number: int) -> str:
        char = chr(number)
        self[number] = char if char.isascii() else _simplify(char)
        return self[number]


class _LookAlikes(dict[int, str]):
    """The Latin letter that each letter of another alphabet looks like (Unicode UTS 39)."""

    def __missing__(self, number: int) -> str:
        char = chr(number)
        self[number] = char if char.isascii() else _find_look_alike(char)
        return self[number]


_PLAIN_LETTERS = _PlainLetters()
_LOOK_ALIKES = _LookAlikes()


def simplify_letters(text: str) -> str:
    """Return a text without accents, style, width, and characters that are not seen.

    Letters of other alphabets stay what they are, and so does the case of all.
    """
    if text.isascii():
        return text
    simplified = _translate(text, _PLAIN_LETTERS)
    return simplified if simplified.isascii() else unicodedata.normalize("NFC", simplified)


def _translate(text: str, table: dict[int, str]) -> str:
    return _NOT_ASCII.sub(lambda match: match.group().translate(table), text)


def replace_look_alikes(text: str) -> str:
    """Return a text with the Latin letters that its other letters look like."""
    return _translate(_translate(text, _PLAIN_LETTERS), _LOOK_ALIKES)


def confuse_letters(word: str) -> str:
    """Return a word with one letter for each group that looks alike in print: l and I, rn and m."""
    return word.replace("rn", "m").replace("vv", "w").translate(_ALIKE_IN_PRINT)


def spell_umlauts(text: str) -> str:
    """Return a text with ae, oe, ue, and aa for the letters that are written so without accents."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_UMLAUTS)


def normalize_text(text: str) -> str:
    """Return a text without differences of case, width, accents and style."""
    return text.lower() if text.isascii() else simplify_letters(text).casefold()


def split_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: letters and digits alone."""
    return TOKEN.findall(normalize_text(text))


def remove_emphasis(text: str) -> str:
    """Return a text without the signs of Markdown that stand within words."""
    return text.translate(_NO_EMPHASIS) if text.isascii() else _EMPHASIS.sub("", text)


def _simplify(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":
        return ""
    decomposed = unicodedata.normalize("NFKD", char)
    if decomposed != char:
        if category == "No" and _FRACTION_SLASH in decomposed:
            decomposed = f" {decomposed.replace(_FRACTION_SLASH, '/')}"  # 12½ is not 121/2
        return "".join(_PLAIN_LETTERS[ord(part)] for part in decomposed)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    name = unicodedata.name(char, "")
    sign = _SIGN_OF_LETTER.search(name) if category == "So" else None
    if sign:
        return sign[1]
    if category in {"Pd", "Pi", "Pf"} or name.startswith(("LATIN ", "MODIFIER LETTER ")):
        from anyascii import anyascii

        return anyascii(char) or char
    return char


def _find_look_alike(char: str) -> str:
    from confusable_homoglyphs.confusables import confusables_data

    for form in (char, char.lower()):
        for look_alike in confusables_data.get(form, ()):
            letter = simplify_letters(look_alike["c"])
            if len(letter) == 1 and letter.isascii() and letter.isalnum():
                return letter
    return char
