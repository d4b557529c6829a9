/*
 * answers.h - pinned answers, topics and channels of inquiries to rows of search.db.  Private to the layer.
 * Layer: index.
 */
#ifndef INDEX_ANSWERS_H
#define INDEX_ANSWERS_H

#include "index/writer.h"

/* 0, or -1 after reporting: a mistake in what is pinned, too. */
int	answers_put(struct writer *);
int	answers_put_topics(struct writer *);
int	answers_put_channels(struct writer *);

#endif
