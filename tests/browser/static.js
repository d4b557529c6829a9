// static.js - a release made with --static-search, with no responder: the browser searches by itself, and goes on
// without a network when its visitor wants that.
'use strict';
const fs = require('fs');
const path = require('path');
const { BASE, check, same, launch, main } = require('./lib');

const { STRICT, HTTPD, SHOTS } = process.env;
const box = 'main input[data-cee-combobox]';
const CENTERS = { 'dog leash': 'Consumer Products & Mass Merchandising',
	'perro correa': 'Consumer Products & Mass Merchandising', '6109.10': 'Apparel, Footwear & Textiles' };
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let browser;

async function on(url, work, options = {}) {
	const context = await browser.newContext({ viewport: SIZES.wide, ...options });
	const page = await context.newPage();
	const wrong = [];

	page.setDefaultTimeout(40000);
	page.on('pageerror', (e) => wrong.push(e.message));
	page.on('console', (m) => /Content Security|wasm/i.test(m.text()) && wrong.push(m.text()));
	try {
		await page.goto(url);
		await work(page, context);
	} catch (e) {
		check(false, `${work.name}: ${e.message}`);
	}
	same(wrong, [], `${work.name}: what went wrong`);
	await context.close();
}

async function shot(page, name, part) {
	for (const size in SHOTS ? SIZES : {}) {
		await page.setViewportSize(SIZES[size]);
		if (part)
			await page.locator(part).scrollIntoViewIfNeeded();
		await page.screenshot({ path: path.join(SHOTS, `static-${name}-${size}.png`) });
	}
	await page.setViewportSize(SIZES.wide);
}

const heading = (page) => page.locator('h1[data-cee-answer]');
const answered = async (page, text) => {
	await heading(page).waitFor();
	check((await page.title()).includes(text), `the title says what was asked: ${await page.title()}`);
	check((await page.locator('main').innerText()).includes(CENTERS[text]), `${text} goes to ${CENTERS[text]}`);
	same(await page.locator(box).first().inputValue(), text, 'the box says what was asked');
	same(new URL(page.url()).searchParams.get('q'), text, 'and so does the address');
};

async function typing(page) {
	let release;
	const held = new Promise((done) => { release = done; });

	// The pack comes late, so that the progress can be seen.
	await page.route('**/*.pack.gz', async (route) => { await held; await route.continue(); });
	check(!(await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name)))
		.some((n) => /search(-worker)?\.|search\.json/.test(n)), 'a visit alone fetches nothing of the search');
	await page.locator(box).click();
	await page.locator(box).pressSequentially('dog le');
	await page.locator('progress').waitFor();
	check(/Loading the search: \d\.\d MB/.test(await page.locator('.cee-loading').innerText()), 'how much is said');
	await shot(page, 'loading');
	release();
	const option = page.locator('[role=option]', { hasText: 'dog leash' }).first();
	await option.waitFor();
	same(await page.locator('progress').count(), 0, 'the progress goes when it is done');
	await option.click();
	await answered(page, 'dog leash');
	await shot(page, 'answer');
	check(await page.evaluate(() => document.activeElement.closest('h1, #found') !== null), 'the answer has the focus');
	same(await page.locator('form[data-cee-feedback]').count(), 0, 'nobody is asked what nobody would hear');
	// Another question, by the page's own box, and back.
	await page.locator(box).fill('6109.10');
	await page.locator(box).press('Enter');
	await page.waitForFunction(() => location.search.includes('6109'));
	await answered(page, '6109.10');
	await page.goBack();
	await page.waitForFunction(() => location.search.includes('dog'));
	await answered(page, 'dog leash');
}

const arriving = (text) => async function arriving(page) {
	await answered(page, text);


};

async function otherLanguage(page) {
	await answered(page, 'perro correa');
	await page.evaluate(() => { window.stays = true; });
	await page.locator('a[href^="/es/find/?q="]').first().click();
	await page.waitForFunction(() => document.documentElement.lang === 'es');
	same(new URL(page.url()).pathname, '/es/find/', 'the address is the Spanish one');
	check(await heading(page).isVisible(), 'the Spanish answer has its heading');
	check(await page.evaluate(() => window.stays === true), 'the search was loaded once');
}

async function mix(page) {
	await page.locator('#list').fill('6109.10.00, 12, 100\n8471.30, 3, 50\n6110, 1, 7');
	await page.locator('#mix button[type=submit]').first().click();
	await heading(page).waitFor();
	check((await page.locator('main').innerText()).includes('Apparel, Footwear & Textiles'), 'the mix has its Center');
	const [file] = await Promise.all([page.waitForEvent('download'),
		page.locator('button[value=lines]').click()]);
	check(/\.csv$/.test(file.suggestedFilename()), `the lines come as a file: ${file.suggestedFilename()}`);
}

