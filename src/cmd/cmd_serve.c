/*
 * cmd_serve.c - cee serve: the site and its search on this machine, anew after every change.
 *
 * This thread watches, reads the content and tells the pages; the server's threads answer from the
 * desk (desk.h); the whole build, with the index for the search, follows in a process of its own
 * (builder.h).  Mistakes leave the last good site up.
 */
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/fs.h"
#include "cmd/builder.h"
#include "cmd/cmd.h"
#include "cmd/desk.h"
#include "cmd/gaps_page.h"
#include "cmd/make.h"
#include "cmd/watch.h"
#include "net/http.h"

#define JUDGE_MS 300 /* after a load without anything else to do */
#define LACKING_MS 500 /* how often to look for a directory that is not there */
#define KEPT_BYTES (64 * 1024 * 1024) /* about what the content takes */
#define DAY_S 86400 /* who waits longer for a page's day waits again */

static volatile sig_atomic_t stop_signal;

struct serve {
	struct desk *desk;
	struct builder *builder;
	struct watch *watch;
	struct http_server *server; /* NULL: not yet */
	struct diag said; /* of the last load */
	bool judge; /* it is to be judged */
	char *gaps; /* the file of gaps_page.h; NULL: none */
	sigset_t waiting; /* signals while we wait, and only then */
};

static void
on_signal(int sig)
{
	stop_signal = sig;
}

/* SIGINT and SIGTERM come only while we wait for something, so that none is missed. */
static void
catch_signals(sigset_t *waiting)
{
	struct sigaction sa = { .sa_handler = on_signal };
	sigset_t ours;

	(void)sigemptyset(&sa.sa_mask); /* valid arguments: none of these can fail */
	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&ours);
	(void)sigaddset(&ours, SIGINT);
	(void)sigaddset(&ours, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &ours, waiting);
	(void)sigdelset(waiting, SIGINT);
	(void)sigdelset(waiting, SIGTERM);
}

static double
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail on Linux */
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
load(struct serve *s, bool look)
{
	double before = now_ms();
	int rc;

	diag_free(&s->said);
	diag_init(&s->said);
	rc = desk_load(s->desk, &s->said, look);
	if (rc == 0) {
		builder_build(s->builder);
		if (s->server != NULL)
			http_reload(s->server);
		printf("pages are new, after %.0f ms; search follows\n", now_ms() - before);
		(void)fflush(stdout); /* a log that cannot be written has no reader */
	} else if (s->server != NULL) {
		http_notice(s->server);
	}
	diag_print(&s->said, stderr);
	if (rc != 0)
		(void)fprintf(stderr, "cee: not built; the last good site stays up\n");
	s->judge = rc == 0;
}

/* What is worth a second look waits until browsers have their pages. */
static void
judge(struct serve *s)
{
	s->judge = false;
	desk_judge(s->desk);
	if (s->server != NULL)
		http_notice(s->server);
}

static bool
is_said(const struct diag *d, const struct diag_msg *m)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (d->msgs[i].loc.line == m->loc.line && d->msgs[i].level == m->level &&
		    strcmp(d->msgs[i].text, m->text) == 0)
			return true;
	return false;
}

/* What the build has to say, but for what was said when the content was read. */
static void
print_new(const struct serve *s, const struct diag *from)
{
	struct diag d;
	size_t i;

	diag_init(&d);
	for (i = 0; i < from->n; i++) {
		const struct diag_msg *m = &from->msgs[i];

		if (!is_said(&s->said, m))
			diag_add(&d, m->level, m->loc, m->text);
	}
	diag_print(&d, stderr);
	diag_free(&d);
}

/* -1: there will be no more builds. */
static int
built(struct serve *s)
{
	enum builder_state state;
	struct diag d;
	int rc = 0;

	diag_init(&d);
	state = builder_take(s->builder, &d);
	if (state == BUILDER_GONE) {
		rc = diag_error(
		    &d, (struct loc){ NULL, 0, 0 }, "the process that builds has ended");
		diag_print(&d, stderr);
	} else if (state != BUILDER_BUSY) {
		desk_built(s->desk, state == BUILDER_DONE, builder_busy(s->builder), &d);
		if (s->server != NULL)
			http_notice(s->server);
		print_new(s, &d);
		if (state == BUILDER_FAILED)
			(void)fprintf(stderr, "cee: not built; search stays as it was\n");
	}
	diag_free(&d);
	return rc;
}

/* How long nothing needs to happen by itself, in seconds and nanoseconds. */
static struct timespec
patience(const struct serve *s)
{
	int64_t due = desk_due_s(s->desk);

	if (s->judge)
		return (struct timespec){ 0, JUDGE_MS * 1000000L };
	if (watch_lacks(s->watch))
		return (struct timespec){ 0, LACKING_MS * 1000000L };
	return (struct timespec){ due < 0 || due > DAY_S ? DAY_S : (time_t)due + 1, 0 };
}

