/* cmd_diff.c - cee diff: what the content as it is would change for readers, before it is published. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/diff_cache.h"
#include "cmd/diff_make.h"
#include "cmd/diff_say.h"
#include "cmd/eval_data.h"
#include "cmd/git.h"

/* Asked when no --queries are given and they are there. */
static const char *const gold[] = {
	"tests/gold/products.tsv",
	"tests/gold/questions.tsv",
	"tests/gold/pinned.tsv",
};

struct options {
	const char *content, *out, *against, *rev;
	const char **queries; /* files; N of them */
	size_t n_queries;
	int64_t at;
	bool json;
};

struct diff {
	struct diag *diag;
	const struct options *opt;
	struct arena arena;
	const char *dir; /* for what is made on the way; removed */
	const char *old, *new; /* the indexes */
	const char *against; /* the old one in words */
	const char *cache; /* of its replies; NULL: none */
	struct diff_source source;
	struct diff_index index;
	struct diff_query *queries;
	size_t n, cap;
};

static void
add_query(struct diff *x, struct diff_query q)
{
	x->queries = arena_grow(&x->arena, x->queries, x->n, &x->cap, sizeof(*x->queries));
	x->queries[x->n++] = q;
}

/* The index that readers have, that of a file, or one of the content as it was at a revision. */
static int
find_old(struct diff *x)
{
	const struct options *o = x->opt;
	struct arena *a = &x->arena;
	const char *commit, *to = fs_join(a, x->dir, "content");

	if (o->rev == NULL) {
		x->old = o->against != NULL ? o->against
					    : arena_printf(a, "%s/current/search.db", o->out);
		if (o->against == NULL && !fs_exists(x->old))
			return diag_error(x->diag, (struct loc){ x->old, 0, 0 },
			    "there is no release yet to compare with; cee build makes one");
		x->cache = diff_cache_file(a, o->out, x->old);
		return 0;
	}
	commit = git_commit(x->diag, a, o->content, o->rev);
	if (commit == NULL || fs_mkdirs(x->diag, to) != 0 ||
	    git_content(x->diag, o->content, commit, to) != 0)
		return -1;
	x->against = arena_printf(a, "revision %.12s", commit);
	x->old = fs_join(a, x->dir, "old.db");
	if (diff_make(NULL, x->diag, a, to, o->at, NULL, x->old) == 0)
		return 0;
	return diag_error(x->diag, (struct loc){ o->content, 0, 0 },
	    "the content of revision %s has these mistakes, so that it cannot be asked",
	    o->rev);
}

static int
add_file(struct diff *x, const char *path)
{
	static const struct {
		enum eval_kind from;
		enum diff_kind to;
	} kinds[] = {
		{ EVAL_PRODUCTS, DIFF_PRODUCT },
		{ EVAL_QUESTIONS, DIFF_QUESTION },
		{ EVAL_PINNED, DIFF_PINNED },
		{ EVAL_VAGUE, DIFF_WORDS },
	};
	struct eval_file f;
	size_t i, k;

	if (eval_file_read(&f, x->diag, &x->arena, path) != 0)
		return -1;
	for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]) && kinds[k].from != f.kind; k++)
		;
	if (k == sizeof(kinds) / sizeof(kinds[0]))
		return diag_error(x->diag, (struct loc){ path, 1, 1 },
		    "has no queries of goods, questions or pinned words");
	for (i = 0; i < f.n; i++)
		add_query(x, (struct diff_query){ .text = f.rows[i].query,
				 .want = kinds[k].to == DIFF_WORDS ? (struct str){ "", 0 }
								   : f.rows[i].want,
				 .kind = kinds[k].to,
				 .file = path,
				 .line = f.rows[i].line });
	return 0;
}

