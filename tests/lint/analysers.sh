#!/bin/bash
# analysers.sh: what is too slow for `make check`.  Each line is one analyser; any finding fails.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
# src/wasm is compiled for another machine, with sources that npm fetches: make wasm has clang warn.
files=$(find src -name '*.c' ! -path 'src/wasm/*' | sort)
flags="-std=c11 -D_GNU_SOURCE -Isrc -Ibuild/release/gen"

make --no-print-directory CC=clang MODE=clang WERROR=-Werror all >"$tmp/clang" 2>&1
check "clang: $(head -20 "$tmp/clang")" test $? = 0

clang-tidy --quiet $files -- $flags >"$tmp/tidy" 2>/dev/null
n=$(grep -cE 'warning:|error:' "$tmp/tidy")
grep -E 'warning:|error:' "$tmp/tidy" | sort -u | head -40
check "clang-tidy: $n findings" test "$n" = 0

cppcheck --quiet --std=c11 --enable=warning,style,performance,portability --inline-suppr \
	--suppress=variableScope --suppress=missingIncludeSystem --suppress=unusedStructMember \
	--error-exitcode=1 -Isrc -D_GNU_SOURCE src 2>"$tmp/cpp"
check "cppcheck: $(head -40 "$tmp/cpp")" test $? = 0

for page in src/man/*.[1-8]; do
	out=$(mandoc -T lint -W warning "$page" 2>&1)
	check "mandoc: $out" test -z "$out"
done

clang-format --dry-run -Werror $files src/wasm/*.c >"$tmp/fmt" 2>&1
check "clang-format: run make fmt ($(grep -c error "$tmp/fmt") places)" test $? = 0
finish
