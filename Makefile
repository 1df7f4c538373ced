# Two commands matter: `make demo` shows the whole path on one text, `make test` checks everything.
# Both work on a bare machine with Python 3.11 or newer; the environment is built once in .venv.

PYTHON ?= python3
BIN    := .venv/bin
SAMPLE := corpus/samples/ministry_article.txt
DEMO   := build/demo.db

.PHONY: demo test fuzz load screenshots lint bench profile clean

demo: .venv/installed
	@mkdir -p build
	@rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/chidao extract $(SAMPLE)
	$(BIN)/chidao ingest $(SAMPLE) --db sqlite:///$(DEMO)
	$(BIN)/chidao search "gia thuoc" --db sqlite:///$(DEMO)

test: lint
	$(BIN)/python -m pytest -n auto

# The service against its own description, with many more requests than `make test` sends.
fuzz: .venv/tested
	CHIDAO_FUZZ_EXAMPLES=200 $(BIN)/python -m pytest -n auto tests/test_fuzz.py

# What searches cost at 16 clients beside a route that answers with a constant.
load: .venv/tested
	PYTHONPATH=tests $(BIN)/python tests/load.py 2>/dev/null

# Pictures of the pages for docs/page.md, taken with Debian's chromium; fonts-noto-core makes them look as elsewhere.
screenshots: .venv/tested
	PYTHONPATH=tests $(BIN)/python tests/screenshots.py

lint: .venv/tested
	$(BIN)/lint-imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy models extractor corpus api bench tests

# What extraction costs, in ratios; `make bench BENCH=--short` is what CI runs. See docs/performance.md.
bench: .venv/tested
	$(BIN)/python -m bench $(BENCH)

profile: .venv/tested
	$(BIN)/python -m bench.profiling $(PROFILE)

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

# What runs: the exact versions of requirements.lock, and this package itself, editable.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("chidao needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

# What tests and lints need besides.
.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@
