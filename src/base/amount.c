#include "base/amount.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 40 /* digits and marks of one number; more is none */

/* The number of a field, without what stands around it. */
struct number {
	char text[DIGITS_MAX + 1]; /* digits, commas, dots */
	size_t n;
	bool negative;
};

/* Bytes of a space or apostrophe that stands between thousands: of " ", "'", U+00A0, U+2009, U+202F, U+2019. */
static size_t
grouping(struct str s)
{
	static const char *const marks[] = { " ", "'", "\xC2\xA0", "\xE2\x80\x89",
		"\xE2\x80\xAF", "\xE2\x80\x99" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_starts(s, marks[i]))
			return strlen(marks[i]);
	return 0;
}

static size_t
sign_of_currency(struct str s)
{
	/* $, EUR, GBP or JPY or CNY, INR, KRW, cent */
	static const char *const signs[] = { "$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5",
		"\xE2\x82\xB9", "\xE2\x82\xA9", "\xC2\xA2" };
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(s, signs[i]))
			return strlen(signs[i]);
	return 0;
}

static size_t
code_of_currency(struct str s)
{
	static const char *const codes[] = { "US$", "USD", "EUR", "GBP", "CAD", "MXN", "CNY",
		"RMB", "JPY", "INR", "KRW", "CHF", "AUD", "TWD", "HKD", "SGD", "BRL", "VND",
		"THB" };
	size_t i, n;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		n = strlen(codes[i]);
		if (s.n >= n && str_is_nocase((struct str){ s.p, n }, codes[i]) &&
		    (s.n == n || !ascii_isalpha(s.p[n])))
			return n;
	}
	return 0;
}

/* Do exactly three digits begin S? */
static bool
is_group(struct str s)
{
	return s.n >= 3 && ascii_isdigit(s.p[0]) && ascii_isdigit(s.p[1]) &&
	       ascii_isdigit(s.p[2]) && (s.n == 3 || !ascii_isdigit(s.p[3]));
}

static struct str
skip_spaces(struct str s)
{
	size_t n;

	while ((n = s.n > 0 && s.p[0] != '\'' ? grouping(s) : 0) > 0)
		s = str_skip(s, n);
	return s;
}

/* Words after a number: a unit or a currency, without a digit. */
static bool
is_tail(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (ascii_isdigit(s.p[i]))
			return false;
	return true;
}

/* Take the number out of S; false when there is none. */
static bool
isolate(struct str s, struct number *out)
{
	bool parens, minus = false;
	size_t n;

	*out = (struct number){ .n = 0 };
	s = skip_spaces(str_trim(s));
	parens = s.n > 1 && s.p[0] == '(' && s.p[s.n - 1] == ')';
	if (parens)
		s = (struct str){ s.p + 1, s.n - 2 };
	for (;;) { /* signs of currency and of direction, in any order */
		s = skip_spaces(s);
		if ((n = code_of_currency(s)) > 0 || (n = sign_of_currency(s)) > 0) {
			s = str_skip(s, n);
		} else if (str_starts(s, "-") || str_starts(s, "\xE2\x88\x92")) {
			minus = true;
			s = str_skip(s, s.p[0] == '-' ? 1 : 3);
		} else if (str_starts(s, "+")) {
			s = str_skip(s, 1);
		} else {
			break;
		}
	}
	while (s.n > 0) {
		n = grouping(s);
		if (ascii_isdigit(s.p[0]) || s.p[0] == ',' || s.p[0] == '.') {
			if (out->n == DIGITS_MAX)
				return false;
			out->text[out->n++] = s.p[0];
			s = str_skip(s, 1);
		} else if (n > 0 && out->n > 0 && is_group(str_skip(s, n))) {
			s = str_skip(s, n);
		} else {
			break;
		}
	}
	s = skip_spaces(s);
	if (str_is(s, "-"))
		minus = true;
	else if (!is_tail(s))
		return false;
	out->text[out->n] = '\0';
	out->negative = parens || minus;
	for (n = 0; n < out->n && !ascii_isdigit(out->text[n]); n++)
		;
	return n < out->n;
}

/* Does TEXT have MARK between groups of three digits, and at least once? */
static bool
grouped_by(const struct number *x, char mark, size_t end)
{
	size_t i, run = 0, groups = 0;

	for (i = 0; i <= end; i++) {
		if (i < end && x->text[i] != mark) {
			run++;
			continue;
		}
		if (groups == 0 ? run == 0 || run > 3 : run != 3)
			return false;
		groups++;
		run = 0;
	}
	return groups > 1;
}

static size_t
last_of(const struct number *x, char mark)
{
	const char *p = strrchr(x->text, mark);

	return p != NULL ? (size_t)(p - x->text) : x->n;
}

/* The decimal mark of X: ',' or '.', 0 when it has none, '?' when it could be read either way, '!' when in no way. */
static char
decimal_mark(const struct number *x)
{
	size_t comma = last_of(x, ','), dot = last_of(x, '.');
	char last, other;
	size_t at;

	if (comma == x->n && dot == x->n)
		return '\0';
	if (comma < x->n && dot < x->n) {
		last = comma > dot ? ',' : '.';
		other = comma > dot ? '.' : ',';
		at = comma > dot ? comma : dot;
		if (strchr(x->text, last) != x->text + at || !grouped_by(x, other, at))
			return '!';
		return last;
	}
	last = comma < x->n ? ',' : '.';
	at = comma < x->n ? comma : dot;
	if (strchr(x->text, last) != x->text + at) /* twice: it cannot be a decimal mark */
		return (char)(grouped_by(x, last, x->n) ? (last == ',' ? '.' : ',') : '!');
	if (x->n - at == 4 && at >= 1 && at <= 3 && x->text[0] != '0')
		return '?';
	return last;
}

int
amount_style(struct str s)
{
	struct number x;
	char mark;

	if (!isolate(s, &x))
		return 0;
	mark = decimal_mark(&x);
	return mark == ',' ? 1 : mark == '.' ? -1 : 0;
}

bool
amount_has_currency(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		struct str at = str_skip(s, i);

		if (sign_of_currency(at) > 0 ||
		    ((i == 0 || !ascii_isalpha(s.p[i - 1])) && code_of_currency(at) > 0))
			return true;
	}
	return false;
}

enum amount_status
amount_read(struct str s, bool decimal_comma, double *out)
{
	char clean[DIGITS_MAX + 1], mark;
	struct number x;
	size_t i, n = 0;

	*out = 0;
	s = str_trim(s);
	if (s.n == 0 || str_is(s, "-") || str_is(s, "\xE2\x80\x93") ||
	    str_is(s, "\xE2\x80\x94"))
		return AMOUNT_NONE;
	if (!isolate(s, &x))
		return AMOUNT_UNREADABLE;
	mark = decimal_mark(&x);
	if (mark == '!')
		return AMOUNT_UNREADABLE;
	if (mark == '?')
		mark = decimal_comma ? ',' : '.';
	for (i = 0; i < x.n; i++) {
		if (ascii_isdigit(x.text[i]))
			clean[n++] = x.text[i];
		else if (x.text[i] == mark)
			clean[n++] = '.';
	}
	clean[n] = '\0';
	*out = strtod(clean, NULL); /* digits and one dot at most */
	if (*out > AMOUNT_MAX) {
		*out = 0;
		return AMOUNT_HUGE;
	}
	if (x.negative && *out > 0) {
		*out = 0;
		return AMOUNT_NEGATIVE;
	}
	return AMOUNT_OK;
}
