/* Names that change with the content, and style sheets that name other files by them. */
#include "scratch.h"

#include "base/buf.h"
#include "render/assets.h"

static int
load(struct scratch *s, struct assets *as)
{
	const char *dirs[] = { fs_join(&s->arena, s->dir, "t/assets"),
		fs_join(&s->arena, s->dir, "made") };

	return assets_load(&s->diag, &s->arena, dirs, 2, as);
}

static const struct asset *
asset(const struct assets *as, const char *name)
{
	size_t i;

	for (i = 0; i < as->n; i++)
		if (strcmp(as->v[i].name, name) == 0)
			return &as->v[i];
	fail_msg("there is no asset %s", name);
	return NULL;
}

static void
test_names(void **state)
{
	static const struct {
		const char *file, *key, *url;
	} cases[] = {
		/* The hash is that of "home": see test_release.c. */
		{ "t/assets/style.css", "style_css", "/assets/style.4ea14058.css" },
		{ "t/assets/icon.min.svg", "icon_min_svg", "/assets/icon.min.4ea14058.svg" },
		{ "made/fonts/sans/Plex-Bold.woff2", "fonts_sans_Plex_Bold_woff2",
		    "/assets/fonts/sans/Plex-Bold.4ea14058.woff2" },
		{ "made/v1.2/LICENSE", "v1_2_LICENSE", "/assets/v1.2/LICENSE.4ea14058" },
	};
	struct scratch *s = *state;
	struct assets as;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		scratch_write(s, cases[i].file, "home");
	assert_int_equal(load(s, &as), 0);
	assert_int_equal(as.n, sizeof(cases) / sizeof(cases[0]));
	for (i = 0; i < as.n; i++) {
		const struct value *v = value_get(as.urls, str_of(cases[i].key));

		assert_non_null(v);
		assert_true(str_is(value_text(v), cases[i].url));
	}
}

static void
test_no_directory(void **state)
{
	struct scratch *s = *state;
	struct assets as;

	assert_int_equal(load(s, &as), 0);
	assert_int_equal(as.n, 0);
	assert_int_equal(s->diag.n, 0);
}

static void
test_one_name_twice(void **state)
{
	struct scratch *s = *state;
	struct assets as;

	scratch_write(s, "t/assets/style.css", "a");
	scratch_write(s, "made/style.css", "b");
	assert_int_equal(load(s, &as), -1);
	assert_true(scratch_says(s, "has the name of"));
}

/* ICON and FONT are files whose text is "home". */
#define ICON "img/icon.4ea14058.svg"
#define FONT "fonts/a/Sans.4ea14058.woff2"

static void
test_references(void **state)
{
	static const struct {
		const char *sheet, *text, *published; /* NULL: an error */
	} cases[] = {
		{ "made/s.css", "a{b:url(img/icon.svg)}", "a{b:url(" ICON ")}" },
		{ "made/s.css", "a{b:url(\"img/icon.svg\")}", "a{b:url(\"" ICON "\")}" },
		{ "made/s.css", "a{b:url( 'img/icon.svg' )}", "a{b:url( '" ICON "' )}" },
		{ "made/s.css", "a{b:url(./img/icon.svg)}", "a{b:url(./" ICON ")}" },
		{ "made/s.css", "a{b:url(img/icon.svg#x)}", "a{b:url(" ICON "#x)}" },
		{ "made/s.css", "a{b:url(img/icon.svg?#x)}", "a{b:url(" ICON "?#x)}" },
		{ "made/s.css", "url(img/icon.svg),url(fonts/a/Sans.woff2)z",
		    "url(" ICON "),url(" FONT ")z" },
		{ "made/css/s.css", "url(../img/icon.svg)", "url(../" ICON ")" },
		{ "made/css/a/s.css", "url(../../img/icon.svg)", "url(../../" ICON ")" },
		{ "made/img/s.css", "url(icon.svg)", "url(icon.4ea14058.svg)" },
		{ "made/s.css", "a{b:url(\"\")}", "a{b:url(\"\")}" },
		{ "made/s.css", "url(data:image/png;base64,ab/c=)",
		    "url(data:image/png;base64,ab/c=)" },
		{ "made/s.css", "url(https://a.example/b.svg)",
		    "url(https://a.example/b.svg)" },
		{ "made/s.css", "url(/images/a.svg)url(#part)",
		    "url(/images/a.svg)url(#part)" },
		{ "made/s.css", "url", "url" },
		{ "made/s.css", "url(", "url(" },
		{ "made/s.css", "url('", "url('" },
		{ "made/s.css", "", "" },
		{ "made/s.css", "a\nurl(img/none.svg)", NULL },
		{ "made/s.css", "url(icon.svg)", NULL },
		{ "made/s.css", "url(../img/icon.svg)", NULL },
		{ "made/s.css", "url(s.css)", NULL },
		{ "made/s.css", "url(img/icon.sv", NULL },
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct assets as;

		assert_int_equal(fs_remove(&s->diag, fs_join(&s->arena, s->dir, "made")), 0);
		scratch_write(s, "made/img/icon.svg", "home");
		scratch_write(s, "made/fonts/a/Sans.woff2", "home");
		scratch_write(s, cases[i].sheet, cases[i].text);
		if (cases[i].published == NULL) {
			assert_int_equal(load(s, &as), -1);
			assert_true(scratch_says(s, "url("));
		} else {
			assert_int_equal(load(s, &as), 0);
			assert_string_equal(
			    asset(&as, cases[i].sheet + 5)->bytes.p, cases[i].published);
		}
	}
}

/* The address of a sheet changes with what it names. */
static void
test_sheet_follows_image(void **state)
{
	struct scratch *s = *state;
	struct assets before, after;

	scratch_write(s, "made/style.css", "url(img/icon.svg)");
	scratch_write(s, "made/img/icon.svg", "one");
	assert_int_equal(load(s, &before), 0);
	scratch_write(s, "made/img/icon.svg", "two");
	assert_int_equal(load(s, &after), 0);
	assert_string_not_equal(
	    asset(&before, "style.css")->url, asset(&after, "style.css")->url);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_names),
		CASE(test_no_directory),
		CASE(test_one_name_twice),
		CASE(test_references),
		CASE(test_sheet_follows_image),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
