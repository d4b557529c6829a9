#include "render/redirects.h"

#include <stdlib.h>
#include <string.h>

/* Letters that any file system and any web server's map take as they are. */
static bool
plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!ascii_isalpha(s.p[i]) && !ascii_isdigit(s.p[i]) &&
		    (s.p[i] == '\0' || strchr("-._~!$&'()*+,=:@", s.p[i]) == NULL))
			return false;
	return true;
}

/* The file of the address FROM: "/a/" and "/a" are /a/index.html, "/a.html" is itself.
 * NULL: it can have none. */
static const char *
path_of(struct arena *a, const char *from)
{
	struct str rest = str_skip(str_of(from), 1), part = { NULL, 0 };

	if (from[0] != '/' || rest.n == 0)
		return NULL;
	while (str_split(&rest, '/', &part))
		if (part.n == 0 || part.p[0] == '.' || !plain(part))
			return NULL;
	if (str_ends(str_of(from), "/"))
		return arena_printf(a, "%sindex.html", from);
	if (str_chr(part, '.') < part.n)
		return from;
	return arena_printf(a, "%s/index.html", from);
}

static int
by_path(const void *x, const void *y)
{
	const struct redirect *a = x, *b = y;
	int c = strcmp(a->path, b->path);

	return c != 0 ? c : strcmp(a->to->file, b->to->file);
}

/* P in the language that the address FROM is of, where it is in that one. */
static const struct page *
in_words_of(const struct page *p, const char *from)
{
	const struct page *t = p->in[lang_of_path(str_of(from))];

	return t != NULL ? t : p;
}

static void
add(struct diag *d, struct arena *a, struct redirects *r, const struct page *p,
    const char *from)
{
	const struct front *f = p->front != NULL ? front_get(p->front, "redirect_from") : NULL;
	struct loc loc = f != NULL ? f->loc : (struct loc){ p->file, 0, 0 };
	const char *path = path_of(a, from);

	if (path == NULL)
		(void)diag_error(d, loc, /* counted */
		    "redirect_from \"%s\" cannot be an address of this site; expected one such "
		    "as /old/page/",
		    from);
	else if (p->url[0] == '\0')
		(void)diag_error(d, loc, "redirect_from %s leads to a %s, which has no address",
		    from, page_type_name(p->type)); /* counted */
	else
		r->v[r->n++] = (struct redirect){ from, path, in_words_of(p, from), loc };
}

int
redirects_collect(struct diag *d, struct arena *a, const struct site *site, struct redirects *r)
{
	size_t before = d->errors, max = 1, i, j;

	*r = (struct redirects){ .n = 0 };
	for (i = 0; i < site->n_pages; i++)
		max += site->pages[i].redirect_from.n;
	r->v = arena_alloc(a, max * sizeof(*r->v));
	for (i = 0; i < site->n_pages; i++)
		for (j = 0; site->pages[i].live && j < site->pages[i].redirect_from.n; j++)
			add(d, a, r, &site->pages[i], site->pages[i].redirect_from.v[j]);
	if (r->n > 1)
		qsort(r->v, r->n, sizeof(*r->v), by_path);
	for (i = 1; i < r->n; i++)
		if (strcmp(r->v[i - 1].path, r->v[i].path) == 0)
			(void)diag_error(d, r->v[i].loc, /* counted */
			    "redirect_from %s is also that of %s", r->v[i].from,
			    r->v[i - 1].to->file);
	return d->errors == before ? 0 : -1;
}

void
redirects_map(struct buf *out, const struct redirects *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		buf_addf(out, "%s %s\n", r->v[i].from, r->v[i].to->url);
}
