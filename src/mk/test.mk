# Tests.  A unit test is tests/unit/<layer>/test_<module>.c and links only its layer and below; the
# suites of tests/suites.txt are scripts that end with "N passed, N failed".

UNIT_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/unit/%,$(UNIT_SOURCES))
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

define unit-rule
$(B)/unit/$(1)/%: tests/unit/$(1)/%.c $(B)/lib/lib$(1).a $(DEPS_$(1):%=$(B)/lib/lib%.a)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CPPFLAGS_ALL) -Itests $$(CFLAGS_ALL) -Wno-missing-prototypes $$(LDFLAGS_ALL) -MMD -MP \
		-o $$@ $$(filter %.c %.a,$$^) -lcmocka $$(call pkg-libs,$(1) $(DEPS_$(1)))
endef
$(foreach l,$(LAYERS),$(eval $(call unit-rule,$(l))))

unit: $(UNIT_TESTS) ## build and run the unit tests
	@tests/as-user.sh tests/run-unit.sh $(UNIT_TESTS)

check: deps-test ## build, layer and symbol lint, unit tests: under a minute
	@$(MAKE) --no-print-directory all lint-quick
	@$(MAKE) --no-print-directory MODE=debug unit

# A target of libFuzzer that reads a corpus once, with sanitizers: build/fuzz/<name>.
FUZZ_CC := clang
FUZZ_FLAGS := -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
# What a target needs of src/cmd, which is no library.
FUZZ_CMD_hts := src/cmd/hts_read.c
FUZZ_LIBS := $(CEE_LAYERS:%=build/fuzz/lib/lib%.a)
build/fuzz/%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) build/fuzz/libs
	$(Q)$(FUZZ_CC) $(CPPFLAGS_ALL) -Itests -Itests/fuzz -std=c11 -O1 -g $(FUZZ_FLAGS) -o $@ $< $(FUZZ_CMD_$*) \
		$(FUZZ_LIBS) $(call pkg-libs,$(CEE_LAYERS))

# Once for all targets: each by itself would make the same files at the same time.
build/fuzz/libs: $(foreach l,$(LAYERS),$(call layer-sources,$(l)) $(wildcard src/$(l)/*.h)) $(FUZZ_CMD_hts)
	@mkdir -p $(@D)
	@$(MAKE) --no-print-directory MODE=fuzz CC=$(FUZZ_CC) fuzz-libs
	@touch $@

fuzz-libs: $(CEE_LAYERS:%=$(B)/lib/lib%.a)

fuzz-replay: $(FUZZ_TARGETS:%=build/fuzz/%)
	@tests/as-user.sh tests/fuzz/replay.sh $(FUZZ_TARGETS)

# TARGETS=: some of them; JOBS=: as many at a time.
fuzz: deps-fuzz $(FUZZ_TARGETS:%=build/fuzz/%) ## fuzz every target for TIME seconds of CPU (60), and say what it covered
	@tests/fuzz/campaign.sh $(or $(TIME),60) $(or $(TARGETS),$(FUZZ_TARGETS))

# Programs that stand between a judge and a layer: tests/judges/<name>_driver.c.
judge-layers_commonmark := markup base
judge-layers_mustache := view base
judge-layers_api := search view words db base
$(B)/judges/%_driver: tests/judges/%_driver.c \
		$(foreach l,markup search view words db base,$(B)/lib/lib$(l).a)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -Wno-missing-prototypes $(LDFLAGS_ALL) -o $@ $< \
		$(judge-layers_$*:%=$(B)/lib/lib%.a) $(call pkg-libs,$(judge-layers_$*))

# What makes a system call go wrong, for tests/faults.
$(B)/faults/inject: tests/faults/inject.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -lseccomp

faults: deps-faults all web $(B)/faults/inject ## kill, starve, flood and damage it, to the full (half an hour; FAULTS= names some)
	@$(MAKE) --no-print-directory site-for-tests
	@tests/faults/run.sh whole $(FAULTS)

load: deps-load all web build/bench/search ## throughput and latency of nginx and cee-search, and too much of it; SECONDS_EACH=3
	@$(MAKE) --no-print-directory site-for-tests
	@tests/load/run.sh

judges: $(B)/judges/commonmark_driver $(B)/judges/mustache_driver $(B)/judges/api_driver

npm-judges:
	@tests/npm.sh tests/judges
	@tests/npm.sh tests/browser
	@rm -rf build/shots && mkdir -p -m 1777 build/shots # pictures of every page, by whoever runs the suites

suites: npm-judges judges wasm $(B)/faults/inject bench-tools
	@tests/as-user.sh tests/suites.sh $(MODE)

test-servers: deps-servers ## the shipped configurations in nginx, Apache httpd, lighttpd and Caddy
	@$(MAKE) --no-print-directory site-for-tests
	@tests/as-user.sh tests/e2e/servers.sh

test: deps-test deps-servers deps-fuzz ## everything: check, site, suites, fuzz corpora
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory site-for-tests suites fuzz-replay

site-for-tests: all web
	@$(B)/cee build >/dev/null; status=$$?; [ $$status = 0 ] || [ $$status = 4 ]

asan: deps-test ## the whole suite under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory MODE=asan all unit
	@$(MAKE) --no-print-directory MODE=asan site-for-tests suites

valgrind: deps-lint ## the unit tests under valgrind
	@$(MAKE) --no-print-directory MODE=debug VALGRIND="valgrind -q --error-exitcode=9 --leak-check=full" unit

-include $(wildcard $(B)/unit/*/*.d)

.PHONY: unit check faults load judges fuzz fuzz-libs fuzz-replay npm-judges suites test test-servers site-for-tests asan valgrind
