"""Every rule, listed by hand in the order of its code."""

from statplan.advice.builtin import BUILTIN_RULES
from statplan.advice.rule import Rule
from statplan.advice.rules import (
    accessibility,
    backups,
    closed_days,
    designee,
    focus,
    follow_up,
    frequency,
    law,
    leadership,
    meeting_dates,
    moves,
    participants,
    preparation,
    program,
    publicity,
    readiness,
)

# Codes of rules that are gone, each with the version that took it out. They are never used again.
RETIRED: dict[str, str] = {"SP311": "0.1.0", "SP409": "0.1.0", "SP416": "0.1.0"}

_PROGRAM: tuple[Rule, ...] = (
    readiness.not_ready,
    readiness.refused_from_the_start,
    readiness.still_to_come,
    readiness.follow_up_is_routine,
    program.goals_without_priorities,
    program.no_written_basis,
    program.late_review,
    program.early_review,
    program.review_after_term,
    program.review_after_release,
    program.nobody_asks_attendees,
    program.placeholder_left,
    program.name_of_two_things,
    program.series_named_like_the_program,
)

_LEADERSHIP: tuple[Rule, ...] = (
    leadership.chair_never_there,
    designee.designee_is_the_principal,
    leadership.principal_skips_first,
    designee.designee_without_authority,
    designee.designee_without_resources,
    leadership.chair_rotates,
    designee.designee_without_access,
    leadership.series_have_different_chairs,
    designee.stands_in_for_themselves,
    designee.stands_in_twice,
    leadership.no_reserved_seat,
    leadership.hot_seat_without_a_channel,
    leadership.hot_seat,
    leadership.show_and_tell,
    leadership.hours_over_what_was_agreed,
    leadership.many_hours_of_the_principal,
    leadership.principal_runs_the_process,
    leadership.executive_of_another_government,
    leadership.principals_miscounted,
    leadership.chair_beside_the_principal,
    leadership.leader_before_own_panel,
)

_FOCUS: tuple[Rule, ...] = (
    focus.focus_not_in_the_calendar,
    focus.subject_never_up,
    focus.target_without_measure,
    focus.target_without_amount,
    focus.one_measure_for_two,
    focus.priority_never_examined,
    focus.subject_of_one_department,
    focus.many_topics,
    focus.short_topics,
    focus.topics_over_the_meeting,
    focus.examined_in_two_series,
    focus.old_figures,
    focus.due_before_the_period_ends,
    focus.measured_less_often_than_examined,
    focus.no_operational_data,
)

_PARTICIPANTS: tuple[Rule, ...] = (
    participants.department_never_up,
    participants.leader_keeps_the_record,
    participants.record_outside_the_team,
    participants.many_meetings_for_each_analyst,
    participants.analysts_with_other_work,
    participants.panel_gap,
    participants.lawyer_of_the_other_side,
    participants.supervisor_not_there,
    participants.nobody_brings_the_data,
    participants.nobody_helps_to_answer,
    participants.head_is_the_data_contact,
    participants.person_of_another_department,
    participants.announced_from_below,
    participants.nothing_is_taken_away,
    participants.nobody_presents,
    participants.person_without_a_meeting,
)

_FREQUENCY: tuple[Rule, ...] = (
    frequency.never_meets,
    frequency.irregular_rhythm,
    frequency.long_break,
    frequency.slow_rhythm,
    frequency.very_slow_rhythm,
    frequency.day_that_months_lack,
    frequency.relaxed_early,
    frequency.long_meeting,
    frequency.lengths_differ,
    frequency.short_horizon,
    meeting_dates.often_moved,
    meeting_dates.dates_left_out,
    meeting_dates.many_dropped,
    closed_days.beside_holiday,
    closed_days.in_short_week,
    closed_days.on_civic_days,
    closed_days.holidays_not_listed,
    meeting_dates.crowded_day,
    meeting_dates.no_pause,
    meeting_dates.weekdays_differ,
    meeting_dates.outside_term,
    meeting_dates.many_for_one,
    closed_days.listed_holidays_differ,
    meeting_dates.meeting_in_the_next_year,
    moves.late_release,
    moves.release_of_the_past,
    moves.first_too_soon,
    moves.many_may_move,
    moves.moves_without_notice,
    moves.notice_shorter_than_public,
    moves.zone_of_no_place,
    moves.long_location,
)

_BACKUPS: tuple[Rule, ...] = (
    backups.no_backups,
    backups.backups_that_never_fit,
    backups.missing_backups,
    backups.shared_reserve,
    backups.moves_to_no_backup,
    backups.rule_not_kept,
    backups.far_backup,
    backups.backup_after_responses,
    backups.backup_after_data,
    backups.backup_on_a_full_day,
    backups.backup_beside_holiday,
    backups.backup_in_the_next_year,
)

_PREPARATION: tuple[Rule, ...] = (
    preparation.data_after_memo,
    preparation.data_close_to_memo,
    preparation.memo_late,
    preparation.memo_not_to_leader,
    preparation.memo_not_to_panel,
    preparation.memo_against_tone,
    preparation.memo_before_last_meeting,
    preparation.briefing_before_data,
    preparation.briefing_on_the_day,
    follow_up.follow_up_late,
    follow_up.follow_up_after_next,
    follow_up.responses_after_memo,
    follow_up.responses_before_follow_up,
    follow_up.answers_hurried,
    follow_up.data_before_follow_up,
    follow_up.escalation_sideways,
    follow_up.escalation_slow,
    preparation.agenda_without_follow_up,
    preparation.agenda_without_close,
    preparation.agenda_overrun,
    preparation.agenda_over_series,
    preparation.presentations,
    preparation.presentations_on_agenda,
)

_PUBLICITY: tuple[Rule, ...] = (
    publicity.closed_and_dark,
    publicity.schedule_withheld,
    publicity.closed_but_carried,
    publicity.employees_barred,
    publicity.open_without_employees,
    publicity.open_from_day_one,
    publicity.open_unannounced,
    publicity.personal_matters_in_public,
    publicity.cards_without_room,
    publicity.redactor_alone,
    publicity.published_after_next,
    publicity.publishing_slow,
    publicity.published_before_issued,
    publicity.contact_is_one_person,
    publicity.posts_without_hashtag,
    law.quorum_invited,
    law.pair_in_florida,
    law.mayor_makes_quorum,
    law.counsel_not_asked,
    law.backup_under_notice,
    law.notice_before_memo,
    law.privacy_unsaid,
    accessibility.video_without_captions,
    accessibility.web_date,
    accessibility.schedule_only_pdf,
)

RULES: tuple[Rule, ...] = (
    *_PROGRAM,
    *_LEADERSHIP,
    *_FOCUS,
    *_PARTICIPANTS,
    *_FREQUENCY,
    *_BACKUPS,
    *_PREPARATION,
    *_PUBLICITY,
)
GROUPS = {
    "0": "The plan and its review",
    "1": "Program and readiness",
    "2": "Leadership",
    "3": "Focus",
    "4": "Participants",
    "5": "Frequency and schedule",
    "6": "Back-ups",
    "7": "Preparation and follow-up",
    "8": "Publicity, law and accessibility",
}


def index_rules() -> dict[str, Rule]:
    """Return every rule by its code, the built-in ones first."""
    return {rule.code: rule for rule in (*BUILTIN_RULES, *RULES)}


def find_group_name(code: str) -> str:
    """Return the name of the group that a code belongs to."""
    return GROUPS[code[2]]