/* Wait for one thing and do what it asks for.  -1: it is over, and that was said unless a signal came. */
static int
step(struct serve *s)
{
	struct pollfd p[] = { { .fd = builder_fd(s->builder), .events = POLLIN },
		{ .fd = watch_fd(s->watch), .events = POLLIN } };
	struct timespec t = patience(s);
	unsigned changed;
	int n = ppoll(p, 2, &t, &s->waiting);

	if (n < 0)
		return stop_signal != 0 ? -1 : 0;
	if (p[0].revents != 0 && built(s) != 0)
		return -1;
	if (n == 0 && s->judge) {
		judge(s);
		return 0;
	}
	changed = p[1].revents != 0 || n == 0 ? watch_take(s->watch) : 0;
	/* Only the first is content.  Without a change its day has come for a page. */
	if (changed != 0 || (n == 0 && !watch_lacks(s->watch)))
		load(s, changed > 1);
	return 0;
}

/* A first build, when there is none to search in; mistakes do not keep us from serving. */
static int
first_build(struct serve *s, const char *index)
{
	int rc = 0;

	while (rc == 0 && !fs_exists(index) && builder_busy(s->builder))
		rc = step(s);
	return rc;
}

static int
serve(struct serve *s, struct diag *d, const struct make_dirs *dirs,
    const struct http_options *base)
{
	const char *host = base->address;
	struct msg_handler handler = desk_handler;
	struct http_options o = *base;
	struct gaps_page page = { .inner = desk_handler, .owns = desk_owns };
	struct buf root = BUF_INIT, index = BUF_INIT;
	int rc = EXIT_ERROR;

	buf_addf(&root, "%s/current/public", dirs->out);
	buf_addf(&index, "%s/current/search.db", dirs->out);
	o.root = root.p;
	o.dynamic = desk_owns;
	o.dynamic_arg = o.strip_arg = s->desk;
	o.strip = desk_strip;
	o.style = desk_style();
	o.live = true;
	handler.shared = s->desk;
	if (s->gaps != NULL && host == NULL) { /* for this machine alone */
		page.inner.shared = page.owns_arg = s->desk;
		page.file = s->gaps;
		page.index = index.p;
		page.content = dirs->content;
		handler = gaps_page_handler;
		handler.shared = o.dynamic_arg = &page;
		o.dynamic = gaps_page_owns;
	}
	load(s, true);
	if (first_build(s, index.p) == 0)
		s->server = http_start(d, &o, &handler);
	if (s->server != NULL) {
		if (host != NULL)
			(void)fprintf(stderr,
			    "cee: warning: whoever can reach %s sees drafts and what is held "
			    "back\n",
			    host); /* its reader is gone */
		printf(host != NULL && strchr(host, ':') != NULL
			   ? "serving on http://[%s]:%u/ (Ctrl-C stops)\n"
			   : "serving on http://%s:%u/ (Ctrl-C stops)\n",
		    host != NULL ? host : "127.0.0.1", http_port(s->server));
		(void)fflush(stdout); /* a log that cannot be written has no reader */
		while (step(s) == 0)
			;
	}
	if (stop_signal != 0) {
		printf("\nstopped\n");
		rc = EXIT_OK;
	}
	http_stop(s->server);
	buf_free(&root);
	buf_free(&index);
	return rc;
}

static int
run(const struct make_dirs *dirs, const struct http_options *o, char *gaps)
{
	const char *watched[] = { dirs->content, dirs->templates, dirs->assets };
	struct serve s = { .gaps = gaps };
	int rc = EXIT_ERROR;
	struct diag d;

	diag_init(&d);
	diag_init(&s.said);
	catch_signals(&s.waiting);
	/* Each load wants as much memory as the one before gave back: keep it. */
	(void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	(void)mallopt(M_TOP_PAD, KEPT_BYTES / 16);
	s.builder = builder_start(&d, dirs); /* before there is any thread */
	if (s.builder != NULL)
		s.watch = watch_open(&d, watched, 3);
	if (s.watch != NULL) {
		s.desk = desk_open(dirs);
		rc = serve(&s, &d, dirs, o);
		desk_close(s.desk);
	}
	watch_close(s.watch);
	builder_stop(s.builder);
	diag_print(&d, stderr);
	diag_free(&s.said);
	diag_free(&d);
	return rc;
}

int
cmd_serve(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "templates", required_argument, NULL, 't' },
		{ "assets", required_argument, NULL, 'A' },
		{ "out", required_argument, NULL, 'o' },
		{ "host", required_argument, NULL, 'h' },
		{ "port", required_argument, NULL, 'p' },
		{ "gaps", required_argument, NULL, 'g' },
		{ NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	struct http_options o = { .port = 8080 };
	unsigned long port = 8080;
	char *gaps = NULL;
	int c;

	dirs.out = "site/.preview";
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			dirs.content = optarg;
		else if (c == 't')
			dirs.templates = optarg;
		else if (c == 'A')
			dirs.assets = optarg;
		else if (c == 'o')
			dirs.out = optarg;
		else if (c == 'h')
			o.address = optarg;
		else if (c == 'g')
			gaps = optarg;
		else if (c != 'p' || !str_to_uint(str_of(optarg), 65535, &port))
			return cmd_usage("serve");
	}
	if (optind != argc)
		return cmd_usage("serve");
	dirs.preview = true;
	o.port = (unsigned)port;
	return run(&dirs, &o, gaps);
}
