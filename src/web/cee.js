// cee.js - what script adds to pages that work without it.  Hooks are data-cee-* attributes:
//
//   input[data-cee-combobox]   suggestions while typing, from /api/v1/suggest
//   [data-cee-copy="#id"]      copies that element's text or value; "" the page's address
//   [data-cee-print]           prints the page
//   input[data-cee-filter=id]  shows only those items of #id that hold every word typed:
//                              [data-cee-item], else li; a [data-cee-group] left empty goes too
//   form[data-cee-feedback]    is sent in place; its value is the thanks to show
//   h1[data-cee-answer]        has the focus when the page is an answer
//   [hidden][data-cee-script]  is shown, for it needs script; so are copy and print buttons
(() => {
'use strict';

const all = (selector, run) => document.querySelectorAll(selector).forEach(run);

function make(name, attributes, text) {
	const e = document.createElement(name);
	for (const a in attributes)
		e.setAttribute(a, attributes[a]);
	if (text !== undefined)
		e.textContent = text;
	return e;
}

// A line that screen readers speak when it changes.
const speaker = (className) => make('div', { role: 'status', class: className });

// ---- Suggestions: the ARIA 1.2 editable combobox with a list, chosen by hand.

const KINDS = { product: 'Goods', code: 'Tariff codes', center: 'Centers', question: 'Questions' };
const WAIT_MS = 120;	// after the last key
const SPEAK_MS = 600;	// so that the count does not talk over the letters
const GIVE_UP = 3;	// failures in a row

function combobox(input, number) {
	const form = input.form;
	const list = make('div', { role: 'listbox', id: `cee-list-${number}`, class: 'cee-suggest',
		'aria-label': 'Suggestions', hidden: '' });
	const status = speaker('cee-sr-only');
	let options = [];	// { element, text, kind, url }, as shown
	let active = -1;	// index into options; -1: the input itself
	let shown = '';		// the text that the list is for
	let asking = null;	// AbortController of the request under way
	let timer = 0, speech = 0, failures = 0, composing = false;

	const isOpen = () => !list.hidden;
	const dropRequest = () => {
		clearTimeout(timer);
		if (asking)
			asking.abort();
		asking = null;
	};

	function mark(i) {
		if (active >= 0)
			options[active].element.setAttribute('aria-selected', 'false');
		active = i;
		if (i < 0) {
			input.removeAttribute('aria-activedescendant');
			return;
		}
		options[i].element.setAttribute('aria-selected', 'true');
		input.setAttribute('aria-activedescendant', options[i].element.id);
		options[i].element.scrollIntoView({ block: 'nearest' }); // at 400% little fits the window
	}

	function place() {
		list.style.top = `${input.offsetTop + input.offsetHeight}px`;
		list.style.left = `${input.offsetLeft}px`;
		list.style.width = `${input.offsetWidth}px`;
	}

	function open() {
		place();
		list.hidden = false;
		input.setAttribute('aria-expanded', 'true');
	}

	function close() {
		mark(-1);
		list.hidden = true;
		input.setAttribute('aria-expanded', 'false');
		clearTimeout(speech);
		status.textContent = '';
	}

	function speak(text) {
		clearTimeout(speech);
		speech = setTimeout(() => { status.textContent = text; }, SPEAK_MS);
	}

	function choose(option) {
		dropRequest();
		close();
		if (option.kind !== 'product') {
			location.assign(option.url);
			return;
		}
		input.value = option.text;
		form.requestSubmit();
	}

	function show(text, rows) {
		const groups = new Map();
		mark(-1);
		options = [];
		shown = text;
		list.replaceChildren();
		for (const row of rows)
			groups.set(row.kind, [...(groups.get(row.kind) || []), row]);
		for (const [kind, members] of groups) {
			const name = `cee-list-${number}-${kind}`;
			const group = make('div', { role: 'group', 'aria-labelledby': name });
			group.append(make('div', { role: 'presentation', id: name, class: 'cee-suggest__kind' },
				KINDS[kind] || kind));
			for (const row of members) {
				const element = make('div', { role: 'option', class: 'cee-suggest__option',
					id: `cee-list-${number}-${options.length}`, 'aria-selected': 'false' }, row.text);
				const option = { element, text: row.text, kind, url: row.url };
				element.addEventListener('click', () => choose(option));
				options.push(option);
				group.append(element);
			}
			list.append(group);
		}
		list.scrollTop = 0;
		if (!options.length) {
			close();
			speak('No suggestions.');
			return;
		}
		open();
		speak(`${options.length} ${options.length === 1 ? 'suggestion' : 'suggestions'}.`);
	}

	// No service to ask: a plain input again.
	function giveUp() {
		close();
		for (const a of ['role', 'aria-autocomplete', 'aria-expanded', 'aria-controls'])
			input.removeAttribute(a);
		failures = GIVE_UP;
	}

	async function ask() {
		const text = input.value.trim();
		const mine = new AbortController();

		dropRequest();
		asking = mine;
		try {
			const reply = await fetch(`/api/v1/suggest?q=${encodeURIComponent(text)}`,
				{ signal: mine.signal, credentials: 'omit' });
			if (reply.status === 404)
				failures = GIVE_UP;
			if (!reply.ok)
				throw new Error(reply.status);
			const rows = (await reply.json()).suggestions;
			// Only the last question counts, and only while its text still stands there.
			if (asking !== mine || input.value.trim() !== text)
				return;
			failures = 0;
			asking = null;
			if (document.activeElement === input)
				show(text, rows);
		} catch (e) {
			if (asking !== mine)
				return;
			asking = null;
			close();
			if (++failures >= GIVE_UP)
				giveUp();
		}
	}

	function typed() {
		const text = input.value.trim();

		if (composing || failures >= GIVE_UP)
			return;
		dropRequest();
		mark(-1);
		if (text.length < 2 || text.length > 100) {
			shown = '';
			close();
		} else if (text !== shown || !isOpen()) {
			timer = setTimeout(ask, WAIT_MS);
		}
	}

	function move(step) {
		const n = options.length + 1; // the input is a stop of its own

		dropRequest(); // the list must not change under somebody who is in it
		mark((active + 1 + step + n) % n - 1);
	}

	function key(event) {
		if (event.isComposing || composing || event.ctrlKey || event.metaKey)
			return;
		switch (event.key) {
		case 'ArrowDown':
		case 'ArrowUp':
			if (failures >= GIVE_UP)
				return;
			event.preventDefault();
			if (event.altKey && isOpen())
				event.key === 'ArrowUp' && close();
			else if (isOpen())
				move(event.key === 'ArrowDown' ? 1 : -1);
			else if (options.length && shown && shown === input.value.trim())
				open();
			else if (input.value.trim().length > 1)
				ask();
			return;
		case 'Enter':
			dropRequest();
			if (isOpen() && active >= 0) {
				event.preventDefault();
				choose(options[active]);
			} else {
				close();
			}
			return;
		case 'Escape':
			dropRequest();
			if (isOpen()) {
				event.preventDefault();
				close();
			} else if (input.value) {
				event.preventDefault();
				input.value = shown = '';
			}
			return;
		case 'ArrowLeft':
		case 'ArrowRight':
		case 'Home':
		case 'End':
			mark(-1);
		}
	}

	for (const [a, v] of [['role', 'combobox'], ['aria-autocomplete', 'list'],
		['aria-expanded', 'false'], ['aria-controls', list.id], ['autocomplete', 'off']])
		input.setAttribute(a, v);
	input.after(list, status); // the input stays where it is: moving it would lose the focus
	input.addEventListener('input', typed);
	input.addEventListener('keydown', key);
	input.addEventListener('blur', () => { dropRequest(); close(); });
	input.addEventListener('compositionstart', () => { composing = true; dropRequest(); close(); });
	input.addEventListener('compositionend', () => { composing = false; typed(); });
	list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus
	form.addEventListener('submit', () => { dropRequest(); close(); });
	addEventListener('resize', () => isOpen() && place());
	if (document.activeElement === input && input.value !== input.defaultValue)
		typed(); // typed before this script came
}

// ---- Copy and print

function selectAll(element) {
	if ('select' in element)
		element.select();
	else
		getSelection().selectAllChildren(element);
}

async function copy(target) {
	const text = !target ? location.href.split('#')[0] : 'value' in target ? target.value : target.innerText;

	try {
		await navigator.clipboard.writeText(text);
		return 'Copied.';
	} catch (e) { // not allowed, or not a secure connection
		if (!target)
			return text;
		selectAll(target);
		return document.execCommand('copy') ? 'Copied.' : 'Selected: press Ctrl+C or Command+C to copy.';
	}
}

all('[data-cee-copy]', (button) => {
	const status = speaker('cee-copied');
	const target = button.dataset.ceeCopy;

	button.after(status);
	button.hidden = false;
	button.addEventListener('click', async () => {
		status.textContent = '';
		const said = await copy(target ? document.querySelector(target) : null);
		status.textContent = said;
	});
});

all('[data-cee-print]', (button) => {
	button.hidden = false;
	button.addEventListener('click', () => print());
});

// ---- Filter

const fold = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f\u2019']/g, '');

all('input[data-cee-filter]', (input) => {
	const root = document.getElementById(input.dataset.ceeFilter);
	const status = speaker('cee-filter-status');

	if (!root)
		return;
	const marked = root.querySelectorAll('[data-cee-item]');
	const items = [...(marked.length ? marked : root.querySelectorAll('li'))]
		.map((element) => ({ element, text: fold(element.textContent) }));
	function filter() {
		const words = fold(input.value).split(/\s+/).filter(Boolean);
		let n = 0;

		for (const item of items) {
			item.element.hidden = !words.every((w) => item.text.includes(w));
			n += !item.element.hidden;
		}
		root.querySelectorAll('[data-cee-group]').forEach((group) => {
			group.hidden = !items.some((i) => !i.element.hidden && group.contains(i.element));
		});
		status.textContent = words.length ? `${n} of ${items.length} shown` : '';
	}
	input.after(status);
	input.addEventListener('input', filter);
	if (input.value)
		filter(); // the browser put it back
});

// ---- "Was this right?"

all('form[data-cee-feedback]', (form) => {
	form.addEventListener('submit', async (event) => {
		const fields = new URLSearchParams(new FormData(form));
		const button = event.submitter;
		const status = speaker('cee-thanks');
		let sent = false;

		event.preventDefault();
		if (button && button.name)
			fields.set(button.name, button.value);
		form.after(status); // before its text, or it is not spoken
		try {
			sent = (await fetch(form.action, { method: 'POST', body: fields, credentials: 'omit' })).ok;
		} catch (e) {
			// said below
		}
		form.hidden = true;
		status.textContent = sent ? form.dataset.ceeFeedback || 'Thank you.' :
			'That could not be sent just now.';
		status.tabIndex = -1;
		status.focus(); // the button that had it is gone
	});
});

all('[data-cee-script]', (element) => { element.hidden = false; });
all('input[data-cee-combobox]', combobox);

// An answer is read from its heading; whoever comes back or reloads stays where they were.
all('h1[data-cee-answer]', (heading) => {
	const visit = performance.getEntriesByType('navigation')[0];

	if (location.hash || !visit || visit.type !== 'navigate' || document.activeElement !== document.body)
		return;
	heading.tabIndex = -1;
	heading.focus();
});
})();
