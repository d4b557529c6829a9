// report.js - what was measured, as text.
'use strict';

const f = (x, w, d) => (x === undefined || x === null || Number.isNaN(x) ? '-' : x.toFixed(d)).padStart(w);
const pages = (n) => Number(n).toLocaleString('en');
const us = (x) => (x >= 9999.5 ? `${(x / 1000).toFixed(x < 99950 ? 1 : 0)} ms` : `${x.toFixed(0)} us`);

function head(r) {
	const m = r.machine;
	return `Speed of cee, ${r.date}, ${Math.round(r.seconds / 60)} minutes\n` +
		`${m.cpu}, ${m.cpus} processors, ${pages(m.memory_mib)} MiB, Linux ${m.kernel}, ${m.system}\n` +
		`built on ${m.file_system} at ${m.directory}; load ${r.load_before.map((x) => x.toFixed(1)).join(' ')} before, ` +
		`${r.load_after.map((x) => x.toFixed(1)).join(' ')} after\n` +
		Object.entries(r.versions).filter(([, v]) => v).map(([k, v]) => `${k}: ${v}\n`).join('') +
		(r.notes.length ? `\n${r.notes.map((n) => `note: ${n}\n`).join('')}` : '');
}

function held(r) {
	const rows = r.knobs.parts.length > 5 ? r.holds : r.holds.filter((h) => h.held !== null); // of some parts some bars
	const w = Math.max(...rows.map((h) => h.what.length));
	if (rows.length === 0)
		return '';
	return `\nIt holds when (ratios of medians within this run)\n${''.padEnd(w)}   measured           bar\n` + rows.map((h) =>
		`${h.what.padEnd(w)} ${f(h.value, 10, h.unit === ' MiB' || h.unit === ' ms' ? 0 : 3)}${h.unit.padEnd(4)} ${h.relation.padStart(4)} ` +
		`${String(h.limit).padEnd(5)} ${h.held === null ? 'not measured' : h.held ? 'held' : 'NOT HELD'}` +
		`${h.aim && h.held !== null ? `, aim ${h.aim}${h.value <= h.aim ? ' reached' : ''}` : ''}\n`).join('');
}

function table(title, rows, beside) {
	const w = Math.max(30, ...Object.keys(rows).map((k) => k.length));
	return `\n${title}\n${''.padEnd(w)}  wall s   least    most   cpu s  peak MiB  rounds${beside ? '  of limit' : ''}\n` +
		Object.entries(rows).map(([k, v]) => `${k.padEnd(w)} ${f(v.wall, 7, 3)} ${f(v.least, 7, 3)} ${f(v.most, 7, 3)} ${f(v.cpu, 7, 3)} ` +
			`${f(v.peak, 9, 0)} ${f(v.rounds, 7, 0)}${beside ? beside(k, v) : ''}\n`).join('');
}

function builds(r) {
	let text = '';
	for (const [n, rows] of Object.entries(r.sizes)) {
		const beside = (k, v) => {
			const m = /^cee(\+index)? j(\d+)$/.exec(k), limit = m && rows[`limit${m[1] ? '+fts' : ''} j${m[2]}`];
			return limit ? f(v.wall / limit.wall, 10, 2) : '';
		};
		text += table(`${pages(n)} pages; the index takes ${f(r.index_mib[n], 0, 1)} MiB`, rows, beside);
		const checked = Object.entries(r.peers_checked[n] || {});
		for (const [name, what] of checked)
			text += `  ${name}: ${what}\n`;
		for (const [k, v] of Object.entries(r.ratios[n]))
			text += `  ${k}: ${v.toFixed(3)}\n`;
	}
	const growth = Object.entries(r.exponents);
	if (growth.length > 0)
		text += '\nGrowth: exponent of wall time over the number of pages, by least squares, and from one to the next\n' +
			growth.map(([k, v]) => `${k.padEnd(34)} ${v.fit.toFixed(2)}  (${Object.entries(v.steps)
				.map(([s, e]) => `${s.replace(/\d+/g, pages)}: ${e.toFixed(2)}`).join(', ')})\n`).join('');
	return text;
}

