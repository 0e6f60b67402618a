-- Each grant of a lease has a number of its own, higher than every one before it.
CREATE TABLE fence (
    last INTEGER NOT NULL
) STRICT;
INSERT INTO fence VALUES (0);
ALTER TABLE lease ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;

-- The call that acts and may be under way: by which grant, by whom, and until when nobody else acts. It outlives its
-- holder, so a row whose holder is '' stands for the call alone.
ALTER TABLE lease ADD COLUMN acting_fence    INTEGER;
ALTER TABLE lease ADD COLUMN acting_operator TEXT;
ALTER TABLE lease ADD COLUMN acting_until_ms INTEGER;     -- boot clock
ALTER TABLE lease ADD COLUMN acting_boot     TEXT;        -- the boot that it counts from
