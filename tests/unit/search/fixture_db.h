/*
 * fixture_db.h - a small search.db of four Centers, written through db.h as the indexer would: for
 * the search layer's tests, the fuzz targets and the driver of the schemas' judge.
 */
#ifndef TESTS_SEARCH_FIXTURE_DB_H
#define TESTS_SEARCH_FIXTURE_DB_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "db/db.h"
#include "view/catalog.h"
#include "words/terms.h"

#define FIXTURE_SHELL \
	"<!doctype html><html lang=\"en\"><head><title>\1title\1</title></head><body>" \
	"<input name=\"q\" value=\"\1query\1\"><main>\1main\1</main></body></html>\n"

#define FIXTURE_COLUMNS 8

/* Rows of text columns; NULL stays null, and a row whose first column is NULL ends a table. */
typedef const char *fixture_row[FIXTURE_COLUMNS];

static const fixture_row fixture_centers[] = {
	{ "agriculture", "1", "Agriculture & Prepared Products", "Fruit, vegetables, food",
	    "Miami", "Miami", NULL, "/centers/agriculture/" },
	{ "apparel", "2", "Apparel, Footwear & Textiles", "Clothing, shoes, cloth",
	    "San Francisco", "San Francisco", NULL, "/centers/apparel/" },
	{ "electronics", "7", "Electronics", "Phones, computers, chips", "Long Beach",
	    "Los Angeles", "electronics@cbp.example", "/centers/electronics/" },
	{ "machinery", "6", "Machinery", "Machines and tools", "Laredo", "Laredo", NULL,
	    "/centers/machinery/" },
	{ NULL },
};

/* from, to, Center, basis, source, date, note */
static const fixture_row fixture_rules[] = {
	{ "07", "07", "agriculture", "industry-scope", "Brochure", NULL, NULL },
	{ "39", "39", "machinery", "inferred", "Editors", NULL, NULL },
	{ "392620", "392620", "apparel", "inferred", "Editors", NULL, "Garments of plastics." },
	{ "61", "62", "apparel", "industry-scope", "Brochure (2016)", "2016", NULL },
	{ "64", "64", "apparel", "stated", "Notice (2013-04-04)", "2013-04-04", NULL },
	{ "84", "84", "machinery", "stated", "Notice (2013-04-04)", "2013-04-04", NULL },
	{ "844331", "844332", "electronics", "inferred", "Editors", NULL, "Printers." },
	{ "84433250", "84433250", "machinery", "inferred", "Editors", NULL, NULL },
	{ "8469", "8469", "electronics", "stated", "Notice (2013-04-04)", "2013-04-04",
	    "Its goods are in 8471." },
	{ "8471", "8471", "electronics", "stated", "Notice (2013-04-04)", "2013-04-04", NULL },
	{ "8473", "8473", "electronics", "inferred", "Editors", NULL, NULL },
	{ "85", "85", "machinery", "industry-scope", "Brochure (2016)", "2016", NULL },
	{ "8517", "8522", "electronics", "stated", "Notice (2013-04-04)", "2013-04-04", NULL },
	{ "8528", "8528", "electronics", "stated", "Notice (2013-04-04)", "2013-04-04", NULL },
	{ NULL },
};

static const fixture_row fixture_chapters[] = {
	{ "07", "Edible vegetables", "II" },
	{ "39", "Plastics and articles of them", "VII" },
	{ "61", "Clothing, knitted", "XI" },
	{ "62", "Clothing, not knitted", "XI" },
	{ "64", "Footwear", "XII" },
	{ "84", "Machines and their parts", "XVI" },
	{ "85", "Electrical machines", "XVI" },
	{ NULL },
};

/* code, title, scope, names apart by ";".  A name may begin "es:", "brand:", "cas:" or a line's
 * digits and ":"; "also:" takes the other heading and the question, apart by "|". */
