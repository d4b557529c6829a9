// asked.js - this project's own site: its build, its preview, its search; and the search of sites many times its size.
'use strict';
const fs = require('fs'), http = require('http'), path = require('path');
const { spawn, spawnSync } = require('child_process');
const { knobs, work, tools, note, progress, fail, run, lines, median, measure, fresh, drop, room } = require('./measure.js');
const { build, templates, cee, at } = require('./builds.js');

const site = path.join(work, 'site'), gold = 'tests/gold';
const ownBuild = (out, ...more) => run([cee, 'build', '--at', at, '--out', out, ...more]);
const index = () => path.join(site, 'current/search.db');

function own(report) {
	progress("this project's site");
	const cold = (...more) => () => { const d = fresh('own'), r = ownBuild(d, ...more); drop(d); return r; };
	ownBuild(site, '--no-compress');
	report.own = measure([
		['cold', cold('--no-compress')],
		['cold, without index', cold('--no-compress', '--no-index')],
		['cold, one thread', cold('--no-compress', '--jobs', '1')],
		...(knobs.quick ? [] : [['cold, compressed', cold()]]),
		['nothing changed', () => ownBuild(site, '--no-compress')],
	], knobs.quick ? 1 : knobs.rounds(1000));
}

// What search.c says of an index, by kind.
const asks = (file) => Object.fromEntries(lines([path.join(tools, 'search'), file, gold]).map((l) => l.split(' '))
	.map(([k, ...v]) => [k, k === 'open' ? { ms: +v[0], mib: v[1] / 1024 } :
		{ n: +v[0], p50_us: +v[1], p95_us: +v[2], p99_us: +v[3], cpu_us: +v[4], late: +v[5] }]));
const mib = (file) => fs.statSync(file).size / 1048576;

function search(report) {
	progress('search');
	if (!fs.existsSync(index()))
		ownBuild(site, '--no-compress');
	report.search = { index_mib: mib(index()), ...asks(index()) };
}

// Sites of TIMES the headings, with all names and with few: 15 are what a heading of a schedule's own words has.
function scale(report) {
	report.scale = [];
	if (!fs.existsSync(index()))
		ownBuild(site, '--no-compress');
	for (const names of knobs.quick ? [3] : [15, Infinity])
		for (const times of knobs.scale) {
			const want = times * (names === Infinity ? 60 : 12) + 500, free = room(knobs.base).mib;
			if (names === Infinity && times > 20)
				continue; // more than the index may be, and than one piece of its work may take
			if (free < want) {
				note(`a search of ${times} times this site left out: it needs ${want} MiB at ${knobs.base}, where ${Math.round(free)} are free`);
				continue;
			}
			progress(`search of ${times} times this site's headings, ${names === Infinity ? 'all' : names} names each`);
			const file = fresh('scale'), few = names === Infinity ? [] : ['-n', `${names}`];
			const log = `${file}.log`;
			const r = run(['sh', '-c', '"$@" >"$0"', log, path.join(tools, 'scale'), ...few, 'content', index(), `${times}`, file]);
			if (!fs.existsSync(file))
				continue;
			const [headings, all, pages, load, , make] = fs.readFileSync(log, 'utf8').trim().split(' ').map(Number);
			report.scale.push({ times, names_each: names === Infinity ? null : names, headings, names: all, questions_and_terms: pages,
				load_s: load, index_s: make, build: { cpu: r.cpu, peak: r.peak }, index_mib: mib(file), ...asks(file) });
			drop(file);
			drop(log);
		}
}

// The page at URL until it holds TEXT: milliseconds since START.
const until = (agent, url, text, start) => new Promise((done, broken) => {
	const once = () => http.get(url, { agent }, (r) => {
		let body = '';
		r.setEncoding('utf8');
		r.on('data', (d) => (body += d));
		r.on('end', () => {
			const ms = Number(process.hrtime.bigint() - start) / 1e6;
			if (body.includes(text))
				done(ms);
			else if (ms > 60000)
				broken(new Error(`${text} was not seen in a minute`));
			else
				setTimeout(once, 1);
		});
	}).on('error', broken);
	once();
});

// An edit of one page of many, until it is seen in the preview.
async function serve(report) {
	const n = knobs.quick ? knobs.sizes[0] : 10000, content = fresh('serve');
	if (room(knobs.base).mib < n * 60 / 1024 + 100) {
		note(`the preview left out: too little room at ${knobs.base}`);
		return;
	}
	progress(`preview of ${n} pages`);
	run([path.join(tools, 'corpus'), `${n}`, content]);
	const argv = build(content, templates(), fresh('preview')).filter((a, i, v) => a !== '--no-compress' && a !== '--at' && v[i - 1] !== '--at');
	argv[1] = 'serve';
	const child = spawn(argv[0], [...argv.slice(1), '--port', '0']), agent = new http.Agent({ keepAlive: true });
	const ended = new Promise((done) => child.on('exit', done));
	try {
		const base = await new Promise((done, broken) => {
			let log = '';
			const read = (d) => {
				log += d;
				const m = /http:\/\/127\.0\.0\.1:\d+/.exec(log);
				if (m)
					done(m[0]);
			};
			child.stdout.on('data', read);
			child.stderr.on('data', read);
			ended.then(() => broken(new Error(`cee serve ended: ${log}`)));
		});
		const file = path.join(content, 'pages/s0000/p000001.md'), text = fs.readFileSync(file, 'utf8'), ms = [];
		await until(agent, `${base}/s0000/p000001/`, '<main', process.hrtime.bigint());
		for (let i = 0; i < (knobs.quick ? 2 : 15); i++) {
			await new Promise((r) => setTimeout(r, knobs.quick ? 500 : 1500)); // what is done beside is done
			const start = process.hrtime.bigint();
			fs.writeFileSync(file, `${text}\nSeen${i}.\n`);
			ms.push(await until(agent, `${base}/s0000/p000001/`, `Seen${i}.`, start));
		}
		report.preview = { pages: n, edits: ms.length, median_ms: median(ms), least_ms: Math.min(...ms), most_ms: Math.max(...ms),
			peak_mib: Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024 };
	} catch (e) {
		fail(`preview: ${e.message}`);
	}
	agent.destroy();
	child.kill();
	await ended;
	drop(content);
}

// nginx and cee-search as shipped, by tests/load.
function served(report) {
	const lacking = ['nginx', 'wrk', 'curl', 'jq', 'bc', 'column'].filter((c) =>
		spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${c}`]).status !== 0);
	if (lacking.length > 0) {
		note(`nginx is left out: ${lacking.join(', ')} missing (make deps-load installs them)`);
		return;
	}
	progress('nginx and cee-search');
	if (!fs.existsSync(index()))
		ownBuild(site, '--no-compress');
	const file = 'build/load.json';
	drop(file);
	const r = spawnSync('tests/load/run.sh', [], { encoding: 'utf8', env: { ...process.env, SITE: site, CONNECTIONS: '8',
		SECONDS_EACH: process.env.SECONDS_EACH || (knobs.quick ? '1' : '5') } });
	if (r.status !== 0) // whether it holds under too much is its own suite's question
		note(`tests/load/run.sh says:\n${r.stdout.split('\n').filter((l) => /FAIL|failed|error|nginx:/.test(l)).join('\n')}${r.stderr.slice(-500)}`);
	const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
	if (text === '') { // as on a machine too busy to answer anything in the time
		note('nginx is left out: tests/load/run.sh made no report');
		return;
	}
	report.served = JSON.parse(text);
}

module.exports = { own, search, scale, serve, served };
