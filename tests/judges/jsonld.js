// jsonld.js PUBLIC_DIR: what the pages of a built site say to machines is well formed, complete by
// schema.org's own lists, and stands in the page for people to read as well.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const root = process.argv[2];
let passed = 0;
let failed = 0;

function check(ok, what) {
	if (ok)
		return void passed++;
	failed++;
	if (failed <= 20)
		console.log(`FAIL ${what}`);
}

// By schema.org and what search engines ask of each type: must be there, may be there.
const TYPES = {
	BreadcrumbList: [['itemListElement'], []],
	ListItem: [['position', 'name', 'item'], []],
	WebSite: [['name', 'url', 'potentialAction'], ['alternateName', 'description', 'inLanguage']],
	SearchAction: [['target', 'query-input'], []],
	EntryPoint: [['urlTemplate'], []],
	GovernmentOrganization: [['name'], ['@id', 'url', 'alternateName', 'description', 'foundingDate', 'knowsAbout',
		'location', 'parentOrganization', 'areaServed', 'contactPoint']],
	Place: [['name'], []],
	Country: [['name'], []],
	ContactPoint: [['email'], []],
	DefinedTermSet: [['@id', 'name', 'url'], ['description', 'hasDefinedTerm']],
	DefinedTerm: [['name', 'url'], ['alternateName']],
	Dataset: [['@id', 'name', 'description', 'url', 'license', 'creator', 'distribution'],
		['isAccessibleForFree', 'dateModified', 'version']],
	Organization: [['name', 'url'], []],
	DataDownload: [['name', 'contentUrl', 'contentSize', 'sha256'], ['encodingFormat']],
};
// What each must have besides, where it is what the page is about.
const WHOLE = { GovernmentOrganization: ['@id', 'url', 'description', 'location', 'parentOrganization', 'areaServed'] };

const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };
const decode = (s) => s.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (m, d, x, n) =>
	(d ? String.fromCodePoint(+d) : x ? String.fromCodePoint(parseInt(x, 16)) : ENTITIES[n] ?? m));
