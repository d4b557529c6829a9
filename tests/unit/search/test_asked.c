/* Pinned answers and deciding questions on a page in Spanish, and in English where there are no words. */
#include "fixture.h"
#include "search/answer_json.h"
#include "search/answer_view.h"

/* The fixture's second answer in Spanish, the third not. */
static const char spanish[] =
    "INSERT INTO message VALUES ('es', 'Find your Center', 'Encuentre su Centro')\n"
    "INSERT INTO message VALUES ('es', 'The answer may lead to another Center.', "
    "'La respuesta puede llevar a otro Centro.')\n"
    "INSERT INTO message VALUES ('es', 'Nearest source', 'Fuente más cercana')\n"
    "INSERT INTO message VALUES ('es', 'The HTSUS no longer has a heading %.4s.  %s', "
    "'Ya no hay partida %.4s.  %s')\n"
    "INSERT INTO answer_in VALUES ('es', 2, '<p>¿De qué es el <em>corte</em>?</p>', "
    "'¿De qué es el corte?')\n"
    "INSERT INTO choice_in VALUES ('es', 2, 0, 'Corte de cuero')\n"
    "INSERT INTO choice_in VALUES ('es', 2, 1, 'Corte de tela')\n"
    "INSERT INTO choice_in VALUES ('es', 2, 2, 'Máquinas para calzado')\n"
    "INSERT INTO choice_in VALUES ('es', 2, 9, 'Nobody''s')\n"
    "INSERT INTO choice_in VALUES ('es', 9, 0, 'Nobody''s')\n"
    "INSERT INTO question_in SELECT 'es', id, '¿Hace llamadas por sí solo?' FROM name "
    "WHERE text = 'wireless headset'\n"
    "INSERT INTO question_in VALUES ('es', 99999, 'Nobody''s')\n";

/* URL, title, other wordings, text: pages in Spanish. */
static const char *const pages[][4] = {
	{ "/es/faq/change/", "¿Cómo pido otro Centro?",
	    "¿Cómo puedo cambiar de Centro?; Estoy en el Centro equivocado; ¿Me pueden pasar a "
	    "otro?",
	    "El importador escribe a CBP." },
	{ "/es/faq/goods/", "¿Cambia mi Centro si cambian mis mercancías?", "",
	    "El Centro cambia, y otro Centro cambia: cambio tras cambio." },
	{ "/es/faq/years/", "¿Cuánto tiempo guardo los recibos?",
	    "¿Cuántos años guardo mis recibos?", "Cinco años." },
	{ "/es/faq/ace/", "¿Qué es ACE?", "", "Un sistema de CBP." },
	{ "/es/faq/protest/", "¿Qué es una protesta?", "", "Un recurso del importador." },
};

/* Rows of PAGES[I], as the indexer writes them. */
static void
add_page(struct buf *more, struct words *w, struct arena *a, size_t i)
{
	const char *const *p = pages[i];

	buf_addf(more,
	    "INSERT INTO page_in(id, lang, url, kind, title, also, text) VALUES (%zu, 'es', "
	    "'%s', "
	    "'faq', '%s', '%s', '%s')\n",
	    i + 1, p[0], p[1], p[2], p[3]);
	buf_addf(more,
	    "INSERT INTO fts_page_in(rowid, title, also, text) VALUES (%zu, '%s', '%s', "
	    "'%s')\n",
	    i + 1, words_terms_in(w, LANG_ES, a, str_of(p[1])),
	    words_terms_in(w, LANG_ES, a, str_of(p[2])),
	    words_terms_in(w, LANG_ES, a, str_of(p[3])));
}

/* Spanish names, and one that English has too. */
static void
add_names(struct words *w, struct arena *a, struct buf *sql)
{
	static const struct {
		const char *code, *kind, *text, *more;
	} names[] = {
		{ "0701", "es", "pana", "NULL, NULL" },
		{ "0709", "es", "pan", "NULL, NULL" },
		{ "0709", "es", "lima", "NULL, NULL" },
		{ "0709", "also", "lima", "'8516', 'Is it a file?'" },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		enum lang lang = strcmp(names[i].kind, "es") == 0 ? LANG_ES : LANG_EN;

		buf_addf(sql,
		    "INSERT INTO name(heading, code, kind, text, terms, other, question) "
		    "SELECT id, code, '%s', '%s', '%s', %s FROM heading WHERE code = '%s'\n",
		    names[i].kind, names[i].text,
		    words_terms_in(w, lang, a, str_of(names[i].text)), names[i].more,
		    names[i].code);
	}
}

