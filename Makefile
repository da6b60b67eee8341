# Two commands do all their own set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PINS   := .ci/constraints.txt
PORT   ?= 8501
SERVE  ?= 1
SECONDS_TO_SOLVE ?= 10

.DEFAULT_GOAL := help
.PHONY: help demo serve test soak lint types contracts check clean

help:
	@echo "make demo          set up, plan the sample week, live through an evening, open the app"
	@echo "make demo SERVE=0  the same, without the app"
	@echo "make test          set up and run all tests"
	@echo "make check         lint, types and import contracts"
	@echo "make soak          the long runs"

# uv when it is there, else venv and pip; the pins hold for both.
define install
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python '>=3.11' $(VENV) && \
	  uv pip install --quiet --python $(PY) --constraint $(PINS) -r pyproject.toml $(1); \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)' && \
	  $(PYTHON) -m venv $(VENV) && \
	  $(PY) -m pip install --quiet --disable-pip-version-check --constraint $(PINS) '.$(2)'; \
	fi
	@touch $@
endef

$(VENV)/ready: pyproject.toml $(PINS)
	@echo "Setting up the environment in $(VENV)/ (about a minute, once)"
	$(call install,,)

$(VENV)/ready-dev: pyproject.toml $(PINS) $(VENV)/ready
	$(call install,--extra dev,[dev])

demo: $(VENV)/ready
	@$(PY) -m planner demo --out out --store var/demo.sqlite --seconds $(SECONDS_TO_SOLVE)
ifneq ($(SERVE),0)
	@echo "Avondronde: http://127.0.0.1:$(PORT)   (stop with Ctrl+C)"
	@AVONDRONDE_STORE=var/demo.sqlite AVONDRONDE_TODAY=2026-12-01 AVONDRONDE_PORT=$(PORT) $(PY) app.py
endif

serve: $(VENV)/ready
	@AVONDRONDE_PORT=$(PORT) $(PY) app.py

test: $(VENV)/ready-dev
	@$(PY) -m pytest -m "not soak"

soak: $(VENV)/ready-dev
	@$(PY) -m pytest -m soak

check: lint types contracts

lint: $(VENV)/ready-dev
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(VENV)/ready-dev
	@$(VENV)/bin/mypy

contracts: $(VENV)/ready-dev
	@$(VENV)/bin/lint-imports

clean:
	rm -rf $(VENV) out var build .pytest_cache .mypy_cache .ruff_cache
