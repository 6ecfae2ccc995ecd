-- Nouns are kept as JSON in their contract's shape, beside the narrow columns that lists and keys need.
-- Times in columns named *_ms are milliseconds since 1970, because RFC 3339 texts with different zones do not sort.

-- Queue. `seq` is the order of arrival; done jobs leave only their id behind.
CREATE TABLE job (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stage TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  lane TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at TEXT NOT NULL,
  run_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  losses INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'buried')),
  worker TEXT,
  lease_ms INTEGER,
  ended_at TEXT,
  ended_ms INTEGER,
  reason TEXT,
  message TEXT
) STRICT;
CREATE INDEX job_queued ON job (stage, lane, run_ms, seq) WHERE state = 'queued';
CREATE INDEX job_running ON job (lease_ms) WHERE state = 'running';
CREATE INDEX job_running_lane ON job (stage, lane) WHERE state = 'running';
CREATE INDEX job_stage ON job (stage, state, run_ms);
CREATE INDEX job_losses ON job (losses) WHERE losses > 0;
CREATE INDEX job_buried ON job (ended_ms DESC, seq DESC) WHERE state = 'buried';
CREATE TABLE job_done (id TEXT PRIMARY KEY, ended_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX job_done_age ON job_done (ended_ms);

-- Documents and analyses.
CREATE TABLE document (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  collected_ms INTEGER NOT NULL,
  collected_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  region TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;
CREATE INDEX document_time ON document (collected_ms, id, version);
CREATE TABLE analysis (
  document_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  analysed_ms INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (document_id, version)
) STRICT;

-- What each document adds to the counters now (its newest analysed version), so that a newer version can take it back.
CREATE TABLE document_fact (
  document_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hour_ms INTEGER NOT NULL,
  region TEXT NOT NULL,
  suspected INTEGER NOT NULL,
  codes TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hour_counter (
  hour_ms INTEGER NOT NULL,
  region TEXT NOT NULL,
  documents INTEGER NOT NULL DEFAULT 0,
  suspected INTEGER NOT NULL DEFAULT 0,
  alerts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (hour_ms, region)
) STRICT, WITHOUT ROWID;
CREATE TABLE code_counter (
  day_ms INTEGER NOT NULL,
  code TEXT NOT NULL,
  region TEXT NOT NULL,
  documents INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day_ms, code, region)
) STRICT, WITHOUT ROWID;

-- Evidence chain.
CREATE TABLE capture (
  id TEXT PRIMARY KEY,
  document_id TEXT,
  screenshot_of TEXT,
  captured_ms INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX capture_document ON capture (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX capture_screenshot ON capture (screenshot_of) WHERE screenshot_of IS NOT NULL;
CREATE TABLE capture_file (
  sha256 TEXT NOT NULL,
  capture_id TEXT NOT NULL REFERENCES capture (id),
  PRIMARY KEY (sha256, capture_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE chain_link (
  place INTEGER PRIMARY KEY,
  capture_id TEXT NOT NULL UNIQUE REFERENCES capture (id),
  previous TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
) STRICT;
CREATE TRIGGER chain_link_is_fixed BEFORE UPDATE ON chain_link BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END;
CREATE TRIGGER chain_link_stays BEFORE DELETE ON chain_link BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END;

-- Crawling.
CREATE TABLE source_health (source_id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE visit (id TEXT PRIMARY KEY, source_id TEXT NOT NULL, started_ms INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX visit_source ON visit (source_id, started_ms DESC, id DESC);
CREATE TABLE seen_page (
  canonical_url TEXT PRIMARY KEY,
  last_fetched_at TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  content_hash TEXT,
  document_id TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE skipped_page (
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (source_id, url, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX skipped_page_time ON skipped_page (source_id, at_ms DESC);
CREATE TABLE crawl_failure (
  seq INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  at TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX crawl_failure_source ON crawl_failure (source_id, at_ms DESC, seq DESC);

-- Alerts. The wide JSON has a table of its own, so that lists and counts read narrow rows.
CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  rule_id TEXT NOT NULL,
  key TEXT NOT NULL,
  cluster TEXT NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('confirmed', 'false-positive')),
  region TEXT NOT NULL,
  owner_id TEXT,
  document_id TEXT NOT NULL,
  raised_ms INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX alert_time ON alert (raised_ms DESC, id DESC);
CREATE INDEX alert_open ON alert (rule_id, key, cluster, raised_ms DESC);
CREATE INDEX alert_rule ON alert (rule_id, verdict, raised_ms);
CREATE INDEX alert_state ON alert (state, raised_ms DESC, id DESC, level, region);
CREATE INDEX alert_document ON alert (document_id);
CREATE INDEX alert_cluster ON alert (cluster, raised_ms DESC);
CREATE TABLE alert_body (alert_id TEXT PRIMARY KEY REFERENCES alert (id), summary TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE TABLE alert_code (
  code TEXT NOT NULL,
  alert_id TEXT NOT NULL REFERENCES alert (id),
  PRIMARY KEY (code, alert_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_code_alert ON alert_code (alert_id);
CREATE TABLE alert_match (
  match_id TEXT PRIMARY KEY,
  alert_id TEXT NOT NULL REFERENCES alert (id),
  rule_id TEXT NOT NULL,
  at TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_match_rule ON alert_match (rule_id, at_ms);
CREATE TABLE alert_history (
  seq INTEGER PRIMARY KEY,
  alert_id TEXT NOT NULL REFERENCES alert (id),
  at_ms INTEGER NOT NULL,
  action TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX alert_history_alert ON alert_history (alert_id, seq);
CREATE INDEX alert_history_time ON alert_history (at_ms, action);
CREATE TABLE live_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  scope TEXT NOT NULL
) STRICT;
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  alert_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  at TEXT,
  at_ms INTEGER,
  reason TEXT,
  message TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_ms, id) WHERE state = 'waiting';
CREATE INDEX outbox_state ON outbox (state, at_ms);

-- Leads.
CREATE TABLE lead_number (
  organisation_id TEXT NOT NULL,
  year INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE lead (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  alert_id TEXT NOT NULL,
  state TEXT NOT NULL,
  region TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  running INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX lead_time ON lead (created_ms DESC, id DESC);
CREATE INDEX lead_alert ON lead (alert_id);
CREATE INDEX lead_due ON lead (due_on, region) WHERE running = 1;
CREATE TABLE lead_history (
  seq INTEGER PRIMARY KEY,
  lead_id TEXT NOT NULL REFERENCES lead (id),
  json TEXT NOT NULL
) STRICT;
CREATE INDEX lead_history_lead ON lead_history (lead_id, seq);

-- Access.
CREATE TABLE organisation (id TEXT PRIMARY KEY, region TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE TABLE user (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE session (
  id_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user (id),
  kind TEXT NOT NULL CHECK (kind IN ('session', 'token')),
  scope TEXT,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  expires_ms INTEGER NOT NULL,
  last_seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user_id);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor_id TEXT,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- What the windows of rules remember.
CREATE TABLE window_state (
  rule_id TEXT NOT NULL,
  window_version TEXT NOT NULL,
  group_name TEXT NOT NULL,
  state TEXT NOT NULL,
  touched_ms INTEGER NOT NULL,
  PRIMARY KEY (rule_id, window_version, group_name)
) STRICT, WITHOUT ROWID;

-- Near-duplicates: a document's fingerprint, and the bands by which others find it.
CREATE TABLE cluster_entry (
  seq INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL UNIQUE,
  cluster TEXT NOT NULL,
  simhash TEXT NOT NULL,
  length INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE cluster_band (
  band INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES cluster_entry (seq),
  PRIMARY KEY (band, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_band_entry ON cluster_band (entry);
