// lighthouse.js - scores for people to read; only their absence is a failure.
'use strict';
const { BASE, check, launch, main } = require('./lib');

const PORT = 20000 + process.pid % 20000;

main(async () => {
	const { default: lighthouse } = await import('lighthouse');
	const browser = await launch([`--remote-debugging-port=${PORT}`]);

	for (const at of ['/', '/find/?q=dog+leash', '/centers/machinery/', '/hts/6109/']) {
		const once = () => lighthouse(BASE + at, { port: PORT, logLevel: 'silent', output: 'json',
			onlyCategories: ['accessibility', 'best-practices'], disableFullPageScreenshot: true,
			throttlingMethod: 'provided', pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 200,
			cpuQuietThresholdMs: 200 });
		const run = await once().catch(once); // it loses patience where the machine is busy
		const c = run.lhr.categories;
		const low = Object.values(run.lhr.audits).filter((a) => a.score !== null && a.score < 1).map((a) => a.id);
		console.log(`${at}\taccessibility ${c.accessibility.score * 100}, best practices ${c['best-practices'].score * 100}` +
			(low.length ? ` (${low.join(', ')})` : ''));
		check(c.accessibility.score !== null && c['best-practices'].score !== null, `${at}: no score`);
	}
	await browser.close();
});
