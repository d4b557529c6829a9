/* sources.c - the sources of facts: content/sources.yml, and what pages say of theirs. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/near.h"
#include "markup/outline.h"
#include "model/load.h"

static void
fill(struct source *s, const struct front *f)
{
	const char *date = front_text(f, "date"); /* NULL too when F is no mapping */

	s->title = front_text(f, "title");
	s->url = front_text(f, "url");
	if (date != NULL)
		(void)date_parse(str_of(date), &s->date); /* the schema checked it */
}

static int
by_key(const void *x, const void *y)
{
	const struct source *a = x, *b = y;

	return strcmp(a->key, b->key);
}

void
load_sources(struct loader *l)
{
	struct site *site = l->site;
	char *path = fs_join(&site->arena, site->root, "sources.yml");
	struct buf text = BUF_INIT;
	struct front *f = NULL;
	size_t i;

	if (fs_read_inside(l->diag, &text, site->root, path, LIMIT_FRONT_MATTER) == 0) {
		hash_hex(site->sources_sha, buf_str(&text));
		f = front_parse(l->diag, &site->arena, path, 1, buf_str(&text));
	}
	buf_free(&text);
	l->sources_bad = f == NULL;
	if (f == NULL)
		return;
	site->sources = arena_alloc(&site->arena, (f->n + 1) * sizeof(*site->sources));
	for (i = 0; i < f->n; i++) {
		const struct front_pair *p = &f->pairs[i];

		if (p->value->kind != FRONT_MAP) {
			(void)diag_error(l->diag, p->value->loc, /* counted */
			    "source \"%s\" must have a title", p->key.p);
		} else if (schema_check(l->diag, p->value, schema_source, NULL) != 0) {
			(void)schema_prune(p->value, schema_source, NULL); /* said above */
		}
		site->sources[site->n_sources].key = p->key.p;
		fill(&site->sources[site->n_sources++], p->value);
	}
	if (site->n_sources > 1)
		qsort(site->sources, site->n_sources, sizeof(*site->sources), by_key);
}

/* A key of sources.yml is one word; several words are a title given in place. */
static const struct source *
named(struct loader *l, const struct front *v)
{
	struct site *site = l->site;
	const char **keys, *near;
	struct source *own;
	size_t i;

	for (i = 0; i < site->n_sources; i++)
		if (str_is(v->text, site->sources[i].key))
			return &site->sources[i];
	if (str_chr(v->text, ' ') != v->text.n) {
		struct buf slug = BUF_INIT;

		outline_slug(&slug, v->text);
		for (i = 0; i < site->n_sources; i++)
			if (str_is(buf_str(&slug), site->sources[i].key))
				(void)diag_error(l->diag, v->loc, /* counted */
				    "no source \"%s\" in sources.yml; did you mean \"%s\"?",
				    v->text.p, slug.p);
		buf_free(&slug);
		own = arena_alloc(&site->arena, sizeof(*own));
		own->title = v->text.p;
		return own;
	}
	if (l->sources_bad)
		return NULL;
	keys = arena_alloc(&site->arena, (site->n_sources + 1) * sizeof(*keys));
	for (i = 0; i < site->n_sources; i++)
		keys[i] = site->sources[i].key;
	near = near_best(v->text, keys, site->n_sources);
	if (near != NULL)
		(void)diag_error(l->diag, v->loc, /* counted */
		    "no source \"%s\" in sources.yml; did you mean \"%s\"?", v->text.p, near);
	else
		(void)diag_error(l->diag, v->loc, /* counted */
		    "no source \"%s\" in sources.yml; add it there, or write a title, date and "
		    "url",
		    v->text.p);
	return NULL;
}

static const struct source *
one(struct loader *l, const struct front *v)
{
	struct source *s;

	if (v->kind == FRONT_SCALAR)
		return named(l, v);
	if (v->kind != FRONT_MAP)
		return NULL;
	s = arena_alloc(&l->site->arena, sizeof(*s));
	fill(s, v);
	return s;
}

void
resolve_sources(struct loader *l, const struct front *v, struct sources *out)
{
	size_t i, n;

	*out = (struct sources){ .n = 0 };
	if (v == NULL)
		return;
	n = v->kind == FRONT_LIST ? v->n : 1;
	out->v = arena_alloc(&l->site->arena, (n + 1) * sizeof(struct source *));
	for (i = 0; i < n; i++) {
		const struct source *s = one(l, v->kind == FRONT_LIST ? v->items[i] : v);

		if (s != NULL)
			out->v[out->n++] = s;
	}
}
