"""Migrates its database, as so many apps do when they start, and then serves."""

import http.server
import os
import subprocess
import sys


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/eat":
            eaten = []
            while True:
                eaten.append(bytearray(10_000_000))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ.get("VERSION", "").encode())

    def log_message(self, *arguments):
        pass


migrated = subprocess.call(["alembic", "--config", "/app/alembic.ini", "upgrade", "head"])
if migrated:
    sys.exit(migrated)
http.server.ThreadingHTTPServer(("", 8080), Answer).serve_forever()
