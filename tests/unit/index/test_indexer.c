/* A small content tree to search.db: every table, the full text, the same bytes each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fs.h"
#include "db/db.h"
#include "index/indexer.h"

static const struct {
	const char *path, *text;
} content[] = {
	{ "site.yml",
	    "title: Test\nshort_title: Test\ndescription: A test.\n"
	    "base_url: https://cee.example\nagency: Nobody\nmailbox: cee@cbp.example\n"
	    "official_banner: false\n"
	    "mapping_date: 2026-11-21\ntime_zone: America/New_York\n"
	    "topics:\n  - {id: placement, title: Placement}\n"
	    "sections:\n  - {id: XI, title: Textiles}\n  - {id: XVI, title: Machines}\n" },
	{ "sources.yml", "brochure:\n  title: A brochure\nnotice:\n  title: A notice\n"
			 "  date: 2013-04-04\nreport:\n  title: A report\n  date: 2016\n" },
	{ "centers/apparel.md",
	    "---\nnumber: 2\nname: Apparel\nsummary: Clothes\ncity: San Jose\n"
	    "field_office: San Francisco\nindustries: [Clothes]\nsources: [brochure]\n"
	    "reviewed: 2026-11-21\n---\nClothes are here.\n" },
	{ "centers/machinery.md",
	    "---\nnumber: 1\nname: Machinery\nsummary: Machines\n"
	    "city: Laredo\nfield_office: Laredo\nindustries: [Machines]\n"
	    "mailbox: machines@cbp.example\nsources: [brochure]\nreviewed: 2026-11-21\n---\n"
	    "Machines are here.\n" },
	{ "scopes/61.md",
	    "---\nchapter: 61\ntitle: Clothing\nsection: XI\ncenter: apparel\n"
	    "basis: industry-scope\nsource: [notice, report]\nreviewed: 2026-11-21\n---\n"
	    "What is knitted.\n\n## 6109 T-shirts and tank tops\n\n"
	    "Light tops without a collar.\n\n- t-shirts, undershirts\n- es: camisetas\n\n"
	    "Not here: zebrashirts (6110).\n\n## 6110 Sweaters\n\nWarm pullovers.\n\n"
	    "- sweaters, leather buttons for sweaters\n- brand: Wooly\n" },
	{ "scopes/84.md",
	    "---\nchapter: 84\ntitle: Machines\nsection: XVI\ncenter: machinery\n"
	    "basis: inferred\nsource: brochure\nreviewed: 2026-11-21\nexceptions:\n"
	    "  - {code: \"8452\", center: apparel, basis: stated, source: notice, note: "
	    "Sewing.}\n"
	    "---\nMachines.\n\n## 8450 Washing machines\n\nThey wash.\n\n- washing machines, "
	    "rag scales\n"
	    "- also: fabric steamers | 8452 | Does it sew? | ¿Cose?\n\n"
	    "## 8452 Sewing machines\n\nThey sew.\n\n- sewing machines, yarn scale, rag "
	    "scale\n" },
	{ "faqs/what.md", "---\nquestion: What is a Center?\nalso_asked:\n  - Who are they?\n"
			  "topic: placement\nsources: [brochure]\nreviewed: 2026-11-21\n---\n"
			  "An office for *liquidation*.\n" },
	{ "answers/tops.md",
	    "---\nqueries: [tops, the tops, top]\naction: ask\nchoices:\n"
	    "  - {label: Light, heading: \"6109\"}\n  - {label: Metal, center: machinery}\n"
	    "reason: Tops are many things.\nreviewed: 2026-11-21\n---\nWhich *tops*?\n" },
	{ "answers/tops.es.md", "---\ntranslated: 2026-11-21\nqueries: [prendas, la prenda]\n"
				"choices: [Ligeras, De metal]\nreason: Muchas.\n---\n"
				"¿Cuáles *prendas*?\n" },
	{ "pages/index.md", "---\ntitle: The first page of all\ndescription: A page that "
			    "nobody needs to find, since whoever looks has been "
			    "there.\nsources: [notice]\nreviewed: 2026-11-21\n---\n"
			    "Hello.\n" },
	{ "answers/whole.md",
	    "---\nqueries: [contraband, the contrabands, sealed goods]\nwithin: true\n"
	    "action: decline\nreason: Not for us.\nreviewed: 2026-11-21\n---\nNot us.\n" },
};

struct world {
	char dir[32];
	struct arena arena;
	struct site site;
	struct diag diag;
	struct db *db; /* of the index written from SITE */
};

