// builds.js - generated pages, built by cee beside the limit of the machine and beside other generators.
'use strict';
const fs = require('fs'), path = require('path');
const { knobs, cpus, work, tools, programs, note, progress, run, measure, fresh, drop, room, exponent } = require('./measure.js');
const peers = require('./peers.js');

const cee = path.join(programs, 'cee');
const at = '2026-11-22';
const jobs = cpus > 1 ? [1, cpus] : [1];
const assets = path.join(work, 'assets');
fs.mkdirSync(assets);

// Templates of the layout that everybody gets, in a folder of their own.
function templates() {
	const dir = fresh('templates');
	fs.cpSync('tests/golden/templates', dir, { recursive: true });
	for (const f of ['layout', 'page'])
		fs.copyFileSync(`tests/bench/${f}.mustache`, path.join(dir, `${f}.mustache`));
	return dir;
}

const build = (content, dir, out, ...more) => [cee, 'build', '--content', content, '--templates', dir, '--assets', assets,
	'--no-compress', '--at', at, '--out', out, ...more];

// As many as are kept (RELEASE_KEEP in src/render/release.h): who edits every day has them, and each further build
// removes one.  Ten releases of a large site need too much room: there each is removed when it was measured.
const KEPT = 10, LARGE = 20000;

// All releases but the current one: where a template changed each is a site of its own, and ten need too much room.
function prune(out) {
	const current = path.basename(fs.readlinkSync(path.join(out, 'current')));
	for (const r of fs.readdirSync(path.join(out, 'releases')))
		if (r !== current)
			drop(path.join(out, 'releases', r));
}

// What is measured of one corpus: name, and a function that does it once.
function cases(n, content, sizes) {
	const pages = path.join(content, 'pages'), page = path.join(pages, 's0000/p000001.md');
	const text = fs.readFileSync(page, 'utf8'), list = [], common = templates();
	let count = 0, minute = 0;
	const cold = (argv) => () => {
		const dir = fresh('out'), r = run(argv(dir)), db = path.join(dir, 'current/search.db');
		if (fs.existsSync(db))
			sizes.index_mib = fs.statSync(db).size / 1048576;
		drop(dir);
		drop(`${dir}.db`);
		return r;
	};
	for (const j of jobs) {
		list.push([`limit j${j}`, cold((d) => [path.join(tools, 'limit'), '-j', `${j}`, pages, d])]);
		list.push([`limit+fts j${j}`, cold((d) => [path.join(tools, 'limit'), '-j', `${j}`, '-i', `${d}.db`, pages, d])]);
		list.push([`cee j${j}`, cold((d) => build(content, common, d, '--no-index', '--jobs', `${j}`))]);
		list.push([`cee+index j${j}`, cold((d) => build(content, common, d, '--jobs', `${j}`))]);
	}
	for (const [k, more] of [['', ['--no-index']], ['+index', []]]) {
		const out = fresh('kept'), one = fresh('kept'), own = templates();
		const file = path.join(own, 'page.mustache'), old = fs.readFileSync(file, 'utf8');
		const edit = () => fs.writeFileSync(page, `${text}\nOnce more, ${count++}.\n`);
		// A minute after the build before, as nobody builds twice in one; or, again, at its time.
		const again = (j, into, once) => run(build(content, into === out ? common : own, into, '--jobs', `${j}`, ...more,
			'--at', new Date(Date.parse(at) + 60000 * (once ? minute : ++minute)).toISOString().replace('.000', '')));
		const kept = n > LARGE ? 1 : KEPT;
		for (let i = 0; i < kept; i++) {
			edit();
			again(cpus, out);
		}
		again(cpus, one);
		for (const j of jobs) {
			list.push([`cee${k} j${j} nothing changed`, () => {
				again(j, out); // others have written to the page since
				const r = again(j, out, true);
				if (kept === 1)
					prune(out);
				return r;
			}, knobs.edits(n)]);
			list.push([`cee${k} j${j} one page changed`, () => {
				edit();
				const r = again(j, out);
				if (kept === 1)
					prune(out);
				return r;
			}, knobs.edits(n)]);
			list.push([`cee${k} j${j} one template changed`, () => {
				again(j, one); // the page too
				fs.writeFileSync(file, old.replace('{{/main}}', `<p>${count++}</p>\n{{/main}}`));
				const r = again(j, one);
				prune(one);
				return r;
			}, knobs.edits(n)]);
		}
	}
	if (knobs.peers && n <= knobs.peerPages)
		list.push(...peers.cases(n, pages, sizes));
	return list;
}

