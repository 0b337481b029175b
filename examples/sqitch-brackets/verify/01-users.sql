-- Verify shop:01-users to pg

BEGIN;

ROLLBACK;
