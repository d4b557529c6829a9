// openapi.js DRIVER FILE: the description of the API is sound, says of every reply what its schema
// file says, and the responder does what it describes: no address, method, parameter, status or
// type more or less.  FILE: room for a small index.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync, execFileSync } = require('child_process');
const Ajv = require('ajv/dist/2020');
const formats = require('ajv-formats');

const [driver, fixture] = process.argv.slice(2);
const dir = path.join('src', 'search', 'schemas');
const files = fs.readdirSync(dir).sort().map((f) => path.join(dir, f));
const made = execFileSync('src/mk/openapi.sh', ['src/search/openapi.json', ...files]).toString();
const api = JSON.parse(made);

let passed = 0;
let failed = 0;

function check(ok, what) {
	if (ok)
		return void passed++;
	failed++;
	if (failed <= 20)
		console.log(`FAIL ${what}`);
}

const deref = (x) => (x && x.$ref ? x.$ref.slice(2).split('/').reduce((v, k) => v[k], api) : x);
const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

// What the operation under test may answer, out of reach for a test: it needs a crowd.
const UNSEEN = new Set(['503']);

async function sound() {
	const { Validator } = await import('@seriousme/openapi-schema-validator');
	const ask = async (doc) => new Validator().validate(JSON.parse(JSON.stringify(doc)));
	const good = await ask(api);
	check(good.valid, `not a valid description: ${JSON.stringify(good.errors)}`);
	// A judge that takes anything judges nothing.
	const spoil = (change) => { const doc = JSON.parse(made); change(doc); return ask(doc); };
	const bad = [
		['no version', (d) => delete d.info.version],
		['an odd parameter', (d) => { d.paths['/api/v1/find'].get.parameters[0].in = 'nowhere'; }],
		['a reply that is not described', (d) => delete d.paths['/healthz'].get.responses['200'].description],
		['a reference to nothing', (d) => delete d.components.schemas.find],
	];
	for (const [what, change] of bad)
		check(!(await spoil(change)).valid, `${what} is taken`);
}

