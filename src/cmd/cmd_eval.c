/*
 * cmd_eval.c - cee eval: how often the search is right, on queries whose codes are known.
 *
 * Every row counts, whatever the label: the ranked Centers and headings of the answer are scored, and
 * an empty list is wrong.  The expected Center is the one that our own mapping gives the code.
 */
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/jsonw.h"
#include "cmd/cmd.h"
#include "search/answer.h"

#define FILE_LIMIT (16ul * 1024 * 1024) /* bytes of one file of queries */

enum metric {
	CENTER_1,
	CENTER_2,
	CENTER_3,
	HEADING_1,
	HEADING_3,
	NONE,
	LIKELY_RIGHT,
	LIKELY_COVERS,
	PROBABLY_RIGHT,
	PROBABLY_COVERS,
	METRIC__MAX
};

static const char *const metric_names[] = {
	[CENTER_1] = "center@1",
	[CENTER_2] = "center@2",
	[CENTER_3] = "center@3",
	[HEADING_1] = "heading@1",
	[HEADING_3] = "heading@3",
	[NONE] = "none",
	[LIKELY_RIGHT] = "precision(very-likely)",
	[LIKELY_COVERS] = "coverage(very-likely)",
	[PROBABLY_RIGHT] = "precision(probably)",
	[PROBABLY_COVERS] = "coverage(probably)",
};

struct group {
	const char *name;
	size_t hit[METRIC__MAX], of[METRIC__MAX];
	double *us; /* microseconds of each query */
	size_t n, cap;
};

struct eval {
	struct arena arena; /* names of groups, latencies */
	struct group *groups; /* the first is "all" */
	size_t n_groups, cap_groups;
	struct store *store;
	struct diag *diag;
};

static struct group *
group_of(struct eval *e, struct str name)
{
	size_t i;

	for (i = 0; i < e->n_groups; i++)
		if (str_is(name, e->groups[i].name))
			return &e->groups[i];
	e->groups =
	    arena_grow(&e->arena, e->groups, e->n_groups, &e->cap_groups, sizeof(*e->groups));
	e->groups[e->n_groups] = (struct group){
		.name = arena_strndup(&e->arena, name.p, name.n),
	};
	return &e->groups[e->n_groups++];
}

/* The place of the first right Center and heading, from 1; SIZE_MAX when there is none. */
static void
places(const struct eval *e, const struct answer *an, struct str hts, size_t *center,
    size_t *heading)
{
	struct str code;
	size_t i;

	*center = *heading = SIZE_MAX;
	while (str_split(&hts, '|', &code)) {
		const struct store_rule *r;

		code = str_trim(code);
		r = store_route(e->store, code);
		for (i = 0; r != NULL && i < an->n_centers && i + 1 < *center; i++)
			if (an->centers[i].center == r->center)
				*center = i + 1;
		for (i = 0; i < an->n_headings && i + 1 < *heading; i++)
			if (code.n >= 4 &&
			    strncmp(an->headings[i].heading->code, code.p, 4) == 0)
				*heading = i + 1;
	}
}

static void
count(struct group *g, enum metric m, bool hit)
{
	g->of[m]++;
	g->hit[m] += hit;
}

static void
score(struct eval *e, struct group *g, const struct answer *an, size_t center, size_t heading,
    double us)
{
	bool likely = an->label == LABEL_VERY_LIKELY || an->label == LABEL_EXACT;
	bool probably = an->label == LABEL_PROBABLY;

	count(g, CENTER_1, center <= 1);
	count(g, CENTER_2, center <= 2);
	count(g, CENTER_3, center <= 3);
	count(g, HEADING_1, heading <= 1);
	count(g, HEADING_3, heading <= 3);
	count(g, NONE, an->n_centers == 0);
	count(g, LIKELY_COVERS, likely);
	count(g, PROBABLY_COVERS, probably);
	if (likely)
		count(g, LIKELY_RIGHT, center <= 1);
	if (probably)
		count(g, PROBABLY_RIGHT, center <= 1);
	g->us = arena_grow(&e->arena, g->us, g->n, &g->cap, sizeof(*g->us));
	g->us[g->n++] = us;
}

static double
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* cannot fail on Linux */
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
run_row(struct eval *e, struct arena *a, struct str query, struct str hts, struct str group)
{
	struct answer_request req = { .q = query };
	struct answer an;
	size_t center, heading;
	double start;

	arena_reset(a);
	start = now_us();
	answer_make(&an, a, e->store, &req);
	start = now_us() - start;
	places(e, &an, hts, &center, &heading);
	score(e, group_of(e, STR("all")), &an, center, heading, start);
	if (group.n > 0)
		score(e, group_of(e, group), &an, center, heading, start);
}

static struct str
field(struct str line, size_t want)
{
	struct str f = { "", 0 };
	size_t i;

	for (i = 0; i <= want; i++)
		if (!str_split(&line, '\t', &f))
			return (struct str){ "", 0 };
	return f;
}

