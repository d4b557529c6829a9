/* cmd_coverage.c - cee coverage: how much is written about each chapter and each Center. */
#include <getopt.h>
#include <stdio.h>

#include "base/buf.h"
#include "cmd/check_coverage.h"
#include "cmd/cmd.h"

static int
coverage(struct diag *d, const char *content, const char *at_text, bool json)
{
	struct judge_rows rows;
	struct buf out = BUF_INIT;
	struct site site;
	struct arena a;
	struct jsonw w;
	int64_t at;
	int rc;

	if (cmd_time(d, at_text, &at) != 0)
		return -1;
	arena_init(&a, 0);
	rc = site_load(d, &site, content, at);
	if (rc == 0) {
		judge_coverage(&rows, &a, &site);
		if (json) {
			jsonw_init(&w, &out);
			jsonw_object(&w);
			jsonw_key(&w, "coverage");
			check_coverage_json(&w, &rows);
			jsonw_end(&w);
			buf_addc(&out, '\n');
		} else {
			check_coverage_text(&out, &rows);
		}
		(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
		if (fflush(stdout) != 0)
			rc = -1;
	}
	site_free(&site);
	arena_free(&a);
	buf_free(&out);
	return rc;
}

int
cmd_coverage(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "content", required_argument, NULL, 'c' },
		{ "at", required_argument, NULL, 'a' },
		{ NULL, 0, NULL, 0 },
	};
	const char *content = "content", *at_text = NULL;
	bool json = false;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'j':
			json = true;
			break;
		case 'c':
			content = optarg;
			break;
		case 'a':
			at_text = optarg;
			break;
		default:
			return cmd_usage("coverage");
		}
	}
	if (optind != argc)
		return cmd_usage("coverage");
	diag_init(&d);
	rc = coverage(&d, content, at_text, json);
	if (rc != 0)
		diag_print(&d, stderr);
	diag_free(&d);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}
