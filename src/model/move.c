#include "model/move.h"

#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "markup/outline.h"
#include "model/called.h"
#include "model/load.h"

/* A destination and what stands in its place. */
struct swap {
	struct str from, to;
};

/* A file that moves: the one that was named, or a translation of it. */
struct moved {
	const struct page *page;
	const char *from, *to; /* below the content root */
	const char *from_url, *to_url;
};

struct plan {
	struct diag *diag;
	struct arena *arena;
	const struct site *site;
	const struct page *page;
	struct move *out;
	const char *from, *to; /* below the content root */
	struct moved moved[LANG__MAX]; /* N_MOVED of them, the first is PAGE */
	size_t n_moved, cap;
};

static int
refuse(struct plan *p, const char *file, const char *text)
{
	return diag_error(p->diag, (struct loc){ file, 0, 0 }, "%s", text);
}

/* The folder of a file with its "/". */
static struct str
folder(const char *file)
{
	struct str s = str_of(file);

	while (s.n > 0 && s.p[s.n - 1] != '/')
		s.n--;
	return s;
}

/* The file that NEW means: a path, an address, or a bare name beside the old file. */
static const char *
target(struct plan *p, const char *new)
{
	struct str s = str_of(called_below(p->site, new)), dir = folder(p->from), slug;

	if (str_ends(s, ".md"))
		return str_chr(s, '/') < s.n ? arena_strndup(p->arena, s.p, s.n)
					     : arena_printf(p->arena, "%.*s%.*s", (int)dir.n,
						   dir.p, (int)s.n, s.p);
	while (s.n > 0 && s.p[s.n - 1] == '/')
		s.n--;
	slug = s;
	if (p->page->type == PAGE_PAGE && str_starts(s, "/"))
		return arena_printf(p->arena, "pages%.*s.md", (int)s.n, s.p);
	if (p->page->type == PAGE_PAGE && str_starts(s, "pages/"))
		return arena_printf(p->arena, "%.*s.md", (int)s.n, s.p);
	while (str_chr(slug, '/') < slug.n && p->page->type != PAGE_PAGE)
		slug = str_skip(slug, str_chr(slug, '/') + 1);
	if (str_starts(slug, "#"))
		slug = str_skip(slug, 1);
	return arena_printf(p->arena, "%.*s%.*s.md", (int)dir.n, dir.p, (int)slug.n, slug.p);
}

/* Is the new place one that this file may have? */
static int
allowed(struct plan *p)
{
	struct str kind = str_of(p->from), s = str_of(p->to), part;
	struct buf want = BUF_INIT;
	size_t i;
	int rc = 0;

	if (str_ends(s, ".es.md") && s.n > strlen(".es.md"))
		return refuse(p, p->out->to,
		    "name the English file; translations go with it under the same name");
	if (p->page->type == PAGE_CENTER)
		return refuse(p, p->out->from,
		    "a Center's file name is its short name in every rule; it cannot be moved");
	if (p->page->type == PAGE_SCOPE)
		return refuse(p, p->out->from, "a chapter's file name is its number");
	kind.n = str_chr(kind, '/') + 1;
	if (s.n <= kind.n || memcmp(s.p, kind.p, kind.n) != 0)
		return diag_error(p->diag, (struct loc){ p->out->to, 0, 0 },
		    "a %s stays below %.*s", page_type_name(p->page->type), (int)kind.n,
		    kind.p);
	for (i = 0; i < p->n_moved; i++) {
		const char *file = fs_join(p->arena, p->site->root, p->moved[i].to);

		if (fs_exists(file))
			return refuse(p, file, "is there already");
	}
	s.n -= strlen(".md");
	while (rc == 0 && str_split(&s, '/', &part)) {
		buf_clear(&want);
		outline_slug(&want, part);
		if (!str_eq(buf_str(&want), part))
			rc = diag_error(p->diag, (struct loc){ p->out->to, 0, 0 },
			    "file names are lower-case words joined by \"-\", such as \"%s\"",
			    want.p);
	}
	buf_free(&want);
	return rc;
}

/* TO seen from the folder of FILE: "../faqs/x.md". */
static char *
relative(struct arena *a, const char *file, const char *to)
{
	struct str dir = folder(file);
	struct buf b = BUF_INIT;
	size_t same = 0, i;
	char *path;

	for (i = 0; i < dir.n && dir.p[i] == to[i]; i++)
		if (dir.p[i] == '/')
			same = i + 1;
	for (i = same; i < dir.n; i++)
		if (dir.p[i] == '/')
			buf_adds(&b, "../");
	buf_adds(&b, to + same);
	path = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return path;
}

