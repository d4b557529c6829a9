// print.js - on paper: a Center on two sheets, an answer on two, without what only a screen can use.
'use strict';
const fs = require('fs');
const path = require('path');
const { BASE, check, launch, main } = require('./lib');

const sheets = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) || []).length;

main(async () => {
	const browser = await launch();
	const page = await browser.newPage();
	const centers = (await (await fetch(`${BASE}/api/v1/centers`)).json()).centers.map((c) => `/centers/${c.slug}/`);

	for (const at of [...centers, '/find/?q=dog+leash', '/find/?q=plastic']) {
		await page.goto(BASE + at);
		await page.emulateMedia({ media: 'print' });
		for (const what of ['header nav', 'header form', 'main form button', '.usa-skipnav'])
			check(await page.locator(what).evaluateAll((list) => list.every((e) => !e.checkVisibility({
				checkVisibilityCSS: true }) || e.getBoundingClientRect().bottom <= 0)), `${at}: ${what} is printed`);
		check(await page.locator('h1').first().isVisible(), `${at}: no heading on paper`);
		await page.emulateMedia({ media: null });
		const pdf = await page.pdf({ format: 'Letter' });
		const n = sheets(pdf);
		check(n >= 1 && n <= 2, `${at}: ${n} sheets`);
		if (process.env.SHOTS)
			fs.writeFileSync(path.join(process.env.SHOTS, `print-${at.replace(/\W+/g, '-')}.pdf`), pdf);
	}
	await browser.close();
});
