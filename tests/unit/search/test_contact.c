/* Letters: where they go, how sure, and that nothing typed gets out of its place. */
#include "search/contact.h"

#include "base/limits.h"
#include "fixture.h"

static void
make(struct contact *c, struct fixture *f, const char *topic, const char *goods,
    const char *port, const char *question)
{
	*c = (struct contact){ .typed = { str_of(topic), str_of(goods), str_of(port),
				   str_of(question) } };
	contact_make(c, &f->arena, f->store);
}

/* NULL: none. */
static const struct {
	const char *topic, *goods, *question, *center, *to, *mailbox, *subject;
} letters[] = {
	{ "placement", "socks", "Mine?", "apparel", NULL, "cee@cbp.example",
	    "Which Center is mine? socks (Apparel, Footwear & Textiles Center)" },
	{ "placement", "computers", "Mine?", "electronics", NULL, "electronics@cbp.example",
	    "Which Center is mine? computers (Electronics Center)" },
	{ "placement", "6109.10\r\n8471 6110", "Mine?", "apparel", NULL, "cee@cbp.example",
	    "Which Center is mine? 6109.10 8471 6110 (Apparel, Footwear & Textiles Center)" },
	{ "placement", "zzzzqqqq", "Mine?", NULL, NULL, "cee@cbp.example",
	    "Which Center is mine? zzzzqqqq" },
	/* A question with two Centers in its choices tells none. */
	{ "placement", "shoes", "Mine?", NULL, NULL, "cee@cbp.example",
	    "Which Center is mine? shoes" },
	{ "placement", "stuff", "Mine?", NULL, NULL, "cee@cbp.example",
	    "Which Center is mine? stuff" },
	{ "placement", "socks", "My socks are held. Why the hold?", "apparel", "Port director",
	    NULL, "Which Center is mine? socks (Apparel, Footwear & Textiles Center)" },
	{ "placement", "socks", "Is section 301 due?", "apparel", "Remedy desk",
	    "remedy@cbp.example",
	    "Which Center is mine? socks (Apparel, Footwear & Textiles Center)" },
	/* Words of a phrase that do not stand together are another matter. */
	{ "placement", "socks", "Which section has socks, 301?", "apparel", NULL,
	    "cee@cbp.example",
	    "Which Center is mine? socks (Apparel, Footwear & Textiles Center)" },
	{ "changing", "socks", "Please move me.", "apparel", "Field Operations", NULL,
	    "Changing the Center: socks (Apparel, Footwear & Textiles Center)" },
	{ "protests", "socks\r\nBcc: all@cbp.example", "Who decides the protest?", "apparel",
	    NULL, "cee@cbp.example",
	    "Protests & corrections: socks Bcc: all@cbp.example (Apparel, Footwear & Textiles "
	    "Center)" },
};

static void
test_letters(void **state)
{
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		const char *to;
		struct contact c;

		make(&c, f, letters[i].topic, letters[i].goods, "", letters[i].question);
		assert_false(c.bad);
		to = c.channel != NULL ? c.channel->to : NULL;
		if ((c.center == NULL) != (letters[i].center == NULL))
			fail_msg("%s: %s", letters[i].goods,
			    c.center != NULL ? c.center->slug : "no Center");
		if (c.center != NULL)
			assert_string_equal(c.center->slug, letters[i].center);
		assert_int_equal(to == NULL, letters[i].to == NULL);
		if (to != NULL)
			assert_string_equal(to, letters[i].to);
		assert_int_equal(c.mailbox == NULL, letters[i].mailbox == NULL);
		if (c.mailbox != NULL)
			assert_string_equal(c.mailbox, letters[i].mailbox);
		assert_string_equal(c.subject, letters[i].subject);
	}
}

/* A protest: what decides stands beside the letter, and other pages that answer below it. */
static void
test_answered(void **state)
{
	struct fixture *f = *state;
	struct contact c;
	size_t i;

	make(&c, f, "protests", "socks", "",
	    "How long to appeal the assignment of my account by a protest?");
	assert_string_equal(c.channel->url, "/faq/protests/");
	assert_true(c.answer.pages.n > 0);
	for (i = 0; i < c.answer.pages.n; i++) {
		assert_string_not_equal(c.answer.pages.v[i].url, "/faq/protests/");
		assert_string_not_equal(c.answer.pages.v[i].url, "/contact/");
	}
}

static void
test_errors(void **state)
{
	static const char *const blank[] = { "", " ", "\r\n\t", "\1" };
	struct fixture *f = *state;
	struct contact c;
	size_t i;

	for (i = 0; i < sizeof(blank) / sizeof(blank[0]); i++) {
		make(&c, f, blank[i], blank[i], blank[i], blank[i]);
		assert_true(c.bad);
		assert_non_null(c.error[CONTACT_TOPIC]);
		assert_non_null(c.error[CONTACT_GOODS]);
		assert_null(c.error[CONTACT_PORT]);
		assert_non_null(c.error[CONTACT_QUESTION]);
	}
	make(&c, f, "no-such-topic", "socks", "", "Mine?");
	assert_non_null(c.error[CONTACT_TOPIC]);
	assert_null(c.error[CONTACT_GOODS]);
	assert_int_equal(c.subject == NULL, true);
}

static void
test_wrap(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "one two three", "one two\nthree\n" },
		{ "one\n\ntwo three four", "one\n\ntwo\nthree\nfour\n" },
		{ "incomprehensible word", "incomprehensible\nword\n" },
		/* Letters count, not bytes. */
		{ "\xC3\xB1\xC3\xB1\xC3\xB1\xC3\xB1 \xC3\xB1\xC3\xB1\xC3\xB1",
		    "\xC3\xB1\xC3\xB1\xC3\xB1\xC3\xB1 \xC3\xB1\xC3\xB1\xC3\xB1\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT;

		contact_wrap(&b, str_of(cases[i].in), 8);
		assert_string_equal(b.p, cases[i].out);
		buf_free(&b);
	}
}

/* No byte of a subject or a letter can begin another field of the address. */
static void
test_mailto(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	contact_mailto(&b, "cee@cbp.example", "a&cc=x@y.z?body=#\r\nBcc: q", "one\ntwo & 50%");
	assert_string_equal(b.p,
	    "mailto:cee@cbp.example?subject=a%26cc%3Dx%40y.z%3Fbody%3D%23%0D%0ABcc%3A%20q"
	    "&body=one%0D%0Atwo%20%26%2050%25");
	buf_clear(&b);
	contact_mailto(&b, "cee@cbp.example", "a", NULL);
	assert_string_equal(b.p, "mailto:cee@cbp.example?subject=a");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_mailto),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
