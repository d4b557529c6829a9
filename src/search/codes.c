#include "search/codes.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "search/lines.h"

#define MAX_DIGITS 10 /* of an HTSUS number, its statistical suffix included */
#define MAX_TYPED 30 /* digits counted of one field */

static const char *const status_names[] = {
	[CODE_OK] = "ok",
	[CODE_UNKNOWN] = "unknown",
	[CODE_SPECIAL] = "special",
	[CODE_RESERVED] = "reserved",
	[CODE_INVALID] = "invalid",
};

const char *
code_status_name(enum code_status s)
{
	return status_names[s];
}

/* Words that people put before a code. */
static bool
is_code_word(struct str w)
{
	static const char *const words[] = {
		"hts",
		"htsus",
		"hs",
		"heading",
		"headings",
		"subheading",
		"chapter",
		"chapters",
		"code",
		"codes",
		"tariff",
		"no",
		"number",
		"numbers",
		"and",
		"ch",
		"hsn",
		"the",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is_nocase(w, words[i]))
			return true;
	return false;
}

static bool
is_joint(char c)
{
	return c == '.' || c == ' ' || c == '-' || c == '\xA0';
}

/* Digits of FIELD after the words before it; false when anything else stands there. */
static bool
digits_of(struct str s, char out[MAX_TYPED + 2], size_t *n)
{
	size_t i, letters;

	s = str_trim(s);
	if (str_starts(s, "=\"") && s.n > 2 && s.p[s.n - 1] == '"')
		s = (struct str){ s.p + 2,
			s.n - 3 }; /* ="0702" keeps a spreadsheet from counting */
	else if (str_starts(s, "'"))
		s = str_skip(s, 1); /* as does '0702 */
	for (s = str_trim(s); s.n > 0; s = str_trim(str_skip(s, letters))) {
		for (letters = 0; letters < s.n && ascii_isalpha(s.p[letters]); letters++)
			;
		if (letters == 0 && (s.p[0] == '#' || s.p[0] == ':' || s.p[0] == '.'))
			letters = 1;
		else if (letters == 0 || !is_code_word((struct str){ s.p, letters }))
			break;
	}
	*n = 0;
	for (i = 0; i < s.n; i++) {
		if (ascii_isdigit(s.p[i])) {
			if (*n <= MAX_TYPED)
				out[(*n)++] = s.p[i];
		} else if (!is_joint(s.p[i]) && s.p[i] != '\xC2') {
			return false;
		}
	}
	out[*n] = '\0';
	return *n > 0;
}

/* Do all headings of the chapter go to one Center? */
static bool
chapter_is_whole(const struct store *s, const struct store_chapter *c)
{
	const struct store_center *first = NULL;
	size_t i = store_headings_before(s, str_of(c->number));

	for (; i < s->n_headings && s->headings[i].chapter == c; i++) {
		if (first != NULL && s->headings[i].rule->center != first)
			return false;
		first = s->headings[i].rule->center;
	}
	return first != NULL;
}

static void
read_chapter(struct code_line *l, struct arena *a, const struct store *s)
{
	const struct store_chapter *c = store_chapter(s, str_of(l->code));

	if (c == NULL) {
		l->status = CODE_UNKNOWN;
		l->note = arena_printf(a, tr(s->tr, "The HTSUS has no chapter %s."), l->code);
		return;
	}
	l->title = c->title;
	l->rule = store_route(s, str_of(l->code));
	if (!chapter_is_whole(s, c)) {
		l->rule = NULL;
		l->note = arena_printf(a,
		    tr(s->tr, "Chapter %s is divided between Centers; "
			      "give the heading (four digits)."),
		    l->code);
	}
}

/* What can be said of a heading that is none by its chapter: where an edition may have had it, and the
 * Center, when the whole chapter has one. */
static const char *
chapter_says(const struct code_line *l, struct arena *a, const struct store *s, bool between)
{
	const struct store_chapter *c = store_chapter(s, (struct str){ l->code, 2 });
	const struct store_rule *rule = store_route(s, (struct str){ l->code, 2 });
	const char *earlier = between ? tr(s->tr, "  An earlier edition may have had it.") : "";

	if (c == NULL || rule == NULL || !chapter_is_whole(s, c))
		return earlier;
	return arena_printf(a, tr(s->tr, "%s  All of chapter %s goes to the %s Center."),
	    earlier, c->number, store_in(s, rule->center)->name);
}

/* A heading that is none: one of an earlier edition, for which the editors wrote a rule of its own; else
 * the headings of the same chapter just before and after. */