static const fixture_row fixture_headings[] = {
	{ "0701", "Potatoes, fresh", "Raw potatoes for eating or planting.",
	    "potatoes;fresh potatoes;seed potatoes;es:papas;es:patatas" },
	{ "0702", "Tomatoes, fresh", "Raw tomatoes of any size.",
	    "tomatoes;fresh tomatoes;cherry tomatoes;es:tomates;es:jitomates" },
	{ "0709", "Other vegetables, fresh", "Peppers, asparagus, spinach and more.",
	    "vegetables;bell peppers;asparagus;spinach;eggplant;jalape\xC3\xB1os" },
	{ "3923", "Plastic packing", "Bags, bottles and boxes that goods are packed in.",
	    "plastic bags;plastic bottles;bottle caps;plastic boxes;bubble wrap" },
	{ "3924", "Plastic tableware", "Plates, cups and household things of plastic.",
	    "plastic plates;plastic cups;plastic tableware;shower curtains;cutting boards" },
	{ "3926", "Other articles of plastics", "Phone cases, statuettes, garments of plastic.",
	    "phone cases;plastic figurines;392620:plastic raincoats;392620:vinyl gloves;"
	    "vinyl belting;392620:vinyl belts;cas:9003-07-0" },
	{ "6103", "Men's suits and pants, knitted", "Knit pants and suits cut for men.",
	    "men's knit pants;men's sweatpants;men's knit suits" },
	{ "6104", "Women's suits and dresses, knitted", "Knit dresses and skirts for women.",
	    "women's knit dresses;knit skirts;leggings;women's sweatpants" },
	{ "6105", "Men's shirts, knitted", "Polo shirts with a placket, for men.",
	    "polo shirts;men's knit shirts;golf shirts" },
	{ "6109", "T-shirts and tank tops, knitted", "Light knit tops without a collar.",
	    "t-shirts;tees;undershirts;tank tops;cotton t-shirts;es:camisetas" },
	{ "6110", "Sweaters and hoodies, knitted", "Pullovers and cardigans of any fiber.",
	    "sweaters;hoodies;cardigans;pullovers;sweatshirts;wool sweaters" },
	{ "6115", "Socks and hosiery", "Socks, tights, stockings, pantyhose.",
	    "socks;cotton socks;tights;pantyhose;compression stockings" },
	{ "6203", "Men's suits and pants, woven", "Woven trousers, jackets and suits for men.",
	    "men's jeans;men's trousers;men's suits;denim jeans;cargo pants" },
	{ "6205", "Men's shirts, woven", "Dress shirts of woven cloth.",
	    "men's dress shirts;flannel shirts;cotton shirts" },
	{ "6402", "Footwear of rubber or plastics", "Uppers and soles of rubber or plastics.",
	    "flip flops;plastic sandals;rubber shoes;shower shoes" },
	{ "6403", "Footwear of leather", "Uppers of leather.",
	    "leather shoes;leather boots;men's leather shoes;brand:Oxfordino" },
	{ "6404", "Footwear of cloth", "Uppers of textile.",
	    "canvas shoes;sneakers;running shoes;slippers" },
	{ "8414", "Pumps, fans and compressors", "Air and vacuum pumps, fans, hoods.",
	    "air pumps;fans;ceiling fans;air compressors;bicycle pumps" },
	{ "8418", "Refrigerators and freezers", "Machines that cool or freeze.",
	    "refrigerators;freezers;ice makers;wine coolers" },
	{ "8443", "Printers and printing machines",
	    "Offset presses, and printers for computers.",
	    "printing presses;844332:inkjet printers;844332:laser printers;844331:"
	    "multifunction printers;844399:printing press rollers" },
	{ "8450", "Washing machines", "Household and laundry washers.",
	    "washing machines;laundry washers;washer dryers" },
	{ "8471", "Computers", "Automatic data processing machines and their units.",
	    "computers;laptops;tablet computers;keyboards;computer mice;hard drives;servers" },
	{ "8473", "Parts of computers", "Parts for machines of 8471.",
	    "computer parts;computer cases;laptop stands" },
	{ "8507", "Batteries, rechargeable", "Accumulators, lithium or lead.",
	    "rechargeable batteries;lithium batteries;car batteries;12v battery;power banks" },
	{ "8509", "Kitchen machines with a motor", "Blenders, mixers, juicers.",
	    "blenders;food processors;kitchen mixers;juicers" },
	{ "8516", "Electric heaters", "Irons, hair dryers, ovens, kettles.",
	    "hair dryers;toasters;microwave ovens;electric kettles;coffee makers" },
	{ "8517", "Telephones", "Smartphones, routers, modems.",
	    "smartphones;cell phones;telephones;routers;modems;brand:Fonotel" },
	{ "8518", "Speakers and headphones", "Microphones, loudspeakers, earphones.",
	    "headphones;speakers;earbuds;microphones;"
	    "also:wireless headset|8517|Does it make calls by itself?" },
	{ "8528", "Monitors and televisions", "Screens, projectors, televisions.",
	    "televisions;computer monitors;projectors;tv sets" },
	{ "8544", "Wire and cable, insulated", "Electric cable, optical fiber cable.",
	    "electric cable;power cords;usb cables;extension cords" },
	{ NULL },
};

