-- One onboarding of one number on one instance.
CREATE TABLE session (
    id          TEXT    PRIMARY KEY,
    line        TEXT    NOT NULL,             -- the number without the Brazilian ninth digit
    instance    TEXT    NOT NULL,
    service     TEXT    NOT NULL,             -- the service's address, without tokens
    created_ms  INTEGER NOT NULL,             -- milliseconds since the Unix epoch, as all times here
    touched_ms  INTEGER NOT NULL,
    operator    TEXT    NOT NULL,             -- who went on with it last
    finished_ms INTEGER                       -- when it came to its good end
) STRICT;
CREATE INDEX session_by_line ON session (line, instance);

-- Where it stood, each time that changed. The last row counts.
CREATE TABLE checkpoint (
    id       INTEGER PRIMARY KEY,
    session  TEXT    NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    at_ms    INTEGER NOT NULL,
    bookmark TEXT    NOT NULL                 -- JSON, without secrets
) STRICT;
CREATE INDEX checkpoint_by_session ON checkpoint (session, id);
CREATE TRIGGER checkpoints_are_only_added BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are only added'); END;

-- Who did what, and when. Outlives the session when that is forgotten, without its details.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY,
    session  TEXT    NOT NULL,
    at_ms    INTEGER NOT NULL,
    operator TEXT    NOT NULL,
    entry    TEXT    NOT NULL                 -- JSON
) STRICT;
CREATE INDEX history_by_session ON history (session, id);
CREATE TRIGGER history_is_only_added BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is only added'); END;
