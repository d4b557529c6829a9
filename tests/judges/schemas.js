// schemas.js DRIVER FILE: replies of the API against its JSON Schemas.  FILE: room for a small index.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const Ajv = require('ajv/dist/2020');
const formats = require('ajv-formats');

const [driver, fixture] = process.argv.slice(2);
const dir = path.join('src', 'search', 'schemas');
const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
formats(ajv);
for (const f of fs.readdirSync(dir).sort())
	ajv.addSchema(JSON.parse(fs.readFileSync(path.join(dir, f), 'utf8')));

let passed = 0;
let failed = 0;

function check(ok, what) {
	if (ok) {
		passed++;
		return;
	}
	failed++;
	if (failed <= 20)
		console.log(`FAIL ${what}`);
}

const FORM = 'application/x-www-form-urlencoded';
const SCHEMAS = {
	'/api/v1/find': 'find.json',
	'/api/v1/codes': 'codes.json',
	'/api/v1/suggest': 'suggest.json',
	'/api/v1/centers': 'centers.json',
	'/healthz': 'healthz.json',
};

// Goods, codes, questions and what is none of them.
const QUERIES = [
	'socks', 'cotton t-shirts', 'leather shoes for men', 'plasticbags', 'refrigirators asparagas',
	'laser printers', 'printing presses', 'wireless headset', 'shoes', 'computers', 'stuff',
	'pants pumps tomatoes laptops', 'machines for shoes', 'zzzzqqqq', 'wholesale 10pcs', 'of the',
	'6109', '6109.10', '61', '84', '9801', '77', '6108', '0101', '61091000123', '6109, 8471, 6108',
	'HTS 8443.32.50', '6109 10; 8471 30', 'chapters 61 and 62', '100 cotton', '12v battery',
	'what is a CEE?', 'how do I appeal?', 'which center handles socks?', 'protest deadline',
	'where is the Machinery Center', '<script>alert(1)</script>', '"; DROP TABLE name; --',
	'jalape\u00f1os', '\u0000', 'a\u0000b', '\u0001main\u0001', '\u2028', '\ud83d\ude00', '* NEAR( ^',
	'\u202eabc', 'x'.repeat(2048), 'shoes '.repeat(300), 'men\u2019s suits', '\ufeffsocks', '%', '\\',
	'toys', 'steel screws', 'medicine', 'crude oil', 'car parts', 'laptop', 'guitar', 'tomatoes',
];
const LISTS = [
	'6109', '6109,5,10\n8471,1,2\nrubbish\n9801\n77\n6108\n61091\n61091000123',
	'Code;Quantity;Value\n6109.10;12;"1,234.50"', '\ufeff6109\t1\t2\r\n\r\n8471', 'x',
	'6109,1e400,99999999999999999999999999999999', ',,,\n"6109', '61\n84', '6109\n'.repeat(10001),
	'6109,0,0', '6109,0.001,0.009', '\u0000', '<b>',
];

// A small generator of the same numbers each time.
let seed = 12345;
function random(n) {
	seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
	return (seed >>> 8) % n;
}

function mixtures() {
	const words = QUERIES.join(' ').split(/\s+/).filter((w) => w.length < 40);
	const joints = [' ', ' ', ' ', ', ', '-', ' for ', '. ', '/', '? '];
	const out = [];
	for (let i = 0; i < 400; i++) {
		let q = '';
		for (let n = 1 + random(6); n > 0; n--)
			q += words[random(words.length)] + joints[random(joints.length)];
		out.push(q);
	}
	return out;
}

// Queries of others, where they are in the tree.
function gold() {
	const out = [];
	for (const f of ['products', 'vague', 'questions', 'pinned', 'codes']) {
		const file = path.join('tests', 'gold', `${f}.tsv`);
		if (!fs.existsSync(file))
			continue;
		const [head, ...rows] = fs.readFileSync(file, 'utf8').split('\n').filter((r) => r !== '');
		const column = Math.max(0, head.split('\t').indexOf('query'));
		rows.filter((_, i) => i % 5 === 0).forEach((r) => out.push(r.split('\t')[column]));
	}
	return out.filter((q) => q && q.trim() !== '');
}

