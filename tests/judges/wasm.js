// wasm.js DRIVER RELEASE: the same requests to the responder's handler (api_driver) over search.db and to the
// module over the pack, as browsers get them; every reply must be the same, byte for byte.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const zlib = require('zlib');
const { spawn } = require('child_process');

const [driver, release] = process.argv.slice(2);
const gold = path.join(__dirname, '../gold');
const published = (url) => fs.readFileSync(path.join(release, 'public', url));

let passed = 0;
let failed = 0;
function check(ok, what) {
	if (ok) {
		passed++;
	} else if (++failed <= 20) {
		console.log(`FAIL ${what}`);
	}
}

// ---- Requests

const q = encodeURIComponent;
const get = (at, query = '') => ({ method: 'GET', path: at, query, type: '', body: '' });
const post = (at, type, body, query = '') => ({ method: 'POST', path: at, query, type, body });
const FORM = 'application/x-www-form-urlencoded';
const CSV = 'text/csv';

function rows(file) {
	const [head, ...lines] = fs.readFileSync(path.join(gold, file), 'utf8').split('\n').filter(Boolean);
	const names = head.split('\t');

	return lines.map((l) => Object.fromEntries(l.split('\t').map((v, i) => [names[i], v])));
}

// What somebody sees who types TEXT: a suggestion for each of a few beginnings.
function* typing(text) {
	for (const n of [2, 4, 7, 12])
		if (n < text.length)
			yield get('/api/v1/suggest', `q=${q([...text].slice(0, n).join(''))}`);
	yield get('/api/v1/suggest', `q=${q(text)}`);
}

function* requests() {
	const files = fs.readdirSync(gold).filter((f) => f.endsWith('.tsv')).sort();
	const languages = ['', ...fs.existsSync(path.join(release, 'public/es')) ? ['/es'] : []];
	let n = 0;

	for (const f of files) {
		for (const row of rows(f)) {
			const text = row.query || row.input;

			if (text !== undefined) {
				yield get('/api/v1/find', `q=${q(text)}`);
				// Pages take longer, and are made of the same answers.
				for (const l of n % 6 === 0 || row.style === undefined ? languages : [])
					yield get(`${l}/find/`, `q=${q(text)}`);
				if (n++ % 4 === 0)
					yield* typing(text);
			}
			if (row.input !== undefined)
				yield get('/api/v1/codes', `c=${q(row.input)}`);
			if (f === 'mixes.tsv') {
				const lines = row.codes.split(',').map((c, i) => `${c.trim()},${i + 1},${(i * 37) % 1000}.5`);
				yield post('/api/v1/codes', CSV, lines.join('\n'));
				yield get('/api/v1/codes', row.codes.split(',').map((c) => `c=${q(c.trim())}`).join('&'));
				for (const l of languages) {
					yield post(`${l}/account/`, FORM, `list=${q(lines.join('\n'))}`);
					for (const as of ['lines', 'shares'])
						yield post(`${l}/account/`, FORM, `list=${q(lines.join('\n'))}&as=${as}`);
				}
			}
		}
	}
	for (const l of languages) {
		for (const at of ['/find/', '/find/thanks/', '/account/', '/contact/'])
			yield get(l + at);
		for (const topic of ['', 'classification', 'account', 'other'])
			yield post(`${l}/contact/`, FORM, `topic=${topic}&goods=dog+leash&text=A+question`);
	}
	for (const at of ['/api/v1/centers', '/api/v1/find', '/api/v1/codes', '/api/v1/suggest', '/healthz',
		'/nothing/', '/api/v2/find'])
		yield get(at);
	yield post('/api/v1/find', CSV, 'x');
	yield post('/api/v1/feedback', FORM, 'q=dog+leash&right=yes');
	yield post('/account/', 'multipart/form-data; boundary=x',
		'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' +
		'code;qty\r\n6109.10.00;12\r\n8471;3\r\nxx;1\r\n\r\n--x--\r\n');
	for (const text of ['\u00a0', 'JALAPEÑO', 'ﬁlter', '한국 김치', 'Ⅷ bolts', 'x'.repeat(3000), 'tshirts',
		'hummers', 'wooden hummer', '610910, 8471.30; 9503', 'stainlesssteel bolts', 'tyre', 'dog lesh',
		'perro correa', '1,4-dioxane', '7664-93-9', '"AND" NEAR(*)', '&<>', 'NOT'])
		for (const at of ['/api/v1/find', '/find/', '/api/v1/suggest'])
			yield get(at, `q=${q(text)}`);
	yield get('/api/v1/find', 'q=%ff%fe');
	yield get('/api/v1/find', 'q=dog+lesh&not=lesh');
	yield get('/find/', 'q=dog+leash&mapping=2026-01-01&release=r1');
}

