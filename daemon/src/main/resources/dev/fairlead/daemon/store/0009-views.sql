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
