# Everything from a bare checkout: the two commands are "make html" and "make test".
# The environment in .venv is made once, and again when what it depends on changes.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
BUILD  := _build
SPHINX := $(BIN)/sphinx-build -n -W --keep-going
PIP    := $(BIN)/pip --disable-pip-version-check --quiet
DEPS   := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help html docs test fuzz edits bench tex release-check audit themes matrix preview live check linkcheck clean

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(VENV)/.site ## Build the site into _build/html
	$(SPHINX) -b html -d $(BUILD)/doctrees . $(BUILD)/html
	@echo "The site is in $(BUILD)/html/index.html"

docs: $(VENV)/.site ## Build the extension's manual into _build/docs
	$(SPHINX) -b html -d $(BUILD)/docs-doctrees docs $(BUILD)/docs
	@echo "The manual is in $(BUILD)/docs/index.html"

test: $(VENV)/.test ## Run the whole test suite
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tests/axe.py
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder --durations 20 $(ARGS)

fuzz: $(VENV)/.test ## Read a million broken .bib files (half an hour)
	$(BIN)/python tests/fuzz.py 1000000

edits: $(VENV)/.test ## Make 50,000 random edits and compare with fresh builds (hours)
	EDITS=25000 EDITS_SEED=$$(date +%s) $(BIN)/pytest --numprocesses auto -s tests/build/incremental/test_edits*.py

bench: $(VENV)/.bench ## Measure what lists cost beside other ways to have them (half an hour)
	PYTHONPATH=tests $(BIN)/python -m bench --slope 30000 --svg tests/bench/figures.svg
	PYTHONPATH=tests $(BIN)/python -m bench.pages
	PYTHONPATH=tests $(BIN)/python -m bench.pdf

tex: $(VENV)/.test ## Make PDFs of formulas and scripts, ask biber (tests/README.md says what it needs)
	$(BIN)/pytest tests/tex $(ARGS)

release-check: $(VENV)/.test themes matrix ## Compile what visitors copy in six styles, and PDFs; themes; matrix (needs what "make tex" needs)
	PYTHONPATH=tests $(BIN)/python -m release
	$(BIN)/pytest tests/tex

audit: $(VENV)/.test ## Ask Lighthouse and the Nu HTML checker (needs npm and Java; minutes)
	PYTHONPATH=tests $(BIN)/python -m audit $(ARGS)

matrix: $(VENV)/.matrix ## Run tests of builds with each Python, and the oldest and newest packages
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/nox --noxfile tests/noxfile.py $(ARGS)

themes: $(VENV)/.themes ## Look at lists under ten themes, and take pictures of them (minutes)
	@$(BIN)/python tests/browser.py
	PYTHONPATH=tests $(BIN)/python -m themes $(ARGS)

preview: $(VENV)/.test html ## Make the picture that links to the site show
	@$(BIN)/python tests/browser.py
	$(BIN)/python tests/preview.py $(BUILD)/html _static/preview.png

live: $(VENV)/.live ## Build, show, and build again on each save
	$(BIN)/sphinx-autobuild -n -d $(BUILD)/live/doctrees --open-browser --watch ext \
	  --watch pubs.bib --ignore '$(VENV)/*' --ignore '$(BUILD)/*' . $(BUILD)/live/html

check: $(VENV)/.check ## Lint, types, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell

linkcheck: $(VENV)/.site ## Ask every web address on the site (needs the network)
	$(SPHINX) -b linkcheck -d $(BUILD)/doctrees . $(BUILD)/linkcheck

clean: ## Remove what was built; the environment stays
	rm -rf $(BUILD) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A stamp per dependency group. pip knows groups since 25.1; a fresh venv's may not.
$(VENV)/.%: $(DEPS)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what \"$*\" needs into $(VENV) …"
	@$(PIP) install --upgrade --constraint constraints.txt pip
	@$(PIP) install --constraint constraints.txt --editable . --group $*
	@touch $@
