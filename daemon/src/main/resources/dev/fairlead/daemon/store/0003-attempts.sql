ALTER TABLE attempts ADD COLUMN effort_wanted TEXT;

ALTER TABLE attempts ADD COLUMN effort TEXT;

ALTER TABLE attempts ADD COLUMN adjusted TEXT NOT NULL DEFAULT '[]';
