// behaviour.js - what script adds: suggestions under a real keyboard, and the small helpers; and a visit by
// keyboard alone.
'use strict';
const { BASE, DOWN, check, same, complaints, launch, main } = require('./lib');

const A_WHILE_MS = 300;	// in which what must not happen would
const box = 'main input[data-cee-combobox]';

let browser;

// A page of its own for each case.
async function on(url, work, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();

	page.setDefaultTimeout(20000);
	try {
		await page.goto(url);
		await work(page);
	} catch (e) {
		check(false, `${work.name}: ${e.message}`);
	}
	await context.close();
}

const input = (page) => page.locator(box);
const list = (page) => page.locator('[role=listbox]:visible');
const options = (page) => page.locator('[role=listbox]:visible [role=option]');
const attribute = (page, name) => input(page).getAttribute(name);
// The text of the option that the input says is active; null: none.
const active = (page) => page.evaluate((b) => {
	const id = document.querySelector(b).getAttribute('aria-activedescendant');
	return id && document.getElementById(id).textContent;
}, box);
const value = (page) => input(page).inputValue();
const query = (page) => new URL(page.url()).searchParams.get('q');

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Wait until TEST says so; false when it never does.
async function until(test) {
	for (let i = 0; i < 400; i++) {
		if (await test())
			return true;
		await sleep(50);
	}
	return false;
}

// Type TEXT and wait for the list that belongs to it.
async function type(page, text) {
	const reply = page.waitForResponse((r) => new URL(r.url()).searchParams.get('q') === text);
	await input(page).click();
	await input(page).pressSequentially(text);
	const want = (await (await reply).json()).suggestions.map((s) => s.text).sort();
	await until(async () => JSON.stringify((await options(page).allTextContents()).sort()) === JSON.stringify(want));
}

// The page's timers run by tick() alone.
async function freeze(page) {
	await page.clock.install({ time: 0 });
	await page.clock.pauseAt(1000);
}

const tick = (page) => page.clock.runFor(500);

// The service replies when told: a list of { q, reply() }.
async function hold(page) {
	const held = [];
	await page.route('**/api/v1/suggest*', (route) => {
		const q = new URL(route.request().url()).searchParams.get('q');
		const suggestions = [{ text: `for ${q}`, kind: 'product', url: '/find/?q=x', center: null }];
		held.push({ q, reply: () => route.fulfill({ json: { query: q, suggestions } }).catch(() => {}) });
	});
	return held;
}

async function roles(page) {
	same(await attribute(page, 'role'), 'combobox', 'role');
	same(await attribute(page, 'aria-expanded'), 'false', 'closed at first');
	same(await attribute(page, 'aria-autocomplete'), 'list', 'autocomplete');
	const id = await attribute(page, 'aria-controls');
	same(await page.locator(`#${id}`).getAttribute('role'), 'listbox', 'what it controls');
	same(await page.locator('[role=status]').first().innerText(), '', 'nothing is said at first');
	await type(page, 'dog');
	same(await attribute(page, 'aria-expanded'), 'true', 'open');
	same(await active(page), null, 'no option chosen by itself');
	check(await options(page).count() > 1, 'several suggestions');
	await page.locator('[role=status]', { hasText: /^\d+ suggestions?\.$/ }).first().waitFor({ state: 'attached' });
	check(true, 'the count is spoken');
	const groups = await list(page).locator('[role=group]').evaluateAll((g) => g.map((e) =>
		document.getElementById(e.getAttribute('aria-labelledby')).textContent));
	check(groups.includes('Goods'), `groups have names: ${groups}`);
	await input(page).press('Tab');
	same(await list(page).count(), 0, 'no list after Tab');
	same(await value(page), 'dog', 'Tab chooses nothing');
}

async function kinds(page) {
	for (const [text, kind, first] of [['dog', 'Goods', /^dog/], ['61', 'Tariff codes', /^61/], ['6109', 'Tariff codes', /^6109/],
		['6109.10', 'Tariff codes', /^6109/], ['machin', 'Centers', /Machinery Center/], ['appeal', 'Questions', /\?$/]]) {
		await input(page).fill('');
		await type(page, text);
		const names = await page.locator('.cee-suggest__kind:visible').allInnerTexts();
		check(names.includes(kind), `${text}: ${kind} among ${names}`);
		check((await options(page).allInnerTexts()).some((t) => first.test(t)), `${text}: ${first} is suggested`);
	}
}

async function enterSubmitsTyped(page) {
	await type(page, 'dog l');
	await input(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), 'dog l', 'Enter submits what was typed');
}

