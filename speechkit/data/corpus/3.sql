-- Version 3: views for people who look into the file with Datasette or SQL; speechkit itself reads the tables.

CREATE VIEW speeches AS
    -- The documents without what only programs need; meta has the columns that --meta told of.
    SELECT id, name, date, year, title, speaker, script, body_chars AS chars,
        (SELECT count(*) FROM tasks WHERE tasks.document = documents.id) AS tasks,
        (SELECT count(*) FROM slogans WHERE slogans.document = documents.id) AS slogans,
        meta
    FROM documents;

CREATE VIEW slogans_with_year AS
    -- Set phrases, each as often as it stands there; phrase is what they are counted by.
    SELECT document, documents.name, date, year, speaker, kind, coalesce(slogans.name, text) AS phrase, text, line
    FROM slogans JOIN documents ON documents.id = document;

CREATE VIEW tasks_with_actor AS
    -- Tasks with what they were said in; actor and deadline are null where none is named.
    SELECT document, documents.name, date, year, speaker, actor, text, deadline, latest, strength, part, line
    FROM tasks JOIN documents ON documents.id = document;
