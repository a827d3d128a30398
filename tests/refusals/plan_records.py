"""Notes that cannot become public, and copies that were not cleared."""

from datetime import date

from statplan.ledger import DecisionRequest
from statplan.ledger.year_state import YearState
from statplan.records import RedactionRules, redact_notes
from statplan.records.clearance import check_copies, read_cleared_records
from statplan.records.early_records import find_early_meetings
from statplan.records.record_files import ClearedCopy, MarkedNotes, read_notes
from tests.support.marked_notes import HEAD, copy_of, notes
from tests.support.refusal_cases import (
    FINE,
    Refusal,
    RefusalCase,
    RefusalFolder,
    Refuse,
    Shown,
    call,
)
from tests.support.templates import plan_of, standing_of

EMPTY = f"{HEAD}## Decisions\n"
NOTES = f"{HEAD}Forty lots were mown.\n"
COPY = copy_of(NOTES).render_file()


def clear_empty() -> Refuse:
    """Read a copy of notes in which nothing is written, cleared as if something were."""
    marked = read_notes(EMPTY)
    assert isinstance(marked, MarkedNotes)
    copy = ClearedCopy(marked.kind, marked.meeting, marked.digest, "\n".join(marked.lines))
    return clear(copy.render_file(), EMPTY)


def redact_file(text: str) -> Refuse:
    """Redact notes in a file."""

    def refuse(folder: RefusalFolder) -> Shown:
        folder.write("statplan.yaml", FINE)
        folder.write("records/notes.md", text)
        return folder.type("redact", "records/notes.md")

    return refuse


def redact(*lines: str) -> Refuse:
    """Redact notes with a head."""
    return redact_file(notes(*lines))


def clear(*texts: str, needs_reader: bool = False) -> Refuse:
    """Read the cleared records among some files."""
    files = {f"{index}.md": text for index, text in enumerate(texts)}
    return call(lambda: read_cleared_records(check_copies(files, needs_reader=needs_reader)))


def redact_early(today: date, *decisions: DecisionRequest) -> Refuse:
    """Redact notes of a meeting that has not taken place."""

    def refuse(folder: RefusalFolder) -> Shown:
        del folder
        year_state = YearState((standing_of(plan_of(), *decisions),))
        rules = RedactionRules(early_meetings=find_early_meetings(year_state, today))
        found = redact_notes(NOTES, rules)
        assert not isinstance(found, ClearedCopy)
        return Shown(1, tuple(map(Refusal.of, found)))

    return refuse