async function enterAtOnce(page) {
	await input(page).click();
	await input(page).pressSequentially('garden hose');
	await input(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), 'garden hose', 'Enter before any suggestion');
}

async function arrows(page) {
	await type(page, 'dog');
	const texts = await options(page).allInnerTexts();
	await input(page).press('ArrowDown');
	same(await active(page), texts[0], 'down: the first');
	await input(page).press('ArrowDown');
	same(await active(page), texts[1], 'down: the second');
	same(await value(page), 'dog', 'the text stays');
	same(await options(page).evaluateAll((o) => o.filter((e) => e.getAttribute('aria-selected') === 'true').length), 1, 'one is selected');
	await input(page).press('ArrowUp');
	await input(page).press('ArrowUp');
	same(await active(page), null, 'up: back in the input');
	await input(page).press('ArrowUp');
	same(await active(page), texts[texts.length - 1], 'up: the last');
	await input(page).press('ArrowDown');
	await input(page).press('ArrowDown');
	await input(page).press('ArrowLeft');
	same(await active(page), null, 'left: in the text again');
	await input(page).press('ArrowDown');
	await input(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), texts[0], 'Enter takes the one chosen');
}

async function leads(page) {
	await type(page, 'machinery');
	await page.getByRole('option', { name: 'Machinery Center', exact: true }).click();
	await page.waitForURL('**/centers/machinery/');
	check(true, 'a Center leads to its page');
}

async function click(page) {
	await type(page, 'dog');
	const text = await options(page).nth(1).innerText();
	await options(page).nth(1).click();
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), text, 'a click takes it');
}

async function tap(page) {
	await input(page).tap();
	await type(page, 'dog');
	const text = await options(page).nth(1).innerText();
	const { width } = await list(page).boundingBox();
	check(width <= 360, 'the list fits a telephone');
	await options(page).nth(1).tap();
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), text, 'a tap takes it');
}

async function escape(page) {
	await type(page, 'dog');
	await input(page).press('ArrowDown');
	await input(page).press('Escape');
	same([await list(page).count(), await value(page)], [0, 'dog'], 'Escape closes');
	same(await attribute(page, 'aria-expanded'), 'false', 'and says so');
	same(await active(page), null, 'and chooses nothing');
	await input(page).press('Escape');
	same(await value(page), '', 'Escape again clears');
	await type(page, 'dog');
	await input(page).press('Escape');
	await input(page).press('ArrowDown');
	check(await list(page).count() === 1, 'down opens again');
}

async function blur(page) {
	await type(page, 'dog');
	await page.locator('h1').click();
	same(await list(page).count(), 0, 'a click elsewhere closes');
	same(await value(page), 'dog', 'and keeps the text');
}

async function fast(page) {
	const held = await hold(page);
	await freeze(page);
	await input(page).click();
	await input(page).pressSequentially('stainless steel screws');
	same(await value(page), 'stainless steel screws', 'no letter is lost');
	await tick(page);
	await until(() => held.length);
	await held[0].reply();
	await list(page).waitFor();
	same(await options(page).allInnerTexts(), ['for stainless steel screws'], 'the list is for the text');
	same(held.map((h) => h.q), ['stainless steel screws'], 'one question for fast typing');
}

async function late(page) {
	const held = await hold(page);
	await freeze(page);
	await input(page).click();
	for (const [i, part] of ['so', 'c', 'k', 's'].entries()) {
		await input(page).pressSequentially(part);
		await tick(page);
		await until(() => held.length > i);
	}
	await held[3].reply();
	await list(page).waitFor();
	for (const h of held.slice(0, 3))
		await h.reply();
	await sleep(A_WHILE_MS);
	same(await options(page).allInnerTexts(), ['for socks'], 'a late reply replaces nothing');
	same(await value(page), 'socks', 'nor the text');
}

// A reply to text that is there no more, though nothing newer was asked.
async function lateForOther(page) {
	const held = await hold(page);
	await freeze(page);
	await input(page).click();
	await input(page).pressSequentially('socks');
	await tick(page);
	await until(() => held.length);
	await input(page).pressSequentially('!');
	await held[0].reply();
	await sleep(A_WHILE_MS);
	same(await list(page).count(), 0, 'no list for another text');
}

async function lateAfterLeaving(page) {
	const held = await hold(page);
	await freeze(page);
	await input(page).click();
	await input(page).pressSequentially('socks');
	await tick(page);
	await until(() => held.length);
	await page.locator('h1').click();
	await held[0].reply();
	await sleep(A_WHILE_MS);
	same(await list(page).count(), 0, 'no list for an input without focus');
}

