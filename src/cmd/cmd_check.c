/* cmd_check.c - cee check: what is wrong in content and templates, and what is doubtful. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/check_coverage.h"
#include "cmd/check_names.h"
#include "cmd/cmd.h"
#include "cmd/make.h"
#include "model/judge.h"

/* What was asked for, and what came of it. */
struct check {
	struct diag diag;
	struct arena arena;
	struct build_options build;
	bool json, search;
	struct judge_rows rows; /* none when the content does not load */
	struct check_search found;
	bool searched;
};

/*
 * build_check() keeps what it has read to itself, so the content is read once more, into a diag
 * that nobody sees.  What does not load is not judged: its errors come first.
 */
static void
judge(struct check *k)
{
	struct site site;
	struct diag again;

	diag_init(&again);
	if (site_load(&again, &site, k->build.content, k->build.at) == 0) {
		judge_site(&k->diag, &site);
		judge_coverage(&k->rows, &k->arena, &site);
		if (k->search)
			k->searched = check_names(&k->found, &k->diag, &site) == 0;
		/* What the rows borrow ends with the site. */
		for (size_t i = 0; i < k->rows.n; i++) {
			k->rows.v[i].key = arena_strdup(&k->arena, k->rows.v[i].key);
			k->rows.v[i].title = arena_strdup(&k->arena, k->rows.v[i].title);
		}
	}
	site_free(&site);
	diag_free(&again);
}

static void
add_json(struct buf *out, const struct check *k)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kint(&w, "errors", (int64_t)k->diag.errors);
	jsonw_kint(&w, "warnings", (int64_t)k->diag.warnings);
	jsonw_key(&w, "messages");
	jsonw_array(&w);
	for (i = 0; i < k->diag.n; i++) {
		const struct diag_msg *m = &k->diag.msgs[i];

		jsonw_object(&w);
		jsonw_kcstr(&w, "file", m->loc.file);
		jsonw_kint(&w, "line", m->loc.line);
		jsonw_kint(&w, "column", m->loc.col);
		jsonw_kcstr(&w, "level", diag_level_name(m->level));
		jsonw_kcstr(&w, "text", m->text);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_key(&w, "coverage");
	check_coverage_json(&w, &k->rows);
	if (k->searched) {
		jsonw_key(&w, "search");
		check_search_json(&w, &k->found);
	}
	jsonw_end(&w);
	buf_addc(out, '\n');
}

static void
add_text(struct buf *out, const struct check *k)
{
	if (k->searched)
		check_search_text(out, &k->found);
	buf_addf(out, "%zu error%s, %zu warning%s\n", k->diag.errors,
	    k->diag.errors == 1 ? "" : "s", k->diag.warnings, k->diag.warnings == 1 ? "" : "s");
}

static int
check(struct check *k, const char *at_text)
{
	struct buf out = BUF_INIT;
	int rc;

	if (cmd_time(&k->diag, at_text, &k->build.at) == 0) {
		(void)build_check(&k->diag, &k->build); /* counted */
		judge(k);
	}
	diag_sort(&k->diag);
	if (k->json) {
		add_json(&out, k);
	} else {
		diag_print(&k->diag, stderr);
		add_text(&out, k);
	}
	(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
	rc = fflush(stdout) != 0 || k->diag.errors > 0 ? EXIT_ERROR : EXIT_OK;
	buf_free(&out);
	return rc;
}

/* "text" or "json". */
static bool
read_format(const char *text, bool *json)
{
	*json = strcmp(text, "json") == 0;
	return *json || strcmp(text, "text") == 0;
}

int
cmd_check(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "templates", required_argument, NULL, 't' },
		{ "assets", required_argument, NULL, 'A' },
		{ "at", required_argument, NULL, 'a' },
		{ "format", required_argument, NULL, 'f' },
		{ "search", no_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	struct check k = { .rows = { .n = 0 } };
	const char *at_text = NULL;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			dirs.content = optarg;
		else if (c == 't')
			dirs.templates = optarg;
		else if (c == 'A')
			dirs.assets = optarg;
		else if (c == 'a')
			at_text = optarg;
		else if (c == 's')
			k.search = true;
		else if (c != 'f' || !read_format(optarg, &k.json))
			return cmd_usage("check");
	}
	if (optind != argc)
		return cmd_usage("check");
	diag_init(&k.diag);
	arena_init(&k.arena, 0);
	k.build.content = dirs.content;
	k.build.templates = dirs.templates;
	k.build.assets = dirs.assets;
	rc = check(&k, at_text);
	arena_free(&k.arena);
	diag_free(&k.diag);
	return rc;
}
