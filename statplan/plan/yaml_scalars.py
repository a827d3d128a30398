"""Plain YAML scalars by the core schema of YAML 1.2, for all who read or write a plan."""

import re

Scalar = str | int | float | bool | None

# YAML 1.2.2, section 10.3.2: the kind, its pattern, the signs it may begin with.
CORE_SCHEMA = (
    ("null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""]),
    ("bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF")),
    ("int", re.compile(r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"), list("-+0123456789")),
    (
        "float",
        re.compile(
            r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$"
        ),
        list("-+.0123456789"),
    ),
)


def parse_scalar(word: str) -> Scalar:
    """Return what an unquoted word means: nothing, true or false, a number, or itself."""
    first_character = word[:1]
    kinds = (
        kind
        for kind, pattern, firsts in CORE_SCHEMA
        if first_character in firsts and pattern.fullmatch(word)
    )
    kind = next(kinds, "str")
    try:
        match kind:
            case "null":
                return None
            case "bool":
                return word.lower() == "true"
            case "int":
                return int(word, 0 if word[1:2] in {"o", "x"} else 10)
            case "float":
                return float(re.sub(r"\.(inf|nan)$", r"\1", word.lower()))
    except ValueError:  # more digits than Python reads
        return word
    return word
