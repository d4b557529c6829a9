/* forms.c - the tables of forms.h, sorted by bytes. */
#include "words/forms.h"

#include <stdlib.h>
#include <string.h>

/* Irregular plurals and British words to the form that the index uses. */
const struct forms_pair forms_pairs[] = {
	{ "aeroplane", "airplane" },
	{ "aeroplanes", "airplane" },
	{ "aluminium", "aluminum" },
	{ "analyse", "analyze" },
	{ "armour", "armor" },
	{ "artefact", "artifact" },
	{ "aubergine", "eggplant" },
	{ "aubergines", "eggplant" },
	{ "axe", "ax" },
	{ "axes", "ax" },
	{ "barbeque", "barbecue" },
	{ "bbq", "barbecue" },
	{ "behaviour", "behavior" },
	{ "bookshelves", "bookshelf" },
	{ "brassiere", "bra" },
	{ "brassieres", "bra" },
	{ "briquet", "briquette" },
	{ "calibre", "caliber" },
	{ "calves", "calf" },
	{ "carburettor", "carburetor" },
	{ "catalogue", "catalog" },
	{ "centimetre", "centimeter" },
	{ "centre", "center" },
	{ "centres", "center" },
	{ "cheque", "check" },
	{ "children", "child" },
	{ "chile", "chili" },
	{ "chiles", "chili" },
	{ "chilies", "chili" },
	{ "chilli", "chili" },
	{ "chillies", "chili" },
	{ "cigaret", "cigarette" },
	{ "clothes", "clothing" },
	{ "colored", "color" },
	{ "colour", "color" },
	{ "coloured", "color" },
	{ "colouring", "coloring" },
	{ "colourings", "coloring" },
	{ "colours", "color" },
	{ "cosy", "cozy" },
	{ "courgette", "zucchini" },
	{ "courgettes", "zucchini" },
	{ "cyder", "cider" },
	{ "defence", "defense" },
	{ "diarrhoea", "diarrhea" },
	{ "doughnut", "donut" },
	{ "doughnuts", "donut" },
	{ "draught", "draft" },
	{ "dwarves", "dwarf" },
	{ "earings", "earring" },
	{ "elves", "elf" },
	{ "faucets", "faucet" },
	{ "feet", "foot" },
	{ "fibre", "fiber" },
	{ "fibreglass", "fiberglass" },
	{ "fibres", "fiber" },
	{ "flavour", "flavor" },
	{ "flavoured", "flavored" },
	{ "flavouring", "flavoring" },
	{ "foetal", "fetal" },
	{ "fulfil", "fulfill" },
	{ "fuze", "fuse" },
	{ "gaol", "jail" },
	{ "gases", "gas" },
	{ "geese", "goose" },
	{ "glycerine", "glycerin" },
	{ "glycerol", "glycerin" },
	{ "goggle", "goggles" },
	{ "grey", "gray" },
	{ "grindstones", "grindstone" },
	{ "haematology", "hematology" },
	{ "halves", "half" },
	{ "hoofs", "hoof" },
	{ "hooves", "hoof" },
	{ "humour", "humor" },
	{ "jacknife", "jackknife" },
	{ "jewelery", "jewelry" },
	{ "jewellery", "jewelry" },
	{ "jewellry", "jewelry" },
	{ "kerb", "curb" },
	{ "kerosine", "kerosene" },
	{ "knickers", "panties" },
	{ "knives", "knife" },
	{ "leaves", "leaf" },
	{ "leggins", "leggings" },
	{ "lenses", "lens" },
	{ "lice", "louse" },
	{ "licence", "license" },
	{ "liquorice", "licorice" },
	{ "litre", "liter" },
	{ "litres", "liter" },
	{ "loaves", "loaf" },
	{ "louvre", "louver" },
	{ "lustre", "luster" },
	{ "manoeuvre", "maneuver" },
	{ "matrices", "matrix" },
	{ "meagre", "meager" },
	{ "men", "man" },
	{ "metre", "meter" },
	{ "metres", "meter" },
	{ "mice", "mouse" },
	{ "millimetre", "millimeter" },
	{ "mobiles", "mobile" },
	{ "mould", "mold" },
	{ "moulding", "molding" },
	{ "moulds", "mold" },
	{ "moustache", "mustache" },
	{ "nappies", "diaper" },
	{ "nappy", "diaper" },
	{ "neighbour", "neighbor" },
	{ "odour", "odor" },
	{ "oesophageal", "esophageal" },
	{ "omelette", "omelet" },
	{ "oxen", "ox" },
	{ "paediatric", "pediatric" },
	{ "pajama", "pajamas" },
	{ "parlour", "parlor" },
	{ "people", "person" },
	{ "petrol", "gasoline" },
	{ "phones", "phone" },
	{ "plough", "plow" },
	{ "ploughs", "plow" },
	{ "programme", "program" },
	{ "pyjama", "pajamas" },
	{ "pyjamas", "pajamas" },
	{ "racquet", "racket" },
	{ "racquets", "racket" },
	{ "reflectors", "reflector" },
	{ "rouble", "ruble" },
	{ "sabre", "saber" },
	{ "sanitiser", "sanitizer" },
	{ "sanitisers", "sanitizer" },
	{ "savoury", "savory" },
	{ "scarves", "scarf" },
	{ "sceptic", "septic" },
	{ "sceptre", "scepter" },
	{ "sheaves", "sheaf" },
	{ "shelves", "shelf" },
	{ "sieves", "sieve" },
	{ "skilful", "skillful" },
	{ "smoulder", "smolder" },
	{ "spectre", "specter" },
	{ "stoves", "stove" },
	{ "sulphate", "sulfate" },
	{ "sulphide", "sulfide" },
	{ "sulphite", "sulfite" },
	{ "sulphonic", "sulfonic" },
	{ "sulphur", "sulfur" },
	{ "sulphuric", "sulfuric" },
	{ "sweets", "candy" },
	{ "teeth", "tooth" },
	{ "theatre", "theater" },
	{ "thieves", "thief" },
	{ "titre", "titer" },
	{ "torches", "flashlight" },
	{ "travelling", "traveling" },
	{ "trouser", "pants" },
	{ "trousers", "pants" },
	{ "tumour", "tumor" },
	{ "tyre", "tire" },
	{ "tyres", "tire" },
	{ "vapour", "vapor" },
	{ "vases", "vase" },
	{ "waggon", "wagon" },
	{ "waistcoat", "vest" },
	{ "waistcoats", "vest" },
	{ "whiskies", "whiskey" },
	{ "whisky", "whiskey" },
	{ "wolves", "wolf" },
	{ "women", "woman" },
	{ "woolen", "wool" },
	{ "woolens", "wool" },
	{ "woollen", "wool" },
	{ "woollens", "wool" },
	{ "woolly", "wool" },
	{ "yoghourt", "yogurt" },
	{ "yoghurt", "yogurt" },
	{ "yoghurts", "yogurt" },
	{ "zip", "zipper" },
	{ "zipp", "zipper" },
	{ "zips", "zipper" },
};
const unsigned forms_pairs_n = sizeof(forms_pairs) / sizeof(forms_pairs[0]);