AFTER_IT = "Redact its record once it has taken place."
CASES = (
    RefusalCase(
        "records/early_records._find_problem",
        redact_early(date(2027, 3, 10)),
        Refusal(
            "blight/2027-03 takes place on Thursday, March 11, 2027, which is after today.",
            f"{AFTER_IT} If it took place earlier: `statplan move blight/2027-03 --to DATE`.",
        ),
    ),
    RefusalCase(
        "records/early_records._find_problem",
        redact_early(date(2027, 3, 11), DecisionRequest("bump", "Storm")),
        Refusal(
            "blight/2027-03 takes place on Friday, March 12, 2027, which is after today.",
            f"{AFTER_IT} If it took place on Thursday, March 11, 2027: `statplan restore "
            "blight/2027-03`.",
        ),
    ),
    RefusalCase(
        "records/early_records._find_problem",
        redact_early(date(2027, 3, 10), DecisionRequest("bump", "Storm")),
        Refusal(
            "blight/2027-03 takes place on Friday, March 12, 2027, which is after today.", AFTER_IT
        ),
    ),
    RefusalCase(
        "records/early_records._find_problem",
        redact_early(date(2027, 3, 12), DecisionRequest("cancel", "Storm")),
        Refusal(
            "blight/2027-03 is cancelled, so there is no record of it to publish.",
            "If it took place all the same: `statplan restore blight/2027-03`.",
        ),
    ),
    RefusalCase(
        "records/unfilled_parts.find_unfilled_parts",
        redact("## Decisions"),
        Refusal(
            "nothing is written here beyond the template.",
            "Write what was discussed and decided, then redact it.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/unfilled_parts.find_unfilled_parts",
        redact("| Action | Owner |", "| --- | --- |", "| Mow lots | Works |", "|  |  |"),
        Refusal("this row of the table is not filled in.", "Fill it in, or delete it.", line=10),
    ),
    RefusalCase(
        "records/clearance._find_objection",
        clear_empty(),
        Refusal(
            "nothing is written in this copy, or a row of a table in it is not filled in.",
            "Write what is missing in the notes, and make it again: `statplan redact 1.md`.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/marks._check_ground",
        redact("Forty lots [[REDACT:minors|Jo]]."),
        Refusal(
            "'minors' is no ground for withholding.",
            "Write personnel, privacy, health, student, finance, legal, "
            "investigation, procurement, or security.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/marks._read_inline_mark",
        redact("Forty [[REDACT:personnel|...]] lots."),
        Refusal("this mark withholds no word.", "Take the mark away.", line=7),
    ),
    RefusalCase(
        "records/marks._read_line",
        redact("Forty [REDACT:personnel] lots."),
        Refusal(
            "this looks like a mark and is none.",
            "Write it as [[REDACT:code|text]] on one line, or as lines between "
            ":::redact code and :::, at the beginning of the line. Where no mark is "
            "meant, use other words.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/marks._read_line",
        redact("Confidential: forty lots."),
        Refusal(
            "this says that something is not for the public, and withholds nothing.",
            "Withhold what is meant with a mark, such as [[REDACT:code|text]], or leave these "
            "words out.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/marks.read_marks",
        redact(":::redact personnel", "Jo", "[[REDACT:personnel|Jo]]", ":::"),
        Refusal(
            "a mark stands inside the block that begins in line 7.",
            "Close the block with ::: first; marks do not nest.",
            line=9,
        ),
    ),
    RefusalCase(
        "records/marks.read_marks",
        redact(":::redact personnel", "Jo"),
        Refusal("this block is never closed.", "End it with a line that is :::.", line=7),
    ),
    RefusalCase(
        "records/marks._close_block",
        redact(":::redact personnel", "", ":::"),
        Refusal("this block withholds no word.", "Take the block away.", line=7),
    ),
    RefusalCase(
        "records/allowed_markdown.find_disallowed",
        redact("<div>", "Forty lots", "</div>"),
        Refusal(
            "there is HTML or a comment here, which a page hides and a file shows.",
            "Write it as plain words, or take it out; marks are explained at the top alone.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_tokens",
        redact("Forty <b>lots</b>"),
        Refusal(
            "there is HTML or a comment here, which a page hides and a file shows.",
            "Write it as plain words, or take it out; marks are explained at the top alone.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_line",
        redact("AT&amp;T mowed"),
        Refusal(
            "a character is written in HTML's manner, as &amp; is.",
            "Write the character itself.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_line",
        redact("Lots[^1] were mown."),
        Refusal(
            "this is a footnote or a link that is defined elsewhere.",
            "Write its words, or its address, where they belong.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_line",
        redact("[1]: https://city.example"),
        Refusal(
            "this is a footnote or a link that is defined elsewhere.",
            "Write its words, or its address, where they belong.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_line",
        redact("See [the page](page.html)."),
        Refusal(
            "this link leads neither to a web page nor to an e-mail address.",
            "Begin it with https:// or mailto:, or take it out.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_link",
        redact("See <ftp://city.example>."),
        Refusal(
            "this link leads neither to a web page nor to an e-mail address.",
            "Begin it with https:// or mailto:, or take it out.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/marks._read_inline_mark",
        redact("See [[REDACT:personnel|Jo]](https://city.example)."),
        Refusal(
            "this mark touches a bracket, a slash or a colon, as in a link, a picture or a note.",
            "A mark stands in running text: withhold the whole link, or put a blank between.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_line",
        redact("See https://city.example/[[REDACT:personnel|jo]]."),
        Refusal(
            "a mark stands in the words or the target of a link, and the target "
            "tells what it withholds.",
            "Withhold the whole link with one mark.",
            line=7,
        ),
        others=1,
    ),
    RefusalCase(
        "records/allowed_markdown._check_tokens",
        redact("See [the page of [[REDACT:personnel|Jo]] here](https://city.example)."),
        Refusal(
            "a mark stands in the words or the target of a link, and the target "
            "tells what it withholds.",
            "Withhold the whole link with one mark.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_tokens",
        redact("![A lot](https://city.example/lot.png)"),
        Refusal(
            "there is a picture here, whose file, name and description nobody looked through.",
            "Take it out, and say in words what it shows.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_tokens",
        redact("Forty ~~lots~~ were mown."),
        Refusal(
            "these words are struck through, and would be public all the same.",
            "Withhold them with a mark, or delete them.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/allowed_markdown.find_disallowed",
        redact("```", "of [[REDACT:personnel|Jo Smith]]", "```"),
        Refusal(
            "a mark stands in code.", "Take the code's fence, backticks or indent away.", line=7
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_tokens",
        redact("Run `of [[REDACT:personnel|Jo Smith]]` now"),
        Refusal(
            "a mark stands in code.", "Take the code's fence, backticks or indent away.", line=7
        ),
    ),
    RefusalCase(
        "records/allowed_markdown._check_link",
        redact('See [the page](https://city.example "Lots").'),
        Refusal(
            "this link has a title, which is shown only to who points at it.",
            "Take the title out.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/unicode.find_hidden_characters",
        redact("Forty\u200b lots"),
        Refusal(
            "there is a character that cannot be seen: U+200B, zero width space.",
            "Delete it; where it came with pasted text, type the words anew.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/unicode.find_mixed_scripts",
        redact("Forty l\u043ets"),
        Refusal(
            "one word holds letters of two alphabets that look alike: Cyrillic and Latin.",
            "Type the word anew.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/unicode.find_drawn_letters",
        redact("It was \u280e\u280d."),
        Refusal(
            "letters stand here in Braille, which nothing here can read.",
            "Write them as letters.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/leak_check.find_marked_leaks",
        redact("[[REDACT:personnel|Officer Ann Onymous]] was late.", "Officer Ann Onymous came."),
        Refusal(
            "what is withheld in line 7 stands here in clear.",
            "Mark it here too, or reword this line.",
            line=8,
        ),
    ),
    RefusalCase(
        "records/leak_check.find_marked_leaks",
        redact("[[REDACT:personnel|Officer Ann Onymous]] was late.", "Onymous came."),
        Refusal(
            "a name or number that is withheld in line 7 stands here in clear.",
            "Mark it here too, or take it out of that mark. If it may be public, answer "
            "so with --allow.",
            line=8,
        ),
    ),
    RefusalCase(
        "records/leak_check.find_confidential_leaks",
        redact("Jo Smith came."),
        Refusal(
            "this line holds what stays inside: participants.people[mayor].name.",
            "Write the job title instead, or mark it.",
            line=7,
        ),
    ),
    RefusalCase(
        "records/front_matter.check_front_matter",
        redact_file("Forty lots were mown.\n"),
        Refusal(
            "it does not say of which meeting it is.",
            "Begin it as `statplan notes MEETING` does; nothing else may stand there.",
            line=1,
        ),
    ),
    RefusalCase(
        "records/front_matter.check_front_matter",
        redact_file(
            "---\nstatplan: notes\nmeeting: stat/2027-02\nid: "
            "0123456789abcdef0123456789abcdef\nauthor: Jo\n---\n"
        ),
        Refusal(
            "this line of the head is none of ours.",
            "Begin it as `statplan notes MEETING` does; nothing else may stand there.",
            line=5,
        ),
    ),
    RefusalCase(
        "records/front_matter.check_front_matter",
        redact_file(
            "---\nstatplan: notes\nmeeting: stat/2027-02\nmeeting: stat/2027-02\n"
            "id: 0123456789abcdef0123456789abcdef\n---\n"
        ),
        Refusal(
            "the head says `meeting` twice.",
            "Begin it as `statplan notes MEETING` does; nothing else may stand there.",
            line=4,
        ),
    ),
    RefusalCase(
        "records/front_matter.check_front_matter",
        redact_file("---\nstatplan: notes\nmeeting: stat/2027-02\n---\n"),
        Refusal(
            "the head lacks id.",
            "Begin it as `statplan notes MEETING` does; nothing else may stand there.",
            line=1,
        ),
    ),
    RefusalCase(
        "records/record_files._check_notes",
        redact_file(
            "---\nstatplan: note\nmeeting: stat/2027-02\nid: "
            "0123456789abcdef0123456789abcdef\n---\n"
        ),
        Refusal("it does not say what it is.", "Write one of notes, actions, memo.", line=2),
    ),
    RefusalCase(
        "records/record_files._check_notes",
        redact_file(
            "---\nstatplan: notes\nmeeting: February\nid: 0123456789abcdef0123456789abcdef\n---\n"
        ),
        Refusal("it does not name a meeting by its key.", "Write it as in blight/2027-03.", line=3),
    ),
    RefusalCase(
        "records/record_files._check_notes",
        redact_file("---\nstatplan: notes\nmeeting: stat/2027-02\nid: 1\n---\n"),
        Refusal(
            "its id is not as `statplan notes` writes it.",
            "Take the id of a new template, and tell it to nobody.",
            line=4,
        ),
    ),
    RefusalCase(
        "records/personal_data._ask",
        redact("Then Maria Lopez complained.", "", "Maria Lopez was right."),
        Refusal(
            "'Maria Lopez' looks like a person's name. It is in the notes 2 times.",
            "Withhold it with a mark, as in [[REDACT:privacy|these words]]. If it may be public: "
            "`statplan redact records/notes.md --allow 'Maria Lopez' --reason 'why it may be "
            "public'`",
            line=7,
        ),
    ),
    RefusalCase(
        "records/personal_data._ask",
        redact("[[REDACT:personnel|Officer Ann Onymous]] was late.", "Maria", "Onymous came."),
        Refusal(
            "something here looks like a person's name.",
            "Withhold it with a mark, as in [[REDACT:privacy|these words]]. If it may be public: "
            "`statplan redact records/notes.md --allow 'THE WORDS' --reason 'why it may be "
            "public'`",
            line=8,
        ),
        others=1,
    ),
    RefusalCase(
        "records/record_files._check_answers",
        redact_file(HEAD.replace("\n---\n\n", "\nallow: Maria Lopez\n---\n\n") + "Mown.\n"),
        Refusal(
            "this answer is not as `statplan redact --allow` writes it.",
            "Write it as in allow: 2027-03-12 | Maria Lopez | signed the public petition.",
            line=5,
        ),
    ),
    RefusalCase(
        "records/redact._check_answers",
        redact_file(
            HEAD.replace("\n---\n\n", "\nallow: 2027-03-12 | Onymous | she agreed\n---\n\n")
            + "[[REDACT:privacy|Onymous]] was late.\n"
        ),
        Refusal(
            "this answer would allow all that is withheld in line 8.",
            "Delete the answer, or take that mark away if nothing is to be withheld there.",
            line=5,
        ),
    ),
    RefusalCase(
        "records/front_matter.skip_guide",
        redact_file(
            "---\nstatplan: notes\nmeeting: stat/2027-02\nid: "
            "0123456789abcdef0123456789abcdef\n---\n<!--\nMarks --> are\n"
        ),
        Refusal(
            "the comment that explains marks does not end on a line of its own.",
            "End it with a line that is -->.",
            line=6,
        ),
    ),
    RefusalCase(
        "records/clearance._find_objection",
        clear(COPY + "More.\n", NOTES),
        Refusal(
            "this copy was changed after it was cleared.",
            "Change the notes that it is of, and make it again: `statplan redact FILE --force`.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/clearance._describe_missing_notes",
        clear(COPY),
        Refusal(
            "the notes of blight/2027-03 that it was made of are not beside it.",
            "Put them back, or take the copy away: nothing can be compared without them.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/clearance._describe_missing_notes",
        call(
            lambda: read_cleared_records(check_copies({"a.md": "# Notes\n", "a.public.md": COPY}))
        ),
        Refusal(
            "the head of the notes beside it cannot be read.",
            "See what is wrong with it: `statplan redact a.md`.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/clearance.read_cleared_records",
        clear(COPY),
        Refusal(
            "1 record cannot be published.",
            "Do what is said after each of them, then run this again.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/clearance._find_objection",
        clear(COPY, NOTES + "More.\n"),
        Refusal(
            "the notes of blight/2027-03 were changed after it was cleared.",
            "Make it again: `statplan redact 1.md`.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/clearance._find_objection",
        clear(COPY, NOTES, COPY),
        Refusal(
            "there is another cleared copy of the notes of blight/2027-03.", "Keep one of them."
        ),
        exit_code=4,
    ),
    RefusalCase(
        "records/clearance._ask_for_reader",
        clear(COPY, NOTES, needs_reader=True),
        Refusal(
            "it does not say which second person read it.",
            "Have a second person read it, and type `statplan redact 1.md --reader JOB_TITLE`.",
        ),
        exit_code=4,
    ),
)
