/* Opening search.db, whole or damaged, and what stands in it. */
#include "fixture.h"

#include <sqlite3.h>

static struct store *
open_quietly(const char *path, struct diag *d)
{
	diag_init(d);
	return store_open(d, path);
}

static void
refused(const char *path, const char *why)
{
	struct diag d;
	struct store *s = open_quietly(path, &d);

	assert_null(s);
	assert_true(d.errors > 0);
	assert_non_null(d.msgs[0].loc.file);
	assert_string_equal(d.msgs[0].loc.file, path);
	if (strstr(d.msgs[0].text, why) == NULL)
		assert_string_equal(d.msgs[0].text, why);
	diag_free(&d);
}

/* Change the index as somebody with another program would. */
static void
with_sql(const char *path, const char *sql)
{
	sqlite3 *h;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	if (sqlite3_exec(h, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	assert_int_equal(sqlite3_close(h), SQLITE_OK);
}

static void
test_contents(void **state)
{
	const struct store *s = ((struct fixture *)*state)->store;
	const struct store_heading *h;
	size_t i;

	assert_string_equal(s->release, "r1");
	assert_string_equal(s->mapping_date, "2026-11-21");
	assert_string_equal(s->mailbox, "cee@cbp.example");
	assert_int_equal(s->n_centers, 4);
	assert_string_equal(s->centers[0].slug, "agriculture");
	assert_null(s->centers[0].mailbox);
	assert_string_equal(store_center(s, STR("electronics"))->city, "Long Beach");
	assert_null(store_center(s, STR("electronic")));
	assert_null(store_center(s, STR("")));
	h = store_heading(s, STR("6109"));
	assert_non_null(h);
	assert_string_equal(h->title, "T-shirts and tank tops, knitted");
	assert_string_equal(h->chapter->number, "61");
	assert_string_equal(h->rule->center->slug, "apparel");
	assert_null(store_heading(s, STR("6108")));
	assert_null(store_heading(s, STR("61")));
	assert_null(store_heading(s, STR("")));
	assert_string_equal(store_chapter(s, STR("07"))->title, "Edible vegetables");
	assert_null(store_chapter(s, STR("7")));
	assert_non_null(store_word(s, "sweaters"));
	assert_true(store_word(s, "sweaters")->n >= 2);
	assert_null(store_word(s, "sweatersx"));
	assert_null(store_word(s, ""));
	for (i = 1; i < s->n_words; i++)
		assert_true(strcmp(s->word[i - 1].surface, s->word[i].surface) < 0);
}

static void
test_lexicon(void **state)
{
	struct fixture *f = *state;
	const struct store *s = f->store;
	uint32_t id = store_term(s, words_term(s->words, &f->arena, "sweaters")), i;
	uint32_t shirt = store_term(s, "shirt");

	assert_int_equal(store_term(s, "nothing-like-it"), UINT32_MAX);
	assert_int_not_equal(id, UINT32_MAX);
	assert_int_equal(s->terms[id].n, 2);
	assert_int_equal(s->terms[id].headings, 1);
	for (i = 0; i < s->terms[id].n; i++)
		assert_non_null(
		    strstr(s->names[s->postings[s->terms[id].first + i]].text, "sweaters"));
	/* Rare tells more than common. */
	assert_int_not_equal(shirt, UINT32_MAX);
	assert_true(s->terms[shirt].headings >= 3);
	assert_true(s->terms[id].weight > s->terms[shirt].weight);
}

static void
test_names(void **state)
{
	const struct store *s = ((struct fixture *)*state)->store;
	size_t i, seen = 0;

	for (i = 0; i < s->n_names; i++) {
		const struct store_name *n = &s->names[i];

		if (strcmp(n->text, "laser printers") == 0) {
			assert_string_equal(n->code, "844332");
			assert_string_equal(s->headings[n->heading].code, "8443");
			assert_string_equal(n->rule->center->slug, "electronics");
			seen++;
		} else if (strcmp(n->text, "wireless headset") == 0) {
			assert_int_equal(n->kind, STORE_ALSO);
			assert_string_equal(n->other, "8517");
			assert_string_equal(n->question, "Does it make calls by itself?");
			seen++;
		} else if (strcmp(n->text, "camisetas") == 0) {
			assert_int_equal(n->kind, STORE_ES);
			seen++;
		}
	}
	assert_int_equal(seen, 3);
}

static void
test_route(void **state)
{
	static const struct {
		const char *digits, *center, *from;
	} cases[] = {
		{ "61", "apparel", "61" }, /* a range of chapters */
		{ "62", "apparel", "61" },
		{ "6109", "apparel", "61" },
		{ "60", NULL, NULL },
		{ "63", NULL, NULL },
		{ "6", NULL, NULL }, /* shorter than any rule */
		{ "", NULL, NULL },
		{ "84", "machinery", "84" },
		{ "8470", "machinery", "84" },
		{ "8471", "electronics", "8471" },
		{ "8471300100", "electronics", "8471" },
		{ "8443", "machinery", "84" }, /* six digits are needed for the exception */
		{ "84433", "machinery", "84" },
		{ "844330", "machinery", "84" },
		{ "844331", "electronics", "844331" }, /* a range of subheadings */
		{ "84433100", "electronics", "844331" },
		{ "844332", "electronics", "844331" },
		{ "844333", "machinery", "84" },
		{ "84433240", "electronics", "844331" },
		{ "84433250", "machinery", "84433250" }, /* eight digits win over six */
		{ "8443325000", "machinery", "84433250" },
		{ "8516", "machinery", "85" },
		{ "8517", "electronics", "8517" }, /* both ends of a range of headings */
		{ "8519", "electronics", "8517" },
		{ "8522", "electronics", "8517" },
		{ "8523", "machinery", "85" },
		{ "392620", "apparel", "392620" },
		{ "392630", "machinery", "39" },
		{ "9801", NULL, NULL },
	};
	const struct store *s = ((struct fixture *)*state)->store;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct store_rule *r = store_route(s, str_of(cases[i].digits));

		if ((r == NULL) != (cases[i].center == NULL))
			fail_msg("%s: %s", cases[i].digits, r != NULL ? r->from : "no rule");
		if (r == NULL)
			continue;
		if (strcmp(r->from, cases[i].from) != 0)
			fail_msg(
			    "%s: rule %s, not %s", cases[i].digits, r->from, cases[i].from);
		assert_string_equal(r->center->slug, cases[i].center);
	}
}

/* A prefix is a slice: what stands behind it must not count. */
static void
test_route_reads_no_further(void **state)
{
	const struct store *s = ((struct fixture *)*state)->store;

	assert_string_equal(
	    store_route(s, (struct str){ "844331", 4 })->center->slug, "machinery");
	assert_null(store_route(s, (struct str){ "8471", 1 }));
}

static void
test_pins(void **state)
{
	struct fixture *f = *state;
	const struct store *s = f->store;
	const struct store_answer *a =
	    store_pin(s, words_key(s->words, &f->arena, STR("Shoes")));

	assert_non_null(a);
	assert_string_equal(a->action, "ask");
	assert_int_equal(a->n_choices, 3);
	assert_string_equal(a->choices[0].heading->code, "6403");
	assert_string_equal(a->choices[2].center->slug, "machinery");
	assert_null(store_pin(s, "no such key"));
	assert_null(store_pin(s, ""));
}

static void
test_refused(void **state)
{
	static const struct {
		const char *sql, *why;
	} cases[] = {
		{ "PRAGMA user_version = 0", "version 0" },
		{ "PRAGMA user_version = 99", "version 99" },
		{ "DELETE FROM meta WHERE key = 'release'", "damaged" },
		{ "DELETE FROM meta WHERE key = 'mapping_date'", "damaged" },
		{ "DELETE FROM meta WHERE key = 'title'", "damaged" },
		{ "DELETE FROM meta WHERE key = 'base_url'", "damaged" },
		{ "DELETE FROM meta WHERE key = 'built'", "damaged" },
		{ "DELETE FROM meta WHERE key = 'mailbox'", "damaged" },
		{ "DELETE FROM center", "damaged" },
		{ "DELETE FROM center WHERE slug = 'apparel'", "damaged" },
		{ "DELETE FROM rule WHERE from_code = '61'", "damaged" },
		{ "UPDATE rule SET to_code = '6109' WHERE from_code = '61'", "damaged" },
		{ "DELETE FROM chapter WHERE number = '64'", "damaged" },
		{ "UPDATE name SET heading = 4000 WHERE id = 3", "damaged" },
		{ "UPDATE name SET heading = 0 WHERE id = 3", "damaged" },
		{ "DROP TABLE choice", "choice" },
		{ "DROP TABLE fts_heading", "fts_heading" },
		{ "DROP TABLE fts_page", "fts_page" },
		{ "ALTER TABLE heading DROP COLUMN scope", "scope" },
	};
	struct fixture f;
	struct diag d;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fixture_write(&f);
		with_sql(f.path, cases[i].sql);
		diag_init(&d);
		assert_int_equal(db_stamp(&d, f.path), 0);
		refused(f.path, cases[i].why);
		assert_int_equal(fs_remove(&d, f.dir), 0);
		diag_free(&d);
	}
}