/* Whose stem would be other goods: a bearing is no bear, stockings are no stock. */
const char *const forms_kept[] = {
	"animate", "apparatus", "arms", "arsenal", "arsenic", "awning", "backing",
	"bearing", "bedding", "binding", "bolting", "bottled", "bowling", "braiding",
	"building", "canning", "carving", "casing", "casting", "clothing", "coating",
	"coloring", "composition", "coupling", "covering", "customs", "cutting", "decking",
	"drawers", "drawing", "dressing", "dumpling", "dyeing", "earring", "edging",
	"fastening", "fencing", "filing", "filling", "fitting", "flooring", "forging",
	"fretwork", "frosting", "gaming", "general", "generic", "glasses", "goggles",
	"goods", "hanging", "heading", "herbal", "herring", "housing", "icing", "import",
	"important", "importer", "jeans", "jewelry", "knickers", "knitting", "leggings",
	"lighting", "lining", "login", "mat", "mating", "matte", "matting", "mineral",
	"mining", "molding", "netting", "news", "organic", "organization", "organizer",
	"packing", "padding", "painting", "panties", "pants", "parings", "pasta", "paste",
	"pastel", "pasting", "pasty", "piping", "plating", "plumbing", "police", "policy",
	"pottery", "potty", "pressing", "printing", "pudding", "railing", "recorder",
	"recording", "rigging", "roofing", "saddlery", "scales", "scraping", "seasoning",
	"sewing", "sheeting", "shorts", "siding", "skiing", "spacing", "spectacles",
	"spring", "starling", "sterling", "stocking", "stocks", "string", "stuffing",
	"sweetening", "tanning", "thickening", "tights", "tracking", "trimming", "tubing",
	"universal", "universe", "university", "wadding", "washing", "webbing", "wedding",
	"wiring", "wrapping",
};
const unsigned forms_kept_n = sizeof(forms_kept) / sizeof(forms_kept[0]);