function requests() {
	const get = (p, query, status) => ({ method: 'GET', path: p, query, type: '', body: '', status });
	const post = (p, type, body, status) => ({ method: 'POST', path: p, query: '', type, body, status });
	const q = encodeURIComponent;
	const start = (text) => [...text].slice(0, 1 + random(8)).join('');
	const out = [];
	for (const text of [...QUERIES, ...mixtures(), ...gold()]) {
		if (Buffer.byteLength(text) > 2048)
			continue;
		out.push(get('/api/v1/find', `q=${q(text)}`, /^[ \t-\r]*$/.test(text) ? 400 : 200));
		out.push(get('/api/v1/suggest', `q=${q(start(text))}`, 200));
	}
	for (const word of ['refrigirators', 'asparagas', 'x"<&'])
		out.push(get('/api/v1/find', `q=refrigirators+asparagas&not=${q(word)}&is=red`, 200));
	for (const list of LISTS) {
		out.push(post('/api/v1/codes', 'text/csv', list, 200));
		out.push(get('/api/v1/codes', list.split('\n').slice(0, 20).map((c) => `c=${q(c)}`).join('&')));
	}
	out.push(get('/api/v1/centers', '', 200), get('/healthz', '', 200));
	out.push(get('/api/v1/find', '', 400), get('/api/v1/find', 'q=%FF', 400));
	out.push(get('/api/v1/find', `q=${'x'.repeat(2049)}`, 414), get('/api/v1/none', '', 404));
	out.push(get('/api/v1/codes', '', 400), post('/api/v1/codes', FORM, 'c=6109', 415));
	out.push(post('/api/v1/codes', 'text/csv', 'PK\u0003\u0004', 415), post('/api/v1/find', FORM, '', 405));
	out.push(post('/api/v1/codes', 'text/csv', '6109\n'.repeat(220000), 413));
	out.push(post('/api/v1/feedback', FORM, 'right=perhaps', 422), post('/healthz', FORM, '', 405));
	out.push(post('/api/v1/feedback', FORM, 'q=socks&right=yes', 204));
	return out;
}

function ask(index, list) {
	const input = list.map((r) => [r.method, r.path, r.query, r.type, encodeURIComponent(r.body)].join('\t'))
		.join('\n') + '\n';
	const run = spawnSync(driver, index, { input, maxBuffer: 1 << 30 });
	check(run.status === 0, `driver ${index.join(' ')}: status ${run.status ?? run.signal}: ${run.stderr}`);
	if (run.status !== 0)
		return [];
	return run.stdout.toString('utf8').trimEnd().split('\n').map((l) => JSON.parse(l));
}

const examples = new Map();	// one good reply of each schema and kind, to be spoiled below

function judge(r, reply) {
	const what = `${r.method} ${r.path} ${r.query.slice(0, 80)} ${r.body.slice(0, 40)}`;
	if (r.status !== undefined)
		check(reply.status === r.status, `${what}: status ${reply.status}, not ${r.status}`);
	if (reply.status === 204) {
		check(reply.body === '', `${what}: a body with 204`);
		return;
	}
	const good = reply.status === 200;
	check(reply.type === (good ? 'application/json' : 'application/problem+json'), `${what}: ${reply.type}`);
	let json;
	try {
		json = JSON.parse(reply.body);
	} catch (e) {
		check(false, `${what}: ${e.message}`);
		return;
	}
	const schema = good ? SCHEMAS[r.path] : 'problem.json';
	const validate = ajv.getSchema(schema);
	const ok = validate(json);
	check(ok, `${what}: ${ajv.errorsText(validate.errors)}: ${reply.body.slice(0, 300)}`);
	if (ok)
		examples.set(`${schema} ${json.kind ?? ''}`, json);
	if (!good)
		check(json.status === reply.status, `${what}: says ${json.status}`);
	if (schema === 'find.json') {
		const sum = json.centers.reduce((s, c) => s + c.share, 0);
		check(sum < 1.002 && (json.centers.length === 0 || sum > 0.998), `${what}: shares sum to ${sum}`);
	}
	if (schema === 'codes.json') {
		const placed = json.codes.filter((l) => l.center !== null).length;
		const lines = json.centers.reduce((s, c) => s + c.lines, 0);
		check(placed === lines, `${what}: ${placed} lines placed, ${lines} counted`);
	}
}

// A schema that takes anything judges nothing: each reply, spoiled in one place, must be refused.
function spoil(schema, json) {
	const validate = ajv.getSchema(schema);
	const refuse = (bad, how) => check(!validate(bad), `${schema} takes a reply with ${how}`);
	for (const key of Object.keys(json)) {
		const { [key]: gone, ...rest } = json;
		refuse(rest, `no ${key}`);
		refuse({ ...json, [key]: { odd: true } }, `an odd ${key}`);
		if (Array.isArray(gone) && gone.length > 0 && typeof gone[0] === 'object')
			for (const inner of Object.keys(gone[0])) {
				const { [inner]: lost, ...left } = gone[0];
				refuse({ ...json, [key]: [left, ...gone.slice(1)] }, `no ${inner} in ${key}`);
				refuse({ ...json, [key]: [{ ...gone[0], [inner]: { odd: lost } }] }, `an odd ${inner}`);
			}
	}
	refuse({ ...json, unheard_of: 1 }, 'a key more');
}

const list = requests();
const indexes = [['--fixture', fixture]];
const current = path.join('site', 'current', 'search.db');
if (fs.existsSync(current))
	indexes.push([current]);
else
	console.log(`skipped: no ${current}; only the small index was asked`);
for (const index of indexes) {
	const replies = ask(index, list);
	check(replies.length === list.length, `${replies.length} replies to ${list.length} requests`);
	replies.forEach((reply, i) => judge(list[i], reply));
}
for (const kind of ['product', 'code', 'codes', 'question', 'pinned', 'vague', 'none'])
	check(examples.has(`find.json ${kind}`), `no reply of kind ${kind} among the requests`);
for (const [key, json] of examples)
	spoil(key.split(' ')[0], json);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