/* The words of pinned answers: all of them, or those that are answered otherwise. */
static void
add_pins(struct diff *x, bool all)
{
	size_t i, j;

	for (i = 0; i < x->source.n_pins; i++) {
		const struct diff_pinned *p = &x->source.pins[i];

		for (j = 0; !all && j < x->index.n_pins; j++)
			if (strcmp(x->index.pins[j].terms, p->terms) == 0)
				break;
		if (all || j < x->index.n_pins)
			add_query(x, (struct diff_query){ .text = p->words,
					 .want = { "", 0 },
					 .kind = DIFF_WORDS,
					 .file = p->loc.file,
					 .line = p->loc.line });
	}
}

static int
by_text(const void *x, const void *y)
{
	const struct diff_query *const *a = x, *const *b = y;
	int c = str_cmp((*a)->text, (*b)->text);

	return c != 0 ? c : *a < *b ? -1 : *a > *b;
}

/* Each words once: those of the files first. */
static void
drop_repeats(struct diff *x)
{
	struct diff_query **order =
	    arena_alloc(&x->arena, (x->n + 1) * sizeof(struct diff_query *));
	size_t i, n = 0;

	for (i = 0; i < x->n; i++)
		order[i] = &x->queries[i];
	if (x->n > 1)
		qsort(order, x->n, sizeof(struct diff_query *), by_text);
	for (i = 1; i < x->n; i++)
		if (str_eq(order[i]->text, order[i - 1]->text) && order[i]->kind == DIFF_WORDS)
			order[i]->text.n = 0;
	for (i = 0; i < x->n; i++)
		if (x->queries[i].text.n > 0)
			x->queries[n++] = x->queries[i];
	x->n = n;
}

static int
list_queries(struct diff *x)
{
	const struct options *o = x->opt;
	const struct diff_name *lists[] = { x->index.gained, x->index.lost };
	const size_t lengths[] = { x->index.n_gained, x->index.n_lost };
	size_t i, j;
	int rc = 0;

	for (i = 0; i < o->n_queries; i++)
		if (add_file(x, o->queries[i]) != 0)
			rc = -1;
	if (o->n_queries == 0)
		for (i = 0; i < sizeof(gold) / sizeof(gold[0]); i++)
			if (fs_exists(gold[i]) && add_file(x, gold[i]) != 0)
				rc = -1;
	add_pins(x, x->n == 0);
	for (i = 0; i < 2; i++)
		for (j = 0; j < lengths[i]; j++)
			add_query(x, (struct diff_query){ .text = str_of(lists[i][j].text),
					 .want = { "", 0 },
					 .kind = DIFF_WORDS,
					 .file = lists[i][j].loc.file,
					 .line = lists[i][j].loc.line });
	drop_repeats(x);
	return rc;
}

/* How bad: 0 what was right and is wrong now, 1 another Center, 2 the rest, 3 what is right now. */
static int
rank(const struct diff_answer *x)
{
	if (x->after->right == DIFF_WRONG && x->before->right == DIFF_RIGHT)
		return 0;
	if (x->after->right == DIFF_RIGHT && x->before->right == DIFF_WRONG)
		return 3;
	return strcmp(x->before->center, x->after->center) != 0 ? 1 : 2;
}

static int
by_rank(const void *x, const void *y)
{
	const struct diff_answer *a = x, *b = y;
	int c = rank(a) - rank(b);

	return c != 0 ? c : a->query < b->query ? -1 : a->query > b->query;
}

