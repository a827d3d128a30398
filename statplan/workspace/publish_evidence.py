"""Evidence of publishes in a calendar folder, so that no older ledger is believed.

The ledger alone knows which number each calendar entry has. If it were lost, or an older one put
in its place, numbers would be used twice, and calendar programs would ignore every update. A
calendar folder shows the last publish in three ways: the manifest names it, each publish leaves a
dated folder with its number, and `calendar.ics` holds the number of every entry.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from statplan.calendars.published_files import CHANGE_NOTE_FILE, FEED_FILE
from statplan.errors import StatplanError
from statplan.holds import UID_SUFFIX
from statplan.ledger.file_writer import hash_issued, hash_publish
from statplan.ledger.model import Ledger
from statplan.strict_json import StateError, parse_state
from statplan.workspace import files, obstacles
from statplan.workspace.files import MANIFEST_FILE
from statplan.workspace.git_conflict import has_conflict_markers
from statplan.workspace.sync_copies import find_copies

_PUBLISH_FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}-(\d{4,9})-([0-9a-f]{6})")
_LINEAGE = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_DEPTH = 4  # levels below the plan on which a renamed calendar folder is looked for
_MOST_FOLDERS = 5_000
_LEFT_OUT = frozenset({"node_modules", "__pycache__"})
_SERIAL = re.compile(rb'"serial"\s*:\s*(\d{1,9})\b')  # in a manifest with merge markers, say
_DRAFT = "T000000Z"  # how the moment ends that the entries of a draft bear


class Manifest(BaseModel):
    """The file beside published calendars: of which plan, which publish, which entries."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    lineage: Annotated[str, Field(pattern=_LINEAGE)]
    serial: Annotated[int, Field(ge=0, le=2**31 - 1)]
    issued: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


_MANIFEST = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True)
class PublishEvidence:
    """The evidence that one calendar folder holds.

    Attributes:
        folder: the folder.
        manifest: what its manifest says; None where there is none, or none that can be read.
        damage: why the manifest cannot be read, as a clause; empty where it can or is absent.
        damaged_serial: the highest number of a publish that a damaged manifest still shows.
        conflicted: whether the manifest is damaged by conflict markers of git.
        publishes: the number of each dated folder's publish, by the folder's name.
        sequences: the number of each published entry in its feed, by UID.
        starts: the local start of each of them, as the feed writes it.
        feed: the name of its feed.
        manifest_name: the name of its manifest.
    """

    folder: Path
    manifest: Manifest | None = None
    damage: str = ""
    damaged_serial: int = 0
    conflicted: bool = False
    publishes: dict[str, int] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    feed: str = FEED_FILE
    manifest_name: str = MANIFEST_FILE

    @property
    def newest(self) -> str:
        """The name of the dated folder with the highest number."""
        return max(self.publishes, key=lambda name: (self.publishes[name], name))

    def find_rivals(self, ledger: Ledger) -> list[str]:
        """Return the folders that have the number of a ledger's last publish and are not its."""
        if ledger.published is None:
            return []
        return [
            name
            for name, serial in self.publishes.items()
            if serial == ledger.published.serial
            and (match := _PUBLISH_FOLDER.fullmatch(name))
            and match[2] != hash_publish(ledger)
        ]

    def __bool__(self) -> bool:
        """Return whether the folder has any trace of a publish."""
        return bool(self.manifest or self.damage or self.publishes or self.sequences)


def build_manifest(ledger: Ledger) -> bytes:
    """Return the manifest of the calendars that were published from a ledger."""
    serial = ledger.published.serial if ledger.published else 0
    manifest = Manifest(lineage=ledger.lineage, serial=serial, issued=hash_issued(ledger))
    return f"{manifest.model_dump_json(indent=2)}\n".encode()


def read_evidence(
    folder: Path, calendars: Path, lineage: str, uids: Container[str]
) -> list[PublishEvidence]:
    """Return the evidence of a plan's calendar folder, and of each other folder of its lineage.

    Others are copies of its feed and manifest, and folders to which it was copied or renamed.

    Args:
        folder: the plan's folder.
        calendars: the calendar folder that the plan states.
        lineage: the plan's own.
        uids: those of the plan's entries, by which a feed without a manifest is known.

    Raises:
        StatplanError: a file of them may not be read, or a link or a folder has its place.
    """
    obstacles.refuse_obstacles(folder, [calendars / MANIFEST_FILE])
    own = _read_folder_evidence(calendars)
    others = [
        PublishEvidence(calendars, sequences=read_sequences(files.read_file(path)), feed=path.name)
        for path in find_copies(calendars / FEED_FILE)
    ]
    others += [
        build_evidence(calendars, files.read_file(path), b"", path.name)
        for path in find_copies(calendars / MANIFEST_FILE)
    ]
    others += [
        _read_folder_evidence(path)
        for path in _list_other_folders(folder, calendars)
        if _has_lineage(path, lineage, uids)
    ]
    return [own, *others]


def _list_folder(folder: Path) -> list[Path]:
    """Return the paths in a folder; none where it may not be read, as it is not ours then."""
    try:
        return sorted(folder.iterdir())
    except PermissionError:
        return []


