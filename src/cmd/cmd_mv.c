/*
 * cmd_mv.c - cee mv: move a content file, mend the links to it, leave a redirect.
 *
 * Everything is worked out before anything is written; if the tree does not load afterwards, every
 * file is put back as it was.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "cmd/cmd.h"
#include "model/move.h"

/* Write the texts, after or before; go on after a failure, to save what can be saved. */
static int
write_all(struct diag *d, const struct move *m, bool after)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < m->n; i++) {
		const struct move_edit *e = &m->v[i];
		const char *file = after && e->to != NULL ? e->to : e->file;

		if (fs_mkdirs_for(d, file) != 0 ||
		    fs_write(d, file, after ? e->after : e->before) != 0)
			rc = -1;
	}
	for (i = 0; i < m->n; i++) {
		const char *gone = after ? m->v[i].file : m->v[i].to;

		if (m->v[i].to != NULL && unlink(gone) != 0 && errno != ENOENT)
			rc = diag_error(d, (struct loc){ gone, 0, 0 }, "cannot remove: %s",
			    strerror(errno));
	}
	return rc;
}

static int
apply(struct diag *d, const char *content, int64_t at, const struct move *m)
{
	struct site site;
	size_t before = d->errors;
	int rc = write_all(d, m, true);

	if (rc == 0) {
		rc = site_load(d, &site, content, at);
		site_free(&site);
	}
	if (rc != 0) {
		(void)write_all(d, m, false); /* its errors are in D */
		(void)diag_error(d, (struct loc){ m->from, 0, 0 },
		    "not moved: %zu thing%s would be wrong; every file is as it was",
		    d->errors - before, d->errors - before == 1 ? "" : "s");
	}
	return rc;
}

static void
say(const struct move *m, bool dry)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->v[i].to != NULL)
			printf("%s %s to %s\n", dry ? "would move" : "moved", m->v[i].file,
			    m->v[i].to);
	if (m->redirect)
		printf("  %s sends readers on to %s (redirect_from)\n", m->from_url, m->to_url);
	else if (strchr(m->from_url, '#') != NULL)
		printf(
		    "  links from outside to %s come to the top of that page\n", m->from_url);
	for (i = 0; i < m->n; i++)
		if (m->v[i].links > 0)
			printf("  %s: %zu link%s mended\n",
			    m->v[i].to != NULL ? m->v[i].to : m->v[i].file, m->v[i].links,
			    m->v[i].links == 1 ? "" : "s");
}

static int
move(struct diag *d, const char *content, const char *at_text, char *const paths[], bool dry)
{
	struct arena a;
	struct site site;
	struct move m;
	int64_t at;
	int rc = -1;

	if (cmd_time(d, at_text, &at) != 0)
		return -1;
	arena_init(&a, 0);
	if (site_load(d, &site, content, at) == 0 &&
	    move_plan(d, &a, &site, paths[0], paths[1], &m) == 0) {
		rc = dry ? 0 : apply(d, content, at, &m);
		if (rc == 0)
			say(&m, dry);
	}
	site_free(&site);
	arena_free(&a);
	return rc;
}

int
cmd_mv(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "at", required_argument, NULL, 'a' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	const char *content = "content", *at = NULL;
	bool dry = false;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			content = optarg;
		else if (c == 'a')
			at = optarg;
		else if (c == 'n')
			dry = true;
		else
			return cmd_usage("mv");
	}
	if (optind + 2 != argc)
		return cmd_usage("mv");
	diag_init(&d);
	rc = move(&d, content, at, argv + optind, dry);
	if (rc != 0) { /* else only warnings that cee check repeats */
		diag_sort(&d);
		diag_print(&d, stderr);
	}
	diag_free(&d);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}