static void
read_unknown(struct code_line *l, struct arena *a, const struct store *s)
{
	const char *before = NULL, *after = NULL;
	const struct store_rule *own = store_route(s, (struct str){ l->code, 4 });
	size_t i;

	l->status = CODE_UNKNOWN;
	if (own != NULL && own->note != NULL && strlen(own->from) == 4 &&
	    strcmp(own->from, own->to) == 0) {
		l->rule = own;
		l->remark = own->note;
		l->note =
		    arena_printf(a, tr(s->tr, "The HTSUS no longer has a heading %.4s.  %s"),
			l->code, own->note);
		return;
	}
	i = store_headings_before(s, (struct str){ l->code, 4 });
	if (i > 0 && strncmp(s->headings[i - 1].code, l->code, 2) == 0)
		before = s->headings[i - 1].code;
	if (i < s->n_headings && strncmp(s->headings[i].code, l->code, 2) == 0)
		after = s->headings[i].code;
	if (before == NULL && after == NULL)
		l->note = arena_printf(a, tr(s->tr, "The HTSUS has no chapter %.2s."), l->code);
	else
		l->note = arena_printf(a,
		    before != NULL && after != NULL
			? tr(s->tr,
			      "The HTSUS has no heading %.4s; its neighbors are %s and %s.%s")
			: tr(s->tr, "The HTSUS has no heading %.4s; its neighbor is %s%s.%s"),
		    l->code, before != NULL ? before : "", after != NULL ? after : "",
		    chapter_says(l, a, s, before != NULL && after != NULL));
}

/* More digits than a number has: nothing is decided, since any of them may be the one too many. */
static void
read_too_long(struct code_line *l, struct arena *a, const struct store *s, size_t typed)
{
	const struct store_heading *h = store_heading(s, (struct str){ l->code, 4 });

	l->status = CODE_INVALID;
	l->note =
	    arena_printf(a, tr(s->tr, "This has %zu digits%s; an HTSUS number has at most %d."),
		typed, typed > MAX_TYPED ? tr(s->tr, " or more") : "", MAX_DIGITS);
	if (h != NULL)
		l->note = arena_printf(a,
		    tr(s->tr, "%s  Heading %s, its first four, goes to the %s Center."),
		    l->note, h->code, store_in(s, h->rule->center)->name);
	l->code[0] = '\0';
}

static void
read_heading(struct code_line *l, struct arena *a, const struct store *s)
{
	size_t n = strlen(l->code);

	l->heading = store_heading(s, (struct str){ l->code, 4 });
	if (l->heading == NULL) {
		read_unknown(l, a, s);
		return;
	}
	l->title = l->heading->title;
	l->rule = store_route(s, str_of(l->code));
	if (n % 2 != 0) {
		l->note = arena_printf(a,
		    tr(s->tr, "This has %zu digits, an odd number: a digit seems to be "
			      "missing, perhaps a 0 in front.  Read as heading %.4s."),
		    n, l->code);
	} else if (n > 4) {
		const char *line = lines_say(a, s, l->code);
		const char *by = l->rule->len > 4    ? tr(s->tr, "its subheading")
				 : l->rule->len == 4 ? tr(s->tr, "its heading")
						     : tr(s->tr, "its chapter");

		l->note =
		    line != NULL
			? arena_printf(a, tr(s->tr, "%s  Decided by %s."), line, by)
			: arena_printf(a,
			      tr(s->tr,
				  "Decided by %s; whether line %s exists was not checked."),
			      by, l->code);
	}
}

void
code_digits(struct code_line *l, struct str field)
{
	char digits[MAX_TYPED + 2];
	size_t n;

	*l = (struct code_line){ .input = str_trim(field), .status = CODE_INVALID };
	if (!digits_of(field, digits, &n) || n < 2 || n == 3 || n > MAX_DIGITS)
		return;
	memcpy(l->code, digits, n + 1);
	l->status = CODE_OK;
	if (strncmp(digits, "98", 2) == 0 || strncmp(digits, "99", 2) == 0)
		l->status = CODE_SPECIAL;
	else if (strncmp(digits, "77", 2) == 0)
		l->status = CODE_RESERVED;
}