static int
run_file(struct eval *e, const char *path)
{
	struct buf text = BUF_INIT;
	struct str rest, line, name;
	size_t query = SIZE_MAX, hts = SIZE_MAX, group = SIZE_MAX, i = 0;
	struct arena a;
	int rc = -1;

	arena_init(&a, 0);
	if (fs_read(e->diag, &text, path, FILE_LIMIT) != 0)
		goto out;
	rest = buf_str(&text);
	if (!str_split(&rest, '\n', &line))
		line = (struct str){ "", 0 };
	for (line = str_trim(line); str_split(&line, '\t', &name); i++) {
		if (str_is(name, "query"))
			query = i;
		else if (str_is(name, "hts"))
			hts = i;
		else if (str_is(name, "style") || (str_is(name, "source") && group == SIZE_MAX))
			group = i;
	}
	if (query == SIZE_MAX || hts == SIZE_MAX) {
		(void)diag_error(e->diag, (struct loc){ path, 1, 1 }, /* -1 below */
		    "the header line must name the columns query and hts, tab between");
		goto out;
	}
	while (str_split(&rest, '\n', &line)) {
		if (str_ends(line, "\r"))
			line.n--;
		if (field(line, query).n > 0)
			run_row(e, &a, field(line, query), field(line, hts),
			    group != SIZE_MAX ? field(line, group) : (struct str){ "", 0 });
	}
	rc = 0;
out:
	arena_free(&a);
	buf_free(&text);
	return rc;
}

/* Wilson's score interval at 95%. */
static void
wilson(size_t hit, size_t n, double *low, double *high)
{
	const double z = 1.959964;
	double p, mid, half, div;

	*low = *high = 0;
	if (n == 0)
		return;
	p = (double)hit / (double)n;
	div = 1 + z * z / (double)n;
	mid = p + z * z / (2 * (double)n);
	half = z * sqrt(p * (1 - p) / (double)n + z * z / (4.0 * (double)n * (double)n));
	*low = (mid - half) / div;
	*high = (mid + half) / div;
}

static int
by_time(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static double
percentile(const struct group *g, double q)
{
	return g->n > 0 ? g->us[(size_t)(q * (double)(g->n - 1))] : 0;
}

static const struct {
	const char *name;
	double q;
} times[] = { { "p50", 0.50 }, { "p95", 0.95 }, { "p99", 0.99 } };

static void
print_text(const struct eval *e)
{
	double low, high;
	size_t i, m;

	for (i = 0; i < e->n_groups; i++) {
		const struct group *g = &e->groups[i];

		printf("%s%s\n", i > 0 ? "\n" : "", g->name);
		for (m = 0; m < METRIC__MAX; m++) {
			wilson(g->hit[m], g->of[m], &low, &high);
			printf("%s %.4f [%.4f, %.4f] n=%zu\n", metric_names[m],
			    g->of[m] > 0 ? (double)g->hit[m] / (double)g->of[m] : 0, low, high,
			    g->of[m]);
		}
		for (m = 0; m < 3; m++)
			printf("%s %.0f us n=%zu\n", times[m].name, percentile(g, times[m].q),
			    g->n);
	}
}

static void
print_json(const struct eval *e)
{
	struct buf out = BUF_INIT;
	struct jsonw w;
	double low, high;
	size_t i, m;

	jsonw_init(&w, &out);
	jsonw_object(&w);
	for (i = 0; i < e->n_groups; i++) {
		const struct group *g = &e->groups[i];

		jsonw_key(&w, g->name);
		jsonw_object(&w);
		for (m = 0; m < METRIC__MAX; m++) {
			wilson(g->hit[m], g->of[m], &low, &high);
			jsonw_key(&w, metric_names[m]);
			jsonw_object(&w);
			jsonw_kreal(&w, "value",
			    g->of[m] > 0 ? (double)g->hit[m] / (double)g->of[m] : 0, 4);
			jsonw_kreal(&w, "low", low, 4);
			jsonw_kreal(&w, "high", high, 4);
			jsonw_kint(&w, "n", (int64_t)g->of[m]);
			jsonw_end(&w);
		}
		for (m = 0; m < 3; m++)
			jsonw_kreal(&w, times[m].name, percentile(g, times[m].q), 0);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	puts(out.p);
	buf_free(&out);
}

static int
eval(struct diag *d, const char *index, int n, char *files[], bool json)
{
	struct eval e = { .diag = d };
	size_t g;
	int i, rc = 0;

	arena_init(&e.arena, 0);
	e.store = store_open(d, index);
	if (e.store == NULL)
		rc = -1;
	for (i = 0; rc == 0 && i < n; i++)
		rc = run_file(&e, files[i]);
	if (rc == 0 && e.n_groups == 0)
		rc = diag_error(d, (struct loc){ files[0], 0, 0 }, "no queries in the files");
	if (rc == 0) {
		for (g = 0; g < e.n_groups; g++)
			qsort(e.groups[g].us, e.groups[g].n, sizeof(double), by_time);
		if (json)
			print_json(&e);
		else
			print_text(&e);
		if (fflush(stdout) != 0)
			rc = -1;
	}
	store_close(e.store);
	arena_free(&e.arena);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}

int
cmd_eval(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	const char *index = NULL;
	bool json = false;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'i')
			index = optarg;
		else
			return cmd_usage("eval");
	}
	if (optind == argc)
		return cmd_usage("eval");
	diag_init(&d);
	rc = eval(&d, cmd_index(index), argc - optind, argv + optind, json);
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
