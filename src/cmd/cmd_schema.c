/* cmd_schema.c - cee schema: JSON Schemas of the front matter, for editors. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/fs.h"
#include "base/near.h"
#include "cmd/cmd.h"
#include "model/schema_json.h"

#define KINDS_MAX 16 /* only bounds the suggestions */

static int
one(const char *name)
{
	const char *names[KINDS_MAX], *near;
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; schema_kinds[i].name != NULL; i++) {
		names[i] = schema_kinds[i].name;
		if (strcmp(names[i], name) != 0)
			continue;
		schema_json(&b, i);
		(void)fwrite(b.p, 1, b.n, stdout); /* checked by fflush */
		buf_free(&b);
		return fflush(stdout) == 0 ? EXIT_OK : EXIT_ERROR;
	}
	near = near_best(str_of(name), names, i);
	(void)fprintf(stderr, "cee: there is no schema \"%s\"%s%s%s\n", name,
	    near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
	    near != NULL ? "\"?" : "");
	return EXIT_ERROR;
}

static void
list(void)
{
	size_t i;

	for (i = 0; schema_kinds[i].name != NULL; i++)
		printf("%-9s %-14s %s\n", schema_kinds[i].name, schema_kinds[i].files,
		    schema_kinds[i].what);
}

/* A file for each kind in DIR. */
static int
all(const char *dir)
{
	struct buf path = BUF_INIT, text = BUF_INIT;
	struct diag d;
	size_t i;
	int rc;

	diag_init(&d);
	rc = fs_mkdirs(&d, dir);
	for (i = 0; rc == 0 && schema_kinds[i].name != NULL; i++) {
		buf_clear(&path);
		buf_clear(&text);
		buf_addf(&path, "%s/%s.schema.json", dir, schema_kinds[i].name);
		schema_json(&text, i);
		rc = fs_write(&d, path.p, buf_str(&text));
		if (rc == 0)
			printf("%s describes %s\n", path.p, schema_kinds[i].files);
	}
	diag_print(&d, stderr);
	diag_free(&d);
	buf_free(&path);
	buf_free(&text);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}

int
cmd_schema(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "dir", required_argument, NULL, 'd' },
		{ NULL, 0, NULL, 0 },
	};
	const char *dir = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'd')
			return cmd_usage("schema");
		dir = optarg;
	}
	if (argc - optind > (dir == NULL ? 1 : 0))
		return cmd_usage("schema");
	if (dir != NULL)
		return all(dir);
	if (optind < argc)
		return one(argv[optind]);
	list();
	return EXIT_OK;
}