void
code_read(struct code_line *l, struct arena *a, const struct store *s, struct str field)
{
	char digits[MAX_TYPED + 2];
	size_t n;

	*l = (struct code_line){ .input = str_trim(field), .status = CODE_OK };
	if (!digits_of(field, digits, &n)) {
		l->status = CODE_INVALID;
		l->note =
		    tr(s->tr, "Not a tariff code: expected 4 to 10 digits, such as 6109.10.");
		return;
	}
	memcpy(l->code, digits, n < MAX_DIGITS ? n : MAX_DIGITS);
	l->code[n < MAX_DIGITS ? n : MAX_DIGITS] = '\0';
	if (n < 2 || n == 3) {
		l->status = CODE_INVALID;
		l->note = arena_printf(a,
		    n == 1
			? tr(s->tr, "This has %zu digit; a chapter has two, a heading four.")
			: tr(s->tr, "This has %zu digits; a chapter has two, a heading four."),
		    n);
		l->code[0] = '\0';
	} else if (strncmp(digits, "98", 2) == 0 || strncmp(digits, "99", 2) == 0) {
		l->status = CODE_SPECIAL;
		l->note = tr(s->tr,
		    "Chapters 98 and 99 decide no Center by themselves; look the goods up by "
		    "their ordinary number, in chapters 01 to 97.");
	} else if (strncmp(digits, "77", 2) == 0) {
		l->status = CODE_RESERVED;
		l->note = tr(s->tr, "Chapter 77 is reserved and holds no goods.");
	} else if (n == 2) {
		read_chapter(l, a, s);
	} else if (n > MAX_DIGITS) {
		read_too_long(l, a, s, n);
	} else {
		read_heading(l, a, s);
	}
}

static int
most_lines(const void *x, const void *y)
{
	const struct code_total *a = x, *b = y;

	if (a->lines != b->lines)
		return a->lines > b->lines ? -1 : 1;
	return strcmp(a->center->slug, b->center->slug);
}

void
codes_sum(struct codes *c, struct arena *a, const struct store *s)
{
	double quantity = 0, value = 0;
	size_t i, n = 0;

	c->totals = arena_alloc(a, (s->n_centers + 1) * sizeof(*c->totals));
	for (i = 0; i < s->n_centers; i++)
		c->totals[i].center = &s->centers[i];
	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];
		struct code_total *t;

		if (l->rule == NULL)
			continue;
		t = &c->totals[l->rule->center - s->centers];
		t->lines++;
		t->quantity += l->quantity;
		t->value += l->value;
		quantity += l->quantity;
		value += l->value;
		c->good++;
	}
	qsort(c->totals, s->n_centers, sizeof(*c->totals), most_lines);
	while (n < s->n_centers && c->totals[n].lines > 0) {
		struct code_total *t = &c->totals[n++];

		t->lines_share = (double)t->lines / (double)c->good;
		t->quantity_share = quantity > 0 ? t->quantity / quantity : 0;
		t->value_share = value > 0 ? t->value / value : 0;
	}
	c->n_totals = n;
}

/*
 * The length of the code at the front of S: digits, with dots or hyphens between; a space joins
 * only what cannot stand alone ("6109 10 00", but not "6109 8471").
 */
static size_t
code_length(struct str s)
{
	size_t i = 0, group;

	while (i < s.n && (ascii_isdigit(s.p[i]) || s.p[i] == '.' || s.p[i] == '-'))
		i++;
	while (i < s.n && s.p[i] == ' ') {
		for (group = 0; i + 1 + group < s.n && ascii_isdigit(s.p[i + 1 + group]);
		     group++)
			;
		if (group != 2 ||
		    (i + 1 + group < s.n && strchr(" ,;.\t\n", s.p[i + 1 + group]) == NULL))
			break;
		i += 1 + group;
		while (i < s.n && (ascii_isdigit(s.p[i]) || s.p[i] == '.'))
			i++;
	}
	return i;
}

bool
codes_in_query(struct codes *c, struct arena *a, const struct store *s, struct str text)
{
	size_t cap = 0, n, digits, i;

	*c = (struct codes){ .n = 0 };
	while (text.n > 0) {
		if (strchr(" ,;\t\n#:&", text.p[0]) != NULL) {
			text = str_skip(text, 1);
			continue;
		}
		if (!ascii_isdigit(text.p[0])) {
			for (n = 0; n < text.n && ascii_isalpha(text.p[n]); n++)
				;
			if (n == 0 || !is_code_word((struct str){ text.p, n }))
				return false;
			text = str_skip(text, n);
			if (text.n > 0 && text.p[0] == '.')
				text = str_skip(text, 1);
			continue;
		}
		if (words_cas(text) > 0)
			return false; /* a chemical, not a code */
		n = code_length(text);
		for (i = digits = 0; i < n; i++)
			digits += ascii_isdigit(text.p[i]);
		if (digits < 2 || digits == 3 || c->n >= LIMIT_CODE_LINES)
			return false;
		if (n < text.n && strchr(" ,;\t\n", text.p[n]) == NULL)
			return false; /* "12v", "100%" */
		c->lines = arena_grow(a, c->lines, c->n, &cap, sizeof(*c->lines));
		code_read(&c->lines[c->n], a, s, (struct str){ text.p, n });
		c->lines[c->n].line = c->n + 1;
		c->n++;
		text = str_skip(text, n);
	}
	if (c->n == 0)
		return false;
	codes_sum(c, a, s);
	return true;
}
