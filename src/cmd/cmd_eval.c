/*
 * cmd_eval.c - cee eval: how often the search is right, on queries whose answers are known.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/eval_base.h"
#include "cmd/eval_fit.h"
#include "cmd/eval_full.h"

struct options {
	const char *index;
	bool json, full, wrong, fit;
};

struct run {
	struct eval eval;
	struct eval_file *files;
	size_t n_files;
	struct eval_tally full; /* what --full adds */
};

static const char *const kind_names[] = {
	[EVAL_PRODUCTS] = "products",
	[EVAL_QUESTIONS] = "questions",
	[EVAL_VAGUE] = "not goods",
	[EVAL_CODES] = "codes",
	[EVAL_MIXES] = "mixes",
	[EVAL_PINNED] = "pinned",
	[EVAL_FIGURES] = "figures",
};

/* The points that a typing mistake costs; false when no query was mistyped. */
static bool
typo_drop(const struct eval_tally *t, double *points)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->groups[i].name, "typing mistakes") == 0 && t->groups[i].n == 2) {
			*points = 100 * (eval_value(&t->groups[i].metrics[0]) -
					    eval_value(&t->groups[i].metrics[1]));
			return true;
		}
	return false;
}

/* The caller checks stdout when all is written. */
static void
print_text(struct run *r, const struct options *o)
{
	double points;
	size_t i;

	eval_tally_text(stdout, &r->eval.tally);
	if (o->full) {
		(void)printf("\n");
		eval_tally_text(stdout, &r->full);
		if (typo_drop(&r->full, &points))
			(void)printf(
			    "\ntyping mistakes cost %.2f points of center@1\n", points);
		eval_confusion_text(stdout, &r->eval);
		(void)printf("\nfiles\n");
		for (i = 0; i < r->n_files; i++)
			(void)printf("%s %s n=%zu sha256=%s\n", r->files[i].path,
			    kind_names[r->files[i].kind], r->files[i].n, r->files[i].hash);
	}
	if (o->wrong) {
		(void)printf("\n");
		eval_wrong_text(stdout, &r->eval);
	}
}

static void
json_full(struct jsonw *w, struct run *r)
{
	double points;
	size_t i;

	jsonw_key(w, "full");
	jsonw_object(w);
	eval_tally_json(w, &r->full);
	if (typo_drop(&r->full, &points))
		jsonw_kreal(w, "typing mistakes cost", points, 2);
	jsonw_key(w, "confusion");
	eval_confusion_json(w, &r->eval);
	jsonw_key(w, "files");
	jsonw_array(w);
	for (i = 0; i < r->n_files; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "path", r->files[i].path);
		jsonw_kcstr(w, "kind", kind_names[r->files[i].kind]);
		jsonw_kint(w, "n", (int64_t)r->files[i].n);
		jsonw_kcstr(w, "sha256", r->files[i].hash);
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_end(w);
}

static void
print_json(struct run *r, const struct options *o)
{
	struct buf out = BUF_INIT;
	struct jsonw w;
	size_t i;

	jsonw_init(&w, &out);
	jsonw_object(&w);
	eval_tally_json(&w, &r->eval.tally);
	if (o->full)
		json_full(&w, r);
	if (o->wrong) {
		jsonw_key(&w, "wrong");
		jsonw_array(&w);
		for (i = 0; i < r->eval.n_wrong; i++) {
			const struct eval_wrong *x = &r->eval.wrong[i];

			jsonw_object(&w);
			jsonw_kcstr(&w, "file", x->row->file->path);
			jsonw_kint(&w, "line", x->row->line);
			jsonw_kstr(&w, "query", x->row->query);
			jsonw_kstr(&w, "want", x->row->want);
			jsonw_kcstr(&w, "got", x->got);
			jsonw_end(&w);
		}
		jsonw_end(&w);
	}
	jsonw_end(&w);
	(void)puts(out.p); /* the caller checks stdout */
	buf_free(&out);
}

/* Products first, so that their groups stand first; the others in the order given. */
static int
ask_files(struct run *r, char *paths[])
{
	size_t i;

	r->files = arena_alloc(&r->eval.arena, (r->n_files + 1) * sizeof(*r->files));
	for (i = 0; i < r->n_files; i++)
		if (eval_file_read(&r->files[i], r->eval.diag, &r->eval.arena, paths[i]) != 0)
			return -1;
	for (i = 0; i < r->n_files; i++)
		if (r->files[i].kind == EVAL_PRODUCTS)
			eval_run(&r->eval, &r->files[i]);
	for (i = 0; i < r->n_files; i++)
		if (r->files[i].kind != EVAL_PRODUCTS)
			eval_run(&r->eval, &r->files[i]);
	if (r->eval.tally.n == 0)
		return diag_error(
		    r->eval.diag, (struct loc){ paths[0], 0, 0 }, "no queries in the files");
	return 0;
}

static int
eval(struct diag *d, const struct options *o, int n, char *paths[])
{
	struct run r = { .eval = { .diag = d }, .n_files = (size_t)n };
	struct arena *a = &r.eval.arena;
	int rc = -1;

	arena_init(a, 0);
	r.eval.tally.arena = r.full.arena = a;
	r.eval.store = store_open(d, o->index);
	if (r.eval.store != NULL)
		r.eval.store->patience_ms = 0;
	if (r.eval.store == NULL || ask_files(&r, paths) != 0)
		goto out;
	if (o->full) {
		eval_full(&r.eval, &r.full);
		eval_typos(&r.eval, &r.full);
		if (eval_baselines(&r.eval, &r.full, o->index) != 0)
			goto out;
	}
	if (o->fit && r.eval.n_outcomes == 0) {
		(void)diag_error(d, (struct loc){ paths[0], 0, 0 }, /* -1 is set */
		    "nothing to fit; expected files of goods and of what names none");
		goto out;
	}
	if (o->fit)
		eval_fit(stdout, &r.eval, r.files, r.n_files);
	else if (o->json)
		print_json(&r, o);
	else
		print_text(&r, o);
	if (fflush(stdout) == 0)
		rc = 0;
out:
	store_close(r.eval.store);
	arena_free(a);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}

int
cmd_eval(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ "full", no_argument, NULL, 'f' },
		{ "wrong", no_argument, NULL, 'w' },
		{ "fit", no_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 },
	};
	struct options o = { .index = NULL };
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'j':
			o.json = true;
			break;
		case 'i':
			o.index = optarg;
			break;
		case 'f':
			o.full = true;
			break;
		case 'w':
			o.wrong = true;
			break;
		case 't':
			o.fit = true;
			break;
		default:
			return cmd_usage("eval");
		}
	}
	if (optind == argc)
		return cmd_usage("eval");
	o.index = cmd_index(o.index);
	diag_init(&d);
	rc = eval(&d, &o, argc - optind, argv + optind);
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
