/* What jsonw writes, read by SQLite's JSON functions: a judge that is not ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/escape.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "db/db.h"

struct env {
	struct diag diag;
	struct db *db;
	struct db_stmt *valid, *member;
};

static int
setup(void **state)
{
	struct env *e = calloc(1, sizeof(*e));

	if (e == NULL)
		return -1;
	diag_init(&e->diag);
	e->db = db_create(&e->diag, ":memory:");
	if (e->db == NULL)
		return -1;
	e->valid = db_prepare(&e->diag, e->db, "SELECT json_valid(?1)");
	e->member =
	    db_prepare(&e->diag, e->db, "SELECT json_extract(?1, ?2), json_type(?1, ?2)");
	*state = e;
	return e->valid != NULL && e->member != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	struct env *e = *state;

	db_stmt_free(e->valid);
	db_stmt_free(e->member);
	db_close(e->db);
	diag_free(&e->diag);
	free(e);
	return 0;
}

static void
assert_valid(struct env *e, const struct buf *json)
{
	db_bind_str(e->valid, 1, buf_str(json));
	assert_int_equal(db_step(e->valid), DB_ROW);
	if (db_col_int(e->valid, 0) != 1)
		fail_msg("not JSON: %s", json->p);
	db_reset(e->valid);
}

static void
assert_member(
    struct env *e, const struct buf *json, const char *path, const char *type, struct str value)
{
	db_bind_str(e->member, 1, buf_str(json));
	db_bind_text(e->member, 2, path);
	assert_int_equal(db_step(e->member), DB_ROW);
	assert_string_equal(db_col_text(e->member, 1), type);
	if (!str_eq(db_col_str(e->member, 0), value))
		fail_msg("%s: %s", path, db_col_text(e->member, 0));
	db_reset(e->member);
}

static void
nested(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonw w;
	int i;

	jsonw_init(&w, &b);
	jsonw_object(&w);
	jsonw_kstr(&w, "text", STR("a\"b\\c\n\t\x01</script>\xE2\x80\xA8 \xF0\x9F\x98\x80"));
	jsonw_kint(&w, "int", INT64_MAX);
	jsonw_kreal(&w, "real", -0.125, 3);
	jsonw_kbool(&w, "yes", true);
	jsonw_kcstr(&w, "nothing", NULL);
	jsonw_key(&w, "deep");
	for (i = 0; i < 7; i++) {
		jsonw_array(&w);
		jsonw_object(&w);
		jsonw_key(&w, "d");
	}
	jsonw_cstr(&w, "bottom");
	for (i = 0; i < 14; i++)
		jsonw_end(&w);
	jsonw_kint(&w, "after", -1);
	jsonw_end(&w);
	assert_valid(*state, &b);
	assert_member(*state, &b, "$.text", "text",
	    STR("a\"b\\c\n\t\x01</script>\xE2\x80\xA8 \xF0\x9F\x98\x80"));
	assert_member(*state, &b, "$.int", "integer", STR("9223372036854775807"));
	assert_member(*state, &b, "$.real", "real", STR("-0.125"));
	assert_member(*state, &b, "$.yes", "true", STR("1"));
	assert_member(*state, &b, "$.nothing", "null", STR(""));
	assert_member(
	    *state, &b, "$.deep[0].d[0].d[0].d[0].d[0].d[0].d[0].d", "text", STR("bottom"));
	assert_member(*state, &b, "$.after", "integer", STR("-1"));
	buf_free(&b);
}

/* Every pair of bytes in a string: valid, and the same text again where it was UTF-8. */
static void
any_bytes(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonw w;
	char in[2];
	int i;

	for (i = 0; i < 65536; i++) {
		struct str s = { in, 2 };

		in[0] = (char)(i >> 8);
		in[1] = (char)(i & 255);
		buf_clear(&b);
		jsonw_init(&w, &b);
		jsonw_array(&w);
		jsonw_str(&w, s);
		jsonw_end(&w);
		assert_valid(*state, &b);
		assert_int_equal(utf8_valid(buf_str(&b)), b.n);
		/* SQLite ends its own strings at a NUL. */
		if (utf8_valid(s) == 2 && in[0] != '\0' && in[1] != '\0')
			assert_member(*state, &b, "$[0]", "text", s);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nested),
		cmocka_unit_test(any_bytes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
