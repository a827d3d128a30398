"""`statplan slots`: places against busy calendars, said, as JSON, and written into the plan."""

import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from statplan.cli.app import app
from statplan.cli.slots.command import SearchProgress
from statplan.cli.slots.interview_offer import offer_slots
from statplan.plan import loader
from statplan.schedule import Backup, make_schedule
from tests.support.person import Script

PLAN = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-11-01
program: {name: TestStat, timezone: America/Chicago}
participants:
  people:
    - {id: mayor, office: Mayor}
    - {id: budget, office: Budget Director, email: budget@example.gov}
    - {id: parks, office: Parks Director}
  panel: [mayor, budget]
  departments:
    - {id: works, name: Public Works}
    - {id: health, name: Health}
frequency:
  first_day: 2027-01-01
  place: {room: Room 10}
  holidays: {listed: {2027-07-05: Independence Day}}
  series:
    - id: stat    # the first one
      name: Stat
      every: month
      on:    # open
      at:
"""
STREETS = "    - {id: streets, name: Streets, every: 2 weeks}\n"
NAMED_ALIKE = "    - {id: each-time, name: Alike, every: quarter}\n"
EACH = "    - {id: each, name: Each, every: quarter, for_each: departments}\n"
FIXED = '    - {id: fixed, name: Fixed, every: month, on: last Tuesday, at: "08:00"}\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan and a folder of busy calendars beside it, as the working folder."""
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "busy").mkdir()
    table(tmp_path, "mayor,2027-07-01,2027-07-16,away", "budget,2027-03-02 08:00,2027-03-02 17:00,")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(here: Path, *rows: str) -> None:
    (here / "busy" / "table.csv").write_text("\n".join(("who,start,end,kind", *rows)), "utf-8")


