#include "base/lookup.h"

#include <string.h>

#include "base/hash.h"

/* Where NAME is, or the free place where it would go; never all are taken. */
static uint32_t *
slot_of(const struct lookup *l, const char *name)
{
	size_t mask = l->n - 1, i = (size_t)hash_sum(str_of(name)) & mask;

	while (l->slots[i] != 0 && strcmp(l->name(l->things, l->slots[i] - 1), name) != 0)
		i = (i + 1) & mask;
	return &l->slots[i];
}

void
lookup_make(struct lookup *l, struct arena *a, const void *things, size_t n,
    const char *(*name)(const void *things, size_t i))
{
	uint32_t *slot, i;

	*l = (struct lookup){ .n = 8, .things = things, .name = name };
	while (l->n < 2 * n)
		l->n *= 2;
	l->slots = arena_alloc(a, l->n * sizeof(*l->slots));
	for (i = 0; i < n; i++) {
		slot = slot_of(l, name(things, i));
		if (*slot == 0)
			*slot = i + 1;
	}
}

size_t
lookup_find(const struct lookup *l, const char *name)
{
	uint32_t at = l->n > 0 ? *slot_of(l, name) : 0;

	return at != 0 ? at - 1 : LOOKUP_NONE;
}
