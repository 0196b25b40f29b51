CREATE TABLE threads (
  id             TEXT PRIMARY KEY,
  tool           TEXT NOT NULL,
  started        TEXT NOT NULL,
  last           TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX threads_last ON threads (last);

CREATE TABLE turns (
  thread         TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  number         INTEGER NOT NULL,
  tool           TEXT NOT NULL,
  at             TEXT NOT NULL,
  said           TEXT NOT NULL,
  asked          TEXT NOT NULL,
  answered       TEXT NOT NULL,
  state          TEXT NOT NULL,
  PRIMARY KEY (thread, number)
) STRICT;

CREATE TABLE attachments (
  thread         TEXT NOT NULL,
  number         INTEGER NOT NULL,
  place          INTEGER NOT NULL,
  path           TEXT NOT NULL,
  kind           TEXT NOT NULL,
  media_type     TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  content        BLOB NOT NULL,
  PRIMARY KEY (thread, number, place),
  FOREIGN KEY (thread, number) REFERENCES turns (thread, number) ON DELETE CASCADE
) STRICT;
