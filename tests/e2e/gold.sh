#!/bin/bash
# gold.sh: the search is no worse than tests/gold/baseline.tsv, and what must never be wrong is right.
# With --baseline it writes that file anew from what the search reaches now.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=${B:-build/${MODE:-release}}
gold=tests/gold
"$B/cee" build --out "$tmp/site" --at 2026-11-21T12:00Z >"$tmp/log" 2>&1
status=$?
if [ $status != 0 ] && [ $status != 4 ]; then
	cat "$tmp/log"
	fail "the site does not build"
	finish
	exit
fi
index=$tmp/site/current/search.db
"$B/cee" eval --wrong --index "$index" $gold/{products,questions,vague,codes,mixes,pinned}.tsv \
	>"$tmp/eval" || fail "cee eval"
sum=$(sha256sum <$gold/products.tsv | cut -d' ' -f1)

if [ "${1:-}" = --baseline ]; then
	[ $failed = 0 ] || exit 1
	# Of the group "all", and of the kit's other files; times differ from run to run.
	awk -v sum="$sum" 'BEGIN { OFS = "\t"; print "metric", "value", "low", "high", "n"
			print "sha256(products.tsv)", sum, "", "", "" }
		/^[a-z ]+$/ { group = $0 }
		group ~ /^(all|questions|not goods|codes|mixes|pinned)$/ && match($0, / [0-9.]+ \[/) {
			rest = substr($0, RSTART + 1); gsub(/[][,]|n=/, "", rest); split(rest, f, " ")
			print substr($0, 1, RSTART - 1), f[1], f[2], f[3], f[4] }' "$tmp/eval" >"$tmp/new" &&
		mv "$tmp/new" $gold/baseline.tsv && chmod 644 $gold/baseline.tsv && cat $gold/baseline.tsv
	exit
fi

# value METRIC: the first of that name (of "all", for products)
value() { sed -n "s/^$1 \([0-9.]*\) .*/\1/p" "$tmp/eval" | head -1; }
# at_least VALUE LIMIT
at_least() { awk -v v="$1" -v limit="$2" 'BEGIN { exit !(v != "" && v + 1e-9 >= limit) }'; }
wrong() { grep "^$gold/$1.tsv:" "$tmp/eval"; }

check "baseline.tsv is of another products.tsv: run make baseline" grep -q "$sum" $gold/baseline.tsv
old=$(awk -F'\t' '$1 == "center@1" { print $2 }' $gold/baseline.tsv)
new=$(value center@1)
check "center@1 is $new, more than half a point under $old of baseline.tsv" \
	at_least "$new" "$(awk -v old="$old" 'BEGIN { print old - 0.005 }')"
for kind in pinned codes mixes; do
	list=$(wrong $kind)
	check "$kind.tsv: $list" test -z "$list"
done
# Spanish, read from the words alone: no more than four points behind English.
"$B/cee" eval --wrong --index "$index" $gold/es-products.tsv $gold/es-questions.tsv >"$tmp/es" || fail "cee eval"
es() { sed -n "s/^$1 \([0-9.]*\) .*/\1/p" "$tmp/es" | head -1; }
check "es-products.tsv: center@1 is $(es center@1), more than four points under $new" \
	at_least "$(es center@1)" "$(awk -v en="$new" 'BEGIN { print en - 0.04 }')"
check "es-products.tsv: precision(very-likely) is $(es 'precision(very-likely)'), under 0.96" \
	at_least "$(es 'precision(very-likely)')" 0.96
check "es-questions.tsv: question@1 is $(es question@1), under 0.5" at_least "$(es question@1)" 0.5
vague=$(value 'confident(vague)')
check "of what names no goods $vague is answered with confidence, more than 0.02:
$(wrong vague)" at_least 0.02 "${vague:-1}"
finish
