/*
 * cmd_new.c - cee new: a content file with its front matter, its date and hints.
 *
 * What is missing is asked for on a terminal; elsewhere it is an error, and nothing is written.  If
 * the tree has more errors with the file than without it, the file is taken away again.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/near.h"
#include "cmd/cmd.h"
#include "cmd/guide.h"
#include "cmd/new_kind.h"
#include "cmd/new_same.h"
#include "cmd/new_text.h"
#include "cmd/new_translation.h"

#define TRANSLATION "translation" /* a kind of file that has the words of another */
#define KEYS_MAX 64 /* only bounds the suggestions */

struct job {
	struct diag *diag;
	struct arena *arena;
	const char *content;
	int64_t at;
	struct site site;
	const struct new_kind *kind;
	struct new_values values;
	bool ask; /* on a terminal */
};

/* Bytes of ARG before "=" when they look like a key, else 0: a title may hold "=" too. */
static size_t
key_length(const char *arg)
{
	size_t n;

	for (n = 0; (arg[n] >= 'a' && arg[n] <= 'z') || arg[n] == '_'; n++)
		;
	return arg[n] == '=' ? n : 0;
}

static int
no_key(struct job *j, const char *name)
{
	const char *names[KEYS_MAX], *near;
	size_t n = 0, i;

	for (i = 0; n < KEYS_MAX && j->kind->keys[i].name != NULL; i++)
		names[n++] = j->kind->keys[i].name;
	for (i = 0; n < KEYS_MAX && schema_common[i].name != NULL; i++)
		names[n++] = schema_common[i].name;
	for (i = 0; n < KEYS_MAX && new_extra[i].name != NULL; i++)
		names[n++] = new_extra[i].name;
	near = near_best(str_of(name), names, n);
	return diag_error(j->diag, (struct loc){ NULL, 0, 0 }, "a %s has no key \"%s\"%s%s%s",
	    j->kind->name, name, near != NULL ? "; did you mean \"" : "",
	    near != NULL ? near : "", near != NULL ? "\"?" : "");
}

static int
read_arguments(struct job *j, char *const args[])
{
	const struct schema_key *key;
	int rc = 0;

	for (; *args != NULL; args++) {
		size_t n = key_length(*args);
		const char *name =
		    n > 0 ? arena_strndup(j->arena, *args, n) : j->kind->title_key;

		key = new_key(j->kind, name);
		if (key == NULL)
			rc = no_key(j, name);
		else if (new_add(j->diag, &j->values, j->kind, &j->site, key,
			     n > 0 ? *args + n + 1 : *args) != 0)
			rc = -1;
	}
	return rc;
}

static const char *
read_line(struct job *j)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n = getline(&line, &cap, stdin);
	const char *out = NULL;

	if (n >= 0) {
		struct str s = str_trim((struct str){ line, (size_t)n });

		out = arena_strndup(j->arena, s.p, s.n);
	}
	free(line);
	return out;
}

/* Ask until the answer holds; an empty line passes over what is not required, or ends a list.  -1: the
 * input has ended. */
static int
ask_for(struct job *j, const struct schema_key *key)
{
	bool more = key->list && !new_splits(key);
	size_t given = 0;
	const char *text;

	for (;;) {
		(void)fprintf(stderr, "%s (%s%s): ", key->name, key->help,
		    key->required && given == 0 ? ""
		    : given > 0                 ? "; Enter: no more"
						: "; Enter: none");
		text = read_line(j);
		if (text == NULL)
			return diag_error(j->diag, (struct loc){ NULL, 0, 0 },
			    "the input ended before %s", key->name);
		if (text[0] == '\0' && (!key->required || given > 0))
			return 0;
		if (new_add(j->diag, &j->values, j->kind, &j->site, key, text) != 0) {
			diag_print(j->diag, stderr);
			diag_free(j->diag);
			diag_init(j->diag);
			continue;
		}
		given++;
		if (!more)
			return 0;
	}
}

static bool
is_asked(const struct new_kind *k, const struct schema_key *key)
{
	size_t i;

	for (i = 0; i < NEW_KEYS && k->ask[i] != NULL; i++)
		if (strcmp(k->ask[i], key->name) == 0)
			return true;
	return key->required;
}

