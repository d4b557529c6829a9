#include "search/noise.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by bytes. */
static const char *const noise[] = {
	"approx", "assorted", "assortment", "authentic", "bestseller", "brand", "bulk", "cheap", "cm",
	"deal", "discount", "dozen", "dropship", "dropshipping", "ebay", "etsy", "factory", "fashion",
	"fob", "genuine", "hot", "hs", "import", "imported", "importing", "inch", "inches",
	"invoice", "kgs", "latest", "lbs", "misc", "miscellaneous", "moq", "nes", "nesoi", "nos",
	"oem", "order", "original", "popular", "price", "promotion", "promotional", "qty", "quality",
	"quantity", "retail", "sale", "sell", "selling", "ship", "shipment", "shipping", "style",
	"supplier", "trendy", "usd", "various", "wholesale",
};

static int
cmp(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

bool
noise_is(const struct word *w, size_t i, size_t n)
{
	/* "hot" is noise in "hot sale", not in "hot plate"; "fashion" before a noun always is. */
	if (strcmp(w[i].surface, "hot") == 0)
		return i + 1 < n && strncmp(w[i + 1].surface, "sal", 3) == 0;
	return bsearch(w[i].surface, noise, sizeof(noise) / sizeof(noise[0]), sizeof(noise[0]),
	    cmp) != NULL;
}
