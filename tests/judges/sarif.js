// sarif.js DIR: each CASE.sarif of DIR against the schema of SARIF 2.1.0 and against CASE.json.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv-draft-04');
const formats = require('ajv-formats');

const dir = process.argv[2];
const schema = JSON.parse(fs.readFileSync(path.join(__dirname, 'node_modules', '@microsoft', 'jest-sarif',
	'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const valid = ajv.compile(schema);

let passed = 0;
let failed = 0;
function check(ok, what) {
	if (ok) passed++;
	else { failed++; console.log(`FAIL ${what}`); }
}

function held(name, log, json) {
	const run = log.runs[0];
	const rules = run.tool.driver.rules;
	check(new Set(rules.map((r) => r.id)).size === rules.length, `${name}: a rule twice`);
	check(run.results.length === json.messages.length, `${name}: ${run.results.length} results`);
	run.results.forEach((r, i) => {
		const m = json.messages[i];
		const at = r.locations[0].physicalLocation;
		check(rules[r.ruleIndex].id === r.ruleId && r.ruleId === m.rule, `${name}: rule ${r.ruleId}`);
		check(r.level === m.level && r.message.text.startsWith(m.text), `${name}: ${r.message.text}`);
		check(decodeURIComponent(at.artifactLocation.uri) === m.file, `${name}: ${at.artifactLocation.uri}`);
		check((at.region ? at.region.startLine : 0) === m.line, `${name}: line of ${m.text}`);
		check((r.fixes !== undefined) === (m.fix !== undefined), `${name}: fix of ${m.text}`);
	});
}

// A schema that takes anything judges nothing.
function spoil(name, log) {
	const copy = () => JSON.parse(JSON.stringify(log));
	const bad = [(l) => delete l.version, (l) => { l.runs[0].results[0].level = 'bad'; },
		(l) => delete l.runs[0].tool, (l) => delete l.runs[0].results[0].message,
		(l) => { l.runs[0].results[0].ruleIndex = 'x'; }, (l) => { l.runs[0].odd = 1; }];
	bad.forEach((f, i) => { const l = copy(); f(l); check(!valid(l), `${name}: spoiled (${i}) and taken`); });
}

let fixes = 0;
for (const f of fs.readdirSync(dir).filter((n) => n.endsWith('.sarif')).sort()) {
	const name = path.basename(f, '.sarif');
	const log = JSON.parse(fs.readFileSync(path.join(dir, f), 'utf8'));
	const json = JSON.parse(fs.readFileSync(path.join(dir, `${name}.json`), 'utf8'));
	check(valid(log), `${name}: ${ajv.errorsText(valid.errors)}`);
	held(name, log, json);
	if (log.runs[0].results.length > 0)
		spoil(name, log);
	fixes += log.runs[0].results.filter((r) => r.fixes).length;
}
check(fixes > 0, 'no result has a fix');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
