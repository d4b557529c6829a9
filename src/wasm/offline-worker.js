// offline-worker.js - the service worker of somebody who keeps the site: everything that /search.json lists,
// of one release at a time.  The build puts the release's name before these lines, so that browsers see a new
// one; it takes the old one's place when all of it is there.
'use strict';

const PREFIX = 'cee-';
// What stands in for code pages, which are not kept: the same question to the search.
const CODE = /^(\/[a-z]{2})?\/hts\/(\d{2,4})\/$/;
const SEARCH = /^(\/[a-z]{2})?\/(find|account|contact)\/$/;

async function keep() {
	const list = await (await fetch('/search.json', { cache: 'no-store' })).json();
	const cache = await caches.open(PREFIX + list.release);

	await cache.put('/search.json', new Response(JSON.stringify(list),
		{ headers: { 'Content-Type': 'application/json' } }));
	// One after the other: this is done behind somebody's back, and nobody waits for it.
	for (const url of [...list.keep, `${list.module.url}.gz`, `${list.pack.url}.gz`]) {
		const reply = await fetch(url, { cache: 'no-cache' });
		if (!reply.ok)
			throw new Error(`${url}: ${reply.status}`);
		await cache.put(url, reply);
	}
	await self.skipWaiting();
	return PREFIX + list.release;
}

// The newest release is the one that was made last; the others go.
async function clear() {
	const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).sort();

	names.pop();
	await Promise.all(names.map((name) => caches.delete(name)));
	await self.clients.claim();
}

async function kept(path) {
	return caches.match(path, { ignoreSearch: true });
}

async function answer(event, url) {
	const file = SEARCH.test(url.pathname) && url.pathname;
	const code = CODE.exec(url.pathname);
	const found = await kept(file || url.pathname);

	if (found)
		return found;
	try {
		return await fetch(event.request);
	} catch (e) {
		if (event.request.mode !== 'navigate')
			throw e;
		if (code)
			return Response.redirect(`${code[1] || ''}/find/?q=${code[2]}#answer`, 302);
		return (await kept('/find/')) || Response.error();
	}
}

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(clear()));
addEventListener('fetch', (event) => {
	const url = new URL(event.request.url);

	if (event.request.method === 'GET' && url.origin === location.origin &&
	    !url.pathname.startsWith('/api/') && url.pathname !== '/offline.js')
		event.respondWith(answer(event, url));
});