// The list under the hand does not change, whatever arrives.
async function steady(page) {
	await type(page, 'dog');
	const texts = await options(page).allInnerTexts();
	const held = await hold(page);
	await freeze(page);
	await input(page).pressSequentially(' b');
	await tick(page);
	await until(() => held.length);
	await input(page).press('ArrowDown');
	const chosen = await active(page);
	await held[0].reply();
	await sleep(A_WHILE_MS);
	same([chosen, await active(page)], [texts[0], texts[0]], 'the chosen one stays');
	await input(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), texts[0], 'and is what Enter takes');
}

async function composing(page) {
	const held = await hold(page);
	await freeze(page);
	await input(page).click();
	const wire = await page.context().newCDPSession(page);
	await wire.send('Input.imeSetComposition', { text: 'くつ', selectionStart: 2, selectionEnd: 2 });
	await tick(page);
	await sleep(A_WHILE_MS);
	same([held.length, await list(page).count()], [0, 0], 'nothing is asked while composing');
	await wire.send('Input.insertText', { text: '靴下' });
	await tick(page);
	await until(() => held.length);
	same(held.map((h) => h.q), ['靴下'], 'the composed text is asked');
}

async function noService(page) {
	await input(page).click();
	await input(page).pressSequentially('dog leash');
	await sleep(A_WHILE_MS + 200);
	same(await list(page).count(), 0, 'no list without a service');
	await input(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=/);
	same(query(page), 'dog leash', 'and the form still submits');
}

async function notThere(page) {
	await page.route('**/api/v1/suggest*', (route) => route.fulfill({ status: 404, body: '' }));
	await input(page).click();
	await input(page).pressSequentially('dog');
	await page.waitForFunction((b) => !document.querySelector(b).hasAttribute('role'), box);
	check(true, 'a plain input where no service is');
	await input(page).press('ArrowDown');
	await input(page).press('Escape');
	check(await value(page) === '' || await value(page) === 'dog', 'keys still work');
}

// Text is text: what the service says is never markup.
async function markup(page) {
	await page.route('**/api/v1/suggest*', (route) => route.fulfill({ json: { query: 'x', suggestions: [
		{ text: '<img src=x onerror=alert(1)>', kind: 'product', url: '/', center: null }] } }));
	await type(page, 'xx');
	same(await options(page).allInnerTexts(), ['<img src=x onerror=alert(1)>'], 'shown as it is');
	same(await list(page).locator('img').count(), 0, 'and no element');
}

// The input that has the focus is never under its own list (WCAG 2.4.11).
async function notObscured(page) {
	await type(page, 'dog');
	const [a, b] = [await input(page).boundingBox(), await list(page).boundingBox()];
	check(b.y >= a.y + a.height - 1, `the list is below the input: ${b.y}, ${a.y + a.height}`);
	check(Math.abs(a.x - b.x) < 2 && Math.abs(a.width - b.width) < 2, 'as wide as the input');
}

// At 400% the window is small: the option that is active can be seen all the same.
async function zoomed(page) {
	await page.setViewportSize({ width: 320, height: 256 });
	await type(page, 'dog');
	for (let i = 0; i < 7; i++)
		await input(page).press('ArrowDown');
	const { y, height } = await page.locator('[role=option][aria-selected=true]').boundingBox();
	check(y >= 0 && y + height <= 257, `the active option is in the window: ${y} to ${y + height}`);
}

// ---- The small helpers

async function arrival(page) {
	await input(page).fill('dog leash');
	await input(page).press('Enter');
	await page.waitForURL(/\/find\/\?q=/);
	await page.waitForLoadState();
	same(await page.evaluate(() => document.activeElement.localName), 'h1', 'the focus is on the answer');
	await page.reload();
	same(await page.evaluate(() => document.activeElement.localName), 'body', 'not after a reload');
}

async function copy(page) {
	const button = page.locator('[data-cee-copy]:visible').first();
	await button.click();
	await page.locator('[role=status]', { hasText: 'Copied.' }).waitFor();
	const target = await button.getAttribute('data-cee-copy');
	const want = target ? await page.locator(target).evaluate((e) => ('value' in e ? e.value : e.innerText)) : page.url();
	const got = await page.evaluate(() => navigator.clipboard.readText());
	same(got.replace(/\r/g, ''), want, 'what was copied');
}

