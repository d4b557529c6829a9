#include "render/sample.h"

#include <string.h>

#include "model/tariff.h"

static const struct date day = { 2026, 1, 2 };

static struct sources
sources(struct arena *a, bool rich)
{
	struct source *s = arena_alloc(a, sizeof(*s));
	const struct source **list = arena_alloc(a, sizeof(struct source *));

	*s = (struct source){ .title = "A source" };
	if (rich) {
		s->date = day;
		s->url = "https://example.org/source";
	}
	list[0] = s;
	return (struct sources){ list, 1 };
}

static struct strings
strings(struct arena *a, bool rich)
{
	const char **v = arena_alloc(a, sizeof(*v));

	v[0] = "a text";
	return (struct strings){ v, rich ? 1 : 0 };
}

static const struct front *
front_with_nav(struct arena *a)
{
	struct front *f = arena_alloc(a, sizeof(*f)), *v = arena_alloc(a, sizeof(*v));
	struct front_pair *p = arena_alloc(a, sizeof(*p));

	*v = (struct front){ .kind = FRONT_SCALAR, .text = STR("1") };
	*p = (struct front_pair){ .key = STR("nav"), .value = v };
	*f = (struct front){ .kind = FRONT_MAP, .pairs = p, .n = 1 };
	return f;
}

static void
add_page(struct site *site, enum page_type type, const char *slug, const char *url, bool rich)
{
	struct arena *a = &site->arena;
	struct page *p = &site->pages[site->n_pages++];

	*p = (struct page){ .type = type, .file = "", .slug = slug, .url = url, .live = true };
	p->title = arena_printf(a, "The page %s", url);
	p->description = "What the page says.";
	p->doc.html = rich ? STR("<p>Text.</p>") : STR("");
	if (!rich)
		return;
	p->reviewed = day;
	p->sources = sources(a, true);
	p->front = type == PAGE_PAGE ? front_with_nav(a) : NULL;
	p->redirect_from.v = arena_alloc(a, sizeof(char *));
	p->redirect_from.v[p->redirect_from.n++] = arena_printf(a, "/old/%zu/", site->n_pages);
	p->doc.outline = arena_alloc(a, sizeof(*p->doc.outline));
	p->doc.outline[p->doc.n_outline++] =
	    (struct markdown_heading){ .level = 2, .text = STR("Part"), .id = STR("part") };
}

static void
add_pages(struct site *site, bool rich)
{
	site->pages = arena_alloc(&site->arena, 16 * sizeof(*site->pages));
	add_page(site, PAGE_CENTER, "one", "/centers/one/", rich);
	add_page(site, PAGE_CENTER, "two", "/centers/two/", rich);
	add_page(site, PAGE_SCOPE, "61", "/hts/61/", rich);
	add_page(site, PAGE_SCOPE, "62", "/hts/62/", rich);
	add_page(site, PAGE_FAQ, "what", "/faq/what/", rich);
	add_page(site, PAGE_FAQ, "why", "/faq/why/", rich);
	add_page(site, PAGE_TERM, "term", "/glossary/#term", rich);
	add_page(site, PAGE_CHANGE, "change", "/changes/#change", rich);
	add_page(site, PAGE_PAGE, "about", "/about/", rich);
	add_page(site, PAGE_PAGE, "about/more", "/about/more/", rich);
	if (rich) {
		add_page(site, PAGE_PAGE, "", "/", rich);
		add_page(site, PAGE_PAGE, "contact", "/contact/", rich);
	}
}

static void
add_center(struct site *site, bool rich)
{
	struct center *c = &site->centers[site->n_centers];
	bool second = site->n_centers > 0;

	*c = (struct center){ .page = &site->pages[second ? 1 : 0],
		.slug = second ? "two" : "one",
		.name = second ? "Two" : "One",
		.summary = "Goods.",
		.city = "A city",
		.field_office = "An office",
		.number = 1,
		.mailbox = rich ? "one@example.org" : NULL,
		.also_called = strings(&site->arena, rich),
		.industries = strings(&site->arena, rich),
		.opened = rich ? day : (struct date){ 0, 0, 0 } };
	site->n_centers++;
}

