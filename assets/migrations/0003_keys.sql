-- Lines and instances are named so that every spelling of one has the same name: `session.line` is the number without the
-- digits that only some spellings of it have, `session.instance` the id in capitals. The program names the lines, since
-- no SQL knows numbering plans. What was typed stays in the bookmarks.
UPDATE session SET instance = upper(instance);

-- Nothing else has the file open, so what is left here has no holder any more.
DELETE FROM lease;