static int
setup(void **state)
{
	struct fixture *f = xalloc(sizeof(*f));
	struct words *w = words_new();
	struct buf more = BUF_INIT;
	struct diag d;
	size_t i;

	*f = (struct fixture){ .dir = "/tmp/cee-search-XXXXXX" };
	arena_init(&f->arena, 0);
	assert_non_null(mkdtemp(f->dir));
	(void)snprintf(f->path, sizeof(f->path), "%s/search.db", f->dir); /* fits */
	buf_adds(&more, spanish);
	buf_addf(&more, "INSERT INTO pin VALUES ('%s', 2)\n",
	    words_key_in(w, LANG_ES, &f->arena, STR("calzados")));
	buf_addf(&more, "INSERT INTO pin VALUES ('%s', 2)\n",
	    words_key_in(w, LANG_ES, &f->arena, STR("socks")));
	buf_addf(&more, "INSERT INTO pin VALUES ('~%s', 3)\n",
	    words_key_in(w, LANG_ES, &f->arena, STR("cosa")));
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		add_page(&more, w, &f->arena, i);
	add_names(w, &f->arena, &more);
	fixture_db_write(f->path, "r1", more.p);
	buf_free(&more);
	words_free(w);
	diag_init(&d);
	f->store = store_open(&d, f->path);
	diag_print(&d, stderr);
	diag_free(&d);
	*state = f;
	return f->store != NULL ? 0 : -1;
}

static void
ask(struct fixture *f, enum lang lang, struct answer *an, const char *q)
{
	struct answer_request req = { .q = str_of(q) };

	assert_non_null(f->store->in[lang]);
	answer_make(an, &f->arena, f->store->in[lang], &req);
}

/* Which pin a query finds in each language, by what it says; NULL: none. */
static void
test_words(void **state)
{
	static const char es[] = "¿De qué es el corte?", en[] = "Of what are the uppers?",
			  other[] = "We do not know what this is.";
	static const struct {
		const char *q, *in_es, *in_en;
	} cases[] = {
		{ "calzado", es, en }, /* a Spanish word is one on either page */
		{ "Calzados", es, en },
		{ "el calzado", es, en },
		{ "shoes", es, en },
		{ "calzado socks", NULL, NULL },
		{ "socks", es, NULL }, /* English has it: it is no Spanish word there */
		{ "cosas de metal", other, other },
		{ "things", other, other },
		{ "cosas of leather", other, NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct answer an;

		print_message("%s\n", cases[i].q);
		ask(f, LANG_ES, &an, cases[i].q);
		assert_text(an.pinned != NULL ? an.pinned->text : NULL, cases[i].in_es);
		ask(f, LANG_EN, &an, cases[i].q);
		assert_text(an.pinned != NULL ? an.pinned->text : NULL, cases[i].in_en);
	}
}

/* "lima" is a name in Spanish, and "also:" beside it asks. */
static void
test_asking(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, LANG_ES, &an, "lima");
	assert_string_equal(an.question, "Is it a file?");
	assert_int_equal(an.question_lang, LANG_EN);
	ask(f, LANG_ES, &an, "pan");
	assert_null(an.question);
}

/* One stem, and the word as it is asked comes first. */
static void
test_forms(void **state)
{
	static const char *const cases[][2] = { { "pan", "0709" }, { "panes", "0709" },
		{ "pana", "0701" }, { "la pana", "0701" }, { "panas", "0701" } };
	struct fixture *f = *state;
	struct answer an;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s\n", cases[i][0]);
		ask(f, LANG_ES, &an, cases[i][0]);
		assert_true(an.n_headings > 0);
		assert_string_equal(an.headings[0].heading->code, cases[i][1]);
	}
}

/* On an English page Spanish words offer the Spanish one. */
static void
test_offer(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, LANG_EN, &an, "calzado");
	assert_int_equal(an.lang, LANG_ES);
	ask(f, LANG_EN, &an, "shoes");
	assert_int_equal(an.lang, LANG_EN);
	ask(f, LANG_ES, &an, "calzado");
	assert_int_equal(an.lang, LANG_ES);
	ask(f, LANG_ES, &an, "shoes");
	assert_int_equal(an.lang, LANG_EN);
}

static void
test_pinned(void **state)
{
	struct fixture *f = *state;
	const struct value *v, *row;
	struct answer an;

	ask(f, LANG_ES, &an, "shoes");
	assert_int_equal(an.n_choices, 3);
	v = answer_view(&f->arena, an.store, &an);
	assert_str(value_text(value_get(v, STR("message_html"))),
	    "<p>¿De qué es el <em>corte</em>?</p>");
	assert_false(value_true(value_get(v, STR("message_lang"))));
	row = value_at(value_get(v, STR("choices")), 1);
	assert_str(value_text(value_get(row, STR("label"))), "Corte de tela");
	assert_str(value_text(value_get(row, STR("url"))), "/hts/6404/");
	assert_false(value_true(value_get(row, STR("label_lang"))));
	/* Without words in Spanish: in English, and it says so. */
	ask(f, LANG_ES, &an, "things");
	v = answer_view(&f->arena, an.store, &an);
	assert_str(value_text(value_get(v, STR("message_lang"))), "en");
	row = value_at(value_get(v, STR("choices")), 0);
	assert_str(value_text(value_get(row, STR("label"))), "Every product name");
	assert_str(value_text(value_get(row, STR("label_lang"))), "en");
	/* In English nothing is marked. */
	ask(f, LANG_EN, &an, "things");
	v = answer_view(&f->arena, an.store, &an);
	assert_false(value_true(value_get(v, STR("message_lang"))));
	assert_false(value_true(
	    value_get(value_at(value_get(v, STR("choices")), 0), STR("label_lang"))));
}

