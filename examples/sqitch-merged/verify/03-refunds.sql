-- Verify shop:03-refunds to pg

BEGIN;

ROLLBACK;
