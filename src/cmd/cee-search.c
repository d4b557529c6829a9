/*
 * cee-search.c - the FastCGI responder: answers searches over one search.db behind a web server.
 * Layer: cmd.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/listen.h"
#include "search/api.h"

static int
usage(void)
{
	(void)fprintf(stderr, "usage: cee-search [--threads N] [--group NAME] [--mode OCTAL] "
			      "--index FILE SOCKET\n"
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
		{ NULL, 0, NULL, 0 },
	};
	struct listen_options o = { .where = NULL };
	struct msg_handler handler = api_handler;
	char *index = NULL;
	bool only_check = false;
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
		rc = listen_run(&d, &o, &handler);
	}
	diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}
