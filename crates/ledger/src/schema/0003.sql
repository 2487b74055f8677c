-- What a brief about one actor counts and orders by stands in the actor's own list: when an incident, or what it succeeds, was first
-- held, and its weight; of rows that are held now. And how many claims came in at each moment.
ALTER TABLE parties ADD COLUMN born INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parties ADD COLUMN weight REAL NOT NULL DEFAULT 0;
UPDATE parties SET (born, weight) =
  (SELECT ifnull(max(i.born), 0), ifnull(max(i.weight), 0) FROM incidents i WHERE i.key = parties.incident AND i.recorded_to IS NULL)
  WHERE live = 1;

ALTER TABLE moments ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
UPDATE moments SET claims =
  (SELECT count(*) FROM readings r JOIN claims c ON c.reading = r.id WHERE r.recorded_from = moments.recorded_at);

DROP INDEX incidents_changed;
CREATE INDEX incidents_changed ON incidents (recorded_from, born) WHERE recorded_from > born;
CREATE INDEX first_dyads_other ON first_dyads (b);
