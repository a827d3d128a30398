"""Words that were meant as marks are refused with their line, and prose about redaction passes."""

import pytest

from tests.support.marked_notes import public, refusals

NOT_A_MARK = "this looks like a mark and is none."
NOT_PUBLIC = "this says that something is not for the public, and withholds nothing."


@pytest.mark.parametrize(
    "line",
    [
        "REDACTED: Johnathan Smithers came.",
        "Redacted: Johnathan Smithers came.",
        "- Redacted: Johnathan Smithers came.",
        "**Redact:** Johnathan Smithers came.",
        "Please redact: Johnathan Smithers came.",
        "(redact) Johnathan Smithers (end redact) came.",
        "(Redact: Johnathan Smithers) came.",
        "(please redact) Johnathan Smithers came.",
        "Johnathan Smithers (to be redacted) came.",
        "Johnathan Smithers (needs redaction) came.",
        "Johnathan Smithers (redact this name) came.",
        "<<REDACT Johnathan Smithers>> came.",
        "\u00abredact Johnathan Smithers\u00bb came.",
        "[REDACT: Johnathan Smithers] came.",
        "[redact] Johnathan Smithers [/redact] came.",
        "[redacted: Johnathan Smithers] came.",
        "{{redact}} Johnathan Smithers {{/redact}} came.",
        "{{REDACT:personnel|Johnathan Smithers}} came.",
        "**REDACT** Johnathan Smithers came.",
        "__REDACT__ Johnathan Smithers came.",
        "Johnathan Smithers REDACT came.",
        "REDACTION START Johnathan Smithers came.",
        "Redact this: Johnathan Smithers came.",
        "Johnathan Smithers came. Redact this.",
        "Redact the following line.",
        "Redact from here",
        "| Smithers | redact this | May 5 |",
        "begin redaction",
        "--- end redaction ---",
        "Redact",
        "> :::redact personnel",
        "- :::redact personnel",
        "  :::redact personnel",
        ":::redacted personnel",
        "```redact",
        "~~~ redact personnel",
        "/redact Johnathan Smithers came.",
        "#redact Johnathan Smithers came.",
        "\uff08redact\uff09 Johnathan Smithers came.",
    ],
)
def test_what_was_meant_as_a_mark_is_refused_with_its_line(line: str) -> None:
    assert (2, NOT_A_MARK) in refusals("Fine.", line)


@pytest.mark.parametrize(
    "line",
    [
        "Confidential: Johnathan Smithers came.",
        "**CONFIDENTIAL** Johnathan Smithers came.",
        "(confidential) Johnathan Smithers came.",
        "## Confidential",
        "- Strictly confidential information: Johnathan Smithers came.",
        "Privileged - the suit will settle.",
        "Off the record: Johnathan Smithers came.",
        "Johnathan Smithers came (off the record).",
        "Do not publish: Johnathan Smithers came.",
        "Johnathan Smithers came. Do not publish this.",
        "Johnathan Smithers came (don't publish).",
        "Johnathan Smithers came \u2013 do not release.",
        "Please do not share this outside the room.",
        "Johnathan Smithers came. Not for public release.",
        "For internal use only",
        "For your eyes only: Johnathan Smithers came.",
        "Keep this out of the minutes: Johnathan Smithers came.",
        "| Smithers | not public |",
    ],
)
def test_what_says_that_it_is_not_for_the_public_is_refused_with_its_line(line: str) -> None:
    assert (2, NOT_PUBLIC) in refusals("Fine.", line)


@pytest.mark.parametrize(
    "line",
    [
        "Staff will redact the report before release.",
        "The redacted budget is on the web.",
        "The contract (redacted) was released in May.",
        "## Redact the 2026 audit",
        "## Redaction",
        "| Redact the lease | City Attorney | May 5 | not yet due |",
        "- Redact names in the lease, and post it.",
        "Action: redact the personnel section of the audit before release.",
        "The panel asked who redacts, and by which rules.",
        "The Clerk's redactions were upheld\u2014redact less, the panel said.",
        "We **redact** names, and `redact` says which.",
        "WE REDACT NAMES IN ALL RECORDS",
        "Staff redact/withhold 40 records a year.",
        "The memo is confidential, the City Attorney said.",
        "The hotline is confidential and free.",
        "Ballot: secret",
        "Private: 12 lots. Public: 30 lots.",
        "Internal: new fleet software.",
        "We do not publish names of callers.",
        "Residents asked the City not to publish their addresses.",
        "Do not release water below 40 feet, the panel asked.",
        "The report is not public yet; it will be in May.",
        "Permits withheld: 3.",
    ],
)
def test_prose_about_redaction_and_secrets_is_public(line: str) -> None:
    assert public("Fine.", "", line).split()[-1] == line.rsplit(maxsplit=1)[-1]


def test_what_a_block_withholds_may_say_that_it_is_confidential() -> None:
    lines = (":::redact legal", "Confidential: do not publish the offer.", ":::")
    assert "publish" not in public("Fine.", *lines)
