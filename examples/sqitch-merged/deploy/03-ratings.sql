-- Deploy shop:03-ratings to pg

BEGIN;

COMMIT;
