// bench.js - builds and search beside the limit of the machine and beside other generators.
//
// Everything of one size is measured in rounds, one after the other within each, so that what slows the machine
// slows all of it; ratios are of medians within this run.  See README.md for the variables of the environment.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path');
const { spawnSync } = require('child_process');

const top = path.resolve(__dirname, '../..');
process.chdir(top);
const env = process.env, quick = env.BENCH_QUICK === '1', peers = env.BENCH_PEERS === '1';
const sizes = (env.BENCH_SIZES || (quick ? '200' : '1000,10000,100000')).split(',').map(Number);
const rounds = (n) => Number(env.BENCH_ROUNDS || (quick ? 1 : n > 20000 ? 3 : 5));
const cpus = os.cpus().length;
const base = env.BENCH_DIR || (fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir());
const work = fs.mkdtempSync(path.join(base, 'bench-'));
const cee = path.join(top, 'build', env.MODE || 'release', 'cee');
const bench = path.join(top, 'build/bench');
const at = '2026-11-22';
let fresh = 0, failed = 0;

process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

const run = (argv, opt = {}) => {
	const r = spawnSync(path.join(bench, 'run'), argv, { encoding: 'utf8', maxBuffer: 1 << 26, ...opt });
	const [status, wall, user, system, peak] = r.stdout.trim().split(' ').map(Number);
	if (!(opt.ok || [0, 4]).includes(status)) {
		failed++;
		console.error(`failed (${status}): ${argv.join(' ')}\n${r.stderr.slice(-2000)}`);
	}
	return { wall, cpu: user + system, peak: peak / 1024 };
};
const median = (v) => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)];
const version = (...argv) => {
	const r = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' });
	return r.status === 0 ? (r.stdout + r.stderr).split('\n')[0].trim() : null;
};
const sum = (v) => ({ wall: median(v.map((x) => x.wall)), cpu: median(v.map((x) => x.cpu)),
	peak: Math.max(...v.map((x) => x.peak)), least: Math.min(...v.map((x) => x.wall)),
	most: Math.max(...v.map((x) => x.wall)), rounds: v.length });
const out = () => path.join(work, `out${fresh++}`);
const drop = (dir) => fs.rmSync(dir, { recursive: true, force: true });

// Templates of the same layout for everybody.
const templates = path.join(work, 'templates');
fs.cpSync('tests/golden/templates', templates, { recursive: true });
for (const f of ['layout', 'page'])
	fs.copyFileSync(`tests/bench/${f}.mustache`, path.join(templates, `${f}.mustache`));
