#include "unit/model/tree.h"

#define ES_FAQ \
	"---\nquestion: ¿Qué es?\nalso_asked: [¿Qué hace?]\ntranslated: 2026-11-21\n---\nEs " \
	"eso.\n"
#define ES_CENTER \
	"---\nname: Textiles y más\nsummary: Ropa\ntranslated: 2026-11-20\n---\nLo que " \
	"hace.\n"

/* Words come from the translation, all else from the English file. */
static void
words_and_the_rest(void **state)
{
	static const struct tree_file files[] = { { "faqs/what.es.md", ES_FAQ },
		{ "centers/textiles.es.md", ES_CENTER },
		{ "pages/index.es.md", "---\ntitle: Inicio\ndescription: La primera\n"
				       "translated: 2026-11-22\n---\nHola.\n" },
		{ NULL, NULL } };
	const struct center *c;
	const struct page *p;
	const struct faq *f;
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.site.n_translations, 3);
	assert_int_equal(t.site.n_faqs, 1);
	f = t.site.faqs[0].in[LANG_ES];
	assert_non_null(f);
	assert_ptr_equal(t.site.faqs[0].in[LANG_EN], &t.site.faqs[0]);
	assert_string_equal(f->page->title, "¿Qué es?");
	assert_string_equal(f->page->url, "/es/faq/what/");
	assert_string_equal(f->page->slug, "what");
	assert_string_equal(f->also_asked.v[0], "¿Qué hace?");
	assert_ptr_equal(f->topic, t.site.faqs[0].topic);
	assert_int_equal(f->page->sources.n, 1);
	assert_true(f->page->live);
	assert_ptr_equal(f->page->in[LANG_EN], t.site.faqs[0].page);
	c = t.site.centers[0].in[LANG_ES];
	assert_string_equal(c->name, "Textiles y más");
	assert_string_equal(c->city, "Town");
	assert_string_equal(c->industries.v[0], "Goods");
	assert_string_equal(c->page->url, "/es/centers/textiles/");
	assert_int_equal(c->page->reviewed.day, 20); /* nobody compared it later */
	assert_null(t.site.centers[1].in[LANG_ES]);
	p = site_page_by_url(&t.site, "/es/");
	assert_non_null(p);
	assert_int_equal(p->lang, LANG_ES);
	assert_string_equal(p->in[LANG_EN]->url, "/");
	assert_int_equal(p->reviewed.day, 21);
	tree_free(&t);
}

/* What is held back in English is held back in every language. */
static void
not_live(void **state)
{
	static const struct tree_file files[] = { { "faqs/what.es.md", ES_FAQ },
		{ "faqs/what.md", TREE_FAQ("draft: true\n") "It is.\n" }, { NULL, NULL } };
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_false(t.site.translations[0].live);
	assert_int_equal(t.site.n_faqs, 0);
	tree_free(&t);
}

#define ANSWER \
	"---\nqueries: [top, tops]\naction: ask\nchoices:\n  - {label: Light, heading: " \
	"6109}\n" \
	"  - {label: Warm, heading: 6110}\nreason: Many.\nreviewed: 2026-11-21\n---\nWhich " \
	"*tops*?\n"
#define ANSWER_ES(more) "---\ntranslated: 2026-11-21\n" more "reason: Muchas.\n---\n¿Cuáles?\n"

/* A pinned answer: words are the translation's, where they lead is the English file's. */
static void
answers(void **state)
{
	static const struct tree_file files[] = { { "answers/top.md", ANSWER },
		{ "answers/top.es.md",
		    ANSWER_ES("queries: [prendas]\nchoices: [Ligeras, Abrigadas]\n") },
		{ NULL, NULL } };
	const struct answer *a;
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.site.n_answers, 1);
	assert_ptr_equal(t.site.answers[0].in[LANG_EN], &t.site.answers[0]);
	a = t.site.answers[0].in[LANG_ES];
	assert_non_null(a);
	assert_int_equal(a->queries.n, 1);
	assert_string_equal(a->queries.v[0], "prendas");
	assert_string_equal(a->choices[1].label, "Abrigadas");
	assert_string_equal(a->choices[1].heading->code, "6110");
	assert_string_equal(t.site.answers[0].choices[1].label, "Warm");
	assert_string_equal(a->reason, "Muchas.");
	assert_int_equal(a->action, ACTION_ASK);
	assert_true(str_is(a->page->doc.text, "¿Cuáles?"));
	assert_string_equal(a->page->url, "");
	assert_null(site_page_by_url(&t.site, ""));
	tree_free(&t);
}

static void
mistakes(void **state)
{
	static const struct tree_case cases[] = {
		{ "content/answers/top.es.md:3:10: error: 1 choice, where "
		  "content/answers/top.md "
		  "has 2; each stands for the one of its place\n",
		    { { "answers/top.md", ANSWER },
			{ "answers/top.es.md", ANSWER_ES("choices: [Ligeras]\n") } } },
		{ "content/answers/top.es.md:2:1: error: 0 choices, where "
		  "content/answers/top.md "
		  "has 2; each stands for the one of its place\n",
		    { { "answers/top.md", ANSWER }, { "answers/top.es.md", ANSWER_ES("") } } },
		{ "content/answers/top.es.md: error: there is no English file "
		  "content/answers/top.md that this translates\n",
		    { { "answers/top.es.md", ANSWER_ES("") } } },
		{ "content/answers/top.es.md:3:1: error: unknown key \"action\"\n",
		    { { "answers/top.md", ANSWER },
			{ "answers/top.es.md",
			    ANSWER_ES("action: ask\nchoices: [Ligeras, Abrigadas]\n") } } },
		{ "content/answers/top.es.md: error: has no text, where content/answers/top.md "
		  "says something\n",
		    { { "answers/top.md", ANSWER },
			{ "answers/top.es.md", "---\ntranslated: 2026-11-21\nreason: Muchas.\n"
					       "choices: [Ligeras, Abrigadas]\n---\n" } } },
		{ "content/faqs/who.es.md: error: there is no English file "
		  "content/faqs/who.md that this translates\n",
		    { { "faqs/who.es.md", ES_FAQ } } },
		{ "content/glossary/entry.es.md: error: glossary/ files have no translations; "
		  "Centers, questions, pages and pinned answers have\n",
		    { { "glossary/entry.es.md", ES_FAQ } } },
		{ "content/faqs/what.es.md:2:1: error: key \"translated\" is missing (the day "
		  "on which this file said the same as the English one)\n"
		  "content/faqs/what.es.md:3:1: error: unknown key \"topic\"\n",
		    { { "faqs/what.es.md",
			"---\nquestion: ¿Qué es?\ntopic: basics\n---\nEs eso.\n" } } },
		{ "content/faqs/what.es.md:5:1: error: the link \"/es/faq/whom/\" leads "
		  "nowhere; did you mean \"/es/faq/what/\"?\n",
		    { { "faqs/what.es.md",
			"---\nquestion: ¿Qué?\ntranslated: 2026-11-21\n---\n"
			"[a](/es/faq/whom/) [b](/es/) [c](/es/faq/what/) [d](what.es.md) "
			"[e](/es/products/z/) [f](/es/find/?q=ropa) [g](/hts/61/) [h](#y)\n\n"
			"## Y\n" } } },
		{ "content/faqs/what.es.md:5:1: error: the link \"/es/hts/\" leads nowhere\n",
		    { { "faqs/what.es.md", "---\nquestion: ¿Qué?\ntranslated: 2026-11-21\n"
					   "---\n[a](/es/hts/)\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_the_rest),
		cmocka_unit_test(not_live),
		cmocka_unit_test(answers),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
