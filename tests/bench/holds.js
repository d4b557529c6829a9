// holds.js - the bars, and whether this run is within them.  Nothing fails by a time: a reader judges.
'use strict';
const { cpus } = require('./measure.js');
const { names, PAGEFIND } = require('./peers.js');

function holds(report) {
	const rows = [], of = (n) => report.sizes[n] || {}, r = report.ratios[10000] || {};
	const threads = cpus > 1 ? [1, cpus] : [1], t = (j) => (j === 1 ? '1 thread' : `${j} threads`);
	const bar = (what, value, relation, limit, unit = '', aim = null) => rows.push({ what, value: value ?? null, relation, limit, unit, aim,
		held: value === undefined || value === null ? null : relation === '<=' ? value <= limit : relation === '<' ? value < limit :
			relation === '>' ? value > limit : value >= limit });
	for (const j of threads) {
		bar(`10,000 pages: cee / limit, ${t(j)}`, r[`cee / limit, ${t(j)}`], '<=', 2, '', 1.3);
		bar(`10,000 pages: cee+index / limit+fts, ${t(j)}`, r[`cee+index / limit+fts, ${t(j)}`], '<=', 1.4, '', 1.2);
	}
	for (const j of threads)
		for (const k of ['cee', 'cee+index'])
			bar(`growth: exponent of ${k}, ${t(j)}`, of(100000)[`${k} j${j}`] && report.exponents[`${k} j${j}`]?.fit, '<=', 1.05);
	bar('10,000 pages: hugo / cee', r['hugo / cee'], '>=', 6);
	bar('10,000 pages: hugo / cee+index', r['hugo / cee+index'], '>=', 3);
	for (const p of names.filter((name) => name !== 'hugo')) {
		const n = of(10000)[p] ? 10000 : Math.max(0, ...Object.keys(report.sizes).map(Number).filter((s) => of(s)[p]));
		for (const k of p === PAGEFIND ? ['cee+index'] : ['cee', 'cee+index'])
			bar(`${n ? n.toLocaleString('en') : '10,000'} pages: ${p} / ${k}`, n ? report.ratios[n][`${p} / ${k}`] : null, '>', 1);
	}
	for (const [n, limit] of [[10000, 150], [100000, 500]])
		bar(`${n.toLocaleString('en')} pages: peak memory of cee+index, cold`,
			of(n)[`cee+index j${cpus}`] && Math.max(...threads.map((j) => of(n)[`cee+index j${j}`].peak)), '<=', limit, ' MiB');
	for (const k of ['cee', 'cee+index']) {
		bar(`10,000 pages: ${k}, nothing changed / cold`, r[`${k} nothing changed / cold, ${t(cpus)}`], '<=', 0.05);
		bar(`10,000 pages: ${k}, one page changed / cold`, r[`${k} one page changed / cold, ${t(cpus)}`], '<=', 0.08);
	}
	bar('10,000 pages: an edit seen in cee serve', report.preview && report.preview.pages === 10000 ? report.preview.median_ms : null, '<', 100, ' ms');
	bar("this project's site, cold, index included", report.own && report.own.cold.wall, '<', 1, ' s');
	const served = report.served && report.served.ratios;
	bar('nginx, 8 connections: fresh answer / file, processor time', served && served.answer_to_file_cpu_8, '<=', 3);
	bar('nginx, 8 connections: fresh answer / file, throughput', served && served.answer_to_file_throughput_8, '<=', 3);
	bar('nginx, 8 connections: repeated answer / file, processor time', served && served.cached_to_file_cpu_8, '<=', 3);
	return rows;
}

module.exports = { holds };
