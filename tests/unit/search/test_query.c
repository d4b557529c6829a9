/* What is read out of a visitor's words: roles, corrections, limits, match expressions. */
#include "fixture.h"
#include "search/query.h"

static void
read_query(struct fixture *f, struct query *q, const char *text)
{
	query_read(q, &f->arena, f->store, str_of(text), NULL, 0);
}

static void
test_roles(void **state)
{
	/* One letter a word: Head, Modifier, Later part, Aside. */
	static const struct {
		const char *text, *roles;
	} cases[] = {
		{ "shoes", "H" },
		{ "leather shoes", "MH" },
		{ "men's leather shoes", "MMH" },
		{ "shoes for men", "HAL" },
		{ "cups of plastic", "HAL" },
		{ "printers with keyboards", "HAL" },
		{ "shirts, cotton", "HL" },
		{ "leather shoes, black, for men", "MHLAL" },
		{ "set of plastic cups", "AAMH" },
		{ "box of tomatoes", "AAH" },
		{ "plastic bags 2 cartons", "MHAA" }, /* so many */
		{ "plastic bags, 2, cartons", "MHAL" },
		{ "3 pairs leather shoes", "AAMH" },
		{ "laptops no batteries", "HAA" }, /* what they lack */
		{ "no leather shoes", "AMH" },
		{ "the article consists of plastic cups and it is imported in cartons by air",
		    "AAAAMHAAAAALAL" }, /* what any description says */
		{ "pair of socks", "AAH" },
		{ "plastic box", "MH" }, /* not a measure here */
		{ "shoes without leather", "HAA" },
		{ "shoes except leather boots, canvas", "HAAAL" },
		{ "shoes other than leather", "HAAA" },
		{ "10pcs socks", "AH" },
		{ "socks 100", "HA" },
		{ "12v battery", "AH" },
		{ "wholesale socks", "AH" },
		{ "cheap canvas shoes", "AMH" },
		{ "of", "A" },
		{ "", "" },
		{ " \t ", "" },
		{ "!!!", "" },
	};
	static const char letters[] = {
		[ROLE_HEAD] = 'H', [ROLE_MODIFIER] = 'M', [ROLE_LATER] = 'L', [ROLE_ASIDE] = 'A'
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct query q;

		read_query(f, &q, cases[i].text);
		for (j = 0; j < q.n_words; j++)
			buf_addc(&got, letters[q.words[j].role]);
		if (strcmp(got.p, cases[i].roles) != 0)
			fail_msg("\"%s\": %s, not %s", cases[i].text, got.p, cases[i].roles);
		buf_free(&got);
	}
}

/* Every word is in the text, in its order; content is what is not aside; one head at most. */
static void
check_shape(const struct query *q)
{
	size_t i, heads = 0, content = 0;
	const char *from = q->text.p;

	for (i = 0; i < q->n_words; i++) {
		const struct query_word *w = &q->words[i];

		assert_true(w->typed.p >= q->text.p);
		assert_true(w->typed.p + w->typed.n <= q->text.p + q->text.n);
		assert_true(w->typed.p >= from || w->how == HOW_SPLIT);
		from = w->typed.p;
		heads += w->role == ROLE_HEAD;
		content += w->role != ROLE_ASIDE;
		assert_true(w->role == ROLE_ASIDE || w->weight > 0);
		assert_true(w->role != ROLE_ASIDE || !(w->weight > 0));
		assert_non_null(w->surface);
		assert_non_null(w->term);
	}
	assert_int_equal(content, q->n_content);
	assert_true(heads <= 1);
	assert_true(heads == 1 || q->n_content == 0 || q->truncated);
}

static void
test_shape(void **state)
{
	static const char *const texts[] = {
		"men's leather shoes, black",
		"laserprinter for tshirts",
		"a-b-c-d-e-f",
		"'''",
		"jalape\xC3\xB1os \xEF\xBC\xA3omputers",
		"\xFF\xFE shoes \x80",
		"t-shirt t shirt",
		"tomatoes tomatoes tomatoes",
		"of the and",
		"set of",
		"box of box of box",
		"not",
		"excluding everything",
		",,,shoes,,,",
		"swaeters flanel",
	};
	struct fixture *f = *state;
	struct query q;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		read_query(f, &q, texts[i]);
		check_shape(&q);
	}
	query_read(&q, &f->arena, f->store, (struct str){ "so\0cks", 6 }, NULL, 0);
	check_shape(&q);
}

