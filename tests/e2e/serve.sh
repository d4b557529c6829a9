#!/bin/bash
# serve.sh: the editor's desk.  A save is there at once, search behind it; mistakes stand over the last good pages; what
# is held back is for the author alone; readers' site is left as it was; several tabs, no growth, a clean end.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=$PWD/build/${MODE:-release}
conf=$PWD/src/pkg/nginx/cee-headers.conf
cp -r content templates "$tmp/" && mkdir "$tmp/build" && cp -r build/assets "$tmp/build/" && cd "$tmp" || exit 1
mkdir -p site/releases/x/public && ln -s releases/x site/current && echo readers >site/current/public/index.html
find site | sort >site.before

# start OPTION...: a server on a free port; its address in $url
start() {
	: >"$tmp/log"
	"$B/cee" serve --port 0 "$@" >"$tmp/log" 2>"$tmp/err" &
	server=$!
	pids="$pids $server"
	wait_for 120 grep -q 'serving on' "$tmp/log" || { cat "$tmp/err"; fail "no start"; finish; exit 1; }
	url=$(sed -n 's|.*\(http://[^ ]*[0-9]\)/ .*|\1|p' "$tmp/log" | head -1)
}
get() { curl -s "$url$1"; }
has() { get "$1" | grep -qF -- "$2"; }
lacks() { ! has "$1" "$2"; }
status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
gives() { test "$(status "$url$1")" = "$2"; }
begins() { test "$(get "$1" | head -c ${#2})" = "$2"; }
panel=cee-desk__panel
page=content/centers/machinery.md
say() { sed -i "s/^summary: .*/summary: $1/" $page; }

start
check "home" has / 'What do you import'
check "search" has '/find/?q=sofa' 'Consumer Products'
check "an address without its slash leads on" gives /faq 301
check "an address of a file" has /faq/index.html '<h1'
check "no page" gives /nowhere/ 404
check "no page has the site's own words" has /nowhere/ 'Page not found'
check "no page below /es/" gives /es/nowhere/ 404
check "in Spanish" has /es/nowhere/ '<html lang="es">'
check "no mistakes at first" lacks / $panel
# The security headers of nginx and of the preview say the same.
sed -n 's/^add_header \([^ ]*\) "\{0,1\}\([^"]*\)"\{0,1\} always;$/\1: \2/p' "$conf" | sort >"$tmp/wanted"
for at in / /_desk/ '/find/?q=sofa'; do
	curl -s -o /dev/null -D - "$url$at" | tr -d '\r' | grep -E "^($(cut -d: -f1 "$tmp/wanted" | paste -sd'|')):" | sort >"$tmp/got"
	check "security headers of $at, as in nginx" cmp "$tmp/wanted" "$tmp/got"
done
check "live reload script" has / /_live/live.js
check "no style and no script of its own in the page" test "$(get / | grep -cE '<style|<script>| style=| on[a-z]+=')" = 0

# The strip: where the page is from, and when it was read.
check "its file" has /centers/machinery/ "$page"
check "its line" has /hts/6109/ "content/scopes/61.md:$(grep -n '^## 6109' content/scopes/61.md | cut -d: -f1)"
check "its review" has /centers/machinery/ 'Reviewed '
check "the desk" has / /_desk/
check "the manual, with its tasks" has /_desk/manual/ 'id="add-a-name"'
check "and it is led to" has /_desk/ /_desk/manual/
check "what the content lacks" has /_coverage/ '/hts/'
check "nothing for browsers to complain of" gives /favicon.ico 204
check "search is up to date" wait_for 60 has / 'Search is up to date'

# Every kind of page is the same from memory as from the build, but for the strip.
strip() { sed -e '/<aside id="live-strip"/,/^<\/aside>$/d' -e '/live\.js/d'; }
for at in / /centers/ /centers/machinery/ /hts/ /hts/61/ /hts/6109/ /products/ /products/s/ /products/se/ /faq/ \
	"/faq/$(basename -s .md "$(find content/faqs -name '*.md' ! -name '*.es.md' | sort | head -1)")/" /glossary/ /changes/ /contact/ /about/; do
	[ -f "site/.preview/current/public$at/index.html" ] || { [ $at = /products/se/ ] || fail "no $at"; continue; }
	check "$at is what the build makes" cmp <(get "$at" | strip) <(strip <"site/.preview/current/public$at/index.html")
