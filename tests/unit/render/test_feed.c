/* Feed, sitemap, OpenSearch description and data, read back by programs we did not write. */
#include "scratch.h"

#include "base/buf.h"
#include "render/data.h"
#include "render/feed.h"
#include "tiny.h"

/* What the first line of COMMAND's output is. */
static const char *
ask(struct scratch *s, const char *command)
{
	char line[4096] = "";
	FILE *f = popen(command, "r");

	assert_non_null(f);
	if (fgets(line, sizeof(line), f) == NULL)
		line[0] = '\0';
	assert_int_equal(pclose(f), 0);
	line[strcspn(line, "\n")] = '\0';
	return arena_strdup(&s->arena, line);
}

/* The string value of XPATH in the file NAME, whose names have no prefix. */
static const char *
xpath(struct scratch *s, const char *name, const char *path)
{
	return ask(s,
	    arena_printf(&s->arena, "xmllint --nonet --xpath '%s' %s/%s", path, s->dir, name));
}

static void
test_atom(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT;
	struct tiny t;

	tiny_init(&t);
	feed_atom(&b, &t.site);
	scratch_write(s, "feed.xml", b.p);
	buf_free(&b);
#define E(n) "*[local-name()=\"" n "\"]"
	assert_string_equal(xpath(s, "feed.xml", "string(/*/" E("title") ")"), "Tom & Jerry's");
	assert_string_equal(xpath(s, "feed.xml", "count(/*/" E("entry") ")"), "2");
	assert_string_equal(xpath(s, "feed.xml", "string(/*/" E("entry") "[1]/" E("title") ")"),
	    "A < B & \"C\"");
	assert_string_equal(
	    xpath(s, "feed.xml", "string(/*/" E("entry") "[1]/" E("content") ")"),
	    "<p>R&amp;D <a href=\"/hts/6109/\">6109</a> \xEF\xBF\xBD</p>");
	assert_string_equal(
	    xpath(s, "feed.xml", "string(/*/" E("entry") "[2]/" E("content") ")"),
	    "<p>]]></p>");
	assert_string_equal(xpath(s, "feed.xml", "string(/*/" E("entry") "[1]/" E("id") ")"),
	    "https://example.org/x/changes/#first");
	assert_string_equal(
	    xpath(s, "feed.xml", "string(/*/" E("entry") "[1]/" E("category") "/@label)"),
	    "Cloth & <Yarn>");
	/* Partial dates, and the feed's own is the newest entry's. */
	assert_string_equal(
	    xpath(s, "feed.xml", "string(/*/" E("updated") ")"), "2020-05-01T00:00:00Z");
	assert_string_equal(
	    xpath(s, "feed.xml", "string(/*/" E("entry") "[2]/" E("updated") ")"),
	    "2013-01-01T00:00:00Z");
}

static void
test_empty_atom(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT;
	struct tiny t;

	tiny_init(&t);
	t.site.n_changes = 0;
	feed_atom(&b, &t.site);
	scratch_write(s, "feed.xml", b.p);
	buf_free(&b);
	assert_string_equal(
	    xpath(s, "feed.xml", "string(/*/" E("updated") ")"), "2026-11-21T00:00:00Z");
}

