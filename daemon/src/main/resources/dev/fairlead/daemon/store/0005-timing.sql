ALTER TABLE decisions ADD COLUMN workspace TEXT;

ALTER TABLE decisions ADD COLUMN ask TEXT;

ALTER TABLE decisions ADD COLUMN overhead_ms REAL;

ALTER TABLE decisions ADD COLUMN lane_ms REAL;

ALTER TABLE decisions ADD COLUMN pause_ms REAL;

ALTER TABLE decisions ADD COLUMN ahead_ms REAL;

ALTER TABLE decisions ADD COLUMN connect_ms REAL;

ALTER TABLE decisions ADD COLUMN silence_ms REAL;

ALTER TABLE decisions ADD COLUMN answer_ms REAL;

ALTER TABLE attempts ADD COLUMN overhead_ms REAL;

ALTER TABLE attempts ADD COLUMN lane_ms REAL;

ALTER TABLE attempts ADD COLUMN pause_ms REAL;

ALTER TABLE attempts ADD COLUMN ahead_ms REAL;

ALTER TABLE attempts ADD COLUMN connect_ms REAL;

ALTER TABLE attempts ADD COLUMN silence_ms REAL;

ALTER TABLE attempts ADD COLUMN answer_ms REAL;

ALTER TABLE decisions ADD COLUMN first_token_ms REAL;
