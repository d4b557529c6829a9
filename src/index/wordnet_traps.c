/* wordnet_traps.c - readings of WordNet that mislead, found by reading its rows. */
#include "index/wordnet.h"

#include <stdlib.h>
#include <string.h>

const struct wordnet_trap wordnet_traps[] = {
	{ "aiguilette", "braid", "a cut of beef, as shops write it" },
	{ "anus", NULL, "no goods" },
	{ "arsehole", NULL, "no goods" },
	{ "atrium", "court", "a part of a building or of the heart" },
	{ "backstage", "wing", "a place, not a part of an aircraft" },
	{ "brit", NULL, "short for British; not young fish" },
	{ "columbary", NULL, "no goods; leads to a plant" },
	{ "crotch", "angle", "of clothing; not a section of steel" },
	{ "dainty", "goody", "says how goods look" },
	{ "drone", NULL, "the aircraft, not the bee" },
	{ "filariae", "pin grass", "the worm, not the plant" },
	{ "foreground", "window", "a part of a picture, not of a house" },
	{ "frivolity", NULL, "no goods" },
	{ "garget", "poke", "a disease of cows more than a plant, and never a bag" },
	{ "gelly", "gelignite", "a spelling of jelly or gel; not an explosive" },
	{ "goldilocks", "aster", "the girl of the tale; not a flower" },
	{ "hammerhead", "head", "the shark, or the tool's part; not a head" },
	{ "hamstrung", NULL, "says what was done; not a sinew" },
	{ "keep", "dungeon", "a verb" },
	{ "kneecapping", NULL, "no goods" },
	{ "macintosh", "mackintosh", "the computer; not the raincoat" },
	{ "mara", "rodent", "a name more than an animal" },
	{ "occlusion", "block", "what a seal does; not a block" },
	{ "offstage", "wing", "a place, not a part of an aircraft" },
	{ "paternoster", "elevator", "prayer beads as much as an elevator" },
	{ "posterior", NULL, "says where; not a cut of meat" },
	{ "quirk", "channel", "a habit; not a section of steel" },
	{ "raiment", "array", "clothing; not what a row of parts is" },
	{ "rattail", "soft-finned fish", "a file, a comb or a cord" },
	{ "sard", "sardine", "the stone; not the fish" },
	{ "scruff", NULL, "no goods" },
	{ "shite", NULL, "no goods" },
	{ "snowball", "sand verbena", "a ball of snow, or a toy; not the plant" },
	{ "superbug", NULL, "a germ; not the plant" },
	{ "tablet", NULL, "the computer or the medicine, not the slab" },
	{ "twat", NULL, "no goods" },
	{ "upsetting", "swage", "says what something does" },
	{ "velum", "veil", "a skin in biology; not the garment" },
	{ "workhorse", "machine", "says how good a thing is" },
};
const unsigned wordnet_traps_n = sizeof(wordnet_traps) / sizeof(wordnet_traps[0]);

/* Words that everything is a kind of, that are no goods, or that speak for others: a "toy dog" is no toy,
 * and the "armor plate" is a turtle's. */
const char *const wordnet_vagues[] = {
	"agent",
	"anatomical structure",
	"angle",
	"animal tissue",
	"area",
	"armor plate",
	"artefact",
	"article",
	"articulation",
	"artifact",
	"body part",
	"brute",
	"butt",
	"cavity",
	"cell",
	"class",
	"concretion",
	"construction",
	"course",
	"covering",
	"creation",
	"cutis",
	"design",
	"device",
	"duct",
	"element",
	"end",
	"facility",
	"feature",
	"flora",
	"formation",
	"geological formation",
	"gizmo",
	"ground",
	"grouping",
	"hole",
	"imitation",
	"inlet",
	"instrumentality",
	"land",
	"landmark",
	"layer",
	"living substance",
	"matter",
	"mechanism",
	"member",
	"membrane",
	"object",
	"opening",
	"organism",
	"part",
	"pi",
	"piece",
	"place",
	"plant part",
	"plant structure",
	"point",
	"process",
	"reproductive structure",
	"ridge",
	"room",
	"sac",
	"slope",
	"structure",
	"stuff",
	"substance",
	"swelling",
	"system",
	"thing",
	"tissue",
	"tissue layer",
	"toy dog",
	"toy spaniel",
	"unit",
	"way",
	"whole",
	"work",
	"zone",
};
const unsigned wordnet_vagues_n = sizeof(wordnet_vagues) / sizeof(wordnet_vagues[0]);

bool
wordnet_trap(const char *lemma, const char *target)
{
	size_t low = 0, high = wordnet_traps_n, i;

	while (low < high) { /* to the lemma's first row */
		size_t mid = low + (high - low) / 2;

		if (strcmp(wordnet_traps[mid].lemma, lemma) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (i = low; i < wordnet_traps_n && strcmp(wordnet_traps[i].lemma, lemma) == 0; i++)
		if (wordnet_traps[i].target == NULL ||
		    (target != NULL && strcmp(wordnet_traps[i].target, target) == 0))
			return true;
	return false;
}

static int
by_text(const void *x, const void *y)
{
	return strcmp(x, *(const char *const *)y);
}

bool
wordnet_vague(const char *target)
{
	return bsearch(target, wordnet_vagues, wordnet_vagues_n, sizeof(wordnet_vagues[0]),
		   by_text) != NULL;
}
