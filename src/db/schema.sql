-- search.db: everything the responder needs, in one file that any SQLite opens.
-- Written once by `cee build`, then only read.  user_version is DB_VERSION of db.h.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE center (
	slug TEXT PRIMARY KEY, pos INTEGER NOT NULL, number INTEGER NOT NULL,
	name TEXT NOT NULL, summary TEXT NOT NULL, city TEXT NOT NULL,
	field_office TEXT NOT NULL, mailbox TEXT, url TEXT NOT NULL
) WITHOUT ROWID;

-- Which Center a code goes to: the longest prefix wins.  from_code and to_code have equal length.
CREATE TABLE rule (
	from_code TEXT NOT NULL, to_code TEXT NOT NULL, center TEXT NOT NULL REFERENCES center,
	basis TEXT NOT NULL, source TEXT NOT NULL, source_date TEXT, note TEXT,
	PRIMARY KEY (from_code, to_code)
) WITHOUT ROWID;

CREATE TABLE chapter (
	number TEXT PRIMARY KEY, title TEXT NOT NULL, section TEXT NOT NULL
) WITHOUT ROWID;

-- scope: what decides the heading, in plain words.  names: every name in one text.
CREATE TABLE heading (
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
	chapter TEXT NOT NULL REFERENCES chapter, scope TEXT NOT NULL
);

-- Numbers of six, eight and ten digits of the imported edition of the tariff schedule (meta
-- hts_edition); none without an import.  text: the whole meaning, from the heading's words down.
CREATE TABLE line (
	code TEXT PRIMARY KEY, heading TEXT NOT NULL, indent INTEGER NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;

-- What people call the goods.  code is null, or a line's below the heading that has another Center.
-- terms: the words as the search compares them (words/terms.h); null when they are the text itself.
-- head: the one that names the goods; null when it is the last, of a Spanish name the first.
-- kind: null for a plain name, as most are; else "es", "brand", "cas" or "also".
CREATE TABLE name (
	id INTEGER PRIMARY KEY, heading INTEGER NOT NULL REFERENCES heading,
	code TEXT, kind TEXT, text TEXT NOT NULL, terms TEXT,
	head TEXT, other TEXT, question TEXT
);

-- What decides between the headings of a name, in other languages.
CREATE TABLE question_in (
	lang TEXT NOT NULL, name INTEGER NOT NULL REFERENCES name, text TEXT NOT NULL,
	PRIMARY KEY (lang, name)
) WITHOUT ROWID;

CREATE TABLE page (
	id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
	also TEXT NOT NULL, text TEXT NOT NULL
);

-- The same in other languages: words of the interface (English is the key), Centers, pages.  fts_page_in
-- holds the pages' terms, stemmed by their language in an ordinary column, so that any SQLite reads it.
CREATE TABLE message (
	lang TEXT NOT NULL, en TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (lang, en)
) WITHOUT ROWID;
CREATE TABLE center_in (
	lang TEXT NOT NULL, slug TEXT NOT NULL REFERENCES center, name TEXT NOT NULL,
	summary TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (lang, slug)
) WITHOUT ROWID;
CREATE TABLE page_in (
	id INTEGER PRIMARY KEY, lang TEXT NOT NULL, url TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
	title TEXT NOT NULL, also TEXT NOT NULL, text TEXT NOT NULL
);
CREATE VIRTUAL TABLE fts_page_in USING fts5(
	title, also, text, content='', tokenize='unicode61 remove_diacritics 2'
);

-- Pinned answers: what no ranking can settle.
CREATE TABLE answer (
	id INTEGER PRIMARY KEY, action TEXT NOT NULL, center TEXT REFERENCES center,
	heading TEXT, html TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE choice (
	answer INTEGER NOT NULL REFERENCES answer, pos INTEGER NOT NULL, label TEXT NOT NULL,
	center TEXT, heading TEXT, query TEXT, url TEXT, PRIMARY KEY (answer, pos)
) WITHOUT ROWID;
-- The same in other languages: what the answer says, and its choices.
CREATE TABLE answer_in (
	lang TEXT NOT NULL, answer INTEGER NOT NULL REFERENCES answer, html TEXT NOT NULL,
	text TEXT NOT NULL, PRIMARY KEY (lang, answer)
) WITHOUT ROWID;
CREATE TABLE choice_in (
	lang TEXT NOT NULL, answer INTEGER NOT NULL REFERENCES answer, pos INTEGER NOT NULL,
	label TEXT NOT NULL, PRIMARY KEY (lang, answer, pos)
) WITHOUT ROWID;
-- terms: words_key_in() of the query, in any of the languages; after "~" a single word that is answered within any text.
CREATE TABLE pin (
	terms TEXT PRIMARY KEY, answer INTEGER NOT NULL REFERENCES answer
) WITHOUT ROWID;

-- Subjects of a letter, and whom it goes to when it is not the Center: the first channel that fits.
-- topics: ids between spaces; words: each phrase's terms on a line of its own; both empty: any.
CREATE TABLE topic (id TEXT PRIMARY KEY, pos INTEGER NOT NULL, title TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE channel (
	pos INTEGER PRIMARY KEY, topics TEXT NOT NULL, words TEXT NOT NULL, recipient TEXT,
	port INTEGER NOT NULL, mailbox TEXT, advice TEXT NOT NULL, url TEXT NOT NULL,
	question TEXT NOT NULL
);

-- A second opinion: a linear model over words and their parts, a row for each Center, a signed byte
-- for each feature (words/features.h).
CREATE TABLE opinion (
	center TEXT PRIMARY KEY REFERENCES center, scale REAL NOT NULL, bias REAL NOT NULL,
	weights BLOB NOT NULL
);

-- Surface words for spelling, with the number of names and headings that hold them.
CREATE TABLE word (surface TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;

-- By WordNet: a noun that no name has, and a word for it that names have: another word for the same
-- (path "=") or what it is a kind of (the steps between, apart by " > ").  weight: of 100.
CREATE TABLE wordnet (
	lemma TEXT NOT NULL, target TEXT NOT NULL, weight INTEGER NOT NULL, path TEXT NOT NULL,
	PRIMARY KEY (lemma, target)
) WITHOUT ROWID;
-- One row: real words that no text has, sorted, each with a line's end.  Spelling leaves them alone.
CREATE TABLE real_word (lines TEXT NOT NULL);

-- Page shell and templates of the answers.
CREATE TABLE template (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;

-- Full text.  Headings hold normalised terms (so the same words meet as in `name`), pages plain text.
CREATE VIRTUAL TABLE fts_heading USING fts5(
	title, scope, names, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE fts_page USING fts5(
	title, also, text, content='page', content_rowid='id',
	tokenize='porter unicode61 remove_diacritics 2'
);
-- The schedule's own words for a heading and all its lines, as terms; rowid is the heading's.  By itself,
-- so that it changes nothing in fts_heading.
CREATE VIRTUAL TABLE fts_line USING fts5(
	text, content='', tokenize='unicode61 remove_diacritics 2'
);
