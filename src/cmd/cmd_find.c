/* cmd_find.c - cee find: an answer in a terminal, in the same words as the page. */
#include <getopt.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/limits.h"
#include "cmd/cmd.h"
#include "search/answer_json.h"
#include "search/answer_text.h"

static bool
answered(const struct answer *an)
{
	if (an->kind == ANSWER_QUESTION)
		return an->pages.n > 0;
	return an->label != LABEL_ASK && an->label != LABEL_NONE;
}

static int
find(const char *index, struct str query, bool json)
{
	struct answer_request req = { .q = query };
	struct buf out = BUF_INIT;
	struct store *s;
	struct arena a;
	struct answer an;
	struct diag d;
	int rc = EXIT_ERROR;

	diag_init(&d);
	arena_init(&a, 0);
	s = store_open(&d, index);
	if (s != NULL) {
		answer_make(&an, &a, s, &req);
		if (json)
			answer_json(&out, &a, s, &an);
		else
			answer_text(&out, &a, s, &an);
		(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
		rc = answered(&an) ? EXIT_OK : EXIT_NOTHING;
		if (fflush(stdout) != 0)
			rc = EXIT_ERROR;
	}
	diag_print(&d, stderr);
	store_close(s);
	buf_free(&out);
	arena_free(&a);
	diag_free(&d);
	return rc;
}

int
cmd_find(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	const char *index = NULL;
	struct buf query = BUF_INIT;
	bool json = false;
	int c, rc;

	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'i')
			index = optarg;
		else
			return cmd_usage("find");
	}
	if (optind == argc)
		return cmd_usage("find");
	for (; optind < argc; optind++)
		buf_addf(&query, "%s%s", query.n > 0 ? " " : "", argv[optind]);
	if (query.n > LIMIT_QUERY) {
		(void)fprintf(stderr, "cee: the query is longer than %d bytes\n", LIMIT_QUERY);
		rc = EXIT_ERROR;
	} else {
		rc = find(cmd_index(index), buf_str(&query), json);
	}
	buf_free(&query);
	return rc;
}
