# Two commands do all set-up on a machine that has only Python 3.11+ and make:
#   make run     simulate a catalogue scheme         (requirements/run.txt)
#   make test    every test but the slow ones        (requirements/dev.txt)
#   make lab     the laboratory in a browser         (requirements/lab.txt)
# Every install is from a lock with hashes and takes wheels only, so nothing is built from an unlisted source.

SCHEME ?= cn-rongcheng-2019
OPTIONS ?=
BENCH  ?= benchmarks/run.py
PYTEST ?=
# As many test files at a time as there are processors.
BESIDE ?= --numprocesses auto --dist loadfile

# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

BIN    := .venv/bin
HASHED  = -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r
PROJECT = -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation
SOURCES := pyproject.toml $(shell find src -type f ! -name '*.pyc' ! -name '*.nb[ic]')

.PHONY: help run lab page test verify mutants bench docs lint format lock clean
.DELETE_ON_ERROR:

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 12

# ------------------------------------------------------------------------------------------------------------ commands

# An environment made for the tests serves `run` as well: it reads src/ in place.
run: $(if $(wildcard .venv/.dev),.venv/.dev,.venv/.run) ## set up and simulate one scheme of the catalogue (SCHEME=... OPTIONS="--persons 20000")
	$(BIN)/demerit run $(SCHEME) $(OPTIONS)

lab: $(if $(wildcard .venv/.dev),.venv/.dev,.venv/.lab) ## set up and open the laboratory in a browser (OPTIONS="--port 8800")
	$(BIN)/demerit lab --open $(OPTIONS)

test: .venv/.dev ## set up and run the tests (PYTEST="-k word" for some)
	$(BIN)/demerit warmup
	$(BIN)/python -m pytest $(BESIDE) $(PYTEST)

verify: .venv/.peers ## all tests, with those that take minutes and those against other libraries
	$(BIN)/python -m pytest $(BESIDE) -m "not mutants" $(PYTEST)

mutants: .venv/.dev ## break the code on purpose: every break must be noticed
	$(BIN)/python -m pytest -m mutants $(PYTEST)

page: ## build the page anew from web/ (needs Node 20.19 or newer)
	npm ci --prefix web --no-audit --no-fund --silent
	npm run build --prefix web

bench: .venv-bench/.done ## time this project and its peers on the same model
	.venv-bench/bin/python $(BENCH)

docs: .venv/.dev ## build the documentation site into build/site; nothing in it comes from elsewhere
	$(BIN)/zensical build --clean --strict

lint: .venv/.dev ## style, types, layers, dependencies, spelling
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/codespell -D- -D tests/house/american.txt

format: .venv/.dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .

clean: ## remove the environments and caches
	rm -rf .venv .venv-bench .venv-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# ---------------------------------------------------------------------------------------------------------- environments

.venv/.made .venv-bench/.made .venv-lock/.made:
	@test -n "$(PYTHON)" || { echo "demerit needs Python 3.11 or newer on the path (or PYTHON=/path/to/it)" >&2; exit 1; }
	@echo "Setting up $(@D) with $(PYTHON); the first time takes a minute or two."
	@$(PYTHON) -m venv $(@D)
	@touch $@

.venv/.run: .venv/.made requirements/run.txt $(SOURCES)
	@cmp -s requirements/run.txt .venv/run.txt || $(BIN)/python $(HASHED) requirements/run.txt
	@cp requirements/run.txt .venv/run.txt
	@$(BIN)/python $(PROJECT) .
	@touch $@

.venv/.lab: .venv/.run requirements/lab.txt
	@$(BIN)/python $(HASHED) requirements/lab.txt
	@touch $@

.venv/.dev: .venv/.made requirements/dev.txt pyproject.toml
	@cmp -s requirements/dev.txt .venv/dev.txt || $(BIN)/python $(HASHED) requirements/dev.txt
	@cp requirements/dev.txt .venv/dev.txt
	@$(BIN)/python $(PROJECT) --editable .
	@touch $@

.venv/.peers: .venv/.dev requirements/peers.txt
	@$(BIN)/python $(HASHED) requirements/peers.txt
	@touch $@

.venv-bench/.done: .venv-bench/.made requirements/bench.txt pyproject.toml
	@.venv-bench/bin/python $(HASHED) requirements/bench.txt
	@.venv-bench/bin/python $(PROJECT) --editable .
	@touch $@

.venv-lock/.done: .venv-lock/.made requirements/lock.txt
	@.venv-lock/bin/python $(HASHED) requirements/lock.txt
	@touch $@

# ----------------------------------------------------------------------------------------------------------------- locks

# One lock serves every system and every Python from 3.11 on. `run` comes first; the others keep its versions.
# A lock changes only where pyproject.toml asks for it; `make lock UPGRADE=--upgrade` takes the newest of everything.
UV      ?= .venv-lock/bin/uv
UPGRADE ?=
COMPILE  = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)
WITH_RUN = $(COMPILE) pyproject.toml --group build --constraints requirements/run.txt

lock: $(if $(filter .venv-lock/%,$(UV)),.venv-lock/.done) ## write requirements/*.txt anew from pyproject.toml
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(WITH_RUN) --extra lab -o requirements/lab.txt
	$(WITH_RUN) --extra study -o requirements/study.txt
	$(WITH_RUN) --extra cluster -o requirements/cluster.txt
	$(WITH_RUN) --extra lab --extra study --extra cluster --group dev --group docs -o requirements/dev.txt
	$(WITH_RUN) --constraints requirements/dev.txt --only-binary :all: --extra lab --extra study --extra cluster --group dev \
	  --group docs --group peers -o requirements/peers.txt
	$(WITH_RUN) --group bench -o requirements/bench.txt
	$(COMPILE) --group build --group lock -o requirements/lock.txt
