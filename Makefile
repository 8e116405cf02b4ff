# Every target sets up what it needs: Python 3.11 or later, git and make are enough.
PYTHON ?= python3
PYTEST_FLAGS ?= -n auto --dist worksteal

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bless bench conformance-spark mutation schemas site wheel lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s  %s\n", $$1, $$2}' Makefile

demo: $(READY) ## write the example afresh into build/demo, measure it, check it, build its handbook
	@rm -rf build/demo
	@$(BIN)/partnership demo build/demo --no-serve

test: $(READY) ## run the tests; the last line counts them
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

check: $(READY) ## style, types and layers
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Some files are not formatted: run .venv/bin/ruff format" >&2; exit 1; }
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache --no-logo

bless: $(READY) ## rewrite the expected outputs of the tests; then read the diff
	@$(BIN)/python -m pytest $(PYTEST_FLAGS) --bless

bench: $(READY) ## run the benchmarks, which print ratios
	@for script in tests/benchmarks/bench_*.py; do $(BIN)/python "$$script" || exit; done

conformance-spark: $(READY) build/spark/.ready ## hold Spark to the records of the other stores (half an hour; needs Java 17)
	@PYTHONPATH=build/spark $(BIN)/python -m pytest tests/conformance/spark_store.py \
		tests/conformance/spark_conformance.py \
		--verbose --capture=no -W default -o faulthandler_timeout=0 -p no:cacheprovider

build/spark/.ready: tests/conformance/spark.lock
	@echo "Setting up build/spark from tests/conformance/spark.lock (once; 900 MB)" >&2
	@rm -rf build/spark && mkdir -p build/spark
	@$(PIP) install --require-hashes --no-deps --target build/spark --requirement tests/conformance/spark.lock
	@touch build/spark/.ready

mutation: $(READY) build/mutation/.ready ## change the clock and the judging in small ways: a test fails each time (hours; MUTATION=--help)
	@PYTHONPATH=build/mutation:. $(BIN)/python tests/mutation/mutate.py $(MUTATION)

build/mutation/.ready: tests/mutation/mutmut.lock
	@echo "Setting up build/mutation from tests/mutation/mutmut.lock (once)" >&2
	@rm -rf build/mutation && mkdir -p build/mutation
	@$(PIP) install --require-hashes --no-deps --target build/mutation --requirement tests/mutation/mutmut.lock
	@touch build/mutation/.ready

schemas: $(READY) ## write schemas/v1 from the models
	@$(BIN)/partnership schema --write schemas/v1

site: $(READY) ## build the guide, with the example's handbook inside, into build/site
	@test -d build/demo || $(BIN)/partnership demo build/demo --no-serve > /dev/null
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file site/mkdocs.yml
	@echo build/site/index.html

wheel: $(READY) ## build the sdist, and the wheel from it, into build/dist
	@rm -rf build/dist && mkdir -p build
	@$(BIN)/python -m build --no-isolation --outdir build/dist . > build/wheel.log 2>&1 \
		|| { cat build/wheel.log >&2; exit 1; }
	@ls build/dist

lock: $(READY) ## resolve requirements.lock from pyproject.toml (LOCK_FLAGS=--upgrade for newer versions)
	@$(PIP) install uv
	@$(BIN)/python -m uv --quiet pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-config --custom-compile-command "make lock" \
		--output-file requirements.lock $(LOCK_FLAGS) > /dev/null
	@$(BIN)/python -m uv --quiet pip compile pyproject.toml --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-config --no-header --constraint requirements.lock \
		--output-file partnership/scaffold/requirements.txt > /dev/null
	@$(BIN)/python -m uv --quiet pip compile --group pyproject.toml:spark --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-config --no-header --constraint requirements.lock \
		--output-file tests/conformance/spark.lock > /dev/null
	@$(BIN)/python -m uv --quiet pip compile --group pyproject.toml:mutation --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-config --no-header --constraint requirements.lock \
		--output-file tests/mutation/mutmut.lock > /dev/null

clean: ## remove everything that make made
	@rm -rf build .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "This needs Python 3.11 or later, and \`$(PYTHON)\` is not: name one, as in \`make PYTHON=python3.12 test\`." >&2; exit 1; }
	@echo "Setting up .venv from requirements.lock (once; about a minute)" >&2
	@$(PYTHON) -m venv .venv || { \
		echo "No virtual environment could be made; on Debian and Ubuntu \`apt install python3-venv\` brings what is missing." >&2; exit 1; }
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(READY)