/* Noise alone is all there is: then it is searched. */
static void
test_only_noise(void **state)
{
	struct fixture *f = *state;
	struct query q;

	read_query(f, &q, "wholesale");
	assert_int_equal(q.n_content, 1);
	read_query(f, &q, "wholesale socks");
	assert_int_equal(q.n_content, 1);
	assert_string_equal(q.words[1].surface, "socks");
}

static void
test_weights(void **state)
{
	struct fixture *f = *state;
	struct query q;

	/* The head tells more than the same word in a later part. */
	read_query(f, &q, "socks for socks");
	assert_true(q.words[0].weight > q.words[2].weight);
	assert_true(q.words[2].context);
	assert_false(q.words[0].context);
}

static void
test_corrections(void **state)
{
	static const struct {
		const char *text, *from, *to; /* TO NULL: nothing to correct */
		enum query_how how;
	} cases[] = {
		{ "socks", NULL, NULL, HOW_NAME },
		{ "tomatos", "tomatos", NULL, HOW_NAME }, /* the same stem */
		{ "refrigirators", "refrigirators", "refrigerators", HOW_SPELLING },
		{ "Refrigirators", "Refrigirators", "refrigerators", HOW_SPELLING },
		{ "aspar", "aspar", "asparagus", HOW_SPELLING }, /* its end is missing */
		{ "aspar fresh", "aspar", NULL, HOW_NAME }, /* not the last word */
		{ "aspa", "aspa", NULL, HOW_NAME }, /* too short to tell */
		{ "comput", "comput", NULL, HOW_NAME }, /* the stem of a word says enough */
		{ "asparagas", "asparagas", "asparagus", HOW_SPELLING },
		{ "laserprinters", "laserprinters", "laser printers", HOW_SPLIT },
		{ "lasersocks", "lasersocks", NULL, HOW_NAME }, /* laser stands once */
		{ "plasticbags", "plasticbags", "plastic bags", HOW_SPLIT },
		{ "leathershoes", "leathershoes", "leather shoes", HOW_SPLIT },
		/* A real word is cut only where a name holds both parts. */
		{ "leatherbags", "leatherbags", NULL, HOW_NAME },
		{ "leathercups", "leathercups", "leather cups", HOW_SPLIT },
		{ "showershoes", "showershoes", "shower shoes", HOW_SPLIT },
		/* Two words or a slip: whichever is likelier. */
		{ "airpumps", "airpumps", "air pumps", HOW_SPLIT },
		{ "headhpones", "headhpones", "headphones", HOW_SPELLING },
		/* Its stem is that of "washing", but no text writes it so, and no real word is there. */
		{ "washes", "washes", "washers", HOW_SPELLING },
		{ "computes", "computes", NULL, HOW_NAME }, /* nothing else to the index */
		{ "zzzzqqqq", "zzzzqqqq", NULL, HOW_NAME },
		{ "x", "x", NULL, HOW_NAME },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct query q;
		struct str keep = str_of(cases[i].from);

		read_query(f, &q, cases[i].text);
		if (cases[i].to == NULL) {
			if (q.n_corrections != 0)
				fail_msg("%s became %s", cases[i].text, q.corrections[0].to);
			continue;
		}
		if (q.n_corrections != 1)
			fail_msg("%s: %zu corrections", cases[i].text, q.n_corrections);
		assert_str(q.corrections[0].from, cases[i].from);
		assert_string_equal(q.corrections[0].to, cases[i].to);
		assert_int_equal(q.words[0].how, cases[i].how);
		check_shape(&q);
		/* The visitor's own word is kept when asked for. */
		query_read(&q, &f->arena, f->store, str_of(cases[i].text), &keep, 1);
		assert_int_equal(q.n_corrections, 0);
		assert_int_equal(q.words[0].how, HOW_NAME);
	}
}

