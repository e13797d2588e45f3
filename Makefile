# `make help` says what each target does.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
export DEMO_DATE

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgres browser pictures readme-pictures lint fmt bench requirements

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(VENV)/.ready: requirements-dev.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.ready ## Make .venv with everything for running and developing

run: setup ## Serve the demo of Druten, with its worker for mail, on http://localhost:8000 (PORT=…, DEMO_DATE=2026-06-20 plays another day)
	DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	DEBUG=1 $(BIN)/python manage.py load_covenant fixtures/druten-2025-2028.yaml
	DEBUG=1 $(BIN)/python manage.py plan_cycles
	DEBUG=1 $(BIN)/python manage.py demo
	DEBUG=1 WORKER=1 $(BIN)/python manage.py run_calendar
	@export DEBUG=1 WORKER=1; $(BIN)/python manage.py db_worker --no-reload & worker=$$!; \
	trap "kill $$worker 2>/dev/null" EXIT INT TERM; \
	$(BIN)/python manage.py runserver --noreload $(PORT)

browser:
	@$(BIN)/python -m tests.chromium

test: setup browser test-postgres test-sqlite ## Run every test: on PostgreSQL with Chromium, and on SQLite

test-postgres: setup ## Only the tests on PostgreSQL, with those in Chromium
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-sqlite: setup ## Only the tests on SQLite, without Chromium
	TEST_DATABASE=sqlite $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not postgresql"

lint: setup ## Check style, types, templates and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy agreements calendar_cycle druten monitoring
	$(BIN)/lint-imports
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') $(BIN)/python manage.py check --deploy --fail-level WARNING
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run

fmt: setup ## Put code and templates in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

pictures: setup browser ## Take a picture of every screen, 1280 and 360 wide, to build/pictures (ONLY=werk for a few)
	$(BIN)/python -m tests.pictures --only "$(ONLY)"

readme-pictures: setup browser ## Take the pictures of the README and the handleiding anew, to docs/pictures
	$(BIN)/python -m tests.pictures --readme

bench: setup ## Measure the five main pages: queries, and time against a bare view
	DEBUG=1 $(BIN)/python manage.py bench

requirements: setup ## Compile requirements*.txt again from pyproject.toml
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-strip-extras --python-version 3.11 --no-emit-index-url --no-header --quiet --upgrade -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.txt --universal --generate-hashes --no-strip-extras --python-version 3.11 --no-emit-index-url --no-header --quiet --upgrade -o requirements-dev.txt
