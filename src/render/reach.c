#include "render/reach.h"

#include "model/tariff.h"

static void
add_page(struct buf *out, const struct page *p)
{
	buf_addf(out, "%s %d %s\n", p->sha, p->live, p->url);
}

/* Every file of TYPE, in each language. */
static void
add_type(struct buf *out, const struct site *site, enum page_type type)
{
	size_t i;

	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].type == type)
			add_page(out, &site->pages[i]);
	for (i = 0; i < site->n_translations; i++)
		if (site->translations[i].type == type)
			add_page(out, &site->translations[i]);
}

/* Where links of another language lead to, and what it has product names from. */
static void
add_addresses(struct buf *out, const struct site *site)
{
	size_t i;

	for (i = 0; i < site->n_translations; i++)
		buf_addf(out, "%d %s\n", site->translations[i].live, site->translations[i].url);
	add_type(out, site, PAGE_SCOPE);
}

static void
add_value(struct buf *out, const struct value *v)
{
	size_t i;

	buf_addf(out, "%d %zu ", (int)value_kind(v), value_count(v));
	switch (value_kind(v)) {
	case VALUE_NULL:
		break;
	case VALUE_BOOL:
	case VALUE_STR:
		buf_addf(out, "%zu:", value_text(v).n);
		buf_addstr(out, value_text(v));
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		for (i = 0; i < value_count(v); i++) {
			if (value_kind(v) == VALUE_MAP)
				buf_addf(out, "%s=", value_key(v, i));
			add_value(out, value_at(v, i));
		}
		break;
	}
}

void
reach_init(struct reach *r, const struct pageview *const pv[LANG__MAX], const char *templates)
{
	const struct site *site = pv[LANG_EN]->site;
	struct buf b = BUF_INIT;
	size_t shared;
	enum lang l;

	buf_addf(&b, "%s %s %s\n", templates, site->config.sha, site->sources_sha);
	add_value(&b, pv[LANG_EN]->assets);
	add_type(&b, site, PAGE_TERM);
	shared = b.n;
	for (l = 0; l < LANG__MAX; l++) {
		buf_truncate(&b, shared);
		if (pv[l] != NULL)
			add_value(&b, pv[l]->site_value);
		if (l != LANG_EN)
			add_addresses(&b, site);
		hash_hex(r->all[l], buf_str(&b));
	}
	buf_clear(&b);
	add_type(&b, site, PAGE_CENTER);
	add_type(&b, site, PAGE_SCOPE);
	/* Rules come and go with the day; who is held back is in the files' lines. */
	date_iso(&b, site->today);
	shared = b.n;
	if (site->tariff != NULL)
		buf_adds(&b, site->tariff->kept_sha);
	hash_hex(r->tariff, buf_str(&b));
	buf_truncate(&b, shared);
	add_type(&b, site, PAGE_FAQ);
	hash_hex(r->questions, buf_str(&b));
	buf_free(&b);
}

bool
reach_of(
    const struct reach *r, struct arena *a, const struct pages_what *what, char out[HASH_HEX])
{
	const struct page *p = what->page, *above, *english;
	struct buf b = BUF_INIT;

	if (what->url == NULL)
		return false;
	buf_addf(&b, "%d %s %s ", (int)what->kind, r->all[what->pv->in.lang], what->url);
	switch (what->kind) {
	case PAGES_TEXT:
		above = pageview_above(what->pv, a, p->url);
		english = p->in[LANG_EN];
		buf_addf(&b, "%s %s %d ", p->sha, english->sha, p->in[LANG_ES] != NULL);
		if (above != NULL)
			buf_addf(&b, "%s %s", above->url, above->title);
		break;
	case PAGES_FAQ:
	case PAGES_CENTER:
		buf_adds(&b, r->questions);
		break;
	case PAGES_CHAPTER:
	case PAGES_HEADING:
	case PAGES_LETTER:
	case PAGES_GROUP:
		buf_adds(&b, r->tariff);
		break;
	case PAGES_MADE:
	case PAGES_REDIRECT:
		buf_free(&b);
		return false;
	}
	hash_hex(out, buf_str(&b));
	buf_free(&b);
	return true;
}
