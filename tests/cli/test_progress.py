"""`build`, `site` and `publish` say what they make where that takes longer than a moment."""

import sys
from pathlib import Path
from shutil import copyfile

import pytest

from statplan.calendars import WRITERS as CALENDARS
from statplan.cli import build, progress, publish, site
from statplan.documents import WRITERS as DOCUMENTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "kcstat"


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "terminal"), [(-1.0, True), (-1.0, False), (1e9, True)])
def test_progress_is_shown_on_a_terminal_and_after_a_moment(
    moment: float,
    terminal: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(progress, "_MOMENT", moment)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    build.run_build(EXAMPLE, tmp_path, force=False)
    told = capsys.readouterr().err
    names = [f"charter.{form}" for form in DOCUMENTS] + [f"calendar.{form}" for form in CALENDARS]
    shown = [name for name in names if f"making {name} ..." in told]
    assert shown == (names if terminal and moment < 0 else [])
    assert told.count("wrote  ") == len(names)


@pytest.mark.slow
@pytest.mark.parametrize("terminal", [True, False])
def test_the_page_and_a_publish_say_what_they_make_too(
    terminal: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(progress, "_MOMENT", -1.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    copyfile(EXAMPLE / "statplan.yaml", tmp_path / "statplan.yaml")
    site.run_site(tmp_path, tmp_path / "www", (), force=False)
    told = capsys.readouterr().err
    assert ("making index.html ..." in told) == terminal
    assert ("making schedule.json ..." in told) == terminal
    publish.run_publish(
        tmp_path, None, publish.PublishOptions(yes=True)
    )  # the example's year is over
    told = capsys.readouterr().err
    assert (f"making {tmp_path / 'calendars'} ..." in told) == terminal
    assert ("making index.html ..." in told) == terminal


def test_no_more_than_one_thing_is_named_each_moment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter((0.0, 0.5, 1.5, 2.4, 2.6))
    monkeypatch.setattr(progress, "monotonic", lambda: next(moments))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell = progress.build_progress_reporter()
    for name in "abcd":
        tell(name)
    assert capsys.readouterr().err == "making b ...\nmaking d ...\n"
