/* cmd_check.c - cee check: what is wrong in content and templates, and what is doubtful. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cmd/check_coverage.h"
#include "cmd/check_fix.h"
#include "cmd/check_names.h"
#include "cmd/check_report.h"
#include "cmd/cmd.h"
#include "cmd/make.h"
#include "index/pins.h"
#include "model/judge.h"
#include "model/links.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT__MAX };

/* What was asked for, and what came of it. */
struct check {
	struct diag diag;
	struct arena arena;
	struct check_files files;
	struct build_options build;
	enum format format;
	bool search, fix, yes;
	struct judge_rows rows; /* none when the content does not load */
	struct judge_share spanish[JUDGE_SPANISH]; /* N_SPANISH of them, likewise */
	size_t n_spanish;
	struct check_search found;
	bool searched;
};

static void
look(void *ctx, const struct site *site, bool sound)
{
	struct check *k = ctx;
	size_t i;

	links_check_made(&k->diag, site);
	judge_site(&k->diag, site, sound);
	if (pins_check(&k->diag, site) != 0 || !sound)
		return;
	if (k->search)
		k->searched = check_names(&k->found, &k->diag, site) == 0;
	k->n_spanish = judge_translated(k->spanish, site);
	if (k->format != FORMAT_JSON)
		return;
	judge_coverage(&k->rows, &k->arena, site);
	/* What the rows borrow ends with the site. */
	for (i = 0; i < k->rows.n; i++) {
		k->rows.v[i].key = arena_strdup(&k->arena, k->rows.v[i].key);
		k->rows.v[i].title = arena_strdup(&k->arena, k->rows.v[i].title);
	}
}

/* Read everything and find what is wrong with it. */
static void
run(struct check *k)
{
	diag_init(&k->diag);
	arena_init(&k->arena, 0);
	check_files_init(&k->files, &k->arena);
	(void)build_check(&k->diag, &k->build, look, k); /* counted */
	check_tidy_notes(&k->diag, &k->arena, &k->files, k->build.content);
	diag_sort(&k->diag);
}

static void
done(struct check *k)
{
	arena_free(&k->arena);
	diag_free(&k->diag);
	k->rows = (struct judge_rows){ .n = 0 };
	k->n_spanish = 0;
}

static void
add_json(struct buf *out, const struct check *k, const struct check_report *r)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kint(&w, "errors", (int64_t)k->diag.errors);
	jsonw_kint(&w, "warnings", (int64_t)k->diag.warnings);
	check_report_json(&w, r);
	jsonw_key(&w, "coverage");
	check_coverage_json(&w, &k->rows);
	jsonw_key(&w, "spanish");
	check_spanish_json(&w, k->spanish, k->n_spanish);
	if (k->searched) {
		jsonw_key(&w, "search");
		check_search_json(&w, &k->found);
	}
	jsonw_end(&w);
	buf_addc(out, '\n');
}

static int
put(const struct buf *b, FILE *out)
{
	(void)fwrite(b->p, 1, b->n, out); /* checked by fflush below */
	return fflush(out) == 0 ? 0 : -1;
}

/* Say it, messages to standard error, the rest to standard output. */
static int
report(struct check *k)
{
	struct check_report r = { &k->diag, &k->arena, &k->files };
	struct buf out = BUF_INIT, messages = BUF_INIT;
	int rc;

	if (k->format == FORMAT_SARIF) {
		check_report_sarif(&out, &r);
	} else if (k->format == FORMAT_JSON) {
		add_json(&out, k, &r);
	} else {
		check_report_text(&messages, &r);
		(void)put(&messages, stderr); /* a lost message has no reader */
		if (k->searched)
			check_search_text(&out, &k->found);
		check_spanish_text(&out, k->spanish, k->n_spanish);
		buf_addf(&out, "%zu error%s, %zu warning%s\n", k->diag.errors,
		    k->diag.errors == 1 ? "" : "s", k->diag.warnings,
		    k->diag.warnings == 1 ? "" : "s");
	}
	rc = put(&out, stdout) != 0 || k->diag.errors > 0 ? EXIT_ERROR : EXIT_OK;
	buf_free(&messages);
	buf_free(&out);
	return rc;
}

