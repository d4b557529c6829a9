/* cmd_releases.c - cee releases, cee publish and cee rollback. */
#include <getopt.h>
#include <stdio.h>

#include "cmd/cmd.h"
#include "render/release.h"

static const struct option options[] = {
	{ "out", required_argument, NULL, 'o' },
	{ NULL, 0, NULL, 0 },
};

int
cmd_releases(int argc, char *argv[])
{
	const char *out = "site";
	struct release_list list;
	struct arena a;
	struct diag d;
	size_t i;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'o')
			return cmd_usage("releases");
		out = optarg;
	}
	if (optind != argc)
		return cmd_usage("releases");
	diag_init(&d);
	arena_init(&a, 0);
	rc = release_list(&d, &a, out, &list);
	for (i = 0; rc == 0 && i < list.n; i++)
		printf("%c %s  built %s  %zu files\n", list.v[i].current ? '*' : ' ',
		    list.v[i].id, list.v[i].built, list.v[i].files);
	if (rc == 0 && list.n == 0)
		(void)fprintf(stderr, "no releases below %s/\n", out);
	diag_print(&d, stderr);
	arena_free(&a);
	diag_free(&d);
	if (rc != 0)
		return EXIT_ERROR;
	return list.n > 0 ? EXIT_OK : EXIT_NOTHING;
}

/* Make a release the current one: the one named, or unless it MUST be, the one before. */
static int
go_to(int argc, char *argv[], const char *command, bool must_name)
{
	const char *out = "site";
	char now[RELEASE_ID];
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'o')
			return cmd_usage(command);
		out = optarg;
	}
	if (optind + 1 < argc || (must_name && optind == argc))
		return cmd_usage(command);
	diag_init(&d);
	rc = release_rollback(&d, out, optind < argc ? argv[optind] : NULL, now);
	if (rc == 0)
		printf("%s is now the current release\n", now);
	diag_print(&d, stderr);
	diag_free(&d);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}

int
cmd_publish(int argc, char *argv[])
{
	return go_to(argc, argv, "publish", true);
}

int
cmd_rollback(int argc, char *argv[])
{
	return go_to(argc, argv, "rollback", false);
}
