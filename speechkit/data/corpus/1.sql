-- Version 1 of the tables of a corpus. Offsets are code points, half-open, into the source text, as in an analysis;
-- those into a body say so. Text is simplified unless it says otherwise.

CREATE TABLE documents (
    -- One speech a row. Columns that --meta names stand behind these.
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,         -- the file below its folder
    path TEXT NOT NULL UNIQUE,  -- the file, from the root of the file system
    folder TEXT NOT NULL,       -- the folder that was added, or that of a file added by itself
    sha256 TEXT NOT NULL UNIQUE,
    date TEXT,                  -- ISO 8601: a day, a month or a year
    date_from TEXT,             -- title, text, name (of the file) or meta
    year INTEGER,
    title TEXT,
    speaker TEXT,
    script TEXT NOT NULL,       -- of the source: hans, hant or mixed
    encoding TEXT NOT NULL,
    chars INTEGER NOT NULL,     -- code points of the source text
    lines INTEGER NOT NULL,
    body_chars INTEGER NOT NULL, -- code points of the body
    made_by TEXT NOT NULL,      -- the version of speechkit that analysed it
    meta TEXT                   -- the row of --meta, as a JSON object; null where there was none
);

CREATE TABLE parts (
    -- The parts of each speech in order; together they cover the source text.
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    role TEXT NOT NULL,         -- as in the analysis: meta, salutation, opening, and so on
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX parts_of_document ON parts (document);

CREATE TABLE sections (
    -- The outline of each speech in order.
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    id TEXT NOT NULL,           -- 3.2.1
    parent TEXT,
    level INTEGER NOT NULL,
    marker TEXT NOT NULL,       -- as in the source
    title TEXT NOT NULL,
    part TEXT,
    start INTEGER NOT NULL,
    body INTEGER NOT NULL,      -- where the text after the title starts
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL
);
CREATE INDEX sections_of_document ON sections (document);

CREATE TABLE tasks (
    -- Who has to do what by when.
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    id TEXT NOT NULL,           -- T12
    text TEXT NOT NULL,
    actor TEXT,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    deadline TEXT,
    earliest TEXT,              -- ISO 8601
    latest TEXT,
    strength TEXT NOT NULL,     -- must, should, may or plan
    relayed INTEGER NOT NULL,   -- 1 where it is passed on from others
    section TEXT,
    part TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL
);
CREATE INDEX tasks_of_document ON tasks (document);

CREATE TABLE slogans (
    -- Set phrases, each as often as it stands there.
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,         -- formula, motto, parallel or call
    name TEXT,                  -- the glossary's name for it
    frame TEXT,                 -- what the segments of a chain share
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL
);
CREATE INDEX slogans_of_document ON slogans (document);

CREATE TABLE words (
    -- How often each word stands in a body; only of documents added with --words.
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    word TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (document, word)
) WITHOUT ROWID;

CREATE TABLE bodies (
    -- What is searched and counted: the parts other than meta, simplified, line wraps healed, a paragraph a line.
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    stretches TEXT NOT NULL,    -- JSON: [role, start, end] in code points of text, which they cover
    text TEXT NOT NULL
);

CREATE TABLE archive (
    -- What leads back to the source, for programs.
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    anchors TEXT NOT NULL,      -- JSON: [offset in the body, offset in the source] of each continuous stretch
    -- The source text in pieces of 8192 code points, each in UTF-16 (little end first) a zlib stream; its dictionary is
    -- what the body has, so written, from 4096 code points before it on. Of a dictionary the first 32 KiB are used.
    source BLOB NOT NULL,
    -- What analyze --format json prints, a zlib stream; its dictionary is the source text in UTF-8.
    analysis BLOB NOT NULL
);

-- Which bodies hold which characters and pairs of neighbouring characters: MATCH '党', MATCH '发展', and for a longer
-- word its pairs, MATCH '高质 AND 质量'. The rowid is the document's id.
CREATE VIRTUAL TABLE search USING fts5(grams, content='', detail='none', tokenize='ascii');
