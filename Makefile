# cee: which CBP Center handles this?  `make help` lists the targets.

MODE ?= release
B := build/$(MODE)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

include src/mk/flags.mk
include src/mk/build.mk
include src/mk/web.mk
include src/mk/wasm.mk
include src/mk/deps.mk
include src/mk/test.mk
include src/mk/eval.mk
include src/mk/bench.mk
include src/mk/lint.mk
include src/mk/install.mk
include src/mk/pkg.mk

all: $(B)/cee $(B)/cee-search ## build the release binaries (default)

site: all web ## build site/current from content/ and templates/
	$(B)/cee build

run: deps-run ## install what is missing, build, and serve on http://127.0.0.1:8080
	@$(MAKE) --no-print-directory all web
	@if [ -n "$(SMOKE)" ]; then exec src/mk/smoke.sh $(B)/cee; \
	else exec $(B)/cee serve --port $(or $(PORT),8080); fi

clean: ## remove everything that make made
	rm -rf build site/releases site/current site/.stage* site/.preview

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' Makefile src/mk/*.mk

.PHONY: all site run clean help
