"""What every test stands on: a clean surrounding, expected files, programs and corpora."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

REPOSITORY = Path(__file__).parents[1]

# The same examples on every machine and every run; `--hypothesis-profile search` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
# What runs once more on the wheel, and thousands of times under `make mutation`.
settings.register_profile(
    "brief",
    settings.get_profile("steady"),
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile(
    "search",
    deadline=None,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

# What a developer's shell or a CI service may set and a test must not feel.
CLEARED = ("TZ", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "EMAIL", "CI", "GITHUB_ACTIONS")
CLEARED_PREFIXES = ("GIT_", "XDG_", "LC_", "GITHUB_")
KEPT = ("PARTNERSHIP_CORPORA", "PARTNERSHIP_REQUIRE_PROGRAMS")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--bless`."""
    parser.addoption(
        "--bless", action="store_true", help="rewrite expected files; the diff is for reading"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are missing, by their name; in CI that is a failure."""
    for marker in item.iter_markers("needs_program"):
        for program in marker.args:
            if shutil.which(program) is None:
                if os.environ.get("PARTNERSHIP_REQUIRE_PROGRAMS") == "1":
                    pytest.fail(f"`{program}` is not installed", pytrace=False)
                pytest.skip(f"`{program}` is not installed")


@pytest.fixture(scope="session")
def homes(tmp_path_factory) -> Callable[[], Path]:
    """Give a new empty home folder at each call."""
    base = tmp_path_factory.mktemp("homes")
    numbers = itertools.count()

    def home() -> Path:
        folder = base / str(next(numbers))
        folder.mkdir()
        return folder

    return home


@pytest.fixture(autouse=True)
def clean_surrounding(homes, monkeypatch) -> None:
    """Each test has an empty home, git without anyone's configuration, and no time zone set."""
    for name in list(os.environ):
        ours = name.startswith("PARTNERSHIP_") and name not in KEPT
        if ours or name in CLEARED or name.startswith(CLEARED_PREFIXES):
            monkeypatch.delenv(name)
    home = homes()
    monkeypatch.setenv("HOME", str(home))
    # A file, not the null device: as root, `git config --global` would replace the device.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml; without `partnership/` when a wheel is tested."""
    return REPOSITORY


@pytest.fixture(scope="session")
def bless(pytestconfig) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(pytestconfig.getoption("--bless"))


@pytest.fixture
def expect_file(bless) -> Callable[[Path, str], None]:
    """Compare text with an expected file byte by byte, or write it with `--bless`."""

    def compare(path: Path, actual: str) -> None:
        if bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
        assert path.is_file(), f"{path} does not exist: run `make bless` and read the diff"
        assert path.read_bytes().decode() == actual, f"{path} differs: `make bless` rewrites it"

    return compare


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of test material that others wrote, named by PARTNERSHIP_CORPORA."""
    folder = os.environ.get("PARTNERSHIP_CORPORA")
    if not folder:
        pytest.skip("PARTNERSHIP_CORPORA is not set")
    if not Path(folder).is_dir():
        pytest.fail(f"PARTNERSHIP_CORPORA names `{folder}`, which is not a folder", pytrace=False)
    return Path(folder)
