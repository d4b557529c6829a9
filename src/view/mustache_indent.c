#include "view/mustache_tree.h"

/* Narrow *WS to what the lines from N on begin with too; *SOME: there was a line before. */
static void
narrow(const struct mustache_node *n, struct str *ws, bool *some)
{
	size_t i;

	for (; n != NULL; n = n->next) {
		if (n->kind == MUSTACHE_INDENT || n->alone) {
			if (!*some)
				*ws = n->ws;
			for (i = 0; i < ws->n && i < n->ws.n && ws->p[i] == n->ws.p[i]; i++)
				;
			ws->n = i;
			*some = true;
		}
		if (n->kind != MUSTACHE_PARENT) /* its blocks have lost theirs already */
			narrow(n->first, ws, some);
	}
}

bool
mustache_shared_indent(const struct mustache_node *first, struct str *ws)
{
	bool some = false;

	*ws = STR("");
	narrow(first, ws, &some);
	return some;
}

void
mustache_dedent(struct mustache_node *n, size_t width)
{
	for (; n != NULL; n = n->next) {
		if (n->kind == MUSTACHE_INDENT || n->alone)
			n->ws = str_skip(n->ws, width);
		if (n->kind != MUSTACHE_PARENT)
			mustache_dedent(n->first, width);
	}
}
