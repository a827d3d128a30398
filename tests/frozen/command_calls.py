"""The calls of each transcript: command lines, and what happens between them.

Each transcript begins with the command's help, in a folder that holds the files of `inputs/` and
the frozen plans in `plans/`. A line is one of these:

    at MOMENT                  the clock shows this moment from now on, in UTC
    type LINE | LINE ...       a person types these lines at the next command
    edit FILE: OLD -> NEW      somebody edits a file
    remove FILE                somebody deletes a file
    run WORDS                  a command that succeeds; what it shows is not kept
    statplan WORDS             a command
"""

FIRST_MOMENT = "2026-12-10T18:00"
OTHERS = {"program", "errors"}  # transcripts that belong to no one command

CALLS = {
    "program": """
        statplan
        statplan --version
        statplan --help
        """,
    "init": """
        statplan init new --no-input
        statplan init new --no-input --like kcstat --set leadership.tone=angry
        statplan init new --no-input --answers answers.yaml
        statplan init new --no-input --answers answers.yaml --roster roster.csv --like kcstat \
--set 'frequency.series[stat].on=second Monday' --set 'frequency.series[stat].at=13:00' \
--set program.government=city
        statplan init demo --like new-orleans --no-input --year 2027 --answers answers.yaml
        statplan init demo --no-input
        statplan init
        type | | | | |
        statplan init later --plain --like kcstat --section publicity
        type many | 75 | ? | 1 | | | |
        statplan init --plain --ask frequency.minutes --ask leadership.tone
        type
        statplan init --section publicty
        """,
    "check": """
        statplan check
        statplan check plans/demo.yaml
        statplan check plans/demo.yaml --strict --select SP5,SP6
        statplan check slots --busy slots/busy --select SP8
        statplan check broken.yaml
        statplan check broken.yaml plans/kcstat.yaml -f concise
        statplan check broken.yaml -f json
        statplan check plans/kcstat.yaml -f json
        statplan check broken.yaml -f github
        statplan check broken.yaml -f sarif
        statplan check broken.yaml -f junit
        statplan check plans/demo.yaml -f junit -o report.xml
        statplan check -f yaml
        statplan check --fail-level all
        statplan check --select SP9999
        """,
    "explain": """
        statplan explain
        statplan explain SP505
        statplan explain leadership.attends
        statplan explain SP505 -f md
        statplan explain SP505 -f json
        statplan explain --all
        statplan explain SP999
        statplan explain leadership.attend
        """,
    "show": """
        statplan show
        statplan show plans/demo.yaml
        statplan show plans/slots.yaml
        statplan show --width 40
        statplan show slots --people
        statplan show slots --people --busy slots/busy
        statplan show broken.yaml
        """,
    "charter": """
        statplan charter
        statplan charter plans/demo.yaml
        statplan charter plans/demo.yaml --for code-enforcement
        statplan charter plans/demo.yaml --for departments
        statplan charter plans/demo.yaml --for departments -f md -o letters
        statplan charter plans/demo.yaml --for principal
        statplan charter plans/demo.yaml -f html
        statplan charter --for everybody
        statplan charter -f txt
        """,
    "calendar": """
        statplan calendar -f csv
        statplan calendar -f ics
        statplan calendar -f json
        statplan calendar -f csv --for public
        statplan calendar -f csv --for law
        statplan calendar plans/demo.yaml -f csv
        statplan calendar plans/slots.yaml
        statplan calendar -f xls
        statplan calendar --for nobody
        """,
    "build": """
        statplan build . -o year
        statplan build . -o year
        statplan build plans/slots.yaml -o slots/year
        """,
    "site": """
        statplan site
        run publish
        statplan site
        statplan site --lang es --lang en -o web
        statplan site --lang fr
        statplan site plans/demo.yaml
        """,
    "slots": """
        statplan slots slots
        statplan slots slots --series streets --budget 200
        statplan slots slots -f json --budget 200
        statplan slots slots --apply 1 --budget 200 --dry-run
        statplan slots slots --apply 1 --budget 200
        statplan slots slots
        statplan slots slots --series parks
        edit slots/busy/mayor.ics: BEGIN:VCALENDAR -> <!DOCTYPE html>
        statplan slots slots --series streets --budget 0
        statplan slots slots --series streets --take-as-free attorney
        statplan slots slots --series streets --take-as-free mayor
        statplan check slots --busy slots/busy --select SP02
        statplan show slots --people --busy slots/busy
        """,
    "bump": """
        statplan bump blight/2027-03 --reason Storm --dry-run
        statplan bump blight/2027-03 --reason Storm
        statplan bump blight/2027-03
        run publish
        statplan bump 2027-02-16
        statplan bump blight
        statplan bump parks/2027-03
        statplan bump 2027-02-17
        statplan bump
        """,
    "cancel": """
        statplan cancel blight/2027-02 --reason 'No agenda'
        statplan cancel blight/2027-02
        statplan bump blight/2027-02
        run publish
        at 2027-03-20T18:00
        statplan cancel works/2027-01
        """,
    "restore": """
        statplan restore blight/2027-02
        statplan cancel blight/2027-02
        statplan bump blight/2027-03
        run publish
        statplan restore blight/2027-02 --reason 'An agenda after all'
        statplan restore blight/2027-03
        run publish
        """,
    "move": """
        run publish
        statplan move blight/2027-03 --to 2027-03-10 --at 09:30 --reason 'The room is taken'
        statplan move blight/2027-03 --to 2027-03-10 --at 09:30
        statplan move works/2027-01 --to 2027-01-18
        statplan move works/2027-01 --to 2027-01-16
        statplan move works/2027-01 --to 2027-01-20
        statplan move works/2027-01 --to 2027-12-20
        statplan move works/2027-01 --to 'Jan 15'
        statplan move works/2027-01 --to 2027-01-14 --at 08:00
        statplan move works/2027-01 --to 2027-01-14 --at noon
        statplan move works/2027-01
        """,
    "held": """
        statplan held blight/2027-01
        at 2027-01-14T20:00
        statplan held blight/2027-01
        statplan held blight/2027-01
        statplan cancel blight/2027-01
        """,
    "release": """
        statplan release
        run publish
        statplan release works/2027-02 --reason 'The room is needed'
        statplan release works/2027-02
        at 2027-01-14T20:00
        statplan release --held
        statplan held blight/2027-01
        statplan release --held --dry-run
        statplan release --held
        run publish
        """,
    "diff": """
        statplan diff
        run publish
        statplan diff --exit-code
        statplan bump blight/2027-03 --reason Storm
        statplan cancel works/2027-02
        edit statplan.yaml: on: third Tuesday -> on: third Monday
        statplan diff --exit-code
        statplan diff -f md
        statplan diff -f github
        statplan diff -f json
        statplan diff --for public
        statplan diff --for public -f json
        statplan diff --for law
        statplan diff -o changes.json
        statplan diff -f html
        """,
    "publish": """
        statplan publish --dry-run --for public
        statplan publish --for public --for analyst
        statplan publish
        statplan bump blight/2027-03 --reason Storm
        statplan diff -o changes.json
        statplan publish changes.json --invite
        statplan cancel works/2027-02
        statplan publish changes.json
        statplan publish answers.yaml
        statplan publish roster.csv
        statplan publish --for nobody
        edit statplan.yaml: months: 4 -> months: 2
        statplan publish
        statplan publish --yes
        at 2026-12-01T18:00
        statplan publish
        """,
    "next-year": """
        statplan next-year
        at 2027-12-10T18:00
        statplan next-year plans/demo.yaml
        statplan next-year plans/demo.yaml --yes
        statplan next-year plans/demo.yaml
        statplan next-year plans/louiestat.yaml --dry-run
        at 2027-04-10T18:00
        statplan next-year --year 2029
        statplan next-year --carry holidays
        edit statplan.yaml: works, every: month -> works, number_from: 100000, every: month
        statplan next-year --yes
        edit statplan.yaml: months: 4 -> months: 12
        statplan next-year
        """,
    "notes": """
        statplan notes blight/2027-03
        statplan notes blight/2027-03
        statplan notes blight/2027-03 --kind slides
        statplan notes blight/2027-03 --kind actions -o -
        statplan notes blight/2027-03 --kind memo -o -
        statplan notes blight/2027-03 -o -
        statplan notes blight/2027-03 --kind minutes
        """,
    "redact": """
        statplan redact notes.md
        at 2027-03-12T18:00
        statplan redact notes.md
        statplan redact notes.md -o -
        edit notes.md: REDACT:personnel -> REDACT:gossip
        statplan redact notes.md
        statplan redact answers.yaml
        statplan redact none.md
        """,
    "log": """
        statplan log
        statplan bump blight/2027-03 --reason Storm
        run publish
        at 2026-12-14T18:00
        statplan restore blight/2027-03
        statplan move works/2027-02 --to 2027-02-12
        run publish
        statplan log
        statplan log works/2027-02
        """,
    "status": """
        statplan status
        run publish
        at 2027-01-14T20:00
        statplan status
        statplan held blight/2027-01
        statplan cancel works/2027-02
        statplan status
        statplan status --year 2027 -f json
        statplan status --year 2026
        statplan status -f md
        statplan status plans/slots.yaml
        at 2028-01-14T20:00
        statplan status
        """,
    "doctor": """
        statplan doctor
        run publish
        statplan doctor
        remove calendars/calendar.ics
        statplan diff
        statplan doctor
        statplan doctor --repair
        edit statplan.ledger.json: "sequence": 0 -> "sequence": 1
        statplan doctor
        statplan publish
        remove statplan.ledger.json
        statplan doctor
        statplan publish
        statplan doctor --merge
        statplan doctor --merge --repair
        statplan doctor --merge-driver base ours
        """,
    "schema": """
        statplan schema
        statplan schema calendar
        statplan schema advice
        statplan schema site
        statplan schema status
        statplan schema ledger
        """,
    "systems": """
        statplan systems
        statplan systems kcstat
        statplan systems nycstat
        """,
    "errors": """
        statplan chek
        statplan check --stric
        statplan check none.yaml
        statplan check tab.yaml
        statplan check roster.csv
        statplan check collision.yaml
        statplan show collision.yaml
        statplan publish --plan broken.yaml
        statplan bump blight/2027-03 --plan plans/slots.yaml
        statplan show --width wide
        statplan init new --no-input --answers broken.yaml
        statplan init new --no-input --answers none.yaml
        statplan init new --no-input --like nycstat
        statplan init new --no-input --set tone
        statplan check --busy none
        statplan build . -o statplan.yaml
        edit statplan.yaml: lineage: 6f1c2b1e-0000-4000-8000-000000000001 -> lineage: 7
        statplan publish
        """,
}
