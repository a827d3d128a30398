"""Whose a calendar is, what its entries count for, and tables of busy time."""

from datetime import datetime
from pathlib import Path

import pytest

from statplan.busy import CalendarFile, Policies, Policy, read_calendars, read_policies
from statplan.busy.owners import Owners
from statplan.errors import StatplanError
from statplan.holds import UID_SUFFIX, make_uid
from statplan.plan import Plan
from statplan.schedule.bookings import Resource
from statplan.workspace.busy_folder import read_busy_folder
from tests.support.busy_calendars import plan, read
from tests.support.plans import answers, monthly

AT = datetime.fromisoformat
BUDGET = ("person", "budget")
ENTRY = "BEGIN:VEVENT\nDTSTART:20270311T080000\nDTEND:20270311T090000\n{}END:VEVENT\n"
WHOLE = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270311\n{}END:VEVENT\n"
OUT_OF_OFFICE = "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n"


def calendar(entry: str = ENTRY, more: str = "", head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\n{head}{entry.format(more)}END:VCALENDAR\n".encode()


def owner(name: str, data: bytes | None = None) -> Resource | None:
    given = CalendarFile(f"{name}.ics", data or calendar(), (name,))
    found = read_calendars([given], plan(), Policies()).sources
    return found[0].owner if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("budget", BUDGET),
        ("Budget", BUDGET),
        ("budget-director", BUDGET),
        ("Budget Director", BUDGET),
        ("Budget_Director Calendar", BUDGET),
        ("Budget Director's Calendar", BUDGET),
        ("Calendar of Budget Director", BUDGET),
        ("budget (2)", BUDGET),
        ("budget@example.gov", BUDGET),
        ("Corporation Counsel", ("person", "counsel")),
        ("City Attorney", ("person", "counsel")),
        ("room-10", ("room", "room 10")),
        ("ROOM 10", ("room", "room 10")),
        ("parks", None),
        ("budget-directors-deputy", None),
        ("", None),
    ],
)
def test_a_file_is_matched_by_id_office_name_address_or_room(
    name: str, expected: Resource | None
) -> None:
    assert owner(name) == expected


@pytest.mark.parametrize(
    "head",
    [
        "X-WR-CALNAME:budget@example.gov\n",
        "X-WR-CALNAME:Budget Director\n",
        'X-OWNER;CN="Somebody":mailto:budget@example.gov\n',
        "BEGIN:VFREEBUSY\nORGANIZER:MAILTO:budget@example.gov\nEND:VFREEBUSY\n",
    ],
)
def test_a_file_with_another_name_is_matched_by_what_it_says_of_itself(head: str) -> None:
    assert owner("export", calendar(head=head)) == BUDGET
    assert owner("mayor", calendar(head=head)) == ("person", "mayor")


def test_an_organizer_of_an_entry_is_not_taken_for_the_owner() -> None:
    assert owner("export", calendar(more="ORGANIZER:mailto:budget@example.gov\n")) is None


def test_a_name_that_two_share_is_nobodys() -> None:
    people = [{"id": each, "office": "Deputy Mayor"} for each in ("first", "second")]
    two = plan().model_dump(mode="json", exclude_none=True) | {"participants": {"people": people}}
    given = [
        CalendarFile(f"{each}.ics", calendar(), (each,)) for each in ("deputy-mayor", "second")
    ]
    found = read_calendars(given, Plan.model_validate(two), Policies())
    assert [each.owner for each in found.sources] == [("person", "second")]
    assert [each.file for each in found.errors] == ["deputy-mayor.ics"]


@pytest.mark.parametrize(
    ("data", "policy", "firm"),
    [
        (calendar(), Policy(), True),
        (calendar(more="STATUS:TENTATIVE\n"), Policy(), False),
        (calendar(more="STATUS:TENTATIVE\n"), Policy(tentative="block"), True),
        (calendar(more="STATUS:TENTATIVE\n"), Policy(tentative="ignore"), None),
        (calendar(more=OUT_OF_OFFICE), Policy(busy="prefer not"), True),
        (calendar(more=OUT_OF_OFFICE), Policy(away="prefer not"), False),
        (calendar(WHOLE), Policy(), True),
        (calendar(WHOLE), Policy(all_day="prefer not"), False),
        (calendar(WHOLE), Policy(all_day="ignore"), None),
        (calendar(WHOLE, OUT_OF_OFFICE), Policy(all_day="ignore"), True),
        (calendar(WHOLE, "STATUS:TENTATIVE\n"), Policy(), False),
        (calendar(WHOLE, "TRANSP:TRANSPARENT\n"), Policy(), None),
        (calendar(more="PRIORITY:9\nCATEGORIES:Movable\n"), Policy(), True),
    ],
)
def test_the_policy_says_what_is_firm_what_is_movable_and_what_is_nothing(
    data: bytes, policy: Policy, firm: bool | None
) -> None:
    reading = read(data, Policies(policy))
    assert [each.is_firm for each in reading.busy.list_intervals(BUDGET)] == (
        [] if firm is None else [firm]
    )
    assert reading.sources[0].policy == policy