/* url, kind, title, also, text */
static const fixture_row fixture_pages[] = {
	{ "/faq/what-is-a-center/", "faq", "What is a Center of Excellence and Expertise?",
	    "what does CEE mean; what is a CEE",
	    "A Center is an office of CBP that works for one industry, wherever the goods "
	    "arrive." },
	{ "/faq/appeal-deadline/", "faq", "How long do I have to appeal?",
	    "appeal deadline; how do I appeal the assignment of my account",
	    "An appeal against the assignment of an account may be sent at any time." },
	{ "/faq/protests/", "faq", "Where do I file a protest?", "protest; protest deadline",
	    "A protest is filed within 180 days <at> the Center that decides." },
	{ "/about/terms/", "page", "Terms", "",
	    "What follows on the entry is its liquidation <with> a bulletin notice." },
	{ "/centers/machinery/", "center", "Machinery", "Machinery Center; Laredo; Center 006",
	    "Machines and tools: pumps, refrigerators, presses." },
	{ "/contact/", "page", "Contact", "", "Write to the Center by e-mail or by phone." },
	{ NULL },
};

/* action, center, heading, html, text, the queries apart by ";" */
static const fixture_row fixture_answers[] = {
	{ "answer", "electronics", "8471", "<p>Computers are <em>Electronics</em>.</p>",
	    "Computers are Electronics.", "computer;computers;pc" },
	{ "ask", NULL, NULL, "<p>Of what are the <em>uppers</em>?</p>",
	    "Of what are the uppers?", "shoes;footwear" },
	{ "decline", NULL, NULL, "<p>We do not know what this is.</p>",
	    "We do not know what this is.", "stuff;things" },
	{ NULL },
};

/* answer, pos, label, center, heading, query, url */
static const fixture_row fixture_choices[] = {
	{ "2", "0", "Leather uppers", NULL, "6403", NULL, NULL },
	{ "2", "1", "Cloth & canvas uppers", NULL, "6404", NULL, NULL },
	{ "2", "2", "Shoe machines", "machinery", NULL, "machines for \"shoes\"", NULL },
	{ "3", "0", "Every product name", NULL, NULL, NULL, "/products/" },
	{ NULL },
};

/* lemma, target, weight, path: words of our own. */
static const fixture_row fixture_wordnet[] = {
	{ "bloopers", "cardigans", "80", "=" },
	{ "zorptop", "cotton shirts", "20", "" },
	{ "zorptop", "sweaters", "50", "snugtop" },
	{ NULL },
};

/* Real words that spelling would change: "shocks" is near "socks". */
static const fixture_row fixture_real[] = {
	{ "bloopers\nleatherbags\nshock\nshowershoe\nsprinter\nzorptop\n" },
	{ NULL },
};

/* id, pos, title */
static const fixture_row fixture_topics[] = {
	{ "placement", "0", "Which Center is mine?" },
	{ "changing", "1", "Changing the Center" },
	{ "protests", "2", "Protests & corrections" },
	{ NULL },
};

/* pos, topics, words, recipient, port, mailbox, advice, url, question */
static const char *const fixture_channels[][9] = {
	{ "0", "", "section 301\nsafeguard\n", "Remedy desk", "0", "remedy@cbp.example",
	    "Remedies have a desk.", "/faq/remedies/", "Who answers on remedies?" },
	{ "1", "", "hold\n", "Port director", "1", NULL, "Cargo is the port's.",
	    "/faq/cargo-on-hold/", "Who holds cargo?" },
	{ "2", " changing ", "", "Field Operations", "0", NULL, "In writing.",
	    "/faq/appeal-deadline/", "How long do I have to appeal?" },
	{ "3", " protests ", "protest\n", NULL, "0", NULL, "The Center decides.",
	    "/faq/protests/", "Where do I file a protest?" },
};

struct fixture_writer {
	struct diag *diag;
	struct db *db;
	struct words *words;
	struct arena arena;
};

static inline void
fixture_must(struct fixture_writer *w, bool fact)
{
	if (fact)
		return;
	diag_print(w->diag, stderr);
	abort();
}

/* One statement run once, with N text parameters; the columns' affinity makes numbers of some. */
static inline void
fixture_run(struct fixture_writer *w, const char *sql, const char *const *row, int n)
{
	struct db_stmt *s = db_prepare(w->diag, w->db, sql);
	int i;

	fixture_must(w, s != NULL);
	for (i = 0; i < n; i++)
		db_bind_text(s, i + 1, row[i]);
	fixture_must(w, db_run(w->diag, s) == 0);
	db_stmt_free(s);
}

