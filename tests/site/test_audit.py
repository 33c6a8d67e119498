"""The audit says what it needs, and tells our messages from others'."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import __main__ as audit
from audit import checker


def test_it_says_what_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert audit.main(["--tools", str(tmp_path / "tools")]) == 2
    said = capsys.readouterr().err
    assert "Node.js" in said
    assert "Java 17" in said
    (tmp_path / "node").touch(0o755)
    (tmp_path / "java").touch(0o755)
    assert audit.main(["--tools", str(tmp_path / "tools")]) == 2
    assert "needs npm, to install lighthouse@" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The “main” role is unnecessary for element “main”.", "pydata-sphinx-theme"),
        ("CSS: Unrecognized at-rule “@container”", "the checker"),
        ("Duplicate ID “a”.", checker.OURS),
    ],
)
def test_what_is_not_known_is_ours(text: str, whose: str) -> None:
    assert checker.sort("error", text).whose == whose
