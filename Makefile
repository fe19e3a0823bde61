# Two commands to know: `make serve` and `make test`. The environment is made in .venv and renewed
# whenever pyproject.toml or constraints.txt change.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
SIZE ?= 1M
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
BENCH := $(VENV)/.installed-bench
FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -print)
CLIENTS := tests/clients/node_modules/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help env dev build serve test bench check lint format types floors duplicates docs docs-check coverage clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; choose one with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "$(PYTHON) cannot make an environment (on Debian and Ubuntu: apt install python3-venv)" >&2; \
	       rm -rf $(VENV); exit 1; }

$(RUN): pyproject.toml constraints.txt hatch_build.py $(FRONTEND) | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(DEV): $(RUN)
	$(PIP) -e '.[dev]'
	@touch $@

$(BENCH): $(RUN)
	$(PIP) -e '.[bench]'
	@touch $@

# Clients from npm, for the tests that let them read the server; without npm these tests are skipped.
$(CLIENTS): tests/clients/package.json tests/clients/package-lock.json
	@if command -v npm >/dev/null; \
	then npm ci --prefix tests/clients --ignore-scripts --no-audit --no-fund --silent && touch $@; \
	else echo "no npm: tests with clients from there will be skipped" >&2; fi

env: $(RUN) ## make the environment for building and serving
dev: $(DEV) ## make the environment for tests and checks

build: $(RUN) ## build the graph from the files into build/
	$(BIN)/kg build

serve: build ## build and serve on http://127.0.0.1:8000 (PORT=…, HOST=…)
	$(BIN)/kg serve --host $(HOST) --port $(PORT)

test: $(DEV) $(CLIENTS) ## run the whole test suite
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: $(BENCH) ## measure this server beside others (SIZE=1M: ten minutes; SIZE=100k: a look)
	$(BIN)/python -m bench --size $(SIZE)

check: lint types floors duplicates docs-check ## format, lint, types, floors, duplicates, documents

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

floors: $(DEV)
	$(BIN)/lint-imports

duplicates: $(DEV)
	$(BIN)/pylint --disable=all --enable=duplicate-code --min-similarity-lines=8 --ignore-imports=y \
	  --ignore-signatures=y --reports=n --score=n kg

docs-check: $(DEV)
	$(BIN)/python docs/generate.py --check

docs: $(DEV) ## rewrite the generated parts of docs/
	$(BIN)/python docs/generate.py

format: $(DEV) ## format the code and repair what can be repaired
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(DEV) ## run the tests and report branch coverage
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(PYTEST_ARGS)

clean: ## remove what is generated
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
