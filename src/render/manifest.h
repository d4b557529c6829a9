/*
 * manifest.h - the list of a release's files: what each held, byte for byte.
 * Layer: render.
 *
 *	cee-release 1
 *	id 20261121T140000Z-0a1b2c3d
 *	built 2026-11-21T14:00:00Z
 *	mapping 2026-11-21
 *	revision git:1f0c...			... of the content: see struct manifest
 *	figure 0.9806 2059 center@1		... none or more: how good the search is
 *	files 1774
 *	<sha256> <size> <path below the release>	... one line each, sorted by path
 */
#ifndef RENDER_MANIFEST_H
#define RENDER_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/lookup.h"

struct manifest_file {
	const char *path;	/* below the release: "public/index.html" */
	uint64_t size;		/* bytes */
	char	sha[HASH_HEX];
};

/* What `cee eval` measured on the release's index. */
struct manifest_figure {
	const char *value;	/* as it is printed: "0.9806" */
	size_t	n;		/* on how many queries */
	const char *name;	/* "center@1" */
};

struct manifest {
	const char *id;
	const char *built;	/* the build's stated time, "2026-11-21T14:00:00Z" */
	const char *mapping;	/* date of the mapping, "2026-11-21" */
	/* "git:" and a commit, with "+changes" when files were not as committed; else "content:" and
	 * the SHA-256 of a list of its files and their hash_quick().  NULL: not known. */
	const char *revision;
	const struct manifest_figure *figures;
	size_t	n_figures;
	struct manifest_file *files;	/* N of them */
	size_t	n, cap;
	struct lookup by_path;		/* of the files, if manifest_index() made it */
};

/* Sort the files by path. */
void	manifest_sort(struct manifest *);
/* Append the manifest, whose files are sorted. */
void	manifest_format(struct buf *out, const struct manifest *);
/* Read the manifest at PATH into the arena.  Returns 0, or -1 after reporting. */
int	manifest_read(struct diag *, struct arena *, const char *path, struct manifest *);
/* Make manifest_find() ready for many looks, in the arena, into a manifest that stays as it is. */
void	manifest_index(struct arena *, struct manifest *);
/* The file at PATH in a sorted manifest, or NULL. */
const struct manifest_file *manifest_find(const struct manifest *, const char *path);

#endif
