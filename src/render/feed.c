#include "render/feed.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

static const char xml[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

static void
element(struct buf *out, const char *indent, const char *name, const char *text)
{
	buf_addf(out, "%s<%s>", indent, name);
	escape_xml(out, str_of(text));
	buf_addf(out, "</%s>\n", name);
}

/* RFC 3339, as Atom wants it, of a date that may be partial. */
static void
updated(struct buf *out, const char *indent, struct date d)
{
	buf_addf(out, "%s<updated>", indent);
	time_iso(out, date_days(d) * 86400);
	buf_adds(out, "</updated>\n");
}

static void
entry(struct buf *out, const struct site *site, const struct change *c)
{
	const char *base = site->config.base_url;
	size_t i;

	buf_adds(out, "  <entry>\n");
	element(out, "    ", "title", c->title);
	buf_adds(out, "    <id>");
	escape_xml(out, str_of(base));
	escape_xml(out, str_of(c->page->url));
	buf_adds(out, "</id>\n    <link href=\"");
	escape_xml(out, str_of(base));
	escape_xml(out, str_of(c->page->url));
	buf_adds(out, "\"/>\n");
	updated(out, "    ", c->date);
	for (i = 0; i < c->n_centers; i++) {
		buf_adds(out, "    <category term=\"");
		escape_xml(out, str_of(c->centers[i]->slug));
		buf_adds(out, "\" label=\"");
		escape_xml(out, str_of(c->centers[i]->name));
		buf_adds(out, "\"/>\n");
	}
	/* Links in the body begin with "/": they are meant from the site's root. */
	buf_adds(out, "    <content type=\"html\" xml:base=\"");
	escape_xml(out, str_of(base));
	buf_adds(out, "/\">");
	escape_xml(out, c->page->doc.html);
	buf_adds(out, "</content>\n  </entry>\n");
}

void
feed_atom(struct buf *out, const struct site *site)
{
	const struct config *c = &site->config;
	size_t i;

	buf_adds(out, xml);
	buf_adds(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n");
	element(out, "  ", "title", c->title);
	element(out, "  ", "subtitle", c->description);
	buf_adds(out, "  <id>");
	escape_xml(out, str_of(c->base_url));
	buf_adds(out, "/changes/</id>\n  <link rel=\"self\" href=\"");
	escape_xml(out, str_of(c->base_url));
	buf_adds(out, "/feed.xml\"/>\n  <link rel=\"alternate\" href=\"");
	escape_xml(out, str_of(c->base_url));
	buf_adds(out, "/changes/\"/>\n");
	/* The newest change; without any, the day of the mapping. */
	updated(out, "  ", site->n_changes > 0 ? site->changes[0].date : c->mapping_date);
	buf_adds(out, "  <author><name>");
	escape_xml(out, str_of(c->title));
	buf_adds(out, "</name></author>\n");
	for (i = 0; i < site->n_changes && i < FEED_ENTRIES; i++)
		entry(out, site, &site->changes[i]);
	buf_adds(out, "</feed>\n");
}

void
feed_sitemap_entry(struct buf *out, const struct site *site, const char *url,
    struct date changed, const struct value *alternates)
{
	size_t i;

	buf_adds(out, "<url><loc>");
	escape_xml(out, str_of(site->config.base_url));
	escape_xml(out, str_of(url));
	buf_adds(out, "</loc>");
	if (changed.year != 0) {
		buf_adds(out, "<lastmod>");
		date_iso(out, changed);
		buf_adds(out, "</lastmod>");
	}
	for (i = 0; i < value_count(alternates); i++) {
		const struct value *v = value_at(alternates, i);

		buf_adds(out, "<xhtml:link rel=\"alternate\" hreflang=\"");
		escape_xml(out, value_text(value_get(v, STR("code"))));
		buf_adds(out, "\" href=\"");
		escape_xml(out, value_text(value_get(v, STR("url"))));
		buf_adds(out, "\"/>");
	}
	buf_adds(out, "</url>\n");
}

void
feed_sitemap_init(struct feed_sitemap *s, size_t most)
{
	*s = (struct feed_sitemap){ .most = most, .entries = BUF_INIT, .ends = BUF_INIT };
}

void
feed_sitemap_free(struct feed_sitemap *s)
{
	buf_free(&s->entries);
	buf_free(&s->ends);
}

void
feed_sitemap_add(struct feed_sitemap *s, struct str entry)
{
	if (s->n > 0 && s->n % s->most == 0)
		buf_add(&s->ends, &s->entries.n, sizeof(s->entries.n));
	buf_addstr(&s->entries, entry);
	s->n++;
}

/* Where the entries of file I end. */
static size_t
end_of(const struct feed_sitemap *s, size_t i)
{
	size_t at = s->entries.n;

	if (i < s->ends.n / sizeof(at))
		memcpy(&at, s->ends.p + i * sizeof(at), sizeof(at));
	return at;
}

static void
sitemap_of(struct buf *out, struct str entries)
{
	buf_adds(out, xml);
	buf_adds(out, "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
		      "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	buf_addstr(out, entries);
	buf_adds(out, "</urlset>\n");
}

bool
feed_sitemap_file(const struct feed_sitemap *s, const struct site *site, size_t i,
    struct buf *url, struct buf *out)
{
	size_t files = s->ends.n / sizeof(size_t) + 1, begin, k;

	if (files > 1 && i < files) {
		begin = i > 0 ? end_of(s, i - 1) : 0;
		buf_addf(url, "/sitemap-%zu.xml", i + 1);
		sitemap_of(out, (struct str){ s->entries.p + begin, end_of(s, i) - begin });
		return true;
	}
	if (i > (files > 1 ? files : 0))
		return false;
	buf_adds(url, "/sitemap.xml");
	if (files == 1) {
		sitemap_of(out, buf_str(&s->entries));
		return true;
	}
	buf_adds(out, xml);
	buf_adds(out, "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (k = 1; k <= files; k++) {
		buf_adds(out, "<sitemap><loc>");
		escape_xml(out, str_of(site->config.base_url));
		buf_addf(out, "/sitemap-%zu.xml</loc></sitemap>\n", k);
	}
	buf_adds(out, "</sitemapindex>\n");
	return true;
}

void
feed_robots(struct buf *out, const struct site *site)
{
	buf_addf(out,
	    "User-agent: *\nDisallow: /find/\nDisallow: /api/\n\nSitemap: %s/sitemap.xml\n",
	    site->config.base_url);
}

static size_t
characters(struct str s)
{
	size_t n = 0, len;
	uint32_t cp;

	while (s.n > 0 && (len = utf8_next(s, &cp)) > 0) {
		s = str_skip(s, len);
		n++;
	}
	return n + s.n;
}

int
feed_opensearch(struct diag *d, struct buf *out, const struct site *site)
{
	const struct config *c = &site->config;
	size_t n = characters(str_of(c->short_title));
	struct buf file = BUF_INIT;

	if (n > FEED_SHORT_NAME) {
		buf_addf(&file, "%s/site.yml", site->root);
		(void)diag_error(d, (struct loc){ file.p, 0, 0 }, /* -1 below */
		    "short_title has %zu characters, expected at most %d", n, FEED_SHORT_NAME);
		buf_free(&file);
		return -1;
	}
	buf_adds(out, xml);
	buf_adds(
	    out, "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
	element(out, "  ", "ShortName", c->short_title);
	element(out, "  ", "Description", c->description);
	buf_adds(out, "  <Url type=\"text/html\" method=\"get\" template=\"");
	escape_xml(out, str_of(c->base_url));
	buf_adds(out, "/find/?q={searchTerms}\"/>\n  "
		      "<Url type=\"application/x-suggestions+json\" template=\"");
	escape_xml(out, str_of(c->base_url));
	buf_adds(out, "/api/v1/suggest?q={searchTerms}\"/>\n");
	buf_adds(out, "  <Language>en</Language>\n  <InputEncoding>UTF-8</InputEncoding>\n"
		      "</OpenSearchDescription>\n");
	return 0;
}
