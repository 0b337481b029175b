-- Revert shop:03-refunds to pg

BEGIN;

COMMIT;