static const struct index_template templates[] = {
	{ "shell", { "\1main\1", 6 } },
	{ "find", { "{{query}}", 9 } },
};
static struct index_extra extra = { .release = "r1", .templates = templates, .n_templates = 2 };

static const char *
in_dir(struct world *w, const char *name)
{
	return fs_join(&w->arena, w->dir, name);
}

static int
setup(void **state)
{
	struct world *w = xalloc(sizeof(*w));
	const char *path;
	size_t i;
	int rc;

	*w = (struct world){ .dir = "/tmp/cee-index-XXXXXX" };
	*state = w;
	arena_init(&w->arena, 0);
	diag_init(&w->diag);
	assert_non_null(mkdtemp(w->dir));
	for (i = 0; i < sizeof(content) / sizeof(content[0]); i++) {
		path = in_dir(w, arena_printf(&w->arena, "content/%s", content[i].path));
		assert_int_equal(fs_mkdirs_for(&w->diag, path), 0);
		assert_int_equal(fs_write(&w->diag, path, str_of(content[i].text)), 0);
	}
	rc = site_load(&w->diag, &w->site, in_dir(w, "content"), 1795248000);
	if (rc == 0)
		rc = index_write(&w->diag, &w->site, &extra, in_dir(w, "search.db"));
	if (rc == 0) {
		w->db = db_open(&w->diag, in_dir(w, "search.db"));
		rc = w->db != NULL ? 0 : -1;
	}
	diag_print(&w->diag, stderr);
	return rc;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	db_close(w->db);
	site_free(&w->site);
	assert_int_equal(fs_remove(&w->diag, w->dir), 0);
	diag_free(&w->diag);
	arena_free(&w->arena);
	free(w);
	return 0;
}

/* All rows of SQL, its first column, apart by ";". */
static void
expect(struct world *w, const char *sql, const char *want)
{
	struct db_stmt *s = db_prepare(&w->diag, w->db, sql);
	struct buf got = BUF_INIT;
	enum db_step step;

	assert_non_null(s);
	while ((step = db_step(s)) == DB_ROW)
		buf_addf(&got, "%s%s", got.n > 0 ? ";" : "",
		    db_col_null(s, 0) ? "NULL" : db_col_text(s, 0));
	assert_int_equal(step, DB_DONE);
	db_stmt_free(s);
	if (strcmp(got.p, want) != 0)
		fail_msg("%s\n%s\nnot %s", sql, got.p, want);
	buf_free(&got);
}

