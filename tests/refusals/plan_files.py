"""Files that are no plan, or no answers."""

from tests.support.refusal_cases import Refusal, RefusalCase, check_file, make_plan, parse_text

CASES = (
    RefusalCase(
        "plan/yaml_reader.build_answers",
        check_file(""),
        Refusal("the file is empty.", "Delete it, and make a plan with `statplan init`.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("hello"),
        Refusal("this is no plan.", "A plan begins with `statplan: 1`.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.decode_file",
        check_file(b"x" * 1_000_001),
        Refusal(
            "the file has 1,000,001 bytes; a plan has at most 1,000,000.", "Is it the right file?"
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.decode_file",
        check_file("statplan: 1".encode("utf-16")),
        Refusal(
            "the file is not in UTF-8 but, it seems, in UTF-16.", "Save the file as UTF-8.", line=1
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.decode_file",
        check_file(b"program: {name: Caf\xe9}"),
        Refusal("byte 0xe9 is not UTF-8.", "Save the file as UTF-8.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader._check_characters",
        check_file("program: \u200e"),
        Refusal(
            "the invisible character U+200E stands here.",
            "Delete it, or type the words again.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader._check_characters",
        check_file("program:\n\tname: TestStat"),
        Refusal("a tab indents this line.", "Use spaces.", line=2),
    ),
    RefusalCase(
        "plan/yaml_reader.build_answers",
        check_file("%YAML 1.2\n---\nstatplan: 1"),
        Refusal("a plan has no line that begins with %.", "Take it out.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.build_answers",
        check_file("statplan: 1\n---\nstatplan: 1"),
        Refusal("a second document begins here.", "Write only one plan.", line=2),
    ),
    RefusalCase(
        "plan/yaml_reader.check_depth",
        check_file("a: " + "[" * 40),
        Refusal(
            "answers are nested more than 30 deep.",
            "Look at the indentation, colons, quotes and brackets here.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.check_depth",
        check_file("a: " + "[" * 2000),
        Refusal(
            "answers are nested more than 30 deep.",
            "Look at the indentation, colons, quotes and brackets here.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.check_event",
        check_file("a: [" + "1, " * 20_001 + "]"),
        Refusal("the file has more than 20,000 keys and answers.", "Is it the right file?", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.check_event",
        check_file("statplan: 1\nprogram: *start"),
        Refusal("the alias *start stands here.", "Write the answer out.", path="program", line=2),
    ),
    RefusalCase(
        "plan/yaml_reader.check_event",
        check_file("statplan: 1\nprogram: &start {name: TestStat}"),
        Refusal("the anchor &start stands here.", "Take it out.", path="program", line=2),
    ),
    RefusalCase(
        "plan/yaml_reader.check_event",
        check_file("statplan: !!int 1"),
        Refusal("the tag !!int stands here.", "Take it out.", path="statplan", line=1),
        others=1,
    ),
    RefusalCase(
        "plan/error_messages.explain_version",
        check_file("statplan: !!int 1"),
        Refusal(
            "this statplan reads version 1 of a plan, not '1'.",
            "Write statplan: 1, without quotes.",
            path="statplan",
            line=1,
        ),
        others=1,
    ),
    RefusalCase(
        "plan/yaml_reader.build_mapping",
        check_file("statplan: 1\nstatplan: 1"),
        Refusal(
            "'statplan' stands twice; first on line 1.",
            "Keep one of them.",
            path="statplan",
            line=2,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.read_key",
        check_file("{}: 1"),
        Refusal(
            "this is no key.",
            "Write key: answer; put a text that begins with { or [ in quotes.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.read_key",
        check_file("statplan: 1\nprogram:\n  <<: {name: TestStat}"),
        Refusal("<< merges other answers in.", "Write them out.", path="program", line=3),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: name: TestStat"),
        Refusal(
            "a colon cannot stand here.",
            "Put a text that holds a colon in quotes, or look at the indentation here and above.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: @TestStat"),
        Refusal("a text cannot begin with this sign.", "Put it in quotes.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: *"),
        Refusal("a text cannot begin with * or &.", "Put it in quotes.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file('program: "TestStat'),
        Refusal("the quotes that open here are not closed.", "Close them.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: {name: TestStat"),
        Refusal("the bracket that opens here is not closed.", "Close it.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: ]"),
        Refusal(
            "this sign cannot stand here.",
            "Put a text that begins with it in quotes, or take it out.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file('program: "\\c"'),
        Refusal("this backslash cannot stand here.", "Take it out.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("statplan: 1\nprogram\nfrequency: {}"),
        Refusal("this line has no colon.", "Write it as key: answer.", line=2),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: - TestStat"),
        Refusal(
            "a hyphen cannot stand here.",
            "Write a list below its key, each item on its own line.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program:\n    name: TestStat\n  timezone: America/Chicago"),
        Refusal(
            "this does not fit what stands above or before it.",
            "Indent it like its neighbors, and look for quotes that close too early.",
            line=3,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file('program: "Test" Stat'),
        Refusal(
            "this does not fit what stands above or before it.",
            "Indent it like its neighbors, and look for quotes that close too early.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        make_plan(answers="- program"),
        Refusal(
            "this file of answers holds a list instead of answers.",
            "Write answers by section, for example program: {name: CityStat}.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.check_event",
        make_plan(answers="a: 1\nb: *c"),
        Refusal("the alias *c stands here.", "Write the answer out.", path="b", line=2),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("a: [1, 2" + "[" * 1200),
        Refusal(
            "answers are nested more than 30 deep.",
            "Look at the indentation, colons, quotes and brackets here.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader._add_syntax_problem",
        check_file("a: |0\n b"),
        Refusal(
            "this is not YAML: found an indentation indicator equal to 0.",
            "Look at the indentation, colons, quotes and brackets here.",
            line=1,
        ),
    ),
    RefusalCase(
        "plan/yaml_reader.(module)",
        check_file("program: !Test!Stat"),
        Refusal("a text cannot begin with !.", "Put it in quotes.", line=1),
    ),
    RefusalCase(
        "plan/yaml_reader._check_characters",
        parse_text("é" * 1_000_001),
        Refusal(
            "the file has 1,000,001 characters; a plan has at most 1,000,000.",
            "Is it the right file?",
        ),
    ),
)