def add(here: Path, *series: str) -> None:
    path = here / "statplan.yaml"
    path.write_text(path.read_text("utf-8") + "".join(series), encoding="utf-8")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["slots", *words], env={"COLUMNS": "80"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def found(*words: str) -> dict[str, Any]:
    code, out, err = run("--format", "json", *words)
    assert (code, err) == (0, "")
    data: dict[str, Any] = json.loads(out)
    return data


def best(*words: str) -> dict[str, Any]:
    answer: dict[str, Any] = found(*words)["answers"][0]
    return answer


def stands(answer: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        each["meeting"]: (each["stand"], each["backup"])
        for line in answer["series"]
        for each in line["meetings"]
    }


@pytest.mark.usefixtures("here")
def test_what_was_read_is_told_with_the_bound_and_a_sentence_for_the_place() -> None:
    code, out, _ = run()
    assert code == 0
    assert "Places for Stat, 2027-01-01 to 2027-12-31, America/Chicago." in out
    assert "Busy calendars: 2 of people, 0 of rooms." in out
    assert "Taken to be free, for want of a calendar: Room 10." in out
    assert "Policy: busy block, tentative prefer not, away block, all day block." in out
    assert "Every place was tried. No answer costs less than the first" in out
    assert "of 12 at the usual time" in out
    assert "back-up" in out
    assert max(map(len, out.splitlines())) <= 80


def test_one_series_has_ten_places_in_order_and_any_of_them_can_be_applied(here: Path) -> None:
    answers = found()["answers"]
    assert [each["rank"] for each in answers] == list(range(1, 11))
    costs = [each["cost"] for each in answers]
    assert costs == sorted(costs)
    assert {each["bound"] for each in answers} == {costs[0]}
    run("--apply", "7")
    plan = loader.parse_plan((here / "statplan.yaml").read_text("utf-8")).plan
    assert plan is not None
    (series,) = plan.frequency.series or ()
    wanted = answers[6]["series"][0]["pattern"]
    assert (str(series.on), f"{series.at:%H:%M}") == (wanted["on"], wanted["at"])
    made = {str(each.key): str(each.slot.day) for each in make_schedule(plan).meetings}
    assert made == {key: stand["date"] for key, (stand, _) in stands(answers[6]).items()}


def test_several_series_have_one_answer_with_the_bound_in_plain_words(here: Path) -> None:
    add(here, STREETS, EACH)
    _, out, _ = run("--budget", "20")
    answer = best("--budget", "20")
    assert f"No answer can cost less than {answer['bound']:,}" in out
    assert f"costs {answer['cost']:,}" in out
    assert [each["series"] for each in answer["series"]] == [
        "stat", "streets", "each-works", "each-health"
    ]  # fmt: skip
    for name in ("Stat (stat)", "Streets (streets)", "Each: Public Works (each-works)"):
        assert name in out


@pytest.mark.usefixtures("here")
def test_no_meeting_and_no_back_up_stands_where_somebody_is_busy() -> None:
    for stand, backup in stands(best()).values():
        for each in (stand, backup):
            assert each is not None
            assert not "2027-07-01" <= each["date"] <= "2027-07-16"
            assert each["date"] != "2027-03-02"


@pytest.mark.slow
@pytest.mark.parametrize(
    "series", [(), (STREETS,), (EACH,), (EACH, NAMED_ALIKE), (STREETS, EACH, FIXED)]
)
def test_what_is_applied_is_the_year_that_was_answered(here: Path, series: tuple[str, ...]) -> None:
    add(here, *series)
    answer = best("--budget", "40")
    code, _, err = run("--apply", "1", "--budget", "40")
    assert code == 0
    assert err.splitlines()[0] == f"wrote  {here / 'statplan.yaml'}"
    plan = loader.parse_plan((here / "statplan.yaml").read_text("utf-8")).plan
    assert plan is not None
    schedule = make_schedule(plan)
    assert schedule.problems == ()
    made = {
        str(each.key): (
            {"date": str(each.slot.day), "start": f"{each.slot.start_time:%H:%M}",
             "end": f"{each.slot.end:%H:%M}"},
            {"date": str(each.backup.slot.day), "start": f"{each.backup.slot.start_time:%H:%M}",
             "end": f"{each.backup.slot.end:%H:%M}"} if isinstance(each.backup, Backup) else None,
        )
        for each in schedule.meetings
        if each.key.series != "fixed"
    }  # fmt: skip
    assert made == stands(answer)
    result = CliRunner().invoke(app, ["check", "--busy", "busy", "--select", "SP02"])
    assert result.exit_code == 0, result.stdout
    assert "SP02" not in result.stdout


def test_comments_stay_and_what_changed_is_shown(here: Path) -> None:
    before = (here / "statplan.yaml").read_text("utf-8").splitlines()
    _, out, _ = run("--apply", "1")
    after = (here / "statplan.yaml").read_text("utf-8").splitlines()
    for number, line in enumerate(before):
        if "on:" not in line and "at:" not in line:
            assert line in after, number + 1
    assert [each for each in after if each.endswith("    # open")]
    assert [each for each in after if each.endswith("- id: stat    # the first one")]
    shown = [each for each in out.splitlines() if " + " in each]
    assert [each.partition(" + ")[2] for each in shown] == [
        each for each in after if each not in before
    ]


def test_a_dry_run_shows_the_same_and_writes_nothing(here: Path) -> None:
    before = (here / "statplan.yaml").read_bytes()
    _, dry, err = run("--apply", "1", "--dry-run")
    assert (here / "statplan.yaml").read_bytes() == before
    assert "Nothing was written: this was a dry run." in err
    assert run("--apply", "1")[1] == dry


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_budget_zero_is_greedy(here: Path) -> None:
    add(here, STREETS, EACH)
    words = ("--budget", "60", "--seed", "3")
    assert run(*words) == run(*words)
    greedy, searched = (best("--budget", budget)["cost"] for budget in ("0", "60"))
    assert searched <= greedy


def test_json_holds_times_and_nothing_of_the_calendars_words(here: Path) -> None:
    (here / "busy" / "parks.ics").write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Secret talks\r\n"
        "DTSTART;VALUE=DATE:20270401\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    text = "".join(run("--format", "json")[1:]) + "".join(run()[1:])
    assert "ecret" not in text
    data = found()
    assert [each["of"] for each in data["calendars"]] == [
        "Parks Director",
        "Mayor",
        "Budget Director",
    ]
    assert data["taken_to_be_free"] == ["Room 10"]
    answer = data["answers"][0]
    assert answer["cost"] == sum(answer["parts"].values())
    assert answer["bound"] <= answer["cost"]


def test_what_the_plan_wishes_is_kept_to(here: Path) -> None:
    path = here / "statplan.yaml"
    wishes = "  slots: {days: [Wednesday], first: '10:00', last: '14:00', step: 60}\n"
    path.write_text(path.read_text("utf-8").replace("  series:", f"{wishes}  series:"), "utf-8")
    (line,) = best()["series"]
    assert line["pattern"]["on"].endswith("Wednesday")
    assert line["pattern"]["at"] in {"10:00", "11:00", "12:00"}


def test_series_that_are_decided_stand_unless_they_are_asked_for(here: Path) -> None:
    add(here, FIXED)
    assert [each["series"] for each in best()["series"]] == ["stat"]
    assert [each["series"] for each in best("--series", "fixed")["series"]] == ["fixed"]
    everything = best("--all", "--budget", "20")["series"]
    assert [each["series"] for each in everything] == ["stat", "fixed"]


def test_calendars_of_nobody_and_broken_ones_are_named(here: Path) -> None:
    (here / "busy" / "stranger.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    (here / "busy" / "notes.txt").write_text("hello")
    _, out, _ = run()
    assert "Not used: busy/stranger.ics: no person or room" in out
    assert "Not used: busy/notes.txt: this is not a calendar" in out
    assert len(found()["not_used"]) == 2


def test_without_a_folder_everybody_is_free_and_it_says_so(here: Path) -> None:
    (here / "busy" / "table.csv").unlink()
    (here / "busy").rmdir()
    code, out, _ = run()
    assert code == 0
    assert "No busy calendars: everybody is taken to be free." in out
    assert "12 of 12 at the usual time" in out


def test_a_file_is_written_where_one_is_named(here: Path) -> None:
    code, out, err = run("-o", "answer.txt")
    assert (code, out, err) == (0, "", "wrote  answer.txt\n")
    assert (here / "answer.txt").read_text("utf-8") == run()[1]


@pytest.mark.slow
def test_a_year_in_which_nobody_ever_meets_leaves_with_1(here: Path) -> None:
    table(here, "mayor,2027-01-01,2028-12-31,away")
    code, out, _ = run()
    assert code == 1
    assert "no place" in out


def test_a_proof_raises_the_bound_or_mends_the_answer_and_says_how_near_it_is(here: Path) -> None:
    add(here, STREETS)
    words = ("--budget", "0")
    greedy, proved = best(*words), best(*words, "--prove", "--time-limit", "30")
    assert greedy["bound"] <= proved["bound"] <= proved["cost"] <= greedy["cost"]
    assert proved["bound"] == proved["cost"]
    out = run(*words, "--prove")[1]
    assert f"No answer can cost less than {proved['cost']:,}" in " ".join(out.split())
    assert "Nothing better exists." in " ".join(out.split())


@pytest.mark.usefixtures("here")
def test_without_the_solver_a_proof_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    code, out, err = run("--prove")
    assert (code, out) == (1, "")
    assert 'pip install "statplan[exact]"' in err


@pytest.mark.slow
def test_why_there_is_no_place_is_said_with_what_would_help_and_it_does(here: Path) -> None:
    table(here, "mayor,2027-06-24,2027-08-07,away")
    code, out, _ = run()
    assert code == 1
    said = " ".join(out.split())
    assert "stat/2027-07 has no place" in said
    assert "Mayor is busy" in said
    assert "It would be enough to free Mayor" in said
    assert "One meeting has no place." in said
    assert "without requiring the Mayor: 12 of 12" in said
    code, out, _ = run("--format", "json")
    data = json.loads(out)
    assert [(each["meeting"], each["missing"]) for each in data["gaps"]] == [
        ("stat/2027-07", "place")
    ]
    assert data["gaps"][0]["because"] == [["Mayor is busy"]]
    assert ["to free Mayor"] in data["gaps"][0]["enough"]
    path = here / "statplan.yaml"
    path.write_text(path.read_text("utf-8").replace("[mayor, budget]", "[budget]"), "utf-8")
    code, out, _ = run()
    assert code == 0
    assert "has no place" not in out


def test_a_meeting_without_a_place_is_called_off_by_name_when_it_is_applied(here: Path) -> None:
    table(here, "mayor,2027-06-24,2027-08-07,away")
    code, out, err = run("--apply", "1")
    assert code == 0
    assert "{meeting: stat/2027-07, called_off: yes, why: No date was free" in out
    assert "One meeting has no place and will be called off in the plan: stat/2027-07" in err
    plan = loader.parse_plan((here / "statplan.yaml").read_text("utf-8")).plan
    assert plan is not None
    schedule = make_schedule(plan)
    assert [str(each.key) for each in schedule.omitted] == ["stat/2027-07"]
    assert len(schedule.meetings) == 11


@pytest.mark.parametrize(
    ("words", "fact", "hint"),
    [
        (("--busy", "nowhere"), "nowhere is no folder.", "Name the folder"),
        (("--busy", "empty"), "empty holds no calendars.", "Put a file for each person"),
        (
            ("--series", "stats"),
            "--series stats: the plan has no such series.",
            "Did you mean stat?",
        ),
        (("--series", "x"), "--series x: the plan has no such series.", "It has stat."),
        (("--format", "xml"), "'xml' is no format here.", "Write text or json."),
        (("--apply", "0"), "--apply 0: there", "Write"),
        (("--apply", "11"), "--apply 11: there", "Write"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    here: Path, words: tuple[str, ...], fact: str, hint: str
) -> None:
    (here / "empty").mkdir()
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith(f"statplan: {fact}")
    assert hint in err


@pytest.mark.usefixtures("here")
def test_nothing_to_place_is_said_with_the_way_on() -> None:
    run("--apply", "1")
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "every series has its weekday and its time" in err
    assert "--all" in err
    assert run("--all")[0] == 0


def test_a_series_without_an_interval_is_named_and_left_out(here: Path) -> None:
    add(here, "    - {id: vague, name: Vague}\n")
    assert "Not looked at: vague: the plan does not say how often it meets." in run()[1]
    assert found()["not_looked_at"] == [
        {"series": "vague", "why": "the plan does not say how often it meets"}
    ]
    code, _, err = run("--series", "vague")
    assert code == 2
    assert "how often it meets" in err


def test_a_plan_without_a_first_day_is_told_what_is_missing(here: Path) -> None:
    path = here / "statplan.yaml"
    path.write_text(path.read_text("utf-8").replace("  first_day: 2027-01-01\n", ""), "utf-8")
    code, out, err = run()
    assert (code, out) == (1, "")
    assert "first" in err


def test_a_broken_plan_is_refused_with_its_problems(here: Path) -> None:
    add(here, "      atx: 1\n")
    code, out, err = run()
    assert (code, out) == (1, "")
    assert "statplan.yaml:" in err


def offered(here: Path, replies: dict[str, Any]) -> Script:
    person = Script(replies)
    offer_slots(here, person)
    return person


def test_the_interview_offers_to_look_and_writes_what_is_chosen(here: Path) -> None:
    person = offered(here, {"slots": "yes", "place": "1"})
    assert "The weekday or the time of Stat is open." in person.asked[0].words
    assert "of 12 at the usual time" in " ".join(person.said)
    plan = loader.parse_plan((here / "statplan.yaml").read_text("utf-8")).plan
    assert plan is not None
    assert len(make_schedule(plan).meetings) == 12
    assert offered(here, {}).asked == []  # nothing is open any more


@pytest.mark.parametrize("replies", [{"slots": "no"}, {"slots": "yes", "place": "no"}])
def test_the_interview_s_offer_can_be_declined(here: Path, replies: dict[str, str]) -> None:
    before = (here / "statplan.yaml").read_bytes()
    assert [each.name for each in offered(here, replies).asked] == list(replies)
    assert (here / "statplan.yaml").read_bytes() == before


def test_calendars_that_cannot_be_read_do_not_end_the_interview_in_an_error(here: Path) -> None:
    (here / "busy" / "table.csv").unlink()
    person = offered(here, {"slots": "yes"})
    assert "holds no calendars" in person.said[-1]


@pytest.mark.usefixtures("here")
def test_what_comes_next_is_said_after_a_choice() -> None:
    assert "Next: `statplan show`." in run("--apply", "1")[2].splitlines()


def test_the_first_ctrl_c_ends_a_search_and_the_second_the_program() -> None:
    with SearchProgress(20) as progress:
        assert not progress(1, 900, 10.0)
        signal.raise_signal(signal.SIGINT)
        assert progress(2, 900, 10.0)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
