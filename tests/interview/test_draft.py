"""A draft and a saved change set are read as statplan wrote them, or refused with a reason."""

import json
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.interview import draft as interview_draft
from statplan.strict_json import StateError
from statplan.workspace import files
from statplan.workspace.change_set import read_change_set
from tests.support.drafts import DRAFT
from tests.support.tampered_files import STRANGE, part_at, places, put_at
from tests.support.tampered_files import Path as Place

CHANGES: dict[str, Any] = {
    "version": 1,
    "lineage": "6f1c2b1e-0000-4000-8000-000000000001",
    "serial": 3,
    "issued": "0" * 64,
    "audience": "all",
    "summary": "1 change, 3 do not",
    "changes": [{"what": "add", "sign": "+", "old": None, "people": ["law"]}],
}
ANSWERS = st.one_of(
    st.sampled_from(STRANGE), st.text(max_size=9), st.integers(), st.floats(), st.lists(st.none())
)
DRAFT_PLACES, CHANGES_PLACES = places(DRAFT), places(CHANGES)
NOT_OURS = "is not as statplan writes it"


def changed(whole: dict[str, Any], place: Place, answer: object, *, drop: bool) -> bytes:
    data = deepcopy(whole)
    if drop:
        del part_at(data, place[:-1])[place[-1]]
    else:
        put_at(data, place, answer)
    return json.dumps(data).encode()


def loaded(raw: bytes) -> interview_draft.Draft | None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / interview_draft.DRAFT_FILE
        path.write_bytes(raw)
        return interview_draft.load_draft(path)


@given(st.sampled_from(DRAFT_PLACES), ANSWERS, st.booleans())
def test_any_change_of_a_draft_is_refused_or_is_saved_again_as_it_is(
    place: Place, answer: object, drop: bool
) -> None:
    raw = changed(DRAFT, place, answer, drop=drop)
    try:
        draft = loaded(raw)
    except StateError:
        return
    assert draft is not None
    with TemporaryDirectory() as folder:
        path = Path(folder) / interview_draft.DRAFT_FILE
        interview_draft.save_draft(path, draft)
        again, was = json.loads(path.read_bytes()), json.loads(raw)
    for reply in was["replies"]:
        if reply.get("kept") is False:
            del reply["kept"]
        if "went" not in reply:
            reply.setdefault("reply", None)
    assert repr(again) == repr(was)  # NaN is not equal to itself


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (("saved",), "2026-12-01T09:00:00"),
        (("saved",), "9999-12-31T23:59:59-06:00"),
        (("saved",), "1799000000"),
        (("saved",), 1799000000),
        (("plan",), None),
        (("plan",), "x" * 65),
        (("basis", "like"), "no-such-system"),
        (("basis", "like"), ["kcstat"]),
        (("basis", "layers"), {"a": {}}),
        (("basis", "layers", 0, 1), ["program"]),
        (("basis", "settings", 0), ["frequency.minutes"]),
        (("basis", "year"), 10_000),
        (("basis", "next_year"), 2027.0),
        (("basis", "defaults"), 0),
        (("basis", "plan"), None),
        (("wish", "sections"), "program"),
        (("wish", "skip_answered"), None),
        (("replies", 0, "asked"), 3),
        (("replies", 0, "reply"), 7),
        (("replies", 0, "reply"), {"a": 1}),
        (("replies", 0, "reply"), [True]),
        (("replies", 0, "reply"), "y" * 100_001),
        (("replies", 0, "kept"), "yes"),
        (("replies", 4, "went"), "nowhere"),
        (("replies", 4, "reply"), "both"),
        (("strange",), 1),
    ],
)
def test_a_part_of_a_draft_that_statplan_never_writes_is_named(
    place: Place, answer: object
) -> None:
    with pytest.raises(StateError) as refused:
        loaded(changed(DRAFT, place, answer, drop=False))
    named = place[:2] if place[0] == "replies" else place
    part = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in named)[1:]
    assert str(refused.value).startswith(f"its part {part}")
    assert str(refused.value).endswith(NOT_OURS)


def refusal(raw: bytes) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "changes.json"
        path.write_bytes(raw)
        with pytest.raises(StatplanError) as refused:
            read_change_set(path)
    assert refused.value.exit_code == 2
    assert "`statplan diff -o changes.json`" in str(refused.value.remedy)
    return refused.value.message.partition("changes.json is not a saved change set: ")[2]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is cut off or damaged at line 1, column 0."),
        (b'{"changes": ' + b"[" * 100_000, "it is cut off or damaged at line 1, column"),
        (b"\xff", "it is cut off or damaged at line 1, column 1."),
        (b"[]", "it is another file."),
        (b'{"changes": []}', f"its part version {NOT_OURS}."),
        (json.dumps({**CHANGES, "version": 2}).encode(), f"its part version {NOT_OURS}."),
        (json.dumps({**CHANGES, "serial": "3"}).encode(), f"its part serial {NOT_OURS}."),
        (json.dumps({**CHANGES, "changes": [1]}).encode(), f"its part changes[0] {NOT_OURS}."),
        (json.dumps(CHANGES).encode()[:-1] + b', "serial": 3}', "it has its part serial twice."),
    ],
)
def test_what_is_not_a_saved_change_set_is_refused_with_a_reason(raw: bytes, reason: str) -> None:
    assert refusal(raw).startswith(reason)


@given(st.sampled_from(CHANGES_PLACES), ANSWERS, st.booleans())
def test_any_change_of_a_change_set_is_refused_or_read_as_it_is(
    place: Place, answer: object, drop: bool
) -> None:
    raw = changed(CHANGES, place, answer, drop=drop)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "changes.json"
        path.write_bytes(raw)
        try:
            saved = read_change_set(path)
        except StatplanError as error:
            assert error.exit_code == 2  # noqa: PT017 - the other branch is a promise as well
            return
    given = dict.fromkeys(("lineage", "serial", "issued", "seal")) | json.loads(raw)
    assert repr(dict(sorted(saved.model_dump().items()))) == repr(dict(sorted(given.items())))


def test_a_file_that_is_set_aside_gets_a_name_that_nothing_has(tmp_path: Path) -> None:
    path = tmp_path / "draft"
    (tmp_path / "draft.old").symlink_to("nowhere")
    (tmp_path / "draft.old-3").mkdir()
    names = []
    for number in range(3):
        path.write_text(str(number), encoding="utf-8")
        names.append(files.set_aside(path).name)
    assert names == ["draft.old-2", "draft.old-4", "draft.old-5"]
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == ["0", "1", "2"]
    with pytest.raises(StatplanError, match="cannot be renamed") as refused:
        files.set_aside(path)
    assert refused.value.exit_code == 1
