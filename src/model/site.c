#include "model/site.h"

#include <stdlib.h>
#include <string.h>

#include "model/kept.h"
#include "model/load.h"
#include "model/spill.h"

static int
chapter_order(const void *x, const void *y)
{
	return strcmp(((const struct chapter *)x)->number, ((const struct chapter *)y)->number);
}

static void
find_chapters(struct loader *l)
{
	struct site *site = l->site;
	size_t i, n = 1;

	for (i = 0; i < site->n_pages; i++)
		n += site->pages[i].type == PAGE_SCOPE;
	site->chapters = arena_alloc(&site->arena, n * sizeof(*site->chapters));
	for (i = 0; i < site->n_pages; i++) {
		const struct page *p = &site->pages[i];
		const struct front *number;
		struct chapter *c;

		if (p->type != PAGE_SCOPE || !p->live)
			continue;
		number = front_get(p->front, "chapter");
		c = &site->chapters[site->n_chapters];
		*c = (struct chapter){ .page = p,
			.title = p->title,
			.intro_html = "",
			.intro_text = "",
			.section = front_text(p->front, "section") };
		memcpy(c->number, "00", 3);
		memcpy(c->number + (2 - number->text.n), number->text.p, number->text.n);
		if (strcmp(c->number, p->slug) == 0) {
			site->n_chapters++;
			continue;
		}
		(void)diag_error(l->diag, number->loc, /* counted */
		    "chapter %s must be in the file %s.md", c->number, c->number);
		load_add_broken(l, PAGE_SCOPE, p->file, p->slug, "");
		load_add_broken(
		    l, PAGE_SCOPE, p->file, arena_strdup(&site->arena, c->number), "");
	}
	if (site->n_chapters > 1)
		qsort(site->chapters, site->n_chapters, sizeof(*site->chapters), chapter_order);
}

static int
load(struct loader l, const char *root, int64_t at)
{
	struct diag *d = l.diag;
	struct site *site = l.site;
	size_t before = d->errors;

	*site = (struct site){ .root = root,
		.at = at,
		.lean = l.opt.lean,
		.spill = l.opt.spill,
		.kept = l.opt.kept };
	arena_init(&site->arena, 0);
	load_config(&l);
	site->today = time_date(at, site->config.time_zone);
	load_sources(&l);
	load_pages(&l);
	load_centers(&l);
	find_chapters(&l);
	load_rules(&l);
	load_scopes(&l);
	load_faqs(&l);
	load_channels(&l);
	load_terms(&l);
	load_answers(&l);
	load_changes(&l);
	check_links(&l);
	return d->errors > before ? -1 : 0;
}

int
site_load(struct diag *d, struct site *site, const char *root, int64_t at)
{
	return site_load_as(d, site, root, at, &(struct site_options){ .all = false });
}

int
site_load_all(struct diag *d, struct site *site, const char *root, int64_t at)
{
	return site_load_as(d, site, root, at, &(struct site_options){ .all = true });
}

int
site_load_as(struct diag *d, struct site *site, const char *root, int64_t at,
    const struct site_options *o)
{
	return load((struct loader){ .diag = d, .site = site, .opt = *o }, root, at);
}

void
site_seen(const struct site *site)
{
	spill_seen(site->spill);
	kept_seen(site->kept);
}

static void
release(struct site_memory *m)
{
	unsigned i;

	if (atomic_fetch_sub(&m->sites, 1) > 1)
		return;
	for (i = 0; i < m->n; i++)
		arena_free(&m->arenas[i]);
	free(m->arenas);
	free(m);
}

void
site_free(struct site *site)
{
	size_t i;

	for (i = 0; i < site->n_memory; i++)
		release(site->memory[i]);
	arena_free(&site->arena);
	*site = (struct site){ .root = NULL };
}

const struct center *
site_center(const struct site *site, const char *slug)
{
	size_t i;

	for (i = 0; i < site->n_centers; i++)
		if (strcmp(site->centers[i].slug, slug) == 0)
			return &site->centers[i];
	return NULL;
}

const struct chapter *
site_chapter(const struct site *site, const char *number)
{
	size_t i;

	for (i = 0; i < site->n_chapters; i++)
		if (strcmp(site->chapters[i].number, number) == 0)
			return &site->chapters[i];
	return NULL;
}

const struct heading *
site_heading(const struct site *site, const char *code)
{
	const struct chapter *c;
	char number[3] = "";
	size_t i;

	if (strlen(code) != 4)
		return NULL;
	memcpy(number, code, 2);
	c = site_chapter(site, number);
	for (i = 0; c != NULL && i < c->n_headings; i++)
		if (strcmp(c->headings[i].code, code) == 0)
			return &c->headings[i];
	return NULL;
}
