/*
 * edits.h - random edits of the tree of tree.h, and everything that was read of it as one text to compare.
 */
#ifndef TESTS_MODEL_EDITS_H
#define TESTS_MODEL_EDITS_H

#include <time.h>

#include "unit/model/tree.h"

static uint64_t edits_seed;

static inline unsigned
draw(unsigned n)
{
	edits_seed = edits_seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(edits_seed >> 33) % n;
}

static inline void
look_loc(struct buf *out, struct loc loc)
{
	buf_addf(out, "%s:%u:%u ", loc.file, loc.line, loc.col);
}

static inline void
look_front(struct buf *out, const struct front *f)
{
	size_t i;

	buf_addf(out, "%d ", (int)f->kind);
	look_loc(out, f->loc);
	if (f->kind == FRONT_SCALAR)
		buf_addf(out, "\"%s\"", f->text.p);
	for (i = 0; f->kind == FRONT_LIST && i < f->n; i++)
		look_front(out, f->items[i]);
	for (i = 0; f->kind == FRONT_MAP && i < f->n; i++) {
		buf_addf(out, "%.*s: ", (int)f->pairs[i].key.n, f->pairs[i].key.p);
		look_loc(out, f->pairs[i].key_loc);
		look_front(out, f->pairs[i].value);
	}
}

static inline void
look_doc(struct buf *out, const struct markdown_doc *doc)
{
	size_t i;

	buf_addf(
	    out, "%.*s\n%.*s\n", (int)doc->html.n, doc->html.p, (int)doc->text.n, doc->text.p);
	for (i = 0; i < doc->n_outline; i++) {
		const struct markdown_heading *h = &doc->outline[i];

		buf_addf(out, "%u %.*s %.*s %.*s ", h->level, (int)h->text.n, h->text.p,
		    (int)h->html.n, h->html.p, (int)h->id.n, h->id.p);
		look_loc(out, h->loc);
	}
	for (i = 0; i < doc->n_links; i++) {
		const struct markdown_link *k = &doc->links[i];

		buf_addf(out, "%d %.*s %.*s %.*s ", (int)k->kind, (int)k->dest.n, k->dest.p,
		    (int)k->resolved.n, k->resolved.p, (int)k->text.n, k->text.p);
		look_loc(out, k->loc);
	}
	for (i = 0; i < doc->n_blocks; i++) {
		const struct markdown_block *b = &doc->blocks[i];

		buf_addf(out, "%d %u %d %.*s %.*s %.*s ", (int)b->kind, b->level, b->nested,
		    (int)b->text.n, b->text.p, (int)b->html.n, b->html.p, (int)b->id.n,
		    b->id.p);
		look_loc(out, b->loc);
	}
}

static inline void
look_page(struct buf *out, const struct page *p)
{
	struct arena a;

	arena_init(&a, 0);
	buf_addf(out, "%d %d %s %s %s %s %s %s %d %d\n", (int)p->type, (int)p->lang, p->file,
	    p->slug, p->url, p->title, p->description, p->sha, p->live, p->faulty);
	look_front(out, p->front);
	look_doc(out, page_doc(p, &a));
	arena_free(&a);
}

/* Everything that was read, and what was said. */
static inline void
look(struct buf *out, const struct site *s, const struct diag *d)
{
	size_t i, j;

	for (i = 0; i < s->n_pages; i++)
		look_page(out, &s->pages[i]);
	for (i = 0; i < s->n_translations; i++)
		look_page(out, &s->translations[i]);
	for (i = 0; i < s->n_chapters; i++)
		for (j = 0; j < s->chapters[i].n_headings; j++)
			buf_addf(out, "%s %s %zu\n", s->chapters[i].headings[j].code,
			    s->chapters[i].headings[j].html,
			    s->chapters[i].headings[j].n_names);
	for (i = 0; i < d->n; i++)
		buf_addf(out, "%s:%u %s\n", d->msgs[i].loc.file, d->msgs[i].loc.line,
		    d->msgs[i].text);
}

/* One edit: good ones, and such as the next load must complain of. */
static inline void
edit(struct diag *d)
{
	struct buf text = BUF_INIT;
	char path[64];

	(void)snprintf(path, sizeof(path), "content/pages/p%u.md", draw(6));
	switch (draw(8)) {
	case 0:
		(void)unlink(path);
		break;
	case 1:
		buf_adds(&text, "---\ntitle: Broken\n---\n<b>raw</b>\n");
		break;
	case 2:
		buf_addf(&text,
		    "---\ntitle: T\ndescription: d\nreviewed: 2026-11-21\n---\n"
		    "# Warned of\n\n[away](/pages/%u/)\n",
		    draw(9));
		break;
	case 3:
		(void)snprintf(path, sizeof(path), "content/scopes/72.md");
		buf_addf(&text,
		    TREE_SCOPE(
			"72", "XV", "metals", "") "## 7208 Flat steel\n\n- steel %u, iron\n",
		    draw(100));
		break;
	case 4:
		(void)snprintf(path, sizeof(path), "content/faqs/what.es.md");
		buf_addf(&text,
		    "---\nquestion: Qu\xC3\xA9 %u\ntranslated: 2026-11-21\n---\nEs.\n",
		    draw(9));
		break;
	default:
		buf_addf(&text,
		    "---\ntitle: T%u\ndescription: d\nreviewed: 2026-11-21\n%s---\n"
		    "Words %u.\n\n## Part\n\n### Deeper\n\n[home](/ \"Home\") [other](/p%u/)\n",
		    draw(9), draw(6) == 0 ? "draft: true\n" : "", draw(1000), draw(6));
	}
	if (text.n > 0)
		assert_int_equal(fs_write(d, path, buf_str(&text)), 0);
	buf_free(&text);
}

static inline void
wait_a_little(void)
{
	const struct timespec t = { .tv_nsec = 60000000 };

	(void)nanosleep(&t, NULL); /* what was written is settled then */
}

#endif
