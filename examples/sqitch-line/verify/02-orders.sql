-- Verify shop:02-orders to pg

BEGIN;

ROLLBACK;
