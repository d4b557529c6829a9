/*
 * fuzz_codes.c - any bytes as a list of codes, as one field and as a query.
 *
 * Whatever comes in: every line has a status of its own and what belongs to it; the lines of the
 * Centers' totals sum to the good ones, their shares to one; the reply is valid JSON for SQLite;
 * one line more spoils none of those before it.
 */
#include "../unit/search/fixture_db.h"
#include "fuzz.h"
#include "search/answer_json.h"
#include "search/codes.h"

static struct store *store;
static struct db_stmt *is_json;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char path[] = "/tmp/fuzz-codes-XXXXXX";
	int fd = mkstemp(path);
	struct diag d;

	(void)argc;
	(void)argv;
	check(fd >= 0 && close(fd) == 0, "a temporary file");
	fixture_db_write(path, "r1", NULL);
	diag_init(&d);
	store = store_open(&d, path);
	check(store != NULL, "the index opens");
	is_json = db_prepare(&d, store->db, "SELECT json_valid(?)");
	check(unlink(path) == 0, "the file goes, the open index stays");
	diag_free(&d);
	return 0;
}

static void
check_line(const struct code_line *l)
{
	size_t i, n = strlen(l->code);

	check(l->status >= CODE_OK && l->status <= CODE_INVALID, "a status that we know");
	check(code_status_name(l->status)[0] != '\0', "with a name");
	for (i = 0; i < n; i++)
		check(ascii_isdigit(l->code[i]), "a code is digits");
	check((n == 0) == (l->status == CODE_INVALID), "a code, unless it is none");
	check(n == 0 || n == 2 || (n >= 4 && n <= 10), "as many digits as a code has");
	check(l->rule == NULL || l->status == CODE_OK ||
		  (l->status == CODE_UNKNOWN && l->note != NULL),
	    "only a good code has a Center, or one of an earlier edition");
	check(l->heading == NULL || strncmp(l->heading->code, l->code, 4) == 0,
	    "its own heading");
	check(l->rule != NULL || l->note != NULL, "without a Center, a reason");
	check(!l->has_quantity || l->quantity >= 0, "a quantity is one");
	check(!l->has_value || l->value >= 0, "a value is one");
}

static void
check_codes(const struct codes *c)
{
	size_t i, placed = 0, lines = 0;
	double share = 0;

	check(c->n <= LIMIT_CODE_LINES, "no more lines than the limit");
	for (i = 0; i < c->n; i++) {
		check_line(&c->lines[i]);
		check(i == 0 || c->lines[i].line >= c->lines[i - 1].line, "in the order given");
		placed += c->lines[i].rule != NULL;
	}
	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];

		check(t->lines > 0, "only Centers that have a line");
		check(i == 0 || t->lines <= c->totals[i - 1].lines, "most lines first");
		check(t->quantity_share >= 0 && t->quantity_share <= 1.000001, "a share");
		check(t->value_share >= 0 && t->value_share <= 1.000001, "a share");
		lines += t->lines;
		share += t->lines_share;
	}
	check(placed == c->good, "good lines are those with a Center");
	check(lines == c->good, "the totals sum to the good lines");
	check(c->good == 0 || (share > 0.999 && share < 1.001), "shares make one");
}

static void
check_json(const struct codes *c)
{
	struct buf b = BUF_INIT;

	codes_json(&b, store, c);
	db_bind_str(is_json, 1, buf_str(&b));
	check(
	    db_step(is_json) == DB_ROW && db_col_int(is_json, 0) == 1, "SQLite reads the JSON");
	db_reset(is_json);
	buf_free(&b);
}

/*
 * LIST and a line after it: what stood before is read the same.  Separators, quotes and names of columns
 * could make another table of the whole, so only lists without them must hold to it.
 */
static void
check_one_more(struct arena *a, const struct codes *before, struct str list)
{
	struct buf b = BUF_INIT;
	struct codes c;
	size_t i;

	for (i = 0; i < list.n; i++)
		if (memchr("0123456789.- \n", list.p[i], 14) == NULL)
			return;
	buf_addstr(&b, list);
	buf_adds(&b, "\n6109.10,1,2");
	codes_read(&c, a, store, buf_str(&b));
	check(c.n >= before->n || before->n == 1, "no line is lost, but for a header");
	for (i = 0; c.n == before->n + 1 && i < before->n; i++) {
		check(c.lines[i].line == before->lines[i].line, "the same line");
		check(c.lines[i].status == before->lines[i].status, "the same status");
		check(strcmp(c.lines[i].code, before->lines[i].code) == 0, "the same code");
	}
	check(c.truncated || strcmp(c.lines[c.n - 1].code, "610910") == 0,
	    "the line more is read");
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	struct code_line line;
	struct codes c;
	struct arena a;

	arena_init(&a, 0);
	code_read(&line, &a, store, text);
	check_line(&line);
	codes_read(&c, &a, store, text);
	check_codes(&c);
	check_json(&c);
	check_one_more(&a, &c, text);
	if (codes_in_query(&c, &a, store, text)) {
		check(c.n > 0, "codes are some");
		check_codes(&c);
		check_json(&c);
	}
	arena_free(&a);
	return 0;
}
