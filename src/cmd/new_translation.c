#include "cmd/new_translation.h"

#include <string.h>

#include "base/fs.h"
#include "model/called.h"
#include "model/schema.h"

static const struct schema_key *const words[PAGE__MAX] = {
	[PAGE_CENTER] = schema_center_words,
	[PAGE_FAQ] = schema_faq_words,
	[PAGE_PAGE] = schema_page_words,
	[PAGE_ANSWER] = schema_answer_words,
};

/* The text of a list's item; a choice's is its label. */
static const char *
item_text(const struct front *item)
{
	return item->kind == FRONT_MAP ? front_text(item, "label") : item->text.p;
}

static void
key_lines(struct buf *out, const struct schema_key *k, const struct front *english)
{
	bool filled = strcmp(k->name, "choices") == 0;
	size_t i;

	if (english->kind != FRONT_LIST) {
		buf_addf(out, "# %s\n%s:\n", english->text.p, k->name);
		return;
	}
	/* A list that may be left out stays a comment; choices are as many as the English file's. */
	buf_addf(out, "%s%s:\n", filled ? "" : "# ", k->name);
	for (i = 0; i < english->n; i++)
		buf_addf(
		    out, filled ? "  # %s\n  -\n" : "#   - %s\n", item_text(english->items[i]));
}

/* The English text below the front matter, a comment on each line. */
static void
body_lines(struct buf *out, const char *file, struct str source)
{
	size_t at = str_find(source, "\n---");
	struct str rest = str_skip(source, at < source.n ? at + 4 : source.n), line;

	buf_addf(out, "# The text below the next line, of %s:\n", file);
	rest = str_trim(rest);
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		buf_addf(out, line.n > 0 ? "# %.*s\n" : "#\n", (int)line.n, line.p);
	}
}

const char *
new_translation(struct diag *d, struct arena *a, struct buf *text, const struct site *site,
    const char *path)
{
	const struct page *p = called_page(d, a, site, path);
	const struct schema_key *k;
	const char *file;

	if (p == NULL)
		return NULL;
	file = arena_printf(a, "%.*s.%s.md", (int)(strlen(p->file) - strlen(".md")), p->file,
	    lang_info[LANG_ES].code);
	if (words[p->type] == NULL || fs_exists(file)) {
		(void)diag_error(d, (struct loc){ file, 0, 0 }, /* NULL says it */
		    words[p->type] == NULL
			? "such files have no translations; centers, questions, pages and "
			  "pinned answers have"
			: "is there already; change it");
		return NULL;
	}
	buf_addf(text,
	    "---\n# %s in Spanish.  Above each key stands what it says in English; fill all "
	    "in, "
	    "write the text, and\n# remove the lines that begin with #.  Until then cee check "
	    "refuses this file.\ntranslated: ",
	    p->file);
	date_iso(text, site->today);
	buf_addc(text, '\n');
	for (k = words[p->type]; k->name != NULL; k++)
		if (front_get(p->front, k->name) != NULL)
			key_lines(text, k, front_get(p->front, k->name));
	body_lines(text, p->file, p->source);
	buf_adds(text, "---\n");
	return file;
}