done

# Two tabs listen; a save tells both and is there before the build.
curl -sN --max-time 100 "$url/_live/events" >"$tmp/tab1" & pids="$pids $!"
curl -sN --max-time 100 "$url/_live/events" >"$tmp/tab2" & pids="$pids $!"
check "tabs listen" wait_for 10 test -s "$tmp/tab1" -a -s "$tmp/tab2"
before=$(readlink site/.preview/current)
say 'Changed words for a test of the server'
check "a tab is told" wait_for 30 grep -q 'event: reload' "$tmp/tab1"
check "and the other" wait_for 30 grep -q 'event: reload' "$tmp/tab2"
check "the change is there when it is told" has /centers/machinery/ 'Changed words'
check "and on other pages" has /centers/ 'Changed words'
sed -i 's/^- t-shirt, tee shirt,/- zorblewear, t-shirt, tee shirt,/' content/scopes/61.md
check "a name is on its page" wait_for 30 has /hts/6109/ zorblewear
check "search follows" wait_for 120 has '/find/?q=zorblewear' 'hts/6109/'
check "a new release" test "$(readlink site/.preview/current)" != "$before"
check "search is up to date again" wait_for 120 has / 'Search is up to date'
check "a notice is no reload" grep -q 'event: notice' "$tmp/tab1"

# Saves of every kind: in place, by renaming, a new file, a file that goes; editors' own files are none.
loads() { grep -c 'pages are new' "$tmp/log"; }
sed 's/^summary: .*/summary: Renamed over it/' $page >content/centers/.machinery.new && mv content/centers/.machinery.new $page
check "a file renamed over it" wait_for 30 has /centers/machinery/ 'Renamed over it'
faq() { printf -- '---\nquestion: %s\ntopic: what-centers-do\nsources: [cfr-101-1]\nreviewed: 2026-11-21\n%s---\n%s\n' "$1" "$2" "$3"; }
faq 'Is this a new question?' '' 'It is. Nobody asked it before, and nobody will ask it again after this test.' >content/faqs/a-new-one.md
check "a new page" wait_for 30 has /faq/a-new-one/ 'Is this a new question'
check "in its list" has /faq/ 'Is this a new question'
rm content/faqs/a-new-one.md
check "a page that goes" wait_for 30 gives /faq/a-new-one/ 404
check "and is not in its list" lacks /faq/ 'Is this a new question'
sleep 1 # what is seen is logged a moment later
n=$(loads)
echo x >content/centers/machinery.md~; echo x >content/centers/.machinery.md.swp; echo x >content/centers/#machinery.md#; echo x >content/centers/m.tmp
sleep 1
rm content/centers/m.tmp
say 'After the backups'
check "a change after backups and swap files" wait_for 30 has /centers/machinery/ 'After the backups'
check "which are none themselves" test "$(loads)" = $((n + 1))
rm -f content/centers/*~ content/centers/.m* content/centers/#*
mkdir -p content/.hts && cp "$OLDPWD/tests/e2e/serve.sh" content/.hts/lines.tsv
check "the imported schedule is watched" wait_for 30 grep -q 'content/.hts/lines.tsv' "$tmp/err"
rm -r content/.hts
check "mended" wait_for 30 lacks / $panel
printf '\211PNG not really' >content/images.new; mkdir -p content/images; mv content/images.new content/images/dot.png
check "an image is there before any build" wait_for 30 begins /images/dot.png "$(printf '\211PNG')"
rm content/images/dot.png

# Assets.
echo '/* a sheet that changed */' >>build/assets/style.css
sheet() { get / | grep -o '/assets/style\.[0-9a-f]*\.css'; }
changed() { get "$(sheet)" | grep -q 'a sheet that changed'; }
check "an asset that changed" wait_for 30 changed
check "it may be kept" test "$(curl -s -o /dev/null -D - "$url$(sheet)" | grep -ci 'cache-control: .*immutable')" = 1
cp -r build/assets build/next && echo '/* and again */' >>build/next/style.css && rm -r build/assets && sleep 1 && mv build/next build/assets
again() { get "$(sheet)" | grep -q 'and again'; }
check "assets exchanged as a whole" wait_for 30 again
check "nothing left to say of it" wait_for 30 lacks / $panel

