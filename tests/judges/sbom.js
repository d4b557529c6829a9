// sbom.js BOM: hold a CycloneDX bill of materials against the schema that its authors publish, and against itself.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv').default || require('ajv');
const addFormats = require('ajv-formats').default || require('ajv-formats');

const bom = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let passed = 0, failed = 0;
const check = (what, ok) => { if (ok) passed++; else { failed++; console.log(`FAIL ${what}`); } };

const folder = path.join(__dirname, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true); // of draft 2019, which ajv has not
for (const name of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json']) ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}`);
const valid = ajv.compile(read(`bom-${bom.specVersion}.SNAPSHOT.schema.json`));
check('the schema', valid(bom));
for (const e of (valid.errors || []).slice(0, 10)) console.log(`  ${e.instancePath} ${e.message}`);
// A judge that takes anything is none.
check('the schema refuses a component without a name', !valid({ ...bom, components: [{ type: 'library' }] }));

const refs = new Set([bom.metadata.component['bom-ref'], ...bom.components.map((c) => c['bom-ref'])]);
check('each reference is there once', refs.size === bom.components.length + 1);
for (const d of bom.dependencies) for (const r of [d.ref, ...d.dependsOn]) check(`no component ${r}`, refs.has(r));
const names = new Set(bom.components.map((c) => c.name));
for (const name of process.argv.slice(3)) check(`no component named ${name}`, names.has(name));
for (const c of bom.components) check(`${c.name} has no version`, c.version);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
