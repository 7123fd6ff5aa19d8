# The two commands: `make site` and `make test`. Each does its own set-up; `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# hatchling, the build backend, stands in the lock file, so the package itself is installed without asking an index.
INSTALL_SELF := $(PIP) install --no-index --no-deps --no-build-isolation --editable .
# The theme's advertisement for its successor is as long as a build's own output; the README names the risk instead.
export NO_MKDOCS_2_WARNING := 1

BASE ?= origin/main

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help site verify-site seeded kill cache hostile serve check change test figures fuzz lint bench lock clean setup

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/.site-stamp ## build the site into site/; a refused article stops it and the old site stays (PRECOMPRESS=1: .gz, .br)
	@$(BIN)/citegate build $(if $(filter 1,$(PRECOMPRESS)),--precompress)

verify-site: $(VENV)/.site-stamp ## judge the built site by its HTML alone, against the sources
	@$(BIN)/citegate verify-site site

seeded: $(VENV)/.test-stamp ## spoil articles and built pages one by one: the gate must refuse each
	@$(BIN)/python scripts/seeded.py

kill: $(VENV)/.test-stamp ## kill 200 builds at random moments: the published site must stay whole
	@$(BIN)/python scripts/kill.py

cache: $(VENV)/.test-stamp ## build after 200 random edits with the store and without: the sites must be the same (long)
	@$(BIN)/python scripts/cache.py

hostile: $(VENV)/.test-stamp ## try every hostile payload in every place: refused at its line, and nothing runs (long)
	@$(BIN)/python scripts/hostile.py

serve: $(VENV)/.site-stamp ## preview on http://127.0.0.1:8000, with findings shown on the page
	@$(BIN)/python -m citegate.siteconfig mkdocs.yml
	@$(BIN)/mkdocs serve

setup: $(VENV)/.site-stamp ## install what building and judging need

check: $(VENV)/.site-stamp ## judge all articles without building
	@$(BIN)/citegate check

change: $(VENV)/.site-stamp ## judge the change since BASE (origin/main) by the gate, board and policy that BASE has
	@base="$$(mktemp -d)" && trap 'git worktree remove --force "$$base/tree"; rm -rf "$$base"' EXIT && \
	git worktree add --quiet --detach "$$base/tree" "$(BASE)" && \
	PYTHONPATH="$$base/tree/hooks" $(BIN)/citegate check --base "$(BASE)"

test: $(VENV)/.test-stamp ## run every test, in a real browser where one is needed
	@browser="$$($(BIN)/python scripts/browser.py)" && CITEGATE_CHROMIUM="$$browser" $(BIN)/pytest

figures: $(VENV)/.test-stamp ## draw the figures of the articles again from scripts/figures
	@browser="$$($(BIN)/python scripts/browser.py)" && CITEGATE_CHROMIUM="$$browser" $(BIN)/python scripts/figures.py

fuzz: $(VENV)/.test-stamp ## judge 20,000 random articles and all corpora; break the three parsers' input
	@$(BIN)/python scripts/fuzz.py
	@for parser in citations front-matter bibliography; do $(BIN)/python scripts/fuzz_targets.py $$parser || exit 1; done

lint: $(VENV)/.test-stamp ## ruff, mypy and zizmor: what the tests also hold the repository to
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/zizmor --offline --persona=auditor --quiet .github

bench: $(VENV)/.site-stamp ## measure builds of a synthetic site beside the plain stack (minutes; SIZES='-n 100 -n 1000 -n 10000')
	@$(BIN)/citegate bench $(SIZES)

lock: ## pin the newest allowed packages again, with hashes (needs uv)
	@sh scripts/lock.sh

clean: ## remove all that these commands made
	@rm -rf $(VENV) site .cache .site-building* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find hooks scripts tests -name __pycache__ -prune -exec rm -rf {} +

# Newer than a stamp when Python was replaced, missing when it was removed: either way the stamps are made again.
$(BIN)/python:
	@sh scripts/venv.sh $(VENV)

$(VENV)/.site-stamp: $(BIN)/python requirements.lock pyproject.toml
	@echo 'Installing the packages pinned in requirements.lock'
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(INSTALL_SELF)
	@touch $@

# After the site's stamp, never beside it: two installers must not write into one .venv at once.
$(VENV)/.test-stamp: $(VENV)/.site-stamp requirements-dev.lock
	@echo 'Installing the packages pinned in requirements-dev.lock'
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
