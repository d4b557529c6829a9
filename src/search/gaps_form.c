#include "search/gaps_form.h"

#include <string.h>

#include "base/utf8.h"
#include "search/wordnet.h"
#include "words/forms.h"

#define SPLIT_WORDS 40 /* more than GAPS_TEXT bytes hold, but for single letters */
#define STREET_NEAR 4 /* words from a house number to the word for a street */
#define DIGITS_ALL 7 /* a telephone's; a social security number has nine */
#define DIGITS_RUN 5 /* a ZIP code's */

static const char *const streets[] = { "apartment", "apt", "ave", "avenue", "avenida", "blvd",
	"boulevard", "calle", "court", "ct", "dr", "drive", "highway", "hwy", "lane", "ln",
	"place", "rd", "road", "st", "street", "suite" };
/* A word after which, or before which, a person is named. */
static const char *const signs[] = { "attn", "dear", "dob", "iban", "mister", "mr", "mrs", "ms",
	"ssn" };

static bool
is_in(const char *const *list, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof((list)[0]), word)

/* Signs of a person, or of a machine's text, in the characters. */
static bool
is_private_text(struct str s)
{
	size_t i, all = 0, run = 0;

	if (str_chr(s, '@') < s.n || str_find(s, "://") < s.n || str_find(s, "www.") < s.n)
		return true;
	for (i = 0; i < s.n; i++) {
		if (ascii_isdigit(s.p[i])) {
			all++;
			run++;
		} else {
			run = 0;
		}
		if (all >= DIGITS_ALL || run >= DIGITS_RUN)
			return true;
	}
	return false;
}

static bool
has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

/* The same in the words: "12 Long Street", "P.O. box", "my name is ...". */
static bool
is_private(const struct word *w, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		const char *next = i + 1 < n ? w[i + 1].surface : "";

		if (IS_IN(signs, w[i].surface) ||
		    (strcmp(w[i].surface, "name") == 0 && strcmp(next, "is") == 0) ||
		    (strcmp(w[i].surface, "po") == 0 && strcmp(next, "box") == 0))
			return true;
		if (!ascii_isdigit(w[i].surface[0]))
			continue;
		for (j = i + 1; j < n && j <= i + STREET_NEAR; j++)
			if (IS_IN(streets, w[j].surface))
				return true;
	}
	return false;
}

static bool
is_word(const char *s)
{
	size_t i;

	for (i = 0; s[i] != '\0'; i++)
		if (s[i] < 'a' || s[i] > 'z')
			return false;
	return i > 0 && i <= GAPS_WORD;
}

/* May the word stand in the outcome?  Not when it, or what a hyphen joins to it, has a digit. */
static bool
is_kept(const struct word *w, size_t i, size_t n)
{
	if (!is_word(w[i].surface))
		return false;
	if ((w[i].flags & WORD_HYPHEN) != 0 && i + 1 < n && has_digit(w[i + 1].surface))
		return false;
	return i == 0 || (w[i - 1].flags & WORD_HYPHEN) == 0 || !has_digit(w[i - 1].surface);
}

static bool
is_idle(const struct word *w)
{
	return (w->flags & WORD_STOP) != 0 || forms_asks(w->surface);
}

bool
gaps_unknown(struct arena *a, const struct store *s, const char *surface)
{
	if (forms_canonical(surface) != NULL || words_is_stop(surface) || forms_asks(surface))
		return false;
	return store_term(s, words_term(s->words, a, surface)) == UINT32_MAX &&
	       !wordnet_real(s, surface);
}

/* Put into OUT what is kept of W, without what is idle at the ends; returns how many. */
static size_t
cut(struct word *out, const struct word *w, size_t n)
{
	size_t i, m = 0;

	for (i = 0; i < n; i++)
		if (is_kept(w, i, n) && (m > 0 || !is_idle(&w[i])))
			out[m++] = w[i];
	while (m > 0 && is_idle(&out[m - 1]))
		m--;
	return m;
}

static const char *
form_of(struct arena *a, const struct store *s, const struct word *w, size_t n)
{
	size_t i, content = 0, unknown = 0;
	const char *out = "";

	for (i = 0; i < n; i++) {
		out = arena_printf(a, "%s%s%s", out, i > 0 ? " " : "", w[i].surface);
		content += !is_idle(&w[i]);
		unknown += gaps_unknown(a, s, w[i].surface);
	}
	if (content == 0 || content > GAPS_WORDS || unknown > 1 || strlen(out) > GAPS_FORM)
		return NULL;
	return strlen(out) > 2 ? out : NULL;
}

const char *
gaps_form(struct arena *a, const struct store *s, struct str text)
{
	struct word w[SPLIT_WORDS], kept[SPLIT_WORDS];
	struct buf folded = BUF_INIT;
	const char *out = NULL;
	size_t n;

	if (text.n > GAPS_TEXT)
		return NULL;
	utf8_fold(&folded, text);
	if (!is_private_text(buf_str(&folded))) {
		struct str own = { arena_strndup(a, folded.p, folded.n), folded.n };

		n = words_split(s->words, a, own, w, SPLIT_WORDS);
		if (n < SPLIT_WORDS && !is_private(w, n)) {
			n = cut(kept, w, n);
			out = form_of(a, s, kept, n);
		}
	}
	buf_free(&folded);
	return out;
}

bool
gaps_is_form(struct str s)
{
	struct str word;

	if (s.n == 0 || s.n > GAPS_FORM || s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return false;
	while (str_split(&s, ' ', &word)) {
		size_t i;

		for (i = 0; i < word.n; i++)
			if (word.p[i] < 'a' || word.p[i] > 'z')
				return false;
		if (word.n == 0 || word.n > GAPS_WORD)
			return false;
	}
	return true;
}
