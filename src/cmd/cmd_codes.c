/* cmd_codes.c - cee codes: where each tariff code goes. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "cmd/cmd.h"
#include "search/answer_json.h"

static void
print(const struct codes *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		printf("%zu\t%.*s\t%s\t%s\t%s\t%s\n", l->line, (int)l->input.n, l->input.p,
		    code_status_name(l->status), l->heading != NULL ? l->heading->code : "-",
		    l->rule != NULL ? l->rule->center->name : "-",
		    l->note != NULL ? l->note : "");
	}
	for (i = 0; i < c->n_totals; i++)
		printf("%s Center: %zu of %zu (%.1f%%)\n", c->totals[i].center->name,
		    c->totals[i].lines, c->good, c->totals[i].lines_share * 100);
}

static int
read_stdin(struct diag *d, struct buf *out)
{
	char chunk[8192];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0) {
		buf_add(out, chunk, n);
		if (out->n > LIMIT_BODY)
			return diag_error(
			    d, (struct loc){ "-", 0, 0 }, "the list is larger than 8 MiB");
	}
	return 0;
}

/* A lone argument that names a file is a list; else each argument is a code. */
static int
gather(struct diag *d, struct buf *list, int argc, char *argv[])
{
	int i;

	if (argc == 0 || (argc == 1 && strcmp(argv[0], "-") == 0))
		return read_stdin(d, list);
	if (argc == 1 && fs_exists(argv[0]))
		return fs_read(d, list, argv[0], LIMIT_BODY);
	for (i = 0; i < argc; i++)
		buf_addf(list, "%s\n", argv[i]);
	return 0;
}

static int
codes(struct diag *d, const char *index, struct str list, bool json)
{
	struct store *s = store_open(d, index);
	struct buf out = BUF_INIT;
	struct codes c;
	struct arena a;
	int rc;

	if (s == NULL)
		return EXIT_ERROR;
	arena_init(&a, 0);
	codes_read(&c, &a, s, list);
	if (json) {
		codes_json(&out, s, &c);
		(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
	} else {
		print(&c);
	}
	if (c.n == 0)
		(void)fprintf(
		    stderr, "cee: the list holds no codes\n"); /* the status says it too */
	rc = c.good > 0 ? EXIT_OK : EXIT_NOTHING;
	if (fflush(stdout) != 0)
		rc = EXIT_ERROR;
	buf_free(&out);
	arena_free(&a);
	store_close(s);
	return rc;
}

int
cmd_codes(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	struct buf list = BUF_INIT;
	const char *index = NULL;
	bool json = false;
	struct diag d;
	int c, rc = EXIT_ERROR;

	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'i')
			index = optarg;
		else
			return cmd_usage("codes");
	}
	if (optind == argc && isatty(STDIN_FILENO))
		return cmd_usage("codes");
	diag_init(&d);
	if (gather(&d, &list, argc - optind, argv + optind) == 0)
		rc = codes(&d, cmd_index(index), buf_str(&list), json);
	diag_print(&d, stderr);
	diag_free(&d);
	buf_free(&list);
	return rc;
}
