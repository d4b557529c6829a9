/*
 * The states of an answer: for each what the page must hold and must not; and the page, the JSON and the
 * terminal say the same.  Adding a state is adding a row.
 */
#include "base/jsonw.h"
#include "fixture.h"
#include "search/answer_json.h"
#include "search/answer_text.h"
#include "search/answer_view.h"
#include "search/page.h"
#include "search/say.h"

#define LONG_TEXT \
	"socks laptops tomatoes speakers televisions modems routers printers blenders " \
	"toasters " \
	"sweaters hoodies sneakers potatoes keyboards projectors microphones refrigerators"

static const struct {
	const char *state, *q, *is, *keep, *mapping;
	const char *holds[4], *lacks[2];
} states[] = {
	{ "code", "6109.10", NULL, NULL, NULL,
	    { "Apparel, Footwear & Textiles Center", "Decided by the tariff code 6109.10",
		"1 Center found for this code.", "was not checked" },
	    { "inferred by this site", "times in our test" } },
	{ "code, inferred", "8473", NULL, NULL, NULL,
	    { "Electronics Center, inferred by this site", "No source that we read" },
	    { NULL } },
	{ "code, a note of its rule", "3926.20", NULL, NULL, NULL,
	    { "Garments of plastics.", "Nearest source: Editors." }, { NULL } },
	{ "code of no heading", "6199", NULL, NULL, NULL,
	    { "6199 is not in the tariff", "No Center follows", "neighbor" },
	    { "Was this Center" } },
	{ "code too long", "61091000123", NULL, NULL, NULL,
	    { "This is no complete tariff code", "11 digits" }, { NULL } },
	{ "chapter of several Centers", "84", NULL, NULL, NULL,
	    { "84 goes to more than one Center", "give the heading" }, { NULL } },
	{ "chapter 98", "9802.00", NULL, NULL, NULL,
	    { "Chapters 98 and 99 decide no Center", "ordinary number" }, { NULL } },
	{ "reserved", "7701", NULL, NULL, NULL, { "Chapter 77 holds no goods" }, { NULL } },
	{ "codes", "6109, 8471, 9903", NULL, NULL, NULL,
	    { "2 Centers for these codes", "2 Centers found for 2 of 3 codes.", "Chapters 98",
		"Electronics" },
	    { NULL } },
	{ "codes of one Center", "6109, 6110", NULL, NULL, NULL,
	    { "Apparel, Footwear & Textiles Center for all of these codes" }, { NULL } },
	{ "codes of none", "9801, 9802", NULL, NULL, NULL,
	    { "No Center follows from these codes", "0 Centers found for 0 of 2" }, { NULL } },
	{ "very likely", "cherry tomatoes", NULL, NULL, NULL,
	    { "Agriculture & Prepared Products Center", "Very likely",
		"right 96 to 99 of 100 times in our tests", "“cherry” and “tomatoes” fit" },
	    { "inferred by this site", "Tell us" } },
	{ "with its question", "wireless headset", NULL, NULL, NULL,
	    { "Does it make calls by itself?" }, { "may lead to another Center" } },
	{ "probably", "plastic men's sweatpants speakers", NULL, NULL, NULL,
	    { "Probably", "right 84 to 95 of 100 times in our tests", "may lead to another Center." },
	    { "Very likely" } },
	{ "tell us more", "press", NULL, NULL, NULL, { "CBP places your account" }, { NULL } },
	{ "not matched", "zzzzqqqq", NULL, NULL, NULL,
	    { "We could not match “zzzzqqqq”", "No Center found.",
		"Nothing in our lists fits" },
	    { "CBP places your account" } },
	{ "pinned answer", "computers", NULL, NULL, NULL,
	    { "Electronics Center", "Computers are Electronics.", "A settled answer" },
	    { "times in our test" } },
	{ "pinned question", "shoes", NULL, NULL, NULL,
	    { "Tell us a little more about “shoes”", "Of what are the uppers?",
		"Leather uppers", "3 ways to go on" },
	    { "We could not match" } },
	{ "pinned decline", "stuff", NULL, NULL, NULL,
	    { "About “stuff”", "We do not know what this is.", "No Center is named." },
	    { "CBP places your account" } },
	{ "question", "what is a CEE?", NULL, NULL, NULL,
	    { "Help with “what is a CEE?”", "1 page found.",
		"This page comes nearest to your question.",
		"What is a Center of Excellence and Expertise?" },
	    { "CBP places your account" } },
	{ "spelling", "refrigirators", NULL, NULL, NULL,
	    { "Showing results for “refrigerators”.",
		"“refrigerators” (typed “refrigirators”) is one of its names." },
	    { NULL } },
	{ "spelling undone", "refrigirators", NULL, "refrigirators", NULL,
	    { "Kept “refrigirators” as typed." }, { "Showing results" } },
	{ "split", "plasticbags", NULL, NULL, NULL, { "Read “plasticbags” as “plastic bags”." },
	    { NULL } },
	{ "WordNet, a kind of", "Zorptops", NULL, NULL, NULL,
	    { "Understood “Zorptops” as a kind of “sweaters”, by the dictionary WordNet:" },
	    { "Very likely" } },
	{ "set aside", "10pcs wholesale socks for the home", NULL, NULL, NULL,
	    { "2 words set aside: not what decides the Center.", "10pcs", "wholesale" },
	    { NULL } },
	{ "an answer to our question", "shoes", "leather", NULL, NULL,
	    { "Your answer: “leather”.", "6403" }, { "Of what are the uppers" } },
	{ "long", LONG_TEXT, NULL, NULL, NULL,
	    { "The text was long: only the words that tell most were searched, “",
		"left out of the search." },
	    { NULL } },
	{ "empty", "", NULL, NULL, NULL,
	    { "Find your Center", "Say what you import, in your own words" },
	    { "We could not match", "To cite this answer" } },
	{ "hostile", "<script>alert(1)</script>", NULL, NULL, NULL, { "This is guidance" },
	    { "Very likely" } },
	{ "cited and current", "socks", NULL, NULL, "2026-11-21",
	    { "mapping as of November 21, 2026, release r1" },
	    { "The link that you followed" } },
	{ "cited of another mapping", "socks", NULL, NULL, "2025-01-02",
	    { "The link that you followed cites the mapping of January 2, 2025, release r1." },
	    { NULL } },
};

