#include "cmd/gaps_gloss.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "index/wordnet_files.h"

#define SENSES_READ 8 /* of a word: the rarer ones are about other things */
#define KINDS 2 /* hypernyms of a sense whose other kinds are looked at */

void
gloss_open(struct gloss_files *f, const char *dir)
{
	struct arena a;
	struct diag d; /* a dictionary helps; without one we go on */

	buf_init(&f->index);
	buf_init(&f->data);
	arena_init(&a, 0);
	diag_init(&d);
	if (fs_exists(fs_join(&a, dir, "index.noun")) &&
	    (fs_read(&d, &f->index, fs_join(&a, dir, "index.noun"), LIMIT_WORDNET_FILE) != 0 ||
		fs_read(&d, &f->data, fs_join(&a, dir, "data.noun"), LIMIT_WORDNET_FILE) != 0))
		gloss_close(f);
	diag_free(&d);
	arena_free(&a);
}

void
gloss_close(struct gloss_files *f)
{
	buf_free(&f->index);
	buf_free(&f->data);
}

/* The line of TEXT at offset AT; empty beyond its end. */
static struct str
line_at(const struct buf *text, size_t at)
{
	struct str s = at < text->n ? str_skip(buf_str(text), at) : (struct str){ "", 0 };

	s.n = str_chr(s, '\n');
	return s;
}

/* The line that begins with WORD and a space; the license, whose lines begin with spaces, sorts first. */
static struct str
find_line(const struct buf *text, const char *word)
{
	size_t low = 0, high = text->n, n = strlen(word);
	struct str line, head;
	int c;

	while (low < high) {
		size_t at = low + (high - low) / 2;

		while (at > low && text->p[at - 1] != '\n')
			at--;
		line = line_at(text, at);
		head = (struct str){ line.p, str_chr(line, ' ') };
		c = str_cmp((struct str){ word, n }, head);
		if (c == 0)
			return line;
		if (c < 0)
			high = at;
		else
			low = at + line.n + 1;
	}
	return (struct str){ "", 0 };
}

