// measure.js - what all parts of the bench share: its knobs, its folder, running and summing up.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path');
const { spawnSync } = require('child_process');

const top = path.resolve(__dirname, '../..');
process.chdir(top);
const env = process.env, quick = env.BENCH_QUICK === '1';
const numbers = (text) => text.split(',').filter(Boolean).map(Number);
const knobs = {
	quick, peers: env.BENCH_PEERS === '1',
	sizes: numbers(env.BENCH_SIZES || (quick ? '200' : '1000,10000,100000')),
	rounds: (n) => Number(env.BENCH_ROUNDS || (quick ? 1 : n > 20000 ? 3 : 5)),
	edits: (n) => Number(env.BENCH_ROUNDS || (n > 20000 ? 1 : 5)), // rounds of what was edited
	patience: Number(env.BENCH_PATIENCE || 40), // s; another generator that took longer in all has no further round
	peerPages: Number(env.BENCH_PEER_PAGES || 10000),
	scale: numbers(env.BENCH_SCALE || (quick ? '1,2' : '1,10,80')),
	parts: (env.BENCH_PARTS || 'builds,own,serve,search,scale,http').split(','),
	base: env.BENCH_DIR || (fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()),
	out: env.BENCH_OUT || path.join(top, 'build/bench'),
};
const cpus = os.cpus().length;
const work = fs.mkdtempSync(path.join(knobs.base, 'bench-'));
const tools = path.join(top, 'build/bench'), programs = path.join(top, 'build', env.MODE || 'release');
const state = { failed: 0, fresh: 0, notes: [] };

process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
for (const s of ['SIGINT', 'SIGTERM'])
	process.on(s, () => process.exit(1));

const note = (text) => {
	state.notes.push(text);
	console.error(`note: ${text}`);
};
const progress = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
const fail = (text) => {
	state.failed++;
	console.error(`failed: ${text}`);
};

// Run ARGV to its end: wall and processor seconds, peak MiB, of it and all its children.
const run = (argv, opt = {}) => {
	const r = spawnSync(path.join(tools, 'run'), argv, { encoding: 'utf8', maxBuffer: 1 << 26, ...opt });
	const [status, wall, user, system, peak] = r.stdout.trim().split(' ').map(Number);
	if (!(opt.ok || [0, 4]).includes(status))
		fail(`(${status}) ${argv.join(' ')}\n${r.stderr.slice(-2000)}`);
	return { wall, cpu: user + system, peak: peak / 1024 };
};
const lines = (argv) => {
	const r = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8', maxBuffer: 1 << 26 });
	if (r.status !== 0)
		fail(`(${r.status}) ${argv.join(' ')}\n${r.stderr.slice(-2000)}`);
	return r.stdout.trim().split('\n').filter(Boolean);
};
const version = (...argv) => {
	const r = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' });
	return r.status === 0 ? (r.stdout + r.stderr).split('\n')[0].trim() : null;
};
const median = (v) => {
	const s = [...v].sort((a, b) => a - b), m = s.length >> 1;
	return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
};
const sum = (v) => ({ wall: median(v.map((x) => x.wall)), cpu: median(v.map((x) => x.cpu)),
	peak: Math.max(...v.map((x) => x.peak)), least: Math.min(...v.map((x) => x.wall)),
	most: Math.max(...v.map((x) => x.wall)), rounds: v.length });
const fresh = (name) => path.join(work, `${name}${state.fresh++}`);
const drop = (dir) => fs.rmSync(dir, { recursive: true, force: true });

// Each case of LIST, [name, once, most], in turn, TIMES over, but none more than MOST times, nor again once it took so
// long in all that PATIENCE seconds, if it has any, are over.
function measure(list, times) {
	const got = {};
	for (let r = 0; r < times; r++)
		for (const [name, once, most = Infinity, patience = Infinity] of list) {
			const before = (got[name] ||= []);
			if (r < most && before.reduce((a, x) => a + x.wall, 0) <= patience)
				before.push(once());
		}
	return Object.fromEntries(Object.entries(got).map(([k, v]) => [k, sum(v)]));
}

// Free MiB below DIR, and free files.
function room(dir) {
	const df = (what) => Number(lines(['df', '-k', `--output=${what}`, dir])[1]);
	let mib = df('avail') / 1024;
	if (version('stat', '-f', '-c', '%T', dir) === 'tmpfs') { // what lies there takes memory, of which builds need some
		const free = Number(/MemAvailable: *(\d+)/.exec(fs.readFileSync('/proc/meminfo', 'utf8'))[1]) / 1024;
		mib = Math.min(mib, free - 1024);
	}
	return { mib, files: df('iavail') };
}

// The exponent of POINTS, [n, seconds]: the slope of the line through their logarithms, by least squares.
function exponent(points) {
	const x = points.map((p) => Math.log(p[0])), y = points.map((p) => Math.log(p[1]));
	const mx = x.reduce((a, b) => a + b) / x.length, my = y.reduce((a, b) => a + b) / y.length;
	return x.reduce((a, v, i) => a + (v - mx) * (y[i] - my), 0) / x.reduce((a, v) => a + (v - mx) ** 2, 0);
}

module.exports = { top, knobs, cpus, work, tools, programs, state, note, progress, fail, run, lines, version, median, measure, fresh, drop,
	room, exponent };
