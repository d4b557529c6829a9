#include "index/named.h"

#include <string.h>

#define HEAD_WORDS 16 /* words of a name that are looked at for its head */

static const char *
head_of(enum lang lang, const struct word *word, size_t n, const char *terms)
{
	const char *last = strrchr(terms, ' ');
	size_t head, first = strcspn(terms, " ");

	n = n < HEAD_WORDS ? n : HEAD_WORDS;
	head = words_head_in(lang, word, n);

	if (head == n)
		return "";
	if (lang == LANG_ES)
		return str_is((struct str){ terms, first }, word[head].term) ? NULL
									     : word[head].term;
	last = last != NULL ? last + 1 : terms;
	return strcmp(word[head].term, last) != 0 ? word[head].term : NULL;
}

void
named_read(
    struct named *out, struct words *w, enum lang lang, struct arena *a, const char *name)
{
	size_t max = strlen(name) / 2 + 1;
	struct word *word = arena_alloc(a, max * sizeof(*word));

	*out = (struct named){ .word = word };
	out->n = words_split_in(w, lang, a, str_of(name), word, max);
	out->terms = words_terms_of(w, a, word, out->n);
	out->head = head_of(lang, word, out->n, out->terms);
}
