"""The operator's command line, as a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 180


def samsok(*words: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jobs.cli", *words],
        cwd=ROOT, env={"SAMSOK_DATA__FOLDER": str(folder), **environ}, timeout=MOST,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