const squeeze = (s) => s.replace(/\s+/g, ' ').trim();
const visible = (html) => squeeze(decode(html.replace(/^[\s\S]*?<body[^>]*>/, '')
	.replace(/<(script|style|template)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')));

let base;
const local = (url) => (url.startsWith(base) ? url.slice(base.length) : null);
const fileOf = (p) => path.join(root, p.endsWith('/') ? `${p}index.html` : p);

function typed(file, what, x, top) {
	const list = TYPES[x['@type']];
	if (list === undefined)
		return check(false, `${file}: a ${x['@type']}`);
	const [must, may] = list;
	for (const key of [...must, ...(top && WHOLE[x['@type']] || [])])
		check(x[key] !== undefined && x[key] !== '' && x[key] !== null, `${file}: ${what} without ${key}`);
	for (const [key, v] of Object.entries(x)) {
		if (key === '@type')
			continue;
		check([...must, ...may].includes(key), `${file}: ${what} with ${key}`);
		for (const inner of [v].flat())
			if (typeof inner === 'object')
				typed(file, `${what}.${key}`, inner, false);
	}
}

// Texts that people must find in the page as well.
function* said(x) {
	const skip = { Country: ['name'], WebSite: ['alternateName', 'description'], Dataset: ['description'],
		DefinedTermSet: ['description'] }[x['@type']] || [];
	for (const [key, v] of Object.entries(x))
		for (const inner of [v].flat()) {
			if (typeof inner === 'object')
				yield* said(inner);
			else if (['name', 'alternateName', 'description', 'email', 'knowsAbout', 'sha256', 'contentSize',
				'version'].includes(key) && !skip.includes(key))
				yield inner;
		}
}

function crumbs(html) {
	const nav = /<nav [^>]*class="usa-breadcrumb[\s\S]*?<\/nav>/.exec(html);
	if (nav === null)
		return null;
	return [...nav[0].matchAll(/<li[^>]*>([\s\S]*?)<\/li>/g)].map((m) => ({
		name: squeeze(decode(m[1].replace(/<[^>]*>/g, ' '))),
		href: /href="([^"]*)"/.exec(m[1])?.[1],
	}));
}

const about = new Map();	// pages by what they are about

function page(p) {
	const html = fs.readFileSync(fileOf(p), 'utf8');
	const blocks = [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map((m) => m[1]);
	const canonical = /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];
	if (canonical === undefined || /http-equiv="refresh"/.test(html))
		return check(blocks.length === 0, `${p}: says something though it has no address`);
	check(blocks.length === 1, `${p}: ${blocks.length} blocks`);
	if (blocks.length !== 1)
		return undefined;
	check(!blocks[0].includes('<'), `${p}: "<" in the block`);
	let data;
	try {
		data = JSON.parse(blocks[0]);
	} catch (e) {
		return check(false, `${p}: ${e.message}`);
	}
	base = canonical.slice(0, canonical.length - p.length);
	check(canonical.endsWith(p), `${p}: canonical ${canonical}`);
	check(data['@context'] === 'https://schema.org' && Array.isArray(data['@graph']), `${p}: context`);
	const text = visible(html);
	for (const x of data['@graph']) {
		typed(p, x['@type'], x, true);
		about.set(x['@type'], [...about.get(x['@type']) || [], [p, x]]);
		for (const s of said(x))
			check(text.includes(squeeze(s)), `${p}: "${s}" of ${x['@type']} is not in the page`);
	}
	const shown = crumbs(html);
	const list = data['@graph'].find((x) => x['@type'] === 'BreadcrumbList');
	check((shown === null) === (list === undefined), `${p}: breadcrumbs here and not there`);
	if (shown === null || list === undefined)
		return undefined;
	check(list.itemListElement.map((i) => i.name).join(' / ') === shown.map((c) => c.name).join(' / '), `${p}: breadcrumbs`);
	list.itemListElement.forEach((item, i) => {
		check(item.position === i + 1, `${p}: position ${item.position}`);
		check(item.item === base + (shown[i]?.href ?? p), `${p}: ${item.item}`);
	});
	return undefined;
}

function walk(dir) {
	for (const e of fs.readdirSync(path.join(root, dir), { withFileTypes: true })) {
		const p = `${dir}${e.name}`;
		if (e.isDirectory())
			walk(`${p}/`);
		else if (p.endsWith('/index.html'))
			page(dir);
		else if (p.endsWith('.html'))
			page(p);
	}
}
walk('/');

const only = (type, n) => check((about.get(type) || []).length === n, `${(about.get(type) || []).length} pages about a ${type}`);
// A home page and the Centers, in each language.
const homes = ['/', ...fs.existsSync(path.join(root, 'es', 'index.html')) ? ['/es/'] : []];
only('WebSite', homes.length);
only('DefinedTermSet', 1);
only('Dataset', 1);
const centers = (home) => fs.readdirSync(path.join(root, home, 'centers'), { withFileTypes: true }).filter((e) => e.isDirectory());
only('GovernmentOrganization', homes.flatMap(centers).length);
for (const [p, x] of about.get('Dataset') || []) {
	check(x.distribution.length >= 3, `${p}: ${x.distribution.length} files`);
	for (const f of x.distribution) {
		const bytes = fs.readFileSync(fileOf(local(f.contentUrl)));
		check(crypto.createHash('sha256').update(bytes).digest('hex') === f.sha256, `${p}: SHA-256 of ${f.name}`);
	}
}
for (const [p, x] of about.get('DefinedTermSet') || []) {
	const html = fs.readFileSync(fileOf(p), 'utf8');
	for (const t of x.hasDefinedTerm || [])
		check(html.includes(`id="${t.url.split('#')[1]}"`), `${p}: no ${t.url}`);
}
for (const [p, x] of about.get('WebSite') || []) {
	const html = fs.readFileSync(fileOf(p), 'utf8');
	const target = x.potentialAction.target.urlTemplate;
	check(target.startsWith(base) && target.includes('{search_term_string}'), `${p}: ${target}`);
	const [action, name] = local(target).split(/[?=]/);
	check(new RegExp(`<form[^>]*action="${action}(?:#[^"]*)?"`).test(html) && html.includes(`name="${name}"`), `${p}: no form for ${target}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
