"""The public page in a browser, under axe-core and the Nu checker, each with what it must catch."""

import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.gates.tools import READERS, TOOLS, told
from tests.support.hostile_site import hostile
from tests.support.sample_site import LIFE, city, files_of, tell, tell_years
from tests.support.site_records import record
from tests.support.site_records import site as site_with

CHROMIUM = "/usr/bin/chromium"
VNU = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LEAST = 4.5
YEARS = [("2027-01-01", "2026-12-10"), ("2028-01-01", "2027-12-01")]
WIDTHS = "320,390,768,1280"
Found = dict[str, Any]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A city in both languages, a hostile plan, a draft, a cleared record, and two years."""
    sites = {
        "city": tell(city(back_ups="yes"), LIFE).site("2027-03-03"),
        "hostile": tell(hostile(), LIFE).site("2027-03-21", "en"),
        "draft": tell(city(access="closed", address=None, contact=None)).site(
            "2026-12-02", "es", published=False
        ),
        "record": site_with(record()),
        "turned": tell_years(city(), YEARS).site("2027-12-15", "en"),
    }
    found = {}
    for name, site in sites.items():
        folder = tmp_path_factory.mktemp(name)
        for path, text in files_of(site).items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        found[name] = folder / "index.html"
    (found["record"],) = found["record"].parent.glob("records/*.html")
    return found | {"spanish": found["city"].with_name("index.es.html")}


@pytest.fixture(scope="module")
def seen(pages: dict[str, Path]) -> dict[str, Found]:
    return looked(pages)


def looked(pages: dict[str, Path], widths: str = WIDTHS) -> dict[str, Found]:
    script = READERS / "page.mjs"
    found = told("node", script, TOOLS / "node_modules", CHROMIUM, widths, *pages.values())
    return {name: found[str(path)][0] for name, path in pages.items()}


def faults(found: Found) -> set[str]:
    """What a browser, axe-core and arithmetic have against a page, in a word each."""
    wrong = set()
    for look in found["looks"]:
        assert look["passes"] > 20, "axe looked at nothing"
        wrong |= {each.partition(":")[0] for each in look["violations"]}
        wrong |= {"overflow"} if look["overflow"] > 0 else set()
        wrong |= {"request"} if len(look["requests"]) != 1 or look["complaints"] else set()
        wrong |= {"contrast"} if look["contrast"][0] < LEAST else set()
    paper = found["paper"]
    if paper["overflow"] > 0 or paper["contrast"][0] < LEAST:
        wrong.add("print")
    stops = found["walk"]["stops"]
    if [each["order"] for each in stops] != [*range(found["walk"]["all"])]:
        wrong.add("order")
    if not all(each["seen"] and each["words"] for each in stops):
        wrong.add("focus")
    if found["bare"]["hidden"]:
        wrong.add("hidden")
    return wrong


@pytest.mark.parametrize("name", ["city", "spanish", "hostile", "draft", "record", "turned"])
def test_a_page_has_no_fault_at_any_width_light_or_dark(seen: dict[str, Found], name: str) -> None:
    looks = {(each["width"], each["colorScheme"]) for each in seen[name]["looks"]}
    assert len(looks) == 8
    assert faults(seen[name]) == set()


def test_the_keyboard_comes_to_the_schedule_first_and_down_the_page(seen: dict[str, Found]) -> None:
    first, *rest = seen["city"]["walk"]["stops"]
    assert first["words"] == "Skip to the schedule"
    assert len(rest) > 40


def test_without_style_everything_is_there_in_a_sensible_order(seen: dict[str, Found]) -> None:
    words = seen["city"]["bare"]["words"]
    headings = (
        "RiverStat", "Next meeting", "Wednesday, March 10, 2027", "Recent changes",
        "Can I attend or watch?", "Subscribe or download", "All meetings", "January 2027",
        "The year at a glance", "What is not shown, and why", "Accessibility and contact",
    )  # fmt: skip
    places = [words.find(f"\n{each}\n") for each in headings]
    assert min(places) >= 0, dict(zip(headings, places, strict=True))
    assert places == sorted(places)


def broken(page: str, was: str, becomes: str) -> str:
    """A damaged page whose policy lets the damaged style stand."""
    assert was in page, was
    damaged = page.replace(was, becomes)
    style = re.search("<style>(.*?)</style>", damaged, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    return re.sub("style-src '[^']*'", f"style-src 'sha256-{digest}'", damaged)


DAMAGES = {
    "html-has-lang": (' lang="en-US"', ""),
    "contrast": ("--quiet: #49525d;", "--quiet: #a9b2bd;"),
    "print": ("--ink: #000; --quiet: #333;", "--ink: #000; --quiet: #aaa;"),
    "overflow": (".grid { display: grid;", ".grid { display: grid; width: 60rem;"),
    "request": ("<main>", '<main><img alt="" src="https://www.example.org/x.png">'),
    "heading-order": ('<h2 id="changes">', '<h5 id="changes">'),
    "order": ('<a class="button"', '<a tabindex="3" class="button"'),
    "focus": ("outline: 3px solid var(--link)", "outline: none"),
    "hidden": ('<p class="about">', '<p class="about" hidden>'),
}


def test_what_is_broken_is_caught(pages: dict[str, Path], tmp_path: Path) -> None:
    page = pages["city"].read_text(encoding="utf-8")
    copies = {}
    for fault, damage in DAMAGES.items():
        copies[fault] = tmp_path / f"{fault}.html"
        copies[fault].write_text(broken(page, *damage), encoding="utf-8")
    found = looked(copies, "320")
    assert {fault: fault in faults(each) for fault, each in found.items()} == dict.fromkeys(
        DAMAGES, True
    )


def nu(*paths: Path) -> str:
    """What the Nu checker says of pages; nothing where all is well."""
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--stdout", "--format", "text", *map(str, paths)],
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    return "\n".join(each for each in done.stdout.splitlines() if "No errors found" not in each)


def test_the_nu_checker_finds_nothing(pages: dict[str, Path]) -> None:
    assert nu(*pages.values()) == ""


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (('<th scope="col">', '<th scope="cell">'), "scope"),
        (("--paper: #fff;", "--paper: #ffe;"), "Content Security Policy"),
        (("<main>", "<main><main>"), "main"),
        (('id="changes"', 'id="next"'), "Duplicate ID"),
    ],
)
def test_the_nu_checker_catches(
    pages: dict[str, Path], tmp_path: Path, damage: tuple[str, str], says: str
) -> None:
    page = pages["city"].read_text(encoding="utf-8")
    assert damage[0] in page
    copy = tmp_path / "broken.html"
    copy.write_text(page.replace(*damage), encoding="utf-8")
    assert says in nu(copy)
