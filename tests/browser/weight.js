// weight.js - bytes over the wire for a page type, without fonts: on a first visit, and on the next page.
'use strict';
const { BASE, check, launch, main } = require('./lib');

const FIRST = 60000;
const NEXT = 15000;
// A page, and another of its kind.
const VISITS = [['/', '/'], ['/centers/', '/centers/'], ['/centers/machinery/', '/centers/electronics/'], ['/hts/', '/hts/'],
	['/hts/61/', '/hts/62/'], ['/hts/6109/', '/hts/8471/'], ['/products/', '/products/'], ['/products/d/', '/products/e/'],
	['/faq/', '/faq/'], ['/faq/appeal-deadline/', '/faq/appeal-deadline/'], ['/glossary/', '/glossary/'],
	['/changes/', '/changes/'], ['/about/', '/about/mission/'], ['/about/method/', '/about/method/'], ['/data/', '/data/'],
	['/account/', '/account/'], ['/contact/', '/contact/'], ['/find/?q=dog+leash', '/find/?q=plastic'],
	['/find/?q=6109', '/find/?q=who+decides+a+protest']];

main(async () => {
	const browser = await launch();

	for (const [first, next] of VISITS) {
		const context = await browser.newContext();
		const page = await context.newPage();
		const wire = await context.newCDPSession(page);
		const fonts = new Set();
		let bytes = 0;
		let own = 0;

		await wire.send('Network.enable');
		wire.on('Network.responseReceived', (e) => e.type === 'Font' && fonts.add(e.requestId));
		wire.on('Network.loadingFinished', (e) => { if (!fonts.has(e.requestId)) bytes += e.encodedDataLength; });
		const visit = async (at) => {
			bytes = 0;
			await page.goto(BASE + at, { waitUntil: 'networkidle' });
			return bytes;
		};
		const a = await visit(first);
		own = await visit(next);
		console.log(`${first}\t${a} bytes first, ${own} bytes for ${next} next`);
		check(a > 1000 && a <= FIRST, `${first}: ${a} bytes on a first visit`);
		check(own <= NEXT, `${next}: ${own} bytes on the next`);
		await context.close();
	}
	await browser.close();
});
