"""No rendered text is read for what it says: whatever is needed of it is a value beside it.

A message, a label, a title, or a sentence is written for people. Code that cuts a name or a date
out of one breaks when its words change, or when somebody's own words look like it. So each function
that cuts a text is listed here under what it reads, and what it reads was typed, is in a file, or
has a syntax of its own. A new one fails this test until it is listed.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source_trees import parse_source

PACKAGE = Path(__file__).parent.parent / "statplan"
CUTS = {"partition", "rpartition", "split", "rsplit", "splitlines", "removeprefix", "removesuffix"}
PATTERN_CUTS = {"findall", "finditer", "sub"}
MATCHES = {"match", "fullmatch", "search"}  # these count where their match is kept, to be read

# What is read, and the functions that read it: package, then function.
READERS = {
    "a path of the plan, or an address in it made of paths": """
        advice: is_answered _build_anchor _find_question_path
        charter: is_default
        schedule: _take_out_unknown
        interview: format_section_advice iter_changes _choose_examples find_question iter_followers
            _build_first_prompt _has_range_end _is_later find_error
            list_record_questions remove_record build_steps
            find_answer_error
        plan: resolve_path _explain_unknown_key _make_fault _find_missing_in_records find_answers
            join_path split_path strip_indexes _find_rosters find_dependency is_applicable key
            is_applicable_at
            section _find_dependency_path is_roster_used _build_group
            _format_open_questions
        site: _get_name _get_section
    """,
    "the key of a meeting, a period, a series, or an entry": """
        calendars: _format_label group_by_series
        cli: _get_series_key
        interview: _format_period
        plan: _check_meeting_series
        schedule: calendar_period collect_overrides find_series parse_meeting_key
        site: build_meeting_id
        slots: _build_pattern_fields
    """,
    "the id of somebody on no roster": """
        plan: find_department_id format_unlisted_title
    """,
    "an answer of the plan that has a syntax, or is one of its choices": """
        advice: schedule_only_pdf
        busy: _iter_person_names
        charter: capitalize_title
        interview: _describe_for_each
        plan: list_principal_offices _check_folder is_device_name load_timezone _is_rule_of_days
            make_title_slug _capitalize_title
            _check_answer _check_words format_choice
        schedule: list_rrule_days _list_names list_room_names _drop_plural _is_named_room
            _list_named_rooms _list_own_spans _list_spans _split_words
        site: address split_links _build_context
    """,
    "the key of a choice, or who gave an answer": """
        interview: _build_offer find_system review_answers _ask_subject _iter_kinds
    """,
    "words that somebody typed, or a cell of a table": """
        advice: _parse_codes
        interview: parse_country parse_order parse_answer split_entries
            _mark_words find_own_words _is_marked _join_own_words _read_part _confirm_own_words
            _parse_part _read_line _read_pasted_lines find_choices parse_country_reply _iter_turns
        ledger: _drop_empty_words _read_month _read_numbered_period _read_one_day _read_week
            _split_names
        plan: parse_setting _iter_tokens read_parts split_leading_day split_phrase
            _find_zones _fold_name _split_country find_abbreviated_zones find_place_zones
            refuse_fixed_clock
        workspace: _read_lines _read_start _split_day _split_time read_dates
        roster_file: _strip_common_words normalize_cell normalize_words parse_divisions parse_roles
            parse_heading
    """,
    "a file or its name, or what another program printed": """
        busy: _find_title _iter_lines find_properties take_line unescape_text unfold_text value
            parse_rule _parse_until extract_uid expand_freebusy parse_duration parse_moment
            parse_content_line parse_periods _iter_slugs make_slug _find_owner_names _find_iana_key
            find_windows_zone _parse_offset _parse_time _read_observance
            folder select_files _rank_copy _evaluate_weeks _restate_rule
        calendars: _build_pattern _render_header _parse_offset parse_yearly_changes
        cli: _report_planned_writes _write_copy
        copy_names: find_original_names is_copy_name
        documents: _drop_stale
        ledger: to_utf8
        plan: list_timezones read_posix_rule _index_spellings edit_plan _render_lines _replace_lines
            _read_zone_names _find_child _find_end
            _check_characters check_event decode_file parse_yaml parse_scalar
        records: check_front_matter parse_front_matter split_lines _merge_labels _read_line
            module recognize_unchecked_file
            _add_answer _find_notes_name _parse_reader parse_public_answer read_notes
            iter_office_mailboxes
        workspace: list_committed_versions _read_blobs read_stages split_conflict_markers
            _find_index
            is_missing_calendar_rule parse_journal choose_format build_evidence
            find_publish_folders find_rivals read_entry_versions _find_archive_condition
            _find_seals _read_calendar_file
    """,
    "a line of the plan's file, which is quoted or underlined": """
        advice: _find_end
        cli: review_file preview_write _list_changed_lines
        plan: _remove_lines remove_answer
    """,
    "a docstring or a file of the package, which is documentation": """
        advice: sections title _describe_rules _render_lines
        cli: print_systems
        systems: find_source_keys
    """,
    "a list of words that the package ships": """
        plan: _index_cities _list_cities _list_regions
        records: _read_groups _read_list _read_words
    """,
    "the text of notes, in search of personal data": """
        records: _find_accounts _find_births _find_emails _find_phones _find_plates
            _ends_segment _is_of_thing _is_office_box is_clear_given_name
            _find_social_security _find_streets _has_verb _is_english _is_name_alone
            _separate_blocks find_names find_personal_data is_acronym is_capitalized
            is_common_surname is_given_name is_joined is_ordinary is_surname read_words
    """,
    "each text that is published, in search of what is withheld": """
        records: find_mixed_scripts find_drawn_letters remove_emphasis split_words _translate
            words _keep_letters _line_starts _letter_counts find_span _unfold
            _drop_own_parts _iter_decoded_texts _iter_guesses
            list_known_things _list_parts _iter_all_part_phrases _iter_link_phrases iter_names
            _keep_path _iter_words_of_names _iter_joined_names _is_surely_name iter_name_forms
            _iter_sought_dates _iter_sought_long_numbers _iter_sought_numbers find_values
            find_long_numbers spell_numbers_in_digits _spell_line _keep_digits _search_values
            _remove_tags _iter_telling_parts _search_long_numbers _join_digits _iter_name_phrases
            _is_found _is_before_name _iter_capitalized _iter_dates _iter_email_phrases
            _iter_prefixed _iter_values _join_pair find_periods iter_letter_forms iter_part_phrases
            iter_names_in_file_names iter_names_of_mailboxes list_number_forms
    """,
    "any text, which is wrapped, escaped or spelled for its place; nothing is taken from it": """
        advice: _replace_unwritable _build_uri wrap_text
        charter: join_sentences build_paragraphs
        documents: compute_column_shares _escape_text _format_inline _format_link _format_text
            _build_template_data
        interview: _wrap_lines escape_unseen join_lines strip_unseen wrap_text
        plan: _check_text escape_invisible normalize_name normalize_text
        records: _normalize_whitespace
        screen: escape_controls
        site: _build_plan_fact
    """,
    "a message of the library pydantic, which has the fact nowhere else": """
        plan: _explain_choice
        strict_json: _describe_error
    """,
}
# These read rendered text. The list may become shorter, and never longer.
STILL_CUT = {
    "charter: expand_iso_dates": "the dates in the reasons of the schedule, which are sentences",
    "interview: _format_spoken": "the columns of the table of systems, for a screen reader",
}


def is_cut(call: ast.Call, parent: ast.AST) -> bool:
    """Tell whether a call takes a text apart; blanks that are joined again leave it whole."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in MATCHES:
        return isinstance(parent, ast.Assign | ast.NamedExpr)
    is_joined = (
        isinstance(parent, ast.Call)
        and isinstance(parent.func, ast.Attribute)
        and parent.func.attr == "join"
        and call.func.attr == "split"
        and not call.args
    )
    return call.func.attr in CUTS | PATTERN_CUTS and not (
        is_joined or isinstance(call.func.value, ast.Constant)
    )


