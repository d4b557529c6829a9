/*
 * cee-search.c - the FastCGI responder: answers searches over one search.db behind a web server.
 * Layer: cmd.
 */
#include <getopt.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/jsonw.h"
#include "net/listen.h"
#include "net/sandbox.h"
#include "net/watch.h"
#include "search/api.h"

/* Bodies, lists and indexes have larger pieces; a search has some of 2 MiB, and wants them again. */
#define LARGE_BYTES (4 * 1024 * 1024)
#define KEPT_BYTES (8 * 1024 * 1024)
#define GAPS_MIN_LEAST 2 /* one sighting is somebody's own words */
#define GAPS_MIN_MOST 1000

static int
usage(void)
{
	(void)fprintf(stderr, "usage: cee-search [--threads N] [--group NAME] [--mode OCTAL] "
			      "[--metrics SOCKET]\n"
			      "           [--gaps FILE [--gaps-min N]]\n"
			      "           [--no-sandbox] --index FILE SOCKET\n"
			      "       cee-search --check --index FILE\n");
	return 2;
}

/* Is the index good to serve?  For deploy scripts. */
static int
check(struct diag *d, const char *index)
{
	struct store *s = store_open(d, index);

	if (s == NULL)
		return 1;
	printf("release %s, mapping of %s, %zu headings, %zu names\n", s->release,
	    s->mapping_date, s->n_headings, s->n_names);
	store_close(s);
	return 0;
}

/* What --metrics shows: the counters, and the index as a thread of its own has it open. */
struct monitor {
	struct metrics *metrics;
	struct watch *watch;
	struct api *api;
	struct buf last; /* the release seen last */
	int64_t changes;
};

static void
monitor_answer(void *arg, const struct msg_request *req, struct msg_response *r)
{
	const struct msg_request health = { .method = STR("GET"), .path = STR("/healthz") };
	struct monitor *m = arg;
	const struct store *s;
	int64_t built = 0, now = (int64_t)time(NULL);

	api_handle(m->api, &health, r); /* takes a new index, if there is one */
	s = api_store(m->api);
	if (!str_is(buf_str(&m->last), s->release)) {
		m->changes++;
		buf_clear(&m->last);
		buf_adds(&m->last, s->release);
	}
	(void)time_parse(str_of(s->built), NULL, &built); /* our own build wrote it */
	buf_clear(&r->body);
	if (str_is(req->path, "/metrics")) {
		r->content_type = "text/plain; version=0.0.4; charset=utf-8";
		metrics_write(m->metrics, &r->body);
		metrics_add(&r->body, "cee_index_built_seconds", "gauge",
		    "When the index in use was built, in seconds since 1970.", built);
		metrics_add(&r->body, "cee_index_age_seconds", "gauge",
		    "Age of the index in use.", now - built);
		metrics_add(&r->body, "cee_index_changes_total", "counter",
		    "Changes to another release, as seen when asked.", m->changes);
	} else if (str_is(req->path, "/healthz")) {
		struct jsonw w;

		jsonw_init(&w, &r->body);
		jsonw_object(&w);
		jsonw_kcstr(&w, "status", "ok");
		jsonw_kcstr(&w, "release", s->release);
		jsonw_kint(&w, "age_s", now - built);
		jsonw_end(&w);
		buf_addc(&r->body, '\n');
	} else {
		r->status = 404;
		r->content_type = NULL;
	}
}

static int
monitor_open(struct diag *d, struct monitor *m, const struct listen_options *o,
    const char *index, const char *where)
{
	if (where == NULL)
		return 0;
	m->metrics = metrics_new();
	m->api = api_open(d, index);
	if (m->api != NULL)
		buf_adds(&m->last, api_store(m->api)->release);
	if (m->api != NULL)
		m->watch = watch_open(d, where, o->mode, o->group, monitor_answer, m);
	return m->watch != NULL ? 0 : -1;
}

static void
monitor_close(struct monitor *m)
{
	watch_close(m->watch);
	api_close(m->api);
	metrics_free(m->metrics);
	buf_free(&m->last);
}

/* What the sandbox must leave open, and what begins in it. */
struct needs {
	const char *index;
	const char *socket; /* NULL: inherited, or no file */
	struct monitor monitor;
	bool sandbox;
};