#define N_STATES (sizeof(states) / sizeof(states[0]))

/* Text of a page: tags go, the five entities are read, runs of white space are one space. */
static void
plain(struct buf *out, const char *html)
{
	static const char *const entities[][2] = { { "&amp;", "&" }, { "&lt;", "<" },
		{ "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&#x27;", "'" } };
	size_t i;

	while (*html != '\0') {
		if (*html == '<') {
			html += strcspn(html, ">");
			html += *html == '>';
			continue;
		}
		for (i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
			if (strncmp(html, entities[i][0], strlen(entities[i][0])) == 0)
				break;
		if (i < sizeof(entities) / sizeof(entities[0])) {
			buf_adds(out, entities[i][1]);
			html += strlen(entities[i][0]);
		} else if (ascii_isspace(*html)) {
			if (out->n > 0 && out->p[out->n - 1] != ' ')
				buf_addc(out, ' ');
			html++;
		} else {
			buf_addc(out, *html++);
		}
	}
}

/* TEXT, its white space as plain() leaves it, in HAY? */
static bool
holds(const struct buf *hay, const char *text)
{
	struct buf b = BUF_INIT;
	bool found;

	for (; *text != '\0'; text++)
		if (!ascii_isspace(*text) || b.n == 0 || b.p[b.n - 1] != ' ')
			buf_addc(&b, ascii_isspace(*text) ? ' ' : *text);
	found = strstr(hay->p, b.p) != NULL;
	buf_free(&b);
	return found;
}

static bool
json_holds(const struct buf *json, const char *text)
{
	struct buf b = BUF_INIT;
	struct jsonw w;
	bool found;

	jsonw_init(&w, &b);
	jsonw_cstr(&w, text);
	found = strstr(json->p, b.p) != NULL;
	buf_free(&b);
	return found;
}

struct three {
	struct buf html, page, text, json; /* page: the HTML as plain() */
};

static void
make(struct three *t, struct fixture *f, const struct page_set *pages, const struct answer *an)
{
	const struct page_frame frame = { f->store, "/es/find/" };
	struct buf text = BUF_INIT;

	*t = (struct three){ BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT };
	assert_int_equal(page_render(pages, &frame, &t->html, "find", "T", an->query,
			     answer_view(&f->arena, f->store, an)),
	    0);
	plain(&t->page, t->html.p);
	answer_text(&text, &f->arena, f->store, an);
	for (size_t i = 0; i < text.n; i++)
		if (!ascii_isspace(text.p[i]) || i == 0 || !ascii_isspace(text.p[i - 1]))
			buf_addc(&t->text, ascii_isspace(text.p[i]) ? ' ' : text.p[i]);
	answer_json(&t->json, &f->arena, f->store, an);
	buf_free(&text);
}

static void
three_free(struct three *t)
{
	buf_free(&t->html);
	buf_free(&t->page);
	buf_free(&t->text);
	buf_free(&t->json);
}

static void
ask(struct answer *an, struct fixture *f, size_t i, struct str *keep)
{
	struct answer_request req = { .q = str_of(states[i].q),
		.is = str_of(states[i].is),
		.keep = keep,
		.mapping = str_of(states[i].mapping) };

	if (states[i].keep != NULL)
		keep[req.n_keep++] = str_of(states[i].keep);
	if (states[i].mapping != NULL)
		req.release = STR("r1");
	answer_make(an, &f->arena, f->store, &req);
}

static void
expect(const char *state, const char *where, bool fact, const char *text, const struct buf *got)
{
	if (!fact)
		fail_msg("%s, %s: \"%s\" in\n%s", state, where, text, got->p);
}

static void
check_same(const char *state, const struct say *say, const struct answer *an, struct fixture *f,
    const struct three *t)
{
	const char *why[SAY_WHY];
	size_t i, j, n;

	for (i = 0; i < SAY__MAX; i++) {
		if (say->part[i] == NULL)
			continue;
		expect(state, "page", holds(&t->page, say->part[i]), say->part[i], &t->page);
		expect(state, "text", holds(&t->text, say->part[i]), say->part[i], &t->text);
		expect(
		    state, "JSON", json_holds(&t->json, say->part[i]), say->part[i], &t->json);
	}
	for (i = 0; i < say->n_steps; i++) {
		expect(state, "page", holds(&t->page, say->steps[i].text), say->steps[i].text,
		    &t->page);
		expect(state, "text", holds(&t->text, say->steps[i].text), say->steps[i].text,
		    &t->text);
		if (i < an->n_corrections)
			expect(state, "JSON", json_holds(&t->json, say->steps[i].text),
			    say->steps[i].text, &t->json);
		expect(state, "page", holds(&t->page, say->steps[i].undo_text),
		    say->steps[i].undo_text, &t->page);
	}
	for (i = 0; say->center && i < an->n_headings; i++) {
		const struct answer_heading *h = &an->headings[i];

		if (h->weak || h->rule->center != an->centers[0].center)
			continue;
		n = say_why(why, &f->arena, an, h);
		for (j = 0; j < n; j++) {
			expect(state, "page", holds(&t->page, why[j]), why[j], &t->page);
			expect(state, "text", holds(&t->text, why[j]), why[j], &t->text);
			expect(state, "JSON", json_holds(&t->json, why[j]), why[j], &t->json);
		}
	}
}

/* How often TEXT stands in HAY. */
static size_t
times(const char *hay, const char *text)
{
	size_t n = 0;

	for (; (hay = strstr(hay, text)) != NULL; hay++)
		n++;
	return n;
}

static void
test_states(void **state)
{
	struct fixture *f = *state;
	struct page_set *pages;
	struct str keep[1];
	struct diag d;
	size_t i, j;

	diag_init(&d);
	pages = page_set_new(&d, f->store);
	assert_non_null(pages);
	for (i = 0; i < N_STATES; i++) {
		const char *name = states[i].state;
		struct answer an;
		struct three t;
		struct say say;

		ask(&an, f, i, keep);
		say_answer(&say, &f->arena, f->store, &an);
		make(&t, f, pages, &an);
		for (j = 0; j < 4 && states[i].holds[j] != NULL; j++)
			expect(name, "lacks", holds(&t.page, states[i].holds[j]),
			    states[i].holds[j], &t.page);
		for (j = 0; j < 2 && states[i].lacks[j] != NULL; j++)
			expect(name, "holds", !holds(&t.page, states[i].lacks[j]),
			    states[i].lacks[j], &t.page);
		check_same(name, &say, &an, f, &t);
		/* One headline, to which forms and links lead; nothing by style or script. */
		assert_int_equal(times(t.html.p, "<h1"), 1);
		assert_int_equal(times(t.html.p, "id=\"answer\""), 1);
		assert_int_equal(times(t.html.p, "style="), 0);
		assert_int_equal(times(t.html.p, "<script"), 0);
		assert_true(
		    times(t.html.p, "role=\"status\"") == (say.part[SAY_FOUND] != NULL));
		three_free(&t);
	}
	page_set_free(pages);
	diag_free(&d);
}

/* Every step and every word set aside can be undone: its link leads to a page without it. */
static void
test_undo(void **state)
{
	struct fixture *f = *state;
	const struct answer_request req = { .q = STR("refrigirators 10pcs 10pcs wholesale") };
	struct answer an;
	struct say say;

	answer_make(&an, &f->arena, f->store, &req);
	say_answer(&say, &f->arena, f->store, &an);
	assert_int_equal(say.n_steps, 1);
	assert_string_equal(say.steps[0].undo,
	    "/find/?q=refrigirators+10pcs+10pcs+wholesale&not=refrigirators");
	assert_int_equal(say.n_asides, 2); /* a word once */
	assert_string_equal(
	    say.asides[1].undo, "/find/?q=refrigirators+10pcs+10pcs+wholesale&not=wholesale");
	assert_string_equal(say.url,
	    "https://cee.example/find/?q=refrigirators+10pcs+10pcs+wholesale"
	    "&mapping=2026-11-21&release=r1");
}

static void
test_account_url(void **state)
{
	static const struct {
		const char *q, *url;
	} cases[] = {
		{ "socks", "/account/" },
		{ "6109.10", "/account/?list=610910" },
		{ "6109, 8471", "/account/?list=6109%0A8471" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct answer_request req = { .q = str_of(cases[i].q) };
		struct answer an;
		struct say say;

		answer_make(&an, &f->arena, f->store, &req);
		say_answer(&say, &f->arena, f->store, &an);
		assert_string_equal(say.account_url, cases[i].url);
	}
}

static void
test_short(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	const char *s;
	size_t i;

	assert_string_equal(say_short(&f->arena, STR("socks")), "socks");
	for (i = 0; i < 60; i++)
		buf_adds(&b, "€€ ");
	s = say_short(&f->arena, buf_str(&b));
	assert_true(strlen(s) <= 104);
	assert_string_equal(s + strlen(s) - 4, " …");
	buf_clear(&b);
	for (i = 0; i < 100; i++)
		buf_adds(&b, "x€");
	s = say_short(&f->arena, buf_str(&b)); /* without a space, cut between letters */
	assert_true(strlen(s) < 104);
	buf_free(&b);
}

static void
test_problems(void **state)
{
	static const int known[] = { 400, 404, 405, 413, 414, 415, 422, 500, 503 };
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		for (j = 0; j < i; j++) {
			assert_string_not_equal(say_problem(NULL, known[i]), say_problem(NULL, known[j]));
			assert_string_not_equal(
			    say_problem_advice(NULL, known[i]), say_problem_advice(NULL, known[j]));
		}
	assert_string_equal(say_problem(NULL, 501), "Not Implemented");
	assert_non_null(say_problem_advice(NULL, 501));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_account_url),
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_problems),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
