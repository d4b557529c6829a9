/*
 * fuzz_query.c - any bytes as a query, and what follows a newline as an answer to our question.
 *
 * Whatever comes in: SQLite takes every match expression; an answer is made and keeps its
 * promises (shares, order, limits); the reply is valid JSON for SQLite; the page is made, and
 * nothing of the query stands in it as markup; the same question gives the same answer.
 */
#include "../unit/search/fixture_db.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "search/answer_json.h"
#include "search/api.h"
#include "search/suggest.h"

static struct api *api;
static struct db_stmt *accepts_terms, *accepts_pages, *is_json;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char path[] = "/tmp/fuzz-query-XXXXXX";
	int fd = mkstemp(path);
	struct diag d;
	struct db *db;

	(void)argc;
	(void)argv;
	check(fd >= 0 && close(fd) == 0, "a temporary file");
	fixture_db_write(path, "r1", NULL);
	diag_init(&d);
	api = api_open(&d, path);
	check(api != NULL, "the index opens");
	/* The same question is asked twice, on a machine that does something else as well. */
	((struct store *)(uintptr_t)api_store(api))->patience_ms = 0;
	db = api_store(api)->db;
	accepts_terms =
	    db_prepare(&d, db, "SELECT count(*) FROM fts_heading WHERE fts_heading MATCH ?");
	accepts_pages =
	    db_prepare(&d, db, "SELECT count(*) FROM fts_page WHERE fts_page MATCH ?");
	is_json = db_prepare(&d, db, "SELECT json_valid(?)");
	check(unlink(path) == 0, "the file goes, the open index stays");
	diag_free(&d);
	return 0;
}

static int64_t
value_of(struct db_stmt *s, const struct buf *b)
{
	int64_t v = -1;

	db_bind_str(s, 1, buf_str(b));
	if (db_step(s) == DB_ROW)
		v = db_col_int(s, 0);
	db_reset(s);
	return v;
}

static void
check_match(struct arena *a, struct str text)
{
	struct buf b = BUF_INIT;
	struct query q;

	query_read(&q, a, api_store(api), text, NULL, 0);
	check(q.n_content <= LIMIT_SEARCH_WORDS, "few enough words are searched");
	query_match(&b, &q);
	check(b.n == 0 || value_of(accepts_terms, &b) >= 0, "SQLite takes the terms");
	buf_clear(&b);
	query_match_pages(&b, a, api_store(api), &q);
	check(b.n == 0 || value_of(accepts_pages, &b) >= 0, "SQLite takes the words");
	buf_free(&b);
}

static void
check_answer(const struct answer *an)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < an->n_centers; i++) {
		check(an->centers[i].center != NULL, "each Center is one");
		check(i == 0 || an->centers[i].share <= an->centers[i - 1].share, "best first");
		sum += an->centers[i].share;
	}
	check(an->n_centers == 0 || (sum > 0.999 && sum < 1.001), "shares make one");
	check(an->n_headings <= ANSWER_HEADINGS, "as many headings as promised");
	for (i = 0; i < an->n_headings; i++)
		check(an->headings[i].heading != NULL && an->headings[i].rule != NULL &&
			  an->headings[i].code != NULL,
		    "each heading has a rule and a code");
	check(an->label != LABEL_ASK || an->n_choices > 0, "who asks gives choices");
	check(an->kind != ANSWER_CODE || an->codes.n == 1, "one code");
	check(an->kind != ANSWER_CODES || an->codes.n > 1, "several codes");
	for (i = 0; i < an->n_corrections; i++)
		check(an->corrections[i].to[0] != '\0', "a correction corrects");
}

/* The same request through the front: JSON and page. */
static void
check_replies(struct str q, struct str is)
{
	struct buf query = BUF_INIT;
	struct msg_request req = { .method = STR("GET") };
	struct msg_response r;

	buf_adds(&query, "q=");
	escape_url_arg(&query, q);
	buf_adds(&query, "&is=");
	escape_url_arg(&query, is);
	req.query = buf_str(&query);
	req.path = STR("/api/v1/find");
	msg_response_init(&r);
	api_handle(api, &req, &r);
	check(r.status == 200 || r.status == 400 || r.status == 414, "a status that we know");
	check(value_of(is_json, &r.body) == 1, "SQLite reads the JSON");
	msg_response_free(&r);
	req.path = STR("/find/");
	msg_response_init(&r);
	api_handle(api, &req, &r);
	check(r.status == 200 || r.status == 400 || r.status == 414, "a page is made");
	check(utf8_valid(buf_str(&r.body)) == r.body.n, "the page is UTF-8");
	check(str_find(buf_str(&r.body), "<script") == r.body.n, "no markup of visitors");
	msg_response_free(&r);
	buf_free(&query);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = { (const char *)data, n }, q = { "", 0 };
	struct suggestion suggestions[SUGGEST_MAX];
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct answer_request req;
	struct answer an;
	struct arena a;

	if (n > LIMIT_QUERY)
		return 0;
	arena_init(&a, 0);
	(void)str_split(&rest, '\n', &q);
	check_match(&a, q);
	req = (struct answer_request){ .q = q, .is = rest };
	answer_make(&an, &a, api_store(api), &req);
	if (!an.timed_out) {
		check_answer(&an);
		answer_json(&one, &a, api_store(api), &an);
		answer_make(&an, &a, api_store(api), &req);
		answer_json(&two, &a, api_store(api), &an);
		check(an.timed_out || str_eq(buf_str(&one), buf_str(&two)), "the same again");
	}
	check_replies(q, rest);
	check(suggest_find(suggestions, &a, api_store(api), q) <= SUGGEST_MAX, "ten at most");
	buf_free(&one);
	buf_free(&two);
	arena_free(&a);
	return 0;
}