function ratios(of) {
	const r = {}, div = (name, a, b, key = 'wall') => {
		if (of[a] && of[b])
			r[name] = of[a][key] / of[b][key];
	};
	for (const j of jobs) {
		const t = j === 1 ? '1 thread' : `${j} threads`;
		div(`cee / limit, ${t}`, `cee j${j}`, `limit j${j}`);
		div(`cee / limit in processor time, ${t}`, `cee j${j}`, `limit j${j}`, 'cpu');
		div(`cee+index / limit+fts, ${t}`, `cee+index j${j}`, `limit+fts j${j}`);
		div(`cee+index / limit+fts in processor time, ${t}`, `cee+index j${j}`, `limit+fts j${j}`, 'cpu');
		for (const k of ['', '+index'])
			for (const what of ['nothing changed', 'one page changed', 'one template changed'])
				div(`cee${k} ${what} / cold, ${t}`, `cee${k} j${j} ${what}`, `cee${k} j${j}`);
	}
	for (const p of Object.keys(of).filter((k) => peers.names.includes(k)))
		for (const k of p.startsWith('pagefind') ? ['+index'] : ['', '+index'])
			div(`${p} / cee${k}`, p, `cee${k} j${cpus}`);
	return r;
}

// MiB and files that N pages need at once, measured: the source, the kept sites (each release has folders of its own)
// and one more, or the peers' copies.
const need = (n) => ({ mib: n * (n > LARGE ? 130 : 210) / 1024 + 200, files: n * (n > LARGE ? 16 : 34) + 20000 });

function builds(report) {
	report.sizes = {};
	report.ratios = {};
	report.index_mib = {};
	report.peers_checked = {};
	for (const n of knobs.sizes) {
		const want = need(n), free = room(knobs.base);
		if (free.mib < want.mib || free.files < want.files) {
			note(`${n} pages left out: they need ${Math.round(want.mib)} MiB and ${want.files} files at ${knobs.base}, where ` +
				`${Math.round(free.mib)} and ${free.files} are free (BENCH_DIR is another place, BENCH_SIZES fewer pages)`);
			continue;
		}
		const content = path.join(work, `content${n}`), seen = {};
		progress(`${n} pages`);
		run([path.join(tools, 'corpus'), `${n}`, content]);
		report.sizes[n] = measure(cases(n, content, seen), knobs.rounds(n));
		for (const [name, found] of Object.entries(seen.checked || {}))
			if (found !== peers.WHOLE) {
				delete report.sizes[n][name];
				note(`${name} is not compared at ${n} pages: ${found}`);
			}
		report.ratios[n] = ratios(report.sizes[n]);
		report.index_mib[n] = seen.index_mib;
		report.peers_checked[n] = seen.checked;
		for (const f of fs.readdirSync(work))
			if (f !== 'assets')
				drop(path.join(work, f));
	}
	// T = N ** exponent: over all sizes, and from one to the next.
	const sizes = Object.keys(report.sizes).map(Number);
	report.exponents = {};
	for (const k of Object.keys(report.sizes[sizes[0]] || {})) {
		const points = sizes.filter((n) => report.sizes[n][k]).map((n) => [n, report.sizes[n][k].wall]);
		if (points.length > 1)
			report.exponents[k] = { fit: exponent(points), steps: Object.fromEntries(points.slice(1)
				.map((p, i) => [`${points[i][0]} to ${p[0]}`, exponent([points[i], p])])) };
	}
}

module.exports = { builds, build, templates, cee, at };
