# lint-quick belongs to `make check`; lint is everything.

# Headers are laid out by hand: their columns carry the comments.
C_FILES := $(sort $(wildcard src/*/*.c tests/unit/*/*.c tests/fuzz/*.c))

lint-quick: $(B)/cee $(B)/cee-search
	@tests/lint/layers.sh
	@tests/lint/words.sh
	@tests/lint/symbols.sh $(B)

lint: deps-lint lint-quick ## the slow analysers: clang, clang-tidy, cppcheck, mandoc, format
	@tests/lint/analysers.sh

analyze: ## gcc -fanalyzer over everything
	@$(MAKE) --no-print-directory MODE=analyze CFLAGS="$(CFLAGS)" all

fmt: ## lay the C code out
	clang-format -i $(C_FILES)

.PHONY: lint lint-quick analyze fmt
