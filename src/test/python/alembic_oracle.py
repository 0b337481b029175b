#!/usr/bin/env python3
"""What the real Alembic says of a tree of revisions: the oracle of the tests.

Reads one JSON request per line and answers each with one line, until its input ends:

  {"script_location": "/t/alembic", "version_locations": ["/t/a", "/t/b"], "recursive": false, "sourceless": false}
      what ScriptDirectory and RevisionMap make of these folders
  {"argv": ["-c", "alembic.ini"], "cwd": "/t"}
      what the command `alembic ARGV heads` does in that folder: exit code and lines

The first line it writes says which Alembic and which Python answer. Nothing is started per request. Revision files are
run, and what they leave behind (modules, sys.path, environment, working directory) is undone after each request.
"""
import contextlib
import importlib
import inspect
import io
import json
import os
import signal
import sys
import traceback
import warnings

sys.dont_write_bytecode = True


class Output:
    """A standard output that leads where the current request wants it: Alembic keeps the one it finds when loaded."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self):
        self.target = io.StringIO()

    def write(self, text):
        return self.target.write(text)

    def flush(self):
        pass

    def isatty(self):
        return False


# Whatever a revision file prints must not be taken for an answer, not even when C prints it.
ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
# And what it reads or closes, as quit() does, must not be the questions.
QUESTIONS = os.fdopen(os.dup(0), encoding="utf-8")
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
OUT, ERR = Output(), Output()
sys.stdin, sys.stdout, sys.stderr = io.StringIO(), OUT, ERR


class Hang(BaseException):
    """Alembic does not come to an end."""


def interrupt(*_):
    raise Hang


PATIENCE = 5
signal.signal(signal.SIGALRM, interrupt)


def refuse_to_die(*_):
    raise SystemExit("ended the process")


os._exit = os.abort = refuse_to_die
sys.path.remove(os.path.dirname(os.path.abspath(__file__)))

import alembic  # noqa: E402
import alembic.command  # noqa: E402
import alembic.config  # noqa: E402
import alembic.context  # noqa: E402
import alembic.op  # noqa: E402
import alembic.script  # noqa: E402
import sqlalchemy  # noqa: E402

KNOWS_RECURSIVE = "recursive_version_locations" in inspect.signature(alembic.script.ScriptDirectory).parameters


@contextlib.contextmanager
def undone():
    """Lets the block change what it likes in this process, and changes it back."""
    modules, path, cwd, environment = dict(sys.modules), list(sys.path), os.getcwd(), dict(os.environ)
    OUT.target, ERR.target = io.StringIO(), io.StringIO()
    importlib.invalidate_caches()
    try:
        yield
    finally:
        for name in set(sys.modules) - set(modules):
            # What belongs to a library need not be loaded again for the next request.
            if not is_installed(sys.modules[name]):
                del sys.modules[name]
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(cwd)
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), OUT, ERR


def is_installed(module):
    file = getattr(module, "__file__", None)
    return file is None or file.startswith((sys.base_prefix, sys.prefix, os.path.dirname(os.__file__)))


def describe(error):
    kind = type(error)
    return {"type": kind.__module__ + "." + kind.__qualname__, "message": str(error)}


def revisions_of(request):
    options = {"version_locations": request["version_locations"], "sourceless": request.get("sourceless", False)}
    if request.get("recursive"):
        if not KNOWS_RECURSIVE:
            return {"result": "unsupported"}
        options["recursive_version_locations"] = True
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            answer = read(request["script_location"], options)
        except Hang:
            answer = {"result": "hang"}
        except BaseException as error:
            answer = {"result": "error", "error": describe(error)}
    of_python = (SyntaxWarning, DeprecationWarning)
    answer["warnings"] = [str(one.message) for one in caught if not issubclass(one.category, of_python)]
    answer["duplicates"] = duplicates(answer["warnings"])
    return answer


def duplicates(messages):
    start, end = "Revision ", " is present more than once"
    return sorted({text[len(start):-len(end)] for text in messages if text.startswith(start) and text.endswith(end)})


def read(script_location, options):
    revisions = alembic.script.ScriptDirectory(script_location, **options).revision_map
    # Labels are keys of this map as well.
    by_id = {key: rev for key, rev in revisions._revision_map.items() if rev is not None and rev.revision == key}
    return {
        "result": "ok",
        "heads": ids(revisions.heads),
        "real_heads": ids(revisions._real_heads),
        "bases": ids(revisions.bases),
        "real_bases": ids(revisions._real_bases),
        "branch_points": ids(id for id, revision in by_id.items() if revision.is_branch_point),
        "merge_points": ids(id for id, revision in by_id.items() if revision.is_merge_point),
        "revisions": len(by_id),
    }


def ids(revisions):
    return sorted({str(revision) for revision in revisions})


def heads_by_command(request):
    os.chdir(request["cwd"])
    code, error = 0, None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            alembic.config.CommandLine(prog="alembic").main(argv=request["argv"] + ["heads"])
        except SystemExit as end:
            code = end.code & 255 if isinstance(end.code, int) else int(end.code is not None)
        except BaseException as failure:
            code, error = 1, describe(failure)
    return {"result": "ok" if code == 0 else "error", "code": code, "error": error,
            "lines": OUT.target.getvalue().splitlines()}


def answer(line):
    try:
        with undone():
            request = json.loads(line)
            signal.alarm(PATIENCE)
            try:
                return heads_by_command(request) if "argv" in request else revisions_of(request)
            finally:
                signal.alarm(0)
    except BaseException:
        return {"result": "broken", "error": {"type": "oracle", "message": traceback.format_exc()}}


def main():
    ANSWERS.write(json.dumps({"alembic": alembic.__version__, "python": sys.version.split()[0],
                              "sqlalchemy": sqlalchemy.__version__}) + "\n")
    for line in QUESTIONS:
        if line.strip():
            ANSWERS.write(json.dumps(answer(line)) + "\n")


main()
