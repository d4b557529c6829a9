// html.js - the Nu HTML checker over every page of the site and every answer in pages.tsv, in one process.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { check, pages, main } = require('./lib');

const { PUBLIC, ROOM } = process.env;
const JAR = path.join(__dirname, 'node_modules/vnu-jar/build/dist/vnu.jar');
const TOLD = 30;

main(async () => {
	const answers = path.join(ROOM, 'answers');
	const seen = new Map();		// message: [how often, an example]

	fs.mkdirSync(answers, { recursive: true });
	for (const row of pages().filter((r) => /^(\/es)?\/(find|account|contact)\//.test(r.path))) {
		const reply = await fetch(row.url, row.body === null ? {} : { method: 'POST', body: row.body,
			headers: { 'content-type': 'application/x-www-form-urlencoded' } });
		if (row.status !== 414) // that one is nginx's own
			fs.writeFileSync(path.join(answers, `${row.name}.html`), await reply.text());
	}
	const run = spawnSync('java', ['-Xmx1g', '-jar', JAR, '--format', 'json', '--exit-zero-always', '--errors-only',
		'--skip-non-html', PUBLIC, answers], { encoding: 'utf8', maxBuffer: 1 << 29 });
	const messages = JSON.parse(run.stderr || run.stdout).messages;
	const bad = new Set();

	for (const m of messages) {
		const [n, where] = seen.get(m.message) || [0, `${m.url}:${m.lastLine}: ${(m.extract || '').replace(/\s+/g, ' ')}`];
		seen.set(m.message, [n + 1, where]);
		bad.add(m.url);
	}
	for (const [message, [n, where]] of [...seen].slice(0, TOLD))
		console.log(`${n} times: ${message} (${where})`);
	const files = [PUBLIC, answers].flatMap((d) => fs.readdirSync(d, { recursive: true })
		.filter((f) => f.endsWith('.html')).map((f) => path.join(d, f)));
	for (const f of files)
		check(!bad.has(`file:${f}`), `not valid: ${f}`);
	check(bad.size === 0 || [...bad].every((u) => files.includes(u.replace(/^file:/, ''))), 'errors elsewhere');
});