// Each schema is its file's, but for where it refers to.
function oneTruth() {
	check(Object.keys(api.components.schemas).join() === files.map((f) => path.basename(f, '.json')).join(),
		`schemas of ${Object.keys(api.components.schemas)}`);
	for (const file of files) {
		const name = path.basename(file, '.json');
		const place = (ref) => {
			const [other, inside] = ref.split('#');
			return `#/components/schemas/${other === '' ? name : path.basename(other, '.json')}${inside || ''}`;
		};
		const { $schema, $id, ...own } = JSON.parse(fs.readFileSync(file, 'utf8'), (k, v) =>
			(k === '$ref' ? place(v) : v));
		check($id === path.basename(file) && $schema !== undefined, `${file}: its own name`);
		check(JSON.stringify(api.components.schemas[name]) === JSON.stringify(own), `${name} is not ${file}`);
	}
	// The addresses of the responder's own table.
	const table = [...fs.readFileSync('src/search/api.c', 'utf8')
		.matchAll(/\{ "([A-Z]+)", "(\/(?:api\/|healthz)[^"]*)"/g)].map((m) => `${m[1]} ${m[2]}`).sort();
	const told = Object.entries(api.paths).flatMap(([p, item]) =>
		METHODS.filter((m) => item[m]).map((m) => `${m.toUpperCase()} ${p}`)).sort();
	check(table.length > 0 && table.join() === told.join(), `addresses: ${table} but described: ${told}`);
	// Limits that the texts name.
	const limits = fs.readFileSync('src/base/limits.h', 'utf8');
	const limit = (name) => Number(new RegExp(`LIMIT_${name}\\s+\\(?(\\d+)`).exec(limits)[1]);
	for (const [name, text] of [['QUERY', 'bytes of UTF-8'], ['CODE_LINES', 'lines'], ['QUERY_WORDS', 'words'],
		['SEARCH_WORDS', 'that tell most']])
		check(made.includes(`${limit(name).toLocaleString('en')} ${text}`), `${name} is ${limit(name)}`);
}

const FORM = 'application/x-www-form-urlencoded';
const q = encodeURIComponent;
const request = (method, p, query = '', type = '', body = '', tag = '') => ({ method, path: p, query, type, body, tag });

// Every status that is described, provoked.
function provoked() {
	const list = '6109.10,12,240.00\n8471\nrubbish\n9801\n';
	return [
		[200, request('GET', '/api/v1/find', 'q=socks')],
		[200, request('GET', '/api/v1/find', 'q=refrigirators&not=refrigirators&is=red')],
		[400, request('GET', '/api/v1/find')],
		[400, request('GET', '/api/v1/find', 'q=%FF')],
		[414, request('GET', '/api/v1/find', `q=${'x'.repeat(2049)}`)],
		[200, request('GET', '/api/v1/codes', 'c=6109.10&c=8471')],
		[400, request('GET', '/api/v1/codes')],
		[415, request('GET', '/api/v1/codes', 'c=PK%03%04')],
		[200, request('POST', '/api/v1/codes', '', 'text/csv', list)],
		[200, request('POST', '/api/v1/codes', '', 'text/plain; charset=utf-8', list)],
		[400, request('POST', '/api/v1/codes', '', 'text/csv', ' \n')],
		[413, request('POST', '/api/v1/codes', '', 'text/csv', '6109\n'.repeat(220000))],
		[415, request('POST', '/api/v1/codes', '', 'image/png', list)],
		[200, request('GET', '/api/v1/suggest', 'q=so')],
		[200, request('GET', '/api/v1/suggest')],
		[400, request('GET', '/api/v1/suggest', 'q=%FF')],
		[200, request('GET', '/api/v1/centers')],
		[200, request('GET', '/healthz')],
		[204, request('POST', '/api/v1/feedback', '', FORM, 'q=socks&right=yes')],
		[204, request('POST', '/api/v1/feedback', '', FORM, 'right=no')],
		[204, request('POST', '/api/v1/feedback', '', FORM, 'right=no&center=apparel')],
		[303, request('POST', '/api/v1/feedback', '', FORM, 'right=no&from=page')],
		[400, request('POST', '/api/v1/feedback', '', FORM, 'right=no&q=%FF')],
		[422, request('POST', '/api/v1/feedback', '', FORM, 'right=no&center=nobody')],
		[413, request('POST', '/api/v1/feedback', '', FORM, `right=no&q=${'x'.repeat(8 * 1024 * 1024)}`)],
		[415, request('POST', '/api/v1/feedback', '', 'text/plain', 'right=no')],
		[422, request('POST', '/api/v1/feedback', '', FORM, 'right=perhaps')],
	];
}

// Requests made of the examples alone.
function examples() {
	const out = [];
	for (const [p, item] of Object.entries(api.paths))
		for (const m of METHODS.filter((x) => item[x])) {
			const op = item[m];
			for (const param of (op.parameters || []).map(deref)) {
				const each = param.examples ? Object.values(param.examples).map((e) => e.value) : [param.example];
				for (const e of each.filter((x) => x !== undefined))
					out.push(request(m.toUpperCase(), p,
						[e].flat().map((v) => `${param.name}=${q(v)}`).join('&')));
			}
			for (const [type, body] of Object.entries(op.requestBody ? op.requestBody.content : {})) {
				check(body.example !== undefined, `${m} ${p}: no example of ${type}`);
				out.push(request(m.toUpperCase(), p, '', type,
					typeof body.example === 'string' ? body.example : new URLSearchParams(body.example).toString()));
			}
		}
	return out;
}

// Each parameter does something: with it the reply differs from the one without.
const EFFECTS = {
	'/api/v1/find q': ['q=socks', ''],
	'/api/v1/find lang': ['q=socks&lang=es', 'q=socks'],
	'/api/v1/find not': ['q=refrigirators&not=refrigirators', 'q=refrigirators'],
	'/api/v1/find is': ['q=shoes&is=leather', 'q=shoes'],
	'/api/v1/find mapping': ['q=shoes&release=r0&mapping=2020-01-01', 'q=shoes&release=r0'],
	'/api/v1/find release': ['q=shoes&release=r0&mapping=2020-01-01', 'q=shoes&mapping=2020-01-01'],
	'/api/v1/codes c': ['c=6109', ''],
	'/api/v1/suggest lang': ['q=so&lang=es', 'q=so'],
	'/api/v1/suggest q': ['q=so', ''],
};

function ask(list) {
	const input = list.map((r) => [r.method, r.path, r.query, r.type, q(r.body), r.tag].join('\t')).join('\n') + '\n';
	const run = spawnSync(driver, ['--fixture', fixture], { input, maxBuffer: 1 << 30 });
	check(run.status === 0, `driver: status ${run.status ?? run.signal}: ${run.stderr}`);
	const replies = run.stdout.toString('utf8').trimEnd().split('\n').map((l) => JSON.parse(l));
	check(replies.length === list.length, `${replies.length} replies to ${list.length} requests`);
	return replies;
}

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
const seen = new Set();

function judge(r, reply) {
	const what = `${r.method} ${r.path} ${r.query.slice(0, 60)}: ${reply.status}`;
	const op = api.paths[r.path][r.method.toLowerCase()];
	const told = deref(op.responses[String(reply.status)]);
	check(told !== undefined, `${what} is not described`);
	if (told === undefined)
		return;
	seen.add(`${r.method} ${r.path} ${reply.status}`);
	const types = Object.keys(told.content || {});
	check(types.length > 0 ? types.includes(reply.type) : reply.body === '' && reply.type === null,
		`${what}: type ${reply.type}, described ${types}`);
	check((reply.etag !== '') === (told.headers?.ETag !== undefined || reply.status === 304), `${what}: ETag ${reply.etag}`);
	if (told.headers?.['Cache-Control'])
		check(/max-age=\d/.test(reply.cache ?? ''), `${what}: Cache-Control ${reply.cache}`);
	if (types.length === 0)
		return;
	const validate = ajv.getSchema(`api.json${told.content[reply.type].schema.$ref}`);
	check(validate(JSON.parse(reply.body)), `${what}: ${ajv.errorsText(validate.errors)}`);
}

function responder() {
	formats(ajv);
	ajv.addVocabulary(['openapi', 'info', 'externalDocs', 'servers', 'security', 'tags', 'paths', 'components']);
	ajv.addSchema({ $id: 'api.json', components: api.components });

	const cases = provoked();
	const replies = ask(cases.map((c) => c[1]));
	replies.forEach((reply, i) => {
		check(reply.status === cases[i][0], `${cases[i][1].path}: ${reply.status}, not ${cases[i][0]}`);
		judge(cases[i][1], reply);
	});
	// Again, with the tag that came.
	const tagged = cases.map(([, r], i) => ({ ...r, tag: replies[i].etag })).filter((r) => r.tag !== '');
	ask(tagged).forEach((reply, i) => {
		check(reply.status === 304, `${tagged[i].path}: ${reply.status} to its own tag`);
		judge(tagged[i], reply);
	});
	const shown = examples();
	ask(shown).forEach((reply, i) => {
		check(reply.status === 200 || reply.status === 204, `example of ${shown[i].path}: ${reply.status}`);
		judge(shown[i], reply);
	});

	for (const [p, item] of Object.entries(api.paths)) {
		const allowed = METHODS.filter((m) => item[m]).map((m) => m.toUpperCase());
		for (const m of METHODS.filter((x) => item[x])) {
			for (const status of Object.keys(item[m].responses).filter((s) => !UNSEEN.has(s)))
				check(seen.has(`${m.toUpperCase()} ${p} ${status}`), `${m} ${p}: ${status} was never seen`);
			for (const param of (item[m].parameters || []).map(deref).filter((x) => x.in === 'query')) {
				const effect = EFFECTS[`${p} ${param.name}`];
				check(effect !== undefined, `${p}: no case for ${param.name}`);
				const [with_, without] = ask(effect.map((query) => request(m.toUpperCase(), p, query)));
				check(with_.body !== without.body, `${p}: ${param.name} does nothing`);
				if (param.required)
					check(without.status === 400, `${p}: ${without.status} without ${param.name}`);
			}
		}
		const others = ['PUT', 'DELETE', 'PATCH', 'GET', 'POST'].filter((m) => !allowed.includes(m));
		ask(others.map((m) => request(m, p))).forEach((reply, i) => {
			check(reply.status === 405, `${others[i]} ${p}: ${reply.status}, not 405`);
			const allow = reply.allow.split(', ').filter((m) => m !== 'HEAD').sort().join();
			check(allow === [...allowed].sort().join(), `${p}: Allow ${reply.allow}, described ${allowed}`);
		});
		if (allowed.includes('GET'))
			check(ask([request('HEAD', p, 'q=x&c=6109')])[0].status === 200, `HEAD ${p}`);
	}
	check(ask([request('GET', '/api/v1/openapi')])[0].status === 404, 'an address that is not described');
}

sound().then(oneTruth).then(responder).then(() => {
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed === 0 && passed > 0 ? 0 : 1);
}, (e) => {
	console.log(e);
	console.log(`${passed} passed, ${failed + 1} failed`);
	process.exit(1);
});
