#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "words/forms.h"

/* A row must look like what it is compared with: a folded word without an apostrophe. */
static void
assert_folded(const char *word)
{
	struct buf b = BUF_INIT;

	utf8_fold(&b, str_of(word));
	assert_string_equal(b.p, word);
	assert_true(b.n > 0);
	assert_int_equal(strcspn(word, " '-.,"), b.n);
	buf_free(&b);
}

/* Sorted by bytes without a word twice: the tables are searched by halves. */
static void
assert_after(const char *before, const char *word)
{
	if (before != NULL && strcmp(before, word) >= 0)
		fail_msg("\"%s\" must not stand after \"%s\"", word, before);
}

static void
pairs(void **state)
{
	unsigned i;

	(void)state;
	assert_true(forms_pairs_n > 100);
	for (i = 0; i < forms_pairs_n; i++) {
		const struct forms_pair *p = &forms_pairs[i];

		assert_after(i > 0 ? p[-1].from : NULL, p->from);
		assert_folded(p->from);
		assert_folded(p->to);
		assert_string_not_equal(p->from, p->to);
		assert_string_equal(forms_canonical(p->from), p->to);
		/* One step is enough: what a form leads to is no form itself. */
		if (forms_canonical(p->to) != NULL)
			fail_msg("%s leads to %s, which leads on to %s", p->from, p->to,
			    forms_canonical(p->to));
	}
}

/* Another word or spelling is worth saying; one and many of the same word is not. */
static void
renames(void **state)
{
	static const char *const said[] = { "tyre", "tyres", "moulds", "aubergine", "trousers",
		"lorries", "jewellery", "pyjamas" };
	static const char *const unsaid[] = { "leaves", "knives", "women", "teeth", "shirts",
		"", "zzz" };
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (!forms_renames(said[i]))
			fail_msg("%s", said[i]);
	for (i = 0; i < sizeof(unsaid) / sizeof(unsaid[0]); i++)
		if (forms_renames(unsaid[i]))
			fail_msg("%s", unsaid[i]);
}

static void
kept(void **state)
{
	unsigned i;

	(void)state;
	assert_true(forms_kept_n > 50);
	for (i = 0; i < forms_kept_n; i++) {
		assert_after(i > 0 ? forms_kept[i - 1] : NULL, forms_kept[i]);
		assert_folded(forms_kept[i]);
		assert_true(forms_keep(forms_kept[i]));
	}
}

static void
stops(void **state)
{
	unsigned i;

	(void)state;
	assert_true(forms_stops_n > 50);
	for (i = 0; i < forms_stops_n; i++) {
		assert_after(i > 0 ? forms_stops[i - 1] : NULL, forms_stops[i]);
		assert_folded(forms_stops[i]);
		assert_true(forms_stop(forms_stops[i]));
		/* No word is both goods and none. */
		assert_false(forms_keep(forms_stops[i]));
		assert_null(forms_canonical(forms_stops[i]));
	}
}

static void
what_is_in_none(void **state)
{
	static const char *const others[] = { "", "shoe", "Tyres", "tyre ", "tyr", "zzz", "aaa",
		"\xC3\xB1" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_null(forms_canonical(others[i]));
		assert_false(forms_keep(others[i]));
		assert_false(forms_stop(others[i]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs),
		cmocka_unit_test(renames),
		cmocka_unit_test(kept),
		cmocka_unit_test(stops),
		cmocka_unit_test(what_is_in_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
