"use strict";
// commonmark.js DRIVER: the examples of the CommonMark specification, in one run of the driver.

const { spawnSync } = require("node:child_process");
const { tests } = require("commonmark-spec");

// The specification writes a tab as an arrow.
const tabs = (s) => s.replace(/→/g, "\t");
// We write an apostrophe as a reference in texts too; to HTML that is the same character.
const apostrophes = (s) => s.replace(/&#39;/g, "'");

const requests = tests.map((t) => Buffer.from(tabs(t.markdown)));
const run = spawnSync(process.argv[2], ["plain"], {
	input: Buffer.concat(requests.flatMap((r) => [Buffer.from(`${r.length}\n`), r])),
	maxBuffer: 64 * 1024 * 1024,
});
if (run.status !== 0) {
	process.stderr.write(run.stderr);
	console.log(`the driver ended with ${run.status ?? run.signal}`);
}

let at = 0, passed = 0, failed = 0;
for (const t of tests) {
	const eol = run.stdout.indexOf("\n", at);
	const [status, length] = run.stdout.toString("latin1", at, eol).split(" ").map(Number);
	const html = eol < 0 ? "" : run.stdout.toString("utf8", eol + 1, eol + 1 + length);
	const want = tabs(t.html);

	at = eol < 0 ? run.stdout.length : eol + 1 + length;
	if (status === 0 && apostrophes(html) === want) {
		passed++;
		continue;
	}
	failed++;
	console.log(`FAIL example ${t.number}, ${t.section}`);
	console.log(JSON.stringify({ markdown: tabs(t.markdown), want, html }, null, 1));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 || run.status !== 0 ? 1 : 0);