async function withoutScript(page) {
	const text = await page.locator('main').innerText();

	check(text.includes('needs JavaScript'), 'it says what the search needs');
	for (const way of ['/products/', '/hts/', '/faq/', '/centers/'])
		check(await page.locator(`main a[href="${way}"]`).count() > 0, `a way to ${way}`);
	check(!await page.locator('#offline').isVisible(), 'nothing that needs script is shown');
}

// The part that has the site kept, at both widths.  Playwright, not the page, brings axe: the policy stays.
async function axe(page, what) {
	for (const size in SIZES) {
		await page.setViewportSize(SIZES[size]);
		await page.evaluate(AXE);
		const found = await page.evaluate((tags) => window.axe.run('#offline', { runOnly: tags, resultTypes: ['violations'] }), WCAG);
		same(found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`), [], `axe, ${what}, ${size}`);
		check(found.passes.length > 0, `axe, ${what}, ${size}: something was judged`);
	}
	await page.setViewportSize(SIZES.wide);
}

// Kept and removed again, with what it says at each step.
async function keeping(page, says) {
	const button = page.locator('#offline button');

	await button.waitFor();
	await axe(page, 'not kept');
	await button.focus();
	await page.keyboard.press('Enter');
	await page.locator('#offline [role=status]', { hasText: says.kept }).waitFor();
	same(await button.textContent(), says.remove, 'the button takes it back');
	await axe(page, 'kept');
	await shot(page, `offline-${says.lang}`, '#offline button');
	await button.click();
	await page.locator('#offline [role=status]', { hasText: says.removed }).waitFor();
	same(await button.textContent(), says.keep, 'and keeps it again');
	await axe(page, 'removed');
	same(await page.locator('html').getAttribute('lang'), says.lang, 'the page is in its language');
}

const KEEPING = [
	['/data/', { lang: 'en', keep: 'Keep the site on this device', kept: 'is kept', remove: 'Remove it from this device',
		removed: 'Nothing is kept' }],
	['/es/find/', { lang: 'es', keep: 'Guardar el sitio en este dispositivo', kept: 'guardado', remove: 'Quitarlo de este dispositivo',
		removed: 'No hay nada guardado' }],
];

async function offline(page, context) {
	const button = page.locator('#offline button');

	await button.waitFor();
	check(/\d\.\d MB/.test(await page.locator('#offline').innerText()), 'how much is kept is said');
	same(await page.evaluate(() => caches.keys()), [], 'nothing is kept unasked');
	await page.locator('#offline').scrollIntoViewIfNeeded();
	await button.click();
	await page.locator('#offline [role=status]', { hasText: 'is kept' }).waitFor();
	await shot(page, 'offline', '#offline button');
	await context.setOffline(true);
	process.kill(+HTTPD); // nobody is there any more
	for (const text in CENTERS) {
		await page.goto(`${BASE}/find/?q=${encodeURIComponent(text)}`);
		await answered(page, text);
	}
	await shot(page, 'offline-answer');
	await page.goto(`${BASE}/`);
	check(await page.locator(box).isVisible(), 'the home page is there');
	await page.goto(`${BASE}/hts/6109/`);
	await answered(page, '6109').catch(() => {});
	check(page.url().includes('/find/?q=6109'), 'a code page is the answer to its code');
	same(await context.cookies(), [], 'no cookies');
	await page.goto(`${BASE}/data/`);
	await button.click();
	await page.locator('#offline [role=status]', { hasText: 'Nothing is kept' }).waitFor();
	same(await page.evaluate(() => caches.keys()), [], 'nothing is left');
	check(await page.goto(`${BASE}/about/`).then(() => false, () => true), 'and nobody answers');
}

main(async () => {
	CENTERS['6109'] = CENTERS['6109.10'];
	browser = await launch();
	await on(`${BASE}/`, typing);
	for (const base of [BASE, STRICT])
		for (const text of Object.keys(CENTERS))
			await on(`${base}/find/?q=${encodeURIComponent(text)}`, arriving(text));
	await on(`${STRICT}/`, typing);
	await on(`${BASE}/find/?q=perro+correa`, otherLanguage);
	await on(`${BASE}/account/`, mix);
	await on(`${BASE}/find/?q=dog+leash`, withoutScript, { javaScriptEnabled: false });
	for (const [at, says] of KEEPING)
		await on(`${STRICT}${at}`, function kept(page) { return keeping(page, says); });
	await on(`${BASE}/data/`, offline);
	await browser.close();
});
