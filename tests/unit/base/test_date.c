#include "base/date.h"

#include <time.h>

#include "unit/base/vectors.h"

static void
dates(void **state)
{
	struct buf b = BUF_INIT;
	struct vectors v;
	struct date d;

	(void)state;
	vectors_open(&v, "tests/vectors/date/dates.tsv");
	while (vectors_next(&v)) {
		struct date untouched = { 1, 2, 3 };

		d = untouched;
		if (date_parse(v.col[0], &d) != !str_is(v.col[1], "-"))
			fail_msg("%s:%u", v.path, v.line);
		if (str_is(v.col[1], "-")) {
			assert_memory_equal(&d, &untouched, sizeof(d));
			continue;
		}
		buf_clear(&b);
		date_iso(&b, d);
		vectors_same(&v, buf_str(&b), v.col[1]);
		buf_clear(&b);
		date_long(&b, d);
		vectors_same(&v, buf_str(&b), v.col[2]);
		buf_clear(&b);
		buf_addf(&b, "%lld", (long long)date_days(d));
		vectors_same(&v, buf_str(&b), v.col[3]);
	}
	buf_free(&b);
}

static void
comparing(void **state)
{
	/* in order; a partial date stands before any that it contains */
	static const struct date d[] = {
		{ 0, 0, 0 },
		{ 1999, 12, 31 },
		{ 2000, 0, 0 },
		{ 2000, 1, 0 },
		{ 2000, 1, 1 },
		{ 2000, 1, 31 },
		{ 2000, 2, 0 },
		{ 2000, 12, 31 },
		{ 2001, 0, 0 },
	};
	int i, j, n = (int)(sizeof(d) / sizeof(d[0]));

	(void)state;
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			assert_int_equal(date_cmp(d[i], d[j]), (i > j) - (i < j));
}

/* Day by day through all the years, beside the C library's calendar. */
static void
every_day(void **state)
{
	int64_t day, first, last;
	struct tm tm;

	(void)state;
	first = date_days((struct date){ 1900, 1, 1 });
	last = date_days((struct date){ 2200, 12, 31 });
	assert_int_equal(
	    last - first + 1, 301 * 365 + 73); /* leap days, without 1900, 2100, 2200 */
	for (day = first; day <= last; day++) {
		struct date d = date_from_days(day);
		time_t t = (time_t)(day * 86400);

		assert_non_null(gmtime_r(&t, &tm));
		assert_int_equal(d.year, tm.tm_year + 1900);
		assert_int_equal(d.month, tm.tm_mon + 1);
		assert_int_equal(d.day, tm.tm_mday);
		assert_int_equal(date_days(d), day);
	}
}

static void
times(void **state)
{
	struct buf b = BUF_INIT;
	struct vectors v;
	int64_t t;

	(void)state;
	vectors_open(&v, "tests/vectors/date/times.tsv");
	while (vectors_next(&v)) {
		char zone[64];

		(void)snprintf(zone, sizeof(zone), "%.*s", (int)v.col[1].n, v.col[1].p);
		t = 4711;
		if (time_parse(v.col[0], zone[0] != '\0' ? zone : NULL, &t) !=
		    !str_is(v.col[2], "-"))
			fail_msg("%s:%u", v.path, v.line);
		buf_clear(&b);
		buf_addf(&b, "%lld", (long long)t);
		vectors_same(&v, buf_str(&b), str_is(v.col[2], "-") ? STR("4711") : v.col[2]);
	}
	buf_free(&b);
}

static const char *const zones[] = {
	"America/New_York",
	"UTC",
	"Europe/London",
	"America/Havana",
	"America/Sao_Paulo",
	"Asia/Kolkata",
	"Australia/Lord_Howe",
	"Pacific/Apia",
	"Asia/Beirut",
	"Africa/Cairo",
	"America/St_Johns",
	"Antarctica/Troll",
};

static void
set_zone(const char *zone)
{
	if (zone != NULL)
		assert_int_equal(setenv("TZ", zone, 1), 0);
	else
		assert_int_equal(unsetenv("TZ"), 0);
	tzset();
}

