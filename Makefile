# Python 3.11 or newer and make are all that is needed: each target makes the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

GATES := .gates

# The tests start hundreds of programs, which start quickly once Python keeps what it compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-thorough mutants gates lint bench examples docs format clean

demo: $(READY)
	rm -rf demo
	$(BIN)/statplan init demo --like new-orleans --no-input --answers examples/demo-answers.yaml
	$(BIN)/statplan build demo -o demo
	$(BIN)/statplan show demo

# Every promise is tested. What searches takes a sample, the same one everywhere.
test: $(READY)
	$(BIN)/pytest -n auto

# Whole searches, in another time zone and with other hashes. It runs the tests that take a sample in
# `make test`, and those whose results a zone, a hash, or a longer history could change.
# CI runs it once. THOROUGH=4 goes four times as far, with other random cases each time.
test-thorough: $(READY)
	TZ=Pacific/Kiritimati PYTHONHASHSEED=1 THOROUGH=$(THOROUGH) $(BIN)/pytest -n auto $(strip $(THOROUGH_TESTS))

THOROUGH ?= 1
THOROUGH_TESTS += tests/advice/test_purity.py                # sample: plans of all kinds
THOROUGH_TESTS += tests/busy                                 # zones, and a sample: calendars
THOROUGH_TESTS += tests/calendars                            # zones, and a sample: names, plans, every zone
THOROUGH_TESTS += tests/cases                                # zones, and a sample: texts on paper
THOROUGH_TESTS += tests/charter/test_outline.py              # sample: plans
THOROUGH_TESTS += tests/charter/test_outline_by_answer.py    # sample: what no charter reads
THOROUGH_TESTS += tests/charter/test_participants.py         # sample: plans
THOROUGH_TESTS += tests/advice/report/test_reports.py        # sample: reports
THOROUGH_TESTS += tests/cli/test_boundary.py                 # sample: code pages
THOROUGH_TESTS += tests/cli/test_check.py                    # sample: plans that are reviewed
THOROUGH_TESTS += tests/cli/test_commands.py                 # sample: systems
THOROUGH_TESTS += tests/cli/test_decisions.py                # sample: dates
THOROUGH_TESTS += tests/cli/test_disk.py                     # sample: the change at which the disk is full
THOROUGH_TESTS += tests/interview/test_draft.py              # sample: drafts
THOROUGH_TESTS += tests/interview/test_killed_interview.py   # sample: damaged drafts
THOROUGH_TESTS += tests/cli/test_killed_publish.py           # sample: 20 of 200 kills
THOROUGH_TESTS += tests/cli/test_merge.py                    # sample: two branches, merged in four ways
THOROUGH_TESTS += tests/cli/test_public.py                   # sample: lives of plans, looked through for leaks
THOROUGH_TESTS += tests/cli/test_init.py                     # sample: answers
THOROUGH_TESTS += tests/interview/test_session.py            # sample: random walks through the interview
THOROUGH_TESTS += tests/roster_file/test_roster_file.py      # sample: tables of people
THOROUGH_TESTS += tests/cli/test_site.py                     # zones
THOROUGH_TESTS += tests/cli/test_tampered.py                 # sample: damaged state files
THOROUGH_TESTS += tests/interview/test_terminal.py           # sample: keys and texts at each prompt
THOROUGH_TESTS += tests/cli/test_year_commands.py            # zones
THOROUGH_TESTS += tests/consistency                         # sample: years with decisions
THOROUGH_TESTS += tests/documents                            # hashes, and a sample: texts, systems
THOROUGH_TESTS += tests/workspace                            # sample: failing calls, damages, copies
THOROUGH_TESTS += tests/frozen                               # zones and hashes
THOROUGH_TESTS += tests/fuzz                                 # sample: 40 of 2,000 plans
THOROUGH_TESTS += tests/ledger                               # zones, and a sample: 120 of 2,000 steps
THOROUGH_TESTS += tests/plan                                 # sample: answers, edits
THOROUGH_TESTS += tests/records                              # sample: texts of records
THOROUGH_TESTS += tests/schedule                             # zones, and a sample: plans
THOROUGH_TESTS += tests/site                                 # zones, and a sample: 50 of 1,000 plans
THOROUGH_TESTS += tests/systems/test_next_year.py            # sample: days around the turn
THOROUGH_TESTS += tests/slots                                # hashes, and a sample: searches
THOROUGH_TESTS += tests/cli/test_offers.py                    # sample: commands that are offered
THOROUGH_TESTS += tests/cli/test_remedies.py                  # sample: half of the remedies
THOROUGH_TESTS += tests/support/test_ics_lint.py              # sample: damaged lines
THOROUGH_TESTS += tests/support/test_reach.py                # sample: 200 of 400 plans
THOROUGH_TESTS += tests/test_startup.py                      # sample: paper of each format
THOROUGH_TESTS += tests/test_generated.py                    # zones and hashes

# 300 small changes of the code, each of which a test must notice. The first run of a revision also
# measures which tests run which lines. For a change: make mutants MUTANTS="--count 50 --since main".
mutants: $(READY)
	$(BIN)/python -m tests.mutants $(MUTANTS)

gates: $(READY) $(GATES)/.ready
	$(BIN)/pytest -n 2 --dist loadfile tests/gates

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks

examples: $(READY)
	$(BIN)/python -m examples

docs: $(READY)
	$(BIN)/python -m docs

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(GATES)/.ready: tests/gates/install
	tests/gates/install $(GATES)
	touch $@

clean:
	rm -rf $(VENV) $(GATES) demo dist
