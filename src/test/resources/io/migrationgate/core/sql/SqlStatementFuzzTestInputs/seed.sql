-- migration-gate: allow seed-does-nothing why
/* a /* b */ */ COPY t (a) FROM stdin;
it's
\.
DO $x$ BEGIN INSERT INTO app."t" AS s (k, {v}) VALUES (:a, E'\'', 'b''c', -1, $1) ON CONFLICT (k) DO NOTHING; END $x$;
INSERT IGNORE INTO `t` (`v`) VALUES (?);
WITH s AS (SELECT 1) INSERT OR IGNORE INTO t SELECT * FROM s;
