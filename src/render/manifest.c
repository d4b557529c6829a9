#include "render/manifest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/sort.h"

/* Ten times a site of 100,000 pages. */
#define MANIFEST_MAX (128ul * 1024 * 1024)

static int
by_path(const void *x, const void *y)
{
	const struct manifest_file *a = x, *b = y;

	return strcmp(a->path, b->path);
}

void
manifest_sort(struct manifest *m)
{
	sort_by(m->files, m->n, sizeof(*m->files), by_path);
}

static const char *
path_of(const void *files, size_t i)
{
	return ((const struct manifest_file *)files)[i].path;
}

void
manifest_index(struct arena *a, struct manifest *m)
{
	if (m->n < UINT32_MAX)
		lookup_make(&m->by_path, a, m->files, m->n, path_of);
}

const struct manifest_file *
manifest_find(const struct manifest *m, const char *path)
{
	struct manifest_file key = { .path = path };
	size_t at;

	if (m->n == 0)
		return NULL;
	if (m->by_path.n > 0) {
		at = lookup_find(&m->by_path, path);
		return at != LOOKUP_NONE ? &m->files[at] : NULL;
	}
	return bsearch(&key, m->files, m->n, sizeof(*m->files), by_path);
}

void
manifest_format(struct buf *out, const struct manifest *m)
{
	size_t i;

	buf_addf(
	    out, "cee-release 1\nid %s\nbuilt %s\nmapping %s\n", m->id, m->built, m->mapping);
	if (m->revision != NULL)
		buf_addf(out, "revision %s\n", m->revision);
	for (i = 0; i < m->n_figures; i++)
		buf_addf(out, "figure %s %zu %s\n", m->figures[i].value, m->figures[i].n,
		    m->figures[i].name);
	buf_addf(out, "files %zu\n", m->n);
	for (i = 0; i < m->n; i++) {
		buf_adds(out, m->files[i].sha);
		buf_addc(out, ' ');
		buf_addu(out, m->files[i].size);
		buf_addc(out, ' ');
		buf_adds(out, m->files[i].path);
		buf_addc(out, '\n');
	}
}

/* The rest of the next line, which must begin with WORD and a space. */
static bool
field(struct str *rest, const char *word, struct str *out)
{
	struct str line;

	if (!str_split(rest, '\n', &line) || !str_starts(line, word))
		return false;
	line = str_skip(line, strlen(word));
	if (line.n < 2 || line.p[0] != ' ')
		return false;
	*out = str_skip(line, 1);
	return true;
}

/* "sha size path" */
static bool
file_line(struct arena *a, struct str line, struct manifest_file *f)
{
	struct str sha, size;
	unsigned long n;

	if (!str_split(&line, ' ', &sha) || sha.n != HASH_HEX - 1 ||
	    !str_split(&line, ' ', &size) || !str_to_uint(size, SIZE_MAX / 2, &n) ||
	    line.n == 0)
		return false;
	memcpy(f->sha, sha.p, sha.n);
	f->sha[sha.n] = '\0';
	f->size = n;
	f->path = arena_strndup(a, line.p, line.n);
	return true;
}

/* "value n name" */
static bool
figure(struct arena *a, struct str line, struct manifest_figure *f)
{
	struct str value, count;
	unsigned long n;

	if (!str_split(&line, ' ', &value) || value.n == 0 || !str_split(&line, ' ', &count) ||
	    !str_to_uint(count, SIZE_MAX / 2, &n) || line.n == 0)
		return false;
	*f = (struct manifest_figure){ arena_strndup(a, value.p, value.n), n,
		arena_strndup(a, line.p, line.n) };
	return true;
}

/* What may stand between the first lines and the files. */
static bool
carried(struct arena *a, struct str *text, struct manifest *m)
{
	struct manifest_figure *figures = NULL;
	struct str v;
	size_t cap = 0;

	if (str_starts(*text, "revision ")) {
		if (!field(text, "revision", &v))
			return false;
		m->revision = arena_strndup(a, v.p, v.n);
	}
	while (str_starts(*text, "figure ")) {
		figures = arena_grow(a, figures, m->n_figures, &cap, sizeof(*figures));
		if (!field(text, "figure", &v) || !figure(a, v, &figures[m->n_figures]))
			return false;
		m->n_figures++;
	}
	m->figures = figures;
	return true;
}

static bool
parse(struct arena *a, struct str text, struct manifest *m)
{
	struct str version, id, built, mapping, files, line;
	unsigned long n;
	size_t i;

	if (!field(&text, "cee-release", &version) || !str_is(version, "1") ||
	    !field(&text, "id", &id) || !field(&text, "built", &built) ||
	    !field(&text, "mapping", &mapping) || !carried(a, &text, m) ||
	    !field(&text, "files", &files) || !str_to_uint(files, MANIFEST_MAX / HASH_HEX, &n))
		return false;
	m->id = arena_strndup(a, id.p, id.n);
	m->built = arena_strndup(a, built.p, built.n);
	m->mapping = arena_strndup(a, mapping.p, mapping.n);
	m->files = arena_alloc(a, (n + 1) * sizeof(*m->files));
	m->n = m->cap = n;
	for (i = 0; i < n; i++)
		if (!str_split(&text, '\n', &line) || !file_line(a, line, &m->files[i]))
			return false;
	return text.n == 0;
}

int
manifest_read(struct diag *d, struct arena *a, const char *path, struct manifest *m)
{
	struct buf text = BUF_INIT;
	int rc = -1;

	*m = (struct manifest){ .n = 0 };
	if (fs_read(d, &text, path, MANIFEST_MAX) == 0) {
		rc = parse(a, buf_str(&text), m)
			 ? 0
			 : diag_error(d, (struct loc){ path, 0, 0 },
			       "not a manifest that this program writes");
	}
	buf_free(&text);
	if (rc != 0)
		*m = (struct manifest){ .n = 0 };
	return rc;
}
