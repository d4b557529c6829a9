/*
 * cmd_serve.c - cee serve: build, serve on this machine, build again on every change.
 *
 * A build that fails leaves the last good site up; its errors are printed.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/make.h"
#include "cmd/watch.h"
#include "net/http.h"
#include "search/api.h"

static volatile sig_atomic_t stop_signal;

static void
on_signal(int sig)
{
	stop_signal = sig;
}

/* SIGINT and SIGTERM interrupt the wait; no SA_RESTART, so poll() returns. */
static void
catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	(void)sigemptyset(&sa.sa_mask); /* these four cannot fail */
	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

static bool
dynamic(void *arg, struct str method, struct str path)
{
	(void)arg;
	return api_owns(method, path);
}

static int
build(const struct make_dirs *dirs)
{
	struct build_report report;
	struct timespec a, b;
	struct diag d;
	int64_t at;
	int rc;

	diag_init(&d);
	(void)clock_gettime(CLOCK_MONOTONIC, &a); /* cannot fail on Linux */
	rc = cmd_time(&d, NULL, &at);
	if (rc == 0) {
		rc = make_site(&d, dirs, at, &report);
		if (rc == 0) {
			(void)clock_gettime(CLOCK_MONOTONIC, &b);
			make_report(stdout, &report);
			printf("built in %.2f s\n", (double)(b.tv_sec - a.tv_sec) +
							(double)(b.tv_nsec - a.tv_nsec) / 1e9);
		}
		build_report_free(&report);
	}
	diag_print(&d, stderr);
	if (rc != 0)
		(void)fprintf(stderr, "cee: not built; the last good site stays up\n");
	(void)fflush(stdout); /* a log that cannot be written has no reader */
	diag_free(&d);
	return rc;
}

static int
serve(struct diag *d, const struct make_dirs *dirs, unsigned port)
{
	const char *watched[] = { dirs->content, dirs->templates };
	struct msg_handler handler = api_handler;
	struct http_options o = { .port = port, .dynamic = dynamic, .live = true };
	struct buf root = BUF_INIT, index = BUF_INIT;
	struct http_server *server = NULL;
	struct watch *w;
	int rc = EXIT_ERROR;

	buf_addf(&root, "%s/current/public", dirs->out);
	buf_addf(&index, "%s/current/search.db", dirs->out);
	o.root = root.p;
	handler.shared = index.p;
	w = watch_open(d, watched, 2);
	if (w != NULL)
		server = http_start(d, &o, &handler);
	if (server != NULL) {
		printf("serving on http://127.0.0.1:%u/ (Ctrl-C stops)\n", http_port(server));
		(void)fflush(stdout); /* a log that cannot be written has no reader */
		while (stop_signal == 0)
			if (watch_wait(w) && build(dirs) == 0)
				http_reload(server);
		printf("\nstopped\n");
		rc = EXIT_OK;
	}
	http_stop(server);
	watch_close(w);
	buf_free(&root);
	buf_free(&index);
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
		{ "port", required_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	struct make_dirs dirs = MAKE_DIRS;
	unsigned long port = 8080;
	struct diag d;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			dirs.content = optarg;
		else if (c == 't')
			dirs.templates = optarg;
		else if (c == 'A')
			dirs.assets = optarg;
		else if (c == 'o')
			dirs.out = optarg;
		else if (c != 'p' || !str_to_uint(str_of(optarg), 65535, &port))
			return cmd_usage("serve");
	}
	if (optind != argc)
		return cmd_usage("serve");
	dirs.preview = true;
	catch_signals();
	diag_init(&d);
	if (build(&dirs) != 0) {
		struct buf index = BUF_INIT;

		/* Without any release there is nothing to serve. */
		buf_addf(&index, "%s/current/search.db", dirs.out);
		rc = fs_exists(index.p) ? serve(&d, &dirs, (unsigned)port) : EXIT_ERROR;
		buf_free(&index);
	} else {
		rc = serve(&d, &dirs, (unsigned)port);
	}
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
