/* The tariff schedule's export: read, checked, kept, asked and compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fs.h"
#include "model/tariff_diff.h"
#include "model/tariff_import.h"

#define HEAD "\xEF\xBB\xBFHTS Number,Indent,Description,Unit of Quantity\r\n"

/* Two headings, one of them with no row of its own four digits. */
#define GOODS \
	HEAD "\"7317\",\"0\",\"Nails, tacks and <i>similar</i> things:\",\"\"\r\n" \
	     "\"7317.00.10\",\"1\",\"Thumb tacks\",\"\"\r\n" \
	     "\"\",\"1\",\"Other:\",\"\"\r\n" \
	     "\"7317.00.20.10\",\"2\",\"Of &quot;wire&quot;\",\"[\"\"kg\"\"]\"\r\n" \
	     "\"7317.00.20.20\",\"2\",\"Other,\nof a plate\",\"\"\r\n" \
	     "\"7317.00.30.00\",\"1\",\"Staples\",\"\"\r\n" \
	     "\"7319.00.00\",\"0\",\"Needles\",\"\"\r\n" \
	     "\"\",\"0\",\"Goods brought back:\",\"\"\r\n" \
	     "\"9801.00.10\",\"03\",\"Unchanged\",\"\"\r\n" \
	     "\"\",\"1\",\"Last words\",\"\"\r\n"

struct env {
	struct arena arena;
	struct diag diag;
	struct tariff t;
	int rc;
};

static void
begin(struct env *e, const char *csv)
{
	arena_init(&e->arena, 0);
	diag_init(&e->diag);
	tariff_init(&e->t, &e->arena, "f.csv");
	e->rc = tariff_csv(&e->diag, &e->t, str_of(csv));
	if (e->rc == 0)
		e->rc = tariff_finish(&e->diag, &e->t);
}

static void
end(struct env *e)
{
	diag_free(&e->diag);
	arena_free(&e->arena);
}

/* All rows as "code indent text|". */
static void
assert_rows(const struct tariff *t, const char *want)
{
	struct buf got = BUF_INIT;
	size_t i;

	for (i = 0; i < t->n; i++)
		buf_addf(
		    &got, "%s %u %s|", t->rows[i].code, t->rows[i].indent, t->rows[i].text);
	assert_string_equal(got.p, want);
	buf_free(&got);
}

#define ROWS \
	"7317 0 Nails, tacks and similar things|73170010 1 Thumb tacks| 1 Other|" \
	"7317002010 2 Of \"wire\"|7317002020 2 Other, of a plate|7317003000 1 Staples|" \
	"73190000 0 Needles|"

static void
test_import(void **state)
{
	struct env e;

	(void)state;
	begin(&e, GOODS);
	assert_int_equal(e.rc, 0);
	assert_int_equal(e.diag.n, 0);
	assert_rows(&e.t, ROWS);
	assert_int_equal(e.t.n_headings, 2);
	assert_int_equal(e.t.special, 3);
	assert_int_equal(e.t.rows[4].line, 6); /* its text holds a line break */
	assert_int_equal(e.t.rows[5].line, 8);
	assert_string_equal(e.t.rows[2].heading, "7317");
	end(&e);
}

/* A last row without a number belongs to what it stands below, not to the next heading. */
static void
test_last_row(void **state)
{
	struct env e;

	(void)state;
	begin(&e,
	    HEAD "7317,0,Nails,\n7317.10,1,Tacks,\n,1,Other,\n,2,Of wire,\n7319,0,Needles,\n"
		 ",1,Other,\n,0,Brought back,\n9801.00.10,1,Unchanged,\n");
	assert_int_equal(e.rc, 0);
	assert_rows(
	    &e.t, "7317 0 Nails|731710 1 Tacks| 1 Other| 2 Of wire|7319 0 Needles| 1 Other|");
	assert_string_equal(e.t.rows[2].heading, "7317");
	assert_string_equal(e.t.rows[3].heading, "7317");
	assert_string_equal(e.t.rows[5].heading, "7319");
	assert_int_equal(e.t.special, 2);
	end(&e);
}