static void
test_question(void **state)
{
	struct fixture *f = *state;
	struct buf json = BUF_INIT;
	struct answer an;
	const struct value *v;

	ask(f, LANG_ES, &an, "wireless headset");
	assert_text(an.question, "¿Hace llamadas por sí solo?");
	v = answer_view(&f->arena, an.store, &an);
	assert_false(value_true(value_get(v, STR("question_lang"))));
	answer_json(&json, &f->arena, an.store, &an);
	assert_non_null(strstr(json.p, "\"message\":\"¿Hace llamadas por sí solo?\""));
	buf_clear(&json);
	ask(f, LANG_EN, &an, "wireless headset");
	assert_text(an.question, "Does it make calls by itself?");
	answer_json(&json, &f->arena, an.store, &an);
	assert_non_null(strstr(json.p, "\"message\":\"Does it make calls by itself?\""));
	buf_free(&json);
	/* A question without words in Spanish. */
	f->store->in[LANG_ES]->n_questions = 0;
	ask(f, LANG_ES, &an, "wireless headset");
	assert_text(an.question, "Does it make calls by itself?");
	v = answer_view(&f->arena, an.store, &an);
	assert_str(value_text(value_get(v, STR("question_lang"))), "en");
	assert_str(value_text(value_get(v, STR("question"))), "Does it make calls by itself?");
}

/* Questions in Spanish: read as such though no goods have their words, and answered by the page that is asked in
 * just these. */
static void
test_questions(void **state)
{
	static const struct {
		const char *q, *first; /* the first page; NULL: goods */
	} cases[] = {
		{ "cómo cambio de centro", "/es/faq/change/" },
		{ "cambia mi centro si cambian las mercancías", "/es/faq/goods/" },
		{ "cuántos años guardo los recibos", "/es/faq/years/" },
		{ "qué es ACE", "/es/faq/ace/" },
		{ "qué es una protesta", "/es/faq/protest/" },
		{ "papas", NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct answer an;

		print_message("%s\n", cases[i].q);
		ask(f, LANG_EN, &an,
		    cases[i].q); /* words decide, not the page they are typed on */
		if (cases[i].first == NULL) {
			assert_int_not_equal(an.kind, ANSWER_QUESTION);
			continue;
		}
		assert_int_equal(an.lang, LANG_ES);
		assert_int_equal(an.kind, ANSWER_QUESTION);
		assert_int_not_equal(an.pages.n, 0);
		assert_text(an.pages.v[0].url, cases[i].first);
		assert_int_equal(an.n_corrections, 0);
	}
}

/* What the editors wrote in English stands apart on a page in Spanish, and is whole on one in English. */
static void
test_cited(void **state)
{
	struct fixture *f = *state;
	const struct value *v, *row;
	struct answer an;

	ask(f, LANG_ES, &an, "3926.20");
	v = answer_view(&f->arena, an.store, &an);
	row = value_get(v, STR("cited"));
	assert_str(value_text(value_get(row, STR("note"))), "Garments of plastics.");
	assert_str(value_text(value_get(row, STR("source"))), "Editors");
	assert_str(value_text(value_get(row, STR("label"))), "Fuente más cercana");
	ask(f, LANG_EN, &an, "3926.20");
	v = answer_view(&f->arena, an.store, &an);
	assert_false(value_true(value_get(v, STR("cited"))));
	assert_str(value_text(value_get(value_get(v, STR("says")), STR("source"))),
	    "Garments of plastics.  Nearest source: Editors.");
	/* A heading of an earlier edition, with a remark. */
	ask(f, LANG_ES, &an, "8469");
	v = answer_view(&f->arena, an.store, &an);
	assert_str(value_text(value_get(v, STR("note_own"))), "Ya no hay partida 8469.");
	assert_str(value_text(value_get(v, STR("note_en"))), "Its goods are in 8471.");
	row = value_at(value_get(v, STR("codes")), 0);
	assert_str(value_text(value_get(row, STR("note_en"))), "Its goods are in 8471.");
	assert_str(value_text(value_get(row, STR("note"))),
	    "Ya no hay partida 8469.  Its goods are in 8471.");
	ask(f, LANG_EN, &an, "8469");
	v = answer_view(&f->arena, an.store, &an);
	assert_false(value_true(value_get(v, STR("note_en"))));
	assert_str(value_text(value_get(v, STR("note"))),
	    "The HTSUS no longer has a heading 8469.  Its goods are in 8471.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_cited, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_questions, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_words, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_offer, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_asking, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_forms, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_pinned, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_question, setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
