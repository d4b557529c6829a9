/* tariff_file.c - the imported edition as a file beside the content. */
#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "model/tariff.h"

#define MAGIC "cee-hts 1\n"
#define COLUMNS "code\tindent\ttext\n"

char *
tariff_path(struct arena *a, const char *root)
{
	return fs_join(a, root, ".hts/lines.tsv");
}

bool
tariff_is_kept(struct str text)
{
	return str_starts(text, MAGIC);
}

void
tariff_write(struct buf *out, const struct tariff *t)
{
	size_t i;

	buf_addf(out, MAGIC "edition\t%s\nsource\t%s\nsha256\t%s\nimported\t", t->edition,
	    t->source, t->sha256);
	date_iso(out, t->imported);
	buf_adds(out, "\n" COLUMNS);
	for (i = 0; i < t->n; i++)
		buf_addf(
		    out, "%s\t%u\t%s\n", t->rows[i].code, t->rows[i].indent, t->rows[i].text);
}

/* The line "KEY tab value"; false when the next line is another. */
static bool
header(struct str *rest, const char *key, struct str *value)
{
	struct str line;

	if (!str_split(rest, '\n', &line) || !str_starts(line, key) || line.n <= strlen(key) ||
	    line.p[strlen(key)] != '\t')
		return false;
	*value = str_skip(line, strlen(key) + 1);
	return true;
}

int
tariff_read(struct diag *d, struct tariff *t, struct str text)
{
	struct str edition, source, sha256, imported, line, code, indent;
	unsigned number = 6; /* of the line with the columns */

	text = str_skip(text, tariff_is_kept(text) ? strlen(MAGIC) : 0);
	if (!header(&text, "edition", &edition) || !header(&text, "source", &source) ||
	    !header(&text, "sha256", &sha256) || !header(&text, "imported", &imported) ||
	    !date_parse(imported, &t->imported) || !str_starts(text, COLUMNS))
		return diag_error(d, (struct loc){ t->file, 0, 0 },
		    "not what cee import writes: expected its six lines of header");
	t->edition = arena_strndup(t->arena, edition.p, edition.n);
	t->source = arena_strndup(t->arena, source.p, source.n);
	t->sha256 = arena_strndup(t->arena, sha256.p, sha256.n);
	text = str_skip(text, strlen(COLUMNS));
	while (str_split(&text, '\n', &line)) {
		number++;
		code = indent = (struct str){ "", 0 };
		if (str_chr(line, '\t') < line.n) {
			(void)str_split(&line, '\t', &code); /* it has one */
			if (!str_split(&line, '\t', &indent))
				indent = (struct str){ "", 0 };
		}
		tariff_add(d, t, code, indent, line, number);
	}
	return tariff_finish(d, t);
}

int
tariff_load(struct diag *d, struct site *site)
{
	struct arena *a = &site->arena;
	const char *path = tariff_path(a, site->root);
	struct buf text = BUF_INIT;
	struct tariff *t;
	int rc;

	if (!fs_exists(path))
		return 0;
	t = arena_alloc(a, sizeof(*t));
	tariff_init(t, a, path);
	rc = fs_read_inside(d, &text, site->root, path, LIMIT_HTS_FILE);
	hash_hex(t->kept_sha, buf_str(&text));
	if (rc == 0)
		rc = tariff_read(d, t, buf_str(&text));
	buf_free(&text);
	if (rc != 0)
		return diag_error(d, (struct loc){ path, 0, 0 },
		    "the imported tariff schedule is damaged; import it again, or remove it");
	site->tariff = t;
	return 0;
}
