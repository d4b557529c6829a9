#!/bin/bash
# limits.sh: the numbers of cee-security(7) are the code's, none of limits.h is missing there, its headers are those that
# are sent, and the files that it names are there.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
page=src/man/cee-security.7

# value NAME: what it is defined as
value() {
	text=$(grep -rhE "^#define $1[[:space:]]" src --include=*.h --include=*.c |
		tr "\t" " " | sed -E "s/^#define $1 +//; s,/\*.*,,; s/\b([0-9]+)(ul|u)\b/\1/g")
	case $text in '' | *[!0-9\ \(\)*]*) echo "none: $text" ;; *) echo $((text)) ;; esac
}
sed -n 's/^\.It Dv \([A-Z_]*\) Ta \([0-9,]*\) \{0,1\}\([A-Za-z]*\) Ta .*/\1 \2 \3/p' "$page" >"$tmp/said"
check "limits are said" test "$(wc -l <"$tmp/said")" -gt 40
while read -r name number unit; do
	number=${number//,/}
	case $unit in KiB) number=$((number * 1024)) ;; MiB) number=$((number * 1024 * 1024)) ;; esac
	check "$page says $number for $name, the code $(value "$name")" test "$number" = "$(value "$name")"
done <"$tmp/said"
for name in $(sed -n 's/^#define \(LIMIT_[A-Z_]*\).*/\1/p' src/base/limits.h); do
	check "$page lacks $name" grep -q "^$name " "$tmp/said"
done
# What an input is said to be bounded by is in the list.
for name in $(sed '/^\.Sh LIMITS/,$d' "$page" | grep -oE '\b[A-Z]+(_[A-Z]+)+\b' | grep -vE '^(HTTP_PROXY|SOURCE_DATE_EPOCH)$' | sort -u); do
	check "$page names $name and no number for it" grep -q "^$name " "$tmp/said"
done

# Headers: the policy, directive by directive, and each name.
policy=$(sed -n 's/.*Content-Security-Policy "\([^"]*\)".*/\1/p' src/pkg/nginx/cee-headers.conf)
directives=$(tr ';' '\n' <<<"$policy" | sed 's/^ //' | sort)
said=$(sed -n '/^\.It Li Content-Sec/,/^\.El/p' "$page" | sed -n 's/^\.It Li \([a-z].*\)/\1/p' | sed 's/ , /\n/g' | sort)
check "$page: policy is $(tr '\n' ';' <<<"$directives"), it says $(tr '\n' ';' <<<"$said")" test "$directives" = "$said"
for header in $(sed -n 's/^add_header \([A-Za-z-]*\).*/\1/p' src/pkg/nginx/cee-headers.conf); do
	check "$page lacks $header" grep -qE "^\.It Li .*$header" "$page"
done

for file in $(grep '^\.Pa' "$page" | tr -s ' ,' '\n' | grep -E '^(tests|src)/'); do
	check "$page names $file" test -e "$file"
done
for target in tests/fuzz/fuzz_*.c; do
	check "$page lacks $target" grep -qF "$target" "$page"
done
finish
