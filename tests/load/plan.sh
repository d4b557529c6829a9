#!/bin/sh
# plan.sh: how many hosts a number of visits needs, from build/load.json, which `make load` writes, and these assumptions:
#	VISITS=1000000	visits on the busiest day	BUSIEST=0.1	share of them in its busiest hour
#	PAGES=6 ANSWERS=2 SUGGESTIONS=8			of each: pages, answers, suggestions asked
#	BURST=10	times the busiest hour's mean, for seconds that are worse
#	HIT=0		share of answers and suggestions that a cache gives
#	LOAD=0.5	share of a host's time that may be used
#	CORES=2		of a host			PRICE=1		of a host, in any unit
set -eu
cd "$(dirname "$0")/../.."
jq -r --argjson visits "${VISITS:-1000000}" --argjson busiest "${BUSIEST:-0.1}" --argjson pages "${PAGES:-6}" \
	--argjson answers "${ANSWERS:-2}" --argjson suggestions "${SUGGESTIONS:-8}" --argjson burst "${BURST:-10}" \
	--argjson hit "${HIT:-0}" --argjson load "${LOAD:-0.5}" --argjson cores "${CORES:-2}" --argjson price "${PRICE:-1}" '
	.ratios as $r | ($visits * $busiest / 3600 * $burst) as $peak
	| ($pages / $r.pages_per_second_and_core
	    + ($answers / $r.answers_per_second_and_core + $suggestions / $r.suggestions_per_second_and_core) * (1 - $hit)
	    + ($answers + $suggestions) * $hit / $r.cached_per_second_and_core) as $each
	| ($peak * $each / $load / $cores | ceil) as $needed
	| "plan: \($visits) visits a day, \($peak | round) begun a second at worst, \($peak * ($pages + $answers + $suggestions) | round) requests a second",
	  "plan: a visit takes \($each * 1000 * 100 | round / 100) ms of a core; \($peak * $each * 100 | round / 100) cores at worst",
	  "plan: \($needed) hosts of \($cores) cores at \($load * 100)%, and one that may be away: \([2, $needed + 1] | max) hosts, \([2, $needed + 1] | max * $price) x the price of one"' build/load.json