/* The date beside localtime(), each quarter of an hour around midnight and now and then between,
 * through years with and without a change of the clock at midnight. */
static void
date_in_a_zone(void **state)
{
	enum { N = 24 * 4 * 366 };
	static struct date want[N];
	static const char *const starts[] = { "2011-01-01", "2018-01-01", "2026-01-01" };
	int64_t start;
	size_t i, j, k;
	struct tm tm;

	(void)state;
	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		for (k = 0; k < sizeof(starts) / sizeof(starts[0]); k++) {
			assert_true(time_parse(str_of(starts[k]), NULL, &start));
			set_zone(zones[i]);
			for (j = 0; j < N; j++) {
				time_t t = (time_t)(start + (int64_t)j * 900);

				assert_non_null(localtime_r(&t, &tm));
				want[j] = (struct date){ tm.tm_year + 1900, tm.tm_mon + 1,
					tm.tm_mday };
			}
			set_zone(NULL);
			for (j = 2; j + 2 < N; j++) {
				int64_t t = start + (int64_t)j * 900;

				if (date_cmp(want[j - 2], want[j + 2]) == 0 && j % 37 != 0)
					continue;
				if (date_cmp(time_date(t, zones[i]), want[j]) != 0)
					fail_msg("%s at %lld", zones[i], (long long)t);
			}
		}
	}
	assert_int_equal(date_cmp(time_date(-1, NULL), (struct date){ 1969, 12, 31 }), 0);
	assert_int_equal(date_cmp(time_date(-1, "UTC"), (struct date){ 1969, 12, 31 }), 0);
	assert_int_equal(date_cmp(time_date(0, NULL), (struct date){ 1970, 1, 1 }), 0);
}

/* New York in 2026: clocks go forward on March 8 at 2:00 EST, back on November 1 at 2:00 EDT. */
static void
around_a_change_of_clocks(void **state)
{
	static const struct {
		const char *utc, *day;
	} cases[] = {
		{ "2026-03-08T04:59:59Z", "2026-03-07" },
		{ "2026-03-08T05:00:00Z", "2026-03-08" },
		{ "2026-03-08T06:59:59Z", "2026-03-08" },
		{ "2026-03-08T07:00:00Z", "2026-03-08" },
		{ "2026-03-09T03:59:59Z", "2026-03-08" },
		{ "2026-03-09T04:00:00Z", "2026-03-09" },
		{ "2026-11-01T03:59:59Z", "2026-10-31" },
		{ "2026-11-01T04:00:00Z", "2026-11-01" },
		{ "2026-11-01T05:30:00Z", "2026-11-01" },
		{ "2026-11-01T06:30:00Z", "2026-11-01" },
		{ "2026-11-02T04:59:59Z", "2026-11-01" },
		{ "2026-11-02T05:00:00Z", "2026-11-02" },
	};
	struct buf b = BUF_INIT;
	int64_t t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(time_parse(str_of(cases[i].utc), NULL, &t));
		buf_clear(&b);
		date_iso(&b, time_date(t, "America/New_York"));
		assert_string_equal(b.p, cases[i].day);
	}
	buf_free(&b);
}

/* Clock readings that happen twice or never: one meaning each, whatever was read before. */
static void
no_memory_of_earlier_calls(void **state)
{
	static const char *const odd[] = { "2026-11-01 01:30", "2026-03-08 02:30" };
	static const char *const before[] = { "2026-07-01", "2026-01-01", "1950-06-01",
		"2026-11-02" };
	int64_t first, t, other;
	size_t i, j, k;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		assert_true(time_parse(str_of(odd[i]), "America/New_York", &first));
		for (j = 0; j < sizeof(before) / sizeof(before[0]); j++) {
			for (k = 0; k < sizeof(zones) / sizeof(zones[0]); k++) {
				assert_true(time_parse(str_of(before[j]), zones[k], &other));
				assert_true(time_parse(str_of(odd[i]), "America/New_York", &t));
				if (t != first)
					fail_msg("%s after %s in %s: %lld, then %lld", odd[i],
					    before[j], zones[k], (long long)first,
					    (long long)t);
			}
		}
	}
}