/* Words that the table of forms reads as others are said, singulars are not, and "not" undoes it. */
static void
test_forms(void **state)
{
	static const struct {
		const char *text, *from, *to; /* TO is NULL: nothing to say */
	} cases[] = {
		{ "aubergine", "aubergine", "eggplant" },
		{ "Aubergines", "Aubergines", "eggplants" },
		{ "fresh aubergines for frying", "aubergines", "eggplants" },
		{ "trousers", "trousers", "pants" }, { "computer mouse", NULL, NULL },
		{ "computer mice", NULL, NULL }, { "eggplants", NULL, NULL },
		{ "lorries", NULL, NULL }, /* no truck here: it leads nowhere */
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str keep = str_of(cases[i].from != NULL ? cases[i].from : "");
		struct query q;

		read_query(f, &q, cases[i].text);
		if (cases[i].to == NULL) {
			if (q.n_corrections != 0)
				fail_msg("%s became %s", cases[i].text, q.corrections[0].to);
			continue;
		}
		assert_int_equal(q.n_corrections, 1);
		assert_str(q.corrections[0].from, cases[i].from);
		assert_string_equal(q.corrections[0].to, cases[i].to);
		assert_int_equal(q.corrections[0].how, HOW_FORM);
		assert_int_equal(q.words[0].how, HOW_NAME);
		query_read(&q, &f->arena, f->store, str_of(cases[i].text), &keep, 1);
		assert_int_equal(q.n_corrections, 0);
		for (j = 0; j < q.n_words; j++)
			if (str_eq(q.words[j].typed, keep))
				assert_int_equal(q.words[j].id, UINT32_MAX);
	}
}

/* What was set aside comes back when asked for, and only that. */
static void
test_keep_aside(void **state)
{
	static const struct {
		const char *text, *keep;
	} cases[] = {
		{ "wholesale socks", "wholesale" },
		{ "WHOLESALE socks", "WHOLESALE" },
		{ "socks for sale cheap", "cheap" },
		{ "socks 100", "100" },
		{ "12v battery", "12v" },
		{ "set of plastic cups", "set" },
		{ "shoes without leather", "leather" },
		{ "case for Fonotel 15", "15" },
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str keep = str_of(cases[i].keep);
		size_t content, seen = 0;
		struct query q;

		read_query(f, &q, cases[i].text);
		content = q.n_content;
		for (j = 0; j < q.n_words; j++)
			if (str_eq(q.words[j].typed, keep))
				assert_int_equal(q.words[j].role, ROLE_ASIDE);
		query_read(&q, &f->arena, f->store, str_of(cases[i].text), &keep, 1);
		for (j = 0; j < q.n_words; j++) {
			if (!str_eq(q.words[j].typed, keep))
				continue;
			seen++;
			if (q.words[j].role == ROLE_ASIDE)
				fail_msg("%s: %s is set aside", cases[i].text, cases[i].keep);
		}
		assert_int_equal(seen, 1);
		assert_int_equal(q.n_content, content + 1);
		check_shape(&q);
	}
}

static void
test_keep_one_of_two(void **state)
{
	struct fixture *f = *state;
	struct str keep = STR("asparagas");
	struct query q;

	query_read(&q, &f->arena, f->store, STR("refrigirators asparagas"), &keep, 1);
	assert_int_equal(q.n_corrections, 1);
	assert_string_equal(q.corrections[0].to, "refrigerators");
}

static void
test_joined(void **state)
{
	static const char *const texts[] = { "t-shirts", "T shirts", "tshirts" };
	struct fixture *f = *state;
	uint32_t id = store_term(f->store, words_term(f->store->words, &f->arena, "tshirts"));
	size_t i;

	assert_int_not_equal(id, UINT32_MAX);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct query q;

		read_query(f, &q, texts[i]);
		assert_int_equal(q.n_words, 1);
		assert_int_equal(q.words[0].id, id);
		assert_int_equal(q.words[0].role, ROLE_HEAD);
		assert_str(q.words[0].typed, texts[i]);
	}
}

