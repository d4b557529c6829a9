/* cmd_why.c - cee why: why an address of the site has a page, or has none. */
#include <getopt.h>
#include <stdio.h>

#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/when.h"
#include "model/why.h"
#include "render/manifest.h"
#include "render/release.h"

/* The file of URL below a release; a fragment counts for nothing. */
static const char *
file_of(struct arena *a, const char *url)
{
	struct str s = str_of(url);

	s.n = str_chr(s, '#');
	return arena_printf(
	    a, "public%.*s%s", (int)s.n, s.p, str_ends(s, "/") ? "index.html" : "");
}

static bool
holds(struct arena *a, const char *out, const char *id, const char *file)
{
	struct manifest m;
	struct diag unread;
	bool found;

	diag_init(&unread);
	found = manifest_read(
		    &unread, a, arena_printf(a, "%s/releases/%s/manifest", out, id), &m) == 0 &&
		manifest_find(&m, file) != NULL;
	diag_free(&unread);
	return found;
}

/* What the releases say of it: readers see those, not the content. */
static void
say_releases(struct diag *d, struct arena *a, const char *out, const struct why *w)
{
	const char *file = file_of(a, w->url);
	struct release_list list;
	bool live = w->kind <= WHY_REDIRECT;
	size_t i;

	if (release_list(d, a, out, &list) != 0 || list.n == 0) {
		printf("There is no release yet below %s/: cee build makes one.\n", out);
		return;
	}
	for (i = 0; i < list.n && !list.v[i].current; i++)
		;
	if (i < list.n && holds(a, out, list.v[i].id, file)) {
		printf("It is in the release that readers see, %s, built %s.\n", list.v[i].id,
		    list.v[i].built);
		if (!live)
			printf("The next cee build takes it away.\n");
		return;
	}
	if (i < list.n)
		printf("It is not in the release that readers see, %s, built %s.\n",
		    list.v[i].id, list.v[i].built);
	if (live && w->kind != WHY_MADE)
		printf("The next cee build puts it there.\n");
	for (i = 0; i < list.n; i++)
		if (!list.v[i].current && holds(a, out, list.v[i].id, file)) {
			printf("The last release that had it: %s, built %s.\n", list.v[i].id,
			    list.v[i].built);
			return;
		}
}

static void
say(const struct why *w, const char *zone)
{
	struct buf when = BUF_INIT, at = BUF_INIT;

	if (w->when != 0)
		when_words(&when, w->when, zone);
	if (w->loc.file != NULL) {
		buf_adds(&at, w->loc.file);
		if (w->loc.line > 0)
			buf_addf(&at, ":%u", w->loc.line);
	}
	printf("%s\n", w->url);
	switch (w->kind) {
	case WHY_PAGE:
		printf("There: it is the page of %s.\n", at.p);
		break;
	case WHY_PART:
		printf("There: it is made from %s.\n", at.p);
		break;
	case WHY_MADE:
		printf(
		    "An address that the build or the search makes from the whole content.\n");
		break;
	case WHY_REDIRECT:
		printf("Sends readers on to %s, since %s says so (redirect_from).\n",
		    w->page->url, at.p);
		break;
	case WHY_DRAFT:
		printf("Not there: %s says that it is a draft. Remove "
		       "that line to publish it.\n",
		    at.p);
		break;
	case WHY_NOT_YET:
		printf("Not there yet: %s holds it back until %s.\n", at.p, when.p);
		break;
	case WHY_EXPIRED:
		printf("Not there any more: %s let it expire on %s.\n", at.p, when.p);
		break;
	case WHY_NOTHING:
		printf("Not there: no content file has this address%s%s%s\n",
		    w->near != NULL ? "; did you mean " : "", w->near != NULL ? w->near : "",
		    w->near != NULL ? "?" : ".");
		break;
	}
	buf_free(&when);
	buf_free(&at);
}

static int
why(struct diag *d, const char *content, const char *out, const char *at_text,
    const char *address)
{
	struct arena a;
	struct site site;
	struct why w;
	int64_t at;
	int rc = EXIT_ERROR;

	if (cmd_time(d, at_text, &at) != 0)
		return EXIT_ERROR;
	arena_init(&a, 0);
	if (site_load(d, &site, content, at) == 0) {
		w = why_explain(&a, &site, address);
		say(&w, site.config.time_zone);
		say_releases(d, &a, out, &w);
		rc = w.kind <= WHY_REDIRECT ? EXIT_OK : EXIT_NOTHING;
	} else {
		printf("No build can be made while these mistakes stand; readers see the last "
		       "release.\n");
	}
	site_free(&site);
	arena_free(&a);
	return rc;
}

int
cmd_why(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "out", required_argument, NULL, 'o' },
		{ "at", required_argument, NULL, 'a' },
		{ NULL, 0, NULL, 0 },
	};
	const char *content = "content", *out = "site", *at = NULL;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			content = optarg;
		else if (c == 'o')
			out = optarg;
		else if (c == 'a')
			at = optarg;
		else
			return cmd_usage("why");
	}
	if (optind + 1 != argc)
		return cmd_usage("why");
	diag_init(&d);
	rc = why(&d, content, out, at, argv[optind]);
	diag_sort(&d);
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
