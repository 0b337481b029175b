-- Verify shop:04-invoices to pg

BEGIN;

ROLLBACK;
