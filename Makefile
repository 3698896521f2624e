# `make` alone prints what there is. Every target sets up what it needs by itself.
PYTHON ?= python3
YEAR ?= $(sort $(notdir $(wildcard data/raw/*)))

BIN := .venv/bin
LAB := .venv-lab/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help report test heavy check bench reproduce lab clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

report: .venv/ready ## build the report of YEAR (default: every year) into reports/YEAR/index.html
	set -e; for year in $(YEAR); do $(BIN)/aarsmelding build --year $$year; done

# Two processes, for many tests wait for a browser, a build or a kernel of their own. The tests of a
# file stay together, since they share what they make; files go in order, the browser's long ones early.
test: .venv/ready ## run the tests, two files at a time
	$(BIN)/python -m pytest -m "not heavy" -n 2 --dist loadfile --no-loadscope-reorder

heavy: .venv/ready ## run the tests that take minutes: builds that are killed, builds on a cluster
	$(BIN)/python -m pytest -m heavy

check: .venv/ready ## validate the data; lint and type-check the code
	set -e; for year in $(YEAR); do $(BIN)/aarsmelding check --year $$year; done
	$(BIN)/ruff check lib tests notebooks
	$(BIN)/ruff format --check lib tests notebooks
	$(BIN)/mypy

reproduce: .venv/ready ## build YEAR twice, in unlike folders, time zones, languages and days, and compare
	set -e; for year in $(YEAR); do $(BIN)/python -m tests.reproducing $$year; done

bench: .venv/ready .venv-bench/ready ## measure builds side by side with what everybody knows; PART=sections for one part
	$(BIN)/python -m benchmarks.bench $(PART)

lab: .venv-lab/ready ## open JupyterLab on the notebooks
	$(LAB)/jupyter lab notebooks

clean: ## remove what builds keep for the next one, not the reports or the environments
	rm -rf .build data/clean

# The build environment is without JupyterLab: with it, every process that reads a notebook
# starts two seconds later.
.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv-lab/ready: requirements-lab.txt pyproject.toml
	$(PYTHON) -m venv .venv-lab
	$(LAB)/python -m pip install --quiet --require-hashes -r requirements-lab.txt
	$(LAB)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# What the build is held against needs other versions of some libraries.
.venv-bench/ready: benchmarks/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r benchmarks/requirements.txt
	.venv-bench/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
