"""Asks the app again and again, and prints every time that it does not answer."""

import sys
import time
import urllib.request

answered = 0
while True:
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=5) as answer:
            answer.read()
        answered += 1
        if answered % 10 == 0:
            print("answered", answered, flush=True)
    except OSError as failure:
        print("failed", failure, flush=True)
    time.sleep(0.1)
