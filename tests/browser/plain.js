// plain.js - without script, through nginx: product search, code search, a mix typed and uploaded, a letter,
// A to Z, and all navigation at every width.
'use strict';
const { BASE, check, same, complaints, launch, main } = require('./lib');

let browser;

async function on(at, work, width = 1280) {
	const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
	const page = await context.newPage();
	const found = complaints(page);

	page.setDefaultTimeout(20000);
	try {
		await page.goto(BASE + at);
		await work(page);
		check(!found.length, `${work.name}: ${found.join('; ')}`);
	} catch (e) {
		check(false, `${work.name}: ${e.message}`);
	}
	await context.close();
}

const box = (page) => page.locator('main input[name=q]').first();
const answer = (page) => page.locator('main').innerText();

async function product(page) {
	await box(page).fill('dog leash');
	await box(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=dog\+leash/);
	check(/Consumer Products/.test(await page.locator('h1').innerText()), 'a product leads to its Center');
	same(await box(page).inputValue(), 'dog leash', 'the box keeps the words');
}

async function header(page) {
	await page.locator('header input[name=q]').fill('6109.10');
	await page.locator('header form button').click();
	await page.waitForURL(/\/find\/\?q=6109\.10/);
	check(/Apparel, Footwear/.test(await page.locator('h1').innerText()), 'a code leads to its Center');
}

async function mixTyped(page) {
	await page.locator('textarea').first().fill('6109.10,100,5000\n8471.30,20,90000\nrubbish');
	await page.locator('main form button[type=submit], main form button:not([type])').first().click();
	await page.waitForURL(/\/account\/(#|$)/);
	const text = await answer(page);
	check(/Apparel, Footwear/.test(text) && /Electronics/.test(text), 'a mix has its Centers');
	check(/rubbish/.test(text), 'and the line that could not be read');
}

async function mixUploaded(page) {
	await page.locator('input[type=file]').setInputFiles({ name: 'entries.csv', mimeType: 'text/csv',
		buffer: Buffer.from('HTS Number;Quantity;Entered Value\r\n"6109.10.0012";100;5.000\r\n8471.30.0100;20;90000\r\n', 'utf16le') });
	await page.locator('main form:has(input[type=file]) button').first().click();
	await page.waitForURL(/\/account\/(#|$)/);
	const text = await answer(page);
	check(/Apparel, Footwear/.test(text) && /Electronics/.test(text), 'an uploaded list has its Centers');
}

async function letter(page) {
	const form = page.locator('main form[action^="/contact/"]');
	for (const field of await form.locator('textarea, input[type=text], input:not([type])').all())
		await field.fill('dog leashes from two ports');
	for (const choice of await form.locator('select').all())
		await choice.selectOption({ index: 1 });
	if (await form.locator('input[type=radio]').count())
		await form.locator('input[type=radio]').first().check();
	await form.locator('button').first().click();
	await page.waitForLoadState();
	check(/dog leashes/.test(await page.locator('#letter').evaluate((e) => e.value || e.textContent)), 'a letter is drafted');
	check(await page.locator('main a[href^="mailto:"]').count() > 0, 'and can be mailed');
	same(await page.locator('[data-cee-copy]:visible, [data-cee-print]:visible').count(), 0, 'no button that needs script');
}

async function atoz(page) {
	await page.locator('main a[href="/products/d/"]').first().click();
	await page.waitForURL('**/products/d/');
	// A long letter is parted by its beginnings.
	if (!await page.locator('main a[href^="/hts/"]').count()) {
		await page.locator('main a[href^="/products/d"]:not([href="/products/d/"])').first().click();
		await page.waitForURL(/\/products\/d[^/]+\/$/);
	}
	const name = page.locator('main a[href^="/hts/"]').first();
	const at = await name.getAttribute('href');
	await name.click();
	await page.waitForURL(`**${at.split('#')[0]}*`);
	check(await page.locator('main a[href^="/centers/"]').count() > 0, 'from A to Z to a heading to its Center');
}

async function navigation(page) {
	const links = await page.locator('header nav a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
	check(links.length >= 5, `${links.length} links in the header`);
	for (const at of new Set(links)) {
		await page.goto(`${BASE}/`);
		const link = page.locator(`header nav a[href="${at}"]`);
		for (const menu of await page.locator('header details:not([open]) > summary:visible').all())
			await menu.click();
		await link.filter({ visible: true }).first().click();
		await page.waitForURL(`${BASE}${at}`);
		check(await page.locator('h1').count() === 1, `${at} by the header`);
	}
}

main(async () => {
	browser = await launch();
	await on('/', product);
	await on('/centers/', header);
	await on('/account/', mixTyped);
	await on('/account/', mixUploaded);
	await on('/contact/', letter);
	await on('/products/', atoz);
	for (const width of [1280, 768, 360])
		await on('/', navigation, width);
	await browser.close();
});
