/*
 * limits.h - every limit on input, in one place, each with its reason.
 * Layer: base.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* What authors write.  Generous for people, small enough that nothing quadratic hurts. */
#define LIMIT_CONTENT_FILE	(512ul * 1024)	/* bytes; the largest chapter, of machines, is half */
#define LIMIT_FRONT_MATTER	(64ul * 1024)	/* bytes; libyaml is quadratic in nested flow */
#define LIMIT_YAML_DEPTH	16		/* levels; our schemas need four */
#define LIMIT_TEMPLATE_FILE	(256ul * 1024)
#define LIMIT_TEMPLATE_DEPTH	32		/* partials in partials; a loop ends here */
#define LIMIT_PUBLISHED_FILE	(64ul * 1024 * 1024)	/* a million addresses of 64 bytes */
#define LIMIT_ASSET_FILE	(16ul * 1024 * 1024)
#define LIMIT_TABLE_CELLS	20000		/* of one Markdown table, rows x columns */
#define LIMIT_WORDNET_FILE	(64ul * 1024 * 1024)	/* the nouns are a quarter */
#define LIMIT_HTS_FILE		(64ul * 1024 * 1024)	/* the whole schedule as JSON is a third */
#define LIMIT_NAME_BYTES	120		/* of one product name; longer is a sentence */

/* What is a fault of our own: no job takes a tenth of it, and past it the machine would suffer. */
#define LIMIT_ARENA	(2048ul * 1024 * 1024)	/* bytes of one arena */
#define LIMIT_BUF	(1024ul * 1024 * 1024)	/* bytes of one buffer */

/* What visitors send. */
#define LIMIT_QUERY		2048		/* bytes of q; a ruling's description fits */
#define LIMIT_LETTER_FIELD	2048		/* bytes of each field of /contact/ */
#define LIMIT_LETTER_FORM	(64ul * 1024)	/* bytes of the form; 16 fields, all encoded */
#define LIMIT_MAILTO		1900		/* bytes of a mailto: address; some mail programs
						 * take no more than about 2,000 */
#define LIMIT_QUERY_WORDS	120		/* words read */
#define LIMIT_SEARCH_WORDS	12		/* of them searched: those that tell most */
#define LIMIT_CODE_LINES	10000		/* lines of a code list: an ACE report of a year */
#define LIMIT_ECHO		(1ul * 1024 * 1024)	/* bytes of a list shown again in its box; escaped, six times that */
#define LIMIT_BODY		(8ul * 1024 * 1024)	/* bytes of a request body */
#define LIMIT_API_BODY		(1024ul * 1024)	/* bytes of POST /api/v1/codes */
#define LIMIT_SEARCH_MS		20		/* of SQLite work for one search */
#define LIMIT_REQUEST_ARENA	(64ul * 1024 * 1024)	/* 10,000 lines use about half */

/* What peers of the responder may do. */
#define LIMIT_FCGI_PARAMS	(16ul * 1024)	/* bytes of all PARAMS of a request */
#define LIMIT_CONNECTIONS	512		/* per thread; nginx opens tens */
#define LIMIT_WAIT_MS		500		/* that a whole request waits for its turn; then it is a 503 */
#define LIMIT_LATE_RETRY_S	2		/* seconds that such a 503 asks to stay away */
#define LIMIT_REQUEST_S		10		/* seconds from first byte to last byte read */
#define LIMIT_WRITE_S		10		/* seconds without the peer taking a byte */

#endif
