/*
 * desk_state.h - what the two halves of the desk share: desk.c makes it, desk_answer.c answers from it.
 * Layer: cmd, private to them.
 */
#ifndef CMD_DESK_STATE_H
#define CMD_DESK_STATE_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "cmd/desk_html.h"
#include "cmd/make.h"
#include "render/preview.h"

/* What was said of one state of the content; never changed once others see it. */
struct desk_notes {
	struct arena arena;
	const char **when;	/* see struct desk_view; NULL without a site */
	const struct value *mistakes;
	size_t	n_mistakes, n_rest;
	struct diag remarks;
};

struct desk {
	const struct make_dirs *dirs;	/* borrowed */
	struct arena arena;		/* the templates of the desk itself, paths */
	struct mustache_set *set;
	const char *index;		/* of the last build; may be missing */
	/* The owner's alone: */
	struct diag look_said, site_said, judged, build_said;
	bool	look_bad;
	struct timespec good_at;	/* when the last good load began, by the clock of files */
	/* Held by who reads content (date.h), or adds to SITE what is made when it is asked for; may be taken
	 * with LOCK held for reading, never the other way round. */
	pthread_mutex_t loading;
	pthread_rwlock_t lock;		/* for what follows; the owner reads without */
	struct preview_look *look;	/* that SITE was made with */
	struct preview *site;		/* the last that was good; NULL: none yet */
	char	since[sizeof("23:59:59")];	/* when that was read */
	bool	fresh;			/* nothing was read since that was not good */
	struct desk_notes *notes;
	enum desk_search search;
	unsigned build;			/* how many have ended well */
};

#endif