static void
test_no_database(void **state)
{
	struct fixture *f = *state;
	struct arena *a = &f->arena;
	const char *path = fs_join(a, f->dir, "other");
	struct diag d;

	refused(path, "cannot open");
	diag_init(&d);
	assert_int_equal(fs_write(&d, path, STR("")), 0);
	refused(path, "not a search index");
	assert_int_equal(fs_write(&d, path, STR("This is not a database, only some text.")), 0);
	refused(path, "not a search index");
	diag_free(&d);
	refused(f->dir, "not a regular file");
}

/* Whatever a disk does to the file: a refusal; and where it was damaged before its checksum was made, an
 * answer or a refusal, never the end of the process. */
static void
test_damaged_bytes(void **state)
{
	struct fixture *f = *state;
	const char *path = fs_join(&f->arena, f->dir, "damaged");
	struct buf whole = BUF_INIT, bad = BUF_INIT;
	uint32_t seed = 1;
	size_t round, i, opened = 0;
	struct store *s;
	struct diag d;

	diag_init(&d);
	assert_int_equal(fs_read(&d, &whole, f->path, 64u << 20), 0);
	for (round = 0; round < 300; round++) {
		buf_clear(&bad);
		buf_addstr(&bad, buf_str(&whole));
		for (i = 0; i < 1 + round % 7; i++) {
			seed = seed * 1664525u + 1013904223u;
			bad.p[(seed >> 8) % bad.n] = (char)(round % 3 == 0 ? 0 : seed >> 24);
		}
		if (round % 10 == 9)
			buf_truncate(&bad, (seed >> 4) % bad.n);
		assert_int_equal(fs_write(&d, path, buf_str(&bad)), 0);
		diag_free(&d);
		s = open_quietly(path, &d);
		assert_true(s != NULL ? str_eq(buf_str(&bad), buf_str(&whole)) : d.errors > 0);
		store_close(s);
		diag_free(&d);
		(void)db_stamp(&d, path); /* may be too short for it */
		diag_free(&d);
		s = open_quietly(path, &d);
		assert_true(s != NULL || d.errors > 0);
		opened += s != NULL;
		store_close(s);
		assert_int_equal(unlink(path), 0);
	}
	assert_true(opened > 0);
	diag_free(&d);
	buf_free(&whole);
	buf_free(&bad);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contents),
		cmocka_unit_test(test_lexicon),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_route),
		cmocka_unit_test(test_route_reads_no_further),
		cmocka_unit_test(test_pins),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_no_database),
		cmocka_unit_test(test_damaged_bytes),
	};

	store_close(NULL);
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
