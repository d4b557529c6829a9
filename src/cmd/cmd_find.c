/* cmd_find.c - cee find: an answer in a terminal, in the same words as the page. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "cmd/cmd.h"
#include "search/answer_json.h"

static void
print_codes(const struct codes *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		printf("%.*s: %s%s\n", (int)l->input.n, l->input.p,
		    l->rule != NULL ? l->rule->center->name : "no Center",
		    l->rule != NULL ? " Center" : "");
		if (l->title != NULL)
			printf("  %s\n", l->title);
		if (l->rule != NULL)
			printf("  basis: %s (%s)\n", l->rule->basis, l->rule->source);
		if (l->note != NULL)
			printf("  %s\n", l->note);
	}
}

static void
print_headings(const struct answer *an)
{
	size_t i, j;

	for (i = 0; i < an->n_headings && i < 5; i++) {
		const struct answer_heading *h = &an->headings[i];

		printf("  %s %s: %s\n", h->heading->code, h->heading->title,
		    h->rule->center->name);
		for (j = 0; j < h->n_matched; j++)
			printf("       \"%s\" in %s \"%s\"\n", h->matched[j].word,
			    strcmp(h->matched[j].how, "text") == 0 ? "the description of"
								   : "the name",
			    h->matched[j].term);
	}
}

static void
print_pages(const struct answer *an, const struct store *s)
{
	size_t i;

	for (i = 0; i < an->pages.n && i < 5; i++)
		printf(
		    "  %s\n    %s%s\n", an->pages.v[i].title, s->base_url, an->pages.v[i].url);
}

static void
print_answer(const struct answer *an, const struct store *s)
{
	static const char *const sure[] = {
		[LABEL_EXACT] = "",
		[LABEL_VERY_LIKELY] = "Very likely: ",
		[LABEL_PROBABLY] = "Probably: ",
		[LABEL_ASK] = "",
		[LABEL_NONE] = "",
	};
	size_t i;

	for (i = 0; i < an->n_corrections; i++)
		printf("Read \"%.*s\" as %s\"%s\".\n", (int)an->corrections[i].from.n,
		    an->corrections[i].from.p,
		    an->corrections[i].steps != NULL && an->corrections[i].steps[0] == '>'
			? "a kind of "
			: "",
		    an->corrections[i].to);
	if (an->kind == ANSWER_CODE || an->kind == ANSWER_CODES) {
		print_codes(&an->codes);
	} else if (an->kind == ANSWER_QUESTION) {
		printf("These pages come nearest to your question:\n");
		print_pages(an, s);
	} else if (an->label == LABEL_ASK) {
		printf("%s\n", an->pinned != NULL ? an->pinned->text
						  : "Tell us a little more: the words could "
						    "mean goods of different Centers.");
		if (an->question != NULL)
			printf("%s\n", an->question);
		for (i = 0; i < an->n_choices; i++)
			printf("  - %s%s%s\n", an->choices[i].label,
			    an->choices[i].center != NULL ? ": " : "",
			    an->choices[i].center != NULL ? an->choices[i].center->name : "");
	} else if (an->n_centers > 0 && an->label != LABEL_NONE) {
		printf("%s%s Center\n", sure[an->label], an->centers[0].center->name);
		if (an->pinned != NULL)
			printf("%s\n", an->pinned->text);
		if (an->n_headings > 0)
			printf("The list: %s (%s)\n", an->headings[0].rule->basis,
			    an->headings[0].rule->source);
		print_headings(an);
		if (an->question != NULL)
			printf("%s\n", an->question);
	} else {
		printf("%s\n", an->pinned != NULL ? an->pinned->text
						  : "We could not match this.  Say what the "
						    "goods are, what they are made of or "
						    "what they do.");
		print_pages(an, s);
	}
	printf("Guidance, not a ruling.  Mapping as of %s, release %s.\n", s->mapping_date,
	    s->release);
}

static bool
answered(const struct answer *an)
{
	if (an->kind == ANSWER_QUESTION)
		return an->pages.n > 0;
	return an->label != LABEL_ASK && an->label != LABEL_NONE;
}

static int
find(const char *index, struct str query, bool json)
{
	struct answer_request req = { .q = query };
	struct buf out = BUF_INIT;
	struct store *s;
	struct arena a;
	struct answer an;
	struct diag d;
	int rc = EXIT_ERROR;

	diag_init(&d);
	arena_init(&a, 0);
	s = store_open(&d, index);
	if (s != NULL) {
		answer_make(&an, &a, s, &req);
		if (json) {
			answer_json(&out, s, &an);
			(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
		} else {
			print_answer(&an, s);
		}
		rc = answered(&an) ? EXIT_OK : EXIT_NOTHING;
		if (fflush(stdout) != 0)
			rc = EXIT_ERROR;
	}
	diag_print(&d, stderr);
	store_close(s);
	buf_free(&out);
	arena_free(&a);
	diag_free(&d);
	return rc;
}

int
cmd_find(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "index", required_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	const char *index = NULL;
	struct buf query = BUF_INIT;
	bool json = false;
	int c, rc;

	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'i')
			index = optarg;
		else
			return cmd_usage("find");
	}
	if (optind == argc)
		return cmd_usage("find");
	for (; optind < argc; optind++)
		buf_addf(&query, "%s%s", query.n > 0 ? " " : "", argv[optind]);
	if (query.n > LIMIT_QUERY) {
		(void)fprintf(stderr, "cee: the query is longer than %d bytes\n", LIMIT_QUERY);
		rc = EXIT_ERROR;
	} else {
		rc = find(cmd_index(index), buf_str(&query), json);
	}
	buf_free(&query);
	return rc;
}
