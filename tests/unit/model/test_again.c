/* A site loaded with the one before it: what was edited is read, the rest taken over, and it is all the same. */
#include <time.h>

#include "unit/model/tree.h"

#define STEPS 40
#define KEPT 3 /* loads that are alive at a time */

static uint64_t seed;

static unsigned
draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Everything that readers of a site see of its pages. */
static void
look(struct buf *out, const struct site *s, const struct diag *d)
{
	size_t i, j;

	for (i = 0; i < s->n_pages; i++) {
		const struct page *p = &s->pages[i];

		buf_addf(out, "%s %s %s %s %d %d\n", p->file, p->url, p->title, p->description,
		    p->live, p->faulty);
		buf_addstr(out, p->doc.html);
		buf_addstr(out, p->doc.text);
		buf_addstr(out, p->source);
		for (j = 0; j < p->doc.n_links; j++)
			buf_addf(out, "%.*s:%u ", (int)p->doc.links[j].dest.n,
			    p->doc.links[j].dest.p, p->doc.links[j].loc.line);
		for (j = 0; j < p->doc.n_outline; j++)
			buf_addf(
			    out, "%.*s ", (int)p->doc.outline[j].id.n, p->doc.outline[j].id.p);
		for (j = 0; j < p->sources.n; j++)
			buf_addf(out, "%s ", p->sources.v[j]->title);
	}
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
	switch (draw(7)) {
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
	default:
		buf_addf(&text,
		    "---\ntitle: T%u\ndescription: d\nreviewed: 2026-11-21\n---\n"
		    "Words %u.\n\n## Part\n\n[home](/)\n",
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

static void
test_again(void **state)
{
	struct site sites[KEPT];
	size_t shared = 0, step;
	struct tree t;

	(void)state;
	seed = 7;
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
