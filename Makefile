# What one types: `make demo`, `make test`. Needs Python 3.11 to 3.13 with pip, and make; all else is put into .venv.
# Another interpreter: `make demo PYTHON=python3.12`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9

# The project's own environment is meant, whatever the caller has activated; uv takes the interpreter that made it.
unexport VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help demo test check format readme screenshots bench train lock browser axe clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(VENV)/installed ## read the samples into a fresh ledger and show what it holds
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/demo.sh

test: check browser axe ## the checks, then every test (installs Chromium and axe-core for the browser tests where it can)
	$(BIN)/pytest --numprocesses auto --dist loadfile

check: $(VENV)/installed-dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/installed-dev ## put the code into ruff's format
	$(BIN)/ruff format .

readme: $(VENV)/installed-dev ## put into the README what its commands print now
	$(BIN)/python scripts/readme.py

screenshots: $(VENV)/installed-dev browser ## take pictures of every page into out/pictures, and those of the README into docs/pictures
	$(BIN)/python scripts/screenshots.py

bench: $(VENV)/installed-dev ## measure what reading costs, whether its confidence can be believed (on ../shared) and how well linking links; bodies of web pages, and copies of one story
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench.linking
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.copies

GOLD := ../shared/gold/train
STORIES := ../shared/bulk/stories.jsonl
LEARNED := src/legation/reading
TRAINING = nice -n 19 $(BIN)/python -m training

train: $(VENV)/installed-dev ## train all that is learned anew from ../shared and training/ (hours; needs torch)
	$(UV) pip install --quiet -r training/requirements.txt
	$(TRAINING).annotations $(STORIES) out/more
	cp training/documents/* out/more
	$(TRAINING).labels $(GOLD) $(LEARNED)/labels.json --more out/more
	$(TRAINING).figures $(GOLD) $(LEARNED)/figures.json --more out/more
	$(TRAINING).parties $(GOLD) out/parties.json
	$(TRAINING).parties out/more out/more.json
	$(TRAINING) fit --gold $(GOLD) --parties out/parties.json --more out/more --more-parties out/more.json --runs out/runs --fold 0
	$(TRAINING) fit --gold $(GOLD) --parties out/parties.json --more out/more --more-parties out/more.json --runs out/runs
	$(TRAINING) calibrate --gold $(GOLD) --parties out/parties.json --runs out/runs
	$(TRAINING).labels $(GOLD) out/labels0.json --more out/more --but out/runs/fold0.json
	$(TRAINING).figures $(GOLD) out/figures0.json --more out/more --but out/runs/fold0.json
	$(TRAINING).verdict $(GOLD) out/runs/fold0 out/runs/fold0.json $(LEARNED)/verdict.json --labels out/labels0.json --figures out/figures0.json
	$(TRAINING) export --runs out/runs --out $(LEARNED)/model
	$(TRAINING).gate --gold $(GOLD) --more out/more --stories $(STORIES) --cache out/quiet.json
	$(TRAINING).matters $(STORIES) out/matters
	$(TRAINING).linking frequencies $(STORIES) src/legation/ledger/linking/frequencies.json
	$(TRAINING).linking kinship ../shared/gold/linking bench/linking out/matters src/legation/ledger/linking/kinship.json --within $(GOLD)

lock: $(UV) ## write uv.lock anew after a change of dependencies
	$(UV) lock

# The browser tests skip, and say why, where there is no Chromium and we may not install it.
browser:
	@if ! command -v chromium >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "installing Debian's chromium for the browser tests"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
	    >/dev/null 2>&1 || echo "chromium could not be installed: the browser tests will be skipped"; \
	fi

# By its lock file, which carries its hash. Where there is no npm the tests for accessibility are skipped, and say so.
axe:
	@if command -v npm >/dev/null && [ ! -d tests/axe/node_modules ]; then \
	  npm ci --silent --prefix tests/axe || echo "axe-core could not be installed: accessibility will not be tested"; \
	fi

clean: ## remove the environment and what the demo made
	rm -rf $(VENV) out tests/axe/node_modules

# Debian's python3 comes without the module that puts pip into an environment: the pip outside puts uv there instead.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Legation needs Python 3.11 to 3.13; name one with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet uv==$(UV_VERSION)

# uv.lock carries the hash of every file that is installed; --locked refuses a lock that does not fit pyproject.toml.
$(VENV)/installed: $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked --inexact --no-dev
	@touch $@

$(VENV)/installed-dev: $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked --inexact
	@touch $@ $(VENV)/installed
