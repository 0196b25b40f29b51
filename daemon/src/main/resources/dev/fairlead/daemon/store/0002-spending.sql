CREATE TABLE spending (
  id             INTEGER PRIMARY KEY,
  at             INTEGER NOT NULL,
  day            TEXT NOT NULL,
  workspace      TEXT NOT NULL,
  key            TEXT NOT NULL,
  plan           INTEGER NOT NULL,
  usd            REAL NOT NULL,
  until          INTEGER
) STRICT;

CREATE INDEX spending_day ON spending (day);

CREATE INDEX spending_key ON spending (plan, at);

ALTER TABLE attempts ADD COLUMN start TEXT NOT NULL DEFAULT 'new';
