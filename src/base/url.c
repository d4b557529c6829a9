#include "base/url.h"

static int
hex_value(char c)
{
	c = ascii_lower(c);
	if (ascii_isdigit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
url_decode(struct buf *out, struct str s, bool plus)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '+' && plus) {
			buf_addc(out, ' ');
		} else if (c == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 &&
			   hex_value(s.p[i + 2]) >= 0) {
			buf_addc(
			    out, (char)(hex_value(s.p[i + 1]) * 16 + hex_value(s.p[i + 2])));
			i += 2;
		} else {
			buf_addc(out, c);
		}
	}
}

static struct str
decoded(struct arena *a, struct str s)
{
	struct buf b = BUF_INIT;
	struct str out;

	url_decode(&b, s, true);
	out.p = arena_strndup(a, b.p, b.n);
	out.n = b.n;
	buf_free(&b);
	return out;
}

bool
url_pair(struct arena *a, struct str *rest, struct str *name, struct str *value)
{
	struct str pair;
	size_t eq;

	while (str_split(rest, '&', &pair)) {
		if (pair.n == 0)
			continue;
		eq = str_chr(pair, '=');
		*name = decoded(a, (struct str){ pair.p, eq });
		*value = decoded(a, str_skip(pair, eq + 1));
		return true;
	}
	return false;
}

bool
url_param(struct arena *a, struct str query, const char *name, struct str *value)
{
	struct str n, v;

	while (url_pair(a, &query, &n, &v)) {
		if (str_is(n, name)) {
			*value = v;
			return true;
		}
	}
	return false;
}