static struct rule
rule(struct site *site, const char *code, enum basis basis, bool rich)
{
	struct rule r = { .len = strlen(code),
		.center = site->centers,
		.basis = basis,
		.sources = sources(&site->arena, rich) };

	memcpy(r.from, code, r.len + 1);
	memcpy(r.to, code, r.len + 1);
	if (rich) {
		r.since = r.until = day;
		r.note = "A note.";
	}
	return r;
}

static void
add_rules(struct site *site, bool rich)
{
	site->rules = arena_alloc(&site->arena, 5 * sizeof(*site->rules));
	site->rules[0] = rule(site, "61", BASIS_SCOPE, rich);
	site->rules[1] = rule(site, "62", BASIS_STATED, rich);
	site->rules[2] = rule(site, "6102", BASIS_INFERRED, rich);
	site->rules[3] = rule(site, "610210", BASIS_STATED, rich);
	site->rules[4] = rule(site, "610220", BASIS_STATED, rich);
	if (rich)
		site->rules[3].center = &site->centers[1];
	site->n_rules = rich ? 5 : 1;
}

static void
add_names(struct site *site, struct heading *h, const char *code)
{
	enum name_kind k;
	struct name *n;

	for (k = 0; k < NAME__MAX; k++) {
		h->names = arena_grow(
		    &site->arena, h->names, h->n_names, &h->cap_names, sizeof(*h->names));
		n = &h->names[h->n_names++];
		*n = (struct name){ .text = "a name", .kind = k, .code = code };
		if (k == NAME_ALSO) {
			n->other = site->chapters[0].headings;
			n->question = "Which?";
		}
	}
}

static void
add_chapter(struct site *site, struct chapter *c, const struct page *page, size_t headings)
{
	size_t i;

	*c = (struct chapter){ .page = page, .title = "A chapter", .section = "XI" };
	memcpy(c->number, page->slug, 3);
	c->intro_html = c->intro_text = "";
	c->headings = arena_alloc(&site->arena, headings * sizeof(*c->headings));
	for (i = 0; i < headings; i++) {
		struct heading *h = &c->headings[c->n_headings++];

		*h =
		    (struct heading){ .title = "A heading", .chapter = c, .rule = site->rules };
		h->html = h->text = h->not_html = "";
		memcpy(h->code, arena_printf(&site->arena, "%s%02zu", c->number, i + 1), 5);
	}
}

static void
enrich(struct site *site)
{
	struct chapter *c = &site->chapters[0];
	struct heading *h = &c->headings[1];

	c->rule = &site->rules[0];
	c->intro_html = h->html = h->not_html = "<p>Text.</p>";
	h->rule = &site->rules[2];
	h->splits = arena_alloc(&site->arena, sizeof(*h->splits));
	h->splits[h->n_splits++] = (struct split){ .code = "610210",
		.title = "A line",
		.html = "<p>Text.</p>",
		.text = "",
		.rule = &site->rules[3] };
	add_names(site, h, h->code);
	add_names(site, h, "610210");
	site->chapters[1].rule = &site->rules[1];
	site->chapters[1].headings[0].rule = &site->rules[1];
}

/* An imported edition: a heading, a row without a number, a line. */
static void
add_tariff(struct site *site)
{
	struct tariff *t = arena_alloc(&site->arena, sizeof(*t));
	struct diag d;

	diag_init(&d);
	tariff_init(t, &site->arena, "");
	t->edition = "An edition";
	t->imported = day;
	tariff_add(&d, t, STR("6102"), STR("0"), STR("Goods"), 1);
	tariff_add(&d, t, STR(""), STR("1"), STR("Of one kind"), 2);
	tariff_add(&d, t, STR("6102.10.00.10"), STR("2"), STR("Large"), 3);
	(void)tariff_finish(&d, t); /* made to be sound */
	diag_free(&d);
	site->tariff = t;
}

