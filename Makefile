# Two commands do everything on a fresh Debian machine: `make demo`, `make test`. The rest are parts of them.
PYTHON ?= python3
BIN := .venv/bin
SEED ?= 2026
COUNT ?= 1000
# `make eval WRITE=--write` writes the figures that the READMEs publish
WRITE ?=
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export OMP_THREAD_LIMIT := 1

# command or file that shows a Debian package is there : package
NEEDS := /usr/share/tesseract-ocr/5/tessdata/rus.traineddata:tesseract-ocr-rus \
         /usr/share/tesseract-ocr/5/tessdata/eng.traineddata:tesseract-ocr-eng \
         /usr/bin/antiword:antiword /usr/bin/soffice:libreoffice-writer-nogui \
         /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:fonts-dejavu-core

.PHONY: demo test test-fast setup system serve eval eval-scan bench bench-scan peers check lock clean

demo: setup ## extract the samples, show their roadmaps, say where the JSON is
	$(BIN)/dorkarta extract corpus/samples -o out/demo
	$(BIN)/dorkarta show out/demo/*.json
	@echo "JSON: $(CURDIR)/out/demo"

test: setup ## all tests, the worked examples included
	$(BIN)/pytest --nbmake notebooks
	$(BIN)/pytest

test-fast: setup ## without the long rounds
	$(BIN)/pytest -m "not slow"

setup: system .venv/.done ## the environment in .venv, the command at .venv/bin/dorkarta

system:
	@sh bin/system-packages $(NEEDS)

.venv/.done: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: PYTHON=python3.11 make setup"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh bin/system-packages /nonexistent:python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

serve: setup ## the service and its page on http://127.0.0.1:8000
	$(BIN)/dorkarta serve

eval: setup ## accuracy over corpus/, generated documents and, where present, ../shared
	$(BIN)/python -m corpus.evaluate --set b --seed $(SEED) --count $(COUNT) $(WRITE)
	$(BIN)/python -m corpus.scans $(WRITE)

bench: setup ## the whole pipeline's time beside bare natasha NER, one process
	$(BIN)/python -m corpus.bench

eval-scan: setup ## documents of the corpus printed, scanned in every kind, read (long: --count, --each make it shorter)
	$(BIN)/python -m corpus.paper

bench-scan: setup ## the scan reader's time beside bare tesserocr, then its memory over 200 pages
	$(BIN)/python -m corpus.paper.speed
	$(BIN)/python -m corpus.paper.memory

peers: setup ## dedoc, in an environment of its own, beside the extractor on the scans of ../shared
	$(BIN)/python -m corpus.peers.dedoc

check: setup ## format, lint, types, import graph, published figures
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m corpus.report --check

lock: ## pin and hash every requirement again
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe --strip-extras --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv out build *.egg-info .mypy_cache .ruff_cache .pytest_cache
