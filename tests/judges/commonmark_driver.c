/*
 * commonmark_driver.c - the markup layer as a filter, for judges written in other languages.
 *
 *	commonmark_driver plain|site
 *
 * Requests on standard input: a decimal length, a newline, that many bytes of Markdown.
 * Answers: the parse's status (0 or -1), the length of the HTML and the number of errors, by
 * spaces, a newline, the HTML.  "plain" is CommonMark with raw HTML; "site" is what the site
 * gets, its messages on standard error.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "markup/markdown.h"

static void
answer(const struct markdown_options *opt, struct str body)
{
	struct markdown_doc doc;
	struct arena arena;
	struct diag diag;
	int status;

	arena_init(&arena, 0);
	diag_init(&diag);
	status = markdown_parse(&diag, &arena, opt, body, &doc);
	if (printf("%d %zu %zu\n", status, doc.html.n, diag.errors) < 0 ||
	    fwrite(doc.html.p, 1, doc.html.n, stdout) != doc.html.n)
		err(1, "standard output");
	diag_print(&diag, stderr);
	diag_free(&diag);
	arena_free(&arena);
}

int
main(int argc, char **argv)
{
	struct markdown_options opt = { .loc = { .file = "input.md", .line = 1 } };
	char line[32];

	if (argc == 2 && strcmp(argv[1], "plain") == 0)
		opt.flags = MARKDOWN_PLAIN | MARKDOWN_RAW_HTML;
	else if (argc != 2 || strcmp(argv[1], "site") != 0)
		errx(2, "usage: commonmark_driver plain|site");
	while (fgets(line, sizeof(line), stdin) != NULL) {
		uintmax_t n = strtoumax(line, NULL, 10);
		char *body;

		if (n > 1u << 26)
			errx(1, "request of %" PRIuMAX " bytes", n);
		body = xalloc((size_t)n);
		if (fread(body, 1, (size_t)n, stdin) != n)
			errx(1, "request ends early");
		answer(&opt, (struct str){ body, (size_t)n });
		free(body);
	}
	if (ferror(stdin) || fflush(stdout) != 0)
		err(1, "standard input or output");
	return 0;
}
