ALTER TABLE decisions ADD COLUMN user_name TEXT;

ALTER TABLE decisions ADD COLUMN machine TEXT;

ALTER TABLE decisions ADD COLUMN client TEXT;

ALTER TABLE uploads ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;

ALTER TABLE uploads ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE uploads ADD COLUMN user_name TEXT;

ALTER TABLE uploads ADD COLUMN machine TEXT;

ALTER TABLE uploads ADD COLUMN workspace TEXT;

ALTER TABLE uploads ADD COLUMN client TEXT;

ALTER TABLE threads ADD COLUMN fork_of TEXT;

ALTER TABLE threads ADD COLUMN fork_at INTEGER;

ALTER TABLE threads ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;

ALTER TABLE threads ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE threads ADD COLUMN user_name TEXT;

ALTER TABLE threads ADD COLUMN machine TEXT;

ALTER TABLE threads ADD COLUMN workspace TEXT;

ALTER TABLE threads ADD COLUMN client TEXT;

ALTER TABLE turns ADD COLUMN id TEXT;

ALTER TABLE turns ADD COLUMN parent TEXT;

ALTER TABLE turns ADD COLUMN contents TEXT NOT NULL DEFAULT 'full';

ALTER TABLE turns ADD COLUMN files TEXT NOT NULL DEFAULT '[]';

ALTER TABLE turns ADD COLUMN user_name TEXT;

ALTER TABLE turns ADD COLUMN machine TEXT;

ALTER TABLE turns ADD COLUMN workspace TEXT;

ALTER TABLE turns ADD COLUMN client TEXT;

UPDATE turns SET id = thread || '-' || number,
  parent = CASE WHEN number > 1 THEN thread || '-' || (number - 1) END;

CREATE UNIQUE INDEX turns_id ON turns (id);

CREATE TABLE attached (
  turn           TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
  place          INTEGER NOT NULL,
  path           TEXT NOT NULL,
  kind           TEXT NOT NULL,
  media_type     TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  content        BLOB NOT NULL,
  PRIMARY KEY (turn, place)
) STRICT;

INSERT INTO attached (turn, place, path, kind, media_type, sha256, content)
  SELECT t.id, a.place, a.path, a.kind, a.media_type, a.sha256, a.content
  FROM attachments a JOIN turns t ON t.thread = a.thread AND t.number = a.number;

DROP TABLE attachments;

CREATE TABLE jobs (
  id             TEXT PRIMARY KEY,
  tool           TEXT NOT NULL,
  started        TEXT NOT NULL,
  ended          TEXT,
  state          TEXT NOT NULL,
  doing          TEXT NOT NULL,
  so_far         TEXT NOT NULL,
  reasoning      TEXT NOT NULL,
  arguments      TEXT NOT NULL,
  roots          TEXT NOT NULL,
  result         TEXT,
  process        TEXT NOT NULL,
  changed        INTEGER NOT NULL,
  user_name      TEXT,
  machine        TEXT,
  workspace      TEXT,
  client         TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX jobs_started ON jobs (started);

CREATE TABLE events (
  id             TEXT PRIMARY KEY,
  at             TEXT NOT NULL,
  what           TEXT NOT NULL,
  subject        TEXT NOT NULL,
  state          TEXT NOT NULL,
  why            TEXT NOT NULL,
  user_name      TEXT,
  machine        TEXT,
  workspace      TEXT,
  client         TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX events_at ON events (at);

CREATE TABLE results (
  id             TEXT PRIMARY KEY,
  at             TEXT NOT NULL,
  content        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX results_at ON results (at);

CREATE TABLE outbox (
  seq            INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL,
  key            TEXT NOT NULL
) STRICT;

CREATE TABLE cooldowns (
  key            TEXT NOT NULL,
  scope          TEXT NOT NULL,
  until          INTEGER NOT NULL,
  why            TEXT NOT NULL,
  changed        INTEGER NOT NULL,
  user_name      TEXT,
  machine        TEXT,
  PRIMARY KEY (key, scope)
) STRICT, WITHOUT ROWID;