/* What has no value: asked for, or an error. */
static int
complete(struct job *j)
{
	static const char *const of_scope[] = { "heading", "names", NULL };
	const struct schema_key *key;
	const char *const *name;
	int rc = 0;

	if (new_key(j->kind, "date") != NULL && new_get(&j->values, "date") == NULL) {
		struct buf b = BUF_INIT;

		date_iso(&b, j->site.today);
		rc = new_add(
		    j->diag, &j->values, j->kind, &j->site, new_key(j->kind, "date"), b.p);
		buf_free(&b);
	}
	for (key = j->kind->keys; key->name != NULL; key++) {
		if (new_get(&j->values, key->name) != NULL || !is_asked(j->kind, key))
			continue;
		if (j->ask) {
			if (ask_for(j, key) != 0)
				return -1;
		} else if (key->required) {
			rc = diag_error(j->diag, (struct loc){ NULL, 0, 0 }, "give %s=...: %s",
			    key->name, key->help);
		}
	}
	for (name = of_scope; j->kind->type == PAGE_SCOPE && *name != NULL; name++) {
		key = new_key(j->kind, *name);
		if (new_get(&j->values, *name) != NULL)
			continue;
		if (!j->ask)
			rc = diag_error(j->diag, (struct loc){ NULL, 0, 0 }, "give %s=...: %s",
			    key->name, key->help);
		else if (ask_for(j, key) != 0)
			return -1;
	}
	return rc;
}

/* Lower-case words, apart by "-", and folders for pages: nothing that leads out of the content. */
static int
check_path(struct job *j)
{
	const char *path = new_get(&j->values, "path"), *p;

	for (p = path; p != NULL && *p != '\0'; p++)
		if (!(*p >= 'a' && *p <= 'z') && !ascii_isdigit(*p) && *p != '-' &&
		    (*p != '/' || p == path || p[-1] == '/' || j->kind->type != PAGE_PAGE))
			return diag_error(j->diag, (struct loc){ NULL, 0, 0 },
			    "path: \"%s\" must be lower-case words joined by \"-\"%s", path,
			    j->kind->type == PAGE_PAGE ? ", in folders joined by \"/\"" : "");
	return 0;
}

/* What is wrong with the tree as it is now, with drafts as if they were on the site, or without them. */
static void
try_tree(struct job *j, struct diag *d, bool drafts)
{
	struct site site;

	(void)(drafts ? site_load_all : site_load)(d, &site, j->content, j->at); /* counted */
	site_free(&site);
}

/* Write TEXT to FILE and load the tree: is anything more wrong than BEFORE?  Reported. */
static int
try_file(struct job *j, const char *file, struct str text, bool draft, size_t before)
{
	struct diag with;
	int rc = 0;

	if (fs_mkdirs_for(j->diag, file) != 0 || fs_write(j->diag, file, text) != 0)
		return -1;
	diag_init(&with);
	try_tree(j, &with, draft);
	if (with.errors > before) {
		diag_print(&with, stderr);
		rc = -1;
	}
	diag_free(&with);
	return rc;
}

/* A draft is tried as if it were on the site: what is wrong with it must not wait for that day.  But never is it
 * there as anything else than a draft: we may be killed, and a preview looks on. */
static int
write_file(struct job *j, const char *file, size_t before)
{
	bool draft = new_get(&j->values, "body") == NULL;
	struct buf text = BUF_INIT;
	struct diag without;
	int rc;

	if (draft) { /* other drafts have mistakes of their own */
		diag_init(&without);
		try_tree(j, &without, true);
		before = without.errors;
		diag_free(&without);
	}
	new_text(&text, j->kind, &j->values, &j->site, draft);
	rc = try_file(j, file, buf_str(&text), draft, before);
	if (rc != 0) {
		if (unlink(file) != 0 && errno != ENOENT)
			(void)diag_error(j->diag, (struct loc){ file, 0, 0 }, /* counted */
			    "cannot remove: %s", strerror(errno));
		(void)diag_error(j->diag, (struct loc){ file, 0, 0 }, /* counted */
		    "not written: see above");
	} else {
		const char *task = guide_task_of(str_of(file), false);

		printf("wrote %s\n%s\n", file,
		    draft ? "It is a draft: write its text, remove the line \"draft: true\", "
			    "then "
			    "run cee check."
			  : "It is on the site with the next build; run cee check first.");
		if (task != NULL)
			printf("An example: cee help %s\n", task);
	}
	buf_free(&text);
	return rc;
}

