"""Rosters from spreadsheets that are refused."""

from tests.support.refusal_cases import FINE, Refusal, RefusalCase, Refuse, make_plan


def read_roster(roster: str | bytes, answers: str = "{}") -> Refuse:
    """Make a plan with a roster."""
    return make_plan(roster=roster, answers=answers)


CASES = (
    RefusalCase(
        "csv_reader.decode_text",
        read_roster(b"PK\x03\x04"),
        Refusal(
            "the file is a workbook, not a CSV file.", "In the spreadsheet, save it as CSV UTF-8."
        ),
    ),
    RefusalCase(
        "csv_reader.decode_text",
        read_roster(b"\xff\xfeO"),
        Refusal(
            "the file begins as UTF-16, but is not.", "In the spreadsheet, save it as CSV UTF-8."
        ),
    ),
    RefusalCase(
        "csv_reader.decode_text",
        read_roster(b"Office\0Name"),
        Refusal(
            "the file is not a text: it holds zero bytes.",
            "In the spreadsheet, save it as CSV UTF-8.",
        ),
    ),
    RefusalCase(
        "csv_reader.decode_text",
        read_roster(b"Office,Name\n\x81,\xe9"),
        Refusal(
            "byte 0x81 is neither UTF-8 nor Windows-1252.",
            "In the spreadsheet, save it as CSV UTF-8.",
        ),
    ),
    RefusalCase(
        "csv_reader._parse_text",
        read_roster('Office,Name\n"Mayor'),
        Refusal(
            "its quotes are not closed, or something stands behind them.",
            "Close them, and write a quote inside quotes twice.",
            line=2,
        ),
    ),
    RefusalCase(
        "csv_reader._parse_text",
        read_roster("Office\n" + "x" * 140_000),
        Refusal("a cell is too long to be read.", "Shorten it.", line=2),
    ),
    RefusalCase(
        "roster_file/table.read_table",
        read_roster(b"Office\n" + b"x\n" * 500_001),
        Refusal(
            "the file has 1,000,009 bytes; a roster has at most 1,000,000.",
            "Keep the rows and columns of those who take part.",
        ),
    ),
    RefusalCase(
        "roster_file/table.read_table",
        read_roster("Office\n" + "".join(f"Clerk {n}\n" for n in range(1501))),
        Refusal(
            "the file has 1,501 rows; a roster has at most 1,500.",
            "Keep the rows of those who take part.",
        ),
    ),
    RefusalCase(
        "roster_file/table._build_heading_error",
        read_roster(" "),
        Refusal("the file is empty.", "Export the roster again."),
    ),
    RefusalCase(
        "roster_file/table._build_heading_error",
        read_roster("Shoe size\n9"),
        Refusal(
            "none of the first 10 rows has a heading that is known.",
            "Head the columns Office, Name, E-mail, Department, Division, Head, Panel.",
            line=1,
        ),
    ),
    RefusalCase(
        "roster_file/table._find_shifted",
        read_roster("Office,Name\nMayor,Smith,Jo"),
        Refusal(
            "the row has 3 cells under 2 headings.",
            "Put a text that holds the delimiter in quotes, or head the further column.",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/merge.read_roster",
        read_roster("Office,Name\n"),
        Refusal("no row below the headings says anything.", "Export the roster again.", line=1),
    ),
    RefusalCase(
        "roster_file/merge._require_office",
        read_roster("Office,Name\n,Jo Smith\nClerk,"),
        Refusal(
            "the row has no office, only 'Jo Smith'.",
            "Write the office; the name may be left out.",
            path="participants.people[0].office",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/merge._list_office_problems",
        read_roster("Name\nJo Smith"),
        Refusal(
            "no column tells the offices.",
            "Add one with the heading Office; names may be left out.",
            path="participants.people",
            line=1,
        ),
    ),
    RefusalCase(
        "roster_file/merge.add_row",
        read_roster("Office,Head\nClerk,x"),
        Refusal(
            "the row says head, but not of which department.",
            "Write the department.",
            path="participants.departments",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/merge._find_or_add_person",
        read_roster("Office,E-mail\nMayor,jo@city.example\nClerk,jo@city.example"),
        Refusal(
            "the e-mail 'jo@city.example' is that of Mayor (in row 2).",
            "Give each an address, or leave one out.",
            path="participants.people[0].email",
            line=3,
        ),
    ),
    RefusalCase(
        "roster_file/merge._find_or_add_person",
        read_roster("Office,E-mail\nClerk,jo@city.example", answers=FINE),
        Refusal(
            "the e-mail 'jo@city.example' is that of Mayor (on the roster).",
            "Give each an address, or leave one out.",
            path="participants.people[0].email",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/merge._find_or_add_person",
        read_roster(
            "Office,Name,E-mail\nMayor,Jo,jo@city.example\nMayor,Jo,jo@city.example\n,Joan,jo@city.example"
        ),
        Refusal(
            "the e-mail 'jo@city.example' is that of Mayor (in row 3).",
            "Give each an address, or leave one out.",
            path="participants.people[0].email",
            line=4,
        ),
    ),
    RefusalCase(
        "roster_file/merge._fill_person",
        read_roster(
            "Office,E-mail,Division\nMayor,jo@city.example,finance\nMayor,jo@city.example,law"
        ),
        Refusal(
            "the support division is 'legal' here, and 'finance and budget' in row 2.",
            "Keep one of them.",
            path="participants.people[0].division",
            line=3,
        ),
    ),
    RefusalCase(
        "roster_file/merge._assign_roles",
        read_roster("Office,Department,Head\nClerk,Parks,x\nDirector,Parks,x"),
        Refusal(
            "the head of Parks is already clerk.",
            "Keep one of them.",
            path="participants.departments[0].head",
            line=3,
        ),
    ),
    RefusalCase(
        "roster_file/row._parse_roles",
        read_roster("Office,Department,Role in department\nClerk,Parks,boss", answers=FINE),
        Refusal(
            "'boss' is no role in a department.",
            "Write head, data contact, budget analyst, or key staff, or leave it empty.",
            path="participants.departments",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/row._build_formula_problem",
        read_roster("Office\n=A1"),
        Refusal(
            "'=A1' could be a formula.",
            "Write what it shows, not beginning with =, +, - or @.",
            path="participants.people",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/row._build_flag_problem",
        read_roster("Office,Panel\nMayor,maybe"),
        Refusal(
            "'maybe' is neither yes nor no.",
            "Write yes or x, or leave the cell empty.",
            path="participants.panel",
            line=2,
        ),
    ),
    RefusalCase(
        "roster_file/row._build_flag_problem",
        read_roster("Office,Department,Head\nClerk,Parks,Jo Smith"),
        Refusal(
            "'Jo Smith' is neither yes nor no.",
            "Write yes or x, or leave the cell empty. The head has a row of their "
            "own, with an office.",
            path="participants.departments",
            line=2,
        ),
    ),
    RefusalCase(
        "plan/text_types.(module)",
        read_roster("Office,E-mail\nMayor,jo"),
        Refusal(
            "'jo' is no e-mail address.",
            "Write only the address, as in clerk@example.gov.",
            path="participants.people[0].email",
            line=2,
        ),
    ),
)
