// lib.js - what the parts share: counting, the table of pages, a browser.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const { BASE, DOWN } = process.env;
let passed = 0;
let failed = 0;

function check(ok, what) {
	if (ok) {
		passed++;
	} else {
		failed++;
		console.log(`FAIL ${what}`);
	}
	return ok;
}

function same(got, want, what) {
	return check(JSON.stringify(got) === JSON.stringify(want),
		`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

// The rows of pages.tsv: { name, helper, status, path, is, body, url }.
function pages() {
	const lines = fs.readFileSync(path.join(__dirname, 'pages.tsv'), 'utf8').split('\n');
	return lines.filter((l) => l && !l.startsWith('#')).map((l) => {
		const [name, helper, status, at, is, body] = l.split('\t');
		return { name, helper, status: +status, path: at, url: (helper === 'down' ? DOWN : BASE) + at,
			is: is === '-' ? null : is, body: body === '-' ? null : body };
	});
}

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];

const launch = (more = []) => chromium.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: [...ARGS, ...more] });

// Open a page of the table, by POST where it has a body; returns the response.
async function open(page, row) {
	if (row.body !== null)
		await page.route(row.url, (route) => route.continue({ method: 'POST', postData: row.body,
			headers: { 'content-type': 'application/x-www-form-urlencoded' } }), { times: 1 });
	return page.goto(row.url, { waitUntil: 'load' });
}

// What a page may not do: errors, refused content, requests that fail.  Returns the list, which grows.
function complaints(page, row = {}) {
	const list = [];

	page.on('console', (m) => {
		const own = row.status >= 400 && m.location().url === row.url; // the page's own status
		if (['error', 'warning'].includes(m.type()) && !own)
			list.push(`console: ${m.text()}`);
	});
	page.on('pageerror', (e) => list.push(`script: ${e.message}`));
	page.on('requestfailed', (r) => {
		if (r.failure().errorText !== 'net::ERR_ABORTED')
			list.push(`failed: ${r.url()} ${r.failure().errorText}`);
	});
	page.on('response', (r) => {
		if (r.status() >= 400 && r.url() !== row.url)
			list.push(`status ${r.status()}: ${r.url()}`);
	});
	return list;
}

// Run WORK over ITEMS, WIDTH at a time.
async function each(items, width, work) {
	const left = [...items];

	await Promise.all(Array.from({ length: width }, async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift())
			await work(item);
	}));
}

// A part that hangs is a part that failed.
const PATIENCE_MS = 900000;

// Run a part to its end, whatever happens.
function main(work) {
	const limit = new Promise((_, no) => setTimeout(() => no(new Error('not ended in time')), PATIENCE_MS));

	Promise.race([work(), limit]).catch((e) => check(false, e.stack || e)).then(() => {
		console.log(`${passed} passed, ${failed} failed`);
		process.exit(failed || !passed ? 1 : 0);
	});
}

module.exports = { BASE, DOWN, check, same, pages, launch, open, complaints, each, main };
