-- The ledger's first schema. Recorded times are microseconds since the epoch, UTC; days are days since 1970-01-01.
-- Where a row has recorded_from and recorded_to, it was held in [recorded_from, recorded_to); recorded_to NULL: it is held now.

-- Strings that occur often, once: types, modes, outlets, readers.
CREATE TABLE words (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- One row a transaction that changed the ledger: the moments between which nothing changes.
CREATE TABLE moments (
  recorded_at INTEGER PRIMARY KEY,
  what        TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  id          INTEGER PRIMARY KEY,
  key         BLOB NOT NULL UNIQUE,     -- SHA-256 over outlet, day, text
  name        TEXT NOT NULL,
  kind        INTEGER NOT NULL,         -- 0 text, 1 dataset
  title       TEXT,
  outlet      INTEGER REFERENCES words (id),
  published   INTEGER,                  -- day
  language    TEXT NOT NULL,
  url         TEXT,
  sha256      BLOB NOT NULL,            -- of the text; of the file for a dataset
  title_start INTEGER,                  -- bytes in text
  title_end   INTEGER,
  body_start  INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  text        TEXT                      -- last, so that the columns before it are read without it
) STRICT;
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_recorded ON documents (recorded_at);

CREATE TABLE origins (
  document    INTEGER NOT NULL REFERENCES documents (id),
  uri         TEXT NOT NULL,
  fetched_at  INTEGER,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (document, uri)
) STRICT, WITHOUT ROWID;
CREATE INDEX origins_uri ON origins (uri);

CREATE TABLE problems (
  id          INTEGER PRIMARY KEY,
  uri         TEXT NOT NULL,
  reason      TEXT NOT NULL,
  advice      TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  resolved_at INTEGER
) STRICT;
CREATE UNIQUE INDEX problems_open ON problems (uri, reason) WHERE resolved_at IS NULL;

-- What one version of the reader made of one document.
CREATE TABLE readings (
  id            INTEGER PRIMARY KEY,
  document      INTEGER NOT NULL REFERENCES documents (id),
  reader        INTEGER NOT NULL REFERENCES words (id),
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER
) STRICT;
CREATE INDEX readings_document ON readings (document);
CREATE INDEX readings_recorded ON readings (recorded_from);
CREATE UNIQUE INDEX readings_open ON readings (document) WHERE recorded_to IS NULL;

-- Later versions of the reader that found the same, to the last byte.
CREATE TABLE rereadings (
  reading     INTEGER NOT NULL REFERENCES readings (id),
  reader      INTEGER NOT NULL REFERENCES words (id),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (reading, reader)
) STRICT, WITHOUT ROWID;

-- The actors of a document, as the reading has them. Claims name them by number.
CREATE TABLE local_actors (
  id       INTEGER PRIMARY KEY,
  reading  INTEGER NOT NULL REFERENCES readings (id),
  number   INTEGER NOT NULL,
  local    TEXT NOT NULL,               -- its id in the answer
  name     TEXT NOT NULL,
  aliases  TEXT,                        -- JSON list of strings
  kind     INTEGER NOT NULL,
  side     TEXT,                        -- id in the answer
  country  TEXT,
  wikidata TEXT,
  mentions TEXT,                        -- JSON list: start, end, start, end …, code points
  UNIQUE (reading, number)
) STRICT;

-- The actors of all documents.
CREATE TABLE actors (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,     -- id of the atlas, or key of the earliest candidate
  recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE actor_versions (
  actor         INTEGER NOT NULL REFERENCES actors (id),
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER,
  name          TEXT NOT NULL,
  aliases       TEXT,                   -- JSON list of strings
  kind          INTEGER NOT NULL,
  side          TEXT,                   -- key of an actor
  country       TEXT,
  PRIMARY KEY (actor, recorded_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_versions_side ON actor_versions (side) WHERE recorded_to IS NULL;
CREATE INDEX actor_versions_media ON actor_versions (actor) WHERE kind = 7 AND recorded_to IS NULL;

CREATE TABLE actor_names (
  id    INTEGER PRIMARY KEY,
  actor INTEGER NOT NULL REFERENCES actors (id),
  name  TEXT NOT NULL,
  UNIQUE (actor, name)
) STRICT;
CREATE INDEX actor_names_name ON actor_names (name COLLATE NOCASE);

-- Which actor of all documents a document's actor is.
CREATE TABLE resolutions (
  local         INTEGER NOT NULL REFERENCES local_actors (id),
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER,
  actor         INTEGER NOT NULL REFERENCES actors (id),
  instead       INTEGER REFERENCES actors (id), -- whom it would be but for a decision
  PRIMARY KEY (local, recorded_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX resolutions_actor ON resolutions (actor);
CREATE INDEX resolutions_instead ON resolutions (instead) WHERE instead IS NOT NULL;

CREATE TABLE places (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key  TEXT,                            -- id of the atlas
  lat  REAL,
  lon  REAL
) STRICT;
CREATE INDEX places_name ON places (name);

CREATE TABLE claims (
  id         INTEGER PRIMARY KEY,
  key        INTEGER NOT NULL,          -- the 64 bits of the claim's key
  reading    INTEGER NOT NULL REFERENCES readings (id),
  event      ANY NOT NULL,              -- id in the answer: its 64 bits where it is 16 hexadecimal digits
  relation   INTEGER NOT NULL,          -- 0 event, 1 relation
  type       INTEGER NOT NULL REFERENCES words (id),
  mode       INTEGER REFERENCES words (id),
  first      INTEGER,                   -- valid time: first and last day
  last       INTEGER,
  standing   INTEGER NOT NULL,          -- reality of an event, status of a relation
  hedged     INTEGER NOT NULL,
  source     INTEGER,                   -- number of an actor of the reading
  parts      TEXT NOT NULL,             -- JSON: numbers of actors, recipients, companions; from, to of a relation
  place      INTEGER REFERENCES places (id),
  amount     TEXT,                      -- JSON
  toll       TEXT,                      -- JSON
  confidence REAL NOT NULL,
  rest       TEXT,                      -- JSON: what no column has
  evidence   TEXT,                      -- JSON list: start, end, start, end …, code points; NULL: the row
  line       INTEGER,                   -- of a dataset
  row        TEXT                       -- of a dataset, as it stands there
) STRICT;
CREATE INDEX claims_key ON claims (key);
CREATE INDEX claims_reading ON claims (reading);
CREATE INDEX claims_first ON claims (first);

-- Who takes part in which claim, by actor. since 0: as long as the reading is held.
CREATE TABLE claim_actors (
  actor INTEGER NOT NULL REFERENCES actors (id),
  claim INTEGER NOT NULL REFERENCES claims (id),
  part  INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  PRIMARY KEY (actor, claim, part, since)
) STRICT, WITHOUT ROWID;

-- Keys under which documents, claims, actors of documents find their like.
CREATE TABLE meetings (
  space INTEGER NOT NULL,
  key   INTEGER NOT NULL,
  item  INTEGER NOT NULL,
  PRIMARY KEY (space, key, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE signatures (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  bytes    BLOB NOT NULL
) STRICT;

-- Near-copies, and what they repeat.
CREATE TABLE copies (
  document      INTEGER NOT NULL REFERENCES documents (id),
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER,
  original      INTEGER NOT NULL REFERENCES documents (id),
  PRIMARY KEY (document, recorded_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_original ON copies (original);

-- Claims that were found to speak of one happening, low < high.
CREATE TABLE links (
  low           INTEGER NOT NULL REFERENCES claims (id),
  high          INTEGER NOT NULL REFERENCES claims (id),
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER,
  weight        REAL NOT NULL,
  PRIMARY KEY (low, high, recorded_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_high ON links (high, low);

-- Versions of incidents.
CREATE TABLE incidents (
  id            INTEGER PRIMARY KEY,
  key           INTEGER NOT NULL,       -- the 64 bits of the incident's id
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER,
  type          INTEGER NOT NULL REFERENCES words (id),
  mode          INTEGER REFERENCES words (id),
  status        INTEGER NOT NULL,
  voices        INTEGER NOT NULL,
  first         INTEGER,                -- best date
  last          INTEGER,
  born          INTEGER NOT NULL,       -- when it, or what it succeeds, was first held
  weight        REAL NOT NULL,          -- its place in lists
  body          TEXT                    -- JSON: what no column has
) STRICT;
CREATE UNIQUE INDEX incidents_version ON incidents (key, recorded_from);
CREATE INDEX incidents_recorded ON incidents (recorded_from, born, recorded_to);
CREATE INDEX incidents_heaviest ON incidents (weight) WHERE recorded_to IS NULL;
CREATE INDEX incidents_disputed ON incidents (recorded_from) WHERE instr(body, '"d":') > 0;
CREATE INDEX incidents_corrected ON incidents (recorded_from) WHERE instr(body, '"c":') > 0;
CREATE INDEX incidents_changed ON incidents (recorded_from) WHERE recorded_from > born;

CREATE TABLE incident_claims (
  claim         INTEGER NOT NULL REFERENCES claims (id),
  recorded_from INTEGER NOT NULL,
  recorded_to   INTEGER,
  incident      INTEGER NOT NULL,       -- key of the incident
  PRIMARY KEY (claim, recorded_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_claims_incident ON incident_claims (incident, claim);

-- Who takes part in an incident, with all for whom they act; live: it is held now. An incident without a date stands under the day
-- on which it was last written about.
CREATE TABLE parties (
  actor    INTEGER NOT NULL,
  live     INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  type     INTEGER NOT NULL,
  sign     INTEGER NOT NULL,
  PRIMARY KEY (actor, live, last, incident)
) STRICT, WITHOUT ROWID;

-- The sides that an incident brings together, each pair in both orders.
CREATE TABLE dyads (
  a        INTEGER NOT NULL,
  b        INTEGER NOT NULL,
  live     INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  type     INTEGER NOT NULL,
  sign     INTEGER NOT NULL,
  PRIMARY KEY (a, b, live, last, incident)
) STRICT, WITHOUT ROWID;

-- When the ledger first held that two sides had to do with each other, a < b.
CREATE TABLE first_dyads (
  a           INTEGER NOT NULL,
  b           INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  incident    INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX first_dyads_recorded ON first_dyads (recorded_at);
CREATE INDEX first_dyads_incident ON first_dyads (incident);

-- An incident that was merged into another or changed its id.
CREATE TABLE successions (
  old         INTEGER NOT NULL,
  new         INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (old, new, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX successions_new ON successions (new);

CREATE TABLE decisions (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  subject     TEXT NOT NULL,            -- JSON
  author      TEXT NOT NULL,
  reason      TEXT,
  recorded_at INTEGER NOT NULL,
  undoes      INTEGER REFERENCES decisions (id)
) STRICT;
CREATE UNIQUE INDEX decisions_undone ON decisions (undoes) WHERE undoes IS NOT NULL;

CREATE VIRTUAL TABLE documents_fts USING fts5 (
  title, text, content = 'documents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- The words of a claim are slices of its document's text: nothing to keep twice.
CREATE VIRTUAL TABLE claims_fts USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE actors_fts USING fts5 (
  name, content = 'actor_names', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
