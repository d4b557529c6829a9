#include "render/jsonld.h"

#include <string.h>

#include "base/jsonw.h"

/* A page being described. */
struct page {
	struct jsonw *w;
	struct arena *arena;
	const struct value *root, *site, *page;
	struct str base; /* the site's address */
};

static const struct value *
at(const struct value *map, const char *key)
{
	const struct value *v = value_get(map, str_of(key));

	return v != NULL ? v : value_null();
}

static struct str
text(const struct value *map, const char *key)
{
	return value_text(at(map, key));
}

/* KEY, unless there is nothing to say. */
static void
say(struct jsonw *w, const char *key, struct str s)
{
	if (s.n > 0)
		jsonw_kstr(w, key, s);
}

static void
type(struct jsonw *w, const char *name)
{
	jsonw_object(w);
	jsonw_kcstr(w, "@type", name);
}

/* An address of the site in full. */
static struct str
whole(const struct page *p, struct str url)
{
	char *both = arena_alloc(p->arena, p->base.n + url.n + 1);

	memcpy(both, p->base.p, p->base.n);
	memcpy(both + p->base.n, url.p, url.n);
	return (struct str){ both, p->base.n + url.n };
}

static void
crumb(const struct page *p, int position, struct str name, struct str url)
{
	type(p->w, "ListItem");
	jsonw_kint(p->w, "position", position);
	jsonw_kstr(p->w, "name", name);
	jsonw_kstr(p->w, "item", whole(p, url));
	jsonw_end(p->w);
}

/* The way from the home page, as the breadcrumbs show it. */
static void
breadcrumbs(const struct page *p)
{
	const struct value *above = at(p->page, "crumbs");
	size_t i, n = value_count(above);

	type(p->w, "BreadcrumbList");
	jsonw_key(p->w, "itemListElement");
	jsonw_array(p->w);
	crumb(p, 1, text(p->site, "home_title"), text(p->site, "home"));
	for (i = 0; i < n; i++)
		crumb(p, (int)i + 2, text(value_at(above, i), "title"),
		    text(value_at(above, i), "url"));
	crumb(p, (int)n + 2, text(p->page, "crumb"), text(p->page, "url"));
	jsonw_end(p->w);
	jsonw_end(p->w);
}

static void
web_site(const struct page *p)
{
	struct jsonw *w = p->w;

	type(w, "WebSite");
	jsonw_kstr(w, "name", text(p->site, "title"));
	say(w, "alternateName", text(p->site, "short_title"));
	say(w, "description", text(p->page, "description"));
	jsonw_kstr(w, "url", whole(p, text(p->site, "home")));
	jsonw_kstr(w, "inLanguage", text(p->page, "lang"));
	jsonw_key(w, "potentialAction");
	type(w, "SearchAction");
	jsonw_key(w, "target");
	type(w, "EntryPoint");
	jsonw_kstr(w, "urlTemplate",
	    whole(p, str_of(arena_printf(p->arena, "%.*sfind/?q={search_term_string}",
			 (int)text(p->site, "home").n, text(p->site, "home").p))));
	jsonw_end(w);
	jsonw_kcstr(w, "query-input", "required name=search_term_string");
	jsonw_end(w);
	jsonw_end(w);
}

static void
strings(struct jsonw *w, const char *key, const struct value *list)
{
	size_t i;

	if (value_count(list) == 0)
		return;
	jsonw_key(w, key);
	jsonw_array(w);
	for (i = 0; i < value_count(list); i++)
		jsonw_str(w, value_text(value_at(list, i)));
	jsonw_end(w);
}

