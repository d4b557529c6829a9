// desk.js - cee serve as an editor's desk: a save in two tabs, mistakes over the page, the strip; and how long a save
// takes to be seen, which is told and not judged.  It has a server and a copy of the content of its own.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { check, same, complaints, launch, main } = require('./lib');

const ROOT = path.join(__dirname, '../..');
const CEE = path.join(ROOT, 'build', process.env.MODE || 'release', 'cee');
const SAVES = +(process.env.SAVES || 10);
const PATIENCE = { timeout: 120000 };
const panel = '.cee-desk__panel';

const room = fs.mkdtempSync(path.join(process.env.ROOM || os.tmpdir(), 'desk-'));
const file = (name) => path.join(room, name);
const read = (name) => fs.readFileSync(file(name), 'utf8');
const write = (name, text) => fs.writeFileSync(file(name), text);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const CENTER = 'content/centers/machinery.md';
const AT = '/centers/machinery/';

let base, browser, server;

async function until(test, what) {
	for (const end = Date.now() + PATIENCE.timeout; Date.now() < end; await sleep(50))
		if (await test())
			return check(true, what);
	return check(false, what);
}

async function start() {
	for (const dir of ['content', 'templates'])
		fs.cpSync(path.join(ROOT, dir), file(dir), { recursive: true });
	server = spawn(CEE, ['serve', '--port', '0', '--assets', path.join(ROOT, 'build/assets')],
		{ cwd: room, stdio: ['ignore', 'pipe', 'inherit'].map((s, i) => i === 2 ? fs.openSync(file('err'), 'w') : s) });
	let out = '';

	server.stdout.on('data', (d) => { out += d; });
	await until(() => /serving on (\S+)\//.test(out), 'it serves');
	base = out.match(/serving on (\S+)\//)[1];
}

async function stop() {
	const ended = new Promise((done) => server.on('exit', done));

	server.kill('SIGINT');
	same(await ended, 0, 'it ends with 0');
	fs.rmSync(room, { recursive: true, force: true });
}

async function tab(context, at) {
	const page = await context.newPage();

	page.setDefaultTimeout(PATIENCE.timeout);
	page.list = complaints(page, { url: base + at });
	await page.goto(base + at, { waitUntil: 'load' });
	return page;
}

// Wait until the server gives the Center's page as TEST wants it.
const settled = (test) => until(async () => test(await (await fetch(base + AT)).text()), 'what was changed is as before');

// Save TEXT under NAME; how long until PAGE was loaded anew, in ms from the write.
async function save(page, name, text) {
	const loaded = page.waitForEvent('load', PATIENCE);
	const from = performance.timeOrigin + performance.now();

	write(name, text);
	await loaded;
	const to = await page.evaluate(() => new Promise((done) => {
		const look = () => {
			const e = performance.getEntriesByType('navigation')[0];

			if (e.loadEventEnd > 0)
				done(performance.timeOrigin + e.loadEventEnd);
			else
				setTimeout(look, 2);
		};
		look();
	}));
	return to - from;
}

async function axe(page, what) {
	await page.evaluate(AXE);
	const result = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
		'wcag22aa', 'best-practice'] }));

	same(result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), [], `axe, ${what}`);
}

const shot = async (page, name) => process.env.SHOTS &&
	page.screenshot({ path: path.join(process.env.SHOTS, `desk-${name}.png`) });

// A save reloads every tab where it was.
async function reloads(context) {
	const one = await tab(context, AT);
	const two = await tab(context, '/faq/');
	const text = read(CENTER);
	const other = two.waitForEvent('load', PATIENCE);

	await one.evaluate(() => scrollTo(0, 200));
	await save(one, CENTER, text.replace(/^(summary: .*)/m, '$1, seen at once in every tab'));
	await other;
	check((await one.textContent('main')).includes('seen at once in every tab'), 'the change is there');
	same(await one.evaluate(() => scrollY), 200, 'where it was');
	await two.goto(base + '/centers/', { waitUntil: 'load' });
	check((await two.textContent('main')).includes('seen at once in every tab'), 'in the other tab too');
	same([...one.list, ...two.list], [], 'no complaint');
	await one.close();
	await two.close();
	write(CENTER, text);
	await settled((html) => !html.includes('seen at once'));
}

