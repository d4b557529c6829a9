# Tests.  A unit test is tests/unit/<layer>/test_<module>.c and links only its layer and below.

UNIT_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/unit/%,$(UNIT_SOURCES))

unit-layer = $(word 3,$(subst /, ,$(1)))

define unit-rule
$(B)/unit/$(1)/%: tests/unit/$(1)/%.c $(B)/lib/lib$(1).a $(DEPS_$(1):%=$(B)/lib/lib%.a)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CPPFLAGS_ALL) -Itests $$(CFLAGS_ALL) -Wno-missing-prototypes $$(LDFLAGS_ALL) -MMD -MP \
		-o $$@ $$(filter %.c %.a,$$^) -lcmocka $$(call pkg-libs,$(1) $(DEPS_$(1)))
endef
$(foreach l,$(LAYERS),$(eval $(call unit-rule,$(l))))

unit: $(UNIT_TESTS) ## build and run the unit tests
	@tests/run-unit.sh $(B) $(UNIT_TESTS)

check: deps-test ## build, layer and symbol lint, unit tests: under a minute
	@$(MAKE) --no-print-directory all lint-quick
	@$(MAKE) --no-print-directory MODE=debug unit

-include $(wildcard $(B)/unit/*/*.d)
.PHONY: unit check