// ---- The module, as search-worker.js runs it

async function open() {
	const list = JSON.parse(published('search.json'));
	const part = (p) => zlib.gunzipSync(published(`${p.url}.gz`));
	const module = await WebAssembly.compile(part(list.module));

	check(WebAssembly.Module.imports(module).length === 0, 'the module imports nothing');
	console.log(`with gzip: module ${(list.module.bytes / 1e6).toFixed(2)} MB, index ${(list.pack.bytes / 1e6).toFixed(2)} MB`);
	check(list.module.bytes + list.pack.bytes <= 4e6,
		`all of it comes in 4 MB: ${list.module.bytes + list.pack.bytes}`);
	check(['module', 'pack'].every((p) => published(`${list[p].url}.gz`).length === list[p].bytes),
		'search.json says how many bytes come');
	check(list.keep.every((url) => fs.existsSync(path.join(release, 'public', url))), 'what is kept is there');
	const x = (await WebAssembly.instantiate(module, {})).exports;
	const give = (b) => {
		const at = x.cee_room(b.length);
		new Uint8Array(x.memory.buffer, at, b.length).set(b);
		return b.length;
	};
	const reply = () => Buffer.from(new Uint8Array(x.memory.buffer, x.cee_reply(), x.cee_reply_n()));

	x._initialize();
	check(x.cee_open(give(part(list.pack))) === 0, `the pack opens: ${reply()}`);
	return (r) => {
		x.cee_answer(give(Buffer.from([r.method, r.path, r.query, r.type, r.body].join('\n'))));
		const all = reply();
		const end = all.indexOf('\r\n\r\n');
		const [status, ...lines] = all.toString('utf8', 0, end).split('\r\n');
		const header = (name) => {
			const line = lines.find((l) => l.startsWith(`${name}: `));
			return line === undefined ? null : line.slice(name.length + 2);
		};
		return { status: +status, type: header('Content-Type'), body: all.toString('utf8', end + 4),
			etag: header('ETag') || '', allow: header('Allow') || '', cache: header('Cache-Control') };
	};
}

// ---- Both

(async () => {
	const ask = await open();
	const native = spawn(driver, ['--no-limit', path.join(release, 'search.db')],
		{ stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = readline.createInterface({ input: native.stdout })[Symbol.asyncIterator]();
	let different = 0;

	const all = [...requests()];

	native.stdin.end(all.map((r) => `${[r.method, r.path, r.query, r.type, q(r.body)].join('\t')}\n`).join(''));
	for (const r of all) {
		const want = JSON.parse((await lines.next()).value);
		const got = ask(r);

		want.cache = want.cache || 'no-store'; // as msg_headers() says it
		const [is, should] = [JSON.stringify(got), JSON.stringify(want)];
		const same = is === should;
		let at = 0;	// where they part
		while (!same && is[at] === should[at])
			at++;
		const near = (text) => text.slice(Math.max(0, at - 80), at + 200);
		check(same, `${r.method} ${r.path}?${r.query} ${r.body}`.slice(0, 200) + (different > 5 ? '' :
			`\n  want ...${near(should)}\n  got  ...${near(is)}`));
		different += !same;
	}
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed || passed < 100 ? 1 : 0);
})().catch((e) => {
	console.log(e.stack || e);
	process.exit(1);
});
