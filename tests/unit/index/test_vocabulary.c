/* Surface words and how often they stand in the texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fs.h"
#include "index/vocabulary.h"

/* The rows that TEXTS, N of them, give, counted where words are remembered or one text after the other:
 * "word=n" apart by spaces. */
static char *
rows(const char *const *texts, size_t n, bool tally)
{
	char path[] = "/tmp/cee-vocabulary-XXXXXX";
	int fd = mkstemp(path);
	struct words *words = words_new();
	struct vocabulary *v = vocabulary_new(words);
	struct buf out = BUF_INIT;
	struct db_stmt *s;
	struct diag d;
	struct db *db;
	size_t i;

	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	diag_init(&d);
	if (tally)
		words_remember(words);
	for (i = 0; i < n; i++)
		if (tally)
			words_tally(words, str_of(texts[i]), 4096);
		else
			vocabulary_add(v, str_of(texts[i]));
	if (tally)
		vocabulary_add_tallied(v);
	db = db_create(&d, path);
	assert_non_null(db);
	assert_int_equal(vocabulary_write(v, &d, db), 0);
	vocabulary_free(v);
	words_free(words);
	assert_int_equal(db_finish(&d, db), 0);
	db = db_open(&d, path);
	assert_non_null(db);
	s = db_prepare(&d, db, "SELECT surface || '=' || n FROM word ORDER BY surface");
	assert_non_null(s);
	while (db_step(s) == DB_ROW)
		buf_addf(&out, "%s%s", out.n > 0 ? " " : "", db_col_text(s, 0));
	db_stmt_free(s);
	db_close(db);
	assert_int_equal(unlink(path), 0);
	diag_free(&d);
	return out.cap > 0 ? out.p : strdup("");
}

static void
expect(const char *const *texts, size_t n, const char *want)
{
	char *got;
	int tally;

	for (tally = 0; tally <= 1; tally++) {
		got = rows(texts, n, tally != 0);
		assert_string_equal(got, want);
		free(got);
	}
}

static void
test_counts(void **state)
{
	static const char *const texts[] = { "leather shoes", "Shoes of LEATHER", "shoe" };
	static const char *const left_out[] = { "the of and with", "100 12v 3.5", "", " , ." };
	static const char *const folded[] = { "Jalape\xC3\xB1os", "jalapenos",
		"men's MEN\xE2\x80\x99S" };
	static const char *const hyphens[] = { "t-shirts, tank-tops" };

	(void)state;
	expect(NULL, 0, "");
	expect(texts, 3, "leather=2 shoe=1 shoes=2"); /* surfaces, not stems */
	expect(left_out, 4, "");
	expect(folded, 3, "jalapenos=2 men=2");
	expect(hyphens, 1, "shirts=1 t=1 tank=1 tops=1");
}

/* More words than the table has room for at first. */
static void
many(bool tally)
{
	struct buf text = BUF_INIT;
	const char *texts[2];
	char *got, *p;
	size_t i, n = 1;

	for (i = 0; i < 20000; i++)
		buf_addf(&text, "w%c%c%c%c ", (int)('a' + i % 26), (int)('a' + i / 26 % 26),
		    (int)('a' + i / 676 % 26), (int)('a' + i / 17576));
	/* One text is read up to 4,096 words, so it is given in pieces. */
	texts[0] = text.p;
	got = rows(texts, 1, tally);
	for (p = got; *p != '\0'; p++)
		n += *p == ' ';
	assert_int_equal(n, 4096);
	free(got);
	{
		const char **pieces = xalloc(10 * sizeof(*pieces));

		for (i = 0; i < 10; i++) {
			text.p[(i + 1) * 2000 * 6 - 1] = '\0';
			pieces[i] = text.p + i * 2000 * 6;
		}
		got = rows(pieces, 10, tally);
		free(pieces);
	}
	for (n = 1, p = got; *p != '\0'; p++)
		n += *p == ' ';
	assert_int_equal(n, 20000);
	assert_non_null(strstr(got, "waaaa=1 "));
	free(got);
	buf_free(&text);
}

static void
test_many(void **state)
{
	(void)state;
	many(false);
	many(true);
}

/* Longer than what stands beside a word that is remembered, and alike for so long. */
static void
test_long(void **state)
{
	static const char *const texts[] = {
		"dichlorodiphenyltrichloromethane "
		"dichlorodiphenyltrichloropropane "
		"dichlorodiphenyltrichloromethane dichlorodiphenyl"
	};

	(void)state;
	expect(texts, 1,
	    "dichlorodiphenyl=1 dichlorodiphenyltrichloromethane=2 "
	    "dichlorodiphenyltrichloropropane=1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_long),
	};

	vocabulary_free(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
