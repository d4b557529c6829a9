/* cmd_codes.c - cee codes: where each tariff code goes. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/fs.h"
#include "base/limits.h"
#include "cmd/cmd.h"
#include "search/account.h"
#include "search/answer_json.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };

static void
print(const struct codes *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		printf("%zu\t%.*s\t%s\t%s\t%s\t%s%s%s\n", l->line, (int)l->input.n, l->input.p,
		    code_status_name(l->status), l->heading != NULL ? l->heading->code : "-",
		    l->rule != NULL ? l->rule->center->name : "-",
		    l->note != NULL ? l->note : "",
		    l->note != NULL && l->flaw != NULL ? "  " : "",
		    l->flaw != NULL ? l->flaw : "");
	}
	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];

		printf("%s Center: %zu of %zu (%.1f%%)", t->center->name, t->lines, c->good,
		    t->lines_share * 100);
		if (c->has_quantity)
			printf(", quantity %.1f%%", t->quantity_share * 100);
		if (c->has_value)
			printf(", value %.1f%%", t->value_share * 100);
		putchar('\n');
	}
}

/* The list as UTF-8, whatever a spreadsheet saved it in. */
static int
decode(struct diag *d, struct buf *list, const char *file)
{
	const char *kind = codes_not_text(buf_str(list));
	struct buf text = BUF_INIT;

	if (kind != NULL)
		return diag_error(d, (struct loc){ file, 0, 0 },
		    "this is %s; save it as CSV and give that", kind);
	(void)charset_to_utf8(&text, buf_str(list), charset_guess(buf_str(list)));
	buf_free(list);
	*list = text;
	return 0;
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
		return read_stdin(d, list) == 0 ? decode(d, list, "-") : -1;
	if (argc == 1 && fs_exists(argv[0]))
		return fs_read(d, list, argv[0], LIMIT_BODY) == 0 ? decode(d, list, argv[0])
								  : -1;
	for (i = 0; i < argc; i++)
		buf_addf(list, "%s\n", argv[i]);
	return 0;
}

static int
codes(struct diag *d, const char *index, struct str list, enum format format)
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
	if (format == FORMAT_JSON)
		codes_json(&out, s, &c);
	else if (format == FORMAT_CSV)
		account_lines_csv(&out, &c);
	else
		print(&c);
	(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
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
		{ "csv", no_argument, NULL, 'c' },
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	struct buf list = BUF_INIT;
	const char *index = NULL;
	enum format format = FORMAT_TEXT;
	struct diag d;
	int c, rc = EXIT_ERROR;

	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 'c')
			format = FORMAT_CSV;
		else if (c == 'j')
			format = FORMAT_JSON;
		else if (c == 'i')
			index = optarg;
		else
			return cmd_usage("codes");
	}
	if (optind == argc && isatty(STDIN_FILENO))
		return cmd_usage("codes");
	diag_init(&d);
	if (gather(&d, &list, argc - optind, argv + optind) == 0)
		rc = codes(&d, cmd_index(index), buf_str(&list), format);
	diag_print(&d, stderr);
	diag_free(&d);
	buf_free(&list);
	return rc;
}