static void
test_sitemap(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT, url = BUF_INIT;
	struct value *list, *other;
	struct feed_sitemap map;
	struct tiny t;

	tiny_init(&t);
	list = value_list(&s->arena);
	other = value_push_map(list);
	value_set_cstr(other, "code", "es");
	value_set_cstr(other, "url", "https://example.org/es/a&b/");
	feed_sitemap_init(&map, 2);
	feed_sitemap_entry(&b, &t.site, "/a&b/", (struct date){ 2026, 1, 2 }, list);
	feed_sitemap_add(&map, buf_str(&b));
	buf_clear(&b);
	feed_sitemap_entry(&b, &t.site, "/", (struct date){ 0, 0, 0 }, value_list(&s->arena));
	feed_sitemap_add(&map, buf_str(&b));
	buf_clear(&b);
	assert_true(feed_sitemap_file(&map, &t.site, 0, &url, &b));
	assert_string_equal(url.p, "/sitemap.xml");
	scratch_write(s, "sitemap.xml", b.p);
	assert_false(feed_sitemap_file(&map, &t.site, 1, &url, &b));
	buf_free(&b);
	buf_free(&url);
	feed_sitemap_free(&map);
	assert_string_equal(xpath(s, "sitemap.xml", "count(//" E("url") ")"), "2");
	assert_string_equal(xpath(s, "sitemap.xml", "string(//" E("url") "[1]/" E("loc") ")"),
	    "https://example.org/x/a&b/");
	assert_string_equal(
	    xpath(s, "sitemap.xml", "string(//" E("url") "[1]/" E("lastmod") ")"),
	    "2026-01-02");
	assert_string_equal(xpath(s, "sitemap.xml", "count(//" E("lastmod") ")"), "1");
	assert_string_equal(xpath(s, "sitemap.xml", "count(//" E("link") ")"), "1");
	assert_string_equal(xpath(s, "sitemap.xml", "string(//" E("link") "/@hreflang)"), "es");
	assert_string_equal(xpath(s, "sitemap.xml", "string(//" E("link") "/@href)"),
	    "https://example.org/es/a&b/");
}

/* So many entries, at most two in a file: all of them are in the files that the index names, each once. */
static void
test_sitemap_index(void **state)
{
	static const struct {
		size_t entries, files;
	} sizes[] = { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 3, 2 }, { 4, 2 }, { 5, 3 }, { 21, 11 } };
	struct scratch *s = *state;
	struct tiny t;
	size_t i, k, n, found;

	tiny_init(&t);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct buf out = BUF_INIT, url = BUF_INIT;
		struct feed_sitemap map;

		feed_sitemap_init(&map, 2);
		for (k = 1; k <= sizes[i].entries; k++) {
			buf_clear(&out);
			feed_sitemap_entry(&out, &t.site, arena_printf(&s->arena, "/%zu/", k),
			    (struct date){ 0, 0, 0 }, value_list(&s->arena));
			feed_sitemap_add(&map, buf_str(&out));
		}
		for (n = 0, found = 0;; n++) {
			buf_clear(&out);
			buf_clear(&url);
			if (!feed_sitemap_file(&map, &t.site, n, &url, &out))
				break;
			scratch_write(s, url.p + 1, out.p);
			if (n == sizes[i].files) {
				assert_string_equal(url.p, "/sitemap.xml");
				break;
			}
			assert_string_equal(
			    url.p, arena_printf(&s->arena, "/sitemap-%zu.xml", n + 1));
			found +=
			    strtoul(xpath(s, url.p + 1, "count(//" E("url") ")"), NULL, 10);
			assert_string_equal(
			    xpath(s, url.p + 1, "string(//" E("url") "[1]/" E("loc") ")"),
			    arena_printf(&s->arena, "https://example.org/x/%zu/", 2 * n + 1));
		}
		assert_int_equal(n, sizes[i].files);
		assert_int_equal(found, n > 0 ? sizes[i].entries : 0);
		assert_false(feed_sitemap_file(&map, &t.site, n + 1, &url, &out));
		assert_string_equal(xpath(s, "sitemap.xml", "count(//" E("sitemap") ")"),
		    arena_printf(&s->arena, "%zu", sizes[i].files));
		assert_string_equal(xpath(s, "sitemap.xml", "count(/*/" E("url") ")"),
		    arena_printf(&s->arena, "%zu", n > 0 ? 0 : sizes[i].entries));
		if (n > 0)
			assert_string_equal(
			    xpath(s, "sitemap.xml",
				"string(//" E("sitemap") "[last()]/" E("loc") ")"),
			    arena_printf(
				&s->arena, "https://example.org/x/sitemap-%zu.xml", n));
		buf_free(&out);
		buf_free(&url);
		feed_sitemap_free(&map);
	}
}

