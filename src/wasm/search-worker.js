// search-worker.js - the search in a worker of the page: fetches the module and the pack that
// /search.json names, then answers requests as cee-search(8) would.
//
// It says { loaded, of } in bytes while it fetches, { unpacking: true } when it has all, then { ready: true },
// or { failed: why }.  To { id, method, path, query, type, body } it says { id, status, headers, body }, the
// bodies as bytes; a request for which the module has no answer, or that breaks it, is { id, failed: why }.
'use strict';

const GZIP = [0x1f, 0x8b];
const isGzip = (bytes) => bytes[0] === GZIP[0] && bytes[1] === GZIP[1];

let loaded = 0;
let of = 0;

async function read(reply) {
	const reader = reply.body.getReader();
	const parts = [];

	for (;;) {
		const { done, value } = await reader.read();
		if (done)
			break;
		parts.push(value);
		loaded += value.length;
		postMessage({ loaded: Math.min(loaded, of), of });
	}
	return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function inflate(bytes) {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));

	return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The file as gzip, which we unpack unless the server has told the browser to; or else as it is.
async function fetchPart(part, begins) {
	const sound = (bytes) => begins.every((b, i) => bytes[i] === b);

	if (typeof DecompressionStream === 'function') {
		const reply = await fetch(`${part.url}.gz`, { credentials: 'omit' });
		if (reply.ok) {
			let bytes = await read(reply);
			if (isGzip(bytes))
				bytes = await inflate(bytes);
			if (sound(bytes))
				return bytes;
		}
	}
	const reply = await fetch(part.url, { credentials: 'omit' });
	if (!reply.ok)
		throw new Error(`${part.url}: ${reply.status}`);
	const bytes = await read(reply);
	if (!sound(bytes))
		throw new Error(`${part.url} is something else`);
	return bytes;
}

const ascii = (text) => [...text].map((c) => c.charCodeAt(0));

let exports = null;	// of the module

function give(bytes) {
	const at = exports.cee_room(bytes.length);

	new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
	return bytes.length;
}

const reply = () => new Uint8Array(exports.memory.buffer, exports.cee_reply(), exports.cee_reply_n()).slice();

async function start() {
	const list = await (await fetch('/search.json', { credentials: 'omit', cache: 'no-cache' })).json();

	of = list.module.bytes + list.pack.bytes;
	const [code, pack] = await Promise.all([
		fetchPart(list.module, [0, ...ascii('asm')]), fetchPart(list.pack, ascii('cee-pack'))]);
	postMessage({ unpacking: true });
	exports = (await WebAssembly.instantiate(code, {})).instance.exports;
	exports._initialize();
	if (exports.cee_open(give(pack)) !== 0)
		throw new Error(new TextDecoder().decode(reply()));
	postMessage({ ready: true });
}

function answer({ method, path, query, type, body }) {
	const head = new TextEncoder().encode(`${[method, path, query, type || ''].join('\n')}\n`);
	const all = new Uint8Array(head.length + (body ? body.byteLength : 0));

	all.set(head);
	if (body)
		all.set(new Uint8Array(body), head.length);
	exports.cee_answer(give(all));
	const bytes = reply();
	let end = 0;	// of the head: an empty line
	while (!(bytes[end] === 13 && bytes[end + 1] === 10 && bytes[end + 2] === 13 && bytes[end + 3] === 10))
		end++;
	const [status, ...lines] = new TextDecoder().decode(bytes.subarray(0, end)).split('\r\n');
	const headers = {};
	for (const line of lines) {
		const colon = line.indexOf(': ');
		headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 2);
	}
	return { status: +status, headers, body: bytes.slice(end + 4).buffer };
}

const started = start();

started.catch((e) => postMessage({ failed: String(e.message || e) }));
addEventListener('message', async ({ data }) => {
	try {
		await started;
		postMessage({ id: data.id, ...answer(data) });
	} catch (e) {
		postMessage({ id: data.id, failed: String(e.message || e) });
	}
});
