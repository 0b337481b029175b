-- Revert shop:03-ratings from pg

BEGIN;

COMMIT;
