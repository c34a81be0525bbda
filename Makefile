# Everything is set up by make: nothing is installed by hand.
.DEFAULT_GOAL := help
.PHONY: help demo test bench setup setup-test format build pictures

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test

help:  ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(READY)  ## Open the practice room, with a coach's course that has work in it
	@$(BIN)/curriculum demo

setup: $(READY)  ## Make the environment

setup-test: $(READY_TEST)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; try: make demo PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "Python cannot make an environment here; on Debian install python3-venv."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(READY_TEST): pyproject.toml $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@$(BIN)/python -m curriculum.lab.setup.chromium
	@touch $@

test: $(READY_TEST)  ## Run every check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/curriculum build --check
	@$(BIN)/python -m curriculum.lab.setup.chromium
	$(BIN)/pytest -n 2 --dist=loadfile --no-loadscope-reorder

bench: $(READY_TEST)  ## Measure what must hold
	@$(BIN)/python tests/bench/bench.py

pictures: $(READY_TEST)  ## Take the README's pictures from the running demo
	@$(BIN)/python tests/browser/pictures.py

format: $(READY_TEST)  ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

build: $(READY)  ## Make the generated notebooks and indexes
	$(BIN)/curriculum build