static const struct {
	const char *sql, *want;
} expected[] = {
	{ "PRAGMA integrity_check", "ok" },
	{ "SELECT key || '=' || value FROM meta ORDER BY key",
	    "base_url=https://cee.example;built=2026-11-21T08:00:00Z;mailbox=cee@cbp.example;"
	    "mapping_date=2026-11-21;release=r1;title=Test" },
	/* Centers in CBP's order. */
	{ "SELECT slug || ' ' || number || ' ' || city || ' ' || url FROM center ORDER BY pos",
	    "machinery 1 Laredo /centers/machinery/;apparel 2 San Jose /centers/apparel/" },
	{ "SELECT mailbox FROM center ORDER BY pos", "machines@cbp.example;NULL" },
	/* Rules with what to cite: each source with its date, and the newest date. */
	{ "SELECT from_code || '-' || to_code || ' ' || center || ' ' || basis FROM rule "
	  "ORDER BY length(from_code), from_code",
	    "61-61 apparel industry-scope;84-84 machinery inferred;8452-8452 apparel stated" },
	{ "SELECT source FROM rule ORDER BY length(from_code), from_code",
	    "A notice (2013-04-04); A report (2016);A brochure;A notice (2013-04-04)" },
	{ "SELECT source_date FROM rule ORDER BY length(from_code), from_code",
	    "2016;NULL;2013-04-04" },
	{ "SELECT note FROM rule ORDER BY length(from_code), from_code", "NULL;NULL;Sewing." },
	{ "SELECT number || ' ' || title || ' ' || section FROM chapter ORDER BY number",
	    "61 Clothing XI;84 Machines XVI" },
	/* Headings by code, numbered without gaps: their number is their place. */
	{ "SELECT id || ' ' || code || ' ' || title FROM heading ORDER BY id",
	    "1 6109 T-shirts and tank tops;2 6110 Sweaters;3 8450 Washing machines;"
	    "4 8452 Sewing machines" },
	/* "yarn scales" is added, since scales are no scale; rag scales have a heading of their own. */
	{ "SELECT heading || ' ' || coalesce(kind, 'name') || ' ' || text FROM name ORDER BY id",
	    "1 name t-shirts;1 name undershirts;1 es camisetas;2 name sweaters;"
	    "2 name leather buttons for sweaters;2 brand Wooly;3 name washing machines;"
	    "3 name rag scales;"
	    "3 also fabric steamers;4 name sewing machines;"
	    "4 name yarn scale;4 name yarn scales;4 name rag scale" },
	{ "SELECT other || ' ' || question FROM name WHERE kind = 'also'",
	    "8452 Does it sew?" },
	{ "SELECT instr(' ' || terms || ' ', ' +tshirt ') > 0 FROM name WHERE text = "
	  "'t-shirts'",
	    "1" },
	{ "SELECT head FROM name WHERE text = 'leather buttons for sweaters'", "button" },
	/* The terms are not said again where they are the text, nor the head where it is the last. */
	{ "SELECT terms FROM name WHERE text = 'sewing machines'", "sewing machin" },
	{ "SELECT head FROM name WHERE text = 'sewing machines'", "NULL" },
	{ "SELECT count(*) FROM name WHERE terms = text", "0" },
	/* Full text: titles, prose and names, as terms; never what is not here. */
	{ "SELECT rowid FROM fts_heading WHERE fts_heading MATCH '\"tank\"'", "1" },
	{ "SELECT rowid FROM fts_heading WHERE fts_heading MATCH '\"collar\"'", "1" },
	{ "SELECT rowid FROM fts_heading WHERE fts_heading MATCH '\"sweater\"'", "2" },
	{ "SELECT count(*) FROM fts_heading WHERE fts_heading MATCH '\"zebrashirt\"'", "0" },
	{ "SELECT kind || ' ' || url FROM page ORDER BY id",
	    "center /centers/machinery/;center /centers/apparel/;faq /faq/what/" },
	{ "SELECT page.url FROM fts_page JOIN page ON page.id = fts_page.rowid "
	  "WHERE fts_page MATCH '\"liquidation\"'",
	    "/faq/what/" },
	{ "SELECT page.url FROM fts_page JOIN page ON page.id = fts_page.rowid "
	  "WHERE fts_page MATCH 'also:\"laredo\"'",
	    "/centers/machinery/" },
	{ "SELECT also FROM page WHERE kind = 'faq'", "Who are they?" },
	{ "SELECT instr(text, '*') FROM page WHERE kind = 'faq'", "0" },
	/* Three ways to write one question make one pin. */
	{ "SELECT terms || ' ' || answer FROM pin WHERE answer = 1 AND terms NOT LIKE "
	  "'%prend%'",
	    "top 1" },
	/* The words of a translation: pinned as Spanish ones, and no words that English is mended to. */
	{ "SELECT count(*) || ' ' || min(answer) FROM pin WHERE terms LIKE '%prend%'", "1 1" },
	{ "SELECT count(*) FROM word WHERE surface LIKE 'prenda%'", "0" },
	{ "SELECT lang || ' ' || answer || ' ' || text FROM answer_in",
	    "es 1 ¿Cuáles prendas?" },
	{ "SELECT lang || ' ' || answer || ' ' || label FROM choice_in ORDER BY pos",
	    "es 1 Ligeras;es 1 De metal" },
	{ "SELECT q.lang || ' ' || n.text || ' ' || q.text FROM question_in q JOIN name n ON "
	  "n.id = q.name",
	    "es fabric steamers ¿Cose?" },
	{ "SELECT count(*) FROM page_in", "0" },
	/* "within": a single word is pinned for any text too, a phrase only for itself. */
	{ "SELECT terms FROM pin WHERE answer = 2 ORDER BY terms",
	    "contraband;goods seal;~contraband" },
	{ "SELECT action || ' ' || text FROM answer ORDER BY id",
	    "ask Which tops?;decline Not us." },
	{ "SELECT instr(html, '<em>tops</em>') > 0 FROM answer WHERE id = 1", "1" },
	{ "SELECT label || ' ' || coalesce(heading, center) FROM choice ORDER BY pos",
	    "Light 6109;Metal machinery" },
	{ "SELECT name || '=' || replace(text, char(1), '#') FROM template ORDER BY name",
	    "find={{query}};shell=#main#" },
	{ "SELECT n FROM word WHERE surface = 'sewing'", "2" },
	{ "SELECT count(*) FROM word WHERE surface IN ('of', 'the', 'zebrashirts')", "0" },
	{ "SELECT count(*) > 0 FROM word WHERE surface = 'liquidation'", "1" },
	/* Spanish words and those of the table of forms are there, but as rare ones. */
	{ "SELECT n FROM word WHERE surface IN ('aubergines', 'camisetas') ORDER BY surface",
	    "1;1" },
};

