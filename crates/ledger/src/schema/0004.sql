-- What people graded: letters for outlets and sources, numbers for claims. Rows are never changed; of two on one subject the later
-- stands, and a row that undoes another gives back what stood before it.
CREATE TABLE grades (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,            -- outlet, source, claim, undo
  subject     TEXT NOT NULL,            -- JSON
  author      TEXT NOT NULL,
  reason      TEXT,
  recorded_at INTEGER NOT NULL,
  undoes      INTEGER REFERENCES grades (id)
) STRICT;
CREATE UNIQUE INDEX grades_undone ON grades (undoes) WHERE undoes IS NOT NULL;

-- Who wrote a document, as it says itself. A table of its own, so that it is read without the text.
CREATE TABLE bylines (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  author   TEXT NOT NULL
) STRICT;