def _has_lineage(folder: Path, lineage: str, uids: Container[str]) -> bool:
    """Return whether a folder holds calendars of a plan: its manifest or its feed says so."""
    manifest, feed = folder / MANIFEST_FILE, folder / FEED_FILE
    try:
        if manifest.is_file() and lineage.encode() in files.read_file(manifest):
            return True
        return feed.is_file() and any(uid in uids for uid in read_sequences(files.read_file(feed)))
    except (StatplanError, PermissionError):
        return False


def _list_other_folders(folder: Path, calendars: Path) -> Iterator[Path]:
    """Return the folders below a plan that could be its calendar folder under another name."""
    level = [folder]
    count = 0
    for _ in range(_DEPTH):
        below = [path for above in level for path in _list_folder(above)]
        level = []
        for path in below:
            if path.name.startswith(".") or path.name in _LEFT_OUT or not _is_folder(path):
                continue
            count += 1
            if count > _MOST_FOLDERS:
                return
            level.append(path)
            if path != calendars:
                yield path


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _read_folder_evidence(folder: Path) -> PublishEvidence:
    if not folder.is_dir():
        return PublishEvidence(folder)
    manifest = files.read_if_exists(folder / MANIFEST_FILE)
    feed = folder / FEED_FILE
    names = find_publish_folders(folder)
    evidence = build_evidence(folder, manifest, files.read_file(feed) if feed.is_file() else b"")
    rivals = _read_rival_sequences(folder, names)
    sequences = {
        uid: max(evidence.sequences.get(uid, 0), rivals.get(uid, 0))
        for uid in {**evidence.sequences, **rivals}
    }
    return replace(evidence, publishes=names, sequences=sequences)


def _read_rival_sequences(folder: Path, names: dict[str, int]) -> dict[str, int]:
    """Return the numbers in the messages of dated folders that have the number of another one.

    Two branches published both, and the feed shows only one of them.
    """
    serials = [*names.values()]
    sequences: dict[str, int] = {}
    for name, serial in names.items():
        for path in sorted((folder / name).glob("*.ics")) if serials.count(serial) > 1 else ():
            for uid, number in read_sequences(files.read_file(path)).items():
                sequences[uid] = max(number, sequences.get(uid, 0))
    return sequences


def find_publish_folders(calendars: Path) -> dict[str, int]:
    """Return the number of each dated folder's publish, by the folder's name.

    A folder without a note was left empty, and is none.
    """
    if not calendars.is_dir():
        return {}
    names = sorted(path.parent.name for path in calendars.glob(f"*/{CHANGE_NOTE_FILE}"))
    return {name: int(match[1]) for name in names if (match := _PUBLISH_FOLDER.fullmatch(name))}


def build_evidence(
    folder: Path, manifest_bytes: bytes | None, feed: bytes, manifest_name: str = MANIFEST_FILE
) -> PublishEvidence:
    """Return the evidence of a manifest and a feed, which need not be those on disk."""
    manifest, damage, damaged_serial, conflicted = None, "", 0, False
    if manifest_bytes is not None:
        try:
            manifest = parse_state(_MANIFEST, manifest_bytes)
        except StateError as error:
            conflicted = has_conflict_markers(manifest_bytes)
            damage = "git could not merge it" if conflicted else str(error)
            damaged_serial = max(map(int, _SERIAL.findall(manifest_bytes)), default=0)
    entries = read_entry_versions(feed)
    return PublishEvidence(
        folder,
        manifest,
        damage,
        damaged_serial,
        conflicted,
        sequences={uid: entry.number for uid, entry in entries.items()},
        starts={uid: entry.start for uid, entry in entries.items()},
        manifest_name=manifest_name,
    )


class EntryVersion(NamedTuple):
    """The version of an entry in a calendar file: its number, its start, and its last change."""

    number: int = 0
    start: str = ""
    stamp: str = ""


def read_sequences(feed: bytes) -> dict[str, int]:
    """Return the number of each entry that was published, by UID."""
    return {uid: entry.number for uid, entry in read_entry_versions(feed).items()}


def read_entry_versions(feed: bytes) -> dict[str, EntryVersion]:
    """Return each entry that was published, by UID, however damaged the feed is.

    Entries of other programs are left out, and those of a draft, which have the number 0 and the
    midnight at which the plan's day began.
    """
    entries: dict[str, EntryVersion] = {}
    entry: dict[str, str] = {}
    for raw_line in feed.decode(errors="replace").split("\n"):
        line = raw_line.rstrip("\r")
        name, _, text = line.partition(":")
        name = name.partition(";")[0]
        if line == "BEGIN:VEVENT":
            entry = {}
        elif name in {"UID", "SEQUENCE", "CREATED", "DTSTART", "DTSTAMP"}:
            entry[name] = text
        elif line == "END:VEVENT":
            uid, number = entry.get("UID", ""), entry.get("SEQUENCE", "")
            is_ours = uid.endswith(UID_SUFFIX) and re.fullmatch(r"[0-9]{1,10}", number)
            if is_ours and (int(number) or not entry.get("CREATED", "").endswith(_DRAFT)):
                version = EntryVersion(
                    int(number), entry.get("DTSTART", ""), entry.get("DTSTAMP", "")
                )
                entries[uid] = max(entries.get(uid, EntryVersion()), version)
    return entries
