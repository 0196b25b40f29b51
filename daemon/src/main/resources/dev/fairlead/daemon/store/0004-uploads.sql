CREATE TABLE uploads (
  provider       TEXT NOT NULL,
  account        TEXT NOT NULL,
  id             TEXT NOT NULL,
  purpose        TEXT NOT NULL,
  digest         TEXT NOT NULL,
  name           TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  at             TEXT NOT NULL,
  expires        TEXT NOT NULL,
  PRIMARY KEY (provider, account, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX uploads_file ON uploads (digest, provider, account, purpose);
