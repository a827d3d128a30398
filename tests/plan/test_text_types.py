"""A name that becomes the name of a file or folder can be one on every computer."""

import pytest

from statplan.plan import loader
from statplan.plan.text_types import is_device_name, is_safe_file_name
from tests.support.plans import Answers, answers, monthly

# Naming Files, Paths, and Namespaces (learn.microsoft.com): in any case, with any extension.
DEVICES: tuple[str, ...] = (
    "CON",
    "PRN",
    "AUX",
    "NUL",
    "CONIN$",
    "CONOUT$",
    "COM1",
    "COM9",
    "LPT1",
    "LPT9",
)
DEVICES += ("COM\u00b9", "com\u00b2", "LPT\u00b3")


@pytest.mark.parametrize("name", DEVICES)
def test_a_device_of_windows_is_no_file_name_in_any_case_and_with_any_ending(name: str) -> None:
    for shown in (name, name.lower(), name.title(), f"{name}.ics", f"{name.lower()}.tar.gz"):
        assert is_device_name(shown)
        assert not is_safe_file_name(shown)


@pytest.mark.parametrize(
    "name",
    ["com0", "com10", "console", "nul-2027-03.ics", "con-stat", "a.nul", "xcon", "lpt", "2027"],
)
def test_a_name_that_only_resembles_a_device_is_a_file_name(name: str) -> None:
    assert is_safe_file_name(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a.", "a ", "a/b", "a\\b", "a:b", "a\x00", "a\u202eb"]
)
def test_a_name_that_some_system_cannot_have_is_none(name: str) -> None:
    assert not is_safe_file_name(name)


def with_folder(folder: str) -> Answers:
    return answers(monthly(), calendars={"folder": folder})


@pytest.mark.parametrize("folder", ["nul", "out/CON", "Com1.d/x", "a/lpt9.ics/b", "out.", "a./b"])
def test_a_folder_of_calendars_that_windows_cannot_make_is_refused(folder: str) -> None:
    (problem,) = loader.validate_answers(with_folder(folder)).problems
    assert problem.path == "frequency.calendars.folder"
    assert str(problem.remedy) == "Choose another."
    assert "Windows" in problem.fact or "dot" in problem.fact


def test_any_other_folder_is_taken() -> None:
    for folder in ("calendars", "out/2027", "a.b/c_d", "console"):
        assert loader.validate_answers(with_folder(folder)).plan


@pytest.mark.parametrize(
    "device", [name.lower() for name in DEVICES if name.isalnum() and name.isascii()]
)
@pytest.mark.parametrize("roster", ["people", "departments"])
def test_an_id_that_is_to_be_a_folder_of_calendars_is_no_device(device: str, roster: str) -> None:
    data = answers(monthly())
    label = "office" if roster == "people" else "name"
    data["participants"][roster].append({"id": device, label: "Purchasing"})
    (problem,) = loader.validate_answers(data).problems
    assert problem.path == f"participants.{roster}[{len(data['participants'][roster]) - 1}].id"
    data["participants"][roster][-1]["id"] = f"{device}-office"
    assert f"{device}-office" in str(problem.remedy)
    assert loader.validate_answers(data).plan


def test_ids_that_stand_within_a_longer_file_name_may_be_anything() -> None:
    data = answers(monthly("nul"))
    data["focus"]["subjects"].append({"id": "con", "name": "Construction"})
    assert loader.validate_answers(data).plan
