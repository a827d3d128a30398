"""Every language says everything, about the same things; days are said as their speakers do."""

import re
import string
from datetime import date, datetime, time, timedelta

import pytest

from statplan.plan.publicity import LANGUAGES
from statplan.site.locale import Language, list_languages, load_language
from statplan.site.page import _HERE

ENGLISH = load_language("en")
LAST = date(2027, 1, 14)


def phrases(said: Language) -> dict[str, str | list[str]]:
    return {
        f"{section}.{key}": phrase
        for section, table in said.phrases.items()
        for key, phrase in table.items()
    }


def places(phrase: str | list[str]) -> set[str]:
    texts = [phrase] if isinstance(phrase, str) else phrase
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("said", list_languages(), ids=lambda said: said.key)
def test_a_language_has_every_phrase_with_the_same_places(said: Language) -> None:
    ours, english = phrases(said), phrases(ENGLISH)
    assert ours.keys() == english.keys()
    for path, phrase in ours.items():
        assert places(phrase) == places(english[path]), path
        assert isinstance(phrase, str) == isinstance(english[path], str), path
        assert phrase, path
        if isinstance(phrase, list):
            assert len(phrase) == len(english[path])
            assert len(set(phrase)) == len(phrase)


def test_a_missing_phrase_or_place_is_seen() -> None:
    assert places("{a} of {b}") == {"a", "b"}
    with pytest.raises(KeyError):
        ENGLISH.format_phrase("page.nothing")
    with pytest.raises(KeyError):
        ENGLISH.format_phrase("made.updated")


def test_no_phrase_is_left_in_english() -> None:
    spanish, english = phrases(load_language("es")), phrases(ENGLISH)
    same = {path for path, phrase in spanish.items() if phrase == english[path]}
    assert same == {"forms.list", "forms.at"}


def test_every_phrase_is_used_and_every_used_one_is_there() -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for path in _HERE.iterdir()
        if path.name.endswith((".py", ".j2"))
    ]
    used = set(re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", " ".join(sources)))
    made = ("status.", "changes.", "attend.", "forms.", "days.", "months.", "records.")
    for path in phrases(ENGLISH):
        assert path in used or path.startswith(made), f"{path} is never said"
    for path in used:
        section, _, key = path.partition(".")
        if section in ENGLISH.phrases and key not in {"css", "html"}:
            assert key in ENGLISH.phrases[section] or not key, path


@pytest.mark.parametrize(
    ("key", "long", "short", "month"),
    [
        ("en", "Thursday, January 14, 2027", "Thu Jan 14, 2027", "January 2027"),
        ("es", "jueves, 14 de enero de 2027", "jue. 14 de enero de 2027", "enero de 2027"),
    ],
)
def test_days_are_said_in_the_language(key: str, long: str, short: str, month: str) -> None:
    said, day = load_language(key), date(2027, 1, 14)
    assert (said.format_long_day(day), said.format_short_day(day), said.format_month(day)) == (
        long,
        short,
        month,
    )


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        ("00:05", "12:05 a.m.", "12:05 a. m."),
        ("11:59", "11:59 a.m.", "11:59 a. m."),
        ("12:00", "12:00 p.m.", "12:00 p. m."),
        ("21:30", "9:30 p.m.", "9:30 p. m."),
    ],
)
def test_times_are_said_in_twelve_hours(at: str, english: str, spanish: str) -> None:
    moment = time.fromisoformat(at)
    said = [each.format_time(moment).replace("\u00a0", " ") for each in list_languages()]
    assert said == [english, spanish]


def test_a_meeting_over_midnight_names_both_days() -> None:
    said = ENGLISH.format_time_range(
        datetime.combine(LAST, time(23)), datetime.combine(LAST + timedelta(1), time(0, 30))
    )
    assert said.replace("\u00a0", " ") == "11:00 p.m. to Fri Jan 15, 2027, 12:30 a.m."


def test_lists_are_said_as_a_sentence_does() -> None:
    assert [load_language("es").join_list("abc"[:count]) for count in range(4)] == [
        "", "a", "a y b", "a, b y c",
    ]  # fmt: skip


def test_what_fills_a_place_is_no_format() -> None:
    assert ENGLISH.format_phrase("page.title", program="{x}%s{0}") == "{x}%s{0}: public schedule"


def test_the_plan_offers_the_languages_that_there_are() -> None:
    files = {each.name for each in _HERE.joinpath("languages").iterdir()}
    assert {f"{key}.toml" for key in LANGUAGES} == {name for name in files if ".toml" in name}


def test_no_line_breaks_within_a_time() -> None:
    assert ENGLISH.format_time(time(8)) == "8:00\N{NO-BREAK SPACE}a.m."
    assert ENGLISH.format_time(time(12, 5)) == "12:05\N{NO-BREAK SPACE}p.m."
    assert ENGLISH.format_time(time(0, 30)) == "12:30\N{NO-BREAK SPACE}a.m."
