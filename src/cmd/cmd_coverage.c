/* cmd_coverage.c - cee coverage: how much is written about each chapter, and what is missing. */
#include <getopt.h>
#include <stdio.h>

#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/coverage_print.h"

struct request {
	const char *content, *at, *index, *html; /* NULL: not given */
	bool json;
};

static int
print(struct diag *d, const struct request *r, const struct coverage *c)
{
	struct buf out = BUF_INIT;
	int rc = 0;

	if (r->html != NULL) {
		coverage_html(&out, c, NULL);
		rc = fs_write(d, r->html, buf_str(&out));
		if (rc == 0)
			printf("wrote %s\n", r->html);
	} else {
		if (r->json)
			coverage_json(&out, c);
		else
			coverage_text(&out, c);
		(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
	}
	if (fflush(stdout) != 0)
		rc = -1;
	buf_free(&out);
	return rc;
}

static int
coverage(struct diag *d, const struct request *r)
{
	struct coverage c;
	struct site site;
	struct arena a;
	int64_t at;
	int rc;

	if (cmd_time(d, r->at, &at) != 0)
		return -1;
	arena_init(&a, 0);
	rc = site_load(d, &site, r->content, at);
	if (rc == 0)
		rc = coverage_make(&c, d, &a, &site, r->index);
	if (rc == 0)
		rc = print(d, r, &c);
	site_free(&site);
	arena_free(&a);
	return rc;
}

int
cmd_coverage(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "html", required_argument, NULL, 'h' },
		{ "index", required_argument, NULL, 'i' },
		{ "content", required_argument, NULL, 'c' },
		{ "at", required_argument, NULL, 'a' },
		{ NULL, 0, NULL, 0 },
	};
	struct request r = { .content = "content" };
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'j':
			r.json = true;
			break;
		case 'h':
			r.html = optarg;
			break;
		case 'i':
			r.index = optarg;
			break;
		case 'c':
			r.content = optarg;
			break;
		case 'a':
			r.at = optarg;
			break;
		default:
			return cmd_usage("coverage");
		}
	}
	if (optind != argc || (r.json && r.html != NULL))
		return cmd_usage("coverage");
	diag_init(&d);
	rc = coverage(&d, &r);
	if (rc != 0) {
		diag_sort(&d);
		diag_print(&d, stderr);
	}
	diag_free(&d);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}
