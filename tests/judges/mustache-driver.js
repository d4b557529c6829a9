// Renders many requests through one run of mustache_driver; its comment describes the encoding.
'use strict';

const { spawnSync } = require('child_process');

const text = (s) => {
	const bytes = Buffer.from(String(s), 'utf8');
	return [Buffer.from(`S${bytes.length}:`), bytes];
};

function encode(v) {
	if (v === null || v === undefined)
		return [Buffer.from('N')];
	if (typeof v === 'boolean')
		return [Buffer.from(v ? 'T' : 'F')];
	if (Array.isArray(v))
		return [Buffer.from(`L${v.length}:`), ...v.flatMap(encode)];
	if (typeof v === 'object') {
		const entries = Object.entries(v);
		return [Buffer.from(`M${entries.length}:`),
			...entries.flatMap(([key, item]) => [...text(key), ...encode(item)])];
	}
	return text(v);
}

function decode(bytes) {
	const replies = [];
	for (let at = 0; at < bytes.length;) {
		const colon = bytes.indexOf(':', at);
		const n = Number(bytes.toString('latin1', at + 1, colon));
		replies.push({
			ok: bytes[at] === 'O'.charCodeAt(0),
			text: bytes.toString('utf8', colon + 1, colon + 1 + n),
		});
		at = colon + 1 + n;
	}
	return replies;
}

// REQUESTS: { template, partials, data, strict }; the reply of each: { ok, text }.
exports.render = (driver, requests) => {
	const input = Buffer.concat(requests.flatMap((r) => encode({
		template: r.template, partials: r.partials || {}, strict: r.strict || false,
		data: r.data === undefined ? null : r.data,
	})));
	const run = spawnSync(driver, [], { input, maxBuffer: 1 << 28 });
	if (run.error)
		throw run.error;
	if (run.status !== 0)
		throw new Error(`${driver}: status ${run.status} ${run.signal || ''}\n${run.stderr}`);
	const replies = decode(run.stdout);
	if (replies.length !== requests.length)
		throw new Error(`${replies.length} replies to ${requests.length} requests`);
	return replies;
};

// Compare replies with what was expected, show what differs, and sum up; returns the failures.
exports.judge = (cases, replies) => {
	let failed = 0;
	cases.forEach((c, i) => {
		if (replies[i].ok && replies[i].text === c.expected)
			return;
		if (++failed > 10)
			return;
		console.log(`FAIL ${c.name}`);
		for (const [what, v] of [['template', c.template], ['partials', c.partials || {}],
			['data', c.data], ['expected', c.expected], [replies[i].ok ? 'got' : 'error',
				replies[i].text]])
			console.log(`  ${what}: ${JSON.stringify(v)}`);
	});
	return failed;
};
