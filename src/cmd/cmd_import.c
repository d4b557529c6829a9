/* cmd_import.c - cee import: the official tariff schedule, from the user's own download. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/hts_read.h"
#include "cmd/hts_report.h"
#include "model/tariff_import.h"

/* What was asked for. */
struct import {
	const char *content, *edition, *at;
	bool diff, json;
};

static int
print(struct buf *out)
{
	(void)fwrite(out->p, 1, out->n, stdout); /* checked by fflush below */
	buf_free(out);
	return fflush(stdout) == 0 ? 0 : -1;
}

/* Keep the edition; the former one stays until this one is whole. */
static int
save(struct diag *d, struct arena *a, const struct tariff *t, const char *content)
{
	const char *path = tariff_path(a, content);
	struct buf out = BUF_INIT;
	int rc;

	tariff_write(&out, t);
	rc = fs_mkdirs_for(d, path);
	if (rc == 0)
		rc = fs_write(d, path, buf_str(&out));
	buf_free(&out);
	return rc;
}

static int
summary(struct arena *a, const struct tariff *t, const struct site *site)
{
	struct strings unmapped = tariff_unknown(a, t, site, true),
		       unwritten = tariff_unknown(a, t, site, false);
	struct buf out = BUF_INIT;
	size_t lines;

	(void)tariff_lines(a, t, &lines); /* counted only */
	buf_addf(&out, "%s: %zu headings, %zu numbers of 6, 8 and 10 digits, %zu rows\n",
	    t->edition, t->n_headings, lines, t->n);
	if (t->special > 0)
		buf_addf(&out,
		    "%zu rows of chapters 98 and 99, which decide no Center, were "
		    "left out\n",
		    t->special);
	hts_report_codes(&out, "headings that no rule gives a Center", &unmapped);
	hts_report_codes(&out, "headings without a section in scopes/", &unwritten);
	buf_adds(&out, "the next build knows them\n");
	return print(&out);
}

static int
import(struct diag *d, const struct import *o, char *files[])
{
	struct tariff t = { .n = 0 };
	struct site site;
	struct arena a;
	int64_t at;
	int rc;

	if (cmd_time(d, o->at, &at) != 0)
		return -1;
	arena_init(&a, 0);
	rc = site_load(d, &site, o->content, at);
	if (rc == 0)
		rc = hts_read(d, &t, &a, files[0], o->edition);
	if (rc == 0)
		rc = tariff_known(d, &t, &site);
	if (rc == 0) {
		tariff_doubts(d, &t);
		t.imported = site.today;
		rc = save(d, &a, &t, o->content);
	}
	if (rc == 0)
		rc = summary(&a, &t, &site);
	site_free(&site);
	arena_free(&a);
	return rc;
}

static int
diff(struct diag *d, const struct import *o, char *files[])
{
	struct tariff old = { .n = 0 }, new = { .n = 0 };
	struct hts_report report;
	struct buf out = BUF_INIT;
	struct site site;
	struct arena a;
	int64_t at;
	int rc;

	if (cmd_time(d, o->at, &at) != 0)
		return -1;
	arena_init(&a, 0);
	rc = site_load(d, &site, o->content, at);
	if (rc == 0 && hts_read(d, &old, &a, files[0], NULL) == 0 &&
	    hts_read(d, &new, &a, files[1], o->edition) == 0) {
		hts_report_make(&report, &a, &old, &new, &site);
		if (o->json)
			hts_report_json(&out, &report);
		else
			hts_report_text(&out, &report);
		rc = print(&out);
	} else {
		rc = -1;
	}
	site_free(&site);
	arena_free(&a);
	return rc;
}

int
cmd_import(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "content", required_argument, NULL, 'c' },
		{ "edition", required_argument, NULL, 'e' },
		{ "at", required_argument, NULL, 'a' },
		{ "diff", no_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	struct import o = { .content = "content" };
	struct diag d;
	int c, rc, files;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			o.content = optarg;
			break;
		case 'e':
			o.edition = optarg;
			break;
		case 'a':
			o.at = optarg;
			break;
		case 'd':
			o.diff = true;
			break;
		case 'j':
			o.json = true;
			break;
		default:
			return cmd_usage("import");
		}
	}
	files = argc - optind - 1;
	if (files != (o.diff ? 2 : 1) || strcmp(argv[optind], "hts") != 0 ||
	    (o.json && !o.diff))
		return cmd_usage("import");
	diag_init(&d);
	rc = o.diff ? diff(&d, &o, argv + optind + 1) : import(&d, &o, argv + optind + 1);
	diag_print(&d, stderr);
	if (rc != 0 && !o.diff)
		(void)fprintf(stderr, "cee: nothing was imported; what was is as it was\n");
	diag_free(&d);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}
