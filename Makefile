# Hornbill. Each target sets up what it needs; a second run starts in seconds.
SHELL := /bin/bash
PORT ?= 8000
DATA ?= var/demo

# The oldest Python we support is the one most tested: it is asked for first.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
UV := $(BIN)/uv
STATIC := $(shell find */static config/templates -type f 2>/dev/null | head -2000)
WORDS := $(shell find locale -name '*.po' 2>/dev/null)

.PHONY: demo demo-reset test check bench bench-full soak lock

demo: .venv/.base var/words.stamp var/static.stamp
	@PORT=$(PORT) DATA=$(DATA) exec $(BIN)/python -m config.demo

# Asks first; RESET=--yes answers.
demo-reset: .venv/.base
	@DATA=$(DATA) $(BIN)/python -m config.demo.reset $(RESET)

test: .venv/.dev var/words.stamp
	$(BIN)/pytest -n auto --dist worksteal $(TESTS)

check: .venv/.dev var/words.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m config.wording check

bench: .venv/.dev var/words.stamp
	$(BIN)/python -m benchmarks

# On data sets that are built once, and kept under var/bench-full.
bench-full: .venv/.dev var/words.stamp
	$(BIN)/python -m benchmarks.full

# SOAK_CALLS= and SOAK_ROUNDS= scale it; SOAK="--seed 7" repeats a run of the fuzzing.
soak: .venv/.dev var/words.stamp
	$(BIN)/python -m benchmarks.soak $(SOAK)
	$(BIN)/python -m benchmarks.soak.faults --anew

lock: $(UV)
	$(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		requirements/base.in -o requirements/base.txt
	$(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		-c requirements/base.txt requirements/dev.in -o requirements/dev.txt

# --- What the targets stand on -------------------------------------------------------------------------------------
$(UV):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with the venv module is needed (Debian: apt install python3-venv)."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv

# Everything the suite needs is more than what the hotline needs: where it stands already, it serves both.
.venv/.base: requirements/base.txt | $(UV)
	@if [ .venv/.dev -nt requirements/dev.txt ]; then touch $@; else \
		$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt && touch $@; fi

.venv/.dev: requirements/dev.txt | $(UV)
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@touch $@

var/words.stamp: $(WORDS) | var
	@test ! -d locale || $(BIN)/python -m config.wording compile
	@touch $@

var/static.stamp: .venv/.base $(STATIC) | var
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

var:
	@mkdir -p var