static void
center(const struct page *p)
{
	const struct value *c = at(p->root, "center");
	struct jsonw *w = p->w;
	struct str url = whole(p, text(c, "url")), mailbox = text(c, "mailbox");

	type(w, "GovernmentOrganization");
	jsonw_kstr(w, "@id", url);
	jsonw_kstr(w, "name", text(p->page, "title"));
	say(w, "description", text(c, "summary"));
	jsonw_kstr(w, "url", url);
	say(w, "foundingDate", text(at(c, "opened"), "iso"));
	strings(w, "knowsAbout", at(c, "industries"));
	jsonw_key(w, "location");
	type(w, "Place");
	jsonw_kstr(w, "name", text(c, "city"));
	jsonw_end(w);
	jsonw_key(w, "parentOrganization");
	type(w, "GovernmentOrganization");
	jsonw_kstr(w, "name", text(p->site, "agency"));
	jsonw_end(w);
	/* Ports everywhere in the country send it their entries. */
	jsonw_key(w, "areaServed");
	type(w, "Country");
	jsonw_kcstr(w, "name", "United States");
	jsonw_end(w);
	if (mailbox.n > 0) {
		jsonw_key(w, "contactPoint");
		type(w, "ContactPoint");
		jsonw_kstr(w, "email", mailbox);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
glossary(const struct page *p)
{
	const struct value *terms = at(p->root, "terms");
	struct str url = whole(p, text(p->page, "url"));
	struct jsonw *w = p->w;
	size_t i;

	type(w, "DefinedTermSet");
	jsonw_kstr(w, "@id", url);
	jsonw_kstr(w, "name", text(p->page, "title"));
	say(w, "description", text(p->page, "description"));
	jsonw_kstr(w, "url", url);
	if (value_count(terms) > 0) {
		jsonw_key(w, "hasDefinedTerm");
		jsonw_array(w);
		for (i = 0; i < value_count(terms); i++) {
			const struct value *t = value_at(terms, i);
			struct str id = text(t, "id");

			type(w, "DefinedTerm");
			jsonw_kstr(w, "name", text(t, "term"));
			strings(w, "alternateName", at(t, "also"));
			jsonw_kstr(w, "url",
			    str_of(arena_printf(
				p->arena, "%.*s#%.*s", (int)url.n, url.p, (int)id.n, id.p)));
			jsonw_end(w);
		}
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* The MIME type of a file by its name; "": not known. */
static struct str
mime(struct str name)
{
	return str_ends(name, ".csv")    ? STR("text/csv")
	       : str_ends(name, ".json") ? STR("application/json")
	       : str_ends(name, ".db")   ? STR("application/vnd.sqlite3")
					 : STR("");
}

static void
dataset(const struct page *p)
{
	const struct value *files = at(p->root, "files");
	struct jsonw *w = p->w;
	struct str url = whole(p, text(p->page, "url"));
	size_t i;

	type(w, "Dataset");
	jsonw_kstr(w, "@id", url);
	jsonw_kstr(w, "name", text(p->page, "title"));
	jsonw_kstr(w, "description", text(p->page, "description"));
	jsonw_kstr(w, "url", url);
	jsonw_kcstr(w, "license", "https://creativecommons.org/publicdomain/zero/1.0/");
	jsonw_kbool(w, "isAccessibleForFree", true);
	say(w, "dateModified", text(at(p->site, "mapping_date"), "iso"));
	say(w, "version", text(p->root, "release"));
	jsonw_key(w, "creator");
	type(w, "Organization");
	jsonw_kstr(w, "name", text(p->site, "title"));
	jsonw_kstr(w, "url", whole(p, STR("/")));
	jsonw_end(w);
	jsonw_key(w, "distribution");
	jsonw_array(w);
	for (i = 0; i < value_count(files); i++) {
		const struct value *f = value_at(files, i);

		type(w, "DataDownload");
		jsonw_kstr(w, "name", text(f, "name"));
		jsonw_kstr(w, "contentUrl", whole(p, text(f, "url")));
		say(w, "encodingFormat", mime(text(f, "name")));
		jsonw_kstr(w, "contentSize", text(f, "size"));
		jsonw_kstr(w, "sha256", text(f, "sha"));
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_end(w);
}

static const struct {
	const char *template;
	void (*write)(const struct page *);
} kinds[] = {
	{ "home", web_site },
	{ "center", center },
	{ "glossary", glossary },
	{ "data", dataset },
};

const char *
jsonld_page(struct arena *a, const char *template, const struct value *root)
{
	struct buf b = BUF_INIT;
	struct jsonw w;
	struct page p = { .w = &w, .arena = a, .root = root };
	const char *out;
	size_t i;

	p.site = at(root, "site");
	p.page = at(root, "page");
	p.base = text(p.site, "base_url");
	/* An answer, an error, an address that leads on: not a place that others may name. */
	if (text(p.page, "canonical").n == 0 || strcmp(template, "redirect") == 0)
		return NULL;
	buf_reserve(&b, 1000); /* as a rule enough */
	jsonw_init(&w, &b);
	jsonw_object(&w);
	jsonw_kcstr(&w, "@context", "https://schema.org");
	jsonw_key(&w, "@graph");
	jsonw_array(&w);
	if (strcmp(template, "home") != 0)
		breadcrumbs(&p);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(template, kinds[i].template) == 0)
			kinds[i].write(&p);
	jsonw_end(&w);
	jsonw_end(&w);
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}
