"""Which names may be the name of a file or a folder on every computer that a plan may come to."""

import unicodedata

# What Windows keeps for devices, in every folder, in any case, and whatever follows the first dot.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}
_FORBIDDEN = frozenset('<>:"/\\|?*')


def is_device(name: str) -> bool:
    """Tell whether Windows takes a name for a device: `nul`, `Nul.ics`, `COM¹`."""
    base = name.partition(".")[0].rstrip(" ")
    return unicodedata.normalize("NFKC", base).casefold() in _DEVICES


def is_safe_file_name(name: str) -> bool:
    """Tell whether a name is one that every system can give a file or a folder, and shows alike."""
    if not name or name[-1] in ". " or is_device(name):
        return False
    return name.isprintable() and not _FORBIDDEN & set(name)
