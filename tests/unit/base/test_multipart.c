/* multipart/form-data: what browsers send, and what nobody should. */
#include "vectors.h"

#include "base/buf.h"
#include "base/multipart.h"

#define TYPE "multipart/form-data; boundary=XX"
#define HEAD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"

static const struct {
	const char *type, *body;
	const char *
	    parts; /* "name=body;" of each, a file name after the name; NULL: refused at once */
	const char *error; /* a part of it; NULL: sound */
} cases[] = {
	{ TYPE, "--XX\r\n" HEAD("list") "6109\r\n--XX--\r\n", "list=6109;", NULL },
	{ TYPE, "--XX\r\n" HEAD("a") "1\r\n--XX\r\n" HEAD("b") "2\r\n--XX--", "a=1;b=2;",
	    NULL },
	{ TYPE, "--XX\r\n" HEAD("a") "\r\n--XX--\r\n", "a=;", NULL },
	{ TYPE, "--XX\r\n" HEAD("a") "--XX--\r\n", "a=;", NULL }, /* not even its line break */
	{ TYPE, "--XX\r\n" HEAD("a") "1\r\n2\r\n\r\n--XX--\r\n", "a=1\r\n2\r\n;", NULL },
	{ TYPE, "preamble\r\n--XX\r\n" HEAD("a") "1\r\n--XX--\r\nepilogue", "a=1;", NULL },
	{ TYPE, "--XX \t\r\n" HEAD("a") "1\r\n--XX  \r\n" HEAD("b") "2\r\n--XX--", "a=1;b=2;",
	    NULL },
	{ TYPE, "--XX\r\n" HEAD("a") "1\r\n--XXY\r\n2--XX\r\n--XX--", "a=1\r\n--XXY\r\n2--XX;",
	    NULL },
	{ "multipart/form-data; charset=x; BOUNDARY=\"X X\"",
	    "--X X\r\n" HEAD("a") "1\r\n--X X--", "a=1;", NULL },
	{ TYPE,
	    "--XX\r\ncontent-disposition: form-data; name=file; filename=\"a;b.csv\"\r\n"
	    "CONTENT-TYPE: text/csv\r\n\r\n6109\r\n--XX--",
	    "file[a;b.csv]=6109;", NULL },
	{ TYPE,
	    "--XX\r\nContent-Disposition: form-data; filename=\"a\\\"b.csv\"; "
	    "name=\"f\"\r\n\r\n1\r\n--XX--",
	    "f[a\\\"b.csv]=1;", NULL },
	{ TYPE, "--XX--\r\n", "", NULL },
	{ "multipart/form-data", "--XX\r\n" HEAD("a") "1\r\n--XX--", NULL, "no boundary" },
	{ "multipart/form-data; boundary=", "--\r\n", NULL, "no boundary" },
	{ "multipart/form-data; boundary=\"XX", "--XX\r\n", NULL, "no boundary" },
	{ "multipart/form-data; boundary="
	  "12345678901234567890123456789012345678901234567890123456789012345678901",
	    "x", NULL, "no boundary" },
	{ TYPE, "", NULL, "nowhere" },
	{ TYPE, "--X", NULL, "nowhere" },
	{ TYPE, "list=6109", NULL, "nowhere" },
	{ TYPE, "x--XX\r\n" HEAD("a") "1\r\n", NULL, "nowhere" },
	{ TYPE, "--XX\r\n" HEAD("a") "1\r\n", "", "cut off" },
	{ TYPE, "--XX\r\n" HEAD("a") "1\r\n--X", "", "cut off" },
	{ TYPE, "--XX\r\n" HEAD("a") "1\r\n--XX\r\n" HEAD("b") "2", "a=1;", "cut off" },
	{ TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\"", "",
	    "within its headers" },
	{ TYPE, "--XX\r\n\r\n1\r\n--XX--", "", "no name" },
	{ TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--XX--", "",
	    "no name" },
	{ TYPE,
	    "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n"
	    "Content-Type: Multipart/mixed; boundary=YY\r\n\r\n--YY\r\n\r\n--YY--\r\n--XX--",
	    "", "another form" },
};

static void
read_all(struct buf *out, struct multipart *m)
{
	struct part p;

	while (multipart_next(m, &p)) {
		buf_addstr(out, p.name);
		if (p.filename.n > 0)
			buf_addf(out, "[%.*s]", (int)p.filename.n, p.filename.p);
		buf_addf(out, "=%.*s;", (int)p.body.n, p.body.p);
	}
}

static void
test_cases(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT;
		struct multipart m;
		bool good = multipart_init(&m, str_of(cases[i].type), str_of(cases[i].body));

		assert_true(good == (cases[i].parts != NULL));
		read_all(&b, &m);
		if (cases[i].parts != NULL && strcmp(b.p, cases[i].parts) != 0)
			fail_msg("case %zu: %s", i, b.p);
		if ((m.error == NULL) != (cases[i].error == NULL) ||
		    (m.error != NULL && strstr(m.error, cases[i].error) == NULL))
			fail_msg("case %zu: %s", i, m.error != NULL ? m.error : "no error");
		buf_free(&b);
	}
}

static void
test_limits(void **state)
{
	struct buf b = BUF_INIT, out = BUF_INIT;
	struct multipart m;
	size_t i;

	(void)state;
	for (i = 0; i <= MULTIPART_PARTS; i++)
		buf_adds(&b, "--XX\r\n" HEAD("a") "1\r\n");
	buf_adds(&b, "--XX--");
	assert_true(multipart_init(&m, STR(TYPE), buf_str(&b)));
	read_all(&out, &m);
	assert_int_equal(out.n, 4 * MULTIPART_PARTS);
	assert_non_null(strstr(m.error, "too many"));

	buf_clear(&b);
	buf_adds(&b, "--XX\r\nX-Long: ");
	for (i = 0; i < MULTIPART_HEADERS; i++)
		buf_addc(&b, 'x');
	buf_adds(&b, "\r\n" HEAD("a") "1\r\n--XX--");
	assert_true(multipart_init(&m, STR(TYPE), buf_str(&b)));
	buf_clear(&out);
	read_all(&out, &m);
	assert_int_equal(out.n, 0);
	assert_non_null(strstr(m.error, "too long"));
	buf_free(&b);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
