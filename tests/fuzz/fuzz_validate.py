"""Coverage-guided fuzzing of the loader and of `validate`; needs `pip install atheris`.

    python tests/fuzz/fuzz_validate.py loader CORPUS -max_total_time=1800
    python tests/fuzz/fuzz_validate.py validate CORPUS -max_total_time=1800

`loader`: whatever the bytes are, a file gives a document or findings, and reading the same data back
from its canonical form changes nothing. `validate`: every check and every reporter gets through.
The seeds are the examples of every kind.
"""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["partnership"]):
    from partnership.agreement import Agreement
    from partnership.checks import find_all
    from partnership.documents import KINDS
    from partnership.loading.document import Loaded, load_document
    from partnership.report import report_on
    from partnership.reporting.reporters import REPORTERS

AS_OF = date(2026, 7, 10)


def examples() -> list[bytes]:
    """Give the example of every kind, as bytes."""
    modules = (importlib.import_module(kind.__module__) for kind in KINDS.values())
    return [module.EXAMPLE.encode() for module in modules]


BASE = tuple(
    loaded.document
    for number, content in enumerate(examples())
    if (loaded := load_document(f"partnership/{number}.yaml", content)).document
)


def fuzz_loader(content: bytes) -> Loaded:
    """Load the bytes as one document, and again from its canonical form."""
    loaded = load_document("partnership/fuzzed.yaml", content)
    assert loaded.document is not None or loaded.findings
    if loaded.canonical:
        again = load_document("partnership/fuzzed.yaml", content, loaded.canonical)
        assert again.document is not None
        assert loaded.document is not None
        assert again.document.digest == loaded.document.digest
    return loaded


def fuzz_validate(content: bytes) -> None:
    """Load the bytes as one document among the examples, ask everything, render everything."""
    loaded = fuzz_loader(content)
    documents = (*BASE, loaded.document) if loaded.document else BASE
    agreement = Agreement(documents=documents, refused=tuple(loaded.findings), files=1)
    report = report_on("validate", agreement, AS_OF, find_all(agreement, AS_OF))
    for render in REPORTERS.values():
        render(report, False).encode()


TARGETS = {"loader": fuzz_loader, "validate": fuzz_validate}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for index, seed in enumerate(examples()):
        (corpus / f"seed-{index}").write_bytes(seed)
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