/* "_" for a space; a proper name's capitals are kept, so that it is told apart. */
static const char *
spaced(struct arena *a, struct str word)
{
	char *s = arena_strndup(a, word.p, word.n), *p;

	for (p = s; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	return s;
}

/* One synset's line: its fields, in their order (wndb(5WN)). */
struct synset {
	unsigned file;
	struct str words, pointers; /* what is left after each count */
	size_t n_words, n_pointers;
	struct str definition;
};

static unsigned long
field(struct str *rest, int base)
{
	char digits[12];
	struct str s;

	if (!str_split(rest, ' ', &s) || s.n == 0 || s.n >= sizeof(digits))
		return 0;
	memcpy(digits, s.p, s.n);
	digits[s.n] = '\0';
	return strtoul(digits, NULL, base);
}

static bool
read_synset(struct synset *out, const struct buf *data, size_t offset)
{
	struct str line = line_at(data, offset), rest = line, skip;
	size_t bar = str_find(line, " | "), i;

	if (bar == line.n || field(&rest, 10) != offset)
		return false;
	out->file = (unsigned)field(&rest, 10);
	(void)str_split(&rest, ' ', &skip); /* the type */
	out->n_words = field(&rest, 16);
	out->words = rest;
	for (i = 0; i < 2 * out->n_words; i++)
		if (!str_split(&rest, ' ', &skip))
			return false;
	out->n_pointers = field(&rest, 10);
	out->pointers = rest;
	out->definition = str_skip(line, bar + 3);
	out->definition.n = str_find(out->definition, "; \"");
	return true;
}

static void
add_words(const char **list, size_t *n, struct arena *a, const struct synset *s)
{
	struct str rest = s->words, word, skip;
	size_t i;

	for (i = 0; i < s->n_words && *n < GLOSS_KIN; i++) {
		if (!str_split(&rest, ' ', &word) || !str_split(&rest, ' ', &skip))
			return;
		list[(*n)++] = spaced(a, word);
	}
}

/* The N-th pointer of KIND ("@": what it is a kind of, "~": a kind of it); false when there is none. */
static bool
pointer(const struct synset *s, const char *kind, size_t n, size_t *offset)
{
	struct str rest = s->pointers, symbol, skip;
	size_t i;

	for (i = 0; i < s->n_pointers; i++) {
		if (!str_split(&rest, ' ', &symbol))
			return false;
		*offset = field(&rest, 10);
		(void)str_split(&rest, ' ', &skip); /* the part of speech */
		(void)str_split(&rest, ' ', &skip); /* which of the words */
		if (str_is(symbol, kind) && n-- == 0)
			return true;
	}
	return false;
}

static void
add_kin(
    struct gloss_sense *out, struct arena *a, const struct buf *data, const struct synset *s)
{
	struct synset kind, other;
	size_t i, j, at;

	for (i = 0; i < KINDS && pointer(s, "@", i, &at); i++) {
		if (!read_synset(&kind, data, at))
			continue;
		for (j = 0; pointer(&kind, "~", j, &at) && out->n_kin < GLOSS_KIN; j++)
			if (read_synset(&other, data, at))
				add_words(out->kin, &out->n_kin, a, &other);
	}
	for (j = 0; pointer(s, "~", j, &at) && out->n_kin < GLOSS_KIN; j++)
		if (read_synset(&other, data, at))
			add_words(out->kin, &out->n_kin, a, &other);
}

static bool
is_thing(unsigned file)
{
	return file == WORDNET_ARTIFACT || file == WORDNET_FOOD || file == WORDNET_PLANT ||
	       file == WORDNET_SUBSTANCE || file == WORDNET_ANIMAL || file == WORDNET_OBJECT;
}

static void
add_sense(struct gloss *out, struct arena *a, const struct buf *data, size_t offset)
{
	struct gloss_sense *sense = &out->senses[out->n];
	struct synset s;

	if (out->n == GLOSS_SENSES || !read_synset(&s, data, offset) || !is_thing(s.file))
		return;
	*sense = (struct gloss_sense){
		.text = arena_strndup(a, s.definition.p, s.definition.n),
		.same = arena_alloc(a, GLOSS_KIN * sizeof(*sense->same)),
		.kin = arena_alloc(a, GLOSS_KIN * sizeof(*sense->kin)),
	};
	add_words(sense->same, &sense->n_same, a, &s);
	add_kin(sense, a, data, &s);
	out->n++;
}

/* lemma pos synset_cnt p_cnt [symbol ...] sense_cnt tagsense_cnt offset [...] */
void
gloss_read(struct gloss *out, struct arena *a, const struct gloss_files *f, const char *word)
{
	struct str line = find_line(&f->index, word), skip;
	unsigned long n, symbols, i;
	size_t len = strlen(word);

	*out = (struct gloss){ .n = 0 };
	if (line.n == 0 && len > 3 && word[len - 1] == 's')
		line = find_line(&f->index, arena_strndup(a, word, len - 1));
	if (line.n == 0 && len > 4 && str_ends(str_of(word), "es"))
		line = find_line(&f->index, arena_strndup(a, word, len - 2));
	if (line.n == 0 && len > 4 && str_ends(str_of(word), "ies"))
		line = find_line(&f->index, arena_printf(a, "%.*sy", (int)len - 3, word));
	(void)str_split(&line, ' ', &skip);
	(void)str_split(&line, ' ', &skip);
	n = field(&line, 10);
	symbols = field(&line, 10);
	for (i = 0; i < symbols + 2 && line.n > 0; i++)
		(void)str_split(&line, ' ', &skip);
	for (i = 0; i < n && i < SENSES_READ && line.n > 0; i++)
		add_sense(out, a, &f->data, field(&line, 10));
}
