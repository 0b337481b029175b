-- Revert shop:02-orders@v1.0 to pg

BEGIN;

COMMIT;
