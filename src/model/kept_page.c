#include "model/kept_page.h"

#include <string.h>

#include "base/limits.h"

/* Numbers are four bytes as this machine has them; a text is its length, its bytes and a NUL. */

static void
put(struct buf *out, size_t n)
{
	uint32_t v = (uint32_t)n; /* a file is no longer than LIMIT_CONTENT_FILE */

	buf_add(out, &v, sizeof(v));
}

static void
put_str(struct buf *out, struct str s)
{
	put(out, s.n);
	buf_addstr(out, s);
	buf_addc(out, '\0');
}

static void
put_loc(struct buf *out, struct loc loc)
{
	put(out, loc.line);
	put(out, loc.col);
}

static void
put_front(struct buf *out, const struct front *f)
{
	size_t i;

	put(out, f->kind);
	put_loc(out, f->loc);
	switch (f->kind) {
	case FRONT_SCALAR:
		put_str(out, f->text);
		break;
	case FRONT_LIST:
		put(out, f->n);
		for (i = 0; i < f->n; i++)
			put_front(out, f->items[i]);
		break;
	case FRONT_MAP:
		put(out, f->n);
		for (i = 0; i < f->n; i++) {
			put_str(out, f->pairs[i].key);
			put_loc(out, f->pairs[i].key_loc);
			put_front(out, f->pairs[i].value);
		}
		break;
	}
}

/* The text at the same place as another, which comes first, is not written twice. */
static void
put_same(struct buf *out, struct str s, struct str first)
{
	bool same = str_eq(s, first);

	put(out, same);
	if (!same)
		put_str(out, s);
}

/* Outline, links and blocks. */
static void
put_lists(struct buf *out, const struct markdown_doc *doc)
{
	size_t i;

	put(out, doc->n_outline);
	for (i = 0; i < doc->n_outline; i++) {
		const struct markdown_heading *h = &doc->outline[i];

		put(out, h->level);
		put_str(out, h->text);
		put_same(out, h->html, h->text);
		put_str(out, h->id);
		put_loc(out, h->loc);
	}
	put(out, doc->n_links);
	for (i = 0; i < doc->n_links; i++) {
		const struct markdown_link *k = &doc->links[i];

		put(out, k->kind);
		put_str(out, k->dest);
		put_same(out, k->resolved, k->dest);
		put_str(out, k->text);
		put_loc(out, k->loc);
	}
	put(out, doc->n_blocks);
	for (i = 0; i < doc->n_blocks; i++) {
		const struct markdown_block *b = &doc->blocks[i];

		put(out, b->kind);
		put(out, b->level);
		put(out, b->nested);
		put_loc(out, b->loc);
		put_str(out, b->text);
		put_str(out, b->html);
		put_str(out, b->id);
	}
}

bool
kept_page_write(struct buf *out, const struct page *p, bool text, size_t *doc)
{
	if (p->said || p->sha == NULL || p->front == NULL || p->title == NULL)
		return false;
	put_str(out, str_of(p->sha));
	put_str(out, str_of(p->slug));
	put_str(out, str_of(p->url));
	put_str(out, str_of(p->title));
	put_str(out, str_of(p->description));
	put_front(out, p->front);
	if (doc != NULL)
		*doc = out->n;
	put_str(out, p->doc.html);
	put_str(out, text || p->type != PAGE_PAGE ? p->doc.text : STR(""));
	if (p->lists.n > 0)
		buf_addstr(out, p->lists); /* as they were written before */
	else
		put_lists(out, &p->doc);
	return true;
}

/* Where reading is; BAD once anything did not fit. */
struct reader {
	struct str rest;
	const char *begin, *stands; /* of the bytes; where texts are borrowed from */
	struct arena *arena;
	const char *file;
	bool bad;
};

static uint32_t
get(struct reader *r)
{
	uint32_t v = 0;

	if (r->rest.n < sizeof(v))
		r->bad = true;
	else
		memcpy(&v, r->rest.p, sizeof(v));
	r->rest = str_skip(r->rest, sizeof(v));
	return r->bad ? 0 : v;
}

static struct str
get_str(struct reader *r)
{
	size_t n = get(r);
	struct str s = { r->stands + (r->rest.p - r->begin), n };

	if (r->bad || n >= r->rest.n || r->rest.p[n] != '\0') {
		r->bad = true;
		return STR("");
	}
	r->rest = str_skip(r->rest, n + 1);
	return s;
}

/* Of what is asked again and again, apart from the rest, which need not be in memory then. */
static const char *
get_copy(struct reader *r)
{
	struct str s = get_str(r);

	return arena_strndup(r->arena, s.p, s.n);
}

/* How many of what takes at least a number each. */
static size_t
get_count(struct reader *r)
{
	size_t n = get(r);

	if (n > r->rest.n / sizeof(uint32_t))
		r->bad = true;
	return r->bad ? 0 : n;
}

