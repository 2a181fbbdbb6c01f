# Everything a developer or a user of a source checkout does. `make score` and `make test` set up what they need.
PYTHON ?= python3
DATA ?= ../shared
BIN := .venv/bin
OLDEST := .venv/oldest/bin/python
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: score test fast oldest check fix bench benchmarks models sentences attributions consensus docs requirements browser clean

score: .venv/.run  ## rate the example documents
	$(BIN)/reliability score seeds

# One thread: for the small matrices here, two take longer together than one does.
test: .venv/.dev  ## every test, the slow ones too
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest

fast: .venv/.dev  ## the tests that take under a minute together
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m "not slow" -n 2

# The warning is one that old versions of scikit-learn cause by how they hand tests to pytest.
oldest:  ## the same with the oldest packages that are allowed; needs Python 3.11: make oldest PYTHON=python3.11
	$(PYTHON) -m venv .venv/oldest
	$(OLDEST) -m pip --quiet install -r requirements/build.txt -r requirements/oldest.txt
	$(OLDEST) -m pip --quiet install --no-build-isolation --constraint requirements/oldest.txt --editable .[dev]
	OMP_NUM_THREADS=1 $(OLDEST) -m pytest -m "not slow" -n 2 -W ignore::pytest.PytestRemovedIn10Warning

check: .venv/.dev  ## style, format and types; repairs nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: .venv/.dev  ## repair style and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.run  ## hold the figures above their floors: three minutes
	$(BIN)/python benchmarks/floors.py

benchmarks: .venv/.run  ## every benchmark, peers too: three hours on two cores; writes docs/benchmarks.md
	$(PIP) install --editable .[benchmarks]
	$(BIN)/python benchmarks/run.py --data $(DATA)

models: .venv/.run  ## train again what is under models/ (needs the data)
	$(BIN)/python -m reliability.training.punkt $(DATA)/data/articles.jsonl.gz models/punkt.json
	$(BIN)/reliability train $(DATA)/gold/articles.jsonl.gz --data $(DATA) --out models

sentences: .venv/.run  ## train again what judges sentences: five minutes on two cores (needs the data); then make models
	$(BIN)/reliability train-sentences $(DATA) --out models

docs: .venv/.dev  ## write what pages show of the code, the pins and the examples; build the site into site/
	$(BIN)/python docs/write_features.py
	$(BIN)/python docs/write_dependencies.py
	$(BIN)/python docs/write_readme.py
	$(BIN)/python docs/write_figures.py
	$(BIN)/python docs/write_research.py
	$(BIN)/mkdocs build --strict --quiet

attributions: .venv/.run  ## train again what finds sources: two hours on two cores (needs the data)
	$(PIP) install --editable .[train]
	$(BIN)/reliability train-attributions $(DATA) --out models --teacher .venv/teacher.pt

consensus: .venv/.run  ## train again what compares documents; after `make models`, whose scores it sees
	$(BIN)/reliability train-consensus $(DATA) --out models

requirements: .venv/.dev  ## pin again
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-header --output-file requirements/run.txt pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-header --allow-unsafe --extra dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt pyproject.toml

browser:  ## fetch what the tests of the HTML report need: Chromium by apt-get (Debian, as root), axe-core by npm
	command -v chromium >/dev/null && command -v chromedriver >/dev/null || { apt-get update --quiet && \
		apt-get install --yes --quiet --no-install-recommends chromium chromium-driver fonts-crosextra-caladea \
		fonts-inter; } || echo "Install chromium and chromedriver by hand: the tests marked browser are left out."
	test -f .browser/node_modules/axe-core/axe.min.js || npm install --prefix .browser --no-save --no-audit --no-fund \
		axe-core@4.14.1 || echo "axe-core could not be fetched: the tests that need it are left out."

# The build tools are pinned too, so that the package is built by them and not by whatever is newest.
.venv/.run: requirements/run.txt requirements/build.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install -r requirements/build.txt -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(PIP) install -r requirements/dev.txt
	touch $@

clean:
	rm -rf .venv build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis
