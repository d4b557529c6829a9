/*
 * date.h - calendar dates, whole or partial, and points in time.
 * Layer: base.  Proleptic Gregorian calendar, years 1900 to 2200.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/str.h"

struct date {
	int year;	/* 1900..2200; 0: no date */
	int month;	/* 1..12; 0: only the year is known */
	int day;	/* 1..31; 0: only year and month are known */
};

/* "2013", "2013-06" or "2013-06-03"; false when the text is no such date. */
bool	date_parse(struct str, struct date *);
/* Earlier, same, later as -1, 0, 1; a partial date stands before any date that it contains. */
int	date_cmp(struct date, struct date);
/* "2013-06-03", as much of it as is known. */
void	date_iso(struct buf *out, struct date);
/* "June 3, 2013", "June 2013", "2013". */
void	date_long(struct buf *out, struct date);
/* The same in another language: "3 de junio de 2013". */
void	date_long_in(struct buf *out, struct date, enum lang);
/* Days since 1970-01-01; missing parts count as 1. */
int64_t	date_days(struct date);
struct date date_from_days(int64_t days);

/*
 * Points in time are seconds since 1970-01-01 UTC.  Accepts "2026-12-01", "2026-12-01 09:00",
 * "2026-12-01T09:00[:30]" with an optional "Z" or "+hh:mm", or "@" and seconds.  Without an offset
 * the time is that of ZONE (an IANA name such as "America/New_York"; NULL: UTC); a clock reading that
 * happens twice there is the first, one that is skipped counts on from the change.  Uses the C
 * library's zone tables, which are process-wide: not for several threads at once.
 */
bool	time_parse(struct str, const char *zone, int64_t *out);
/* True when the zone tables know ZONE. */
bool	time_zone_known(const char *zone);
/* The date that a point in time falls on in ZONE. */
struct date time_date(int64_t t, const char *zone);
/* "November 21, 2026, 09:00" by the clocks of ZONE (NULL: UTC). */
void	time_long(struct buf *out, int64_t t, const char *zone);
/* "2026-11-21T14:00:00Z" */
void	time_iso(struct buf *out, int64_t t);
/* "Sat, 21 Nov 2026 14:00:00 GMT" for HTTP. */
void	time_http(struct buf *out, int64_t t);

#endif