/* Everything is open and nothing was read: from here on a fault in the program reaches little. */
static int
enter_sandbox(struct diag *d, const struct needs *n)
{
	int landlock;

	if (sandbox_privileges(d) != 0 ||
	    sandbox_files(d, n->index, n->socket, &landlock) != 0 || sandbox_calls(d) != 0)
		return -1;
	if (landlock > 0)
		(void)fprintf(
		    stderr, "cee-search: in the sandbox: seccomp, Landlock %d\n", landlock);
	else
		(void)fputs("cee-search: in the sandbox: seccomp alone, this kernel offers no "
			    "Landlock\n",
		    stderr);
	return 0;
}

static int
ready(struct diag *d, void *arg)
{
	struct needs *n = arg;

	if (!n->sandbox)
		(void)fputs(
		    "cee-search: warning: without sandbox, which is for debugging only\n",
		    stderr);
	else if (enter_sandbox(d, n) != 0)
		return -1;
	return n->monitor.watch != NULL ? watch_start(d, n->monitor.watch) : 0;
}

static bool
number(const char *text, int base, unsigned long max, unsigned long *out)
{
	char *end;

	*out = strtoul(text, &end, base);
	return text[0] >= '0' && text[0] <= '9' && *end == '\0' && *out <= max;
}

static bool
day(const char *text, int64_t *out)
{
	struct date d;

	if (!date_parse(str_of(text), &d) || d.day == 0)
		return false;
	*out = date_days(d);
	return true;
}

/* The handler that counts what people fail to find in the file that O names. -1 after reporting. */
static int
count_gaps(struct diag *d, struct msg_handler *handler, struct api_counted *counted,
    const struct gaps_options *o)
{
	counted->gaps = gaps_open(d, o);
	*handler = api_handler_counted;
	handler->shared = counted;
	return counted->gaps != NULL ? 0 : -1;
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "index", required_argument, NULL, 'i' },
		{ "threads", required_argument, NULL, 't' },
		{ "group", required_argument, NULL, 'g' },
		{ "mode", required_argument, NULL, 'm' },
		{ "metrics", required_argument, NULL, 's' },
		{ "check", no_argument, NULL, 'c' },
		{ "no-sandbox", no_argument, NULL, 'n' },
		{ "gaps", required_argument, NULL, 'G' },
		{ "gaps-min", required_argument, NULL, 'k' },
		{ "gaps-day", required_argument, NULL, 'd' },
		{ NULL, 0, NULL, 0 },
	};
	struct listen_options o = { .where = NULL };
	struct msg_handler handler = api_handler;
	struct gaps_options gaps = { .path = NULL };
	struct api_counted counted = { .gaps = NULL };
	char *index = NULL;
	const char *metrics = NULL;
	bool only_check = false;
	struct needs needs = { .sandbox = SANDBOX_WORKS, .monitor = { .last = BUF_INIT } };
	unsigned long v;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'i')
			index = optarg;
		else if (c == 't' && number(optarg, 10, LISTEN_THREADS_MAX, &v) && v > 0)
			o.threads = (unsigned)v;
		else if (c == 'm' && number(optarg, 8, 0777, &v))
			o.mode = (mode_t)v;
		else if (c == 'g')
			o.group = optarg;
		else if (c == 'G')
			gaps.path = optarg;
		else if (c == 'k' && number(optarg, 10, GAPS_MIN_MOST, &v) &&
			 v >= GAPS_MIN_LEAST)
			gaps.min = (unsigned)v;
		else if (c == 'd' && day(optarg, &gaps.day))
			continue;
		else if (c == 'c')
			only_check = true;
		else if (c == 'n')
			needs.sandbox = false;
		else if (c == 's')
			metrics = optarg;
		else
			return usage();
	}
	if (index == NULL || optind + (only_check ? 0 : 1) != argc)
		return usage();
	/* What is large goes back to the system when it is freed.  By itself malloc soon keeps it, and in
	 * pieces, which is more with each new index and each list. */
	(void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	(void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	diag_init(&d);
	if (only_check) {
		rc = check(&d, index);
	} else {
		o.where = argv[optind];
		handler.shared = index;
		needs.index = index;
		needs.socket = strchr(o.where, '/') != NULL ? o.where : NULL;
		o.ready = ready;
		o.ready_arg = &needs;
		rc = 1;
		counted.index = index;
		if ((gaps.path == NULL || count_gaps(&d, &handler, &counted, &gaps) == 0) &&
		    monitor_open(&d, &needs.monitor, &o, index, metrics) == 0) {
			o.metrics = needs.monitor.metrics;
			rc = listen_run(&d, &o, &handler);
		}
		monitor_close(&needs.monitor);
		gaps_close(counted.gaps);
	}
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