fs.mkdirSync(path.join(work, 'assets'));
const layout = fs.readFileSync('tests/bench/layout.mustache', 'utf8');
const variant = (title, description, body, date) => layout.replace(/\{\{page\.title\}\}/g, title)
	.replace('{{page.description}}', description).replace('{{$main}}{{{page.body}}}{{/main}}', body)
	.replace(/\{\{#page\.reviewed\}\}.*\{\{\/page\.reviewed\}\}/, date);

const build = (content, dir, more) => [cee, 'build', '--content', content, '--templates', templates, '--assets',
	path.join(work, 'assets'), '--no-compress', '--at', at, '--out', dir, ...more];

// What is measured of one corpus: name, and a function that does it once.
function cases(n, content) {
	const pages = path.join(content, 'pages'), page = path.join(pages, 's0000/p000001.md');
	const text = fs.readFileSync(page, 'utf8'), list = [];
	const cold = (argv) => () => {
		const dir = out(), r = run(argv(dir));
		drop(dir);
		drop(`${dir}.db`);
		return r;
	};
	for (const j of cpus > 1 ? [1, cpus] : [1]) {
		list.push([`limit j${j}`, cold((d) => [path.join(bench, 'limit'), '-j', `${j}`, pages, d])]);
		list.push([`limit+fts j${j}`, cold((d) => [path.join(bench, 'limit'), '-j', `${j}`, '-i', `${d}.db`, pages, d])]);
		list.push([`cee j${j}`, cold((d) => build(content, d, ['--no-index', '--jobs', `${j}`]))]);
		list.push([`cee+index j${j}`, cold((d) => build(content, d, ['--jobs', `${j}`]))]);
	}
	const kept = { '': out(), '+index': out() };
	for (const [k, dir] of Object.entries(kept)) {
		const more = k === '' ? ['--no-index'] : [];
		run(build(content, dir, more));
		list.push([`cee${k} nothing changed`, () => {
			run(build(content, dir, more)); // other cases have written to files since
			return run(build(content, dir, more));
		}]);
		list.push([`cee${k} one page changed`, () => {
			fs.writeFileSync(page, `${text}\nOnce more, ${fresh++}.\n`);
			const r = run(build(content, dir, more));
			fs.writeFileSync(page, text);
			run(build(content, dir, more));
			return r;
		}]);
		list.push([`cee${k} one template changed`, () => {
			const file = path.join(templates, 'page.mustache'), old = fs.readFileSync(file, 'utf8');
			fs.writeFileSync(file, old.replace('{{/main}}', `<p>${fresh++}</p>\n{{/main}}`));
			const r = run(build(content, dir, more));
			fs.writeFileSync(file, old);
			run(build(content, dir, more));
			return r;
		}]);
	}
	if (peers && n <= 10000)
		list.push(...peerCases(n, pages));
	return list;
}

function peerCases(n, pages) {
	const dir = path.join(work, `peers${n}`), list = [];
	const make = (name, files, copy) => {
		const d = path.join(dir, name);
		fs.mkdirSync(d, { recursive: true });
		fs.cpSync(pages, path.join(d, copy), { recursive: true });
		fs.rmSync(path.join(d, copy, 'index.md'), { force: true });
		for (const [f, text] of Object.entries(files)) {
			fs.mkdirSync(path.dirname(path.join(d, f)), { recursive: true });
			fs.writeFileSync(path.join(d, f), text);
		}
		return d;
	};
	const add = (name, argv, opt) => list.push([name, () => {
		const o = out(), r = run(argv(o), opt);
		drop(o);
		return r;
	}]);
	if (version('hugo', 'version')) {
		const d = make('hugo', {
			'config.toml': 'baseURL = "https://bench.example/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term", "RSS", "section", "home"]\n',
			'layouts/_default/single.html': variant('{{ .Title }}', '{{ .Description }}', '{{ .Content }}', '{{ .Params.reviewed }}'),
		}, 'content');
		add('hugo', (o) => ['hugo', '--quiet', '--source', d, '--destination', o]);
	}
	if (version('jekyll', '--version')) {
		const d = make('jekyll', {
			'_config.yml': 'title: Bench\npermalink: pretty\ndefaults:\n  - {scope: {path: ""}, values: {layout: page}}\n',
			'_layouts/page.html': variant('{{ page.title }}', '{{ page.description }}', '{{ content }}', '{{ page.reviewed }}'),
		}, '.');
		add('jekyll', (o) => ['jekyll', 'build', '--quiet', '--disable-disk-cache', '--source', d, '--destination', o]);
	}
	const eleventy = path.join(top, 'tests/bench/peers/node_modules/.bin/eleventy');
	if (fs.existsSync(eleventy)) {
		const d = make('eleventy', {
			'_includes/page.njk': variant('{{ title }}', '{{ description }}', '{{ content | safe }}', '{{ reviewed }}'),
			'eleventy.config.cjs': 'module.exports = (c) => { c.addGlobalData("layout", "page.njk"); c.setTemplateFormats(["md"]); };\n',
		}, '.');
		add('eleventy', (o) => [eleventy, '--quiet', '--config=eleventy.config.cjs', `--output=${o}`], { cwd: d });
	}
	if (version('pandoc', '--version') && n <= 1000) {
		const d = make('pandoc', { 'page.html': variant('$title$', '$description$', '$body$', '$reviewed$') }, 'content');
		add('pandoc, one process a page', (o) => ['sh', '-c', `mkdir -p ${o} && cd ${d}/content && find . -name '*.md' | ` +
			`xargs -P ${cpus} -I{} sh -c 'mkdir -p ${o}/$(dirname {}) && pandoc -f gfm+yaml_metadata_block -t html --template ../page.html {} -o ${o}/{}.html'`]);
	}
	const pagefind = path.join(top, 'tests/bench/peers/node_modules/@pagefind/linux-x64/bin/pagefind_extended');
	if (fs.existsSync(pagefind)) {
		const site = path.join(dir, 'site');
		run([path.join(bench, 'limit'), '-j', `${cpus}`, pages, site]);
		add('pagefind, index only', (o) => [pagefind, '--silent', '--site', site, '--output-path', o]);
	}
	return list;
}

const report = { date: new Date().toISOString(), machine: { cpu: os.cpus()[0].model, cpus, memory_mib: Math.round(os.totalmem() / 1048576),
	kernel: os.release(), directory: base, file_system: version('stat', '-f', '-c', '%T', base) },
versions: { cee: version(cee, '--version'), sqlite: version('sqlite3', '--version'), cmark: version('cmark', '--version'),
	node: process.version, hugo: version('hugo', 'version'), jekyll: version('jekyll', '--version'), pandoc: version('pandoc', '--version') },
load_before: os.loadavg(), sizes: {}, ratios: {}, own: {}, search: {} };

function measure(list, times) {
	const got = {};
	for (let r = 0; r < times; r++)
		for (const [name, once] of list)
			(got[name] ||= []).push(once());
	return Object.fromEntries(Object.entries(got).map(([k, v]) => [k, sum(v)]));
}

function ratios(of) {
	const r = {}, div = (name, a, b, key = 'wall') => {
		if (of[a] && of[b])
			r[name] = of[a][key] / of[b][key];
	};
	for (const j of [...new Set([1, cpus])]) {
		div(`cee / limit, ${j} threads`, `cee j${j}`, `limit j${j}`);
		div(`the same in processor time, ${j} threads`, `cee j${j}`, `limit j${j}`, 'cpu');
		div(`cee+index / limit+fts, ${j} threads`, `cee+index j${j}`, `limit+fts j${j}`);
		div(`the same with the index in processor time, ${j} threads`, `cee+index j${j}`, `limit+fts j${j}`, 'cpu');
	}
	for (const k of ['', '+index'])
		for (const what of ['nothing changed', 'one page changed', 'one template changed'])
			div(`cee${k} ${what} / cold`, `cee${k} ${what}`, `cee${k} j${cpus}`);
	for (const p of ['hugo', 'jekyll', 'eleventy', 'pandoc, one process a page'])
		for (const k of ['', '+index'])
			div(`${p} / cee${k}`, p, `cee${k} j${cpus}`);
	div('pagefind / cee+index', 'pagefind, index only', `cee+index j${cpus}`);
	return r;
}

for (const n of sizes) {
	const content = path.join(work, `content${n}`);
	run([path.join(bench, 'corpus'), `${n}`, content]);
	report.sizes[n] = measure(cases(n, content), rounds(n));
	report.ratios[n] = ratios(report.sizes[n]);
	drop(content);
	drop(path.join(work, `peers${n}`));
}
// T = N ** exponent, from one size to the next.
report.exponents = {};
sizes.slice(1).forEach((n, i) => {
	for (const k of Object.keys(report.sizes[n]))
		if (report.sizes[sizes[i]][k])
			(report.exponents[k] ||= {})[`${sizes[i]} to ${n}`] =
				Math.log(report.sizes[n][k].wall / report.sizes[sizes[i]][k].wall) / Math.log(n / sizes[i]);
});

// This project's own site and its search.
const own = out(), ownBuild = (d, ...more) => [cee, 'build', '--at', at, '--out', d, ...more];
report.own = measure([
	['cold', () => { const d = out(), r = run(ownBuild(d, '--no-compress')); drop(d); return r; }],
	['cold, compressed', () => { const d = out(), r = run(ownBuild(d)); drop(d); return r; }],
], quick ? 1 : rounds(1000));
run(ownBuild(own, '--no-compress'));
Object.assign(report.own, measure([['nothing changed', () => run(ownBuild(own, '--no-compress'))]], quick ? 1 : 5));
const asks = (index) => Object.fromEntries(spawnSync(path.join(bench, 'search'), [index, 'tests/gold'], { encoding: 'utf8' }).stdout
	.trim().split('\n').filter(Boolean).map((l) => l.split(' ')).map(([k, ...v]) => [k, k === 'open' ? { ms: +v[0], rss_mib: v[1] / 1024 } :
		{ n: +v[0], p50_us: +v[1], p95_us: +v[2], p99_us: +v[3], cpu_us: +v[4], late: +v[5] }]));
const index = path.join(own, 'current/search.db');
report.search.own = { index_mib: fs.statSync(index).size / 1048576, ...asks(index) };
drop(own);
report.load_after = os.loadavg();

const f = (x, w, d) => x.toFixed(d).padStart(w);
let text = `cee bench, ${report.date}\n${report.machine.cpu}, ${cpus} processors, ${report.machine.memory_mib} MiB, Linux ${report.machine.kernel}, ` +
	`${report.machine.file_system} at ${base}; load ${report.load_before.map((x) => x.toFixed(1)).join(' ')} before, ${report.load_after.map((x) => x.toFixed(1)).join(' ')} after\n` +
	Object.entries(report.versions).filter(([, v]) => v).map(([k, v]) => `${k}: ${v}`).join('\n') + '\n';
const table = (title, rows) => {
	text += `\n${title}\n${''.padEnd(34)}  wall s  least   most  cpu s  peak MiB\n`;
	for (const [k, v] of Object.entries(rows))
		text += `${k.padEnd(34)} ${f(v.wall, 7, 3)} ${f(v.least, 6, 3)} ${f(v.most, 6, 3)} ${f(v.cpu, 6, 3)} ${f(v.peak, 9, 0)}\n`;
};
for (const n of sizes) {
	table(`${n} pages, ${rounds(n)} rounds, medians`, report.sizes[n]);
	for (const [k, v] of Object.entries(report.ratios[n]))
		text += `  ${k}: ${v.toFixed(3)}\n`;
}
if (sizes.length > 1)
	text += '\nGrowth: exponent of the wall time over the number of pages\n' + Object.entries(report.exponents)
		.map(([k, v]) => `${k.padEnd(34)} ${Object.entries(v).map(([s, e]) => `${s}: ${e.toFixed(2)}`).join(', ')}\n`).join('');
table("This project's site", report.own);
text += `\nSearch of this project's site, in process (index ${report.search.own.index_mib.toFixed(1)} MiB), microseconds\n${''.padEnd(16)}    p50    p95    p99\n`;
for (const [k, v] of Object.entries(report.search.own))
	if (v.n)
		text += `${k.padEnd(16)} ${f(v.p50_us, 6, 0)} ${f(v.p95_us, 6, 0)} ${f(v.p99_us, 6, 0)}\n`;
const where = env.BENCH_OUT || bench;
fs.mkdirSync(where, { recursive: true });
fs.writeFileSync(path.join(where, 'report.txt'), text);
fs.writeFileSync(path.join(where, 'report.json'), JSON.stringify(report, null, '\t') + '\n');
process.stdout.write(text);
process.exitCode = failed > 0 ? 1 : 0;
