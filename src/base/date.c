#include "base/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const month_names[] = {
	"",
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
};

static int
month_days(int year, int month)
{
	static const int days[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month];
}

/* Exactly N digits at the front of *S, cut off. */
static bool
take_digits(struct str *s, size_t n, int *out)
{
	unsigned long v;

	if (s->n < n || !str_to_uint((struct str){ s->p, n }, 9999, &v))
		return false;
	*out = (int)v;
	*s = str_skip(*s, n);
	return true;
}

static bool
take(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_skip(*s, 1);
	return true;
}

bool
date_parse(struct str s, struct date *out)
{
	struct date d = { 0, 0, 0 };

	if (!take_digits(&s, 4, &d.year) || d.year < 1900 || d.year > 2200)
		return false;
	if (take(&s, '-')) {
		if (!take_digits(&s, 2, &d.month) || d.month < 1 || d.month > 12)
			return false;
		if (take(&s, '-')) {
			if (!take_digits(&s, 2, &d.day) || d.day < 1 ||
			    d.day > month_days(d.year, d.month))
				return false;
		}
	}
	if (s.n != 0)
		return false;
	*out = d;
	return true;
}

int
date_cmp(struct date a, struct date b)
{
	int x = a.year * 10000 + a.month * 100 + a.day;
	int y = b.year * 10000 + b.month * 100 + b.day;

	return (x > y) - (x < y);
}

/* The last two of N. */
static void
two_digits(struct buf *out, int n)
{
	buf_addc(out, (char)('0' + n / 10 % 10));
	buf_addc(out, (char)('0' + n % 10));
}

void
date_iso(struct buf *out, struct date d)
{
	two_digits(out, d.year / 100);
	two_digits(out, d.year);
	if (d.month != 0) {
		buf_addc(out, '-');
		two_digits(out, d.month);
	}
	if (d.month != 0 && d.day != 0) {
		buf_addc(out, '-');
		two_digits(out, d.day);
	}
}

void
date_long(struct buf *out, struct date d)
{
	if (d.month != 0) {
		buf_adds(out, month_names[d.month]);
		buf_addc(out, ' ');
	}
	if (d.month != 0 && d.day != 0) {
		buf_addu(out, (uint64_t)d.day);
		buf_adds(out, ", ");
	}
	buf_addu(out, (uint64_t)d.year);
}

static const char *const spanish_months[] = { "", "enero", "febrero", "marzo", "abril", "mayo",
	"junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre" };

void
date_long_in(struct buf *out, struct date d, enum lang lang)
{
	if (lang == LANG_ES && d.month != 0 && d.day != 0)
		buf_addf(out, "%d de %s de %d", d.day, spanish_months[d.month], d.year);
	else if (lang == LANG_ES && d.month != 0)
		buf_addf(out, "%s de %d", spanish_months[d.month], d.year);
	else
		date_long(out, d);
}

