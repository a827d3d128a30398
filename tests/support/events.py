"""The events of a published calendar, as another library reads them."""

from pathlib import Path


def events(path: Path) -> dict[str, str]:
    """Each entry of a file to the letter, by its UID."""
    parts = path.read_bytes().decode().split("BEGIN:VEVENT\r\n")[1:]
    return {each.partition("UID:")[2].partition("\r\n")[0]: each for each in parts}
