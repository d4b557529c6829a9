/*
 * tree.h - a small content tree in a directory of its own, loaded and looked at.
 *
 * tree_load() writes the smallest valid tree, changed by the files of a case, and loads it from
 * within that directory, so that messages name files as an author would: "content/faqs/what.md".
 */
#ifndef TESTS_MODEL_TREE_H
#define TESTS_MODEL_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fcntl.h>

#include <cmocka.h>

#include "base/fs.h"
#include "model/site.h"

#define TREE_AT 1795269600 /* 2026-11-21T14:00:00Z, 9:00 in New York */

struct tree_file {
	const char *path; /* below content/; NULL ends a list */
	const char *text; /* NULL: the file is left out */
};

struct tree {
	char dir[32];
	int back; /* the directory to return to */
	struct diag diag;
	struct site site;
	int status;
	char *messages; /* as diag_print writes them */
};

#define TREE_SITE(more) \
	"title: Which Center?\nshort_title: Centers\ndescription: Where goods go.\n" \
	"base_url: https://example.gov\nagency: Customs\nofficial_banner: false\n" \
	"mailbox: cee@example.gov\nmapping_date: 2026-11-21\ntime_zone: America/New_York\n" \
	"topics:\n  - {id: basics, title: Basics}\n  - {id: duties, title: Duties}\n" \
	"sections:\n  - {id: XI, title: Textiles}\n  - {id: XV, title: Base metals}\n" more

#define TREE_CENTER(number, name, more) \
	"---\nnumber: " number "\nname: " name "\nsummary: Goods\ncity: Town\n" \
	"field_office: Office\nindustries: [Goods]\nsources: brochure\n" \
	"reviewed: 2026-11-21\n" more "---\nWhat it does.\n"

/* Front matter of nine lines: the body begins on line 10, with MORE as many lines later. */
#define TREE_SCOPE(chapter, section, center, more) \
	"---\nchapter: " chapter "\ntitle: Goods of " chapter "\nsection: " section \
	"\ncenter: " center "\nbasis: stated\nsource: brochure\nreviewed: 2026-11-21\n" more \
	"---\n"

#define TREE_FAQ(more) \
	"---\nquestion: What is it?\ntopic: basics\nsources: brochure\n" \
	"reviewed: 2026-11-21\n" more "---\n"

static const struct tree_file tree_minimal[] = {
	{ "site.yml", TREE_SITE("") },
	{ "sources.yml", "brochure:\n  title: The brochure\n  date: 2016-05\n"
			 "  url: https://example.gov/b\nrule:\n  title: The rule\n" },
	{ "centers/textiles.md", TREE_CENTER("4", "Textiles", "") },
	{ "centers/metals.md", TREE_CENTER("7", "Base Metals", "") },
	{ "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
			      "") "Knitted clothing.\n\n"
				  "## 6109 T-shirts\n\nTops.\n\n- t-shirt, tee\n\n"
				  "## 6110 Sweaters\n\n- sweater\n" },
	{ "scopes/72.md",
	    TREE_SCOPE("72", "XV", "metals", "") "## 7208 Flat steel\n\n- steel\n" },
	{ "pages/index.md", "---\ntitle: Home\ndescription: The first page\n"
			    "reviewed: 2026-11-21\n---\nHello.\n" },
	{ "faqs/what.md", TREE_FAQ("") "It is.\n\n## Part one\n\nMore.\n" },
	{ NULL, NULL },
};

static inline const struct tree_file *
tree_find(const struct tree_file *files, const char *path)
{
	for (; files != NULL && files->path != NULL; files++)
		if (strcmp(files->path, path) == 0)
			return files;
	return NULL;
}

static inline void
tree_write(struct diag *d, const struct tree_file *f)
{
	struct arena a;
	char *path;

	if (f->text == NULL)
		return;
	arena_init(&a, 0);
	path = fs_join(&a, "content", f->path);
	assert_int_equal(fs_mkdirs_for(d, path), 0);
	assert_int_equal(fs_write(d, path, str_of(f->text)), 0);
	arena_free(&a);
}

/* FILES (may be NULL) stand in for those of the smallest tree, or are added to them. */
static inline void
tree_load_at(struct tree *t, const struct tree_file *files, int64_t at)
{
	const struct tree_file *f;
	FILE *out;
	size_t n;

	*t = (struct tree){ .dir = "/tmp/cee-model-XXXXXX" };
	diag_init(&t->diag);
	t->back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(t->back >= 0);
	assert_non_null(mkdtemp(t->dir));
	assert_int_equal(chdir(t->dir), 0);
	for (f = tree_minimal; f->path != NULL; f++)
		if (tree_find(files, f->path) == NULL)
			tree_write(&t->diag, f);
	for (f = files; f != NULL && f->path != NULL; f++)
		tree_write(&t->diag, f);
	t->status = site_load(&t->diag, &t->site, "content", at);
	out = open_memstream(&t->messages, &n);
	assert_non_null(out);
	diag_print(&t->diag, out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(t->status, t->diag.errors > 0 ? -1 : 0);
}

static inline void
tree_load(struct tree *t, const struct tree_file *files)
{
	tree_load_at(t, files, TREE_AT);
}

static inline void
tree_free(struct tree *t)
{
	struct diag d;

	diag_init(&d);
	assert_int_equal(fchdir(t->back), 0);
	(void)close(t->back); /* read only */
	assert_int_equal(fs_remove(&d, t->dir), 0);
	diag_free(&d);
	site_free(&t->site);
	diag_free(&t->diag);
	free(t->messages);
}

/* A tree and exactly what is said about it. */
struct tree_case {
	const char *messages;
	struct tree_file files[5];
};

static inline void
tree_check(const struct tree_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct tree t;

		tree_load(&t, cases[i].files);
		if (strcmp(t.messages, cases[i].messages) != 0)
			print_error("case %zu:\n", i);
		assert_string_equal(t.messages, cases[i].messages);
		tree_free(&t);
	}
}

#define TREE_CHECK(cases) tree_check(cases, sizeof(cases) / sizeof((cases)[0]))

#endif
