/*
 * cee-search.c - the FastCGI responder: answers searches over one search.db behind a web server.
 * Layer: cmd.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/listen.h"
#include "net/sandbox.h"
#include "search/api.h"

static int
usage(void)
{
	(void)fprintf(stderr, "usage: cee-search [--threads N] [--group NAME] [--mode OCTAL] "
			      "[--no-sandbox] --index FILE SOCKET\n"
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

/* What the sandbox must leave open. */
struct needs {
	const char *index;
	const char *socket; /* NULL: inherited, or no file */
};

/* Everything is open and nothing was read: from here on a fault in the program reaches little. */
static int
enter_sandbox(struct diag *d, void *arg)
{
	const struct needs *n = arg;
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
no_sandbox(struct diag *d, void *arg)
{
	(void)d;
	(void)arg;
	(void)fputs(
	    "cee-search: warning: without sandbox, which is for debugging only\n", stderr);
	return 0;
}

static bool
number(const char *text, int base, unsigned long max, unsigned long *out)
{
	char *end;

	*out = strtoul(text, &end, base);
	return text[0] >= '0' && text[0] <= '9' && *end == '\0' && *out <= max;
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "index", required_argument, NULL, 'i' },
		{ "threads", required_argument, NULL, 't' },
		{ "group", required_argument, NULL, 'g' },
		{ "mode", required_argument, NULL, 'm' },
		{ "check", no_argument, NULL, 'c' },
		{ "no-sandbox", no_argument, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	struct listen_options o = { .where = NULL };
	struct msg_handler handler = api_handler;
	char *index = NULL;
	bool only_check = false, sandbox = SANDBOX_WORKS;
	struct needs needs = { .index = NULL };
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
		else if (c == 'c')
			only_check = true;
		else if (c == 'n')
			sandbox = false;
		else
			return usage();
	}
	if (index == NULL || optind + (only_check ? 0 : 1) != argc)
		return usage();
	diag_init(&d);
	if (only_check) {
		rc = check(&d, index);
	} else {
		o.where = argv[optind];
		handler.shared = index;
		needs.index = index;
		needs.socket = strchr(o.where, '/') != NULL ? o.where : NULL;
		o.ready = sandbox ? enter_sandbox : no_sandbox;
		o.ready_arg = &needs;
		rc = listen_run(&d, &o, &handler);
	}
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
