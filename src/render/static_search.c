#include "render/static_search.h"

#include <string.h>

#include "base/hash.h"
#include "base/jsonw.h"
#include "render/compress.h"

#define MODULE "search.wasm"
#define WORKER "search-worker.js"
#define OFFLINE "offline-worker.js"

/* One that is not there has no name. */
static const struct asset *
asset(const struct assets *as, const char *name)
{
	static const struct asset none = { "", "", "", { "", 0 } };
	size_t i;

	for (i = 0; i < as->n; i++)
		if (strcmp(as->v[i].name, name) == 0)
			return &as->v[i];
	return &none;
}

int
static_search_check(struct diag *d, const struct assets *as, const char *dir)
{
	static const char *const needed[] = { MODULE, WORKER, OFFLINE };
	size_t i;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (asset(as, needed[i])->name[0] == '\0')
			return diag_error(d, (struct loc){ dir, 0, 0 },
			    "has no %s; \"make wasm\" makes it", needed[i]);
	return 0;
}

/* Where a thing of the search is, and how many bytes come over the network. */
struct part {
	struct buf url;
	size_t bytes;
};

/* Put BYTES compressed beside the address of PART. */
static int
put_gzip(struct stage *s, struct diag *d, struct part *part, struct str bytes)
{
	struct buf path = BUF_INIT, gz = BUF_INIT;
	int rc = 0;

	part->bytes = bytes.n;
	if (compress_bytes(&gz, COMPRESS_GZIP, false, bytes)) {
		buf_addf(&path, "public%s.gz", part->url.p);
		rc = stage_put(s, d, path.p, buf_str(&gz));
		part->bytes = gz.n;
	}
	buf_free(&path);
	buf_free(&gz);
	return rc;
}

static int
put_pack(struct stage *s, struct diag *d, struct part *part, struct str pack)
{
	struct buf path = BUF_INIT;
	char sha[HASH_HEX];
	int rc;

	hash_hex(sha, pack);
	buf_addf(&part->url, "/assets/search.%.8s.pack", sha);
	buf_addf(&path, "public%s", part->url.p);
	rc = stage_put(s, d, path.p, pack);
	buf_free(&path);
	return rc == 0 ? put_gzip(s, d, part, pack) : -1;
}

/* Is the file kept for use without a network?  The pages that say how the Centers work and what each
 * handles; those of codes and names are what the search answers from. */
static bool
is_kept(const char *path)
{
	static const char *const left_out[] = { "public/hts/", "public/products/",
		"public/resting/", "public/es/hts/", "public/es/products/",
		"public/es/resting/", "public/images/" };
	struct str p = str_of(path);
	size_t i;

	for (i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
		if (str_starts(p, left_out[i]))
			return false;
	return str_ends(p, "/index.html") || str_ends(p, ".css") || str_ends(p, ".js") ||
	       str_ends(p, ".svg") || str_ends(p, ".woff2") || str_ends(p, ".png");
}

/* The addresses to keep, as an array; returns their bytes. */
static uint64_t
put_kept(struct jsonw *w, const struct manifest *m)
{
	uint64_t bytes = 0;
	size_t i;

	jsonw_key(w, "keep");
	jsonw_array(w);
	for (i = 0; i < m->n; i++) {
		struct str url = str_of(m->files[i].path);

		if (!str_starts(url, "public/") || !is_kept(m->files[i].path))
			continue;
		url = str_skip(url, strlen("public"));
		if (str_ends(url, "/index.html"))
			url.n -= strlen("index.html");
		jsonw_str(w, url);
		bytes += m->files[i].size;
	}
	jsonw_end(w);
	return bytes;
}

static void
put_part(struct jsonw *w, const char *key, const struct part *part)
{
	jsonw_key(w, key);
	jsonw_object(w);
	jsonw_kstr(w, "url", buf_str(&part->url));
	jsonw_kint(w, "bytes", (int64_t)part->bytes);
	jsonw_end(w);
}

static int
put_list(struct stage *s, struct diag *d, const struct assets *as, const struct part *module,
    const struct part *pack)
{
	struct buf out = BUF_INIT;
	struct jsonw w;
	uint64_t bytes;
	int rc;

	jsonw_init(&w, &out);
	jsonw_object(&w);
	jsonw_kcstr(&w, "release", stage_seal(s));
	jsonw_kcstr(&w, "worker", asset(as, WORKER)->url);
	put_part(&w, "module", module);
	put_part(&w, "pack", pack);
	bytes = put_kept(&w, stage_manifest(s));
	jsonw_kint(&w, "keep_bytes", (int64_t)(bytes + module->bytes + pack->bytes));
	jsonw_end(&w);
	buf_addc(&out, '\n');
	rc = stage_put(s, d, "public/search.json", buf_str(&out));
	buf_free(&out);
	return rc;
}

/* Browsers take a service worker for new when a byte of it is. */
static int
put_offline(struct stage *s, struct diag *d, const struct assets *as)
{
	struct buf out = BUF_INIT;
	int rc;

	buf_addf(&out, "// Release %s\n", stage_seal(s));
	buf_addstr(&out, asset(as, OFFLINE)->bytes);
	rc = stage_put(s, d, "public/offline.js", buf_str(&out));
	buf_free(&out);
	return rc;
}

int
static_search_put(
    struct stage *s, struct diag *d, const struct assets *as, struct str pack_bytes)
{
	struct part module = { .url = BUF_INIT }, pack = { .url = BUF_INIT };
	const struct asset *wasm = asset(as, MODULE);
	int rc = -1;

	buf_adds(&module.url, wasm->url);
	if (put_gzip(s, d, &module, wasm->bytes) == 0 &&
	    put_pack(s, d, &pack, pack_bytes) == 0 && put_list(s, d, as, &module, &pack) == 0)
		rc = put_offline(s, d, as);
	buf_free(&module.url);
	buf_free(&pack.url);
	return rc;
}
