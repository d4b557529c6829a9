#include "view/relink.h"

#include <string.h>

/* The value of attribute NAME (" href=\"") in TAG; .p is NULL when it has none. */
static struct str
attribute(struct str tag, const char *name)
{
	size_t at = str_find(tag, name);
	struct str v;

	if (at == tag.n)
		return (struct str){ NULL, 0 };
	v = str_skip(tag, at + strlen(name));
	v.n = str_chr(v, '"');
	return v;
}

/* The path of an address within the site, without query and fragment. */
static struct str
path_of(struct str url)
{
	url.n = str_chr(url, '#');
	url.n = str_chr(url, '?');
	return url;
}

static void
relink_tag(struct buf *out, struct str tag, enum lang lang, const char *name,
    bool (*has)(const void *ctx, struct str path), const void *ctx)
{
	struct str url = attribute(tag, name), rest;

	if (url.p == NULL || !str_starts(url, "/") || str_starts(url, "//") ||
	    lang_of_path(url) == lang || attribute(tag, " hreflang=\"").p != NULL ||
	    attribute(tag, " lang=\"").p != NULL) {
		buf_addstr(out, tag);
		return;
	}
	rest = (struct str){ url.p, tag.n - (size_t)(url.p - tag.p) };
	buf_add(out, tag.p, (size_t)(url.p - tag.p));
	if (has(ctx, path_of(url))) {
		buf_adds(out, lang_info[lang].prefix);
		buf_addstr(out, rest);
	} else if (str_starts(tag, "<a ")) {
		buf_add(out, url.p, url.n + 1);
		buf_adds(out, " hreflang=\"en\"");
		buf_addstr(out, str_skip(rest, url.n + 1));
	} else {
		buf_addstr(out, rest);
	}
}

void
relink(struct buf *out, struct str html, enum lang lang,
    bool (*has)(const void *ctx, struct str path), const void *ctx)
{
	while (html.n > 0 && lang != LANG_EN) {
		size_t at = str_chr(html, '<'), n;
		bool link, form;

		buf_add(out, html.p, at);
		html = str_skip(html, at);
		link = str_starts(html, "<a ");
		form = str_starts(html, "<form ");
		n = link || form ? str_chr(html, '>') : html.n > 0;
		if (link || form)
			relink_tag(out, (struct str){ html.p, n }, lang,
			    link ? " href=\"" : " action=\"", has, ctx);
		else
			buf_add(out, html.p, n);
		html = str_skip(html, n);
	}
	buf_addstr(out, html);
}
