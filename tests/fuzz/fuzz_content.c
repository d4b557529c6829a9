/*
 * fuzz_content.c - a small content folder in which the input takes the place of up to three files.
 *
 * The input is cut at NUL; the first byte of each piece chooses the file: site.yml, sources.yml or a page of each kind.
 *
 * Whatever comes in: -1 comes with an error and 0 without; every message names a file of the folder, a line within it
 * and is one line; a heading has a rule and a chapter, a rule a Center and sources; addresses begin and end with a
 * slash; judging adds no error.
 */
#include <fcntl.h>
#include <string.h>

#include "base/fs.h"
#include "fuzz.h"
#include "model/judge.h"
#include "model/site.h"

#define PAGE(front, body) "---\n" front "reviewed: 2026-11-21\n---\n" body
#define PIECES 3

static const struct {
	const char *path, *text;
} files[] = {
	{ "content/site.yml",
	    "title: Which Center?\nshort_title: Centers\ndescription: Goods.\n"
	    "base_url: https://example.gov\nagency: Customs\n"
	    "official_banner: false\nmailbox: cee@example.gov\n"
	    "mapping_date: 2026-11-21\ntime_zone: America/New_York\n"
	    "topics:\n  - {id: basics, title: Basics}\n"
	    "sections:\n  - {id: XI, title: Textiles}\n" },
	{ "content/sources.yml", "brochure:\n  title: The brochure\n  date: 2016-05\n"
				 "  url: https://example.gov/b\n" },
	{ "content/centers/textiles.md",
	    PAGE("number: 4\nname: Textiles\nsummary: Goods\ncity: Town\nfield_office: Office\n"
		 "industries: [Goods]\nsources: brochure\n",
		"What it does.\n") },
	{ "content/scopes/61.md",
	    PAGE("chapter: 61\ntitle: Goods\nsection: XI\ncenter: textiles\nbasis: stated\n"
		 "source: brochure\n",
		"Knitted clothing.\n\n## 6109 T-shirts\n\nTops.\n\n- t-shirt, tee\n\n"
		"## 6110 Sweaters\n\n- sweater\n") },
	{ "content/scopes/62.md",
	    PAGE("chapter: 62\ntitle: More\nsection: XI\ncenter: textiles\nbasis: stated\n"
		 "source: brochure\n",
		"## 6201 Coats\n\n- coat\n") },
	{ "content/faqs/what.md",
	    PAGE("question: What is it?\ntopic: basics\nsources: brochure\n", "It is.\n") },
	{ "content/pages/index.md", PAGE("title: Home\ndescription: First\n", "Hello.\n") },
	{ "content/glossary/tee.md", PAGE("term: Tee\nsources: brochure\n", "A shirt.\n") },
	{ "content/answers/hat.md",
	    PAGE("queries: [hat]\naction: answer\ncenter: textiles\nreason: R\n", "Text.\n") },
	{ "content/changes/one.md",
	    PAGE("date: 2026-11-20\ntitle: One\nsources: brochure\n", "It changed.\n") },
};

#define N_FILES (sizeof(files) / sizeof(files[0]))

static char dir[] = "/tmp/fuzz-content-XXXXXX";

static void
put(const char *file, struct str text)
{
	char path[128];
	struct diag d;
	int fd;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, file);
	diag_init(&d);
	check(fs_mkdirs_for(&d, path) == 0, "a folder is made");
	diag_free(&d);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	check(fd >= 0 && (text.n == 0 || write(fd, text.p, text.n) == (ssize_t)text.n) &&
		  close(fd) == 0,
	    "a file is written");
}

static void
clean(void)
{
	struct diag d;

	diag_init(&d);
	(void)fs_remove(&d, dir); /* the process ends: what stays, stays */
	diag_free(&d);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	check(mkdtemp(dir) != NULL && atexit(clean) == 0, "a temporary folder");
	return 0;
}

/* The lines of the file PATH as it is now; 0: it is none of ours. */
static size_t
lines_of(const char *path, const struct str *pieces, const int *which, size_t n)
{
	struct str text = { NULL, 0 };
	size_t i, lines = 1;

	for (i = 0; i < N_FILES; i++)
		if (strcmp(files[i].path, path + strlen(dir) + 1) == 0)
			text = str_of(files[i].text);
	for (i = 0; i < n; i++)
		if (strcmp(files[which[i]].path, path + strlen(dir) + 1) == 0)
			text = pieces[i];
	for (i = 0; i < text.n;
	     i++) /* CommonMark's and YAML's line ends: LF, CR LF and CR alone */
		lines += text.p[i] == '\n' ||
			 (text.p[i] == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n'));
	return text.p != NULL ? lines : 0;
}

static void
check_messages(const struct diag *d, const struct str *pieces, const int *which, size_t n)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		const struct loc *l = &d->msgs[i].loc;

		check(strpbrk(d->msgs[i].text, "\n\r\x1b") == NULL, "a message is one line");
		check(l->file != NULL && strncmp(l->file, dir, strlen(dir)) == 0,
		    "a message names a file of the folder");
		check(l->line == 0 || l->line <= lines_of(l->file, pieces, which, n),
		    "and a line of it");
	}
}

static void
check_site(const struct site *s)
{
	size_t i, j;

	for (i = 0; i < s->n_pages; i++) {
		const char *url = s->pages[i].url;

		check(url[0] == '\0' || (url[0] == '/' && url[1] != '/'), "an address is one");
		check(s->pages[i].description != NULL && s->pages[i].title != NULL,
		    "a page has its texts");
	}
	for (i = 0; i < s->n_rules; i++)
		check(s->rules[i].center != NULL && s->rules[i].sources.n > 0,
		    "a rule has a Center and a source");
	for (i = 0; i < s->n_chapters; i++)
		for (j = 0; j < s->chapters[i].n_headings; j++)
			check(s->chapters[i].headings[j].rule != NULL &&
				  strncmp(s->chapters[i].headings[j].code,
				      s->chapters[i].number, 2) == 0,
			    "a heading has a rule and is its chapter's");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static bool written;
	struct str rest = { (const char *)data, n }, pieces[PIECES];
	int which[PIECES], rc;
	size_t i, n_pieces = 0;
	struct site site;
	char root[64]; /* borrowed by the site */
	struct diag d;

	for (i = 0; i < N_FILES && !written; i++)
		put(files[i].path, str_of(files[i].text));
	written = true;
	while (n_pieces < PIECES && str_split(&rest, '\0', &pieces[n_pieces])) {
		struct str *p = &pieces[n_pieces];

		which[n_pieces] = p->n > 0 ? (unsigned char)p->p[0] % (int)N_FILES : 0;
		*p = str_skip(*p, 1);
		for (i = 0; i < n_pieces && which[i] != which[n_pieces]; i++)
			continue;
		if (i < n_pieces)
			continue;
		put(files[which[n_pieces]].path, *p);
		n_pieces++;
	}
	diag_init(&d);
	(void)snprintf(root, sizeof(root), "%s/content", dir);
	rc = site_load(&d, &site, root, 1795269600);
	check((rc != 0) == (d.errors > 0), "-1 means reported");
	if (rc == 0)
		check_site(&site);
	i = d.errors;
	judge_site(&d, &site, rc == 0);
	check(d.errors == i, "judging warns");
	check_messages(&d, pieces, which, n_pieces);
	diag_free(&d);
	site_free(&site);
	for (i = 0; i < n_pieces; i++)
		put(files[which[i]].path, str_of(files[which[i]].text));
	return 0;
}
