/* Which words of a page's prose become links to the glossary, and which do not. */
#include "scratch.h"

#include "render/glossary.h"

static const char *alias_entry[] = { "Entry summaries", "Form 7501", "Summary", "7501" };
static const char *alias_isf[] = { "10+2", "ISF-10" };

static struct page pages[] = {
	{ .slug = "entry", .description = "A filing." },
	{ .slug = "entry-summary", .description = "Value & \"rate\"." },
	{ .slug = "dis", .description = "A system." },
	{ .slug = "isf", .description = "Ten data." },
	{ .slug = "ad-cvd", .description = "A & B." },
	{ .slug = "section", .description = "A group." },
	{ .slug = "r-and-d", .description = "Work." },
};

static struct term terms[] = {
	{ &pages[0], "Entry", { NULL, 0 } },
	{ &pages[1], "Entry summary", { alias_entry, 4 } },
	{ &pages[2], "DIS", { NULL, 0 } },
	{ &pages[3], "Importer security filing", { alias_isf, 2 } },
	{ &pages[4], "AD/CVD", { NULL, 0 } },
	{ &pages[5], "Section", { NULL, 0 } },
	{ &pages[6], "R&D goods", { NULL, 0 } },
};

#define LINK(id, title, text) \
	"<a class=\"cee-term\" href=\"/glossary/#" id "\" title=\"" title "\">" text "</a>"
#define ENTRY(text) LINK("entry", "A filing.", text)
#define SUMMARY(text) LINK("entry-summary", "Value &amp; &quot;rate&quot;.", text)
#define DIS LINK("dis", "A system.", "DIS")

static const struct {
	const char *html, *expected; /* NULL: unchanged */
} cases[] = {
	{ "", NULL },
	{ "<p>Nothing.</p>", NULL },
	{ "<p>The entry.</p>", "<p>The " ENTRY("entry") ".</p>" },
	/* Only the first use, in any case and number. */
	{ "<p>An ENTRY, entries, entry</p>", "<p>An " ENTRY("ENTRY") ", entries, entry</p>" },
	{ "<p>Entries</p>", "<p>" ENTRY("Entries") "</p>" },
	{ "<p>Two sections</p>", "<p>Two " LINK("section", "A group.", "sections") "</p>" },
	{ "<p>entri entrie entrying</p>", NULL },
	/* The longest name that stands there; its parts are then not looked at. */
	{ "<p>An entry summary</p>", "<p>An " SUMMARY("entry summary") "</p>" },
	{ "<p>entry summary, entry summary, entry</p>",
	    "<p>" SUMMARY("entry summary") ", entry summary, " ENTRY("entry") "</p>" },
	{ "<p>an entry\nsummary</p>", "<p>an " SUMMARY("entry\nsummary") "</p>" },
	{ "<p>entry <em>summary</em></p>", "<p>" ENTRY("entry") " <em>summary</em></p>" },
	/* Other names: of more than one word, or abbreviations with a letter first. */
	{ "<p>form 7501</p>", "<p>" SUMMARY("form 7501") "</p>" },
	{ "<p>a summary, 7501, 10+2</p>", NULL },
	{ "<p>ISF-10s</p>", "<p>" LINK("isf", "Ten data.", "ISF-10s") "</p>" },
	/* Words, not parts of them. */
	{ "<p>reentry entryway re-entry entry-level entry_ \xC3\xA9"
	  "entry</p>",
	    NULL },
	{ "<p>entry's (entry)</p>", "<p>" ENTRY("entry") "'s (entry)</p>" },
	/* Abbreviations are meant as written. */
	{ "<p>dis, Dis, DIS</p>", "<p>dis, Dis, " DIS "</p>" },
	{ "<p>AD/CVD</p>", "<p>" LINK("ad-cvd", "A &amp; B.", "AD/CVD") "</p>" },
	{ "<p>R&amp;D goods</p>", "<p>" LINK("r-and-d", "Work.", "R&amp;D goods") "</p>" },
	/* One word before a number is the name of something. */
	{ "<p>section 301, a section</p>",
	    "<p>section 301, a " LINK("section", "A group.", "section") "</p>" },
	/* Where no link belongs. */
	{ "<h2 id=\"x\">Entry</h2><p><code>entry</code> <a href=\"/\">an <em>entry</em> "
	  "x</a></p>"
	  "<pre><code>entry</code></pre><table><caption>entry</caption><tr><th>entry</th>"
	  "<td>entry</td></tr></table>",
	    "<h2 id=\"x\">Entry</h2><p><code>entry</code> <a href=\"/\">an <em>entry</em> x</a>"
	    "</p><pre><code>entry</code></pre><table><caption>entry</caption><tr><th>entry</th>"
	    "<td>" ENTRY("entry") "</td></tr></table>" },
	{ "<p><img src=\"entry\" alt=\"an entry > x\"/></p>", NULL },
	{ "<thead>entry</thead>", "<thead>" ENTRY("entry") "</thead>" },
	/* The author's own link counts, wherever it stands. */
	{ "<p>DIS. <a href=\"/glossary/#dis\">the system</a></p>", NULL },
	{ "<p>An entry and <a href=\"/glossary/#entry-summary\">x</a></p>",
	    "<p>An " ENTRY("entry") " and <a href=\"/glossary/#entry-summary\">x</a></p>" },
	/* An entity is no word. */
	{ "<p>&entry; a < b entry", NULL },
};

static struct site site = { .terms = terms, .n_terms = sizeof(terms) / sizeof(terms[0]) };

static void
test_cases(void **state)
{
	struct scratch *s = *state;
	struct glossary g;
	size_t i;

	glossary_init(&g, &s->arena, &site);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool *used = glossary_used(&g, &s->arena);
		struct str in = str_of(cases[i].html);
		struct str out = glossary_link(&g, &s->arena, used, in, NULL);

		if (cases[i].expected == NULL)
			assert_ptr_equal(out.p, in.p);
		assert_string_equal(arena_strndup(&s->arena, out.p != NULL ? out.p : "", out.n),
		    cases[i].expected != NULL ? cases[i].expected : cases[i].html);
	}
}

/* Several texts of one page share what was used; a term is not linked in its own entry. */
static void
test_once_a_page(void **state)
{
	struct scratch *s = *state;
	struct glossary g;
	bool *used;
	struct str out;

	glossary_init(&g, &s->arena, &site);
	used = glossary_used(&g, &s->arena);
	out = glossary_link(&g, &s->arena, used, STR("DIS"), NULL);
	assert_true(str_is(out, DIS));
	out = glossary_link(&g, &s->arena, used, STR("DIS entry"), NULL);
	assert_true(str_is(out, "DIS " ENTRY("entry")));
	used = glossary_used(&g, &s->arena);
	out = glossary_link(&g, &s->arena, used, STR("DIS entry summary"), &terms[2]);
	assert_true(str_is(out, "DIS " SUMMARY("entry summary")));
}

static void
test_no_terms(void **state)
{
	struct scratch *s = *state;
	struct site none = { .n_terms = 0 };
	struct glossary g;
	struct str out;

	glossary_init(&g, &s->arena, &none);
	out = glossary_link(&g, &s->arena, glossary_used(&g, &s->arena), STR("An entry"), NULL);
	assert_true(str_is(out, "An entry"));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_cases),
		CASE(test_once_a_page),
		CASE(test_no_terms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
