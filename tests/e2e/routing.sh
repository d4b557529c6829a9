#!/bin/bash
# routing.sh: every heading and longer line goes where the rules in content/scopes/ say, in every format.
# The expected Center is worked out here from the front matter by other means than cee's own.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
index=site/current/search.db

# Rules as "length from to center", from the YAML by line shape.
awk '
FNR == 1 { code = ""; fence = 0 }
/^---$/ { fence++ }
fence != 1 { next }
/^chapter:/ { gsub(/[^0-9]/, ""); chapter = sprintf("%02d", $0) }
/^center:/ { print 2, chapter, chapter, $2 }
/^  - code:/ { sub(/^  - code: */, ""); gsub(/[".]/, ""); split($0, r, "-"); from = r[1]; to = r[2] == "" ? r[1] : r[2] }
/^    center:/ { print length(from), from, to, $2 }
' content/scopes/*.md >"$tmp/rules"
grep -ho '^## [0-9]\{4\}' content/scopes/*.md | cut -c4- | sort -u >"$tmp/headings"
check "there are headings" test "$(wc -l <"$tmp/headings")" -ge 1200

# Every heading, and of each some longer lines in several formats.
awk '{
	h = $1
	print h, h
	print h ".10", h "10"; print h ".20.00", h "2000"; print h ".31.00.12", h "31001200" 
	print h "3200", h "3200"; print "HTS " h ".90", h "90"
}' "$tmp/headings" | awk '{ d = $NF; sub(/ [0-9]+$/, ""); print $0 "\t" d }' >"$tmp/cases"
cut -f1 "$tmp/cases" | "$B/cee" codes --json --index "$index" - >"$tmp/out.json"
jq -r '.codes[] | .center // "none"' "$tmp/out.json" >"$tmp/got"
cut -f2 "$tmp/cases" | awk -v rules="$tmp/rules" '
BEGIN { while ((getline line < rules) > 0) { split(line, f, " "); n++; L[n] = f[1]; F[n] = f[2]; T[n] = f[3]; C[n] = f[4] } }
{
	best = 0; center = "none"
	for (i = 1; i <= n; i++) {
		p = substr($1, 1, L[i])
		if (L[i] > best && length($1) >= L[i] && p >= F[i] && p <= T[i]) { best = L[i]; center = C[i] }
	}
	print center
}' >"$tmp/want"
n=$(wc -l <"$tmp/cases")
wrong=$(paste "$tmp/got" "$tmp/want" | awk -F'\t' '$1 != $2' | wc -l)
check "as many answers as questions" test "$(wc -l <"$tmp/got")" = "$n"
check "$n codes, $wrong of them wrong" test "$wrong" = 0

# The formats of one code, and what is no ordinary code.
while IFS=$'\t' read -r input status heading; do
	got=$("$B/cee" codes --json --index "$index" "$input" | jq -r '.codes[0] | .status + " " + (.heading // "-")')
	check "\"$input\" gives $got, not $status $heading" test "$got" = "$status $heading"
done <<'T'
6109	ok	6109
6109.10	ok	6109
6109.10.00	ok	6109
6109.10.00.12	ok	6109
6109100012	ok	6109
HTS 6109.10	ok	6109
6109 10 00	ok	6109
heading 6109	ok	6109
61	ok	-
7701	reserved	-
9802.00.80	special	-
9903	special	-
6199	unknown	-
61091000121234	invalid	-
shirts	invalid	-
T
printf '6109\nnonsense\n8471\n' | "$B/cee" codes --json --index "$index" - >"$tmp/mixed"
check "one bad line spoils no other" test "$(jq -r '[.codes[].status] | join(" ")' "$tmp/mixed")" = "ok invalid ok"
finish
