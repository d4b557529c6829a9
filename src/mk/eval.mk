# How good the answers are.  The development queries are not part of this tree.

GOLD := $(addprefix tests/gold/,products.tsv questions.tsv vague.tsv codes.tsv mixes.tsv pinned.tsv es-products.tsv \
	es-questions.tsv)
DEVELOPMENT := $(wildcard ../shared/evaluation/products-dev.tsv)

eval: site-for-tests ## measure the search on tests/gold/, and on the development queries where they are
	@$(B)/cee eval --full $(GOLD)
	@if [ -n "$(DEVELOPMENT)" ]; then echo; echo "== $(DEVELOPMENT)"; \
		$(B)/cee eval --full $(DEVELOPMENT); fi

eval-wrong: site-for-tests ## list the gold rows that are answered wrongly
	@$(B)/cee eval --wrong $(GOLD) | sed -n 's/^\(tests.*: wanted \)/\1/p'

fit: site-for-tests ## find the numbers of src/search/labels.h anew
	@[ -n "$(DEVELOPMENT)" ] || { echo "make fit: the development queries are not here," \
		"and tests/gold/ alone sets the limits too low" >&2; exit 1; }
	@$(B)/cee eval --fit tests/gold/products.tsv $(DEVELOPMENT) tests/gold/vague.tsv

baseline: all ## keep what the search reaches now as tests/gold/baseline.tsv
	@tests/e2e/gold.sh --baseline

.PHONY: eval eval-wrong fit baseline
