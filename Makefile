# Python 3.11 or newer and make are all that is needed: each target makes the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

GATES := .gates

.PHONY: demo test gates lint bench examples docs format clean

demo: $(READY)
	rm -rf demo
	$(BIN)/statplan init demo --like new-orleans --no-input --answers examples/demo-answers.yaml
	$(BIN)/statplan build demo -o demo
	$(BIN)/statplan show demo

test: $(READY)
	$(BIN)/pytest -n auto

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
