// links.js - every address and anchor that a page of the site, or an answer saved by html.js, names within
// the site: the file is there and so is the id.  Read with parse5.
'use strict';
const fs = require('fs');
const path = require('path');
const { parse } = require('parse5');
const { check, main } = require('./lib');

const { PUBLIC, ROOM } = process.env;
const HERE = 'http://here';
const ADDRESSES = { href: 1, src: 1, poster: 1, data: 1 };
const FORMS = { action: 1, formaction: 1 };	// their anchors are of the reply
// Attributes that name an id of the same page.
const IDS = { for: 1, 'aria-labelledby': 1, 'aria-describedby': 1, 'aria-controls': 1, 'aria-details': 1, headers: 1, list: 1,
	form: 1, 'data-cee-filter': 1 };
const HELPER = /^\/(api\/v1\/|healthz$|find\/|account\/|contact\/)/;	// answered by the responder

function read(file) {
	const page = { ids: new Set(), links: [], refs: [], twice: [] };
	const walk = (node) => {
		for (const { name, value } of node.attrs || []) {
			if (name === 'id')
				(page.ids.has(value) ? page.twice.push(value) : page.ids.add(value));
			else if (ADDRESSES[name])
				page.links.push(value);
			else if (FORMS[name])
				page.links.push(value.replace(/#.*/, ''));
			else if (name === 'srcset')
				page.links.push(...value.split(',').map((s) => s.trim().split(/\s+/)[0]));
			else if (IDS[name])
				page.refs.push(...value.split(/\s+/));
			else if (name === 'data-cee-copy' && value)
				page.refs.push(value.slice(1));
		}
		for (const child of node.childNodes || [])
			walk(child);
		if (node.content)
			walk(node.content);
	};
	walk(parse(fs.readFileSync(file, 'utf8')));
	return page;
}

const html = (dir) => fs.readdirSync(dir, { recursive: true }).filter((f) => f.endsWith('.html'));

main(async () => {
	const site = new Map();		// path on the site: page
	const all = [];			// [name, base address, page]
	const files = new Set(fs.readdirSync(PUBLIC, { recursive: true }).map((f) => `/${f}`));
	const linked = new Set(['/']);

	for (const f of html(PUBLIC)) {
		const at = `/${f}`.replace(/\/index\.html$/, '/');
		const page = read(path.join(PUBLIC, f));
		site.set(at, page);
		all.push([at, HERE + at, page]);
	}
	const answers = path.join(ROOM, 'answers');
	for (const f of fs.existsSync(answers) ? html(answers) : []) {
		const at = (/^es-/.test(f) ? '/es' : '') +
			(/^(es-)?mix/.test(f) ? '/account/' : /^(es-)?(contact|inquiry)/.test(f) ? '/contact/' : '/find/');
		all.push([`answer ${f}`, HERE + at, read(path.join(answers, f))]);
	}
	for (const [name, base, page] of all) {
		const bad = page.twice.map((id) => `id ${id} twice`);
		bad.push(...page.refs.filter((id) => id && !page.ids.has(id)).map((id) => `no id ${id}`));
		for (const link of new Set(page.links)) {
			let url;
			try {
				url = new URL(link, base);
			} catch (e) {
				bad.push(`not an address: ${link}`);
				continue;
			}
			if (!url.href.startsWith(`${HERE}/`))
				continue;
			const at = decodeURIComponent(url.pathname);
			const id = decodeURIComponent(url.hash.slice(1));
			const target = link.startsWith('#') || link === '' ? page : site.get(at);
			linked.add(at);
			if (!target && !(files.has(at) && !at.endsWith('/')) && !HELPER.test(at))
				bad.push(`nothing at ${link}`);
			else if (id && !url.search && (!target || !target.ids.has(id)))
				bad.push(`no such anchor: ${link}`);
		}
		check(!bad.length, `${name}: ${bad.slice(0, 6).join('; ')}`);
	}
	// Every page can be reached, and the site map knows the same pages.
	const map = [...fs.readFileSync(path.join(PUBLIC, 'sitemap.xml'), 'utf8').matchAll(/<loc>([^<]*)<\/loc>/g)]
		.map((m) => new URL(m[1]).pathname);
	check(map.length > 100, `${map.length} pages in the site map`);
	for (const at of map)
		check(site.has(at), `site map: nothing at ${at}`);
	const lonely = [...site.keys()].filter((at) => !linked.has(at) && at !== '/404.html' && map.includes(at));
	check(!lonely.length, `no link leads to ${lonely.slice(0, 5).join(' ')}`);
});
