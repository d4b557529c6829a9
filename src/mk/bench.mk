# How quick everything is, and next to what: tests/bench/README.md.

DEPS_BENCH := hugo jekyll pandoc
BENCH := build/bench
BENCH_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -D_GNU_SOURCE

$(BENCH)/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BENCH_CFLAGS) -o $@ $< -lcmark -lsqlite3 -pthread -Wl,--as-needed

$(BENCH)/search: tests/bench/search.c $(RESPONDER_LAYERS:%=$(B)/lib/lib%.a)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(call pkg-libs,$(RESPONDER_LAYERS))

$(BENCH)/scale: tests/bench/scale.c $(CEE_LAYERS:%=$(B)/lib/lib%.a)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(call pkg-libs,$(CEE_LAYERS))

bench-tools: all $(BENCH)/corpus $(BENCH)/limit $(BENCH)/run $(BENCH)/search $(BENCH)/scale

# Beside the generators the servers, whose own cost of a file an answer is held against.
bench-peers:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_BENCH) $(DEPS_LOAD)
	@tests/npm.sh tests/bench/peers

bench: $(if $(BENCH_PEERS),bench-peers,deps-run) ## measure builds and search beside their limit; BENCH_PEERS=1: and other generators
	@$(MAKE) --no-print-directory bench-tools web
	@node tests/bench/bench.js

.PHONY: bench bench-tools bench-peers
