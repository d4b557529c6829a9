#include "search/wordnet.h"

#include <string.h>

#define FORM_MAX 64 /* bytes of a word; longer ones are no words */
#define FORMS_MAX 24 /* the word itself and a base for each ending */

/* Regular endings and what they stand for: the rules of morphy(7WN).  Irregular forms are in the index
 * beside their base. */
static const struct {
	const char *ending, *base;
} endings[] = {
	{ "s", "" },
	{ "ses", "s" },
	{ "xes", "x" },
	{ "zes", "z" },
	{ "ches", "ch" },
	{ "shes", "sh" },
	{ "men", "man" },
	{ "ies", "y" },
	{ "es", "e" },
	{ "es", "" },
	{ "ed", "e" },
	{ "ed", "" },
	{ "ing", "e" },
	{ "ing", "" },
	{ "er", "" },
	{ "est", "" },
	{ "er", "e" },
	{ "est", "e" },
};

/* The word and what it may be a form of; at least three letters each. */
struct forms {
	char text[FORMS_MAX][FORM_MAX];
	size_t n;
};

static void
forms_of(struct forms *f, const char *surface)
{
	size_t n = strlen(surface), i;

	f->n = 0;
	if (n >= FORM_MAX)
		return;
	memcpy(f->text[f->n++], surface, n + 1);
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t cut = strlen(endings[i].ending), more = strlen(endings[i].base);

		if (n < cut + 3 - more || strcmp(surface + n - cut, endings[i].ending) != 0)
			continue;
		/* "es" stands after a hiss or an o: "jackes" is no form of "jack" */
		if (strcmp(endings[i].ending, "es") == 0 && more == 0 &&
		    strchr("sxzho", surface[n - cut - 1]) == NULL)
			continue;
		memcpy(f->text[f->n], surface, n - cut);
		memcpy(f->text[f->n++] + n - cut, endings[i].base, more + 1);
	}
}

static size_t
rows(const struct store *s, struct arena *a, const char *lemma, struct wordnet_reading *out)
{
	struct db_stmt *st = s->find_wordnet;
	size_t n = 0;

	db_bind_text(st, 1, lemma);
	while (n < WORDNET_READINGS && db_step(st) == DB_ROW) {
		struct str target = db_col_str(st, 0), path = db_col_str(st, 2);
		int64_t weight = db_col_int(st, 1);

		if (target.n == 0 || weight <= 0 || weight > 100)
			continue; /* only a damaged file has such a row */
		out[n].target = arena_strndup(a, target.p, target.n);
		out[n].share = (float)weight / 100.0f;
		if (str_is(path, "="))
			out[n].steps = arena_printf(a, "= %s", out[n].target);
		else if (path.n == 0)
			out[n].steps = arena_printf(a, "> %s", out[n].target);
		else
			out[n].steps =
			    arena_printf(a, "> %.*s > %s", (int)path.n, path.p, out[n].target);
		n++;
	}
	db_reset(st);
	return n;
}

size_t
wordnet_read(const struct store *s, struct arena *a, const char *surface,
    struct wordnet_reading out[WORDNET_READINGS])
{
	struct forms f;
	size_t i, n = 0;

	forms_of(&f, surface);
	for (i = 0; i < f.n && n == 0; i++)
		n = rows(s, a, f.text[i], out);
	return n;
}

/* The list is one text of sorted lines: halve it, each time from the start of a line. */
static bool
is_listed(const struct store *s, const char *word)
{
	size_t low = 0, high = s->real_words.n;
	const char *p = s->real_words.p;

	while (low < high) {
		size_t start = low + (high - low) / 2, n;
		int c;

		while (start > low && p[start - 1] != '\n')
			start--;
		n = str_chr(str_skip(s->real_words, start), '\n');
		c = str_cmp(str_of(word), (struct str){ p + start, n });
		if (c == 0)
			return true;
		if (c < 0)
			high = start;
		else
			low = start + n + 1;
	}
	return false;
}

bool
wordnet_real(const struct store *s, const char *surface)
{
	struct forms f;
	size_t i;

	forms_of(&f, surface);
	for (i = 0; i < f.n; i++)
		if (is_listed(s, f.text[i]) || store_word(s, f.text[i]) != NULL)
			return true;
	return false;
}
