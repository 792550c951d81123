# Two commands do everything: `make run` and `make test`. They need Python 3.11 or newer and nothing else.
# PORT, VENV, PYTHON and ARGS may be given:  make run PORT=9000    make test ARGS="tests/test_site.py -x"
PORT ?= 8000
VENV ?= .venv
export PORT VENV

PY = $(VENV)/bin/python
PACKAGES = @tools/python tools/packages.py
DEV_PACKAGES = $(PACKAGES) dev
MAKEFLAGS += --no-print-directory

.PHONY: help run dev test lint format messages audit bench screenshots pictures pins clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1  — /p' Makefile

run: ## install what is needed, prepare the database and the content, serve the site on PORT (8000)
	@tools/python tools/port.py
	$(PACKAGES)
	@exec $(PY) tools/run.py

dev: ## the same with DEBUG on and Django's own server, which reloads changed code
	@tools/python tools/port.py
	$(PACKAGES)
	@exec $(PY) tools/run.py dev

test: lint ## lint, then every test on SQLite and on PostgreSQL, with a real browser (ARGS goes to pytest)
	@exec $(PY) tools/test.py $(ARGS)

lint: ## look for faults in the Python code and in the layout of code and templates
	$(DEV_PACKAGES)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@find templates -name '*.html' -exec $(VENV)/bin/djade --check --target-version 5.2 {} +

format: ## lay out the Python code and the templates
	$(DEV_PACKAGES)
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .
	@-find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 {} +

messages: ## gather new interface words into locale/vi (needs gettext)
	@command -v xgettext >/dev/null || { echo "make messages needs gettext: apt-get install gettext" >&2; exit 1; }
	$(PACKAGES)
	@$(PY) manage.py makemessages --locale vi --add-location file --no-wrap --ignore '.venv*' --ignore var --ignore staticfiles

audit: ## look for known weaknesses in what we depend on
	$(DEV_PACKAGES)
	@exec $(PY) tools/audit.py

bench: ## measure the site
	$(DEV_PACKAGES)
	@exec $(PY) -m bench $(ARGS)

screenshots: ## take the pictures of the editors' guide anew, in a real browser (ARGS=vi or en: in one language)
	$(DEV_PACKAGES)
	@exec $(PY) tools/screenshots.py $(ARGS)

pictures: ## draw the pictures beside shared links and the icons anew, in a real browser
	$(DEV_PACKAGES)
	@exec $(PY) tools/draw.py

pins: ## pin the newest packages that the .in lists allow (needs uv)
	@command -v uv >/dev/null || { echo "make pins needs uv: pip install uv" >&2; exit 1; }
	@for list in requirements requirements-dev; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    $$list.in --output-file $$list.txt || exit 1; \
	done

clean: ## remove what can be made again; the local database in var/ stays
	rm -rf $(VENV) .venv-* staticfiles test-results .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