/* Days from the civil calendar, counting years from March so that the leap day comes last. */
int64_t
date_days(struct date d)
{
	int month = d.month != 0 ? d.month : 1, day = d.day != 0 ? d.day : 1;
	int64_t y = d.year - (month <= 2);
	int64_t era = y / 400, yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct date
date_from_days(int64_t days)
{
	struct date d;
	int64_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

/* From here to zone_leave the C library's rules are those of ZONE.  The environment is how POSIX
 * names a zone; it is put back, so that nothing else of the process sees the change. */
static char *
zone_enter(const char *zone)
{
	const char *old = getenv("TZ");
	char *saved = old != NULL ? strdup(old) : NULL;

	(void)setenv("TZ", zone, 1); /* only fails without memory; then UTC rules */
	tzset();
	return saved;
}

static void
zone_leave(char *saved)
{
	if (saved != NULL)
		(void)setenv("TZ", saved, 1);
	else
		(void)unsetenv("TZ");
	tzset();
	free(saved);
}

/* Seconds east of UTC at T by the current rules. */
static int64_t
offset_at(int64_t t)
{
	time_t at = (time_t)t;
	struct tm tm = { 0 };

	(void)localtime_r(&at, &tm); /* cannot fail in the years accepted */
	return tm.tm_gmtoff;
}

/*
 * A clock reading to a point in time.  One that happens twice is the first; one that is skipped is
 * as long after the change as it would have been.  Not mktime(): its choice depends on earlier calls.
 */
static int64_t
local_to_utc(int64_t local, const char *zone)
{
	char *saved = zone_enter(zone);
	int64_t before = offset_at(local - 86400), after = offset_at(local + 86400);
	int64_t utc = local - before;

	if (offset_at(utc) != before && offset_at(local - after) == after)
		utc = local - after;
	zone_leave(saved);
	return utc;
}

bool
time_zone_known(const char *zone)
{
	char path[256] = "/usr/share/zoneinfo/", magic[4];
	size_t n = strlen(path), m = strlen(zone);
	bool known;
	FILE *f;

	if (strcmp(zone, "UTC") == 0)
		return true;
	if (m == 0 || n + m >= sizeof(path) || strstr(zone, "..") != NULL || zone[0] == '/')
		return false;
	memcpy(path + n, zone, m + 1);
	f = fopen(path, "rbe");
	if (f == NULL)
		return false;
	/* RFC 8536: the directory holds other files and directories too */
	known = fread(magic, 1, sizeof(magic), f) == sizeof(magic) &&
		memcmp(magic, "TZif", sizeof(magic)) == 0;
	(void)fclose(f); /* read only */
	return known;
}

/* "Z", "+hh:mm", "-hh:mm" or nothing; *HAS says which, *OFFSET is in seconds east. */
static bool
take_offset(struct str *s, bool *has, int64_t *offset)
{
	int h, m, sign;

	*has = true;
	*offset = 0;
	if (s->n == 0) {
		*has = false;
		return true;
	}
	if (take(s, 'Z'))
		return s->n == 0;
	sign = s->p[0] == '-' ? -1 : 1;
	if (!take(s, '+') && !take(s, '-'))
		return false;
	if (!take_digits(s, 2, &h) || !take(s, ':') || !take_digits(s, 2, &m) || h > 14 ||
	    m > 59)
		return false;
	*offset = sign * ((int64_t)h * 3600 + (int64_t)m * 60);
	return s->n == 0;
}

bool
time_parse(struct str s, const char *zone, int64_t *out)
{
	struct date d;
	int h = 0, m = 0, sec = 0;
	int64_t local, offset;
	unsigned long v;
	bool has;

	s = str_trim(s);
	if (s.n > 1 && s.p[0] == '@') {
		if (!str_to_uint(str_skip(s, 1), (unsigned long)(INT64_C(1) << 40), &v))
			return false;
		*out = (int64_t)v;
		return true;
	}
	if (s.n < 10 || !date_parse((struct str){ s.p, 10 }, &d))
		return false;
	s = str_skip(s, 10);
	if (take(&s, 'T') || take(&s, ' ')) {
		if (!take_digits(&s, 2, &h) || !take(&s, ':') || !take_digits(&s, 2, &m))
			return false;
		if (take(&s, ':') && !take_digits(&s, 2, &sec))
			return false;
		if (h > 23 || m > 59 || sec > 59)
			return false;
	}
	if (!take_offset(&s, &has, &offset))
		return false;
	local = date_days(d) * 86400 + (int64_t)h * 3600 + (int64_t)m * 60 + sec;
	if (has)
		*out = local - offset;
	else
		*out = zone != NULL ? local_to_utc(local, zone) : local;
	return true;
}

/* Days since 1970-01-01, rounded down, and the second of that day. */
static int64_t
split_day(int64_t t, int *second)
{
	int64_t days = t / 86400;

	if (t % 86400 < 0)
		days--;
	*second = (int)(t - days * 86400);
	return days;
}

/* What the clocks of ZONE show at T, as if it were UTC. */
static int64_t
utc_to_local(int64_t t, const char *zone)
{
	char *saved;

	if (zone == NULL)
		return t;
	saved = zone_enter(zone);
	t += offset_at(t);
	zone_leave(saved);
	return t;
}

struct date
time_date(int64_t t, const char *zone)
{
	int second;

	return date_from_days(split_day(utc_to_local(t, zone), &second));
}

void
time_long(struct buf *out, int64_t t, const char *zone)
{
	int second;

	date_long(out, date_from_days(split_day(utc_to_local(t, zone), &second)));
	buf_addf(out, ", %02d:%02d", second / 3600, second / 60 % 60);
}

void
time_iso(struct buf *out, int64_t t)
{
	int sec;
	struct date d = date_from_days(split_day(t, &sec));

	buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year, d.month, d.day, sec / 3600,
	    sec / 60 % 60, sec % 60);
}

void
time_http(struct buf *out, int64_t t)
{
	static const char *const names[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	int sec;
	int64_t days = split_day(t, &sec);
	struct date d = date_from_days(days);

	buf_addf(out, "%s, %02d %.3s %04d %02d:%02d:%02d GMT", names[(days % 7 + 7) % 7], d.day,
	    month_names[d.month], d.year, sec / 3600, sec / 60 % 60, sec % 60);
}
