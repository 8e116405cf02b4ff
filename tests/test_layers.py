"""Imports respect the layers, and each tool from outside has one home."""

from __future__ import annotations

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

HOMES = {
    "click": ("partnership.cli",),
    "duckdb": ("partnership.store",),
    "git": ("partnership.history.git",),
    "phonenumbers": ("partnership.guard.phones",),
    "rich": ("partnership.cli",),
    "subprocess": ("partnership.history.git",),
}
"""What is imported from outside, and the only modules (with what they hold) that may import it."""


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("partnership", include_external_packages=True, cache_dir=None)


def test_a_module_imports_only_what_stands_below_it(repository, capsys):
    configuration = str(repository / "pyproject.toml")

    status = lint_imports(config_filename=configuration, no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("outside", sorted(HOMES))
def test_a_tool_from_outside_is_imported_in_its_home_only(imports, outside):
    importers = (
        imports.find_modules_that_directly_import(outside) if outside in imports.modules else ()
    )

    astray = [
        module
        for module in sorted(importers)
        if not any(module == home or module.startswith(f"{home}.") for home in HOMES[outside])
    ]

    assert [] == astray
