#include "view/value.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* Up to this many entries a scan is as quick as a hash. */
#define SCAN_MAX 8

struct entry {
	const char *key; /* NULL in lists */
	struct str name; /* the key again, measured */
	uint32_t hash;
	const struct value *v;
};

struct value {
	enum value_kind kind;
	bool truth; /* of VALUE_BOOL */
	struct str text; /* of VALUE_STR */
	struct arena *arena; /* of lists and maps: where they grow */
	struct entry *entries; /* N of them, in order of insertion */
	size_t n, cap;
	uint32_t *slots; /* wide maps: entry number + 1 by hash, open addressing; 0: free */
	size_t nslots; /* a power of two, at least twice n; 0: no slots yet */
};

static const struct value null_value = { .kind = VALUE_NULL };
static const struct value true_value = { .kind = VALUE_BOOL, .truth = true };
static const struct value false_value = { .kind = VALUE_BOOL, .truth = false };

static const char *const kind_names[] = {
	[VALUE_NULL] = "null",
	[VALUE_BOOL] = "true or false",
	[VALUE_STR] = "a string",
	[VALUE_LIST] = "a list",
	[VALUE_MAP] = "a map",
};

const struct value *
value_null(void)
{
	return &null_value;
}

const struct value *
value_bool(bool truth)
{
	return truth ? &true_value : &false_value;
}

static struct value *
make(struct arena *a, enum value_kind kind)
{
	struct value *v = arena_alloc(a, sizeof(*v));

	v->kind = kind;
	v->arena = a;
	return v;
}

const struct value *
value_str(struct arena *a, struct str s)
{
	struct value *v = make(a, VALUE_STR);

	v->text = s;
	return v;
}

const struct value *
value_cstr(struct arena *a, const char *s)
{
	return s != NULL ? value_str(a, str_of(s)) : &null_value;
}

const struct value *
value_int(struct arena *a, long long n)
{
	return value_cstr(a, arena_printf(a, "%lld", n));
}

struct value *
value_map(struct arena *a)
{
	return make(a, VALUE_MAP);
}

struct value *
value_list(struct arena *a)
{
	return make(a, VALUE_LIST);
}

/* FNV-1a, 32 bits; keys are the program's own, so nobody can choose collisions. */
static uint32_t
hash(struct str s)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

/* The slot that holds NAME, or the free one where it belongs. */
static uint32_t *
slot(const struct value *map, struct str name, uint32_t h)
{
	size_t i = h & (map->nslots - 1);

	for (;; i = (i + 1) & (map->nslots - 1)) {
		uint32_t at = map->slots[i];

		if (at == 0)
			return &map->slots[i];
		if (map->entries[at - 1].hash == h && str_eq(map->entries[at - 1].name, name))
			return &map->slots[i];
	}
}

static struct entry *
find(const struct value *map, struct str name, uint32_t h)
{
	size_t i;

	if (map->nslots != 0) {
		uint32_t at = *slot(map, name, h);

		return at != 0 ? &map->entries[at - 1] : NULL;
	}
	for (i = 0; i < map->n; i++)
		if (map->entries[i].hash == h && str_eq(map->entries[i].name, name))
			return &map->entries[i];
	return NULL;
}

/* Give the last entry its slot, making or doubling the slots first when they are too few. */
static void
add_slot(struct value *map)
{
	size_t i = map->n - 1;

	if (map->n <= SCAN_MAX)
		return;
	if (map->nslots < map->n * 2) {
		map->nslots = map->nslots != 0 ? map->nslots * 2 : (size_t)SCAN_MAX * 4;
		map->slots = arena_alloc(map->arena, map->nslots * sizeof(*map->slots));
		i = 0;
	}
	for (; i < map->n; i++)
		*slot(map, map->entries[i].name, map->entries[i].hash) = (uint32_t)(i + 1);
}

static struct entry *
append(struct value *v)
{
	assert(v->n < UINT32_MAX);
	v->entries = arena_grow(v->arena, v->entries, v->n, &v->cap, sizeof(*v->entries));
	return &v->entries[v->n++];
}

void
value_set(struct value *map, const char *key, const struct value *v)
{
	struct str name = str_of(key);
	uint32_t h = hash(name);
	struct entry *e;

	assert(map->kind == VALUE_MAP && key != NULL && v != NULL);
	e = find(map, name, h);
	if (e != NULL) {
		e->v = v;
		return;
	}
	*append(map) = (struct entry){ .key = key, .name = name, .hash = h, .v = v };
	add_slot(map);
}

void
value_set_str(struct value *map, const char *key, struct str s)
{
	value_set(map, key, value_str(map->arena, s));
}

void
value_set_cstr(struct value *map, const char *key, const char *s)
{
	value_set(map, key, value_cstr(map->arena, s));
}

void
value_set_bool(struct value *map, const char *key, bool truth)
{
	value_set(map, key, value_bool(truth));
}

void
value_set_int(struct value *map, const char *key, long long n)
{
	value_set(map, key, value_int(map->arena, n));
}

void
value_set_null(struct value *map, const char *key)
{
	value_set(map, key, &null_value);
}

struct value *
value_set_map(struct value *map, const char *key)
{
	struct value *v = value_map(map->arena);

	value_set(map, key, v);
	return v;
}

struct value *
value_set_list(struct value *map, const char *key)
{
	struct value *v = value_list(map->arena);

	value_set(map, key, v);
	return v;
}

void
value_push(struct value *list, const struct value *v)
{
	assert(list->kind == VALUE_LIST && v != NULL);
	*append(list) = (struct entry){ .v = v };
}

void
value_push_str(struct value *list, struct str s)
{
	value_push(list, value_str(list->arena, s));
}

void
value_push_cstr(struct value *list, const char *s)
{
	value_push(list, value_cstr(list->arena, s));
}

struct value *
value_push_map(struct value *list)
{
	struct value *v = value_map(list->arena);

	value_push(list, v);
	return v;
}

enum value_kind
value_kind(const struct value *v)
{
	return v->kind;
}

const char *
value_kind_name(enum value_kind kind)
{
	return kind_names[kind];
}

bool
value_true(const struct value *v)
{
	switch (v->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
		return v->truth;
	case VALUE_STR:
		return v->text.n > 0;
	case VALUE_LIST:
		return v->n > 0;
	case VALUE_MAP:
		return true;
	}
	return false;
}

struct str
value_text(const struct value *v)
{
	if (v->kind == VALUE_BOOL)
		return v->truth ? STR("true") : STR("false");
	return v->kind == VALUE_STR ? v->text : STR("");
}

size_t
value_count(const struct value *v)
{
	return v->n;
}

const struct value *
value_at(const struct value *v, size_t i)
{
	assert(i < v->n);
	return v->entries[i].v;
}

const char *
value_key(const struct value *map, size_t i)
{
	assert(map->kind == VALUE_MAP && i < map->n);
	return map->entries[i].key;
}

const struct value *
value_get(const struct value *map, struct str key)
{
	const struct entry *e;

	if (map->kind != VALUE_MAP)
		return NULL;
	e = find(map, key, hash(key));
	return e != NULL ? e->v : NULL;
}
