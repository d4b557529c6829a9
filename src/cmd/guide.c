#include "cmd/guide.h"

#include "markup/outline.h"

static const unsigned char bytes[] = {
#include "cmd/guide.md.h"
};

/* "```" begins and ends an example; "## " in it is no title. */
static bool
is_fence(struct str line)
{
	return str_starts(line, "```");
}

struct guide_task *
guide_tasks(struct arena *a, size_t *n)
{
	struct str rest = { (const char *)bytes, sizeof(bytes) }, line;
	struct guide_task *v = NULL;
	struct buf slug = BUF_INIT;
	bool fenced = false;
	size_t cap = 0;

	*n = 0;
	while (str_split(&rest, '\n', &line)) {
		fenced ^= is_fence(line);
		if (!fenced && str_starts(line, "## ")) {
			buf_clear(&slug);
			outline_slug(&slug, str_skip(line, 3));
			v = arena_grow(a, v, *n, &cap, sizeof(*v));
			v[(*n)++] =
			    (struct guide_task){ .name = arena_strndup(a, slug.p, slug.n),
				    .title = str_skip(line, 3),
				    .text = { line.p + line.n + 1, 0 } };
		} else if (*n > 0) {
			v[*n - 1].text.n = (size_t)(line.p + line.n - v[*n - 1].text.p);
		}
	}
	buf_free(&slug);
	return v;
}

struct str
guide_all(void)
{
	return (struct str){ (const char *)bytes, sizeof(bytes) };
}

const char *
guide_task_of(struct str file, bool front)
{
	static const struct {
		const char *folder, *task;
	} table[] = {
		{ "/faqs/", "add-a-question" },
		{ "/answers/", "pin-an-answer" },
		{ "/glossary/", "add-a-term" },
		{ "/changes/", "announce-a-change" },
		{ "/pages/", "sources-and-tone" },
		{ "/centers/", "sources-and-tone" },
	};
	size_t i;

	if (str_find(file, "/scopes/") < file.n)
		return front ? "add-an-exception" : "add-a-name";
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (str_find(file, table[i].folder) < file.n)
			return table[i].task;
	return NULL;
}

void
guide_text(struct buf *out, const struct guide_task *t)
{
	struct str rest = str_trim(t->text), line;
	bool fenced = false;
	size_t file;

	buf_addstr(out, t->title);
	buf_adds(out, "\n\n");
	while (str_split(&rest, '\n', &line)) {
		if (is_fence(line)) {
			fenced = !fenced;
			file = str_chr(line, ' ');
			if (fenced && file < line.n) {
				buf_adds(out, "  ");
				buf_addstr(out, str_skip(line, file + 1));
				buf_addc(out, '\n');
			}
			continue;
		}
		if (fenced && line.n > 0)
			buf_adds(out, "    ");
		buf_addstr(out, line);
		buf_addc(out, '\n');
	}
}