/* "y" on the terminal. */
static bool
agreed(const struct check *k, const struct check_changes *c)
{
	char answer[16] = "";

	if (k->yes)
		return true;
	if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
		printf("nothing was changed; \"cee check --fix --yes\" makes %zu mend%s in %zu "
		       "file%s\n",
		    c->mends, c->mends == 1 ? "" : "s", c->n, c->n == 1 ? "" : "s");
		return false;
	}
	printf("make %zu mend%s in %zu file%s? [y/N] ", c->mends, c->mends == 1 ? "" : "s",
	    c->n, c->n == 1 ? "" : "s");
	(void)fflush(stdout); /* a lost question gets no answer */
	return fgets(answer, sizeof(answer), stdin) != NULL &&
	       (answer[0] == 'y' || answer[0] == 'Y');
}

/* Make the mends, and look again; if that is worse, put every file back. */
static int
apply(struct check *k, const struct check_changes *c)
{
	struct check again = *k;
	struct diag d;
	int rc;

	diag_init(&d);
	rc = check_fix_write(&d, c, true);
	run(&again);
	if (rc != 0 || again.diag.errors > k->diag.errors) {
		(void)check_fix_write(&d, c, false); /* what fails is in D */
		(void)diag_error(&d, (struct loc){ k->build.content, 0, 0 },
		    "not mended, since more would be wrong then; every file is as it was");
		diag_print(&d, stderr);
		(void)report(k); /* fails as a whole */
		rc = EXIT_ERROR;
	} else {
		printf("made %zu mend%s in %zu file%s; what is left:\n", c->mends,
		    c->mends == 1 ? "" : "s", c->n, c->n == 1 ? "" : "s");
		rc = report(&again);
	}
	done(&again);
	diag_free(&d);
	return rc;
}

static int
fix(struct check *k)
{
	struct check_changes c;
	struct buf out = BUF_INIT;
	bool go = false;

	check_fix_plan(&c, &k->arena, &k->files, &k->diag, k->build.content);
	if (c.n == 0) {
		printf("nothing that has one mend only\n");
	} else {
		check_fix_diff(&out, &c);
		go = put(&out, stdout) == 0 && agreed(k, &c);
		(void)fflush(stdout); /* before what goes to standard error */
	}
	buf_free(&out);
	return go ? apply(k, &c) : report(k);
}

static bool
read_format(const char *text, enum format *out)
{
	static const char *const names[FORMAT__MAX] = {
		[FORMAT_TEXT] = "text",
		[FORMAT_JSON] = "json",
		[FORMAT_SARIF] = "sarif",
	};

	for (*out = 0; *out < FORMAT__MAX; (*out)++)
		if (strcmp(text, names[*out]) == 0)
			return true;
	return false;
}

static int
check(struct check *k, const char *at_text)
{
	struct diag d;
	int rc;

	diag_init(&d);
	rc = cmd_time(&d, at_text, &k->build.at);
	diag_print(&d, stderr);
	diag_free(&d);
	if (rc != 0)
		return EXIT_ERROR;
	run(k);
	rc = k->fix ? fix(k) : report(k);
	done(k);
	return rc;
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
		{ "fix", no_argument, NULL, 'x' },
		{ "yes", no_argument, NULL, 'y' },
		{ NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	struct check k = { .rows = { .n = 0 } };
	const char *at_text = NULL;
	int c;

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
		else if (c == 'x')
			k.fix = true;
		else if (c == 'y')
			k.yes = true;
		else if (c != 'f' || !read_format(optarg, &k.format))
			return cmd_usage("check");
	}
	/* A difference is for people. */
	if (optind != argc || (k.yes && !k.fix) || (k.fix && k.format != FORMAT_TEXT))
		return cmd_usage("check");
	k.build.content = dirs.content;
	k.build.templates = dirs.templates;
	k.build.assets = dirs.assets;
	return check(&k, at_text);
}
