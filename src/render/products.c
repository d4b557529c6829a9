#include "render/products.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static bool
listed(const struct name *n, enum lang lang)
{
	if (lang == LANG_ES)
		return n->kind == NAME_ES;
	return n->kind == NAME_PLAIN || n->kind == NAME_BRAND || n->kind == NAME_ALSO;
}

/* The key of TEXT; SCRATCH is overwritten. */
static const char *
key_of(struct arena *a, struct buf *scratch, const char *text)
{
	size_t i, n = 0;

	buf_clear(scratch);
	utf8_fold(scratch, str_of(text));
	for (i = 0; i < scratch->n; i++)
		if (ascii_isalpha(scratch->p[i]) || ascii_isdigit(scratch->p[i]))
			scratch->p[n++] = scratch->p[i];
	return arena_strndup(a, scratch->p, n);
}

/* The rule for the line of H that NAME belongs to. */
static const struct rule *
rule_of(const struct heading *h, const struct name *name)
{
	size_t i;

	for (i = 0; i < h->n_splits; i++)
		if (strcmp(h->splits[i].code, name->code) == 0)
			return h->splits[i].rule;
	return h->rule;
}

static int
by_key(const void *x, const void *y)
{
	const struct product *a = x, *b = y;
	int c = strcmp(a->key, b->key);

	if (c == 0)
		c = strcmp(a->name->text, b->name->text);
	return c != 0 ? c : strcmp(a->heading->code, b->heading->code);
}

/* Letters and groups come in runs, since the names are sorted. */
static bool
in_letter(const struct product *p, char initial)
{
	return ascii_isalpha(initial) ? p->key[0] == initial : !ascii_isalpha(p->key[0]);
}

/* The first N characters of KEY into SLUG; "-" where it ends. */
static void
slug_of(char *slug, const char *key, size_t n)
{
	size_t i;

	for (i = 0; i < n && key[i] != '\0'; i++)
		slug[i] = key[i];
	if (i < n)
		slug[i++] = '-';
	slug[i] = '\0';
}

/* Names from FIRST on whose keys begin with the same N characters, before END. */
static struct products_group
run(const struct products *p, size_t first, size_t end, size_t n)
{
	struct products_group g = { .first = first };
	char slug[sizeof(g.slug)];

	slug_of(g.slug, p->v[first].key, n);
	do {
		g.n++;
		if (first + g.n == end)
			break;
		slug_of(slug, p->v[first + g.n].key, n);
	} while (strcmp(slug, g.slug) == 0);
	return g;
}

static void
add_group(struct arena *a, struct products_letter *l, size_t *cap, struct products_group g)
{
	l->groups = arena_grow(a, l->groups, l->n_groups, cap, sizeof(*l->groups));
	l->groups[l->n_groups++] = g;
}

static void
cut(struct products *p, struct arena *a, struct products_letter *l, size_t max)
{
	size_t i, j, n, end = l->first + l->n, cap = 0;

	for (i = l->first; i < end; i += n) {
		struct products_group two = run(p, i, end, 2), three;

		n = two.n;
		if (n <= max)
			add_group(a, l, &cap, two);
		for (j = i; n > max && j < i + n; j += three.n) {
			three = run(p, j, i + n, 3);
			add_group(a, l, &cap, three);
		}
	}
}

static void
group(struct products *p, struct arena *a, size_t max)
{
	struct products_letter *l = NULL;
	size_t i, cap = 0;

	for (i = 0; i < p->n; i++) {
		char initial = p->v[i].key[0];

		if (l == NULL || !in_letter(&p->v[i], l->slug[0])) {
			p->letters =
			    arena_grow(a, p->letters, p->n_letters, &cap, sizeof(*p->letters));
			l = &p->letters[p->n_letters++];
			*l = (struct products_letter){ .slug = "0-9", .first = i };
			if (ascii_isalpha(initial)) {
				l->slug[0] = initial;
				l->slug[1] = '\0';
			}
		}
		l->n++;
	}
	/* Digits are few kinds, and "0-9" is one page whatever it holds. */
	for (i = 0; i < p->n_letters; i++)
		if (p->letters[i].n > max && ascii_isalpha(p->letters[i].slug[0]))
			cut(p, a, &p->letters[i], max);
}

void
products_count(struct products *p, const struct site *site, enum lang lang)
{
	size_t i, j, k;

	*p = (struct products){ .n = 0 };
	for (i = 0; i < site->n_chapters; i++)
		for (j = 0; j < site->chapters[i].n_headings; j++)
			for (k = 0; k < site->chapters[i].headings[j].n_names; k++)
				p->n += listed(&site->chapters[i].headings[j].names[k], lang);
}

void
products_build(
    struct products *p, struct arena *a, const struct site *site, enum lang lang, size_t max)
{
	struct buf scratch = BUF_INIT;
	size_t i, j, k, n = 0;

	*p = (struct products){ .n = 0 };
	for (i = 0; i < site->n_chapters; i++)
		for (j = 0; j < site->chapters[i].n_headings; j++)
			n += site->chapters[i].headings[j].n_names;
	p->v = arena_alloc(a, (n + 1) * sizeof(*p->v));
	for (i = 0; i < site->n_chapters; i++) {
		for (j = 0; j < site->chapters[i].n_headings; j++) {
			const struct heading *h = &site->chapters[i].headings[j];

			for (k = 0; k < h->n_names; k++)
				if (listed(&h->names[k], lang))
					p->v[p->n++] = (struct product){ key_of(a, &scratch,
									     h->names[k].text),
						&h->names[k], h, rule_of(h, &h->names[k]) };
		}
	}
	buf_free(&scratch);
	if (p->n > 1)
		qsort(p->v, p->n, sizeof(*p->v), by_key);
	group(p, a, max);
}

bool
products_has(const struct products *p, struct str url)
{
	struct str slug = str_skip(url, strlen("/products/"));
	size_t i, j;

	slug.n -= slug.n > 0;
	for (i = 0; i < p->n_letters; i++) {
		if (str_is(slug, p->letters[i].slug))
			return true;
		for (j = 0; j < p->letters[i].n_groups; j++)
			if (str_is(slug, p->letters[i].groups[j].slug))
				return true;
	}
	return false;
}
