#include "cmd/when.h"

#include <string.h>

#include "base/date.h"

void
when_words(struct buf *out, int64_t t, const char *zone)
{
	const char *place = zone != NULL ? strrchr(zone, '/') : NULL;

	time_long(out, t, zone);
	if (place == NULL) { /* UTC and its like are no places */
		buf_addf(out, " (%s)", zone != NULL ? zone : "UTC");
		return;
	}
	buf_adds(out, " (");
	for (place++; *place != '\0'; place++)
		buf_addc(out, (char)(*place == '_' ? ' ' : *place));
	buf_adds(out, " time)");
}