/* May a destination begin after C, or end before it? */
static bool
bounds(char c, bool before)
{
	return strchr(before ? "(<\"' \t\n[,:" : ")>}\"' \t\n],#?", c) != NULL;
}

/* TEXT with every whole occurrence of a swap's FROM replaced. */
static struct str
replace(struct arena *a, struct str text, const struct swap *swaps, size_t n, size_t *count)
{
	struct buf b = BUF_INIT;
	struct str out;
	size_t i = 0, k;

	while (i < text.n) {
		for (k = 0; k < n; k++) {
			struct str f = swaps[k].from;

			if (f.n > 0 && f.n <= text.n - i && memcmp(text.p + i, f.p, f.n) == 0 &&
			    i > 0 && bounds(text.p[i - 1], true) &&
			    (i + f.n == text.n || bounds(text.p[i + f.n], false)))
				break;
		}
		if (k < n) {
			buf_addstr(&b, swaps[k].to);
			i += swaps[k].from.n;
			++*count;
		} else {
			buf_addc(&b, text.p[i++]);
		}
	}
	out = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	buf_free(&b);
	return out;
}

static void
add_swap(struct swap *swaps, size_t *n, struct str from, const char *to)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (str_eq(swaps[i].from, from))
			return;
	swaps[(*n)++] = (struct swap){ from, str_of(to) };
}

/* Does the front matter hold URL, alone or with a fragment? */
static bool
front_holds(const struct front *f, const char *url)
{
	size_t i;

	if (f->kind == FRONT_SCALAR)
		return str_starts(f->text, url) &&
		       (f->text.n == strlen(url) || f->text.p[strlen(url)] == '#');
	for (i = 0; i < f->n; i++)
		if (front_holds(f->kind == FRONT_LIST ? f->items[i] : f->pairs[i].value, url))
			return true;
	return false;
}

/* The destinations in Q's file that lead to the moved page, or that the move itself bends. */
static size_t
swaps_of(struct plan *p, const struct page *q, struct swap *swaps)
{
	const char *file = called_below(p->site, q->file), *now = file;
	bool part = strchr(p->out->from_url, '#') != NULL;
	const struct moved *m;
	size_t i, n = 0;

	for (m = p->moved; m < p->moved + p->n_moved; m++)
		if (m->page == q)
			now = m->to;
	for (i = 0; i < q->doc.n_links; i++) {
		struct str dest = q->doc.links[i].dest, to = q->doc.links[i].resolved;
		const char *leads;

		if (!part) {
			dest.n = str_chr((struct str){ dest.p, str_chr(dest, '#') }, '?');
			to.n = str_chr((struct str){ to.p, str_chr(to, '#') }, '?');
		}
		if (str_starts(dest, "/")) {
			for (m = p->moved; m < p->moved + p->n_moved; m++)
				if (m->from_url[0] != '\0' && str_is(to, m->from_url))
					add_swap(swaps, &n, dest, m->to_url);
			continue;
		}
		if (!str_ends(dest, ".md") || str_find(dest, "://") < dest.n)
			continue;
		leads = page_target(p->arena, file, dest);
		for (m = p->moved; m < p->moved + p->n_moved; m++)
			if (strcmp(leads, m->from) == 0)
				break;
		if (m < p->moved + p->n_moved)
			leads = m->to;
		else if (now == file)
			continue;
		add_swap(swaps, &n, dest, relative(p->arena, now, leads));
	}
	for (m = p->moved; m < p->moved + p->n_moved; m++)
		if (m->from_url[0] != '\0' && q != p->page &&
		    front_holds(q->front, m->from_url))
			add_swap(swaps, &n, str_of(m->from_url), m->to_url);
	return n;
}

/* The start of line LINE (from 1) of TEXT. */
static size_t
line_at(struct str text, unsigned line)
{
	size_t i = 0;

	while (line > 1 && i < text.n)
		if (text.p[i++] == '\n')
			line--;
	return i;
}

/* "redirect_from: [/old/]" with the old addresses in it and the new ones not, "" when none is left. */
static char *
redirects(struct plan *p)
{
	const struct strings *had = &p->page->redirect_from;
	struct buf b = BUF_INIT;
	size_t i, k, n = 0;
	char *line;

	for (i = 0; i < had->n; i++) {
		for (k = 0; k < p->n_moved; k++)
			if (strcmp(had->v[i], p->moved[k].to_url) == 0)
				break;
		if (k == p->n_moved)
			buf_addf(&b, "%s%s", n++ > 0 ? ", " : "", had->v[i]);
	}
	for (k = 0; p->out->redirect && k < p->n_moved; k++)
		buf_addf(&b, "%s%s", n++ > 0 ? ", " : "", p->moved[k].from_url);
	line = n > 0 ? arena_printf(p->arena, "redirect_from: [%s]\n", b.p)
		     : arena_strdup(p->arena, "");
	buf_free(&b);
	return line;
}

