-- What only one process at a time may act on.
CREATE TABLE lease (
    resource TEXT    PRIMARY KEY,             -- 'line:...' or 'instance:...'
    session  TEXT    NOT NULL,
    holder   TEXT    NOT NULL,                -- names the holder's lock file
    operator TEXT    NOT NULL,
    since_ms INTEGER NOT NULL
) STRICT;
