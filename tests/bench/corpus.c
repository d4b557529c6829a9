/*
 * corpus.c - a content folder of any size to measure generators with: `corpus PAGES DIR`.
 *
 * The same number gives the same bytes everywhere.  Pages are pages/<section>/<page>.md, a hundred to
 * a section: front matter, 300 to 600 words in six to nine parts with headings, a list, a table, links
 * to other pages.  Words are made of syllables and fall as words of a language do: the n-th is n times
 * rarer than the first.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define WORDS 20000
#define PER_SECTION 100

static uint64_t state;

/* splitmix64 */
static uint64_t
next(void)
{
	uint64_t z = (state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static unsigned
below(unsigned n)
{
	return (unsigned)(next() % n);
}

static char words[WORDS][16];
static double heap[WORDS]; /* sums of 1/n */

static void
make_words(void)
{
	static const char *const head[] = { "b", "br", "c", "ch", "d", "f", "g", "gl", "h", "j",
		"k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w", "" };
	static const char *const tail[] = { "a", "e", "i", "o", "u", "an", "en", "er", "in",
		"or", "al", "ing", "ed", "on", "ar", "el" };
	double sum = 0;
	unsigned i, k, n;

	state = 1;
	for (i = 0; i < WORDS; i++) {
		n = i < 30 ? 1 : i < 1000 ? 2 : 3;
		words[i][0] = '\0';
		for (k = 0; k < n; k++) {
			strcat(words[i], head[below(24)]);
			strcat(words[i], tail[below(16)]);
		}
		sum += 1.0 / (double)(i + 1);
		heap[i] = sum;
	}
}

static const char *
word(void)
{
	double want = (double)(next() >> 11) / 9007199254740992.0 * heap[WORDS - 1];
	unsigned low = 0, high = WORDS - 1;

	while (low < high) {
		unsigned mid = low + (high - low) / 2;

		if (heap[mid] < want)
			low = mid + 1;
		else
			high = mid;
	}
	return words[low];
}

/* N words, the first with a capital, marks and a link here and there. */
static void
sentence(FILE *f, unsigned n, unsigned pages)
{
	unsigned i, to;

	for (i = 0; i < n; i++) {
		const char *w = word();

		if (i == 0)
			fprintf(f, "%c%s", w[0] - 'a' + 'A', w + 1);
		else if (pages > 0 && below(90) == 0) {
			to = below(pages);
			fprintf(f, " [%s %s](/s%04u/p%06u/)", w, word(), to / PER_SECTION, to);
		} else if (below(60) == 0)
			fprintf(f, " **%s**", w);
		else
			fprintf(f, "%s%s", below(12) == 0 ? ", " : " ", w);
	}
}

static void
part(FILE *f, unsigned kind, unsigned pages)
{
	unsigned i, n;

	fputs("\n## ", f);
	sentence(f, 2 + below(3), 0);
	fputs("\n\n", f);
	for (i = 0, n = 2 + below(3); i < n; i++) {
		sentence(f, 8 + below(14), pages);
		fputs(i + 1 < n ? ".\n" : ".\n\n", f);
	}
	if (kind == 1)
		for (i = 0, n = 3 + below(4); i < n; i++) {
			fputs("- ", f);
			sentence(f, 4 + below(6), 0);
			fputs("\n", f);
		}
	if (kind == 2) {
		fprintf(f, "| Name | Kind | Number |\n| --- | --- | --- |\n");
		for (i = 0, n = 3 + below(5); i < n; i++)
			fprintf(f, "| %s | %s %s | %u |\n", word(), word(), word(), below(10000));
	}
}

static void
page(const char *dir, unsigned number, unsigned pages)
{
	char path[4096];
	unsigned i, n;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/pages/s%04u/p%06u.md", dir,
	    number / PER_SECTION, number);
	f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		exit(1);
	}
	state = number * 1000003u + 7;
	fputs("---\ntitle: ", f);
	sentence(f, 3 + below(3), 0);
	fprintf(f, " %u\ndescription: ", number);
	sentence(f, 10, 0);
	fprintf(f, "\nreviewed: 2026-%02u-%02u\n---\n", 1 + below(11), 1 + below(28));
	sentence(f, 14 + below(10), pages);
	fputs(".\n", f);
	for (i = 0, n = 6 + below(4); i < n; i++)
		part(f, i % 3, pages);
	if (fclose(f) != 0) {
		perror(path);
		exit(1);
	}
}

static void
make_dir(const char *dir, const char *name)
{
	char path[4096];

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (mkdir(path, 0755) != 0 && errno != EEXIST) {
		perror(path);
		exit(1);
	}
}

static void
text_file(const char *dir, const char *name, const char *text)
{
	char path[4096];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0) {
		perror(path);
		exit(1);
	}
}

int
main(int argc, char *argv[])
{
	unsigned i, pages = argc == 3 ? (unsigned)atoi(argv[1]) : 0;
	char name[32];

	if (pages == 0) {
		fputs("usage: corpus PAGES DIR\n", stderr);
		return 2;
	}
	make_words();
	make_dir(argv[2], "");
	make_dir(argv[2], "pages");
	text_file(argv[2], "site.yml",
	    "title: Bench\nshort_title: Bench\n"
	    "description: Pages to measure generators with, all alike and none the same.\n"
	    "base_url: https://bench.example\nagency: Nobody\nofficial_banner: false\n"
	    "mailbox: nobody@bench.example\nmapping_date: 2026-11-21\ntime_zone: UTC\n"
	    "topics:\n  - {id: first, title: First}\nsections:\n  - {id: I, title: First}\n");
	text_file(argv[2], "sources.yml", "bench:\n  title: Bench\n  date: 2026-11-21\n");
	text_file(argv[2], "pages/index.md",
	    "---\ntitle: Bench\ndescription: Where the pages of the bench begin, and where "
	    "every one of them leads.\nreviewed: 2026-11-21\n---\nPages.\n");
	for (i = 0; i < pages; i++) {
		if (i % PER_SECTION == 0) {
			(void)snprintf(name, sizeof(name), "pages/s%04u", i / PER_SECTION);
			make_dir(argv[2], name);
		}
		page(argv[2], i, pages);
	}
	return 0;
}