/* TEXT, the moved file's, with its redirect_from as it must be. */
static struct str
with_redirects(struct plan *p, struct str text)
{
	const struct front *f = p->page->front;
	size_t from = str_find(text, "\n---"), to, i;
	const char *line = redirects(p);
	struct buf b = BUF_INIT;
	struct str out;

	from = to = from < text.n ? from + 1 : text.n;
	for (i = 0; i < f->n; i++)
		if (str_is(f->pairs[i].key, "redirect_from")) {
			from = line_at(text, f->pairs[i].key_loc.line);
			if (i + 1 < f->n)
				to = line_at(text, f->pairs[i + 1].key_loc.line);
		}
	buf_add(&b, text.p, from);
	buf_adds(&b, line);
	buf_addstr(&b, str_skip(text, to));
	out = (struct str){ arena_strndup(p->arena, b.p, b.n), b.n };
	buf_free(&b);
	return out;
}

static int
edit(struct plan *p, const struct page *q)
{
	struct swap *swaps =
	    arena_alloc(p->arena, (q->doc.n_links + LANG__MAX) * sizeof(*swaps));
	size_t n = swaps_of(p, q, swaps), i;
	struct move_edit e = { .file = q->file };
	struct buf text = BUF_INIT;

	for (i = 0; i < p->n_moved; i++)
		if (p->moved[i].page == q)
			e.to = fs_join(p->arena, p->site->root, p->moved[i].to);
	if (n == 0 && e.to == NULL)
		return 0;
	if (fs_read(p->diag, &text, q->file, LIMIT_CONTENT_FILE) != 0)
		return -1;
	e.before = (struct str){ arena_strndup(p->arena, text.p, text.n), text.n };
	buf_free(&text);
	e.after = replace(p->arena, e.before, swaps, n, &e.links);
	if (q == p->page)
		e.after = with_redirects(p, e.after);
	p->out->v = arena_grow(p->arena, p->out->v, p->out->n, &p->cap, sizeof(*p->out->v));
	p->out->v[p->out->n++] = e;
	return 0;
}

/* The files that go from one place to the other: the English one, then its translations. */
static void
add_moved(struct plan *p)
{
	struct str from = str_of(p->from), to = str_of(p->to);
	enum lang lang;

	p->moved[p->n_moved++] =
	    (struct moved){ p->page, p->from, p->to, p->page->url, page_url(p->arena, p->to) };
	from.n -= strlen(".md");
	to.n -= strlen(".md");
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++) {
		const struct page *t = p->page->in[lang];
		const char *code = lang_info[lang].code;
		struct moved *m = &p->moved[p->n_moved];

		if (t == NULL)
			continue;
		*m = (struct moved){ .page = t,
			.from = arena_printf(p->arena, "%.*s.%s.md", (int)from.n, from.p, code),
			.to = arena_printf(p->arena, "%.*s.%s.md", (int)to.n, to.p, code) };
		m->from_url = t->url;
		m->to_url = page_url(p->arena, m->to);
		p->n_moved++;
	}
}

int
move_plan(struct diag *d, struct arena *a, const struct site *site, const char *old,
    const char *new, struct move *out)
{
	struct plan p = { .diag = d, .arena = a, .site = site, .out = out };
	size_t i;

	*out = (struct move){ .n = 0 };
	p.page = called_page(p.diag, p.arena, p.site, old);
	if (p.page == NULL)
		return -1;
	p.from = called_below(site, p.page->file);
	p.to = target(&p, new);
	out->from = p.page->file;
	out->to = fs_join(a, site->root, p.to);
	out->from_url = p.page->url;
	out->to_url = page_url(a, p.to);
	out->redirect =
	    !p.page->draft && out->from_url[0] != '\0' && strchr(out->from_url, '#') == NULL;
	add_moved(&p);
	if (allowed(&p) != 0)
		return -1;
	for (i = 0; i < p.n_moved; i++)
		if (edit(&p, p.moved[i].page) != 0)
			return -1;
	for (i = 0; i < site->n_pages; i++)
		if (&site->pages[i] != p.page && edit(&p, &site->pages[i]) != 0)
			return -1;
	for (i = 0; i < site->n_translations; i++)
		if (site->translations[i].in[LANG_EN] != p.page &&
		    edit(&p, &site->translations[i]) != 0)
			return -1;
	return 0;
}
