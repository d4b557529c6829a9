#include "render/again.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/lookup.h"
#include "base/record.h"

/* The record: their number, then one of these for each page, then their texts. */
struct entry {
	uint64_t size;
	uint32_t url, head_title, sitemap,
	    n_sitemap; /* texts: where they begin; NUL at the end */
	char reach[HASH_HEX], sha[HASH_HEX];
	uint8_t indexed;
};

struct again {
	struct buf record;
	const struct entry *entries; /* N of them */
	size_t n;
	struct lookup by_url; /* of the entries */
	struct str texts;
	struct arena arena;
	struct again_page *now; /* N_NOW of them */
	size_t n_now, cap_now;
};

static bool
is_text(const struct again *g, uint32_t at)
{
	return at < g->texts.n;
}

/* Point into the record. */
static bool
open_entries(struct again *g)
{
	struct str all = str_skip(buf_str(&g->record), RECORD_HEAD);
	uint64_t n;
	size_t i;

	if (all.n < sizeof(n))
		return false;
	memcpy(&n, all.p, sizeof(n));
	all = str_skip(all, sizeof(n));
	if (n == 0 || n > all.n / sizeof(*g->entries))
		return false;
	g->entries = (const struct entry *)(const void *)all.p; /* it is aligned */
	g->texts = str_skip(all, n * sizeof(*g->entries));
	if (g->texts.n == 0 || g->texts.p[g->texts.n - 1] != '\0')
		return false;
	for (i = 0; i < n; i++) {
		const struct entry *e = &g->entries[i];

		if (!is_text(g, e->url) || !is_text(g, e->head_title) ||
		    !is_text(g, e->sitemap) || e->n_sitemap >= g->texts.n - e->sitemap ||
		    e->reach[HASH_HEX - 1] != '\0' || e->sha[HASH_HEX - 1] != '\0')
			return false;
	}
	g->n = n;
	return true;
}

static const char *
url_of(const void *again, size_t i)
{
	const struct again *g = again;

	return g->texts.p + g->entries[i].url;
}

struct again *
again_open(const char *out)
{
	struct again *g = xalloc(sizeof(*g));

	*g = (struct again){ .record = BUF_INIT };
	arena_init(&g->arena, 0);
	if (out == NULL || !record_read(&g->record, fs_join(&g->arena, out, ".rendered")) ||
	    !open_entries(g))
		g->n = 0;
	lookup_make(&g->by_url, &g->arena, g, g->n, url_of);
	return g;
}

void
again_close(struct again *g)
{
	if (g == NULL)
		return;
	buf_free(&g->record);
	arena_free(&g->arena);
	free(g);
}

bool
again_find(const struct again *g, const char *url, const char *reach, struct again_page *page)
{
	size_t at = lookup_find(&g->by_url, url);
	const struct entry *e;

	if (at == LOOKUP_NONE)
		return false;
	e = &g->entries[at];
	*page = (struct again_page){ .url = g->texts.p + e->url,
		.reach = e->reach,
		.sha = e->sha,
		.size = e->size,
		.head_title = g->texts.p + e->head_title,
		.sitemap = { g->texts.p + e->sitemap, e->n_sitemap },
		.indexed = e->indexed != 0 };
	return strcmp(e->reach, reach) == 0;
}

void
again_note(struct again *g, const struct again_page *page)
{
	g->now = arena_grow(&g->arena, g->now, g->n_now, &g->cap_now, sizeof(*g->now));
	g->now[g->n_now++] = *page;
}

static uint32_t
add_text(struct buf *texts, struct str s)
{
	uint32_t at = (uint32_t)texts->n; /* a record is no longer than that */

	buf_addstr(texts, s);
	buf_addc(texts, '\0');
	return at;
}

void
again_save(struct again *g, const char *out)
{
	struct buf record = BUF_INIT, texts = BUF_INIT;
	uint64_t n = g->n_now;
	size_t i;

	record_begin(&record);
	buf_add(&record, &n, sizeof(n));
	for (i = 0; i < n; i++) {
		const struct again_page *p = &g->now[i];
		struct entry e;

		memset(&e, 0, sizeof(e)); /* what lies between, too, is the same each time */
		e.size = p->size;
		e.url = add_text(&texts, str_of(p->url));
		e.head_title = add_text(&texts, str_of(p->head_title));
		e.sitemap = add_text(&texts, p->sitemap);
		e.n_sitemap = (uint32_t)p->sitemap.n;
		memcpy(e.reach, p->reach, sizeof(e.reach));
		memcpy(e.sha, p->sha, sizeof(e.sha));
		e.indexed = p->indexed;
		buf_add(&record, &e, sizeof(e));
	}
	buf_addstr(&record, buf_str(&texts));
	(void)record_write(&record, fs_join(&g->arena, out, ".rendered")); /* else: rendered */
	buf_free(&record);
	buf_free(&texts);
}