/* A space taken out is said; "not" puts it back. */
static void
test_joined_said(void **state)
{
	struct fixture *f = *state;
	struct str keep = STR("T shirts");
	struct query q;

	read_query(f, &q, "t-shirts");
	assert_int_equal(q.n_corrections, 0);
	read_query(f, &q, "T shirts");
	assert_int_equal(q.n_corrections, 1);
	assert_str(q.corrections[0].from, "T shirts");
	assert_string_equal(q.corrections[0].to, "tshirts");
	assert_int_equal(q.corrections[0].how, HOW_JOINED);
	query_read(&q, &f->arena, f->store, STR("T shirts"), &keep, 1);
	assert_int_equal(q.n_corrections, 0);
	assert_int_equal(q.n_words, 2);
}

static void
test_limits(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	struct query q;
	size_t i;

	for (i = 0; i < LIMIT_SEARCH_WORDS; i++)
		buf_addf(&b, "%s ", f->store->word[i * 7].surface);
	query_read(&q, &f->arena, f->store, buf_str(&b), NULL, 0);
	assert_true(q.n_content <= LIMIT_SEARCH_WORDS);
	assert_false(q.truncated);
	for (i = 0; i < 30; i++)
		buf_addf(&b, "%s ", f->store->word[i * 5].surface);
	query_read(&q, &f->arena, f->store, buf_str(&b), NULL, 0);
	assert_true(q.truncated);
	assert_int_equal(q.n_content, LIMIT_SEARCH_WORDS);
	check_shape(&q);
	for (i = 0; i < LIMIT_QUERY_WORDS; i++)
		buf_adds(&b, "of ");
	query_read(&q, &f->arena, f->store, buf_str(&b), NULL, 0);
	assert_true(q.truncated);
	assert_true(q.n_words <= 2 * LIMIT_QUERY_WORDS);
	check_shape(&q);
	buf_free(&b);
}

/* FTS5's own operators and quotes are words like any other. */
static void
test_match(void **state)
{
	static const char *const texts[] = {
		"",
		"socks",
		"socks AND shoes",
		"socks NEAR shoes",
		"\"socks\" OR *",
		"title:socks",
		"-socks ^shoes + (",
		"NOT",
		"so\"cks",
		"\xC3\x97 \xE2\x82\xAC",
		"jalape\xC3\xB1os",
		"\xFF\xFF",
		"' OR 1=1; --",
		"socks*",
		"{socks shoes} : x",
		"of for with",
	};
	struct fixture *f = *state;
	struct db_stmt *st;
	struct diag d;
	size_t i;

	diag_init(&d);
	st = db_prepare(&d, f->store->db,
	    "SELECT (SELECT count(*) FROM fts_heading WHERE fts_heading MATCH ?1), "
	    "(SELECT count(*) FROM fts_page WHERE fts_page MATCH ?2)");
	assert_non_null(st);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf terms = BUF_INIT, pages = BUF_INIT;
		struct query q;

		read_query(f, &q, texts[i]);
		query_match(&terms, &q);
		query_match_pages(&pages, &f->arena, f->store, &q);
		if (terms.n > 0 && pages.n > 0) {
			db_bind_str(st, 1, buf_str(&terms));
			db_bind_str(st, 2, buf_str(&pages));
			if (db_step(st) != DB_ROW)
				fail_msg("%s: %s / %s", texts[i], terms.p, pages.p);
			db_reset(st);
		}
		buf_free(&terms);
		buf_free(&pages);
	}
	db_stmt_free(st);
	diag_free(&d);
}

static void
test_match_text(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	struct query q;

	read_query(f, &q, "zzzzqqqq");
	query_match(&b, &q);
	assert_int_equal(b.n, 0); /* nobody has this word: nothing to ask the index */
	read_query(f, &q, "leather socks for sale");
	query_match(&b, &q);
	assert_string_equal(b.p, "\"leather\" OR \"sock\"");
	buf_clear(&b);
	query_match_pages(&b, &f->arena, f->store, &q);
	assert_non_null(strstr(b.p, "\"socks\""));
	assert_null(strstr(b.p, "\"for\""));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_shape),
		cmocka_unit_test(test_only_noise),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_corrections),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_keep_aside),
		cmocka_unit_test(test_keep_one_of_two),
		cmocka_unit_test(test_joined),
		cmocka_unit_test(test_joined_said),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_match_text),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