def test_a_table_of_policies_holds_for_single_calendars_and_for_all_others() -> None:
    text = (
        "All Day;Who;tentative\nprefer-not;*;\nignore;Budget Director;block\nnever;mayor;\n;zoo;\n"
    )
    policies, faults = read_policies(text.encode("utf-8-sig"), plan(), Policy(away="ignore"))
    assert policies.find_policy(BUDGET) == Policy(
        tentative="block", away="ignore", all_day="ignore"
    )
    assert policies.find_policy(("person", "mayor")) == Policy(away="ignore", all_day="prefer not")
    assert [each.line for each in faults] == [4, 5]


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ("2027-03-09 14:30,2027-03-09 16:00", "2027-03-09T14:30", "2027-03-09T16:00"),
        ("2027-03-09T14:30:00,2027-03-09T16:00:00", "2027-03-09T14:30", "2027-03-09T16:00"),
        ("3/9/2027 2:30 PM,3/9/2027 4:00 pm", "2027-03-09T14:30", "2027-03-09T16:00"),
        ("3/9/2027 14:30,3/9/2027 16:00", "2027-03-09T14:30", "2027-03-09T16:00"),
        ("2027-03-09,", "2027-03-09", "2027-03-10"),
        ("2027-03-09,2027-03-11", "2027-03-09", "2027-03-12"),
        ("3/9/2027,3/11/2027", "2027-03-09", "2027-03-12"),
        ("2027-03-09T19:30:00Z,2027-03-09T20:00:00+00:00", "2027-03-09T14:30", "2027-03-09T15:00"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(row: str, start: str, end: str) -> None:
    reading = read(f"who,start,end\nbudget,{row}\n".encode(), file="table.csv")
    assert [(each.start, each.end) for each in reading.busy.list_intervals(BUDGET)] == [
        (AT(start), AT(end))
    ]
    assert not reading.errors


def test_an_absence_that_ends_on_the_last_day_of_all_has_no_end() -> None:
    reading = read(b"who,start,end\nbudget,2027-03-11,9999-12-31\n", file="table.csv")
    assert reading.errors == ()
    assert [str(each.start) for each in reading.busy.list_intervals(BUDGET)] == [
        "2027-03-11 00:00:00"
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_a_table_is_read_in_any_encoding_with_any_separator(
    mark: str, encoding: str, line_end: str
) -> None:
    rows = (
        ("Show as", "END", "Subject", "Person", "Start"),
        ("Tentative", "2027-03-09 16:00", "é", "Budget Director", "2027-03-09 14:30"),
        ("", "", "", "", ""),
        ("Out-of-office", "", "", "Room 10", "2027-03-10"),
    )
    text = line_end.join(mark.join(row) for row in rows)
    reading = read(text.encode(encoding), file="table.csv")
    assert not reading.errors
    assert [each.is_firm for each in reading.busy.list_intervals(BUDGET)] == [False]
    assert [each.is_all_day for each in reading.busy.list_intervals(("room", "room 10"))] == [True]


def test_a_table_named_after_its_owner_needs_no_column_for_it() -> None:
    reading = read(b"start,end\n2027-03-09 14:30,2027-03-09 16:00\n", file="budget.csv")
    assert len(reading.busy.list_intervals(BUDGET)) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("budget,soon,2027-03-09", "start is no date"),
        ("budget,2027-03-09 08:00,", "end is no date"),
        ("budget,2027-03-09 08:00,2027-03-09 07:00", "not after the start"),
        ("budget,2027-03-09,2027-03-09,lunch", "kind is none of"),
        ("zoo,2027-03-09,2027-03-09", "no person or room"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_are_used(row: str, words: str) -> None:
    text = f"who,start,end,kind\nbudget,2027-03-08,,\n{row}\nbudget,2027-03-10,,\n"
    reading = read(text.encode(), file="table.csv")
    assert len(reading.busy.list_intervals(BUDGET)) == 2
    (trouble,) = reading.errors
    assert (trouble.file, trouble.line) == ("table.csv", 3)
    assert words in trouble.message


@pytest.mark.parametrize(
    "data", [b"x" * 200_000, b"who,start,end\nbudget," + b"x" * 200_000, b"\0,\0\n\0", b""]
)
def test_a_table_that_is_none_is_named(data: bytes) -> None:
    assert len(read(data, file="table.csv").errors) == 1


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"PK\x03\x04", 0, "is a workbook"),
        (b"who,start,end\nbudget,2027-03-09,\nroom 10,\x81,\n", 0, "neither UTF-8"),
        (b'who,start,end\nbudget,2027-03-09,\n"room 10,2027-03-09,\n', 3, "quotes are not closed"),
    ],
)
def test_a_table_is_refused_as_a_roster_is(content: bytes, line: int, words: str) -> None:
    reading = read(content, file="table.csv")
    (trouble,) = reading.errors
    assert trouble.line == line
    assert words in trouble.message
    assert len(reading.busy.list_intervals(BUDGET)) == (line > 0)


