/*
 * search.c - how long the search takes: `search INDEX GOLD` asks the request handler of both front doors,
 * in this process, what stands in the lists of the folder GOLD: each query once, after some to warm up.
 * `search INDEX --lines FILE` asks each line of FILE, a path with its query, once to warm up and once more.
 *
 * Prints "open MS RSS-KIB" and for each kind of question, or "lines", "kind n p50-us p95-us p99-us cpu-us
 * late": cpu is the mean of processor time, late how many ran out of the time that a search may take
 * (LIMIT_SEARCH_MS) and were answered with what was found by then.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/fs.h"
#include "search/api.h"

#define MOST 300 /* queries of a kind, evenly from its list */
#define WARM 50
#define LIST 10000 /* codes in one list */
#define LISTS 9
#define MOST_LINES 100000

struct kind {
	const char *name, *file, *path;
	void (*change)(struct buf *, struct str query, size_t i); /* NULL: as it is */
};

/* What was asked, and what came of it. */
struct tally {
	double us[MOST_LINES];
	double cpu_us;
	size_t n, late;
};

static struct tally tally;

static double
clock_us(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* One letter of the longest word is lost, stands twice, or has changed places with the next. */
static void
mistype(struct buf *out, struct str q, size_t i)
{
	size_t at = 0, n = 0, k, start = 0;

	for (k = 0; k <= q.n; k++) {
		if (k < q.n && ascii_isalpha(q.p[k]))
			continue;
		if (k - start > n) {
			at = start;
			n = k - start;
		}
		start = k + 1;
	}
	if (n < 4) {
		buf_addstr(out, q);
		return;
	}
	k = at + 1 + i % (n - 2);
	buf_add(out, q.p, k);
	if (i % 3 == 1)
		buf_addc(out, q.p[k]);
	if (i % 3 == 2) {
		buf_addc(out, q.p[k + 1]);
		buf_addc(out, q.p[k]);
	}
	buf_addstr(out, str_skip(q, i % 3 == 1 ? k : i % 3 == 2 ? k + 2 : k + 1));
}

static void
begin_2(struct buf *out, struct str q, size_t i)
{
	(void)i;
	buf_add(out, q.p, q.n < 2 ? q.n : 2);
}

static void
begin_3(struct buf *out, struct str q, size_t i)
{
	size_t n = 3 + i % 6;

	buf_add(out, q.p, q.n < n ? q.n : n);
}

static const struct kind kinds[] = {
	{ "code", "codes.tsv", "/api/v1/find", NULL },
	{ "product", "products.tsv", "/api/v1/find", NULL },
	{ "mistyped", "products.tsv", "/api/v1/find", mistype },
	{ "spanish", "es-products.tsv", "/api/v1/find", NULL },
	{ "question", "questions.tsv", "/api/v1/find", NULL },
	{ "vague", "vague.tsv", "/api/v1/find", NULL },
	{ "page", "products.tsv", "/find/", NULL }, /* the same as HTML */
	{ "suggest-2", "products.tsv", "/api/v1/suggest", begin_2 },
	{ "suggest-3-8", "products.tsv", "/api/v1/suggest", begin_3 },
};

static void
ask(struct api *api, const struct msg_request *r)
{
	struct msg_response response;
	double wall, cpu;

	msg_response_init(&response);
	cpu = clock_us(CLOCK_PROCESS_CPUTIME_ID);
	wall = clock_us(CLOCK_MONOTONIC);
	api_handle(api, r, &response);
	tally.us[tally.n++] = clock_us(CLOCK_MONOTONIC) - wall;
	tally.cpu_us += clock_us(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	if (response.status >= 400 && response.status != 404)
		fprintf(stderr, "status %d for %.*s?%.*s\n", response.status, (int)r->path.n,
		    r->path.p, (int)r->query.n, r->query.p);
	if (strstr(response.body.p, "\"timed_out\":true") != NULL)
		tally.late++;
	msg_response_free(&response);
}

static void
forget(void)
{
	tally.n = tally.late = 0;
	tally.cpu_us = 0;
}

static void
say(const char *kind)
{
	size_t n = tally.n;

	qsort(tally.us, n, sizeof(*tally.us), by_size);
	printf("%s %zu %.0f %.0f %.0f %.1f %zu\n", kind, n, tally.us[n / 2],
	    tally.us[n * 95 / 100], tally.us[n * 99 / 100], tally.cpu_us / (double)n,
	    tally.late);
	(void)fflush(stdout);
}

static void
read_file(struct buf *out, const char *path)
{
	struct diag d;

	diag_init(&d);
	if (fs_read(&d, out, path, 64u << 20) != 0) {
		diag_print(&d, stderr);
		exit(1);
	}
	diag_free(&d);
}

/* The first column of a file, but for its first line: N of them. */
static size_t
read_queries(const char *dir, const char *name, struct str out[MOST])
{
	struct buf path = BUF_INIT, *text = calloc(1, sizeof(*text)); /* kept to the end */
	struct str rest, line, all[8192];
	size_t n = 0, i;

	buf_init(text);
	buf_addf(&path, "%s/%s", dir, name);
	read_file(text, path.p);
	buf_free(&path);
	rest = buf_str(text);
	(void)str_split(&rest, '\n', &line);
	while (n < 8192 && str_split(&rest, '\n', &line)) {
		line.n = str_chr(line, '\t');
		if (line.n > 0)
			all[n++] = line;
	}
	for (i = 0; i < MOST && i < n; i++)
		out[i] = all[i * (n < MOST ? n : n / MOST * MOST) / (n < MOST ? n : MOST)];
	return i;
}

static void
queries(struct api *api, const char *dir, const struct kind *k)
{
	struct str v[MOST];
	size_t n = read_queries(dir, k->file, v), i;

	forget();
	for (i = 0; i < n + WARM; i++) {
		struct buf typed = BUF_INIT, q = BUF_INIT;
		struct msg_request r = { .method = STR("GET"), .path = str_of(k->path) };
		size_t at = i < WARM ? (i * 7) % n : i - WARM;

		if (i == WARM)
			forget();
		if (k->change != NULL)
			k->change(&typed, v[at], at);
		else
			buf_addstr(&typed, v[at]);
		buf_adds(&q, "q=");
		escape_url_arg(&q, buf_str(&typed));
		r.query = buf_str(&q);
		ask(api, &r);
		buf_free(&typed);
		buf_free(&q);
	}
	say(k->name);
}

static void
list_of_codes(struct api *api, const char *dir)
{
	struct msg_request r = { .method = STR("POST"),
		.path = STR("/api/v1/codes"),
		.content_type = STR("text/plain") };
	struct buf body = BUF_INIT;
	struct str v[MOST];
	size_t n = read_queries(dir, "codes.tsv", v), i;

	forget();
	for (i = 0; i < LIST; i++)
		buf_addf(&body, "%.*s\n", (int)v[i % n].n, v[i % n].p);
	r.body = buf_str(&body);
	for (i = 0; i < LISTS; i++)
		ask(api, &r);
	say("codes-10000");
	buf_free(&body);
}

static void
lines(struct api *api, const char *path)
{
	struct buf text = BUF_INIT;
	struct str rest, line;
	size_t round;

	read_file(&text, path);
	for (round = 0; round < 2; round++) {
		forget();
		for (rest = buf_str(&text); str_split(&rest, '\n', &line);) {
			struct msg_request r = { .method = STR("GET") };

			if (line.n == 0 || tally.n == MOST_LINES)
				continue;
			(void)str_split(&line, '?', &r.path);
			r.query = line;
			ask(api, &r);
		}
	}
	if (tally.n == 0)
		exit(1);
	say("lines");
	buf_free(&text);
}

/* In KiB, with what was only mapped and read. */
static long
resident(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long all = 0, here = 0;

	if (f == NULL || fscanf(f, "%ld %ld", &all, &here) != 2)
		here = 0;
	if (f != NULL)
		(void)fclose(f);
	return here * (sysconf(_SC_PAGESIZE) / 1024);
}

int
main(int argc, char *argv[])
{
	bool given = argc == 4 && strcmp(argv[2], "--lines") == 0;
	double start = clock_us(CLOCK_MONOTONIC);
	struct diag d;
	struct api *api;
	size_t i;

	if (argc != 3 && !given)
		return 2;
	diag_init(&d);
	api = api_open(&d, argv[1]);
	if (api == NULL) {
		diag_print(&d, stderr);
		return 1;
	}
	if (given) {
		lines(api, argv[3]);
	} else {
		printf(
		    "open %.1f %ld\n", (clock_us(CLOCK_MONOTONIC) - start) / 1e3, resident());
		for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
			queries(api, argv[2], &kinds[i]);
		list_of_codes(api, argv[2]);
	}
	api_close(api);
	diag_free(&d);
	return 0;
}
