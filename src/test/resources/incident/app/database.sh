#!/bin/sh
# A PostgreSQL that forgets everything when it ends.
set -eu
PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
initdb --pgdata=/data/db --username=app --auth=trust >/dev/null
echo 'host all all all trust' >>/data/db/pg_hba.conf
(
  until createdb --host=/data --username=app plain 2>/dev/null; do sleep 0.2; done
  createdb --host=/data --username=app gated
) &
exec postgres -D /data/db -c listen_addresses='*' -c unix_socket_directories=/data