/* The first of two, and as long after the change as the reading says. */
static void
odd_clock_readings(void **state)
{
	static const struct {
		const char *in, *zone, *utc;
	} cases[] = {
		{ "2026-11-01 01:00", "America/New_York", "2026-11-01T05:00:00Z" },
		{ "2026-11-01 01:30", "America/New_York", "2026-11-01T05:30:00Z" },
		{ "2026-11-01 02:00", "America/New_York", "2026-11-01T07:00:00Z" },
		{ "2026-03-08 02:00", "America/New_York", "2026-03-08T07:00:00Z" },
		{ "2026-03-08 02:30", "America/New_York", "2026-03-08T07:30:00Z" },
		{ "2026-03-08 03:30", "America/New_York", "2026-03-08T07:30:00Z" },
		{ "2026-03-29 01:30", "Europe/London", "2026-03-29T01:30:00Z" },
		{ "2026-10-25 01:30", "Europe/London", "2026-10-25T00:30:00Z" },
		{ "2011-12-31 00:30", "Pacific/Apia", "2011-12-30T10:30:00Z" },
		{ "2011-12-29 23:30", "Pacific/Apia", "2011-12-30T09:30:00Z" },
	};
	struct buf b = BUF_INIT;
	int64_t t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(time_parse(str_of(cases[i].in), cases[i].zone, &t));
		buf_clear(&b);
		time_iso(&b, t);
		assert_string_equal(b.p, cases[i].utc);
	}
	buf_free(&b);
}

/* The zone of the process is what it was. */
static void
environment_is_put_back(void **state)
{
	int64_t t;

	(void)state;
	set_zone("Asia/Kolkata");
	assert_true(time_parse(STR("2026-07-01 12:00"), "America/New_York", &t));
	(void)time_date(t, "America/New_York");
	assert_string_equal(getenv("TZ"), "Asia/Kolkata");
	assert_int_equal(timezone, -19800);
	set_zone(NULL);
	(void)time_date(t, "America/New_York");
	assert_null(getenv("TZ"));
}

static void
known_zones(void **state)
{
	static const char *const unknown[] = {
		"",
		"America",
		"America/",
		"Mars/Phobos",
		"New York",
		"../zoneinfo/UTC",
		"/usr/share/zoneinfo/UTC",
		"zone.tab",
		"tzdata.zi",
		"america/new_york",
	};
	size_t i;
	char big[4096];

	(void)state;
	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		assert_true(time_zone_known(zones[i]));
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		if (time_zone_known(unknown[i]))
			fail_msg("zone \"%s\"", unknown[i]);
	memset(big, 'a', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	assert_false(time_zone_known(big));
}

static void
writing_times(void **state)
{
	static const struct {
		int64_t t;
		const char *iso, *http;
	} cases[] = {
		{ 0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT" },
		{ 784111777, "1994-11-06T08:49:37Z",
		    "Sun, 06 Nov 1994 08:49:37 GMT" }, /* RFC 9110 */
		{ 1795269600, "2026-11-21T14:00:00Z", "Sat, 21 Nov 2026 14:00:00 GMT" },
		{ 951782400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT" },
		{ -1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT" },
		{ -2208988800, "1900-01-01T00:00:00Z", "Mon, 01 Jan 1900 00:00:00 GMT" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		time_iso(&b, cases[i].t);
		assert_string_equal(b.p, cases[i].iso);
		buf_clear(&b);
		time_http(&b, cases[i].t);
		assert_string_equal(b.p, cases[i].http);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(comparing),
		cmocka_unit_test(every_day),
		cmocka_unit_test(times),
		cmocka_unit_test(date_in_a_zone),
		cmocka_unit_test(around_a_change_of_clocks),
		cmocka_unit_test(no_memory_of_earlier_calls),
		cmocka_unit_test(odd_clock_readings),
		cmocka_unit_test(environment_is_put_back),
		cmocka_unit_test(known_zones),
		cmocka_unit_test(writing_times),
	};

	(void)unsetenv("TZ");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
