/* cmd_releases.c - cee releases, cee publish and cee rollback. */
#include <getopt.h>
#include <stdio.h>

#include "base/jsonw.h"
#include "cmd/cmd.h"
#include "render/release.h"

static const struct option options[] = {
	{ "out", required_argument, NULL, 'o' },
	{ NULL, 0, NULL, 0 },
};

/* "git 1f0c22ab34cd", "git 1f0c22ab34cd and changes", "content 5d6c9c548e2f", "" */
static void
add_revision(struct buf *out, const char *revision)
{
	struct str r = str_of(revision);
	size_t at = str_chr(r, ':');

	if (revision == NULL || at == r.n)
		return;
	buf_addf(out, "  %s %.12s%s", str_starts(r, "git:") ? "git" : "content",
	    revision + at + 1, str_ends(r, "+changes") ? " and changes" : "");
}

static void
list_text(struct buf *out, const struct release_list *list)
{
	size_t i, k;

	for (i = 0; i < list->n; i++) {
		const struct release *r = &list->v[i];

		buf_addf(out, "%c %s  built %s  mapping of %s  %zu files",
		    r->current ? '*' : ' ', r->id, r->built, r->mapping, r->files);
		add_revision(out, r->revision);
		for (k = 0; k < r->n_figures; k++)
			if (str_ends(str_of(r->figures[k].name), "@1"))
				buf_addf(
				    out, "  %s %s", r->figures[k].name, r->figures[k].value);
		buf_addc(out, '\n');
	}
}

static void
list_json(struct buf *out, const struct release_list *list)
{
	struct jsonw w;
	size_t i, k;

	jsonw_init(&w, out);
	jsonw_array(&w);
	for (i = 0; i < list->n; i++) {
		const struct release *r = &list->v[i];

		jsonw_object(&w);
		jsonw_kcstr(&w, "id", r->id);
		jsonw_kbool(&w, "current", r->current);
		jsonw_kcstr(&w, "built", r->built);
		jsonw_kcstr(&w, "mapping", r->mapping);
		jsonw_kcstr(&w, "revision", r->revision);
		jsonw_kint(&w, "files", (int64_t)r->files);
		jsonw_key(&w, "figures");
		jsonw_array(&w);
		for (k = 0; k < r->n_figures; k++) {
			jsonw_object(&w);
			jsonw_kcstr(&w, "name", r->figures[k].name);
			jsonw_kcstr(&w, "value", r->figures[k].value);
			jsonw_kint(&w, "n", (int64_t)r->figures[k].n);
			jsonw_end(&w);
		}
		jsonw_end(&w);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	buf_addc(out, '\n');
}

int
cmd_releases(int argc, char *argv[])
{
	static const struct option ours[] = {
		{ "out", required_argument, NULL, 'o' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	const char *out = "site";
	struct buf text = BUF_INIT;
	struct release_list list;
	bool json = false;
	struct arena a;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", ours, NULL)) != -1) {
		if (c == 'o')
			out = optarg;
		else if (c == 'j')
			json = true;
		else
			return cmd_usage("releases");
	}
	if (optind != argc)
		return cmd_usage("releases");
	diag_init(&d);
	arena_init(&a, 0);
	rc = release_list(&d, &a, out, &list);
	if (rc == 0 && json)
		list_json(&text, &list);
	else if (rc == 0)
		list_text(&text, &list);
	(void)fwrite(text.p, 1, text.n, stdout); /* checked by fflush below */
	if (fflush(stdout) != 0)
		rc = -1;
	if (rc == 0 && list.n == 0)
		(void)fprintf(stderr, "no releases below %s/\n", out);
	diag_print(&d, stderr);
	buf_free(&text);
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
