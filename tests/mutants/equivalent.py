"""Changes that no test can notice, each with the reason."""

EQUIVALENT: dict[tuple[str, str, str], str] = {}  # by path, what stood there, and what it became
