// mustache-spec.js DRIVER DIRECTORY: the Mustache specification's own cases, in DIRECTORY/*.json.
// Lambdas are the one module left out.
'use strict';

const fs = require('fs');
const path = require('path');
const { render, judge } = require('./mustache-driver.js');

const MODULES = ['comments', 'delimiters', 'interpolation', 'inverted', 'partials', 'sections',
	'~dynamic-names', '~inheritance'];
const [driver, directory] = process.argv.slice(2);

const cases = MODULES.flatMap((module) => {
	const file = JSON.parse(fs.readFileSync(path.join(directory, `${module}.json`), 'utf8'));
	return file.tests.map((t) => ({ ...t, name: `${module}: ${t.name}` }));
});
const failed = judge(cases, render(driver, cases));
console.log(`${cases.length - failed} passed, ${failed} failed (specification)`);
process.exit(failed > 0 || cases.length === 0 ? 1 : 0);
