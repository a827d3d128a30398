"""The public feeds, read by readers and held to schemas that are not ours."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.gates.tools import READERS, program, told
from tests.support.sample_site import LIFE, city, files_of, tell

Found = dict[str, Any]
# pupa's schemas say "a text of this form or a date of Python" in a way that no draft knows.
_DATES = ("start_date", "end_date")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("feeds")
    for name, text in files_of(tell(city(), LIFE).site("2027-03-21")).items():
        (where / name).parent.mkdir(exist_ok=True)
        (where / name).write_text(text, encoding="utf-8")
    return where


def feed(path: Path) -> Found:
    found: Found = told(program("python"), READERS / "feed.py", path)[str(path)][0]
    return found


def civic(path: Path) -> Found:
    found: Found = told(program("python"), READERS / "civic.py", path)[str(path)][0]
    return found


@pytest.mark.parametrize("name", ["changes.atom", "changes.es.atom"])
def test_a_feed_reader_reads_every_change(folder: Path, name: str) -> None:
    found = feed(folder / name)
    assert (found["fault"], found["version"]) == ("", "atom10")
    schedule = json.loads((folder / "schedule.json").read_text(encoding="utf-8"))
    changes = [
        [each["id"], [*datetime.fromisoformat(each["published_at"]).timetuple()[:6]]]
        for each in reversed(schedule["changes"])
    ]
    assert [[entry[0], entry[2]] for entry in found["entries"]] == changes
    assert all(entry[1] for entry in found["entries"])


def test_a_broken_feed_is_caught(folder: Path, tmp_path: Path) -> None:
    text = (folder / "changes.atom").read_text(encoding="utf-8")
    for number, (was, becomes) in enumerate([("</entry>", ""), ("&", "&&"), ("<id>", "<id>&x;")]):
        copy = tmp_path / f"{number}.atom"
        copy.write_text(text.replace(was, becomes, 1), encoding="utf-8")
        assert was not in text or feed(copy)["fault"]


def faults(found: Found) -> set[str]:
    """Where a line differs from what City Scrapers' own pipeline makes, or breaks a schema."""
    wrong = set()
    item, pupa = Draft7Validator(found["item"]), Draft7Validator(_plain(found["pupa"]))
    for line in found["lines"]:
        event, made = line["event"], line["made"]
        for key in event.keys() | made.keys():
            if key not in {"_id", "updated_at"} and event.get(key) != made.get(key):
                wrong.add(key)
        wrong |= {each.json_path for each in item.iter_errors(line["item"])}
        scraped = {**event, "start_date": event["start_time"], "end_date": event["end_time"]}
        wrong |= {each.json_path for each in pupa.iter_errors(scraped)}
    return wrong


def _plain(schema: Found) -> Found:
    for name in _DATES:
        text, _ = schema["properties"][name]["type"]
        schema["properties"][name] = text
    documents = schema["properties"]["documents"]["items"]["properties"]
    media = schema["properties"]["media"]["items"]["properties"]
    agenda = schema["properties"]["agenda"]["items"]["properties"]["media"]["items"]["properties"]
    for each in (documents, media, agenda):
        each["date"] = each["date"]["type"][0]
    return schema


def test_civic_data_are_what_city_scrapers_makes_and_pupa_takes(folder: Path) -> None:
    found = civic(folder / "schedule.ocd.jsonl")
    assert len(found["lines"]) == 38
    assert faults(found) == set()


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('"status": "tentative"', '"status": "moved"', "$.status"),
        ('"classification": "Not classified"', '"classification": "Stat"', "$.classification"),
        ('"all_day": false', '"all_day": "no"', "$.all_day"),
        ('"participants"', '"people"', "participants"),
        ('-06:00", "end_time"', '-05:00", "end_time"', "start_time"),
    ],
)
def test_damaged_civic_data_are_caught(
    folder: Path, tmp_path: Path, was: str, becomes: str, fault: str
) -> None:
    text = (folder / "schedule.ocd.jsonl").read_text(encoding="utf-8")
    assert was in text
    copy = tmp_path / "broken.jsonl"
    copy.write_text(text.replace(was, becomes), encoding="utf-8")
    assert fault in faults(civic(copy))


def test_days_are_said_as_the_unicode_consortiums_tables_say_them() -> None:
    """Node carries them (CLDR); months and weekdays are compared, whole."""
    from statplan.site.locale import list_languages

    for said in list_languages():
        script = (
            "const f=(o,d)=>new Intl.DateTimeFormat(process.argv[1],{timeZone:'UTC',...o})"
            ".format(new Date(d));console.log(JSON.stringify({x:["
            "[...Array(12).keys()].map(m=>f({month:'long'},Date.UTC(2027,m,4))),"
            "[...Array(7).keys()].map(d=>f({weekday:'long'},Date.UTC(2027,0,4+d))),"
            "f({weekday:'long',day:'numeric',month:'long',year:'numeric'},Date.UTC(2027,0,14))]}))"
        )
        months, days, whole = told("node", "-e", script, said.tag)["x"]
        assert months == said.phrases["months"]["long"]
        assert days == said.phrases["days"]["long"]
        assert whole == said.format_long_day(datetime(2027, 1, 14).date())  # noqa: DTZ001 - a day