static void
test_opensearch(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT;
	struct tiny t;

	tiny_init(&t);
	assert_int_equal(feed_opensearch(&s->diag, &b, &t.site), 0);
	scratch_write(s, "o.xml", b.p);
	assert_string_equal(
	    xpath(s, "o.xml", "string(/*/" E("ShortName") ")"), "Short & sweet");
	assert_string_equal(xpath(s, "o.xml", "string(/*/" E("Url") "[1]/@template)"),
	    "https://example.org/x/find/?q={searchTerms}");
	/* Sixteen characters, whatever their bytes; not seventeen. */
	t.site.config.short_title = "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 123456789ab";
	assert_int_equal(feed_opensearch(&s->diag, &b, &t.site), 0);
	t.site.config.short_title = "123456789abcdefgh";
	assert_int_equal(feed_opensearch(&s->diag, &b, &t.site), -1);
	assert_string_equal(s->diag.msgs[0].loc.file, "content/site.yml");
	assert_true(scratch_says(s, "17 characters, expected at most 16"));
	buf_free(&b);
}

static void
test_json(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT;
	struct tiny t;

	tiny_init(&t);
	data_json(&b, &t.site);
	scratch_write(s, "m.json", b.p);
	buf_free(&b);
#define JQ(q) ask(s, arena_printf(&s->arena, "jq -c '%s' %s/m.json", q, s->dir))
	assert_string_equal(JQ(".mapping_date"), "\"2026-11-21\"");
	assert_string_equal(JQ("[.centers[].name]"), "[\"Cloth & <Yarn>\",\"Metal\"]");
	assert_string_equal(JQ("[.rules[]|[.from,.to,.center,.basis]]"),
	    "[[\"01\",\"01\",\"cloth\",\"industry-scope\"],[\"72\",\"72\",\"metal\",\"stated\"]"
	    ","
	    "[\"7202\",\"7203\",\"cloth\",\"inferred\"]]");
	assert_string_equal(JQ(".rules[2].note"), "\"first line\\nsecond\"");
	assert_string_equal(JQ("[.headings[]|.code,.center]"),
	    "[\"0101\",\"cloth\",\"7201\",\"metal\",\"7202\",\"cloth\"]");
	assert_string_equal(JQ(".headings[0].sources[0]|[.date,.url]"),
	    "[\"2015-01-28\",\"https://example.org/?a=1&b=2\"]");
}

static void
test_csv(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT;
	struct tiny t;

	tiny_init(&t);
	t.rules[1].since = (struct date){ 2020, 5, 0 };
	t.rules[1].until = (struct date){ 2030, 1, 2 };
	data_csv(&b, &t.site);
	assert_non_null(strstr(b.p, "kind,from,to,title,center,center_name,basis,source,"
				    "source_date,note,mapping_date,source_url,since,until\r\n"
				    "rule,01,01,,cloth,"));
	scratch_write(s, "m.csv", b.p);
	buf_free(&b);
	/* SQLite reads CSV by its own rules. */
#define SQL(q) \
	ask(s, arena_printf(&s->arena, \
		   "sqlite3 :memory: '.mode csv' '.import %s/m.csv m' " \
		   "'.mode list' \"%s\"", \
		   s->dir, q))
	assert_string_equal(SQL("select count(*) from m"), "6");
	assert_string_equal(SQL("select replace(note, char(10), '/') from m where \\\"from\\\" "
				"= '7202' and kind = 'rule'"),
	    "first line/second");
	assert_string_equal(SQL("select title || '|' || source || '|' || source_date "
				"from m where kind = 'heading' limit 1"),
	    "Horses, live|A \"quoted\", listed source|2015-01-28");
	assert_string_equal(
	    SQL("select \\\"from\\\" from m where title = 'Horses, live'"), "0101");
	assert_string_equal(
	    SQL("select source_url || '|' || since || '|' || until from m where "
		"title = 'Horses, live'"),
	    "https://example.org/?a=1&b=2||");
	assert_string_equal(
	    SQL("select since || '|' || until from m where \\\"from\\\" = '72'"),
	    "2020-05|2030-01-02");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_atom),
		CASE(test_empty_atom),
		CASE(test_sitemap),
		CASE(test_sitemap_index),
		CASE(test_opensearch),
		CASE(test_json),
		CASE(test_csv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
