-- Feeds that are watched. Not a record of what is held, but of what to ask next and when: rows are changed in place.
CREATE TABLE feeds (
  id            INTEGER PRIMARY KEY,
  url           TEXT NOT NULL UNIQUE,
  title         TEXT,
  watched_from  INTEGER NOT NULL,
  due_at        INTEGER,                -- when to ask next; NULL: never again
  asked_at      INTEGER,
  answered_at   INTEGER,                -- when it last answered, with news or without
  news_at       INTEGER,                -- when it last brought something new
  etag          TEXT,
  last_modified TEXT,
  failures      INTEGER NOT NULL,       -- in a row
  problem       TEXT,                   -- of the last request, where it failed
  documents     INTEGER NOT NULL        -- that it brought
) STRICT;
