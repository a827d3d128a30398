"""A Python that has imported the program already; each run of the program is a fork of it.

A Python that starts takes half a second, nearly all of it to import, and many tests need a process
of their own: for a terminal, or for a user whom permissions bind. After its imports a fork does
what any other process does. Tests of what starting does start a Python of their own.
"""

import atexit
import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer.main
from pexpect.fdpexpect import fdspawn

import statplan
from statplan import screen
from statplan.cli.app import app
from tests.support.commands import run

ROOT = Path(__file__).parents[2]
_ONE_REQUEST = threading.Lock()  # at a time
# What the program imports inside its functions, and what the tests run in a fork.
_IMPORTS = (
    "filelock", "icalendar", "jinja2", "prompt_toolkit.shortcuts", "questionary", "rich.console",
    "ruamel.yaml", "tests.cli.test_commands",
)  # fmt: skip


if TYPE_CHECKING:
    OnDescriptor = fdspawn[str]
else:
    OnDescriptor = fdspawn


class TerminalRun(OnDescriptor):
    """A run on a pseudo-terminal of its own, as `pexpect.spawn` has one."""

    def __init__(
        self, arguments: Sequence[str], env: Mapping[str, str], size: tuple[int, int], timeout: int
    ) -> None:
        terminal, inside = os.openpty()
        termios.tcsetwinsize(inside, size)
        self._status = _start_fork(arguments, env, Path.cwd(), [inside])
        os.close(inside)
        super().__init__(
            terminal, encoding="utf-8", codec_errors="surrogateescape", timeout=timeout
        )

    def close(self) -> None:
        """Hang up, which ends the run if it has not ended yet, and take its exit code."""
        if not self.closed:
            super().close()
            self.exitstatus = _wait(self._status)


def run_code(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code as `python -c` would, in the root of the repository, and take what it writes."""
    done = run_python("-c", code, *arguments, folder=ROOT)
    texts = (done.stdout.decode(), done.stderr.decode())
    return subprocess.CompletedProcess(arguments, done.returncode, *texts)


def run_program(*words: object, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in the working folder, with some variables more, and take what it writes."""
    return run_python("-m", "statplan", *map(str, words), env=env)


def run_python(
    *arguments: str, folder: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run Python with these arguments, the first of which is `-c` or `-m`; take what it writes."""
    with (
        Path(os.devnull).open("rb") as nothing,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        streams = [stream.fileno() for stream in (nothing, out, err)]
        variables = {**os.environ, **(env or {})}
        code = _wait(_start_fork(arguments, variables, folder or Path.cwd(), streams))
        written = [os.pread(stream, os.fstat(stream).st_size, 0) for stream in streams[1:]]
    return subprocess.CompletedProcess(arguments, code, *written)


def _start_fork(
    arguments: Sequence[str], env: Mapping[str, str], folder: Path, streams: list[int]
) -> int:
    """Start a run on three streams, or on one terminal; return where its exit code will stand."""
    request = {"arguments": [*arguments], "env": {**env}, "folder": str(folder)}
    with _ONE_REQUEST:
        server, (status, inside) = _start_server(), os.pipe()
        socket.send_fds(server, [b"."], [inside, *streams])
        server.sendall(json.dumps(request).encode() + b"\n")
        os.close(inside)
        assert os.read(status, 1) == b".", "the Python that is forked has ended"
    return status


def _wait(status: int) -> int:
    with os.fdopen(status, "rb") as stream:
        return int(stream.read())


@cache
def _start_server() -> socket.socket:
    """Start the Python that is forked; it ends when this process does."""
    ours, theirs = socket.socketpair()
    with theirs:
        server = subprocess.Popen(
            [
                sys.executable,
                "-W",
                "error",
                "-m",
                "tests.support.forked_python",
                str(theirs.fileno()),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    atexit.register(_end_server, ours, server)
    return ours


def _end_server(connection: socket.socket, server: subprocess.Popen[bytes]) -> None:
    connection.close()
    server.wait()


# What follows runs in the Python that is forked.


def _serve(connection: socket.socket) -> list[str]:
    """Fork at each request; return its arguments in the fork, whose streams are those asked for."""
    while head := socket.recv_fds(connection, 1, 4):
        text, descriptors, _, _ = head
        if not text:
            break
        with connection.makefile("rb") as stream:
            request = json.loads(stream.readline())
        if not os.fork():
            connection.close()
            status, *streams = descriptors
            _be_watched(status, streams)
            _become(request["env"], request["folder"], streams)
            arguments: list[str] = request["arguments"]
            return arguments
        for descriptor in descriptors:
            os.close(descriptor)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass
    os._exit(0)


def _be_watched(status: int, streams: list[int]) -> None:
    """Fork once more, and go on there; this process reports the exit code of that one, and ends."""
    child = os.fork()
    if not child:
        os.close(status)
        return
    for descriptor in streams:
        os.close(descriptor)
    os.write(status, b".")
    _, ended = os.waitpid(child, 0)
    os.write(status, str(os.waitstatus_to_exitcode(ended)).encode())
    os._exit(0)


def _become(env: dict[str, str], folder: str, streams: list[int]) -> None:
    """Take over streams, variables and folder, as a Python that starts finds them."""
    if len(streams) == 1:
        os.login_tty(streams[0])
    else:
        for number, descriptor in enumerate(streams):
            os.dup2(descriptor, number)
            os.close(descriptor)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    encoding = env.get("PYTHONIOENCODING", "utf-8")
    strict = "strict" if "PYTHONIOENCODING" in env else "surrogateescape"
    for number, (name, mode, errors) in enumerate(
        (("stdin", "r", strict), ("stdout", "w", strict), ("stderr", "w", "backslashreplace"))
    ):
        stream = open(number, mode, encoding=encoding, errors=errors, closefd=False)  # noqa: SIM115 - it stays open
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stderr.reconfigure(line_buffering=True)  # type: ignore[union-attr]


def _import_all() -> None:
    """Import what the program imports, when it starts and later."""
    for module in pkgutil.walk_packages(statplan.__path__, "statplan."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in _IMPORTS:
        import_module(name)
    typer.main.get_command = cache(typer.main.get_command)
    typer.main.get_command(app)
    assert run("charter", ROOT / "examples" / "kcstat")[0] == 0  # for what the first run makes
    screen.set_completions()


def main() -> None:
    """Serve until a fork is asked for; go on in the fork as `python -m` or `python -c` would."""
    _import_all()
    gc.collect()
    gc.freeze()
    way, *words = _serve(socket.socket(fileno=int(sys.argv[1])))
    try:
        if way == "-c":
            code, *sys.argv[1:] = words
            exec(code, {"__name__": "__main__"})  # noqa: S102 - a test wrote it
        else:
            sys.argv = words
            runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as left:
        if not isinstance(left.code, int | None):
            raise
        _end(left.code or 0)
    _end(0)


def _end(code: int) -> NoReturn:
    """End as Python does, but leave what was imported to the system, which is much quicker."""
    atexit._run_exitfuncs()  # noqa: SLF001 - what else ends a process does not call them
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
