"""What is shipped: the wheel is the package alone, the sdist is everything it is made from."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import partnership

ROOT_FOLDERS = ("checks", "partnership", "schemas", "site", "tests")


@pytest.fixture(scope="module")
def shipped(repository, tmp_path_factory) -> Path:
    """A folder with the sdist and the wheel built from it."""
    if not (repository / "partnership").is_dir():
        pytest.skip("the package's source is not here: a built wheel is being tested")
    folder = tmp_path_factory.mktemp("shipped")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(repository)], check=True, capture_output=True)
    return folder


def test_the_wheel_holds_the_package_and_nothing_else(shipped):
    (wheel,) = shipped.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folder = f"partnership_as_code-{partnership.__version__}.dist-info"

    assert {"partnership", folder} == {name.split("/")[0] for name in names}
    assert "partnership/py.typed" in names
    assert f"{folder}/licenses/LICENSE" in names


def test_the_sdist_holds_the_published_folders_and_the_tests(repository, shipped):
    (sdist,) = shipped.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    present = [folder for folder in ROOT_FOLDERS if (repository / folder).is_dir()]

    assert [] == [f for f in present if not any(name.startswith(f"{f}/") for name in names)]
    assert {"pyproject.toml", "requirements.lock", "Makefile", "LICENSE"} <= names


def test_the_version_stands_in_one_place():
    assert partnership.__version__ == importlib.metadata.version("partnership-as-code")


def test_a_readme_is_the_front_page_of_the_package(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    present = (repository / "README.md").is_file()

    assert present == (project.get("readme") == "README.md"), 'add `readme = "README.md"`'


def test_the_lock_holds_every_dependency_with_hashes_and_names_no_host(repository):
    """`make lock` was run after the last change of the dependencies."""
    lock = (repository / "requirements.lock").read_text()
    configuration = tomllib.loads((repository / "pyproject.toml").read_text())
    groups = configuration["dependency-groups"]
    wanted = configuration["project"]["dependencies"] + [
        one for group in ("build", "check", "test") for one in groups[group]
    ]
    names = {re.split(r"[<>=[]", one)[0].lower() for one in wanted}
    entries = re.split(r"\n(?=[a-z])", lock)[1:]
    locked = {entry.split("==")[0] for entry in entries}

    assert set() == names - locked
    assert [] == [entry for entry in entries if "--hash=sha256:" not in entry]
    assert "://" not in lock
