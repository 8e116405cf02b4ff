"""A PostgreSQL server of the test's own: Debian's package, in a folder that goes away with it."""

from __future__ import annotations

import csv
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from partnership.store.tables import TABLES, ColumnType

PASSWORD = "correct-horse"  # noqa: S105 - of a server that lives for one test run
TYPES: dict[ColumnType, str] = {
    "token": "text",
    "str": "text",
    "enum": "text",
    "timestamp": "timestamptz",
    "date": "date",
    "int": "bigint",
    "decimal": "numeric",
    "bool": "boolean",
}


@dataclass
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    databases: int = field(default=0)

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        """The address of a database."""
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, database: str, *statements: str) -> None:
        """Run statements, each by itself."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def new_database(self) -> str:
        """Make an empty database."""
        self.databases += 1
        name = f"events_{self.databases}"
        self.run("postgres", f"CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C.UTF-8'")
        return name

    def load(self, folder: Path) -> str:
        """Copy a folder of CSV event tables into a new database, with their types."""
        import psycopg

        name = self.new_database()
        with psycopg.connect(self.url(name)) as connection:
            for table in TABLES:
                path = folder / f"{table.name}.csv"
                if not path.exists():
                    continue
                columns = ", ".join(f'"{c.name}" {TYPES[c.type]}' for c in table.columns)
                connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
                with path.open(newline="", encoding="utf-8") as file:
                    header = ", ".join(f'"{column}"' for column in next(csv.reader(file)))
                copy = f'COPY "{table.name}" ({header}) FROM STDIN (FORMAT csv, HEADER)'
                with connection.cursor().copy(copy) as into:
                    into.write(path.read_bytes())
        self.run(name, "ANALYZE")  # as any server does by itself after a while
        return name


def program(name: str) -> str | None:
    """Where a program of the server is; Debian keeps them out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server as its own user, which it insists on, and stop it."""
    initdb, postgres = program("initdb"), program("postgres")
    user = "postgres" if os.geteuid() == 0 else None
    if initdb is None or postgres is None:
        if os.environ.get("PARTNERSHIP_REQUIRE_PROGRAMS") == "1":
            pytest.fail("PostgreSQL is not installed", pytrace=False)
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with tempfile.TemporaryDirectory(prefix="pg-") as made:
        folder = Path(made)
        (folder / "password").write_text(PASSWORD)
        if user:
            owner = pwd.getpwnam(user)
            for path in (folder, folder / "password"):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        options: dict[str, Any] = {
            "user": user,
            "cwd": made,
            "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        }
        subprocess.run(
            [
                *(initdb, "--pgdata", f"{made}/data", "--username", "postgres", "--no-sync"),
                *("--auth", "scram-sha-256", "--pwfile", f"{made}/password", "--encoding", "UTF8"),
            ],
            check=True,
            capture_output=True,
            **options,
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = {
            "fsync": "off",
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": made,
        }
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [postgres, "-D", f"{made}/data", "-p", str(port), *flags], stderr=log, **options
            )
        server = Server(port, process)
        try:
            _wait(server, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait(server: Server, log: Path) -> None:
    import psycopg

    for _ in range(150):
        try:
            psycopg.connect(server.url(), connect_timeout=1).close()
        except psycopg.OperationalError:
            if server.process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"PostgreSQL does not start:\n{log.read_text()}", pytrace=False)
