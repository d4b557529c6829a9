# The search for browsers, without a server: search and what it stands on as a WebAssembly module, by Debian's
# clang and wasi-libc.  npm carries the sources of SQLite and of Snowball's stemmers that Debian's packages of
# binaries do not; what libutf8proc knows comes as tables that it fills itself.

WASM := build/wasm
WASM_NPM := $(WASM)/node_modules
WASM_CC := clang --target=wasm32-wasi
WASM_SQLITE := $(WASM_NPM)/better-sqlite3/deps/sqlite3
WASM_STEMMER := $(WASM_NPM)/node-snowball/src/libstemmer

# Nobody counts there what was not found, and nothing has files.
WASM_SOURCES := $(filter-out src/base/fs.c src/base/hash.c src/base/program.c src/base/record.c src/base/work.c,$(call layer-sources,base)) \
	$(call layer-sources,words) $(call layer-sources,view) $(call layer-sources,db) \
	$(filter-out src/search/gaps%.c,$(call layer-sources,search)) src/index/named.c src/index/unpack.c \
	$(filter-out src/wasm/foldgen.c,$(wildcard src/wasm/*.c))
WASM_OBJECTS := $(patsubst src/%.c,$(WASM)/obj/%.o,$(WASM_SOURCES)) $(WASM)/obj/sqlite3.o \
	$(patsubst %,$(WASM)/obj/%.o,api utilities stem_UTF_8_english stem_UTF_8_spanish)

WASM_ASSETS := $(patsubst %,$(WASM)/assets/%,search.wasm search-worker.js offline-worker.js search-licenses.txt)

# Sums of floating point in the order in which they are written, as everywhere.
WASM_FLAGS := -O2 -mbulk-memory -flto -std=c11 -ffp-contract=off -D_GNU_SOURCE -DNDEBUG
WASM_CPPFLAGS := -include src/wasm/libc.h -Isrc -I$(WASM)/gen -I$(WASM)/include -I$(WASM_SQLITE) -I$(WASM_STEMMER)
WASM_SQLITE_FLAGS := -DSQLITE_OS_OTHER=1 -DSQLITE_THREADSAFE=0 -DSQLITE_TEMP_STORE=3 -DSQLITE_ENABLE_FTS5 \
	-DSQLITE_DQS=0 -DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_LIKE_DOESNT_MATCH_BLOBS -DSQLITE_OMIT_DEPRECATED \
	-DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_OMIT_WAL -DSQLITE_OMIT_JSON \
	-DSQLITE_OMIT_UTF16 -DSQLITE_OMIT_AUTHORIZATION -DSQLITE_OMIT_TRACE -DSQLITE_OMIT_DATETIME_FUNCS \
	-DSQLITE_OMIT_DECLTYPE -DSQLITE_MAX_EXPR_DEPTH=0

wasm: deps-wasm ## make build/wasm/assets: the search for browsers, without a server
	@$(MAKE) --no-print-directory $(WASM_ASSETS)

$(WASM)/fetched: src/wasm/package.json src/wasm/package-lock.json
	@mkdir -p $(WASM)
	@cp $^ $(WASM)/
	@cd $(WASM) && npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error
	@touch $@

# The generator runs here, so its words are this machine's.
$(WASM)/foldgen: src/wasm/foldgen.c src/wasm/fold.h
	@mkdir -p $(@D)
	$(Q)$(CC) -Isrc -std=c11 -O1 -Wall -Wextra -Werror -o $@ $< $(shell pkg-config --libs libutf8proc)
$(WASM)/gen/wasm/fold_tables.h: $(WASM)/foldgen
	@mkdir -p $(@D)
	$(Q)$< >$@
$(WASM)/include/utf8proc.h:
	@mkdir -p $(@D)
	$(Q)cp "$$(pkg-config --variable=includedir libutf8proc)/utf8proc.h" $@
$(WASM)/include/libstemmer.h: $(WASM)/fetched
	@mkdir -p $(@D)
	$(Q)cp $(WASM_STEMMER)/include/libstemmer.h $@
$(WASM)/gen/db/schema.sql.h: src/db/schema.sql src/mk/embed.sh
	@mkdir -p $(@D)
	$(Q)src/mk/embed.sh $< >$@

WASM_FIRST := $(WASM)/fetched $(WASM)/gen/wasm/fold_tables.h $(WASM)/include/utf8proc.h \
	$(WASM)/include/libstemmer.h $(WASM)/gen/db/schema.sql.h src/mk/wasm.mk
$(WASM)/obj/%.o: src/%.c $(WASM_FIRST)
	@mkdir -p $(@D)
	$(Q)$(WASM_CC) $(WASM_FLAGS) $(WASM_CPPFLAGS) -Wall -Wextra -Werror -MMD -MP -c -o $@ $<
$(WASM)/obj/sqlite3.o: $(WASM)/fetched src/mk/wasm.mk
	@mkdir -p $(@D)
	$(Q)$(WASM_CC) $(WASM_FLAGS) -Os $(WASM_SQLITE_FLAGS) -w -c -o $@ $(WASM_SQLITE)/sqlite3.c
$(WASM)/obj/%.o: $(WASM)/fetched src/mk/wasm.mk
	@mkdir -p $(@D)
	$(Q)$(WASM_CC) $(WASM_FLAGS) -w -c -o $@ $(firstword $(wildcard $(WASM_STEMMER)/runtime/$*.c \
		$(WASM_STEMMER)/src_c/$*.c))

$(WASM)/assets/search.wasm: $(WASM_OBJECTS)
	@mkdir -p $(@D)
	$(Q)$(WASM_CC) $(WASM_FLAGS) -mexec-model=reactor -Wl,--gc-sections,--strip-all,-z,stack-size=1048576 \
		-Wl,--initial-memory=33554432 -o $@ $^

# What goes with copies of the module: the terms of what is compiled into it, but for SQLite, which is everybody's.
$(WASM)/assets/search-licenses.txt: $(WASM)/fetched
	@mkdir -p $(@D)
	$(Q)for f in $(WASM_STEMMER)/COPYING /usr/share/doc/wasi-libc/copyright \
		/usr/share/doc/libutf8proc-dev/copyright; do \
		echo "== $$(basename "$$(dirname "$$f")")"; cat "$$f" || exit 1; echo; done >$@
$(WASM)/assets/%.js: src/wasm/%.js
	@mkdir -p $(@D)
	$(Q)cp $< $@

-include $(shell find $(WASM)/obj -name '*.d' 2>/dev/null)

.PHONY: wasm
