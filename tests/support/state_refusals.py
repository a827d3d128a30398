"""Cases of refusals about state: a folder, what is typed, and every word of the answer."""

import io
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from dataclasses import dataclass
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest

from statplan.busy.foreign_files import ForeignFile
from statplan.cli.folder_checks import DoctorFinding
from statplan.errors import Problem, StatplanError
from statplan.strict_json import StateError
from statplan.workspace.contradictions import Contradiction
from tests.support.commands import list_files, run
from tests.support.remedy_cases import RemedyFolder, Step, do_nothing
from tests.support.remedy_places import ROOT
from tests.support.state_refusal_places import RefusalPlace

_MADE = (Contradiction, DoctorFinding, ForeignFile, Problem, StateError, StatplanError)
# What nobody can foresee in a message, and what stands for it.
_VARYING = (
    (re.compile(r"(\d{4}-\d\d-\d\d-\d{4})-[0-9a-f]{6}\b"), r"\1-DIGEST"),
    (re.compile(r"\.before-[a-z0-9_]{8}"), ".before-RANDOM"),
    (re.compile(r"\b((?:its|the) (?:text|who|settings)) [0-9a-f]+"), r"\1 DIGEST"),
)


@dataclass(frozen=True, slots=True)
class RefusalCase:
    """A refusal, a finding, or a note that there is nothing to do.

    Attributes:
        place: the name of the place in the program that states the fact.
        typed: the command, or a function that raises, or returns what is said.
        fact: every word of the fact; the folder of the plan is `/plan`.
        remedy: every word of the remedy.
        exit_code: the exit code.
        prepare: brings the folder into its state.
        is_error: whether the fact is that of the error with which the command ends.
        changes: whether something in the folder is another afterwards.
    """

    place: str
    typed: str | Callable[[RemedyFolder], object]
    fact: str
    remedy: str = ""
    exit_code: int = 4
    prepare: Step = do_nothing
    is_error: bool = True
    changes: bool = False


def check_refusal(case: RefusalCase, place: RefusalPlace, folder: RemedyFolder) -> None:
    """Bring a folder into a state, type what is refused there, and compare every word."""
    case.prepare(folder)
    before = list_files(folder.path)
    with record_lines() as lines:
        code, shown = show_refusal(case, folder)
    words = _join_words(f"{case.fact} {case.remedy}")
    if case.is_error:
        assert shown.endswith(f"statplan: {words}" if words else ""), shown
    else:
        assert f" {words} " in f" {shown} ", shown
    assert code == case.exit_code, shown
    assert place.pattern.search(case.fact) or not case.fact, place.pattern
    assert not place.line or (place.module, place.line) in lines
    assert (list_files(folder.path) != before) == case.changes


def show_refusal(case: RefusalCase, folder: RemedyFolder) -> tuple[int, str]:
    """Return the exit code and what is said, with the folder of the plan as `/plan`."""
    if isinstance(case.typed, str):
        code, out, err = run(*shlex.split(case.typed))
        return code, name_folder(out + err, folder)
    code, said, stream = 0, "", io.StringIO()
    try:
        with redirect_stderr(stream):
            said = str(case.typed(folder))
    except SystemExit as error:
        code, said = int(error.code or 0), stream.getvalue()
    except StatplanError as error:
        code, said = (
            error.exit_code,
            f"{stream.getvalue()} statplan: {error.message} {error.remedy}",
        )
    except StateError as error:
        said = f"statplan: {error}"
    return code, name_folder(said, folder)


def name_folder(text: str, folder: RemedyFolder) -> str:
    """Return a text with the plan's folder as `/plan`, and with single spaces between words."""
    text = text.replace(str(folder.path.parent), "")
    for pattern, standing in _VARYING:
        text = pattern.sub(standing, text)
    return _join_words(text)


def _join_words(text: str) -> str:
    return " ".join(text.split())


@contextmanager
def record_lines() -> Iterator[set[tuple[str, int]]]:
    """Record the modules and lines of the program that make an error, a problem, or a finding."""
    lines: set[tuple[str, int]] = set()
    with pytest.MonkeyPatch.context() as patch:
        for maker in _MADE:
            recorder = partialmethod(_make_and_record, maker.__init__, lines)
            patch.setattr(maker, "__init__", recorder)
        yield lines


def _make_and_record(
    made: object, make: Callable[..., None], lines: set[tuple[str, int]], *words: Any, **names: Any
) -> None:
    frame = sys._getframe(1)  # noqa: SLF001 - the line that makes it
    while frame.f_back:
        with suppress(ValueError):
            module = Path(frame.f_code.co_filename).relative_to(ROOT).with_suffix("")
            lines.add((module.as_posix(), frame.f_lineno))
        frame = frame.f_back
    make(made, *words, **names)
