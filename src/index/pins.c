#include "index/pins.h"

#include <stdlib.h>
#include <string.h>

#include "words/terms.h"

/* A pinned wording: its terms, and where it stands. */
struct pin {
	const char *key;
	const struct front *query;
	const struct page *page;
};

static int
by_key(const void *x, const void *y)
{
	const struct pin *a = x, *b = y;
	int c = strcmp(a->key, b->key);

	if (c == 0)
		c = strcmp(a->page->file, b->page->file);
	return c != 0 ? c
		      : (a->query->loc.line > b->query->loc.line) -
			    (a->query->loc.line < b->query->loc.line);
}

int
pins_check(struct diag *d, const struct site *site)
{
	struct words *words = words_new();
	size_t i, k, n = 0, max = 1, before = d->errors;
	struct arena a;
	struct pin *v;

	arena_init(&a, 0);
	for (i = 0; i < site->n_answers; i++)
		max += site->answers[i].queries.n;
	v = arena_alloc(&a, max * sizeof(*v));
	for (i = 0; i < site->n_answers; i++) {
		const struct page *p = site->answers[i].page;
		const struct front *list = front_get(p->front, "queries");

		for (k = 0; list != NULL && k < list->n; k++)
			v[n++] = (struct pin){ words_key(words, &a, list->items[k]->text),
				list->items[k], p };
	}
	if (n > 1)
		qsort(v, n, sizeof(*v), by_key);
	for (i = 1; i < n; i++) {
		const struct pin *other = &v[i - 1];
		bool same = str_eq(v[i].query->text, other->query->text);

		if (v[i].page == other->page || strcmp(v[i].key, other->key) != 0)
			continue;
		(void)diag_error(d, v[i].query->loc, /* counted */
		    "the words \"%s\" are pinned in %s too%s%s%s; take them out of one",
		    v[i].query->text.p, other->page->file, same ? "" : ", as \"",
		    same ? "" : other->query->text.p, same ? "" : "\"");
	}
	arena_free(&a);
	words_free(words);
	return d->errors > before ? -1 : 0;
}