// Mistakes: told without a reload, folded away by keyboard, gone when mended.
async function mistakes(context) {
	const page = await tab(context, AT);
	const text = read(CENTER);
	const wrong = (s) => write(CENTER, s.replace(/^summary:/m, 'sumary:'));
	const summary = page.locator(`${panel} summary`);
	const list = page.locator(`${panel} ol`);

	await page.evaluate(() => { window.same = true; scrollTo(0, 150); });
	wrong(text);
	await page.waitForSelector(panel, PATIENCE);
	check(await page.evaluate(() => window.same === true), 'the page was not loaded anew for it');
	same(await page.evaluate(() => scrollY), 150, 'and is where it was');
	const said = await page.innerText(panel);
	const line = text.split('\n').findIndex((l) => l.startsWith('summary:')) + 1;

	check(said.includes(`${CENTER}:${line}`), `file and line: ${said}`);
	check(said.includes('did you mean "summary"'), 'the mend');
	check((await page.innerText(`${panel} mark`)).startsWith('sumary:'), 'the line itself');
	check((await page.innerText(`${panel} [role=alert]`)).startsWith('1 mistake.'), 'an alert');
	check((await page.textContent('main h1')).includes('Machinery'), 'the last good page below');
	await axe(page, 'a page with a mistake');
	await shot(page, 'mistake');
	await summary.focus();
	await page.keyboard.press('Enter');
	await list.waitFor({ state: 'hidden' });
	check(true, 'Enter folds it');
	await page.keyboard.press('Enter');
	await list.waitFor({ state: 'visible' });
	await page.locator('main').click({ position: { x: 2, y: 2 } });
	await page.keyboard.press('Escape');
	await list.waitFor({ state: 'hidden' });
	check(true, 'Escape folds it, wherever one is');
	await page.goto(base + '/faq/', { waitUntil: 'load' });
	await list.waitFor({ state: 'hidden' });
	check(await page.isVisible(`${panel} [role=alert]`), 'on another page it is folded, but there');
	write(CENTER, text.replace(/^summary:/m, 'sumary:').replace(/^city:/m, 'citty:'));
	await until(async () => (await page.innerText(`${panel} [role=alert]`)).startsWith('2 mistakes.'), 'another mistake is told');
	await list.waitFor({ state: 'visible' });
	check(true, 'and unfolds it');
	write(CENTER, text);
	await page.waitForSelector(panel, { ...PATIENCE, state: 'detached' });
	check(true, 'mended, it is gone');
	same(page.list, [], 'no complaint');
	await page.close();
}

// Results of the search are loaded anew when the index is, not before.
async function search(context) {
	const page = await tab(context, '/find/?q=zorblewear');
	const scope = 'content/scopes/61.md';

	write(scope, read(scope).replace('- t-shirt,', '- zorblewear, t-shirt,'));
	await page.waitForSelector('main a[href="/hts/6109/"]', PATIENCE);
	check(true, 'a new name is found without a hand');
	await until(async () => (await page.innerText('#live-strip')).includes('Search is up to date'), 'and the strip says so');
	await page.close();
}

async function strip(context) {
	const draft = 'content/faqs/a-draft.md';
	const page = await tab(context, '/');

	write(draft, '---\nquestion: "May I see a draft?"\ntopic: what-centers-do\nsources: [cfr-101-1]\nreviewed: 2026-11-21\ndraft: true\n---\n' +
		'The author may see it, and nobody else, until it is a draft no longer.\n');
	await until(async () => (await page.innerText('#live-strip')).includes('1 held back'), 'the strip counts it');
	await page.goto(base + '/faq/a-draft/', { waitUntil: 'load' });
	check((await page.innerText('.cee-desk__held')).startsWith('Draft'), 'a draft is marked');
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		same(await page.evaluate(() => document.documentElement.scrollWidth), width, `no wider than ${width}`);
		await axe(page, `a draft, ${width} wide`);
		await shot(page, `draft-${width}`);
	}
	await page.click('text=Editor’s desk');
	await page.waitForURL('**/_desk/');
	check((await page.innerText('main')).includes('May I see a draft?'), 'the desk lists it');
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		same(await page.evaluate(() => document.documentElement.scrollWidth), width, `the desk, no wider than ${width}`);
		await axe(page, `the desk, ${width} wide`);
		await shot(page, `desk-${width}`);
	}
	fs.unlinkSync(file(draft));
	await until(async () => !(await page.innerText('main').catch(() => 'May I')).includes('May I see a draft?'), 'and the list follows');
	same(page.list, [], 'no complaint');
	await page.close();
}

async function figures(context) {
	const page = await tab(context, AT);
	const text = read(CENTER);
	const times = [];

	for (let i = 0; i < SAVES; i++) {
		await sleep(1000); // a person types
		times.push(await save(page, CENTER, `${text.trimEnd()}\n\nSave number ${i}.\n`));
		check((await page.textContent('main')).includes(`Save number ${i}.`), `save ${i} is there`);
	}
	times.sort((a, b) => a - b);
	const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);

	console.log(`a save is seen after ${at(0.5)} ms (median of ${SAVES}; ${at(0)} to ${at(1)}, quartiles ${at(0.25)} and ${at(0.75)}; ` +
		`load ${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} processors)`);
	await page.close();
}

main(async () => {
	await start();
	browser = await launch();
	for (const part of [reloads, mistakes, search, strip, figures]) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });

		await part(context).catch((e) => check(false, `${part.name}: ${e.message}`));
		await context.close();
	}
	await browser.close();
	await stop();
});
