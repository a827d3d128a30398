"""Files that hold more than plain text, which no search for withheld words looks through."""

# The suffixes of each kind. A suffix is enough, whatever is in the file.
_KINDS = {
    "a PDF": ("pdf",),
    "a PowerPoint file": ("ppt", "pptx", "pptm", "pps", "ppsx", "pot", "potx"),
    "a Word document": ("doc", "docx", "docm", "dot", "dotx"),
    "an Excel file": ("xls", "xlsx", "xlsm", "xlsb"),
    "a Keynote file": ("key",),
    "a Pages or Numbers file": ("pages", "numbers"),
    "an OpenDocument file": ("odp", "odt", "ods", "odg", "fodp", "fodt", "otp", "ott"),
    "a formatted text (RTF)": ("rtf",),
    "a pointer of Google Drive": ("gslides", "gdoc", "gsheet", "gdraw"),
    "a picture": (
        "png",
        "jpg",
        "jpeg",
        "jfif",
        "gif",
        "tif",
        "tiff",
        "bmp",
        "webp",
        "heic",
        "heif",
        "avif",
        "svg",
        "psd",
        "eps",
        "ai",
    ),
    "a recording": ("mp4", "mov", "m4v", "avi", "mkv", "webm", "mp3", "m4a", "wav"),
    "a compressed file": ("zip", "7z", "rar", "gz", "tgz", "tar"),
}
_KIND_BY_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}
_KIND_BY_START = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zipped file, such as PowerPoint, Word, and Keynote write",
    b"\xd0\xcf\x11\xe0": "an older file of PowerPoint, Word, or Excel",
    b"{\\rtf": "a formatted text (RTF)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%!PS": "a PostScript file",
    b"\x1f\x8b": "a compressed file",
}
_CLOUD_SUFFIX = ".icloud"  # in the place of a file that is not on this computer
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini"})
HEAD_LENGTH = 1024  # bytes in which a file shows what it is


def is_leftover(name: str) -> bool:
    """Return whether a system or an editor left a file behind: hidden ones, locks, thumbnails."""
    if name.endswith(_CLOUD_SUFFIX):
        return False
    return name.startswith((".", "~$")) or name.casefold() in _LEFTOVERS


def recognize_unchecked_file(name: str, content: bytes = b"") -> str:
    """Return what kind of file it is; empty for plain text.

    Args:
        name: the name of the file or folder; a Keynote file may be a folder.
        content: at least its first `HEAD_LENGTH` bytes.
    """
    stem = name.removeprefix(".").removesuffix(_CLOUD_SUFFIX)
    kind = _KIND_BY_SUFFIX.get(stem.rpartition(".")[2].casefold(), "")
    if kind:
        return kind
    for start, kind_of_start in _KIND_BY_START.items():
        if content.startswith(start):
            return kind_of_start
    return "no plain text" if b"\0" in content[:HEAD_LENGTH] else ""
