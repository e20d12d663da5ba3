-- Version 3: views for people who look into the file with Datasette or SQL, speechkit itself reads the tables; and how
-- large the documents of each year, date and speaker are, without a look at the documents: there may be millions.

CREATE INDEX documents_by_date ON documents (date, body_chars);
CREATE INDEX documents_by_year ON documents (year, body_chars);
CREATE INDEX documents_by_speaker ON documents (speaker, body_chars);

CREATE VIEW speeches AS
    -- The documents without what only programs need; meta has the columns that --meta told of.
    SELECT id, name, date, year, title, speaker, script, body_chars AS chars,
        (SELECT count(*) FROM tasks WHERE tasks.document = documents.id) AS tasks,
        (SELECT count(*) FROM slogans WHERE slogans.document = documents.id) AS slogans,
        meta
    FROM documents;

CREATE VIEW slogans_with_year AS
    -- Set phrases, each as often as it stands there; phrase is what they are counted by.
    SELECT s.document, d.name, d.date, d.year, d.speaker, s.kind, coalesce(s.name, s.text) AS phrase, s.text, s.line
    FROM slogans AS s JOIN documents AS d ON d.id = s.document;

CREATE VIEW tasks_with_actor AS
    -- Tasks with what they were said in; actor and deadline are null where none is named.
    SELECT t.document, d.name, d.date, d.year, d.speaker,
        t.actor, t.text, t.deadline, t.latest, t.strength, t.part, t.line
    FROM tasks AS t JOIN documents AS d ON d.id = t.document;
