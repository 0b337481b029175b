-- Revert shop:04-invoices to pg

BEGIN;

COMMIT;
