-- Deploy shop:02-orders to pg

BEGIN;

COMMIT;
