#!/bin/sh
# words.sh: each catalogue of templates/words/ has an entry for every marked text of templates and code, none
# that nobody uses; templates that are filled in more than one language leave no text unmarked.
set -u
cd "$(dirname "$0")/../.." || exit 1
exec perl - templates/words/*.po <<'PERL'
use strict; use warnings; use utf8;
binmode(STDOUT, ':utf8');
my ($passed, $failed) = (0, 0);
sub check { my ($ok, $what) = @_; if ($ok) { $passed++ } else { $failed++; print "FAIL $what\n" } }
sub slurp { open(my $f, '<:utf8', $_[0]) or die "$_[0]: $!"; local $/; return scalar <$f> }
my $S = qr/"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*/;
sub text {	# C strings in a row, as one text
	my $t = join('', $_[0] =~ /"((?:[^"\\]|\\.)*)"/g);
	$t =~ s/((?:\\x[0-9A-Fa-f]{2})+)/my $h = $1; my $b = join('', map { chr hex } $h =~ m{x(..)}g); utf8::decode($b); $b/ge;
	$t =~ s/\\n/\n/g; $t =~ s/\\(["\\])/$1/g;
	return $t;
}
# Templates of pages that are in English alone, and parts that only those have.
my %english = map { ("templates/$_.mustache" => 1) } qw(hts chapter heading glossary changes data redirect shell
	partials/exceptions partials/rule partials/names partials/date partials/source partials/basis-tag);
my %used;
for my $f (glob('templates/*.mustache templates/*/*.mustache')) {
	my $t = slurp($f);
	$used{$1} //= $f while $t =~ /\{\{#t\}\}(.*?)\{\{\/t\}\}/gs;
	next if $english{$f};
	my $rest = $t;
	$rest =~ s/\{\{#t\}\}.*?\{\{\/t\}\}//gs;
	for my $attr ($rest =~ /\b(?:aria-label|alt|title|placeholder|data-label|data-cee-feedback)="([^"]*)"/g) {
		(my $bare = $attr) =~ s/\{\{[^}]*\}\}//g;
		check($bare !~ /[A-Za-z]/, "$f: not marked: $attr");
	}
	$rest =~ s/\{\{\{?[^}]*\}?\}\}//g; $rest =~ s/<[^>]*>/\n/g; $rest =~ s/&\w+;//g;
	for my $line (split(/\n/, $rest)) {
		check($line !~ /[A-Za-z]{2}/, "$f: not marked: $line");
	}
}
for my $f (split(/\n/, `find src -name '*.c' | sort`)) {
	my $t = slurp($f);
	$used{text($1)} //= $f while $t =~ /\bTR\(\s*($S)\s*\)/g;
	$used{text($1)} //= $f while $t =~ /\btr\((?:[^,()]|\([^()]*\))*,\s*($S)\s*\)/g;
	while ($t =~ /\bCOUNT\([^"]*($S),\s*($S)\s*\)/g) { $used{text($1)} //= $f; $used{text($2)} //= $f }
}
# Lines of site.yml that readers see.
my $site = slurp("content/site.yml") =~ s/^sections:.*//msr;
$used{$1} //= 'content/site.yml' while $site =~ /^(?:title|description): (.*)$/mg;
while ($site =~ /\btitle: ("[^"]*"|[^}\n]*)\}/g) { (my $t = $1) =~ s/^"(.*)"$/$1/; $used{$t} //= 'topic' }
$used{$1} //= 'content/site.yml' while $site =~ /^    (?:to|advice): (.*)$/mg;
for my $po (@ARGV) {
	my %has;
	my $t = slurp($po);
	while ($t =~ /^msgid ($S)\nmsgstr ($S)/mg) { $has{text($1)} = text($2) }
	for my $k (sort keys %used) { check(defined $has{$k} && $has{$k} ne '', "$po: nothing for \"$k\" ($used{$k})") }
	for my $k (sort keys %has) { check($k eq '' || $used{$k}, "$po: nobody uses \"$k\"") }
}
print "$passed passed, $failed failed\n";
exit($failed > 0 || $passed == 0);
PERL
