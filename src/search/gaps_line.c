#include "search/gaps_line.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "search/gaps_form.h"

#define SLUG_MAX 60 /* bytes; a Center's is half that */
#define HASH_DIGITS 16

static const char letters[GAPS_KIND__MAX + 1] = "napw";

static const char *const names[] = {
	[GAPS_NOTHING] = "nothing",
	[GAPS_ASKED] = "asked",
	[GAPS_UNSURE] = "unsure",
	[GAPS_WRONG] = "wrong",
};

const char *
gaps_kind_name(enum gaps_kind k)
{
	return names[k];
}

static bool
read_day(struct str s, int64_t *out)
{
	struct date d;

	if (s.n != 10 || !date_parse(s, &d) || d.day == 0)
		return false;
	*out = date_days(d);
	return true;
}

static bool
read_kind(struct str s, enum gaps_kind *out)
{
	const char *at = s.n == 1 && s.p[0] != '\0' ? strchr(letters, s.p[0]) : NULL;

	if (at == NULL)
		return false;
	*out = (enum gaps_kind)(at - letters);
	return true;
}

static bool
read_hash(struct str s, uint64_t *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	if (s.n != HASH_DIGITS)
		return false;
	for (*out = 0, i = 0; i < s.n; i++) {
		const char *at = s.p[i] != '\0' ? strchr(digits, s.p[i]) : NULL;

		if (at == NULL)
			return false;
		*out = *out << 4 | (uint64_t)(at - digits);
	}
	return true;
}

static bool
read_expected(struct str s, struct str *out)
{
	size_t i;

	if (s.n == 0 || s.n > SLUG_MAX)
		return false;
	for (i = 0; i < s.n; i++)
		if (s.p[i] != '-' && (s.p[i] < 'a' || s.p[i] > 'z'))
			return false;
	*out = str_is(s, "-") ? (struct str){ "", 0 } : s;
	return true;
}

bool
gaps_line_read(struct str line, struct gaps_line *out)
{
	struct str part[4];
	size_t i;

	if (line.n == 0 || line.n >= GAPS_LINE || line.p[line.n - 1] == ' ')
		return false;
	for (i = 0; i < 4; i++)
		if (!str_split(&line, ' ', &part[i]))
			return false;
	out->text = line; /* what is left */
	return read_day(part[0], &out->day) && read_kind(part[1], &out->kind) &&
	       read_hash(part[2], &out->hash) && read_expected(part[3], &out->expected) &&
	       (line.n == 0 || gaps_is_form(line));
}

void
gaps_line_write(struct buf *out, const struct gaps_line *l)
{
	date_iso(out, date_from_days(l->day));
	buf_addf(out, " %c %016" PRIx64 " ", letters[l->kind], l->hash);
	buf_addstr(out, l->expected.n > 0 ? l->expected : STR("-"));
	if (l->text.n > 0) {
		buf_addc(out, ' ');
		buf_addstr(out, l->text);
	}
	buf_addc(out, '\n');
}
