/* The values that templates get, and cee-template(5), which says what they are. */
#include "scratch.h"

#include "render/assets.h"
#include "render/pages.h"
#include "render/sample.h"
#include "render/templates.h"

/* What the pages of one site gave. */
struct seen {
	struct scratch *s;
	const char *manual;
	const char *undocumented; /* the first key that the manual does not name */
	size_t keys, pages;
};

static bool
word_byte(char c)
{
	return ascii_isalpha(c) || ascii_isdigit(c) || c == '_';
}

/* Does TEXT hold KEY as a word, or after a dot? */
static bool
names(const char *text, const char *key)
{
	size_t n = strlen(key);
	const char *at;

	for (at = text; (at = strstr(at, key)) != NULL; at += n)
		if ((at == text || !word_byte(at[-1])) && !word_byte(at[n]))
			return true;
	return false;
}

static void
look(struct seen *seen, const struct value *v)
{
	size_t i;

	for (i = 0; i < value_count(v); i++) {
		if (value_kind(v) == VALUE_MAP) {
			const char *key = value_key(v, i);

			seen->keys++;
			if (strncmp(key, "has_", 4) != 0 && !names(seen->manual, key) &&
			    seen->undocumented == NULL)
				seen->undocumented = arena_strdup(&seen->s->arena, key);
		}
		/* Assets have the names of their files. */
		if (value_kind(v) != VALUE_MAP || strcmp(value_key(v, i), "assets") != 0)
			look(seen, value_at(v, i));
	}
}

static void *
make(void *ctx, unsigned thread, size_t i, struct diag *d, struct arena *a,
    const struct pageview_page *page, struct str html)
{
	struct seen *seen = ctx;

	(void)thread;
	(void)i;
	(void)d;
	(void)a;
	(void)html;
	seen->pages++;
	look(seen, page->root);
	return NULL;
}

/* A directory with the names of what `make web` makes, and nothing in the files. */
static const char *
made(struct scratch *s)
{
	struct buf list = BUF_INIT;
	struct str rest, line;

	scratch_write(s, "made/style.css", "");
	scratch_write(s, "made/cee.js", "");
	scratch_write(s, "made/uswds-license.md", "");
	assert_int_equal(fs_read(&s->diag, &list, "src/web/images.txt", 1 << 16), 0);
	rest = buf_str(&list);
	while (str_split(&rest, '\n', &line))
		if (line.n > 0 && line.p[0] != '#')
			scratch_write(
			    s, arena_printf(&s->arena, "made/%.*s", (int)line.n, line.p), "");
	buf_free(&list);
	return fs_join(&s->arena, s->dir, "made");
}

static void
try(struct scratch *s, struct seen *seen, bool rich)
{
	const char *assets[] = { "templates/assets", made(s) };
	struct templates t;
	struct redirects r;
	struct pageview pv;
	struct assets as;
	const struct site *site = sample_site(&s->arena, rich);
	struct pages pages = {
		.diag = &s->diag, .pv = &pv, .set = &t.set[LANG_EN], .make = make, .ctx = seen
	};
	struct buf shell = BUF_INIT;

	assert_int_equal(assets_load(&s->diag, &s->arena, assets, 2, &as), 0);
	assert_int_equal(templates_load(&s->diag, &s->arena, "templates", &t), 0);
	pageview_init(&pv, &s->arena, site, as.urls, NULL);
	pv.downloads = sample_downloads(rich);
	assert_int_equal(pages_render(&pages), 0);
	assert_int_equal(redirects_collect(&s->diag, &s->arena, site, &r), 0);
	assert_int_equal(pages_redirects(&pages, &r), 0);
	assert_int_equal(pages_shell(&pages, &shell), 0);
	/* Each mark but the title's stands once; the title is the page's name as well. */
	assert_non_null(strstr(shell.p, "<title>" PAGEVIEW_MARK_TITLE " | "));
	assert_non_null(strstr(shell.p, "value=\"" PAGEVIEW_MARK_QUERY "\""));
	assert_non_null(strstr(shell.p, PAGEVIEW_MARK_MAIN));
	assert_null(strstr(strstr(shell.p, PAGEVIEW_MARK_MAIN) + 1, PAGEVIEW_MARK_MAIN));
	buf_free(&shell);
}

static void
test_manual_names_every_key(void **state)
{
	struct scratch *s = *state;
	struct seen seen = { .s = s };
	struct buf b = BUF_INIT;

	assert_int_equal(fs_read(&s->diag, &b, "src/man/cee-template.5", 1 << 20), 0);
	seen.manual = b.p;
	try(s, &seen, true);
	if (seen.undocumented != NULL)
		fail_msg("cee-template(5) does not name \"%s\"", seen.undocumented);
	assert_true(seen.keys > 1000);
	assert_true(seen.pages > 20);
	buf_free(&b);
}

/* Names without which the sample would try nothing. */
static void
test_samples_differ(void **state)
{
	struct scratch *s = *state;
	struct seen rich = { .s = s, .manual = "" }, poor = { .s = s, .manual = "" };

	try(s, &rich, true);
	try(s, &poor, false);
	assert_true(rich.pages > poor.pages + 5);
	assert_int_equal(s->diag.n, 0);
}

/* Misspelt in a place that only a page with everything, or only one with nothing, comes to. */
static void
test_check_finds_both(void **state)
{
	static const struct {
		const char *template, *text, *message;
	} cases[] = {
		{ "t/heading.mustache", "{{#heading}}{{#lines}}{{tilte}}{{/lines}}{{/heading}}",
		    "did you mean \"title\"?" },
		{ "t/center.mustache",
		    "{{#center}}{{^mailbox}}{{mailbx}}{{/mailbox}}{{/center}}",
		    "did you mean \"mailbox\"?" },
		{ "t/redirect.mustache", "{{too}}", "did you mean \"to\"?" },
		{ "t/shell.mustache", "{{{mian}}}", "did you mean \"main\"?" },
		{ "t/letter.mustache", "{{#groups}}{{form}}{{/groups}}",
		    "did you mean \"from\"?" },
		{ "t/404.mustache", "{{assets.style_cs}}",
		    "did you mean \"assets.style_css\"?" },
	};
	struct scratch *s = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *assets = fs_join(&s->arena, s->dir, "t/assets");
		struct templates t;
		struct assets as;
		size_t before = s->diag.errors;

		for (j = 0; pages_templates[j] != NULL; j++)
			scratch_write(s,
			    arena_printf(&s->arena, "t/%s.mustache", pages_templates[j]), "");
		scratch_write(s, "t/assets/style.css", "");
		scratch_write(s, cases[i].template, cases[i].text);
		assert_int_equal(assets_load(&s->diag, &s->arena, &assets, 1, &as), 0);
		assert_int_equal(
		    templates_load(&s->diag, &s->arena, fs_join(&s->arena, s->dir, "t"), &t),
		    0);
		assert_int_equal(templates_check(&s->diag, &t, as.urls), -1);
		assert_true(s->diag.errors > before);
		assert_non_null(strstr(s->diag.msgs[s->diag.n - 1].text, cases[i].message));
		assert_non_null(
		    strstr(s->diag.msgs[s->diag.n - 1].loc.file, cases[i].template + 2));
	}
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_manual_names_every_key),
		CASE(test_samples_differ),
		CASE(test_check_finds_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
