/* cmd_build.c - cee build: a release of the site. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/work.h"
#include "cmd/cmd.h"
#include "cmd/make.h"
#include "cmd/make_say.h"
#include "render/manifest.h"
#include "render/release.h"

#define CLOCK_SLACK_S INT64_C(86400) /* two machines' clocks, or a zone that was set wrongly */

static int
report(const char *out, const struct build_report *r, bool json)
{
	struct buf text = BUF_INIT;
	struct diff_index effects;
	struct arena a;
	bool known;
	int rc;

	arena_init(&a, 0);
	known = make_say_effects(&effects, &a, out, r);
	if (json)
		make_say_json(&text, r, known ? &effects : NULL);
	else
		make_say_text(&text, r, known ? &effects : NULL);
	(void)fwrite(text.p, 1, text.n, stdout); /* checked by fflush below */
	rc = fflush(stdout) != 0 ? EXIT_ERROR : r->next_due != 0 ? EXIT_DUE : EXIT_OK;
	buf_free(&text);
	arena_free(&a);
	return rc;
}

/*
 * A clock that was set back, as one is whose battery is empty, would hold back what readers see now.  So a build
 * that takes its time from the clock is no older than the release in service.  0, or -1 after reporting.
 */
static int
check_clock(struct diag *d, const char *out, int64_t now)
{
	struct manifest m = { .built = NULL };
	struct buf said = BUF_INIT;
	struct diag unread;
	const char *current;
	struct arena a;
	int64_t built;
	int rc = 0;

	arena_init(&a, 0);
	diag_init(
	    &unread); /* without a release that can be read there is nothing to compare with */
	current = release_current(&a, out);
	if (current != NULL &&
	    manifest_read(&unread, &a, fs_join(&a, out, "current/manifest"), &m) == 0 &&
	    time_parse(str_of(m.built), NULL, &built) && now < built - CLOCK_SLACK_S) {
		time_iso(&said, now);
		rc = diag_error(d, (struct loc){ NULL, 0, 0 },
		    "the clock says %s, but the release in service was built at %s: set the "
		    "clock, or say --at if that is meant",
		    said.p, m.built);
	}
	diag_free(&unread);
	buf_free(&said);
	arena_free(&a);
	return rc;
}

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
		{ "clean", no_argument, NULL, 'C' },
		{ "no-compress", no_argument, NULL, 'n' },
		{ "no-index", no_argument, NULL, 'i' },
		{ "jobs", required_argument, NULL, 'J' },
		{ "static-search", optional_argument, NULL, 'S' },
		{ "eval", required_argument, NULL, 'e' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	struct build_report done;
	const char *at_text = NULL;
	unsigned long jobs = 0;
	int64_t at = 0;
	struct diag d;
	bool json = false, usage = false;
	int c, rc = EXIT_ERROR;

	dirs.queries = xalloc((size_t)argc * sizeof(*dirs.queries));
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
		case 'C':
			dirs.clean = true;
			break;
		case 'n':
			dirs.compress = false;
			break;
		case 'i':
			dirs.no_index = true;
			break;
		case 'J':
			usage |=
			    !str_to_uint(str_of(optarg), WORK_THREADS_MAX, &jobs) || jobs == 0;
			dirs.jobs = (unsigned)jobs;
			break;
		case 'S':
			dirs.static_search = optarg != NULL ? optarg : MAKE_STATIC_SEARCH;
			break;
		case 'e':
			dirs.queries[dirs.n_queries++] = optarg;
			break;
		case 'j':
			json = true;
			break;
		default:
			usage = true;
		}
	}
	if (usage || optind != argc) {
		free(dirs.queries);
		return cmd_usage("build");
	}
	diag_init(&d);
	dirs.now = at_text == NULL && getenv("SOURCE_DATE_EPOCH") == NULL;
	if (cmd_time(&d, at_text, &at) == 0 &&
	    (!dirs.now || check_clock(&d, dirs.out, at) == 0)) {
		if (make_site(&d, &dirs, at, &done) == 0) {
			rc = report(dirs.out, &done, json);
		}
		build_report_free(&done);
	}
	diag_print(&d, stderr);
	if (rc == EXIT_ERROR && d.errors > 0)
		(void)fprintf(stderr, "cee: %zu error%s; %s/current is as it was\n", d.errors,
		    d.errors == 1 ? "" : "s", dirs.out);
	diag_free(&d);
	free(dirs.queries);
	return rc;
}