function search(s) {
	return `\nSearch of this project's site, in process: index ${s.index_mib.toFixed(1)} MiB, opened in ${s.open.ms.toFixed(0)} ms, ` +
		`then ${s.open.mib.toFixed(0)} MiB resident\n${''.padEnd(16)}      p50      p95      p99  cpu mean  asked  out of time\n` +
		Object.entries(s).filter(([, v]) => v.n).map(([k, v]) => `${k.padEnd(16)} ${us(v.p50_us).padStart(8)} ${us(v.p95_us).padStart(8)} ` +
			`${us(v.p99_us).padStart(8)} ${us(v.cpu_us).padStart(9)} ${f(v.n, 6, 0)} ${f(v.late, 12, 0)}\n`).join('');
}

// A column for each size, a block of rows for each question.
function scale(list) {
	const kinds = Object.keys(list[0]).filter((k) => list[0][k] && list[0][k].n);
	const row = (what, of) => `${what.padEnd(28)}${list.map((s) => of(s).padStart(12)).join('')}\n`;
	const block = (what, key) => `${what}\n${kinds.map((k) => row(`  ${k}`, (s) => us(s[k][key]))).join('')}`;
	return '\nSearch at scale: headings many times over, each with some of its names or with all\n' +
		row('times', (s) => `${s.times}`) + row('names of a heading', (s) => (s.names_each ? `<= ${s.names_each}` : 'all')) +
		row('headings', (s) => pages(s.headings)) + row('names', (s) => pages(s.names)) +
		row('questions and terms', (s) => pages(s.questions_and_terms)) +
		row('index built in s', (s) => s.index_s.toFixed(2)) + row('  processor s', (s) => s.build.cpu.toFixed(2)) +
		row('  peak MiB', (s) => s.build.peak.toFixed(0)) + row('index MiB', (s) => s.index_mib.toFixed(1)) +
		row('opened in ms', (s) => s.open.ms.toFixed(0)) + row('  resident MiB', (s) => s.open.mib.toFixed(0)) +
		block('answer, median', 'p50_us') + block('answer, 99 of 100', 'p99_us') + block('answer, processor time, mean', 'cpu_us') +
		row('out of time, of ' + kinds.reduce((a, k) => a + list[0][k].n, 0), (s) => `${kinds.reduce((a, k) => a + s[k].late, 0)}`);
}

function served(s) {
	return `\nThrough nginx ${s.nginx} and cee-search, 8 connections; an answer has ${pages(s.answer_bytes)} bytes; processor time a request\n` +
		`${''.padEnd(16)} a second      p50      p99   nginx us  search us\n` + s.rows.filter((x) => x.connections === 8).map((x) =>
		`${({ answers: 'fresh answers', cached: 'repeated answers', file: 'file as large' }[x.name] || x.name).padEnd(16)} ${f(x.per_second, 8, 0)} ` +
		`${us(x.p50_us).padStart(8)} ${us(x.p99_us).padStart(8)} ${f(x.nginx_us, 10, 1)} ${f(x.search_us, 10, 1)}\n`).join('');
}

const text = (r) => head(r) + held(r) + builds(r) + (r.own ? table("This project's site", r.own) : '') +
	(r.preview ? `\nPreview of ${pages(r.preview.pages)} pages: an edit is seen after ${r.preview.median_ms.toFixed(0)} ms (${r.preview.least_ms.toFixed(0)} to ` +
		`${r.preview.most_ms.toFixed(0)} in ${r.preview.edits} edits), peak ${r.preview.peak_mib.toFixed(0)} MiB\n` : '') +
	(r.search ? search(r.search) : '') + (r.scale && r.scale.length ? scale(r.scale) : '') + (r.served ? served(r.served) : '');

module.exports = { text };
