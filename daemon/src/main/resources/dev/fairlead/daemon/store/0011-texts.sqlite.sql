CREATE TABLE texts (
  digest         TEXT NOT NULL PRIMARY KEY,
  text           TEXT NOT NULL,
  used           TEXT NOT NULL
) STRICT;

CREATE INDEX texts_used ON texts (used);

DROP VIEW view_rejections;

CREATE VIEW view_rejections AS
  SELECT d.id AS decision, d.at, d.tool, d.outcome, COALESCE(t.text, d.rejections) AS rejections, d.message
  FROM decisions d LEFT JOIN texts t ON t.digest = d.rejections
  WHERE d.rejections <> '[]';
