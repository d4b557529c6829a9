#include "model/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "model/judge_parts.h"

#define RIGHT_QUOTE "\xE2\x80\x99"

static bool
is_word(char c)
{
	return ascii_isalpha(c) || ascii_isdigit(c) || ((unsigned char)c & 0x80) != 0;
}

static bool
joins_digits(struct str s, size_t i)
{
	return i > 0 && i + 1 < s.n && (s.p[i] == '.' || s.p[i] == ',' || s.p[i] == '/') &&
	       ascii_isdigit(s.p[i - 1]) && ascii_isdigit(s.p[i + 1]);
}

const char *
judge_words(struct judge *j, struct str text)
{
	struct buf folded = BUF_INIT, out = BUF_INIT;
	struct str s;
	const char *words;
	size_t i;

	utf8_fold(&folded, text);
	s = buf_str(&folded);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			continue;
		if (str_starts(str_skip(s, i), RIGHT_QUOTE))
			i += sizeof(RIGHT_QUOTE) - 2;
		else if (is_word(s.p[i]) || joins_digits(s, i))
			buf_addc(&out, s.p[i]);
		else if (out.n > 0 && out.p[out.n - 1] != ' ')
			buf_addc(&out, ' ');
	}
	if (out.n > 0 && out.p[out.n - 1] == ' ')
		buf_truncate(&out, out.n - 1);
	words = arena_strndup(&j->arena, out.p, out.n);
	buf_free(&folded);
	buf_free(&out);
	return words;
}

static int
by_bytes(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

const char *
judge_key(struct judge *j, const char *words)
{
	struct str rest = str_of(words), *v;
	size_t i, n = 0, max = rest.n / 2 + 1;
	char *key = arena_alloc(&j->arena, rest.n + 1), *end = key;

	v = arena_alloc(&j->arena, max * sizeof(*v));
	while (str_split(&rest, ' ', &v[n])) {
		if (v[n].n > 3 && v[n].p[v[n].n - 1] == 's')
			v[n].n--;
		n++;
	}
	qsort(v, n, sizeof(*v), by_bytes);
	for (i = 0; i < n; i++) {
		if (i > 0)
			*end++ = ' ';
		memcpy(end, v[i].p, v[i].n);
		end += v[i].n;
	}
	return key;
}

const struct center *
judge_center(const struct heading *h, const struct name *n)
{
	size_t i;

	for (i = 0; i < h->n_splits; i++)
		if (strcmp(h->splits[i].code, n->code) == 0)
			return h->splits[i].rule->center;
	return h->rule->center;
}

void
judge_site(struct diag *d, const struct site *site, bool sound)
{
	struct judge j = { .diag = d, .site = site };

	arena_init(&j.arena, 0);
	judge_headings(&j);
	if (sound)
		judge_names(&j);
	judge_text(&j, sound);
	judge_pages(&j);
	arena_free(&j.arena);
}
