/* A site loaded with the one before it: what was edited is read, the rest taken over, and it is all the same. */
#include "unit/model/edits.h"

#define STEPS 40
#define KEPT 3 /* loads that are alive at a time */

/* What only a load that keeps sources has. */
static void
look_sources(struct buf *out, const struct site *s)
{
	size_t i, j;

	for (i = 0; i < s->n_pages; i++) {
		buf_addstr(out, s->pages[i].source);
		for (j = 0; j < s->pages[i].sources.n; j++)
			buf_addf(out, "%s ", s->pages[i].sources.v[j]->title);
	}
}

static void
test_again(void **state)
{
	struct site sites[KEPT];
	size_t shared = 0, step;
	struct tree t;

	(void)state;
	edits_seed = 7;
	tree_load(&t, NULL);
	wait_a_little();
	for (step = 0; step < STEPS; step++) {
		struct site *now = &sites[step % KEPT], first;
		struct site_options o = { .lean = false, .jobs = 1 + draw(3) };
		struct buf a = BUF_INIT, b = BUF_INIT;
		struct diag d, e;
		size_t i;

		diag_init(&d);
		diag_init(&e);
		if (step >= KEPT)
			site_free(now);
		o.before = step > 0 ? &sites[(step - 1) % KEPT] : NULL;
		(void)site_load_as(&d, now, "content", TREE_AT, &o);
		(void)site_load(&e, &first, "content", TREE_AT);
		look(&a, now, &d);
		look(&b, &first, &e);
		look_sources(&a, now);
		look_sources(&b, &first);
		assert_string_equal(a.p, b.p);
		for (i = 0; o.before != NULL && i < now->n_pages; i++)
			shared += i < o.before->n_pages &&
				  now->pages[i].doc.html.p == o.before->pages[i].doc.html.p;
		site_free(&first);
		buf_free(&a);
		buf_free(&b);
		diag_free(&d);
		diag_free(&e);
		edit(&t.diag);
		if (draw(3) > 0)
			wait_a_little();
	}
	for (step = 0; step < KEPT; step++)
		site_free(&sites[step]);
	assert_true(shared > (size_t)STEPS); /* else nothing was taken over */
	tree_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_again) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