static struct loc
get_loc(struct reader *r)
{
	uint32_t line = get(r);

	return (struct loc){ r->file, line, get(r) };
}

static struct str
get_same(struct reader *r, struct str first)
{
	return get(r) != 0 ? first : get_str(r);
}

static struct front *
get_front(struct reader *r, int depth)
{
	struct front *f = arena_alloc(r->arena, sizeof(*f));
	size_t i;

	f->kind = (enum front_kind)get(r);
	f->loc = get_loc(r);
	if (depth > LIMIT_YAML_DEPTH + 1)
		r->bad = true;
	switch (f->kind) {
	case FRONT_SCALAR:
		f->text = get_str(r);
		break;
	case FRONT_LIST:
		f->n = get_count(r);
		f->items = arena_alloc(r->arena, (f->n + 1) * sizeof(struct front *));
		for (i = 0; i < f->n && !r->bad; i++)
			f->items[i] = get_front(r, depth + 1);
		break;
	case FRONT_MAP:
		f->n = get_count(r);
		f->pairs = arena_alloc(r->arena, (f->n + 1) * sizeof(*f->pairs));
		for (i = 0; i < f->n && !r->bad; i++) {
			f->pairs[i].key = get_str(r);
			f->pairs[i].key_loc = get_loc(r);
			f->pairs[i].value = get_front(r, depth + 1);
		}
		break;
	default:
		r->bad = true;
	}
	return f;
}

static void
get_lists(struct reader *r, struct markdown_doc *doc)
{
	size_t i;

	doc->n_outline = get_count(r);
	doc->outline = arena_alloc(r->arena, (doc->n_outline + 1) * sizeof(*doc->outline));
	for (i = 0; i < doc->n_outline && !r->bad; i++) {
		struct markdown_heading *h = &doc->outline[i];

		h->level = get(r);
		h->text = get_str(r);
		h->html = get_same(r, h->text);
		h->id = get_str(r);
		h->loc = get_loc(r);
	}
	doc->n_links = get_count(r);
	doc->links = arena_alloc(r->arena, (doc->n_links + 1) * sizeof(*doc->links));
	for (i = 0; i < doc->n_links && !r->bad; i++) {
		struct markdown_link *k = &doc->links[i];

		k->kind = (enum markdown_link_kind)get(r);
		k->dest = get_str(r);
		k->resolved = get_same(r, k->dest);
		k->text = get_str(r);
		k->loc = get_loc(r);
	}
	doc->n_blocks = get_count(r);
	doc->blocks = arena_alloc(r->arena, (doc->n_blocks + 1) * sizeof(*doc->blocks));
	for (i = 0; i < doc->n_blocks && !r->bad; i++) {
		struct markdown_block *b = &doc->blocks[i];

		b->kind = (enum markdown_block_kind)get(r);
		b->level = get(r);
		b->nested = get(r) != 0;
		b->loc = get_loc(r);
		b->text = get_str(r);
		b->html = get_str(r);
		b->id = get_str(r);
	}
}

/* Texts, and where the lists stand; those of a chapter are there at once, since its load goes through them. */
static void
get_doc(struct reader *r, struct page *p)
{
	p->doc = (struct markdown_doc){ .html = get_str(r), .text = get_str(r) };
	p->lists = (struct str){ r->stands + (r->rest.p - r->begin), r->rest.n };
	if (p->type == PAGE_SCOPE) {
		get_lists(r, &p->doc);
		p->lists = STR("");
		r->bad |= r->rest.n > 0;
	}
}

bool
kept_page_read(struct str bytes, struct arena *a, struct page *p)
{
	struct reader r = { bytes, bytes.p, bytes.p, a, p->file, false };

	p->sha = get_copy(&r);
	p->slug = get_copy(&r);
	p->url = get_copy(&r);
	p->title = get_copy(&r);
	p->description = get_copy(&r);
	p->front = get_front(&r, 0);
	get_doc(&r, p);
	return !r.bad;
}

bool
kept_page_doc(struct str bytes, const char *stands, struct arena *a, struct page *p)
{
	struct reader r = { bytes, bytes.p, stands, a, p->file, false };

	get_doc(&r, p);
	return !r.bad;
}

const struct markdown_doc *
page_doc(const struct page *p, struct arena *a)
{
	struct reader r = { p->lists, p->lists.p, p->lists.p, a, p->file, false };
	struct markdown_doc *doc;

	if (p->lists.n == 0)
		return &p->doc;
	doc = arena_alloc(a, sizeof(*doc));
	*doc = p->doc;
	get_lists(&r, doc);
	if (r.bad) /* cannot be: their sum was right */
		*doc = p->doc;
	return doc;
}

const char *
kept_page_sha(struct str bytes)
{
	struct reader r = { bytes, bytes.p, bytes.p, NULL, NULL, false };

	return get_str(&r).p;
}
