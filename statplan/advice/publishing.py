"""Rules about what is published: by whom, when, and where one asks."""

from collections.abc import Iterator

from statplan.advice.clock import summarize_meetings
from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_short_date

_WITHIN = "publicity.redaction.within_days"
_REVIEWER = "publicity.redaction.reviewer"
_CONTACT = "publicity.contact"
_REDACTED = {"slides", "notes", "follow-up memo"}
_SIGNS = ("#", "@", "http")


@rule("SP810", "note", "RED-FTT", "ours")
def redactor_alone(context: RuleContext) -> Iterator[Remark]:
    """The same person redacts and publishes.

    What it checks: where slides, notes or follow-up memos are published, who takes out what is
    sensitive, by which rules, and whether somebody else publishes.
    Why it matters: words under a black box can still be read, and nobody else looks.
    What to do: let one delete the words in the source, and another look at the file to be posted.
    Example: in about 2,000 court documents with black boxes, 194 still held the words beneath.
    """
    public = context.plan.publicity
    if not _REDACTED & set(public.publishes or ()):
        return
    for path in (_REVIEWER, "publicity.redaction.rules", "publicity.owner"):
        if not context.is_answered(path):
            yield Unstated(path)
    reviewer = public.redaction.reviewer
    if reviewer and reviewer == public.owner:
        office = context.name_person(reviewer)
        yield Finding(_REVIEWER, f"{office} takes out what is sensitive and publishes the rest.")


@rule("SP811", "warning", "DC-GGW", "SUN-ED")
def published_after_next(context: RuleContext) -> Iterator[Remark]:
    """What a meeting leaves behind may be published after the next meeting.

    What it checks: for each meeting, the last day for publishing against the next meeting of its
    series about the same subject or department.
    Why it matters: a promise to publish lapses first where nobody waits for it any more.
    What to do: set a shorter time, and name who sees to it.
    Example: DC posted action items the next day in 2007, and almost nothing after July 2008.
    """
    public = context.plan.publicity
    if not _REDACTED & set(public.publishes or ()):
        return
    if public.redaction.within_days is None:
        yield Unstated(_WITHIN)
        return
    late = []
    for meeting, following in context.due_dates.meeting_pairs:
        due = context.due_dates.find_publication_due(meeting)
        if due and due >= following.slot.day:
            late.append((meeting, due, following.slot.day))
    if late:
        _, due, following_day = late[0]
        meetings = summarize_meetings([late_meeting for late_meeting, *_ in late])
        days = (
            f"published by {format_short_date(due)}, the next meeting on "
            f"{format_short_date(following_day)}"
        )
        yield Finding(_WITHIN, f"{meetings}: {days}.")


@rule("SP812", "note", "ours")
def publishing_slow(context: RuleContext) -> Iterator[Remark]:
    """What a meeting leaves behind is published late.

    What it checks: the working days until it is published, against `advice.limits.publish_days`.
    Why it matters: after some weeks only those read it who look for mistakes.
    What to do: publish within two weeks; redact while the memo is written.
    Example: SeaStat's statistics were posted after each meeting.
    """
    days, most = context.plan.publicity.redaction.within_days, context.limits.publish_days
    if days is not None and days > most and _REDACTED & set(context.plan.publicity.publishes or ()):
        yield Finding(_WITHIN, f"It may take {days} working days, over {most}.")


@rule("SP813", "error", "ours")
def published_before_issued(context: RuleContext) -> Iterator[Remark]:
    """The follow-up memo is published before it is issued.

    What it checks: for each meeting, the last day for publishing against that for the follow-up
    memo, where that memo is published.
    Why it matters: departments should not learn from a web page what they are asked to do.
    What to do: publish later, or issue the memo sooner.
    Example: published within one working day, and issued within five days.
    """
    if "follow-up memo" not in (context.plan.publicity.publishes or ()):
        return
    early = []
    for meeting in context.schedule.meetings:
        due, issued = (
            context.due_dates.find_publication_due(meeting),
            context.due_dates.find_follow_up_due(meeting),
        )
        if due and issued and due < issued:
            early.append((meeting, due, issued))
    if early:
        _, due, issued = early[0]
        days = f"published by {format_short_date(due)}, issued by {format_short_date(issued)}"
        yield Finding(
            _WITHIN,
            f"The memo on {summarize_meetings([early_meeting for early_meeting, *_ in early])}: "
            f"{days}.",
        )


@rule("SP814", "note", "ours", "SUN-12b")
def contact_is_one_person(context: RuleContext) -> Iterator[Remark]:
    """Questions go to one person's own address.

    What it checks: whether the address for questions is that of somebody whom the roster names.
    Why it matters: when that person is away or leaves, the public writes to nobody.
    What to do: give an address that an office reads, as in stat@example.gov.
    Example: CitiStat paused for about six weeks in 2012 when one person left and another fell ill.
    """
    contact = context.plan.publicity.contact
    if contact is None:
        if context.plan.publicity.publishes:
            yield Unstated(_CONTACT)
        return
    for person in context.people.values():
        if person.name and person.email and person.email.casefold() == contact.casefold():
            yield Finding(_CONTACT, f"{contact} is the address of {person.name}.")
            return


@rule("SP815", "note", "S1", "G-KC")
def posts_without_hashtag(context: RuleContext) -> Iterator[Remark]:
    """Live posts have no hashtag or account by which they are found.

    What it checks: where the meeting is carried by social media, whether its channel is a hashtag,
    an account or a link, and who posts.
    Why it matters: posts that cannot be found together are not read together.
    What to do: name the hashtag, and the person who posts.
    Example: Kansas City's meetings were followed under #KCStat.
    """
    for index, broadcast in enumerate(context.plan.publicity.broadcast or ()):
        if broadcast.by != "social media":
            continue
        path = f"publicity.broadcast[{index}]"
        if broadcast.owner is None:
            yield Unstated(f"{path}.owner")
        if broadcast.channel is None:
            yield Unstated(f"{path}.channel")
        elif not any(sign in broadcast.channel for sign in _SIGNS):
            yield Finding(f"{path}.channel", f"'{broadcast.channel}' is no hashtag and no account.")
