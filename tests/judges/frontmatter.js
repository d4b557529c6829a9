// frontmatter.js CEE CONTENT: what `cee schema` prints is JSON Schema that a public validator takes; it
// accepts every file of CONTENT, read by a public YAML reader, and refuses what cee check refuses.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv/dist/2020').default;
const YAML = require('yaml');

const [cee, content] = process.argv.slice(2);
let passed = 0;
let failed = 0;
const check = (what, ok, more) => {
  if (ok) passed++;
  else { failed++; console.log(`FAIL ${what}${more ? `: ${more}` : ''}`); }
};

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false });
const folders = { center: 'centers', scope: 'scopes', faq: 'faqs', page: 'pages', glossary: 'glossary',
  answer: 'answers', change: 'changes',
  'center-es': 'centers', 'faq-es': 'faqs', 'page-es': 'pages', site: 'site.yml', sources: 'sources.yml' };
const walk = (p) => fs.statSync(p).isDirectory()
  ? fs.readdirSync(p).flatMap((n) => walk(path.join(p, n))) : [p];

// Mistakes: kind, what to do to a good front matter.
const mistakes = [
  ['faq', (o) => { delete o.question; }],
  ['faq', (o) => { o.qestion = 'x'; }],
  ['faq', (o) => { o.reviewed = '2026-13'; }],
  ['faq', (o) => { o.draft = 'yes'; }],
  ['faq', (o) => { o.topic = 'Two Words'; }],
  ['faq', (o) => { o.sources = [{ url: 'https://example.gov/' }]; }],
  ['faq', (o) => { o.redirect_from = 'old'; }],
  ['scope', (o) => { o.basis = 'sure'; }],
  ['scope', (o) => { o.exceptions = [{ code: '6109' }]; }],
  ['scope', (o) => { o.chapter = 161; }],
  ['center', (o) => { o.number = 'four'; }],
  ['center', (o) => { o.industries = []; o.industry = ['x']; }],
  ['center', (o) => { o.mailbox = 'nobody'; }],
  ['answer', (o) => { o.action = 'guess'; }],
  ['answer', (o) => { o.choices = [{ center: 'x' }]; }],
  ['page', (o) => { delete o.description; }],
  ['page-es', (o) => { delete o.translated; }],
  ['faq-es', (o) => { o.topic = 'duties'; }],
  ['center-es', (o) => { o.number = 4; }],
  ['glossary', (o) => { o.term = ''; }],
  ['change', (o) => { o.date = 'soon'; }],
  ['site', (o) => { o.official_banner = 'no'; }],
  ['site', (o) => { o.topics = [{ id: 'x' }]; }],
  ['sources', (o) => { o[Object.keys(o)[0]] = { title: 'x', url: 'www.example.gov' }; }],
];

for (const [kind, folder] of Object.entries(folders)) {
  const schema = JSON.parse(execFileSync(cee, ['schema', kind], { encoding: 'utf8' }));
  let valid;
  try { valid = ajv.compile(schema); } catch (e) { check(`schema ${kind}`, false, e.message); continue; }
  let first = null;
  const spanish = kind.endsWith('-es');
  for (const file of walk(path.join(content, folder))) {
    if (file.endsWith('.es.md') !== spanish) continue;
    let text = fs.readFileSync(file, 'utf8');
    if (file.endsWith('.md')) text = text.split(/^---$/m)[1];
    const value = YAML.parse(text);
    first = first || value;
    check(file, valid(value), ajv.errorsText(valid.errors));
  }
  mistakes.forEach(([k, spoil], i) => {
    if (k !== kind) return;
    if (!first) return; // no such file yet
    const value = structuredClone(first);
    spoil(value);
    check(`mistake ${i} of ${kind} is refused`, !valid(value));
  });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
