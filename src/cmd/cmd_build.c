/* cmd_build.c - cee build: a release of the site. */
#include <getopt.h>
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/make.h"

int
cmd_build(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "templates", required_argument, NULL, 't' },
		{ "assets", required_argument, NULL, 'A' },
		{ "out", required_argument, NULL, 'o' },
		{ "at", required_argument, NULL, 'a' },
		{ "stage", no_argument, NULL, 's' },
		{ "no-compress", no_argument, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	struct build_report report;
	const char *at_text = NULL;
	int64_t at = 0;
	struct diag d;
	int c, rc = EXIT_ERROR;

	dirs.compress = true;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			dirs.content = optarg;
			break;
		case 't':
			dirs.templates = optarg;
			break;
		case 'A':
			dirs.assets = optarg;
			break;
		case 'o':
			dirs.out = optarg;
			break;
		case 'a':
			at_text = optarg;
			break;
		case 's':
			dirs.stage = true;
			break;
		case 'n':
			dirs.compress = false;
			break;
		default:
			return cmd_usage("build");
		}
	}
	if (optind != argc)
		return cmd_usage("build");
	diag_init(&d);
	if (cmd_time(&d, at_text, &at) == 0) {
		if (make_site(&d, &dirs, at, &report) == 0) {
			make_report(stdout, &report);
			rc = report.next_due != 0 ? EXIT_DUE : EXIT_OK;
		}
		build_report_free(&report);
	}
	diag_print(&d, stderr);
	if (rc == EXIT_ERROR && d.errors > 0)
		(void)fprintf(stderr, "cee: %zu error%s; %s/current is as it was\n", d.errors,
		    d.errors == 1 ? "" : "s", dirs.out);
	diag_free(&d);
	return rc;
}
