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

# What is quick, in two to three minutes. What searches takes a sample, the same one everywhere.
test: $(READY)
	$(BIN)/pytest -n auto -m "not slow"

# Every test, and whole searches, in another time zone and with other hashes. CI runs it once.
# THOROUGH=4 goes four times as far, with other random cases each time.
test-thorough: $(READY)
	TZ=Pacific/Kiritimati PYTHONHASHSEED=1 THOROUGH=$(THOROUGH) $(BIN)/pytest -n auto

THOROUGH ?= 1

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
