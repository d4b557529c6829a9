# One static library per layer; each binary links only the layers it may use.

LAYERS := base words view markup model render db index search net
DEPS_base :=
DEPS_words := base
DEPS_view := base
DEPS_markup := base
DEPS_model := markup base
DEPS_render := model markup view base
DEPS_db := base
DEPS_index := words db model markup base
DEPS_search := words db view base
DEPS_net := base

# Link order: a layer before what it stands on.
CEE_LAYERS := render index search net model markup view words db base
RESPONDER_LAYERS := search net view words db base

layer-sources = $(sort $(wildcard src/$(1)/*.c))
objects = $(patsubst src/%.c,$(B)/obj/%.o,$(1))

define layer-rule
$(B)/lib/lib$(1).a: $(call objects,$(call layer-sources,$(1)))
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(Q)$$(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer-rule,$(l))))

RESPONDER_SOURCES := src/cmd/cee-search.c
CEE_SOURCES := $(filter-out $(RESPONDER_SOURCES),$(call layer-sources,cmd))

Q := $(if $(V),,@)

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# SQL is kept as SQL and compiled in as a string.
$(B)/gen/%.sql.h: src/%.sql src/mk/embed.sh
	@mkdir -p $(@D)
	$(Q)src/mk/embed.sh $< > $@
$(B)/obj/db/schema.o: $(B)/gen/db/schema.sql.h
$(B)/obj/db/schema.o: CPPFLAGS_ALL += -I$(B)/gen

# Learning is loops over floats: vectors of them, with the same results; nobody asks for errno of a root.
$(B)/obj/index/opinion.o: CFLAGS_ALL += $(if $(filter release,$(MODE)),-O3 -fno-math-errno)

# The API's description, with the schemas of its replies in their place, as bytes.
OPENAPI := src/search/openapi.json $(sort $(wildcard src/search/schemas/*.json))
$(B)/gen/render/openapi.json.h: $(OPENAPI) src/mk/openapi.sh
	@mkdir -p $(@D)
	$(Q)src/mk/openapi.sh $(OPENAPI) >$(@:.h=)
	$(Q)od -An -v -tx1 $(@:.h=) | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g' >$@
$(B)/obj/render/openapi.o: $(B)/gen/render/openapi.json.h
$(B)/obj/render/openapi.o: CPPFLAGS_ALL += -I$(B)/gen

# What the preview adds to pages: scripts, styles and templates, as bytes.
BYTES := src/net/live.js $(sort $(wildcard src/cmd/desk/*))
$(BYTES:src/%=$(B)/gen/%.h): $(B)/gen/%.h: src/%
	@mkdir -p $(@D)
	$(Q)od -An -v -tx1 $< | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g' >$@
$(B)/obj/net/live.o: $(B)/gen/net/live.js.h
$(B)/obj/cmd/desk_html.o: $(patsubst src/%,$(B)/gen/%.h,$(filter src/cmd/%,$(BYTES)))
$(B)/obj/net/live.o $(B)/obj/cmd/desk_html.o: CPPFLAGS_ALL += -I$(B)/gen

# The editor's manual, as bytes.
$(B)/gen/cmd/guide.md.h: content/README.md
	@mkdir -p $(@D)
	$(Q)od -An -v -tx1 $< | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g' >$@
$(B)/obj/cmd/guide.o: $(B)/gen/cmd/guide.md.h
$(B)/obj/cmd/guide.o: CPPFLAGS_ALL += -I$(B)/gen

$(B)/cee: $(call objects,$(CEE_SOURCES)) $(CEE_LAYERS:%=$(B)/lib/lib%.a)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(call pkg-libs,$(CEE_LAYERS))

$(B)/cee-search: $(call objects,$(RESPONDER_SOURCES)) $(RESPONDER_LAYERS:%=$(B)/lib/lib%.a)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(call pkg-libs,$(RESPONDER_LAYERS))

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