# A mistake in the content.
say 'The last good words'
check "good" wait_for 30 has /centers/machinery/ 'The last good words'
sleep 1
reloads=$(grep -c 'event: reload' "$tmp/tab1")
sed -i 's/^summary:/sumary:/' $page
check "a mistake is said with its place" wait_for 30 grep -q "$page:[0-9]*:1: error: unknown key \"sumary\"; did you mean \"summary\"" "$tmp/err"
check "the last good page stays" wait_for 30 has /centers/machinery/ 'The last good words'
check "over it: a panel" wait_for 30 has /centers/machinery/ $panel
check "with file and line" has /centers/machinery/ "$page:$(grep -n ^sumary $page | cut -d: -f1)"
check "what is wrong and the mend" has /centers/machinery/ 'did you mean &quot;summary&quot;?'
check "the line itself" has /centers/machinery/ '<mark>sumary: The last good words'
check "and how old the pages are" has /centers/machinery/ 'Pages are as they were at '
check "said to who cannot see" has /centers/machinery/ 'role="alert"'
check "on every page" has /faq/ $panel
check "on pages of the search" has '/find/?q=sofa' $panel
check "and on the desk" has /_desk/ 'unknown key'
check "no tab was reloaded for it" test "$(grep -c 'event: reload' "$tmp/tab1")" = "$reloads"
check "tabs ask for the panel alone" has '/_live/strip?p=/faq/' $panel
echo 'no: {' >content/centers/zz.md
check "mistakes in two files are both said" wait_for 30 has / content/centers/zz.md
rm content/centers/zz.md
sed -i 's/^sumary:/summary:/; s/The last good words/Other words/' $page
check "mended, the panel is gone" wait_for 30 lacks / $panel
check "and it goes on" wait_for 30 has /centers/machinery/ 'Other words'

# A mistake in a template, with content changing below it.
cp templates/center.mustache "$tmp/good.mustache"
echo '{{#never' >>templates/center.mustache
check "a template's mistake" wait_for 30 has / 'templates/center.mustache'
say 'Written while the template was broken'
check "pages stay as they were" wait_for 30 has /centers/machinery/ 'Other words'
cp "$tmp/good.mustache" templates/center.mustache
check "mended, everything is there" wait_for 30 has /centers/machinery/ 'Written while'
sed -i 's/<h1/<h1 data-x="1"/' templates/center.mustache
check "a template that changed" wait_for 30 has /centers/machinery/ '<h1 data-x="1"'

# What is held back.
faq 'May I see a draft?' 'draft: true
' 'You may, and nobody else.' >content/faqs/held-draft.md
faq 'May I see what is to come?' 'publish_on: 2199-12-01 09:00
' 'You may, and nobody else, until its day.' >content/faqs/held-later.md
faq 'May I see what is over?' 'expires_on: 2020-01-01 09:00
' 'You may, and nobody else any more.' >content/faqs/held-over.md
faq 'Who looks after this?' 'review_by: 2020-01-01
' 'Nobody did in time, and that is what is to be seen.' >content/faqs/late.md
check "a draft is to be seen" wait_for 30 has /faq/held-draft/ 'You may, and nobody else.'
check "marked" has /faq/held-draft/ '<strong class="cee-desk__held">Draft: not on the site'
check "what is to come, and when" has /faq/held-later/ 'Not on the site until December 1, 2199, 09:00'
check "what is over, since when" has /faq/held-over/ 'Not on the site since January 1, 2020, 09:00'
check "none is in the list" lacks /faq/ 'May I see'
check "but when asked for" has '/faq/?held' 'May I see a draft'
check "an overdue review" has /faq/late/ 'again was due by January 1, 2020'
check "a page that is not held back says nothing of it" lacks /faq/late/ cee-desk__held
for what in held-draft held-later held-over 'December 1, 2199' 'again was due by'; do
	check "the desk lists: $what" has /_desk/ "$what"
