/*
 * make_eval.h - what a release carries of its search's quality.
 * Layer: cmd.
 *
 * Knows the index and not the model, whose struct answer is another.
 */
#ifndef CMD_MAKE_EVAL_H
#define CMD_MAKE_EVAL_H

#include "base/arena.h"
#include "base/diag.h"
#include "render/manifest.h"

/* Ask the index at PATH the queries of the N files, as `cee eval` does: the figures of each kind of
 * file as a whole, in the arena.  0, or -1 after reporting. */
int	make_eval(struct diag *, struct arena *, const char *path, const char *const *files, size_t n,
	    struct manifest_figure **out, size_t *n_out);

#endif
