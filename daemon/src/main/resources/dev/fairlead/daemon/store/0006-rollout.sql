ALTER TABLE decisions ADD COLUMN mode TEXT;

ALTER TABLE decisions ADD COLUMN arm TEXT;

ALTER TABLE decisions ADD COLUMN rolled_back INTEGER NOT NULL DEFAULT 0;

ALTER TABLE decisions ADD COLUMN result TEXT;

ALTER TABLE decisions ADD COLUMN shadow TEXT;

CREATE INDEX decisions_arm ON decisions (arm, at) WHERE arm IS NOT NULL;

CREATE TABLE rollout (
  id             INTEGER PRIMARY KEY,
  at             TEXT NOT NULL,
  what           TEXT NOT NULL,
  mode           TEXT NOT NULL,
  why            TEXT NOT NULL
) STRICT;
