# Two commands matter: `make run` and `make test`. A bare `make` lists them all.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup run test lint format bench bench-search bench-crash drill-flood test-cluster lock screenshots elasticsearch clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/ready ## make .venv/ from the hashed pins

.venv/ready: requirements-setup.txt requirements-dev.txt requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements-dev.txt
	@touch $@

run: setup ## start the museum on this machine; the first time with the demo museum
	@$(BIN)/python manage.py serve

test: setup ## everything one needs to trust a change
	@$(BIN)/python -m tests.run

lint: setup ## formatting, types, directions of import, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint --quiet museum/templates archive/templates media/templates
	@$(BIN)/mypy museum archive search media tests

format: setup ## put code into shape
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

bench: setup ## measure pages and search at 10,000 records; prints tables
	@$(BIN)/python -m tests.benchmarks.run

bench-search: setup ## measure the search at 500,000 passages on both engines; writes docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.search $(PARTS) $(if $(ENGINES),--engines $(ENGINES)) $(if $(SIZE),--size $(SIZE))

bench-crash: setup ## kill the writer of the embedded index fifty times; prints a table
	@$(BIN)/python -m tests.drills.crash

drill-flood: setup ## five hundred contributions at once from one address; prints a table
	@$(BIN)/python -m tests.drills.flood

test-cluster: setup ## kill the master of a real cluster of three under load; prints a table (needs a JDK and Maven)
	@$(BIN)/python -m tests.drills.cluster

lock: setup ## take newer versions of everything into the pins
	@$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11.0 --generate-hashes --no-header --no-emit-index-url requirements-setup.in -o requirements-setup.txt
	@$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11.0 --generate-hashes --no-header --no-emit-index-url requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11.0 --generate-hashes --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.txt

screenshots: setup ## take pictures of every page kind into screenshots/ (some with KINDS="home search")
	@$(BIN)/python -m tests.e2e.screenshots $(KINDS)

elasticsearch: setup ## start a real Elasticsearch node on this machine (needs a JDK and Maven)
	@$(BIN)/python -m tests.services.elasticsearch start

clean: ## remove the environment and every runtime file, the demo museum too
	@rm -rf .venv var
