#!/bin/bash
# releases.sh: staging, publishing, rolling back, and why an address is there, by the command line.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
cee=$PWD/build/${MODE:-release}/cee
cp -r content templates "$tmp/"
[ -d build/assets ] && mkdir "$tmp/build" && cp -r build/assets "$tmp/build/"
cd "$tmp" || exit 1
# Compressed copies have tests of their own.
run() { if [ "$1" = build ]; then shift; "$cee" build --no-compress "$@"; else "$cee" "$@"; fi; }
says() { want=$1; shift; run "$@" >out 2>&1; rc=$?; grep -qF -e "$want" out || { cat out; return 1; }; }
status() { want=$1; shift; run "$@" >out 2>&1; rc=$?; [ $rc = "$want" ] || { echo "status $rc"; cat out; return 1; }; }

check "why without a release" says "There is no release yet below site/" why /faq/what-is-a-center/
check "a first release" status 0 build --at 2026-11-22
first=$(basename "$(readlink site/current)")
check "pages of names come and go: no language promises one" test -z "$(grep /products/ site/published)"
echo /es/products/qz/ >>site/published # as an earlier version wrote it
page=content/pages/about/news.md
printf -- '---\ntitle: News\ndescription: What is new about the site\nreviewed: 2026-11-22\n---\nNews.\n' >$page
check "there, and not yet for readers" says "The next cee build puts it there." why about/news
check "its file is named" says "content/pages/about/news.md" why about/news
check "staged" status 0 build --at 2026-11-23 --stage
staged=$(ls site/releases | tail -1)
check "readers still see the first" test "$(readlink site/current)" = "releases/$first"
check "the staged one is listed" says "  $staged" releases
check "publish wants an id" status 2 publish
check "an unknown id" says "no release \"20261123T000000Z-00000000\"" publish 20261123T000000Z-00000000
check "nothing moved" test "$(readlink site/current)" = "releases/$first"
check "published" status 0 publish "$staged"
check "readers see it" test -f site/current/public/about/news/index.html
check "why says so" says "It is in the release that readers see, $staged" why /about/news/
check "rolled back" status 0 rollback
check "readers see the first again" test "$(readlink site/current)" = "releases/$first"
check "and why says which release had it" says "It is not in the release that readers see, $first" why /about/news/
check "forward again" status 0 publish "$staged"
sed -i '4a draft: true' $page
check "held back is no fault" status 0 build --at 2026-11-23T01:00Z --stage
check "a draft, by its line" says "Not there: content/pages/about/news.md:5 says that it is a draft." why /about/news/
check "and what happens next" says "The next cee build takes it away." why /about/news/
check "exit 3 for what is not there" status 3 why /about/news/
rm $page
check "no such file any more" says "no content file has this address" why /about/news
check "a near address" says "did you mean /about/?" why /abuot/
check "an address that readers have may not die unseen" says "site.yml: error: /about/news/ was published and now leads nowhere" build --at 2026-11-24
check "readers still have it" test -f site/current/public/about/news/index.html
echo 'gone: /about/news/' >>content/site.yml
check "given up, it may" status 0 build --at 2026-11-24
echo 'gone: [/about/news/, /faq/]' >content/x; sed -i '/^gone:/d' content/site.yml; cat content/x >>content/site.yml; rm content/x
check "what has a page is not given up" says "gone gives up /faq/, which has a page" build --at 2026-11-25
sed -i '/^gone:/d; ' content/site.yml
sed -i 's|^reviewed:|redirect_from: [/about/news/]\nreviewed:|' content/pages/about/index.md
check "or another page takes its place" status 0 build --at 2026-11-26
check "why says who took it" says "Sends readers on to /about/, since content/pages/about/index.md:" why /about/news
check "a heading by its line" says "content/scopes/61.md:" why https://www.example.gov/hts/6109
sed -i 's/^title:/titel:/' content/pages/index.md
check "mistakes come first" says 'content/pages/index.md:2:1: error: unknown key "titel"; did you mean "title"?' why /
check "and what readers see" says "readers see the last release" why /
cd / && finish