static inline void
fixture_table(struct fixture_writer *w, const char *sql, const fixture_row *rows, int n)
{
	size_t i;

	for (i = 0; rows[i][0] != NULL; i++)
		fixture_run(w, sql, rows[i], n);
}

static inline void
fixture_count_words(struct fixture_writer *w, struct str text)
{
	struct word word[64];
	size_t i, n = words_split(w->words, &w->arena, text, word, 64);

	for (i = 0; i < n; i++) {
		const char *row[] = { word[i].surface };

		if ((word[i].flags & (WORD_STOP | WORD_NUMBER)) == 0)
			fixture_run(w,
			    "INSERT INTO word VALUES (?, 1) "
			    "ON CONFLICT DO UPDATE SET n = n + 1",
			    row, 1);
	}
}

/* Split "8473:laptop stands" into what stands before the colon and the rest. */
static inline struct str
fixture_prefix(struct str *name)
{
	size_t at = str_chr(*name, ':');
	struct str prefix = { name->p, at < name->n ? at : 0 };

	if (prefix.n > 0)
		*name = str_skip(*name, at + 1);
	return prefix;
}

static inline char *
fixture_copy(struct fixture_writer *w, struct str s)
{
	return arena_strndup(&w->arena, s.p, s.n);
}

static inline void
fixture_name(struct fixture_writer *w, const char *id, const char *code, struct str name,
    struct buf *all)
{
	struct str prefix = fixture_prefix(&name), part = { "", 0 };
	const char *row[8] = { id, code, "name", NULL, NULL, NULL, NULL, "" };
	struct word word[16];
	size_t n, head;

	if (prefix.n > 0 && ascii_isdigit(prefix.p[0]))
		row[1] = fixture_copy(w, prefix);
	else if (prefix.n > 0)
		row[2] = fixture_copy(w, prefix);
	if (str_split(&name, '|', &part))
		row[3] = fixture_copy(w, part);
	if (str_split(&name, '|', &part))
		row[5] = fixture_copy(w, part);
	if (str_split(&name, '|', &part))
		row[6] = fixture_copy(w, part);
	row[4] = words_terms(w->words, &w->arena, str_of(row[3]));
	n = words_split(w->words, &w->arena, str_of(row[3]), word, 16);
	head = words_head(word, n);
	if (head < n)
		row[7] = word[head].term;
	buf_addf(all, "%s ", row[4]);
	fixture_count_words(w, str_of(row[3]));
	fixture_run(w,
	    "INSERT INTO name(heading, code, kind, text, terms, other, question, head) "
	    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    row, 8);
}

static inline void
fixture_put_headings(struct fixture_writer *w)
{
	struct buf all = BUF_INIT;
	size_t i;

	for (i = 0; fixture_headings[i][0] != NULL; i++) {
		const char *const *h = fixture_headings[i];
		const char *id = arena_printf(&w->arena, "%zu", i + 1);
		const char *heading[] = { id, h[0], h[1], arena_strndup(&w->arena, h[0], 2),
			h[2] };
		const char *fts[4] = { id, words_terms(w->words, &w->arena, str_of(h[1])),
			words_terms(w->words, &w->arena, str_of(h[2])), NULL };
		struct str names = str_of(h[3]), name;

		fixture_run(w, "INSERT INTO heading VALUES (?, ?, ?, ?, ?)", heading, 5);
		fixture_count_words(w, str_of(h[1]));
		fixture_count_words(w, str_of(h[2]));
		buf_clear(&all);
		while (str_split(&names, ';', &name))
			fixture_name(w, id, h[0], name, &all);
		fts[3] = all.p;
		fixture_run(w,
		    "INSERT INTO fts_heading(rowid, title, scope, names) "
		    "VALUES (?, ?, ?, ?)",
		    fts, 4);
	}
	buf_free(&all);
}

static inline void
fixture_put_answers(struct fixture_writer *w)
{
	size_t i;

	fixture_table(w,
	    "INSERT INTO answer(action, center, heading, html, text) "
	    "VALUES (?, ?, ?, ?, ?)",
	    fixture_answers, 5);
	fixture_table(w, "INSERT INTO choice VALUES (?, ?, ?, ?, ?, ?, ?)", fixture_choices, 7);
	for (i = 0; fixture_answers[i][0] != NULL; i++) {
		struct str queries = str_of(fixture_answers[i][5]), q;

		while (str_split(&queries, ';', &q)) {
			const char *row[] = { words_key(w->words, &w->arena, q),
				arena_printf(&w->arena, "%zu", i + 1) };

			fixture_run(w, "INSERT OR IGNORE INTO pin VALUES (?, ?)", row, 2);
		}
	}
}

