// cves.js BOM TRACKER: faults in what the bill of materials BOM says that we load, as Debian's security tracker knows them.
// TRACKER is its data, https://security-tracker.debian.org/tracker/data/json, as a file.  A line for each fault of a
// source package in the bill's release of Debian: those that an update mends, then those open without one.  Ends with 0;
// with 1 when an update mends one; with 2 when the files cannot be used, so that nothing is known.
'use strict';
const fs = require('fs');
const { spawnSync } = require('child_process');

const fail = (why) => { console.error(`cves.js: ${why}`); process.exit(2); };
const read = (name) => { try { return JSON.parse(fs.readFileSync(name, 'utf8')); } catch (e) { return fail(`${name}: ${e.message}`); } };
const [bomName, trackerName] = process.argv.slice(2);
if (!trackerName) fail('usage: cves.js BOM TRACKER');
const bom = read(bomName), tracker = read(trackerName);
const release = 'bookworm';

const older = (a, b) => {
	const done = spawnSync('dpkg', ['--compare-versions', a, 'lt', b]);
	return done.error ? fail(`dpkg: ${done.error.message}`) : done.status === 0;
};
const sources = new Map();
for (const c of bom.components || []) {
	const source = c.scope === 'required' && (c.properties || []).find((p) => p.name === 'cee:source');
	if (source) sources.set(...source.value.split(' '));
}
if (sources.size === 0) fail(`${bomName}: names no source package of Debian`);
// A file of another kind must not pass for one without faults: glibc is in every bill, and has been in the tracker from the first.
if (typeof tracker !== 'object' || ![...sources.keys()].some((s) => tracker[s])) fail(`${trackerName}: is not the tracker's data`);

const update = [], open = [];
for (const [source, version] of [...sources].sort()) {
	for (const [cve, entry] of Object.entries(tracker[source] || {}).sort()) {
		const r = entry.releases && entry.releases[release];
		if (!r || r.urgency === 'unimportant') continue;
		const said = `${source} ${version}: ${cve}${r.urgency && r.urgency !== 'not yet assigned' ? ` (${r.urgency})` : ''}`;
		const what = (entry.description || '').split('\n')[0].slice(0, 100);
		if (r.status === 'resolved' && r.fixed_version && r.fixed_version !== '0' && older(version, r.fixed_version))
			update.push(`${said}: mended in ${r.fixed_version}: ${what}`);
		else if (r.status === 'open')
			open.push(`${said}: open${r.nodsa ? `, ${r.nodsa}` : ''}: ${what}`);
	}
}
for (const line of [...update, ...open]) console.log(line);
console.log(`${sources.size} source packages, ${update.length} to be mended by an update, ${open.length} open without one`);
process.exitCode = update.length > 0 ? 1 : 0;
