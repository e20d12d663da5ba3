-- Version 2: how each body is cut into words, how often each word stands in all, and what near-duplicates are known by.

CREATE TABLE tokens (
    -- The words of a body in their order, marks among them.
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    words INTEGER NOT NULL,     -- how many there are, marks left out
    -- A zlib stream, a byte a token: its length in code points, up to 63, in the lower bits, its kind in the two upper
    -- ones: 0 a mark, 64 a word that is no keyword (stop words, numerals, single characters), 128 one that may be, 192
    -- a piece of a word that goes on in the next token (高质量 of 高质量发展). Together the tokens cover the body.
    lengths BLOB NOT NULL
);

CREATE TABLE vocabulary (
    -- The words of all bodies together, marks left out.
    word TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    keys INTEGER NOT NULL,      -- how often it is one that may be a keyword
    documents INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE signatures (
    -- MinHash of the runs of five characters of a body, by which bodies that are nearly the same find each other.
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    minhash BLOB NOT NULL       -- 64 numbers of four bytes, little end first
);