/* Every way for an export to be wrong, each with the line that it is on. */
static void
test_errors(void **state)
{
	static const struct {
		const char *csv;
		unsigned line;
		const char *message;
	} cases[] = {
		{ "", 0, "the file is empty" },
		{ "HTS,Indent,Description\n", 1, "no column \"HTS Number\"" },
		{ "HTS Number,Description\n", 1, "no column \"Indent\"" },
		{ "hts number,indent,Text\n", 1, "no column \"Description\"" },
		{ "HTS Number,Indent,Description\n7317,0\n", 2, "2 fields; expected 3" },
		{ HEAD "7317,0,Nails,\n7317.0,1,Tacks,\n", 3,
		    "\"7317.0\" is no tariff number" },
		{ HEAD "7317,0,Nails,\n<b>,1,Tacks,\n", 3, "\"<b>\" is no tariff number" },
		{ HEAD "7317,x,Nails,\n", 2, "\"x\" is no indent" },
		{ HEAD "7317,,Nails,\n", 2, "no indent" },
		{ HEAD "7317,21,Nails,\n", 2, "\"21\" is no indent" },
		{ HEAD "7317,0,<i></i> : ,\n", 2, "without a description" },
		{ HEAD "7317,0,N\xE4gel,\n", 2, "not UTF-8" },
		{ HEAD "7317,\xE4,Nails,\n", 2, "not UTF-8" },
		{ HEAD "7317.00.10,1,Tacks,\n", 2, "first row has indent 1" },
		{ HEAD "7317,0,Nails,\n,0,Other,\n7319,0,Needles,\n", 3, "without a number" },
		{ HEAD "7317,0,Nails,\n7318.15,1,Screws,\n", 3,
		    "731815 stands under 7317 (line 2)" },
		{ HEAD "7317,0,A,\n,1,B,\n7317.10,2,C,\n7317.20.00,3,D,\n", 5,
		    "73172000 stands under 731710 (line 4)" },
		{ HEAD "7319,0,Needles,\n7317,0,Nails,\n", 3, "7317 stands after 7319" },
		{ HEAD "7317,0,A,\n7317.10,1,B,\n7317.20,1,C,\n7317.10,1,D,\n", 5,
		    "731710 stands on line 3 already" },
		{ HEAD "7317,0,\"Nails,\n", 2, "not closed" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct env e;

		begin(&e, cases[i].csv);
		assert_int_equal(e.rc, -1);
		assert_int_equal(e.diag.errors, 1);
		assert_string_equal(e.diag.msgs[0].loc.file, "f.csv");
		if (e.diag.msgs[0].loc.line != cases[i].line ||
		    strstr(e.diag.msgs[0].text, cases[i].message) == NULL)
			fail_msg("case %zu: %u: %s", i, e.diag.msgs[0].loc.line,
			    e.diag.msgs[0].text);
		end(&e);
	}
}

/* A file of another kind is not answered with a message for each of its lines. */
static void
test_many_errors(void **state)
{
	struct buf csv = BUF_INIT;
	struct env e;
	int i;

	(void)state;
	buf_adds(&csv, HEAD);
	for (i = 0; i < 1000; i++)
		buf_adds(&csv, "x,0,y,\n");
	begin(&e, csv.p);
	assert_int_equal(e.rc, -1);
	assert_int_equal(e.diag.errors, 40);
	assert_non_null(strstr(e.diag.msgs[39].text, "and more of the kind"));
	end(&e);
	buf_free(&csv);
}

static void
test_doubts(void **state)
{
	struct env e;

	(void)state;
	begin(&e, HEAD "7317,0,A,\n7317.10,2,B,\n7317.20,2,C,\n7317.30,1,D,\n");
	assert_int_equal(e.rc, 0);
	tariff_doubts(&e.diag, &e.t);
	assert_int_equal(e.diag.warnings, 1);
	assert_int_equal(e.diag.msgs[0].loc.line, 3);
	assert_string_equal(e.diag.msgs[0].text, "the indent goes from 0 to 2");
	end(&e);
}

static void
test_meaning(void **state)
{
	struct buf b = BUF_INIT;
	struct env e;
	size_t n, first;

	(void)state;
	begin(&e, GOODS);
	tariff_meaning(&b, &e.t, 3);
	assert_string_equal(b.p, "Nails, tacks and similar things > Other > Of \"wire\"");
	buf_clear(&b);
	tariff_title(&b, &e.t, 3);
	assert_string_equal(b.p, "Other > Of \"wire\"");
	first = tariff_heading(&e.t, "7317", &n);
	assert_int_equal(first, 0);
	assert_int_equal(n, 6);
	first = tariff_heading(&e.t, "7319", &n);
	assert_int_equal(first, 6);
	assert_int_equal(n, 1);
	(void)tariff_heading(&e.t, "7318", &n);
	assert_int_equal(n, 0);
	end(&e);
	buf_free(&b);
}

/* Each number that a row has or begins, with the row that says what it is. */
static void
test_lines(void **state)
{
	struct buf got = BUF_INIT;
	struct tariff_line *v;
	struct env e;
	size_t i, n;

	(void)state;
	begin(&e,
	    HEAD "7317,0,Nails,\n7317.00.10,1,Tacks,\n,1,Other,\n"
		 "7317.00.20.10,2,Wire,\n7317.00.20.20,2,Plate,\n7317.00.30.00,1,Staples,\n"
		 "7320.10.00.10,0,Springs,\n7320.10.00.20,0,Leaves,\n");
	assert_int_equal(e.rc, 0);
	v = tariff_lines(&e.arena, &e.t, &n);
	for (i = 0; i < n; i++)
		buf_addf(&got, "%s=%s|", v[i].code,
		    v[i].row != TARIFF_NONE ? e.t.rows[v[i].row].text : "-");
	assert_string_equal(got.p,
	    "731700=Nails|73170010=Tacks|73170020=Other|7317002010=Wire|7317002020=Plate|"
	    "73170030=Staples|7317003000=Staples|732010=-|73201000=-|7320100010=Springs|"
	    "7320100020=Leaves|");
	end(&e);
	buf_free(&got);
}

static void
test_kept(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct tariff again;
	struct env e;

	(void)state;
	begin(&e, GOODS);
	e.t.edition = "Edition 4";
	e.t.source = "x.csv";
	e.t.sha256 = "00ff";
	e.t.imported = (struct date){ 2026, 11, 21 };
	tariff_write(&one, &e.t);
	assert_int_equal(tariff_format(buf_str(&one)), TARIFF_KEPT);
	tariff_init(&again, &e.arena, "lines.tsv");
	assert_int_equal(tariff_read(&e.diag, &again, buf_str(&one)), 0);
	assert_rows(&again, ROWS);
	assert_string_equal(again.edition, "Edition 4");
	assert_int_equal(again.n_headings, 2);
	tariff_write(&two, &again);
	assert_string_equal(one.p, two.p);
	end(&e);
	buf_free(&one);
	buf_free(&two);
}

static void
test_damaged(void **state)
{
#define KEPT "cee-hts 1\nedition\tE\nsource\ts\nsha256\t0\nimported\t2026-01-02\n"
	static const struct {
		const char *text;
		unsigned line;
	} cases[] = {
		{ "", 0 },
		{ "cee-hts 1\n", 0 },
		{ "cee-hts 2\nedition\tE\nsource\ts\nsha256\t0\nimported\t2026-01-02\n", 0 },
		{ KEPT, 0 },
		{ KEPT "code\tindent\ttext\n", 0 }, /* nothing */
		{ KEPT "code\tindent\ttext\n9955\t0\tSpecial\n", 0 },
		{ KEPT "code\tindent\n7317\t0\tNails\n", 0 },
		{ "cee-hts 1\nedition\tE\nsource\ts\nsha256\t0\nimported\tsoon\n"
		  "code\tindent\ttext\n",
		    0 },
		{ KEPT "code\tindent\ttext\n7317\t0\tNails\n\n", 8 },
		{ KEPT "code\tindent\ttext\n7317\t0\tNails\n731\t1\tTa", 8 },
		{ KEPT "code\tindent\ttext\n7317\t0\tNails\n73171000", 8 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct env e;

		begin(&e, HEAD "7317,0,Nails,\n");
		tariff_init(&e.t, &e.arena, "lines.tsv");
		assert_int_equal(tariff_read(&e.diag, &e.t, str_of(cases[i].text)), -1);
		assert_int_equal(e.diag.errors, 1);
		assert_int_equal(e.diag.msgs[0].loc.line, cases[i].line);
		end(&e);
	}
}

static void
test_format(void **state)
{
	static const struct {
		const char *text;
		enum tariff_format want;
	} cases[] = {
		{ "HTS Number,Indent,Description\n", TARIFF_CSV },
		{ "\xEF\xBB\xBFHTS Number", TARIFF_CSV },
		{ " [\n", TARIFF_JSON },
		{ "\xEF\xBB\xBF[]", TARIFF_JSON },
		{ "{}", TARIFF_JSON },
		{ "cee-hts 1\n", TARIFF_KEPT },
		{ "", TARIFF_OTHER },
		{ " \n", TARIFF_OTHER },
		{ "PK\x03\x04rest", TARIFF_OTHER },
		{ "<!doctype html>", TARIFF_OTHER },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(tariff_format(str_of(cases[i].text)), cases[i].want);
	assert_int_equal(tariff_format((struct str){ "H\0T\0", 4 }), TARIFF_OTHER);
}

/* A site of headings 7317, 7318, ... by N; a rule gives a Center to all or, for none, to nothing. */
static void
make_site(struct site *site, struct chapter *c, struct heading *h, struct rule *r, size_t n)
{
	size_t i;

	memset(site, 0, sizeof(*site));
	memset(c, 0, sizeof(*c));
	memset(h, 0, n * sizeof(*h));
	*r = (struct rule){ .from = "7317", .to = "7317", .len = 4 };
	for (i = 0; i < n; i++) {
		memcpy(h[i].code, "73", 2);
		h[i].code[2] = (char)('0' + (17 + i) / 10);
		h[i].code[3] = (char)('0' + (17 + i) % 10);
	}
	memcpy(c->number, "73", 3);
	c->headings = h;
	c->n_headings = n;
	site->chapters = c;
	site->n_chapters = 1;
	site->rules = r;
	site->n_rules = 1;
}

static void
test_known(void **state)
{
	struct heading h[10];
	struct chapter c;
	struct site site;
	struct rule r;
	struct env e;

	(void)state;
	begin(&e, GOODS);
	make_site(&site, &c, h, &r, 1);
	assert_int_equal(tariff_known(&e.diag, &e.t, &site), 0);
	make_site(&site, &c, h, &r, 10);
	assert_int_equal(tariff_known(&e.diag, &e.t, &site), -1);
	assert_non_null(strstr(e.diag.msgs[0].text, "holds 2 of the 10 headings"));
	site.n_chapters = 0;
	assert_int_equal(tariff_known(&e.diag, &e.t, &site), -1);
	end(&e);
}

static void
test_diff(void **state)
{
	struct env old, new;
	struct tariff_diff d;
	struct buf got = BUF_INIT;
	struct strings codes;
	struct heading h[2];
	struct chapter c;
	struct site site;
	struct rule r;
	size_t i;

	(void)state;
	begin(&old, HEAD "7317,0,Nails,\n7317.10,1,Tacks,\n,1,Other,\n7317.20,2,Wire,\n"
			 "7317.30,2,Plate,\n7319,0,Needles,\n");
	/* Another heading text says nothing of its lines; an unnumbered row's does. */
	begin(&new,
	    HEAD "7317,0,Nails and tacks:,\n7317.10,1,Tacks,\n,1,Others,\n"
		 "7317.20,2,Wire,\n7317.40,2,Plate,\n7319,0,Needles,\n7320,0,Springs,\n");
	tariff_compare(&d, &new.arena, &old.t, &new.t);
	for (i = 0; i < d.n; i++)
		buf_addf(&got, "%s>%s|",
		    d.v[i].old != TARIFF_NONE ? old.t.rows[d.v[i].old].code : "",
		    d.v[i].new != TARIFF_NONE ? new.t.rows[d.v[i].new].code : "");
	assert_string_equal(got.p, "7317>7317|731720>731720|731730>|>731740|>7320|");
	assert_int_equal(d.n_new, 2);
	assert_int_equal(d.n_gone, 1);
	assert_int_equal(d.n_retitled, 2);
	tariff_compare(&d, &new.arena, &new.t, &new.t);
	assert_int_equal(d.n, 0);
	make_site(&site, &c, h, &r, 1);
	codes = tariff_unknown(&new.arena, &new.t, &site, true);
	assert_int_equal(codes.n, 2);
	assert_string_equal(codes.v[0], "7319");
	r.to[3] = '9';
	codes = tariff_unknown(&new.arena, &new.t, &site, true);
	assert_int_equal(codes.n, 1);
	assert_string_equal(codes.v[0], "7320");
	codes = tariff_unknown(&new.arena, &new.t, &site, false);
	assert_int_equal(codes.n, 2);
	buf_free(&got);
	end(&old);
	end(&new);
}

static void
test_load(void **state)
{
	char dir[] = "/tmp/cee-tariff-XXXXXX";
	struct site site = { .n_pages = 0 };
	struct buf b = BUF_INIT;
	const char *path;
	struct env e;

	(void)state;
	assert_non_null(mkdtemp(dir));
	begin(&e, GOODS);
	arena_init(&site.arena, 0);
	site.root = dir;
	assert_int_equal(tariff_load(&e.diag, &site), 0);
	assert_null(site.tariff);
	path = tariff_path(&site.arena, dir);
	e.t.imported = (struct date){ 2026, 11, 21 };
	tariff_write(&b, &e.t);
	assert_int_equal(fs_mkdirs_for(&e.diag, path), 0);
	assert_int_equal(fs_write(&e.diag, path, buf_str(&b)), 0);
	assert_int_equal(tariff_load(&e.diag, &site), 0);
	assert_non_null(site.tariff);
	assert_int_equal(site.tariff->n, 7);
	site.tariff = NULL;
	assert_int_equal(fs_write(&e.diag, path, STR("rubbish")), 0);
	assert_int_equal(tariff_load(&e.diag, &site), -1);
	assert_null(site.tariff);
	assert_non_null(strstr(e.diag.msgs[1].text, "import it again"));
	arena_free(&site.arena);
	assert_int_equal(fs_remove(&e.diag, dir), 0);
	buf_free(&b);
	end(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_import),
		cmocka_unit_test(test_last_row),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_many_errors),
		cmocka_unit_test(test_doubts),
		cmocka_unit_test(test_meaning),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_diff),
		cmocka_unit_test(test_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
