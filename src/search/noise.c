#include "search/noise.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by bytes. */
static const char *const noise[] = {
	"approx",
	"assorted",
	"assortment",
	"authentic",
	"bestseller",
	"brand",
	"bulk",
	"cheap",
	"cm",
	"deal",
	"discount",
	"dozen",
	"dropship",
	"dropshipping",
	"ebay",
	"etsy",
	"factory",
	"fashion",
	"fob",
	"genuine",
	"hot",
	"hs",
	"import",
	"imported",
	"importing",
	"inch",
	"inches",
	"invoice",
	"kgs",
	"latest",
	"lbs",
	"misc",
	"miscellaneous",
	"moq",
	"nes",
	"nesoi",
	"nos",
	"oem",
	"order",
	"original",
	"popular",
	"price",
	"promotion",
	"promotional",
	"qty",
	"quality",
	"quantity",
	"retail",
	"sale",
	"sell",
	"selling",
	"ship",
	"shipment",
	"shipping",
	"style",
	"supplier",
	"trendy",
	"usd",
	"various",
	"wholesale",
};

/* Said beside what names the goods, these tell little; alone they may be the goods ("pink").  Sorted. */
static const char *const faint[] = {
	"adjustable",
	"adult",
	"adults",
	"beautiful",
	"beige",
	"big",
	"black",
	"blue",
	"bright",
	"brown",
	"classic",
	"clear",
	"color",
	"colors",
	"colour",
	"colours",
	"commercial",
	"cool",
	"custom",
	"cute",
	"dark",
	"decorative",
	"durable",
	"extra",
	"gray",
	"green",
	"grey",
	"handmade",
	"heavy",
	"high",
	"household",
	"large",
	"light",
	"little",
	"long",
	"luxury",
	"medium",
	"mini",
	"modern",
	"multi",
	"multicolor",
	"navy",
	"new",
	"nice",
	"performance",
	"personalized",
	"pink",
	"portable",
	"premium",
	"professional",
	"purple",
	"red",
	"retro",
	"royal",
	"short",
	"single",
	"size",
	"sizes",
	"small",
	"soft",
	"special",
	"super",
	"transparent",
	"unique",
	"universal",
	"used",
	"vintage",
	"white",
	"xl",
	"xxl",
	"yellow",
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

bool
noise_is_faint(const char *surface)
{
	return bsearch(surface, faint, sizeof(faint) / sizeof(faint[0]), sizeof(faint[0]),
		   cmp) != NULL;
}
