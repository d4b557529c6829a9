#include "index/pins.h"

#include <stdlib.h>
#include <string.h>

#include "words/terms.h"

/* A pinned wording: its terms as words of a language, and where it stands. */
struct pin {
	const char *key;
	enum lang as; /* the language that the terms are of */
	const struct front *query;
	const struct page *page; /* its language is the wording's */
};

struct pins {
	struct words *words;
	struct arena *arena;
	struct pin *v;
	size_t n;
};

static int
by_key(const void *x, const void *y)
{
	const struct pin *a = x, *b = y;
	int c = strcmp(a->key, b->key);

	if (c == 0)
		c = (a->as > b->as) - (a->as < b->as);
	if (c == 0)
		c = strcmp(a->page->file, b->page->file);
	return c != 0 ? c
		      : (a->query->loc.line > b->query->loc.line) -
			    (a->query->loc.line < b->query->loc.line);
}

/*
 * The wordings of PAGE, by their terms in its language.  One that is not English also as English words:
 * typed on a page in English it must not mean another answer than on one in its own language.
 */
static void
add(struct pins *p, const struct page *page)
{
	const struct front *list = front_get(page->front, "queries");
	size_t k;

	for (k = 0; list != NULL && k < list->n; k++) {
		const struct front *q = list->items[k];

		p->v[p->n++] =
		    (struct pin){ words_key_in(p->words, page->lang, p->arena, q->text),
			    page->lang, q, page };
		if (page->lang != LANG_EN)
			p->v[p->n++] = (struct pin){ words_key(p->words, p->arena, q->text),
				LANG_EN, q, page };
	}
}

/* Do both say the same, and lead to different answers? */
static bool
is_clash(const struct pin *a, const struct pin *b)
{
	if (a->as != b->as || strcmp(a->key, b->key) != 0 ||
	    a->page->in[LANG_EN] == b->page->in[LANG_EN])
		return false;
	/* Two of one language are held against each other in that one alone. */
	return a->page->lang != b->page->lang || a->page->lang == a->as;
}

static void
check(struct diag *d, const struct pin *v, size_t i)
{
	const struct pin *other;
	size_t k;
	bool same;

	for (k = i; k-- > 0 && strcmp(v[k].key, v[i].key) == 0 && !is_clash(&v[k], &v[i]);)
		;
	if (k == SIZE_MAX || !is_clash(&v[k], &v[i]))
		return;
	other = &v[k];
	same = str_eq(v[i].query->text, other->query->text);
	(void)diag_error(d, v[i].query->loc, /* counted */
	    "the words \"%s\" are pinned in %s too%s%s%s; take them out of one",
	    v[i].query->text.p, other->page->file, same ? "" : ", as \"",
	    same ? "" : other->query->text.p, same ? "" : "\"");
}

int
pins_check(struct diag *d, const struct site *site)
{
	struct arena a;
	struct pins p = { .words = words_new(), .arena = &a };
	size_t i, max = 1, before = d->errors;
	enum lang lang;

	arena_init(&a, 0);
	for (i = 0; i < site->n_answers; i++)
		for (lang = 0; lang < LANG__MAX; lang++)
			if (site->answers[i].in[lang] != NULL)
				max += 2 * site->answers[i].in[lang]->queries.n;
	p.v = arena_alloc(&a, max * sizeof(*p.v));
	for (i = 0; i < site->n_answers; i++)
		for (lang = 0; lang < LANG__MAX; lang++)
			if (site->answers[i].in[lang] != NULL)
				add(&p, site->answers[i].in[lang]->page);
	if (p.n > 1)
		qsort(p.v, p.n, sizeof(*p.v), by_key);
	for (i = 1; i < p.n; i++)
		check(d, p.v, i);
	arena_free(&a);
	words_free(p.words);
	return d->errors > before ? -1 : 0;
}
