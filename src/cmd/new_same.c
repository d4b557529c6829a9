#include "cmd/new_same.h"

#include <string.h>

#include "words/terms.h"

struct compare {
	struct diag *diag;
	struct words *words;
	struct arena arena;
	const struct new_kind *kind;
	const struct new_values *values;
	bool found;
};

/* Is KEY one of those whose texts no two files share? */
static bool
is_same_key(const struct new_kind *k, const char *key)
{
	size_t i;

	for (i = 0; i < NEW_KEYS && k->same[i] != NULL; i++)
		if (strcmp(k->same[i], key) == 0)
			return true;
	return false;
}

static void
compare_text(struct compare *c, const struct page *p, const struct front *text)
{
	const char *key = words_key(c->words, &c->arena, text->text);
	size_t i;

	for (i = 0; i < c->values->n && !c->found; i++) {
		const struct new_value *v = &c->values->v[i];

		if (!is_same_key(c->kind, v->key) ||
		    strcmp(key, words_key(c->words, &c->arena, str_of(v->text))) != 0)
			continue;
		(void)diag_error(c->diag, text->loc, /* counted */
		    "\"%s\" is here already%s; add to this file, or choose other words",
		    text->text.p, p->live ? "" : " (not on the site now)");
		c->found = true;
	}
}

static void
compare_page(struct compare *c, const struct page *p)
{
	size_t i, j;

	for (i = 0; i < NEW_KEYS && c->kind->same[i] != NULL; i++) {
		const struct front *f = front_get(p->front, c->kind->same[i]);

		if (f == NULL)
			continue;
		if (f->kind == FRONT_SCALAR)
			compare_text(c, p, f);
		for (j = 0; f->kind == FRONT_LIST && j < f->n; j++)
			compare_text(c, p, f->items[j]);
	}
}

/* A chapter's first heading: "9301 Military weapons". */
static void
compare_heading(struct compare *c, const struct site *site)
{
	const char *text = new_get(c->values, "heading");
	char code[5] = "";
	const struct heading *h;

	if (c->kind->type != PAGE_SCOPE || text == NULL || strlen(text) < 4)
		return;
	memcpy(code, text, 4);
	h = site_heading(site, code);
	if (h != NULL)
		(void)diag_error(c->diag, h->loc, /* counted */
		    "heading %s is here already", code);
}

int
new_same(struct diag *d, const struct new_kind *k, const struct new_values *values,
    const struct site *site)
{
	struct compare c = { .diag = d, .words = words_new(), .kind = k, .values = values };
	size_t before = d->errors, i;

	arena_init(&c.arena, 0);
	for (i = 0; i < site->n_pages; i++) {
		if (site->pages[i].type != k->type)
			continue;
		c.found = false; /* once a file */
		compare_page(&c, &site->pages[i]);
		arena_reset(&c.arena);
	}
	compare_heading(&c, site);
	arena_free(&c.arena);
	words_free(c.words);
	return d->errors > before ? -1 : 0;
}
