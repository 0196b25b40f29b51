DROP VIEW view_days;

DROP VIEW view_routes;

DROP VIEW view_fallbacks;

DROP VIEW view_rejections;

DROP VIEW view_latency;

CREATE TABLE new_decisions (
  id             TEXT NOT NULL PRIMARY KEY,
  at             TEXT NOT NULL,
  tool           TEXT NOT NULL,
  thread         TEXT,
  outcome        TEXT NOT NULL,
  path           TEXT NOT NULL,
  model          TEXT,
  provider       TEXT,
  policy         TEXT NOT NULL,
  asked_model    TEXT,
  required       TEXT NOT NULL,
  preferred      TEXT NOT NULL,
  effort         TEXT,
  input_tokens   INTEGER NOT NULL,
  output_tokens  INTEGER NOT NULL,
  candidates     TEXT NOT NULL,
  rejections     TEXT NOT NULL,
  degradations   TEXT NOT NULL,
  sent           TEXT NOT NULL,
  message        TEXT,
  prompt_tokens  INTEGER NOT NULL,
  cached_tokens  INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  reasoning_tokens  INTEGER NOT NULL,
  cost_usd       REAL NOT NULL,
  took_ms        INTEGER NOT NULL,
  workspace      TEXT,
  ask            TEXT,
  overhead_ms    REAL,
  lane_ms        REAL,
  pause_ms       REAL,
  ahead_ms       REAL,
  connect_ms     REAL,
  silence_ms     REAL,
  answer_ms      REAL,
  first_token_ms REAL,
  mode           TEXT,
  arm            TEXT,
  rolled_back    INTEGER NOT NULL DEFAULT 0,
  result         TEXT,
  shadow         TEXT,
  user_name      TEXT,
  machine        TEXT,
  client         TEXT
) STRICT;

INSERT INTO new_decisions SELECT id, at, tool, thread, outcome, path, model, provider, policy,
  asked_model, required, preferred, effort, input_tokens, output_tokens, candidates, rejections,
  degradations, sent, message, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens,
  cost_usd, took_ms, workspace, ask, overhead_ms, lane_ms, pause_ms, ahead_ms, connect_ms,
  silence_ms, answer_ms, first_token_ms, mode, arm, rolled_back, result, shadow, user_name, machine,
  client FROM decisions ORDER BY id;

CREATE TABLE new_attempts (
  decision       TEXT NOT NULL REFERENCES new_decisions (id) ON DELETE CASCADE,
  number         INTEGER NOT NULL,
  model          TEXT NOT NULL,
  answered       TEXT,
  provider       TEXT NOT NULL,
  key            TEXT NOT NULL,
  path           TEXT NOT NULL,
  error          TEXT,
  error_text     TEXT,
  prompt_tokens  INTEGER NOT NULL,
  cached_tokens  INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  reasoning_tokens  INTEGER NOT NULL,
  cost_usd       REAL NOT NULL,
  first_event_ms INTEGER,
  took_ms        INTEGER NOT NULL,
  start          TEXT NOT NULL DEFAULT 'new',
  effort_wanted  TEXT,
  effort         TEXT,
  adjusted       TEXT NOT NULL DEFAULT '[]',
  overhead_ms    REAL,
  lane_ms        REAL,
  pause_ms       REAL,
  ahead_ms       REAL,
  connect_ms     REAL,
  silence_ms     REAL,
  answer_ms      REAL,
  PRIMARY KEY (decision, number)
) STRICT;

INSERT INTO new_attempts SELECT decision, number, model, answered, provider, key, path, error,
  error_text, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, cost_usd,
  first_event_ms, took_ms, start, effort_wanted, effort, adjusted, overhead_ms, lane_ms, pause_ms,
  ahead_ms, connect_ms, silence_ms, answer_ms FROM attempts ORDER BY decision, number;

DROP TABLE attempts;

DROP TABLE decisions;

ALTER TABLE new_decisions RENAME TO decisions;

ALTER TABLE new_attempts RENAME TO attempts;

CREATE INDEX decisions_at ON decisions (at);

CREATE INDEX decisions_arm ON decisions (arm, at) WHERE arm IS NOT NULL;

CREATE TABLE new_jobs (
  id             TEXT NOT NULL PRIMARY KEY,
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
) STRICT;

INSERT INTO new_jobs SELECT id, tool, started, ended, state, doing, so_far, reasoning, arguments,
  roots, result, process, changed, user_name, machine, workspace, client FROM jobs ORDER BY started;

DROP TABLE jobs;

ALTER TABLE new_jobs RENAME TO jobs;

CREATE INDEX jobs_started ON jobs (started);

CREATE TABLE new_results (
  id             TEXT NOT NULL PRIMARY KEY,
  at             TEXT NOT NULL,
  content        TEXT NOT NULL
) STRICT;

INSERT INTO new_results SELECT id, at, content FROM results ORDER BY at;

DROP TABLE results;

ALTER TABLE new_results RENAME TO results;

CREATE INDEX results_at ON results (at);

CREATE VIEW view_days AS
  SELECT substr(at, 1, 10) AS day, tool, model, user_name, COUNT(*) AS calls,
    SUM(CASE WHEN outcome = 'answered' THEN 1 ELSE 0 END) AS answered,
    SUM(prompt_tokens) AS prompt_tokens, SUM(cached_tokens) AS cached_tokens,
    SUM(completion_tokens) AS completion_tokens, SUM(cost_usd) AS cost_usd,
    AVG(took_ms) AS took_ms, AVG(first_token_ms) AS first_token_ms
  FROM decisions WHERE path <> 'direct' GROUP BY 1, 2, 3, 4;

CREATE VIEW view_routes AS
  SELECT substr(at, 1, 10) AS day, tool, path, model, provider, COUNT(*) AS calls,
    SUM(CASE WHEN degradations <> '[]' THEN 1 ELSE 0 END) AS degraded
  FROM decisions GROUP BY 1, 2, 3, 4, 5;

CREATE VIEW view_fallbacks AS
  SELECT substr(d.at, 1, 10) AS day, d.tool, a.model AS left_model, a.error, d.model AS went_to,
    d.outcome, COUNT(*) AS times
  FROM attempts a JOIN decisions d ON d.id = a.decision
  WHERE a.error IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;

CREATE VIEW view_rejections AS
  SELECT id AS decision, at, tool, outcome, rejections, message
  FROM decisions WHERE rejections <> '[]';

CREATE VIEW view_latency AS
  SELECT substr(d.at, 1, 10) AS day, a.provider, a.model, COUNT(*) AS attempts,
    AVG(a.took_ms) AS took_ms, MAX(a.took_ms) AS slowest_ms, AVG(a.first_event_ms) AS first_event_ms,
    AVG(a.lane_ms) AS lane_ms
  FROM attempts a JOIN decisions d ON d.id = a.decision
  WHERE a.error IS NULL GROUP BY 1, 2, 3;
