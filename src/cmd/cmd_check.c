/* cmd_check.c - cee check: everything that is wrong in content and templates, at once. */
#include <getopt.h>
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/make.h"

int
cmd_check(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "templates", required_argument, NULL, 't' },
		{ "at", required_argument, NULL, 'a' }, { NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	struct build_options o = { .out = NULL };
	const char *at_text = NULL;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			dirs.content = optarg;
			break;
		case 't':
			dirs.templates = optarg;
			break;
		case 'a':
			at_text = optarg;
			break;
		default:
			return cmd_usage("check");
		}
	}
	if (optind != argc)
		return cmd_usage("check");
	diag_init(&d);
	o.content = dirs.content;
	o.templates = dirs.templates;
	rc = cmd_time(&d, at_text, &o.at);
	if (rc == 0)
		rc = build_check(&d, &o);
	diag_print(&d, stderr);
	printf("%zu error%s, %zu warning%s\n", d.errors, d.errors == 1 ? "" : "s", d.warnings,
	    d.warnings == 1 ? "" : "s");
	diag_free(&d);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}
