#include "base/htsno.h"

/* A dot stands after this many digits, if more follow. */
static bool
dot_after(size_t digits)
{
	return digits == 4 || digits == 6 || digits == 8;
}

bool
htsno_parse(char out[HTSNO_SIZE], struct str s)
{
	bool dotted = str_chr(s, '.') < s.n;
	size_t i, n = 0;

	out[0] = '\0';
	for (i = 0; i < s.n; i++) {
		if (dotted && dot_after(n) && s.p[i] == '.' && s.p[i - 1] != '.' && i + 1 < s.n)
			continue;
		if (!ascii_isdigit(s.p[i]) || n == HTSNO_SIZE - 1 ||
		    (dotted && dot_after(n) && s.p[i - 1] != '.')) {
			out[0] = '\0';
			return false;
		}
		out[n++] = s.p[i];
	}
	if (n < 4 || n % 2 != 0) {
		out[0] = '\0';
		return false;
	}
	out[n] = '\0';
	return true;
}

void
htsno_dotted(struct buf *out, struct str digits)
{
	size_t i;

	for (i = 0; i < digits.n; i++) {
		if (dot_after(i))
			buf_addc(out, '.');
		buf_addc(out, digits.p[i]);
	}
}
