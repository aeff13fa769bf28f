# Two commands for everybody: `make demo` and `make test`. `make` alone lists them all.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
SPARK := .venv-spark
RUN := $(BIN)/onlinelives
NPM = $(shell command -v npm || echo $(BIN)/npm)
STAMPS := $(VENV)/stamps
BUILT := onlinelives/web/static/web/built

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

demo: assets ## invented people and places on 127.0.0.1:8000 (PORT=… for another)
	@ONLINELIVES_MODE=demo $(BIN)/python tools/start.py demo --port $(PORT)

run: assets ## your own empty installation on this machine; makes the first administrator
	@ONLINELIVES_MODE=local $(BIN)/python tools/start.py local --port $(PORT)

test: ## everything that CI checks
	@$(MAKE) --no-print-directory -j2 dev $(SPARK)/stamp
	@$(MAKE) --no-print-directory assets
	$(BIN)/python -m tools.check

test-spark: $(SPARK)/stamp ## ask a Spark master and worker for the sums of a survey as well (Java 17 or 21)
	$(SPARK)/bin/python -m pytest -q -m spark tests/survey/engine

test-deps: ## what tests need from the system: PostgreSQL, Chromium, Java (Debian and Ubuntu; asks for root)
	bash tools/test_deps.sh

lint: dev ## format, lint, types and import contracts, without changing anything
	$(BIN)/python -m tools.check --only lint

format: dev ## put the code into its standard form
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

bench: dev assets ## times, memory and requests per second, side by side with a bare view
	$(BIN)/python -m tools.bench

bench-survey: dev ## times and memory of the sums of a survey, beside a bare scan (ROWS=10000000 for more)
	$(BIN)/python -m tools.bench_survey $(ROWS)

bench-load: dev assets ## 200 children at once, whole and page by page, and while the server is killed (CLIENTS, CHILDREN)
	$(BIN)/python -m tools.bench_load

attack: dev ## release every figure of the demonstration's waves, and try to work out what is hidden (QUESTIONS=12)
	$(BIN)/python -m tools.attack_releases $(QUESTIONS)

bench-bring: dev ## times and memory of bringing a file of answers in
	$(BIN)/python -m tools.bench_bring $(ROWS)

screenshots: dev assets ## the pictures of the README, taken from the demonstration
	$(BIN)/python -m tools.screenshots

states: install ## print the state diagrams of docs/states/
	$(BIN)/python -m tools.states

locks: dev ## compile requirements/*.in into locks with hashes and no address
	for name in app dev node spark; do $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
		--custom-compile-command "make locks" requirements/$$name.in -o requirements/$$name.txt; done

clean: ## forget the environment, built files and demonstration data
	rm -rf $(VENV) $(SPARK) .cache node_modules $(BUILT) var/demo

install: $(STAMPS)/app
dev: $(STAMPS)/dev
assets: install $(BUILT)/govuk.css

$(STAMPS)/app: requirements/app.txt pyproject.toml
	@test -x $(BIN)/python || { echo "Making the environment …"; $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")' && $(PYTHON) -m venv $(VENV); }
	@echo "Installing locked packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/app
	@echo "Installing what tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@

$(SPARK)/stamp: requirements/spark.txt
	@echo "Making the environment of Spark …"
	@$(PYTHON) -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

$(BUILT)/govuk.css: package-lock.json tools/build_assets.py
	@command -v npm >/dev/null || test -x $(BIN)/npm || { echo "No Node here: installing one for this folder …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt; }
	@echo "Building styles …"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python tools/build_assets.py

.PHONY: help demo run test test-spark test-deps lint format bench bench-survey bench-load bench-bring attack screenshots states locks clean install dev assets