static void
test_tables(void **state)
{
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		expect(w, expected[i].sql, expected[i].want);
}

/* Written twice, byte for byte the same; an old file is replaced. */
static void
test_same_bytes(void **state)
{
	struct world *w = *state;
	const char *again = in_dir(w, "again.db");
	struct buf one = BUF_INIT, two = BUF_INIT;

	assert_int_equal(fs_write(&w->diag, again, STR("something older")), 0);
	assert_int_equal(index_write(&w->diag, &w->site, &extra, again), 0);
	assert_int_equal(fs_read(&w->diag, &one, in_dir(w, "search.db"), 1u << 24), 0);
	assert_int_equal(fs_read(&w->diag, &two, again, 1u << 24), 0);
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.p, two.p, one.n);
	buf_free(&one);
	buf_free(&two);
}

/* A folder that is not there, two templates of one name: said, not written. */
static void
test_fails(void **state)
{
	const struct index_template twice[] = { templates[0], templates[0] };
	struct index_extra bad = { .release = "r1", .templates = twice, .n_templates = 2 };
	struct world *w = *state;
	struct diag d;

	diag_init(&d);
	assert_int_equal(index_write(&d, &w->site, &extra, in_dir(w, "no/such/search.db")), -1);
	assert_int_equal(d.errors, 1);
	assert_int_equal(index_write(&d, &w->site, &bad, in_dir(w, "bad.db")), -1);
	assert_int_equal(d.errors, 2);
	assert_non_null(strstr(d.msgs[1].loc.file, "bad.db"));
	/* What was left half-written is nobody's index. */
	assert_null(db_open(&d, in_dir(w, "bad.db")));
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_fails),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
