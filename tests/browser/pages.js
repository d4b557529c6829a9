// pages.js - every page of pages.tsv at each width, with and without script: nothing wider than the
// window, no complaint of the browser, no violation by axe-core; and a picture of it.
'use strict';
const path = require('path');
const fs = require('fs');
const { BASE, check, same, pages, launch, open, complaints, each, main } = require('./lib');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// 320 by 256 is a window of 1280 by 1024 at 400%.
const SIZES = [[1280, 900], [768, 1024], [360, 740], [320, 256]];
const SHOTS_AT = [1280, 360];
const only = process.env.ONLY ? new RegExp(process.env.ONLY) : /./;
const advice = new Map();	// best practice: reported, not required

// What sticks out of the window; "" when nothing does.
function tooWide() {
	const page = document.scrollingElement;
	const out = [];

	if (page.scrollWidth <= page.clientWidth)
		return '';
	for (const e of document.body.querySelectorAll('*'))
		if (e.getBoundingClientRect().right > page.clientWidth + 1)
			out.push(`${e.localName}${e.className && e.className.baseVal === undefined ? '.' + e.className : ''}`);
	return `${page.scrollWidth - page.clientWidth} pixels: ${out.slice(0, 4).join(', ')}`;
}

// Links to others' sites that are not marked with the word which the footer explains; how many.
function unmarked() {
	const word = document.querySelector('.cee-external');

	return word === null ? 0 : [...document.querySelectorAll('a[rel~="external"]')].filter((a) =>
		!getComputedStyle(a, '::after').content.includes(word.textContent)).length;
}

async function axe(page, what) {
	await page.evaluate(AXE);
	const found = await page.evaluate((tags) => window.axe.run({ runOnly: tags, resultTypes: ['violations'] }),
		[...WCAG, 'best-practice']);
	const bad = [];

	for (const v of found.violations) {
		const says = `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(' | ')}`;
		if (v.tags.some((t) => WCAG.includes(t)))
			bad.push(says);
		else
			advice.set(v.id, [...(advice.get(v.id) || []), what]);
	}
	check(!bad.length, `${what}: axe: ${bad.join('; ')}`);
}

// The page is still the state that its row says.
async function state(row) {
	const answer = await (await fetch(BASE + '/api/v1' + row.path.replace('/es/', '/').replace('/find/', '/find')
		+ (row.path.startsWith('/es/') ? '&lang=es' : ''))).json();
	same(`${answer.kind}/${answer.label}`, row.is, row.name);
}

async function visit(browser, row, script) {
	const context = await browser.newContext({ javaScriptEnabled: script, reducedMotion: 'reduce' });
	const page = await context.newPage();
	const found = complaints(page, row);

	for (const [width, height] of SIZES) {
		const what = `${row.name} at ${width}${script ? '' : ' without script'}`;
		await page.setViewportSize({ width, height });
		if (width === SIZES[0][0]) {
			const reply = await open(page, row);
			check(reply.status() === row.status, `${row.name}: status ${reply.status()}, not ${row.status}`);
		}
		const wide = await page.evaluate(tooWide);
		check(wide === '', `${what}: too wide by ${wide}`);
		if (script && width === 360) {
			await axe(page, what);
			same(await page.evaluate(unmarked), 0, `${row.name}: links to others' sites without the footer's mark`);
		}
		if (process.env.SHOTS && script && SHOTS_AT.includes(width))
			await page.screenshot({ path: path.join(process.env.SHOTS, `${row.name}-${width}.png`), fullPage: true });
	}
	check(!found.length, `${row.name}${script ? '' : ' without script'}: ${found.join('; ')}`);
	await context.close();
}

// axe-core is script itself: it judges the page that stays without script where our script is kept away.
async function bare(browser, row) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	const page = await context.newPage();

	await page.route(/\.js$/, (route) => route.abort());
	await open(page, row);
	await axe(page, `${row.name} without script`);
	await context.close();
}

main(async () => {
	const browser = await launch();
	const work = pages().filter((r) => only.test(r.name)).flatMap((r) => [[r, true], [r, false]]);

	await each(work, 3, async ([row, script]) => {
		try {
			if (row.is && script)
				await state(row);
			await visit(browser, row, script);
			if (!script)
				await bare(browser, row);
		} catch (e) {
			check(false, `${row.name}${script ? '' : ' without script'}: ${e.message}`);
		}
	});
	await browser.close();
	for (const [id, where] of advice)
		console.log(`best practice, not required: ${id} (${where.length}): ${where.slice(0, 3).join(', ')}`);
});
