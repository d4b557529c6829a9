// bench.js - builds and search beside the limit of the machine and beside other generators: one run, one report.
//
// What is measured of one number of pages takes turns, round by round, so that what slows the machine slows all of it;
// ratios are of medians within this run.  See README.md for the variables of the environment.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path');
const { knobs, cpus, state, fail, version } = require('./measure.js');
const { builds, cee } = require('./builds.js');
const { has } = require('./peers.js');
const { own, search, scale, serve, served } = require('./asked.js');
const { holds } = require('./holds.js');
const { text } = require('./report.js');

const released = () => (/^PRETTY_NAME="(.*)"/m.exec(fs.readFileSync('/etc/os-release', 'utf8')) || [])[1];
const report = { date: new Date().toISOString(), seconds: 0,
	machine: { cpu: os.cpus()[0].model, cpus, memory_mib: Math.round(os.totalmem() / 1048576), kernel: os.release(), system: released(),
		directory: knobs.base, file_system: version('stat', '-f', '-c', '%T', knobs.base) },
	versions: { cee: version(cee, '--version'), commit: version('git', 'describe', '--always', '--dirty'), sqlite: version('sqlite3', '--version'),
		cmark: version('pkg-config', '--modversion', 'libcmark'), compiler: version('gcc', '--version'), node: process.version, ...(knobs.peers ? has : {}) },
	knobs: { sizes: knobs.sizes, rounds: knobs.sizes.map(knobs.rounds), peers: knobs.peers, patience_s: knobs.patience, scale: knobs.scale, parts: knobs.parts },
	load_before: os.loadavg(), sizes: {}, ratios: {}, exponents: {}, index_mib: {}, peers_checked: {} };

(async () => {
	for (const [name, part] of Object.entries({ builds, own, serve, search, scale, http: served }))
		try {
			if (knobs.parts.includes(name))
				await part(report);
		} catch (e) { // the other parts are worth their report
			fail(`${name}: ${e.stack}`);
		}
	report.load_after = os.loadavg();
	report.seconds = (Date.now() - Date.parse(report.date)) / 1000;
	report.notes = state.notes;
	report.holds = holds(report);
	fs.mkdirSync(knobs.out, { recursive: true });
	fs.writeFileSync(path.join(knobs.out, 'report.txt'), text(report));
	fs.writeFileSync(path.join(knobs.out, 'report.json'), JSON.stringify(report, null, '\t') + '\n');
	process.stdout.write(text(report));
	process.exitCode = state.failed > 0 ? 1 : 0;
})();