def find_cuts(name: str, node: ast.AST, place: str = "module") -> Iterator[str]:
    """Name each function of a package that takes a text apart."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and is_cut(child, node):
            yield f"{name}: {place}"
        inner_place = child.name if isinstance(child, ast.FunctionDef) else place
        yield from find_cuts(name, child, inner_place)


def find_all() -> set[str]:
    cuts: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        cuts.update(find_cuts(parts[0], parse_source(path)))
    return cuts


def list_readers() -> list[str]:
    readers = []
    for text in READERS.values():
        package = ""
        for word in text.split():
            if word.endswith(":"):
                package = word
            else:
                readers.append(f"{package} {word}")
    return readers


@pytest.mark.slow
def test_each_function_that_cuts_a_text_is_listed_by_what_it_reads() -> None:
    assert find_all() - STILL_CUT.keys() == set(list_readers())


def test_no_function_is_listed_twice() -> None:
    readers = [*list_readers(), *STILL_CUT]
    assert len(readers) == len(set(readers))


def test_a_cut_is_found() -> None:
    def find(text: str) -> list[str]:
        return list(find_cuts("a", ast.parse(text)))

    assert find("def f(title):\n    return title.partition(' (moved')[0]") == ["a: f"]
    assert find("def f(line):\n    if match := WORD.match(line):\n        pass") == ["a: f"]
    assert find("NAMES = re.findall('[a-z]+', LABEL)") == ["a: module"]
    assert find("def f(text):\n    return ' '.join(text.split())") == []
    assert find("def f(text):\n    return bool(WORD.match(text))") == []
    assert find("WORDS = 'one two'.split()") == []