done
check "remarks" wait_for 30 has /faq/late/ 'review'
built_all() { [ -f site/.preview/current/public/faq/late/index.html ]; }
check "built" wait_for 120 built_all
check "nothing of it in the build" test "$(grep -rlE 'May I see (a draft|what is)' site/.preview/current/public | wc -l)" = 0
rm content/faqs/held-*.md content/faqs/late.md
check "gone" wait_for 30 gives /faq/held-draft/ 404

# Who may ask.
check "another host name is refused" test "$(status -H 'Host: evil.example' "$url/")" = 403
check "and for the desk" test "$(status -H 'Host: evil.example' "$url/_desk/")" = 403
check "only who reads" test "$(status -X POST "$url/faq/")" = 405
check "no way out of images" test "$(status --path-as-is "$url/images/../site.yml")" != 200
check "nor encoded" test "$(status --path-as-is "$url/images/%2e%2e/site.yml")" != 200
if [ -d /proc/net ] && command -v ss >/dev/null; then
	check "loopback only" test "$(ss -Hltn "sport = :${url##*:}" | awk '{print $4}' | sed 's/:[0-9]*$//' | sort -u)" = 127.0.0.1
fi

# Many saves: memory does not grow.  ASan keeps what was freed, on purpose.
rss() { awk '/VmRSS/ {print $2}' /proc/$server/status; }
saves=${SAVES:-60}
save() { n=$(loads); say "Save number $1"; wait_for 60 eval "[ \$(loads) -gt $n ]"; }
for i in $(seq 20); do save $i || fail "save $i"; get /products/s/ >"$tmp/out"; done
first=$(rss)
for i in $(seq 21 $((20 + saves))); do save $i || fail "save $i"; get /products/s/ >"$tmp/out"; done
last=$(rss)
echo "serve: $first KiB after 20 saves, $last KiB after $((20 + saves))"
[ "${MODE:-release}" = asan ] || check "memory: $first KiB, then $last KiB" test "$last" -lt $((first + first / 4))
check "the last save is there" wait_for 30 has /centers/machinery/ "Save number $((20 + saves))"

# Asked from many sides while it changes.
for i in 1 2 3 4; do
	(for j in $(seq 60); do for at in /faq/ /hts/6109/ /nowhere/ /products/s/ /_desk/ '/_live/strip?p=/'; do
		curl -s -o /dev/null -w '%{http_code}\n' "$url$at"; done; done >"$tmp/asked.$i") & asked="${asked:-} $!"
done
for i in $(seq 15); do say "While asked $i"; sleep 0.2; sed -i 's/^summary:/sumary:/' $page; sleep 0.1; sed -i 's/^sumary:/summary:/' $page; sleep 0.2; done
wait $asked
check "every answer came" test "$(cat "$tmp"/asked.* | sort | uniq -c | awk '{print $2 "x" $1}' | paste -sd' ')" = "200x1200 404x240"
check "and it goes on" wait_for 60 has /centers/machinery/ 'While asked 15'

# Control-C, also in the middle of a build.
say 'The last words'
sleep 0.3
child=$(pgrep -P $server)
kill -INT $server
wait_for 10 sh -c "! kill -0 $server 2>/dev/null" || fail "Ctrl-C did not stop it"
wait $server
check "it ends with 0" test $? = 0
check "and leaves no process" test -n "$child" -a ! -d "/proc/$child"
find site -path site/.preview -prune -o -print | sort >site.after
check "readers' site is as it was" cmp site.before site.after
check "its page too" grep -qx readers site/current/public/index.html

# A second start has an index already, and a mistake from the first; it stays up and shows it.
sed -i 's/^summary:/sumary:/' $page
start
check "a start with a mistake is a page" gives / 503
check "with the panel" has / $panel
check "and a desk" has /_desk/ 'unknown key'
check "search is from the last build" has '/find/?q=sofa' 'Consumer Products'
sed -i 's/^sumary:/summary:/' $page
check "mended, the site is there" wait_for 60 gives / 200
kill -TERM $server
wait $server
check "SIGTERM ends it with 0" test $? = 0
start --host 127.0.0.2
check "another address" has / 'What do you import'
check "is warned of" grep -q 'warning: whoever can reach 127.0.0.2' "$tmp/err"
kill -INT $server
wait $server
"$B/cee" serve --content nowhere --port 0 >"$tmp/out" 2>&1
check "no content is an error" test $? = 1
cd / && finish
