/*
 * check_rules.h - the kinds of messages that cee check has, by what they say.
 * Layer: cmd.  Pure.
 *
 * A message is one line, made where the mistake is found; here each kind gets a name that stays the
 * same when its words do not (for machines), and what to do about it, where the message does not say
 * that itself (for people).
 */
#ifndef CMD_CHECK_RULES_H
#define CMD_CHECK_RULES_H

#include <stddef.h>

struct check_rule {
	const char *id;		/* "unknown-key"; never changes, never used again for another kind */
	const char *pattern;	/* of the message; "*" is any text */
	const char *what;	/* the kind, in a few words */
	const char *help;	/* what to do; NULL: the message says it */
};

extern const struct check_rule check_rules[];
extern const size_t check_rules_n;

/* The first rule that TEXT fits; the last one, "other", fits all. */
const struct check_rule *check_rule(const char *text);

#endif
