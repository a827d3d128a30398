"""Single answers that are refused."""

from tests.support.refusal_cases import Refusal, RefusalCase, check_answers, check_series

CASES = (
    RefusalCase(
        "plan/text_types._check_text",
        check_answers('program: {name: "a\\\\b"}'),
        Refusal("the text holds a backslash at place 2.", "Take it out.", path="program.name"),
    ),
    RefusalCase(
        "plan/text_types._check_text",
        check_answers('program: {name: ""}'),
        Refusal(
            "the text is empty.", "Write something, or leave the answer out.", path="program.name"
        ),
    ),
    RefusalCase(
        "plan/text_types.normalize_name",
        check_answers('program: {name: "a\\nb"}'),
        Refusal("the text has a line break.", "Write it on one line.", path="program.name"),
    ),
    RefusalCase(
        "plan/text_types._check_text",
        check_answers(f"program: {{name: {'x' * 201}}}"),
        Refusal(
            "the text has 201 characters; at most 200 fit.", "Shorten it.", path="program.name"
        ),
    ),
    RefusalCase(
        "plan/text_types.(module)",
        check_answers("participants: {people: [{id: Law, office: Lawyer}]}"),
        Refusal(
            "'Law' is no id.",
            "Use small letters, digits and hyphens, as in public-works.",
            path="participants.people[2].id",
        ),
    ),
    RefusalCase(
        "plan/text_types.(module)",
        check_answers("participants: {people: [{id: law, email: law}]}"),
        Refusal(
            "'law' is no e-mail address.",
            "Write only the address, as in clerk@example.gov.",
            path="participants.people[1].email",
        ),
    ),
    RefusalCase(
        "plan/text_types.(module)",
        check_answers("frequency: {place: {link: example.gov}}"),
        Refusal(
            "'example.gov' is no web address.",
            "Write it whole, beginning with https://.",
            path="frequency.place.link",
        ),
    ),
    RefusalCase(
        "plan/text_types.(module)",
        check_answers("frequency: {calendars: {folder: ../calendars}}"),
        Refusal(
            "'../calendars' is no folder beside the plan.",
            "Use letters, digits, hyphens and slashes, as in calendars.",
            path="frequency.calendars.folder",
        ),
    ),
    RefusalCase(
        "plan/text_types._check_folder",
        check_answers("frequency: {calendars: {folder: calendars/nul}}"),
        Refusal(
            "'nul' is a device to Windows, so no folder can have that name.",
            "Choose another.",
            path="frequency.calendars.folder",
        ),
    ),
    RefusalCase(
        "plan/text_types._check_folder",
        check_answers("frequency: {calendars: {folder: calendars.}}"),
        Refusal(
            "'calendars.' ends in a dot, so no folder can have that name.",
            "Choose another.",
            path="frequency.calendars.folder",
        ),
    ),
    RefusalCase(
        "plan/text_types._check_folder_id",
        check_answers("participants: {departments: [{id: aux, name: Auxiliary Services}]}"),
        Refusal(
            "'aux' is a device to Windows, and a folder of calendars has the id's name.",
            "Choose another id, such as aux-office.",
            path="participants.departments[2].id",
        ),
    ),
    RefusalCase(
        "plan/text_types.(module)",
        check_series("exceptions: [{meeting: March, called_off: yes}]"),
        Refusal(
            "'March' is no key of a meeting.",
            "Write it as in blightstat/2027-03.",
            path="frequency.series[0].exceptions[0].meeting",
        ),
    ),
    RefusalCase(
        "plan/text_types._parse_yes_no",
        check_answers("frequency: {holidays: {observed: maybe}}"),
        Refusal(
            "'maybe' is neither yes nor no.",
            "Write yes or no, in small letters.",
            path="frequency.holidays.observed",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("program: {name: [TestStat]}"),
        Refusal("a list is not a text.", "Write a single text.", path="program.name"),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("participants: {panel: [mayor, null]}"),
        Refusal(
            "this item is empty.", "Write it, or take out its hyphen.", path="participants.panel[1]"
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers('frequency: {minutes: "90"}'),
        Refusal(
            "'90' is not a whole number.",
            "Write digits alone, without quotes.",
            path="frequency.minutes",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("program: {name: 7}"),
        Refusal("7 is not a text.", "Put it in quotes.", path="program.name"),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("participants: {panel: mayor}"),
        Refusal(
            "'mayor' is not a list.",
            "Write each item on its own line after a hyphen, or in [ ].",
            path="participants.panel",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("program: TestStat"),
        Refusal(
            "'TestStat' is not a group of answers.",
            "Write its answers below it, indented.",
            path="program",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("frequency: {holidays: {listed: [2027-01-01]}}"),
        Refusal(
            "a list is not a table of days.",
            "Write lines such as 2027-01-01: New Year.",
            path="frequency.holidays.listed",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_error",
        check_answers("advice: {silence: [SP504]}"),
        Refusal(
            "a list is not a table of codes.",
            "Write lines such as SP504: the reason.",
            path="advice.silence",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_version",
        check_answers("statplan: 2"),
        Refusal(
            "this statplan reads version 1 of a plan, not 2.",
            "Install a newer one.",
            path="statplan",
        ),
    ),
    RefusalCase(
        "plan/error_messages.explain_version",
        check_answers("statplan: null"),
        Refusal(
            "the file does not say that it is a plan.",
            "Begin it with statplan: 1.",
            path="statplan",
        ),
    ),
    RefusalCase(
        "plan/error_messages._explain_choice",
        check_answers("leadership: {attends: allways}"),
        Refusal(
            "'allways' is not one of the choices.",
            "Write every, first of each month, first, some or never.",
            path="leadership.attends",
        ),
    ),
    RefusalCase(
        "plan/error_messages._explain_limit",
        check_answers("frequency: {minutes: 4}"),
        Refusal("4 is too little.", "The least is 5.", path="frequency.minutes"),
    ),
    RefusalCase(
        "plan/error_messages._explain_limit",
        check_answers("frequency: {minutes: 721}"),
        Refusal("721 is too much.", "The most is 720.", path="frequency.minutes"),
    ),
    RefusalCase(
        "plan/error_messages._explain_limit",
        check_answers(f"participants: {{people: [{{id: law, email: {'x' * 255}}}]}}"),
        Refusal(
            "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is too long.",
            "At most 254 characters fit.",
            path="participants.people[1].email",
        ),
    ),
    RefusalCase(
        "plan/error_messages._explain_limit",
        check_answers("lineage: ours"),
        Refusal(
            "'ours' is not a lineage.", "Restore the one that `statplan init` made.", path="lineage"
        ),
    ),
    RefusalCase(
        "plan/error_messages._explain_missing_key",
        check_answers("participants: {departments: [{name: Police}]}"),
        Refusal(
            "id is missing.",
            "Write id: and a short word, as in id: public-works.",
            path="participants.departments[0].id",
        ),
    ),
    RefusalCase(
        "plan/error_messages._explain_unknown_key",
        check_answers("frequency: {minute: 90}"),
        Refusal("'minute' is not a key here.", "Did you mean minutes?", path="frequency.minute"),
    ),
    RefusalCase(
        "plan/error_messages._explain_unknown_key",
        check_answers("frequency: {attends: every}"),
        Refusal(
            "'attends' is not a key here.", "It belongs in leadership.", path="frequency.attends"
        ),
    ),
    RefusalCase(
        "plan/holidays._check_country_code",
        check_answers("frequency: {holidays: {country: usa}}"),
        Refusal(
            "'usa' is no country code.",
            "Write two capitals, as in US.",
            path="frequency.holidays.country",
        ),
    ),
    RefusalCase(
        "plan/fixed_clocks.find_abbreviated_zones",
        check_answers("program: {timezone: CDT}"),
        Refusal(
            "'CDT' is one clock for the whole year, but clocks change in Chicago.",
            "Did you mean America/Chicago?",
            path="program.timezone",
        ),
    ),
    RefusalCase(
        "plan/fixed_clocks.refuse_fixed_clock",
        check_answers("program: {timezone: Etc/GMT-5}"),
        Refusal(
            "'Etc/GMT-5' means 5 hours ahead of UTC: the sign in such names is turned around.",
            "If you mean 5 hours behind UTC, write America/New_York (Eastern Time) or "
            "America/Chicago (Central Time).",
            path="program.timezone",
        ),
    ),
    RefusalCase(
        "plan/fixed_clocks.refuse_fixed_clock",
        check_answers("program: {timezone: GMT-5}"),
        Refusal(
            "'GMT-5' is 5 hours behind UTC all year, without daylight time.",
            "Write America/New_York (Eastern Time) or America/Chicago (Central Time).",
            path="program.timezone",
        ),
    ),
    RefusalCase(
        "plan/timezone_names.read_timezone",
        check_answers("program: {timezone: Texas}"),
        Refusal(
            "'Texas' may mean 2 time zones.",
            "Write America/Chicago (Central Time) or America/Denver (Mountain Time).",
            path="program.timezone",
        ),
    ),
    RefusalCase(
        "plan/timezone_names.read_timezone",
        check_answers("program: {timezone: Chicgo}"),
        Refusal(
            "'Chicgo' is not a time zone.",
            "Did you mean America/Chicago?",
            path="program.timezone",
        ),
    ),
    RefusalCase(
        "plan/publicity._check_no_markup",
        check_answers('publicity: {redaction: {grounds: [{code: minors, words: "Minors [5-1]"}]}}'),
        Refusal(
            "the text holds [, which a mark may not.",
            "Take it out.",
            path="publicity.redaction.grounds[0].words",
        ),
    ),
    RefusalCase(
        "plan/advice_settings._check_rule_code",
        check_answers("advice: {silence: {SP5: We know.}}"),
        Refusal("'SP5' is no code of a rule.", "Write it as in SP504.", path="advice.silence.SP5"),
    ),
)
