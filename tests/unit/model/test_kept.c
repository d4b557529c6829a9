/* A site loaded with what builds before kept of it: it is all the same, whatever was edited, and whatever became of
 * the files that keep it. */
#include <sys/stat.h>

#include "model/kept.h"
#include "model/spill.h"
#include "unit/model/edits.h"

#define STEPS 60

static size_t spilled; /* pages whose texts stood on disk from the beginning */

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
	edits_seed = 7;
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
	edits_seed = 8;
	tree_load(&t, NULL);
	for (step = 0; step < STEPS; step++) {
		(void)load_both(true);
		if (draw(4) == 0)
			wait_a_little(); /* so that its times tell, and settle it */
		damage(files[draw(2)], draw(3));
		if (draw(4) == 0)
			wait_a_little();
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
