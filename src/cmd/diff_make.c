#include "cmd/diff_make.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "db/db.h"
#include "index/indexer.h"
#include "index/wordnet.h"
#include "model/tariff.h"
#include "words/terms.h"

static int
by_name(const void *x, const void *y)
{
	const struct diff_name *a = x, *b = y;
	int c = strcmp(a->heading, b->heading);

	if (c == 0)
		c = strcmp(a->text, b->text);
	if (c == 0)
		c = strcmp(a->kind, b->kind);
	return c != 0 ? c : strcmp(a->code, b->code);
}

static struct loc
keep_loc(struct arena *a, struct loc loc)
{
	loc.file = loc.file != NULL ? arena_strdup(a, loc.file) : NULL;
	return loc;
}

/* Only the place is asked for, so the files' names are not copied for each. */
static void
keep_names(struct diff_source *out, struct arena *a, const struct site *site)
{
	static const char *const kinds[] = {
		[NAME_PLAIN] = "name",
		[NAME_ES] = "es",
		[NAME_BRAND] = "brand",
		[NAME_CAS] = "cas",
		[NAME_ALSO] = "also",
	};
	size_t i, j, k, cap = 0;

	for (i = 0; i < site->n_chapters; i++) {
		const struct chapter *c = &site->chapters[i];
		struct loc file = keep_loc(a, (struct loc){ c->page->file, 0, 0 });

		for (j = 0; j < c->n_headings; j++)
			for (k = 0; k < c->headings[j].n_names; k++) {
				const struct name *n = &c->headings[j].names[k];
				struct loc loc = { file.file, n->loc.line, n->loc.col };

				out->names = arena_grow(
				    a, out->names, out->n_names, &cap, sizeof(*out->names));
				out->names[out->n_names++] = (struct diff_name){
					.heading = arena_strdup(a, c->headings[j].code),
					.code = arena_strdup(a, n->code),
					.kind = kinds[n->kind],
					.text = arena_strdup(a, n->text),
					.loc = loc,
				};
			}
	}
	if (out->n_names > 0)
		qsort(out->names, out->n_names, sizeof(*out->names), by_name);
}

/* What ANSWER, in one language, is asked by. */
static void
keep_queries(struct diff_source *out, struct arena *a, struct words *w, size_t *cap,
    const struct answer *answer)
{
	size_t j;

	for (j = 0; j < answer->queries.n; j++) {
		const char *q = arena_strdup(a, answer->queries.v[j]);

		out->pins = arena_grow(a, out->pins, out->n_pins, cap, sizeof(*out->pins));
		out->pins[out->n_pins++] = (struct diff_pinned){
			.words = str_of(q),
			.terms = words_key_in(w, answer->page->lang, a, str_of(q)),
			.loc = keep_loc(a, answer->page->front->loc),
		};
	}
}

static void
keep_pins(struct diff_source *out, struct arena *a, const struct site *site)
{
	struct words *w = words_new();
	size_t i, cap = 0;
	enum lang lang;

	for (i = 0; i < site->n_answers; i++)
		for (lang = 0; lang < LANG__MAX; lang++)
			if (site->answers[i].in[lang] != NULL)
				keep_queries(out, a, w, &cap, site->answers[i].in[lang]);
	words_free(w);
}

static int
words_like(struct index_extra *extra, struct diag *d, struct arena *a, const char *path)
{
	struct index_message *v = NULL;
	size_t n = 0, cap = 0;
	struct db *db = db_open(d, path);
	struct db_stmt *s = NULL;
	enum db_step step = DB_FAILED;

	if (db != NULL)
		s = db_prepare(d, db, "SELECT lang, en, text FROM message ORDER BY lang, en");
	while (s != NULL && (step = db_step(s)) == DB_ROW) {
		v = arena_grow(a, v, n, &cap, sizeof(*v));
		v[n++] = (struct index_message){ arena_strdup(a, db_col_text(s, 0)),
			arena_strdup(a, db_col_text(s, 1)),
			arena_strdup(a, db_col_text(s, 2)) };
	}
	extra->messages = v;
	extra->n_messages = n;
	db_stmt_free(s);
	if (db != NULL)
		db_close(db);
	return step == DB_DONE ? 0 : -1;
}

/* An index speaks a language when it has a word of it. */
static void
words_any(struct index_extra *extra, struct arena *a)
{
	struct index_message *v = arena_alloc(a, LANG__MAX * sizeof(*v));
	enum lang l;

	extra->messages = v;
	for (l = LANG_EN + 1; l < LANG__MAX; l++)
		v[extra->n_messages++] = (struct index_message){ lang_info[l].code, "", "" };
}

int
diff_make(struct diff_source *out, struct diag *d, struct arena *a, const char *content,
    int64_t at, const char *like, const char *path)
{
	struct index_extra extra = { .release = "content", .wordnet = WORDNET_DIR };
	size_t before = d->errors;
	struct site site;
	int rc = -1;

	if (like == NULL)
		words_any(&extra, a);
	else if (words_like(&extra, d, a, like) != 0)
		return -1;
	(void)site_load(d, &site, content, at); /* counted */
	(void)tariff_load(d, &site); /* same */
	if (d->errors == before) {
		if (out != NULL) {
			*out = (struct diff_source){ .n_names = 0 };
			keep_names(out, a, &site);
			keep_pins(out, a, &site);
		}
		rc = index_write(d, &site, &extra, path);
	}
	site_free(&site);
	return rc;
}

struct loc
diff_place(const struct diff_source *s, const struct diff_name *name)
{
	const struct diff_name *found = NULL;

	if (s->n_names > 0)
		found = bsearch(name, s->names, s->n_names, sizeof(*s->names), by_name);
	return found != NULL ? found->loc : (struct loc){ NULL, 0, 0 };
}
