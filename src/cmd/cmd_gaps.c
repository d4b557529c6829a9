/* cmd_gaps.c - cee gaps: what people failed to find, and the lines that mend it. */
#include <getopt.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/date.h"
#include "cmd/cmd.h"
#include "cmd/gaps_report.h"

#define MIN_LEAST 2 /* what one person typed once is nobody else's business */
#define MIN_MOST 100000

static int
report(struct diag *d, const char *index, const struct gaps_request *req, bool json)
{
	struct store *s = store_open(d, index);
	struct buf out = BUF_INIT;
	struct gaps_report r;
	struct arena a;
	int rc = EXIT_ERROR;

	if (s == NULL)
		return rc;
	arena_init(&a, 0);
	if (gaps_report_make(&r, d, &a, s, req) == 0) {
		if (json)
			gaps_report_json(&out, &a, &r);
		else
			gaps_report_text(&out, &a, &r);
		(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
		rc = fflush(stdout) != 0 ? EXIT_ERROR : r.n > 0 ? EXIT_OK : EXIT_NOTHING;
	}
	arena_free(&a);
	buf_free(&out);
	store_close(s);
	return rc;
}

static int
prune(struct diag *d, char *const *paths, size_t n, const char *at_text)
{
	int64_t at;
	size_t i, dropped;
	int rc = EXIT_OK;

	if (cmd_time(d, at_text, &at) != 0)
		return EXIT_ERROR;
	for (i = 0; i < n; i++) {
		if (gaps_prune(d, paths[i], at / 86400, &dropped) != 0)
			rc = EXIT_ERROR;
		else
			printf("%s: %zu records removed\n", paths[i], dropped);
	}
	return fflush(stdout) != 0 ? EXIT_ERROR : rc;
}

static bool
read_day(const char *text, int64_t *out)
{
	struct date d;

	if (!date_parse(str_of(text), &d) || d.day == 0)
		return false;
	*out = date_days(d);
	return true;
}

int
cmd_gaps(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ "content", required_argument, NULL, 'c' },
		{ "since", required_argument, NULL, 's' },
		{ "min", required_argument, NULL, 'm' },
		{ "prune", no_argument, NULL, 'p' },
		{ "at", required_argument, NULL, 'a' },
		{ NULL, 0, NULL, 0 },
	};
	struct gaps_request req = { .min = GAPS_MIN, .content = "content" };
	const char *index = NULL, *at = NULL;
	bool json = false, pruning = false;
	unsigned long v;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'i')
			index = optarg;
		else if (c == 'c')
			req.content = optarg;
		else if (c == 's' && read_day(optarg, &req.since))
			continue;
		else if (c == 'm' && str_to_uint(str_of(optarg), MIN_MOST, &v) &&
			 v >= MIN_LEAST)
			req.min = (unsigned)v;
		else if (c == 'p')
			pruning = true;
		else if (c == 'a')
			at = optarg;
		else
			return cmd_usage("gaps");
	}
	if (optind == argc)
		return cmd_usage("gaps");
	req.paths = argv + optind;
	req.n_paths = (size_t)(argc - optind);
	diag_init(&d);
	rc = pruning ? prune(&d, req.paths, req.n_paths, at)
		     : report(&d, cmd_index(index), &req, json);
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
