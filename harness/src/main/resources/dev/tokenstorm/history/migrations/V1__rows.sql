-- One run, or one search's answer. The same statements make the tables in SQLite and in PostgreSQL.
CREATE TABLE tokenstorm_row (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  run_id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  added_at TEXT NOT NULL,
  series TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  basis TEXT NOT NULL,
  load_model TEXT NOT NULL,
  target TEXT NOT NULL,
  ending TEXT NOT NULL,
  verdict TEXT NOT NULL,
  harness_version TEXT,
  sdk_version TEXT,
  server_version TEXT,
  jdk_version TEXT,
  folder TEXT,
  accepted BOOLEAN NOT NULL,
  plan TEXT NOT NULL,
  document BYTEA NOT NULL
);

CREATE INDEX tokenstorm_row_series ON tokenstorm_row (series, started_at);

-- Values are in the figure's unit: seconds, per second, counts, shares of 1, bytes.
CREATE TABLE tokenstorm_figure (
  row_id TEXT NOT NULL REFERENCES tokenstorm_row (id),
  name TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  PRIMARY KEY (row_id, name)
);

CREATE TABLE tokenstorm_label (
  row_id TEXT NOT NULL REFERENCES tokenstorm_row (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (row_id, name)
);

-- Nanoseconds, as HdrHistogram's compressed encoding.
CREATE TABLE tokenstorm_histogram (
  row_id TEXT NOT NULL REFERENCES tokenstorm_row (id),
  latency TEXT NOT NULL,
  encoded BYTEA NOT NULL,
  PRIMARY KEY (row_id, latency)
);
