"""A calendar server, a subscription and a calendar program, as an office runs them."""

import base64
import hashlib
import http.client
import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.gates.tools import program

_PATIENCE = 20  # seconds until a program that was started answers
_COLLECTION = "/stat/year/"
_LOGIN = {"Authorization": "Basic " + base64.b64encode(b"stat:stat").decode()}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class _Tagged(SimpleHTTPRequestHandler):
    """Serves a folder as a web server does: an ETag made from the content, and 304 for it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        data = path.read_bytes()
        tag = f'"{hashlib.sha256(data).hexdigest()}"'
        same = self.headers.get("If-None-Match") == tag
        self.send_response(304 if same else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.send_header("Content-Length", "0" if same else str(len(data)))
        self.end_headers()
        if not same:
            self.wfile.write(data)


@contextmanager
def web(folder: Path) -> Iterator[int]:
    """Serve a folder on this machine alone; the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Tagged, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@dataclass(slots=True)
class Radicale:
    """A CalDAV server with one calendar in a folder."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and make its calendar where there is none."""
        command = [
            program("radicale"), "--server-hosts", f"127.0.0.1:{self.port}",
            "--auth-type", "none", "--storage-filesystem-folder", str(self.folder),
        ]  # fmt: skip
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.ask("MKCALENDAR", "")
            except OSError:
                assert time.monotonic() < until, "radicale does not answer"
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End it."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ask(
        self, method: str, name: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for something of the calendar; status, headers in lower case, content."""
        told = {key.replace("_", "-"): value for key, value in headers.items()}
        if body:
            told["Content-Type"] = "text/calendar; charset=utf-8"
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        link.request(method, _COLLECTION + name, body, {**_LOGIN, **told})
        answer = link.getresponse()
        data = answer.read()
        link.close()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, data

    def items(self) -> dict[str, bytes]:
        """What the calendar holds, by the name of the resource."""
        place = self.folder / "collection-root" / "stat" / "year"
        return {path.name: path.read_bytes() for path in place.glob("*.ics")}


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """A server that ends by itself."""
    server = Radicale(folder, _free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that takes a feed, keeps it on a server, and looks at it in a program.

    It subscribes to `feed`, a port, where vdirsyncer gives every entry a UID of its own; or it has
    the file itself (None), whose UIDs it keeps.
    """

    folder: Path
    feed: int | None
    server: int

    def sync(self, *, check: bool = True) -> list[str]:
        """Bring everything up to date; what was copied or taken away."""
        self._configure()
        environment = {"VDIRSYNCER_CONFIG": str(self.folder / "vdirsyncer"), "PATH": "/usr/bin"}
        said = []
        for word in ("discover", "sync calendar", "sync view"):
            done = subprocess.run(
                [program("vdirsyncer"), *word.split()], env=environment, input=b"y\n" * 9,
                capture_output=True, check=False, timeout=60,
            )  # fmt: skip
            told = (done.stdout + done.stderr).decode()
            assert done.returncode == 0 or not check, told
            said += [line for line in told.splitlines() if line.startswith(("Copying", "Deleting"))]
        return said

    def _configure(self) -> None:
        disk = self.folder / "vdir"
        disk.mkdir(exist_ok=True)
        dav: dict[str, object] = {
            "type": "caldav", "url": f"http://127.0.0.1:{self.server}{_COLLECTION}",
            "username": "stat", "password": "stat",
        }  # fmt: skip
        sections: dict[str, dict[str, object]] = {
            "general": {"status_path": str(self.folder / "status")},
            "pair calendar": _pair("feed", "server"),
            "pair view": _pair("server_again", "disk"),
            "storage feed": self._feed(),
            "storage server": dav,
            "storage server_again": {**dav, "read_only": True},
            "storage disk": {"type": "filesystem", "path": str(disk), "fileext": ".ics"},
        }  # fmt: skip
        lines = [
            f"[{title}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in of.items())
            for title, of in sections.items()
        ]
        (self.folder / "vdirsyncer").write_text("\n".join(lines), encoding="utf-8")

    def _feed(self) -> dict[str, object]:
        if self.feed is None:
            path = self.folder.parent / "web" / "calendar.ics"
            return {"type": "singlefile", "path": str(path), "read_only": True}
        return {"type": "http", "url": f"http://127.0.0.1:{self.feed}/calendar.ics"}

    def shown(self) -> list[tuple[str, str, str, str]]:
        """What khal lists of 2027: start, end, status, title."""
        config = self.folder / "khal"
        config.write_text(
            f"[calendars]\n[[stat]]\npath = {self.folder / 'vdir'}\n"
            "[locale]\nlocal_timezone = America/Chicago\ndefault_timezone = America/Chicago\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {self.folder / 'khal.db'}\n",
            encoding="utf-8",
        )
        form = "{start-long-full}|{end-long-full}|{status}|{title}"
        command = [
            program("khal"), "-c", str(config), "list", "--day-format", "", "--format", form,
            "2027-01-01", "365d",
        ]  # fmt: skip
        environment = {"PATH": "/usr/bin", "LC_ALL": "C.UTF-8", "COLUMNS": "400"}
        done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
        found = [line.split("|") for line in done.stdout.decode().splitlines() if line]
        return sorted((start, end, status.strip(), title) for start, end, status, title in found)


def _pair(first: str, second: str) -> dict[str, object]:
    return {
        "a": first, "b": second, "collections": None,
        "conflict_resolution": "a wins", "partial_sync": "revert",
    }  # fmt: skip