/* Words that name no goods. */
const char *const forms_stops[] = {
	"a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
	"but", "by", "do", "does", "etc", "for", "from", "has", "have", "i", "if", "in",
	"into", "is", "it", "item", "items", "its", "kind", "me", "my", "new", "no", "not",
	"of", "on", "only", "or", "other", "our", "own", "pc", "pcs", "per", "piece",
	"pieces", "product", "products", "s", "sale", "some", "sort", "such", "than",
	"that", "the", "their", "them", "these", "they", "this", "those", "to", "type",
	"types", "up", "us", "using", "very", "via", "was", "we", "were", "what", "which",
	"who", "whose", "will", "with", "within", "without", "you", "your",
};
const unsigned forms_stops_n = sizeof(forms_stops) / sizeof(forms_stops[0]);

/* Words of a question itself. */
const char *const forms_askers[] = {
	"am", "are", "can", "could", "did", "do", "does", "explain", "how", "i", "is",
	"may", "must", "my", "need", "should", "tell", "was", "what", "whats", "when",
	"where", "which", "who", "whom", "whose", "why", "will", "would",
};
const unsigned forms_askers_n = sizeof(forms_askers) / sizeof(forms_askers[0]);

static int
pair_cmp(const void *key, const void *row)
{
	return strcmp(key, ((const struct forms_pair *)row)->from);
}

static int
word_cmp(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

const char *
forms_canonical(const char *word)
{
	const struct forms_pair *p = bsearch(word, forms_pairs, forms_pairs_n,
	    sizeof(forms_pairs[0]), pair_cmp);

	return p != NULL ? p->to : NULL;
}

bool
forms_keep(const char *word)
{
	return bsearch(word, forms_kept, forms_kept_n, sizeof(forms_kept[0]), word_cmp) != NULL;
}

bool
forms_stop(const char *word)
{
	return bsearch(word, forms_stops, forms_stops_n, sizeof(forms_stops[0]), word_cmp) !=
	    NULL;
}

bool
forms_opens(const char *word)
{
	static const char *const words[] = {
		"by", "con", "containing", "de", "for", "from", "in", "including", "made", "of",
		"para", "to", "used", "using", "w", "with", "without",
	};

	return bsearch(word, words, sizeof(words) / sizeof(words[0]), sizeof(words[0]),
	    word_cmp) != NULL;
}

bool
forms_asks(const char *word)
{
	return bsearch(word, forms_askers, forms_askers_n, sizeof(forms_askers[0]), word_cmp) !=
	    NULL;
}
