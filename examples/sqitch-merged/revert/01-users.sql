-- Revert shop:01-users to pg

BEGIN;

COMMIT;
