-- `place` is the time of collection in milliseconds times 1024, plus a number among the documents of that millisecond:
-- rows in order of place are rows in order of time.

-- What the facets count; one row per combination, so that counting reads one small number per document.
CREATE TABLE facet (
  id INTEGER PRIMARY KEY,
  json TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE doc (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  facet INTEGER NOT NULL REFERENCES facet (id),
  collected_ms INTEGER NOT NULL,
  published_ms INTEGER,
  region TEXT NOT NULL,
  platform TEXT,
  source_id TEXT NOT NULL,
  genre TEXT NOT NULL,
  sentiment TEXT NOT NULL,
  kind TEXT,
  cluster TEXT NOT NULL,
  seller TEXT,
  illegal INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  codes TEXT NOT NULL,
  price REAL
) STRICT;
CREATE INDEX doc_cluster ON doc (cluster, place);
CREATE INDEX doc_seller ON doc (seller, place) WHERE seller IS NOT NULL;
CREATE INDEX doc_source ON doc (source_id, place);
CREATE TABLE body (
  place INTEGER PRIMARY KEY REFERENCES doc (place),
  hit TEXT NOT NULL,
  input BLOB NOT NULL
) STRICT;
-- Terms are made by index-terms.ts: two Han characters at a time, whole Latin words and numbers, all in the normalised text.
CREATE VIRTUAL TABLE word USING fts5 (
  title, text, image, field,
  content = '', contentless_delete = 1, detail = full, tokenize = "ascii tokenchars '.-_:@'"
);