def test_a_title_may_stand_above_the_column_names() -> None:
    reading = read(b"Room list\n\nwho,start,end\nbudget,2027-03-09,\n", file="table.csv")
    assert not reading.errors
    assert len(reading.busy.list_intervals(BUDGET)) == 1


def test_a_folder_is_read_whole_and_what_is_not_used_is_named(tmp_path: Path) -> None:
    inside = tmp_path / "Budget Director"
    inside.mkdir()
    (inside / "work.ics").write_bytes(calendar())
    (inside / "home.csv").write_bytes(b"start,end\n2027-03-12,\n")
    (tmp_path / "room 10.ICS").write_bytes(calendar(WHOLE))
    (tmp_path / "zoo.ics").write_bytes(calendar())
    (tmp_path / "notes.docx").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "policy.csv").write_bytes(b"who,all day\nroom 10,prefer not\n")
    (tmp_path / "link.ics").symlink_to(tmp_path / "gone")
    found = read_busy_folder(tmp_path, plan())
    assert [each.start.day for each in found.busy.list_intervals(BUDGET)] == [11, 12]
    assert [each.is_firm for each in found.busy.list_intervals(("room", "room 10"))] == [False]
    assert [each.file for each in found.errors] == ["link.ics", "notes.docx", "zoo.ics"]


def test_a_folder_that_is_none_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(StatplanError) as refused:
            read_busy_folder(folder, plan())
        assert refused.value.exit_code == 2
        assert str(refused.value.remedy)


def test_a_plan_without_a_year_or_a_zone_is_refused() -> None:
    for path in ("frequency.first_day", "program.timezone"):
        section, name = path.split(".")
        without = plan().model_copy(
            update={section: getattr(plan(), section).model_copy(update={name: None})}
        )
        with pytest.raises(StatplanError, match=path):
            read_calendars([], without, Policies())


def test_the_plans_own_holds_are_no_busy_time() -> None:
    lineage = "6f1c2b1e-0000-4000-8000-000000000001"
    answers = plan().model_dump(mode="json", exclude_none=True) | {"lineage": lineage}
    series = {"id": "stat", "every": "month", "on": "second Thursday", "at": "08:00"}
    answers["frequency"] |= {"series": [series]}
    ours = "".join(
        ENTRY.format(f"UID:{make_uid(lineage, f'stat/2027-{month:02}', role)}\n")
        for month in range(1, 13)
        for role in ("primary", "backup")
    )
    other = ENTRY.format(f"UID:0{UID_SUFFIX}\n").replace("20270311", "20270312")
    given = CalendarFile("budget.ics", calendar(ours + other), ("budget",))
    reading = read_calendars([given], Plan.model_validate(answers), Policies())
    assert [each.start for each in reading.busy.list_intervals(BUDGET)] == [AT("2027-03-12T08:00")]
    assert reading.sources[0].own_count == 24


def test_a_head_on_no_roster_has_a_calendar_by_title() -> None:
    made = answers(monthly(department="police"))
    made["leadership"] = {"form": "mayor", "attends": "every"}
    owners = Owners(Plan.model_validate(made))
    head, mayor = owners.find_owner(["Head of Police"]), owners.find_owner(["mayor-calendar"])
    assert head
    assert head.resource == ("person", "police/head")
    assert mayor
    assert mayor.label == "Mayor"
    assert owners.get_label(("person", "parks/key-staff")) == "Key staff of Parks"