/* Enough names under one letter that it is cut. */
static void
add_many_names(struct site *site, size_t n)
{
	struct heading *h = &site->chapters[1].headings[0];
	size_t i;

	h->names = arena_alloc(&site->arena, n * sizeof(*h->names));
	for (i = 0; i < n; i++)
		h->names[i] = (struct name){
			.text = i % 2 == 0 ? "bag" : "box", .kind = NAME_PLAIN, .code = h->code
		};
	h->n_names = n;
}

static void
add_texts(struct site *site, bool rich)
{
	struct arena *a = &site->arena;
	const struct center **centers = arena_alloc(a, sizeof(struct center *));
	struct strings codes = strings(a, rich);
	size_t n = rich ? 1 : 0, i;

	centers[0] = site->centers;
	site->faqs = arena_alloc(a, 2 * sizeof(*site->faqs));
	site->n_faqs = rich ? 2 : 1;
	for (i = 0; i < site->n_faqs; i++)
		site->faqs[i] = (struct faq){ .page = &site->pages[4 + i],
			.topic = site->config.topics,
			.also_asked = strings(a, rich),
			.centers = centers,
			.n_centers = n };
	if (rich)
		codes.v[0] = site->chapters[0].headings[0].code;
	site->terms = arena_alloc(a, sizeof(*site->terms));
	site->terms[0] = (struct term){ &site->pages[6], "Term", strings(a, rich) };
	site->changes = arena_alloc(a, sizeof(*site->changes));
	site->changes[0] = (struct change){ &site->pages[7], day, "Change", centers, n, codes };
	site->n_terms = site->n_changes = n;
}

const struct site *
sample_site(struct arena *a, bool rich)
{
	struct site *site = arena_alloc(a, sizeof(*site));
	struct topic *topics = arena_alloc(a, 2 * sizeof(*topics));

	/* Everything is in A: the site's own arena is a copy of it while the site is made. */
	site->arena = *a;
	site->root = "";
	topics[0] = (struct topic){ "topic", "A topic" };
	topics[1] = (struct topic){ "XI", "A section" };
	site->config = (struct config){ .title = "A site with a title",
		.short_title = "A site",
		.description = "What the site is for.",
		.base_url = "https://example.org",
		.agency = "An agency",
		.mailbox = "all@example.org",
		.time_zone = "UTC",
		.mapping_date = day,
		.official_banner = rich,
		.static_search = rich,
		.topics = topics,
		.n_topics = 1,
		.sections = topics + 1,
		.n_sections = 1 };
	add_pages(site, rich);
	site->centers = arena_alloc(&site->arena, 2 * sizeof(*site->centers));
	add_center(site, rich);
	if (rich)
		add_center(site, false);
	add_rules(site, rich);
	site->chapters = arena_alloc(&site->arena, 2 * sizeof(*site->chapters));
	site->n_chapters = rich ? 2 : 1;
	add_chapter(site, &site->chapters[0], &site->pages[2], rich ? 3 : 1);
	add_chapter(site, &site->chapters[1], &site->pages[3], 1);
	if (rich) {
		enrich(site);
		add_tariff(site);
		add_many_names(site, 601);
	}
	add_texts(site, rich);
	site_find_urls(site);
	*a = site->arena;
	site->arena = (struct arena){ .head = NULL };
	return site;
}

const struct downloads *
sample_downloads(bool rich)
{
	static const struct downloads files = { .release = "a release",
		.built = { 2026, 1, 2 },
		.index_version = 1,
		.v = { { "mapping.csv", 1234, "0a1b2c" } },
		.n = 1 };

	return rich ? &files : NULL;
}