/* Ask both, compare, say. */
static int
compare(struct diff *x, struct diff_report *r)
{
	struct diff_reply *before = arena_alloc(&x->arena, (x->n + 1) * sizeof(*before));
	struct diff_reply *after = arena_alloc(&x->arena, (x->n + 1) * sizeof(*after));
	struct diff_answer *answers = arena_alloc(&x->arena, (x->n + 1) * sizeof(*answers));
	struct diff_job jobs[2] = {
		{ .index = x->old, .queries = x->queries, .replies = before, .n = x->n },
		{ .index = x->new, .queries = x->queries, .replies = after, .n = x->n },
	};
	size_t i;

	diff_cache_load(&x->arena, x->cache, x->queries, before, x->n);
	if (diff_ask(x->diag, &x->arena, jobs, 2) != 0)
		return -1;
	if (x->cache != NULL && jobs[0].missing > 0)
		diff_cache_save(x->cache, x->queries, before, x->n);
	for (i = 0; i < x->n; i++)
		if (diff_differs(&x->queries[i], &before[i], &after[i]))
			answers[r->n_answers++] =
			    (struct diff_answer){ &x->queries[i], &before[i], &after[i] };
	if (r->n_answers > 1)
		qsort(answers, r->n_answers, sizeof(*answers), by_rank);
	r->answers = answers;
	r->n_asked = x->n;
	r->index = &x->index;
	r->against = x->against;
	return 0;
}

static int
run(struct diff *x, struct diff_report *r)
{
	struct arena *a = &x->arena;
	size_t i;

	x->new = fs_join(a, x->dir, "new.db");
	if (find_old(x) != 0 ||
	    diff_make(&x->source, x->diag, a, x->opt->content, x->opt->at,
		x->opt->rev == NULL ? x->old : NULL, x->new) != 0 ||
	    diff_index(&x->index, x->diag, a, x->old, x->new) != 0)
		return -1;
	if (x->against == NULL)
		x->against =
		    arena_printf(a, "release %s, built %s", x->index.release, x->index.built);
	for (i = 0; i < x->index.n_gained; i++)
		x->index.gained[i].loc = diff_place(&x->source, &x->index.gained[i]);
	return list_queries(x) == 0 ? compare(x, r) : -1;
}

static int
diff(struct diag *d, const struct options *o)
{
	struct diff x = { .diag = d, .opt = o };
	struct diff_report r = { .against = NULL };
	char dir[] = "/tmp/cee-diff-XXXXXX";
	struct buf out = BUF_INIT;
	int rc = EXIT_ERROR;

	x.dir = mkdtemp(dir);
	if (x.dir == NULL) {
		(void)diag_error(d, (struct loc){ dir, 0, 0 }, /* the status says it */
		    "cannot make a directory for the index: %s", strerror(errno));
		return rc;
	}
	arena_init(&x.arena, 0);
	if (run(&x, &r) == 0) {
		if (o->json)
			diff_json(&out, &r);
		else
			diff_text(&out, &r);
		(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
		if (fflush(stdout) == 0)
			rc = diff_any(&r) ? EXIT_DIFFERS : EXIT_OK;
	}
	if (fs_remove(d, x.dir) != 0)
		rc = EXIT_ERROR;
	buf_free(&out);
	arena_free(&x.arena);
	return rc;
}

int
cmd_diff(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "out", required_argument, NULL, 'o' },
		{ "at", required_argument, NULL, 'a' },
		{ "against", required_argument, NULL, 'g' },
		{ "queries", required_argument, NULL, 'q' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	struct options o = { .content = "content", .out = "site" };
	const char *at = NULL;
	struct diag d;
	int c, rc = EXIT_ERROR;

	o.queries = xalloc((size_t)argc * sizeof(*o.queries));
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			o.content = optarg;
		else if (c == 'o')
			o.out = optarg;
		else if (c == 'a')
			at = optarg;
		else if (c == 'g')
			o.against = optarg;
		else if (c == 'q')
			o.queries[o.n_queries++] = optarg;
		else if (c == 'j')
			o.json = true;
		else
			break;
	}
	o.rev = optind < argc ? argv[optind++] : NULL;
	if (c != -1 || optind != argc || (o.rev != NULL && o.against != NULL)) {
		free(o.queries);
		return cmd_usage("diff");
	}
	diag_init(&d);
	if (cmd_time(&d, at, &o.at) == 0)
		rc = diff(&d, &o);
	diag_print(&d, stderr);
	diag_free(&d);
	free(o.queries);
	return rc;
}
