# make run   start the app          make test   check everything, in order
# Both build what they need in .venv (and node_modules) first; a second run finds it ready.
# make fuzz  search all properties at random; MINUTES=60 for an hour, SEED=7 to find again
# make contracts   write assets/components/*/contract.d.ts from cnnviz/contracts
SHELL := /bin/bash -o pipefail
.DEFAULT_GOAL := help
PYTHON ?= $(firstword $(foreach name,python3 python3.11 python3.12 python3.13 python3.14,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
PORT ?= 8501
BIN := .venv/bin
LOG := .venv/test.log
RUNS := .venv/runs-$(shell cat requirements.txt | cksum | cut -d' ' -f1)
CHECKS := .venv/checks-$(shell cat requirements.txt tests/requirements.txt | cksum | cut -d' ' -f1)
PYTEST := $(BIN)/python -m pytest -q
TWO := -n 2 --dist
THREE := -n 3 --dist
TOGETHER := --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),-O)
MODULES := node_modules/.package-lock.json
NODE_FITS := command -v npm >/dev/null && node -e 'const [major, minor] = \
	process.versions.node.split("."); process.exit(Number(major * 100 + Number(minor) < 2019))'

.PHONY: help run test quick lint types architecture unit eslint tsc js pages browser \
	fuzz contracts node chromium clean
help:
	@sed -n '1,4s/^# //p' Makefile

run: $(RUNS)
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: $(CHECKS) $(MODULES)
	@: > $(LOG)
	@for stage in quick unit pages browser; do \
		begun=$$SECONDS; printf '\n=== %s ===\n' "$$stage"; \
		$(MAKE) --no-print-directory $$stage 2>&1 | tee -a $(LOG) || exit 1; \
		printf '%s s\n' $$((SECONDS - begun)); \
	done
	@printf '\n=== all green ===\n'; grep -E '^[0-9]+ passed|^# pass ' $(LOG)

quick: $(CHECKS) $(MODULES)
	@$(MAKE) $(TOGETHER) lint types architecture eslint tsc js
lint: $(CHECKS)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
types: $(CHECKS)
	@$(BIN)/mypy
architecture: $(CHECKS)
	@$(PYTEST) tests/test_architecture.py tests/test_contracts.py
unit: $(CHECKS)
	@$(PYTEST) $(TWO) worksteal --ignore=tests/test_architecture.py --ignore=tests/test_contracts.py --ignore=tests/pages --ignore=tests/browser
eslint: $(MODULES)
	@node_modules/.bin/eslint --max-warnings 0 assets/components tests/js
tsc: $(MODULES)
	@node_modules/.bin/tsc
js: $(MODULES)
	@node --test --test-reporter=tap tests/js/test_*.mjs | \
		awk '{ print } /^# (skipped|todo) [1-9]/ { failed = 1 } END { exit failed }'
pages: $(CHECKS)
	@$(PYTEST) $(TWO) loadfile tests/pages
browser: $(CHECKS) chromium
	@$(PYTEST) $(THREE) worksteal tests/browser  # they wait more than they compute

fuzz: $(CHECKS)
	@$(BIN)/python -m tools.fuzz $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

contracts: $(CHECKS)
	@$(BIN)/python -m tools.make_contracts

node:
	@$(NODE_FITS) && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "No Node here: fetching it."; apt-get update -qq && apt-get install -y -qq nodejs npm; \
	fi; \
	$(NODE_FITS) || { echo "make test needs Node 20.19 or newer, with npm: https://nodejs.org"; exit 1; }

chromium: $(CHECKS)
	@$(BIN)/python -m tests.browser.chromium && exit 0; \
	echo "No Chromium here: fetching one."; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq chromium; \
	else $(BIN)/playwright install chromium; fi && $(BIN)/python -m tests.browser.chromium

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "cnnviz needs Python 3.11 or newer, and none was found."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python cannot make a virtual environment here. On Debian and Ubuntu:"; \
		echo "    apt install python3-venv"; exit 1; }

$(RUNS): .venv/bin/python
	@echo "Installing what runs (a minute, once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@rm -f .venv/runs-*; touch $@
$(CHECKS): .venv/bin/python
	@echo "Installing what checks (some minutes, once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements.txt
	@rm -f .venv/checks-*; touch $@
$(MODULES): package.json package-lock.json | node
	@echo "Installing what checks the browser components ..."
	@npm ci --silent --no-audit --no-fund && touch $@

clean:
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
