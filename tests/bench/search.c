/*
 * search.c - how long the search takes: `search INDEX [WORDS]` asks the request handler of both
 * front doors, in this process, for each kind of question and prints "kind n p50-us p95-us p99-us".
 * WORDS, a file of words, one a line, gives the texts for an index that is not this project's own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/escape.h"
#include "base/fs.h"
#include "search/api.h"

#define ROUNDS 3
#define CODES 10000

struct list {
	char **v;
	size_t n;
};

static const char *const products[] = { "t-shirts", "leather dog leash", "laptop computers",
	"stainless steel water bottle", "frozen shrimp", "led light bulbs", "wooden chairs",
	"solar panels", "running shoes", "vitamin c tablets", "car brake pads", "green coffee",
	"plastic toys for children", "glass jars", "cotton bed sheets", "bicycle helmets" };
static const char *const questions[] = { "how do i change my center", "where do i file a protest",
	"what is a center of excellence", "who releases my cargo", "what about drawback" };
static const char *const codes[] = { "6109", "8471.30", "9403.60.80", "0901", "2204.21" };
static const char *const typos[] = { "lether dog leesh", "stainles steal botle", "runing shoos",
	"coton bed sheats" };
static const char *const starts[] = { "le", "lea", "sto", "wood", "shi", "c", "elec", "pla" };

static double
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static double
ask(struct api *api, const struct msg_request *r)
{
	struct msg_response response;
	double start = now_us();

	msg_response_init(&response);
	api_handle(api, r, &response);
	start = now_us() - start;
	if (response.status >= 400)
		fprintf(stderr, "status %d for %.*s?%.*s\n", response.status, (int)r->path.n,
		    r->path.p, (int)r->query.n, r->query.p);
	msg_response_free(&response);
	return start;
}

static void
say(const char *kind, double *us, size_t n)
{
	qsort(us, n, sizeof(*us), by_size);
	printf("%s %zu %.0f %.0f %.0f\n", kind, n, us[n / 2], us[n * 95 / 100], us[n * 99 / 100]);
}

static void
texts(struct api *api, const char *kind, const char *path, const char *const *v, size_t n)
{
	double *us = calloc(n * ROUNDS, sizeof(*us));
	size_t i;

	for (i = 0; i < n * ROUNDS; i++) {
		struct buf q = BUF_INIT;
		struct msg_request r = { .method = STR("GET"), .path = str_of(path) };

		buf_adds(&q, "q=");
		escape_url_arg(&q, str_of(v[i % n]));
		r.query = buf_str(&q);
		us[i] = ask(api, &r);
		buf_free(&q);
	}
	say(kind, us, n * ROUNDS);
	free(us);
}

static void
list_of_codes(struct api *api)
{
	static const char *const some[] = { "6109100012", "8471300100", "9403608081", "0901210010",
		"2204215005", "3926909985", "8708305090" };
	struct msg_request r = { .method = STR("POST"),
		.path = STR("/api/v1/codes"),
		.content_type = STR("text/plain") };
	struct buf body = BUF_INIT;
	double us[5];
	size_t i;

	for (i = 0; i < CODES; i++)
		buf_addf(&body, "%s\n", some[i % (sizeof(some) / sizeof(some[0]))]);
	r.body = buf_str(&body);
	for (i = 0; i < 5; i++)
		us[i] = ask(api, &r);
	say("codes-10000", us, 5);
	buf_free(&body);
}

/* Pairs and triples of the words in a file. */
static struct list
read_words(const char *path)
{
	struct list l = { NULL, 0 };
	char *words[512], line[256];
	size_t n = 0, i;
	FILE *f = fopen(path, "r");

	while (f != NULL && n < 512 && fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		words[n++] = strdup(line);
	}
	if (f != NULL)
		fclose(f);
	l.v = calloc(n + 1, sizeof(*l.v));
	for (i = 0; i + 2 < n; i += 3) {
		char *s = malloc(800);

		(void)snprintf(s, 800, "%s %s %s", words[i], words[i + 1], words[i + 2]);
		l.v[l.n++] = s;
	}
	return l;
}

#define N(a) (a), sizeof(a) / sizeof((a)[0])

int
main(int argc, char *argv[])
{
	struct diag d;
	struct api *api;

	if (argc < 2)
		return 2;
	diag_init(&d);
	api = api_open(&d, argv[1]);
	if (api == NULL) {
		diag_print(&d, stderr);
		return 1;
	}
	if (argc > 2) {
		struct list l = read_words(argv[2]);

		texts(api, "product", "/api/v1/find", (const char *const *)l.v, l.n);
		texts(api, "page", "/find/", (const char *const *)l.v, l.n);
		texts(api, "suggest", "/api/v1/suggest", N(starts));
	} else {
		texts(api, "product", "/api/v1/find", N(products));
		texts(api, "misspelt", "/api/v1/find", N(typos));
		texts(api, "question", "/api/v1/find", N(questions));
		texts(api, "code", "/api/v1/find", N(codes));
		texts(api, "page", "/find/", N(products));
		texts(api, "suggest", "/api/v1/suggest", N(starts));
		list_of_codes(api);
	}
	api_close(api);
	diag_free(&d);
	return 0;
}