async function print(page) {
	await page.evaluate(() => { window.print = () => { window.printed = true; }; });
	await page.locator('[data-cee-print]:visible').first().click();
	check(await page.evaluate(() => window.printed), 'the page is printed');
}

async function filter(page) {
	const field = page.locator('input[data-cee-filter]');
	const items = page.locator(`#${await field.getAttribute('data-cee-filter')} li`);
	const n = await items.count();
	await field.fill('PROTEST');
	const left = await items.filter({ visible: true }).allInnerTexts();
	check(left.length > 0 && left.length < n, `some of ${n} are left: ${left.length}`);
	check(left.every((t) => /protest/i.test(t)), 'all of them hold the word');
	same(await page.locator('[data-cee-group]:visible').evaluateAll((g) => g.filter((e) => !e.querySelector('li:not([hidden])')).length), 0, 'no empty group');
	same(await field.locator('xpath=following-sibling::*[@role="status"]').innerText(), `${left.length} of ${n} shown`, 'the count');
	await field.fill('zzzz');
	same(await items.filter({ visible: true }).count(), 0, 'none');
	await field.fill('');
	same(await items.filter({ visible: true }).count(), n, 'all again');
}

async function feedback(page) {
	const sent = page.waitForRequest('**/api/v1/feedback');
	await page.locator('form[data-cee-feedback] [name=right][value=yes]').first().click();
	if (await page.locator('form[data-cee-feedback]:visible [type=submit]:not([name])').count())
		await page.locator('form[data-cee-feedback] [type=submit]:not([name])').click();
	check(/right=yes/.test((await sent).postData()), 'the answer is sent');
	await page.locator('[role=status]', { hasText: /^Thank you/ }).waitFor();
	check(/\/find\//.test(page.url()), 'without leaving the page');
	same(await page.locator('form[data-cee-feedback]:visible').count(), 0, 'the form is gone');
}

// ---- By keyboard alone, from home to the answer to the Center

const focused = (page) => page.evaluate(() => {
	const e = document.activeElement;
	const s = getComputedStyle(e);
	const r = e.getBoundingClientRect();
	return { name: e.localName, text: (e.textContent || e.value || '').trim().slice(0, 60), href: e.getAttribute('href'),
		main: Boolean(e.closest('main')), seen: s.outlineStyle !== 'none' || s.boxShadow !== 'none', type: e.type,
		inView: r.bottom > 0 && r.top < innerHeight };
});

async function tabTo(page, wanted, what) {
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press('Tab');
		const at = await focused(page);
		check(at.seen && at.inView, `${what}: the focus cannot be seen on ${at.name} "${at.text}"`);
		if (wanted(at))
			return true;
	}
	return check(false, `${what} is not reached by Tab`);
}

async function keyboard(page) {
	await page.keyboard.press('Tab');
	await until(async () => (await focused(page)).inView); // it slides in
	const skip = await focused(page);
	check(skip.href === '#main' && skip.inView, `the first stop skips to the content: ${JSON.stringify(skip)}`);
	await page.keyboard.press('Enter');
	await tabTo(page, (at) => at.name === 'input' && at.main, 'the box');
	await page.keyboard.type('dog leash');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/find\/\?q=dog\+leash/);
	await page.waitForLoadState();
	await tabTo(page, (at) => at.main && /^\/centers\/[a-z]/.test(at.href), 'the Center');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/centers/consumer-products-mass-merchandising/');
	check(await page.locator('h1').innerText() !== '', 'the Center, by keyboard');
}

main(async () => {
	const HOME = `${BASE}/`;

	browser = await launch();
	for (const run of [roles, kinds, enterSubmitsTyped, enterAtOnce, arrows, leads, click, escape, blur, fast, late, lateForOther,
		lateAfterLeaving, steady, composing, notThere, markup, notObscured, zoomed, arrival, keyboard])
		await on(HOME, async function one(page) {
			const found = complaints(page);
			await run(page).catch((e) => check(false, `${run.name}: ${e.message}`));
			if (run !== notThere)
				check(!found.length, `${run.name}: ${found.join('; ')}`);
		});
	await on(`${DOWN}/`, noService);
	await on(HOME, tap, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
	await on(`${BASE}/find/?q=dog+leash`, copy, { permissions: ['clipboard-read', 'clipboard-write'] });
	await on(`${BASE}/find/?q=dog+leash`, print);
	await on(`${BASE}/find/?q=dog+leash`, feedback);
	await on(`${BASE}/faq/`, filter);
	await browser.close();
});
