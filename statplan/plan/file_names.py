"""Names that a file or folder may have on every computer that may hold a plan."""

import unicodedata

# What Windows keeps for devices, in every folder, in any case, and whatever follows the first dot.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}
_FORBIDDEN_CHARACTERS = frozenset('<>:"/\\|?*')


def is_device_name(name: str) -> bool:
    """Return whether Windows takes a name for a device: `nul`, `Nul.ics`, `COM¹`."""
    stem = name.partition(".")[0].rstrip(" ")
    return unicodedata.normalize("NFKC", stem).casefold() in _DEVICES


def is_safe_file_name(name: str) -> bool:
    """Return whether every system can give a file or folder this name, and shows it alike."""
    if not name or name[-1] in ". " or is_device_name(name):
        return False
    return name.isprintable() and not _FORBIDDEN_CHARACTERS & set(name)