/* The templates as they are in templates/answer/, so tests run from the top of the tree. */
static inline void
fixture_put_templates(struct fixture_writer *w)
{
	const char *shell[] = { "shell", FIXTURE_SHELL };
	struct buf text = BUF_INIT, marked = BUF_INIT;
	struct fs_list names;
	size_t i;

	fixture_must(w, fs_walk(w->diag, &w->arena, "templates/answer", &names) == 0);
	for (i = 0; i < names.n; i++) {
		const char *path = fs_join(&w->arena, "templates/answer", names.path[i]);
		struct str name = str_of(names.path[i]);
		const char *row[2] = { NULL, NULL };

		name.n = str_chr(name, '.');
		row[0] = fixture_copy(w, name);
		buf_clear(&text);
		buf_clear(&marked);
		fixture_must(w, fs_read(w->diag, &text, path, LIMIT_TEMPLATE_FILE) == 0);
		fixture_must(
		    w, catalog_template(w->diag, NULL, path, buf_str(&text), &marked) == 0);
		row[1] = marked.p;
		fixture_run(w, "INSERT INTO template VALUES (?, ?)", row, 2);
	}
	fixture_run(w, "INSERT INTO template VALUES (?, ?)", shell, 2);
	buf_free(&text);
	buf_free(&marked);
}

/* Write the index to PATH as release RELEASE.  MORE_SQL, a statement on each line, runs last;
 * NULL: none. */
static inline void
fixture_db_write(const char *path, const char *release, const char *more_sql)
{
	const char *meta[][2] = {
		{ "release", release },
		{ "mapping_date", "2026-11-21" },
		{ "built", "2026-11-21T08:00:00Z" },
		{ "title", "Fixture" },
		{ "base_url", "https://cee.example" },
		{ "mailbox", "cee@cbp.example" },
	};
	struct fixture_writer w;
	struct str more, line;
	struct diag d;
	size_t i;

	diag_init(&d);
	w = (struct fixture_writer){ .diag = &d, .words = words_new() };
	arena_init(&w.arena, 0);
	w.db = db_create(&d, path);
	fixture_must(&w, w.db != NULL);
	for (i = 0; i < sizeof(meta) / sizeof(meta[0]); i++)
		fixture_run(&w, "INSERT INTO meta VALUES (?, ?)", meta[i], 2);
	fixture_table(&w,
	    "INSERT INTO center(slug, number, name, summary, city, field_office, "
	    "mailbox, url, pos) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
	    "(SELECT count(*) FROM center))",
	    fixture_centers, 8);
	fixture_table(&w, "INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?, ?)", fixture_rules, 7);
	fixture_table(&w, "INSERT INTO chapter VALUES (?, ?, ?)", fixture_chapters, 3);
	fixture_put_headings(&w);
	fixture_table(&w,
	    "INSERT INTO page(url, kind, title, also, text) VALUES (?, ?, ?, ?, ?)",
	    fixture_pages, 5);
	for (i = 0; fixture_pages[i][0] != NULL; i++) {
		fixture_count_words(&w, str_of(fixture_pages[i][2]));
		fixture_count_words(&w, str_of(fixture_pages[i][3]));
		fixture_count_words(&w, str_of(fixture_pages[i][4]));
	}
	fixture_put_answers(&w);
	fixture_table(&w, "INSERT INTO topic VALUES (?, ?, ?)", fixture_topics, 3);
	for (i = 0; i < sizeof(fixture_channels) / sizeof(fixture_channels[0]); i++)
		fixture_run(&w, "INSERT INTO channel VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		    fixture_channels[i], 9);
	fixture_put_templates(&w);
	fixture_table(&w, "INSERT INTO wordnet VALUES (?, ?, ?, ?)", fixture_wordnet, 4);
	fixture_table(&w, "INSERT INTO real_word VALUES (?)", fixture_real, 1);
	for (more = str_of(more_sql); str_split(&more, '\n', &line);)
		fixture_run(&w, fixture_copy(&w, line), NULL, 0);
	fixture_must(&w, db_finish(&d, w.db) == 0);
	arena_free(&w.arena);
	words_free(w.words);
	diag_free(&d);
}

#endif
