#include "render/report.h"

#include <string.h>

#include "base/lang.h"
#include "model/mapping.h"

static void
note(struct build_report *r, struct build_pages *list, const char *url, const char *file)
{
	struct arena *a = &r->arena;

	list->v = arena_grow(a, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = (struct build_page){ arena_strdup(a, url),
		file != NULL ? arena_strdup(a, file) : NULL };
}

void
report_page(struct build_report *r, enum stage_fate fate, const char *url, const char *file)
{
	if (fate == STAGE_NEW)
		note(r, &r->new, url, file);
	else if (fate == STAGE_CHANGED)
		note(r, &r->changed, url, file);
}

/* The file that the page at URL is made from, or was: the last release does not say. */
static const char *
source_of(struct build_report *r, const struct site *site, const char *url)
{
	static const struct {
		const char *below, *folder;
	} table[] = {
		{ "/centers/", "centers" },
		{ "/faq/", "faqs" },
		{ "/hts/", "scopes" },
	};
	const struct page *p = site_page_by_url(site, url);
	struct str rest = lang_bare_path(str_of(url));
	const char *end = rest.n < strlen(url) ? ".es.md" : ".md";
	size_t i;

	if (p != NULL)
		return p->file; /* it is held back */
	if (str_starts(rest, "/products/") || str_starts(rest, "/find/") || rest.n < 2 ||
	    rest.p[rest.n - 1] != '/')
		return NULL;
	rest.n--;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (!str_starts(rest, table[i].below))
			continue;
		rest = str_skip(rest, strlen(table[i].below));
		if (i == 2 && rest.n > 2)
			rest.n = 2; /* a heading stands in its chapter's file */
		return arena_printf(&r->arena, "%s/%s/%.*s%s", site->root, table[i].folder,
		    (int)rest.n, rest.p, end);
	}
	return arena_printf(&r->arena, "%s/pages%.*s%s", site->root, (int)rest.n, rest.p, end);
}

void
report_removed(struct build_report *r, struct stage *stage, const struct site *site)
{
	const struct manifest *old = stage_old(stage);
	const char *url;
	size_t i;

	for (i = 0; i < old->n; i++) {
		struct str path = str_of(old->files[i].path);
		struct str end = STR("index.html");

		if (!str_starts(path, "public/") || !str_ends(path, ".html") ||
		    manifest_find(stage_manifest(stage), old->files[i].path) != NULL)
			continue;
		path = str_skip(path, strlen("public"));
		if (str_ends(path, "/index.html"))
			path.n -= end.n;
		url = arena_strndup(&r->arena, path.p, path.n);
		note(r, &r->removed, url, source_of(r, site, url));
	}
	r->before = old->id != NULL ? arena_strdup(&r->arena, old->id) : NULL;
}

/* Rules whose day is still to come. */
static void
report_later(const struct later_rule *rules, size_t n, struct build_report *r)
{
	size_t i;

	for (i = 0; i < n; i++)
		r->held[r->n_held++] =
		    (struct build_held){ .file = arena_strdup(&r->arena, rules[i].loc.file),
			    .line = rules[i].loc.line,
			    .code = arena_strdup(&r->arena, rules[i].code),
			    .center = arena_strdup(&r->arena, rules[i].center),
			    .why = BUILD_LATER_RULE,
			    .when = rules[i].since };
}

void
report_held(struct build_report *r, const struct site *site)
{
	struct later_rule *later;
	size_t i, n_later = mapping_later(&later, &r->arena, site);

	r->held = arena_alloc(&r->arena, (site->n_pages + n_later + 1) * sizeof(*r->held));
	for (i = 0; i < site->n_pages; i++) {
		const struct page *p = &site->pages[i];
		struct build_held *h = &r->held[r->n_held];

		if (p->live)
			continue;
		r->n_held++;
		*h = (struct build_held){ .file = NULL };
		h->file = arena_strdup(&r->arena, p->file);
		h->why = p->draft                   ? BUILD_DRAFT
			 : p->publish_on > site->at ? BUILD_NOT_YET
						    : BUILD_EXPIRED;
		h->when = h->why == BUILD_NOT_YET   ? p->publish_on
			  : h->why == BUILD_EXPIRED ? p->expires_on
						    : 0;
	}
	report_later(later, n_later, r);
	r->next_due = site->next_due;
	r->time_zone = arena_strdup(&r->arena, site->config.time_zone);
}

void
build_report_free(struct build_report *r)
{
	arena_free(&r->arena);
	*r = (struct build_report){ .n_held = 0 };
}
