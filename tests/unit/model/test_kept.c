/* A site loaded with what builds before kept of it: it is all the same, whatever was edited, and whatever became of
 * the files that keep it. */
#include <sys/stat.h>
#include <time.h>

#include "model/kept.h"
#include "model/spill.h"
#include "unit/model/tree.h"

#define STEPS 60

static uint64_t seed;
static size_t spilled; /* pages whose texts stood on disk from the beginning */

static unsigned
draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static void
look_loc(struct buf *out, struct loc loc)
{
	buf_addf(out, "%s:%u:%u ", loc.file, loc.line, loc.col);
}

static void
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

static void
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

static void
look_page(struct buf *out, const struct page *p)
{
	buf_addf(out, "%d %d %s %s %s %s %s %s %d %d\n", (int)p->type, (int)p->lang, p->file,
	    p->slug, p->url, p->title, p->description, p->sha, p->live, p->faulty);
	look_front(out, p->front);
	look_doc(out, &p->doc);
}

/* Everything that was read, and what was said. */
static void
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
static void
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
		    "---\ntitle: T%u\ndescription: d\nreviewed: 2026-11-21\n---\n"
		    "Words %u.\n\n## Part\n\n### Deeper\n\n[home](/ \"Home\")\n",
		    draw(9), draw(1000));
	}
	if (text.n > 0)
		assert_int_equal(fs_write(d, path, buf_str(&text)), 0);
	buf_free(&text);
}

static void
wait_a_little(void)
{
	const struct timespec t = { .tv_nsec = 60000000 };

	(void)nanosleep(&t, NULL); /* what was written is settled then */
}

/* A bit of a file the other way round, or its end cut off; or none of it there. */
static void
damage(const char *path, unsigned how)
{
	struct stat st;
	off_t at;
	int fd;
	char c;

	if (how == 2) {
		(void)unlink(path);
		return;
	}
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	at = (off_t)draw((unsigned)st.st_size);
	if (how == 1) {
		assert_int_equal(ftruncate(fd, at), 0);
	} else {
		assert_int_equal(pread(fd, &c, 1, at), 1);
		c = (char)(c ^ (1 << draw(8)));
		assert_int_equal(pwrite(fd, &c, 1, at), 1);
	}
	assert_int_equal(close(fd), 0);
}

/* Load the tree with what is kept and without: the same.  Keep it.  Returns how many pages were kept. */
static size_t
load_both(bool texts)
{
	struct kept *kept = kept_open(".", texts);
	struct spill *spill =
	    draw(3) > 0 ? spill_open("./not-yet/there", texts || kept_texts(kept)) : NULL;
	struct site_options o = {
		.lean = true, .jobs = 1 + draw(3), .kept = kept, .spill = spill
	};
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct site now, first;
	struct diag d, e;
	size_t i, n = 0;

	diag_init(&d);
	diag_init(&e);
	(void)site_load_as(&d, &now, "content", TREE_AT, &o);
	o.kept = NULL;
	o.spill = NULL;
	(void)site_load_as(&e, &first, "content", TREE_AT, &o);
	for (i = 0; !texts && i < now.n_pages; i++)
		if (now.pages[i].type == PAGE_PAGE && now.pages[i].doc.text.n == 0)
			first.pages[i].doc.text = STR(""); /* may be missing */
	look(&a, &now, &d);
	look(&b, &first, &e);
	assert_string_equal(a.p, b.p);
	for (i = 0; i < now.n_pages; i++) {
		n += now.pages[i].kept > 0;
		spilled += now.pages[i].spilled.size > 0;
		spill_seen(spill);
	}
	kept_save(".", &now, kept, texts);
	site_free(&now);
	site_free(&first);
	kept_close(kept);
	spill_close(spill);
	buf_free(&a);
	buf_free(&b);
	diag_free(&d);
	diag_free(&e);
	return n;
}

static void
test_kept(void **state)
{
	size_t n = 0, step;
	struct tree t;

	(void)state;
	seed = 7;
	tree_load(&t, NULL);
	wait_a_little();
	for (step = 0; step < STEPS; step++) {
		n += load_both(draw(4) > 0);
		edit(&t.diag);
		if (draw(3) > 0)
			wait_a_little();
	}
	assert_true(n > (size_t)STEPS); /* else nothing was kept */
	if (spilled == 0)
		print_message("no files without names here: texts stayed in memory\n");
	else
		assert_true(spilled > STEPS / 4);
	tree_free(&t);
}

static void
test_damaged(void **state)
{
	static const char *const files[] = { ".kept", ".kept-pages" };
	struct tree t;
	size_t step;

	(void)state;
	seed = 8;
	tree_load(&t, NULL);
	for (step = 0; step < STEPS; step++) {
		(void)load_both(true);
		damage(files[draw(2)], draw(3));
	}
	tree_free(&t);
}

/* A file that was touched, or written anew with the same in it, is not parsed again. */
static void
test_touched(void **state)
{
	struct tree t;
	size_t n;

	(void)state;
	tree_load(&t, NULL);
	assert_int_equal(load_both(true), 0);
	n = load_both(true);
	assert_true(n > 3);
	tree_write(&t.diag, &tree_minimal[4]);
	assert_int_equal(load_both(true), n);
	assert_int_equal(fs_write(&t.diag, "content/faqs/what.md",
			     STR(TREE_FAQ("") "It is.\n\n## Part two\n\nMore.\n")),
	    0);
	assert_int_equal(load_both(true), n - 1);
	tree_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_kept),
		cmocka_unit_test(test_damaged), cmocka_unit_test(test_touched) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