static int
make(struct job *j, size_t before, bool anyway)
{
	struct buf name = BUF_INIT;
	const char *file;
	int rc = -1;

	new_file(&name, j->kind, &j->values);
	file = fs_join(j->arena, j->content, name.p);
	if (name.n == 0)
		(void)diag_error(j->diag, (struct loc){ NULL, 0, 0 }, /* counted */
		    "the title has no word for a file's name; give path=...");
	else if (fs_exists(file))
		(void)diag_error(j->diag, (struct loc){ file, 0, 0 }, /* counted */
		    j->kind->type == PAGE_SCOPE
			? "is there already; add the heading to it"
			: "is there already; change it, or give path=...");
	else if (anyway || new_same(j->diag, j->kind, &j->values, &j->site) == 0)
		rc = write_file(j, file, before);
	buf_free(&name);
	return rc;
}

/* The file beside the one that ARGS name, the only argument. */
static int
translate(struct job *j, char *const args[])
{
	struct buf text = BUF_INIT;
	const char *file = NULL;
	int rc = -1;

	if (args[0] == NULL || args[1] != NULL)
		(void)diag_error(j->diag, (struct loc){ NULL, 0, 0 }, /* counted */
		    "name the English file, such as content/faqs/tires.md, and nothing else");
	else
		file = new_translation(j->diag, j->arena, &text, &j->site, args[0]);
	if (file != NULL)
		rc = fs_write(j->diag, file, buf_str(&text));
	if (rc == 0)
		printf("wrote %s\nIts English stands in comments: write the Spanish, remove "
		       "them, then run cee check.\n",
		    file);
	buf_free(&text);
	return rc;
}

static void
list(void)
{
	size_t i;

	for (i = 0; new_kinds[i].name != NULL; i++) {
		const struct new_kind *k = &new_kinds[i];
		const struct schema_key *key;

		printf("%-9s %s/:", k->name, k->dir);
		for (key = k->keys; key->name != NULL; key++)
			printf(key->required ? " %s" : " [%s]", key->name);
		printf("%s\n", k->type == PAGE_SCOPE ? " heading names" : "");
	}
	printf(
	    "%s: beside the English file that is named, its words in Spanish\n", TRANSLATION);
}

int
cmd_new(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "at", required_argument, NULL, 'a' },
		{ "ask", no_argument, NULL, 'q' },
		{ "anyway", no_argument, NULL, 'y' },
		{ NULL, 0, NULL, 0 },
	};
	struct job j = { .content = "content", .ask = isatty(STDIN_FILENO) != 0 };
	const char *at = NULL;
	struct diag d, tree;
	struct arena a;
	bool anyway = false, translation;
	int c, rc = -1;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			j.content = optarg;
		else if (c == 'a')
			at = optarg;
		else if (c == 'q')
			j.ask = true;
		else if (c == 'y')
			anyway = true;
		else
			return cmd_usage("new");
	}
	if (optind == argc) {
		list();
		return EXIT_OK;
	}
	diag_init(&d);
	diag_init(&tree);
	arena_init(&a, 0);
	j.diag = &d;
	j.arena = j.values.arena = &a;
	translation = strcmp(argv[optind], TRANSLATION) == 0;
	if (!translation)
		j.kind = new_kind_find(&d, argv[optind]);
	if ((translation || j.kind != NULL) && cmd_time(&d, at, &j.at) == 0) {
		(void)site_load(&tree, &j.site, j.content, j.at); /* its errors are not ours */
		if (j.site.config.title == NULL)
			diag_print(&tree, stderr);
		else if (translation)
			rc = translate(&j, argv + optind + 1);
		else if (read_arguments(&j, argv + optind + 1) == 0 && complete(&j) == 0 &&
			 check_path(&j) == 0)
			rc = make(&j, tree.errors, anyway);
		site_free(&j.site);
	}
	diag_print(&d, stderr);
	diag_free(&d);
	diag_free(&tree);
	arena_free(&a);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}
