"""An environment with our wheel, put there by pip, in which everything else is lent by the environment that makes it: seconds, and no network.

    python tests/wheel_environment.py build/wheel/qaclean-0.1.0-py3-none-any.whl .venv-wheel

What is imported as `qaclean` there is the wheel and never the checkout: what a wheel lacks is missing.
"""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

OURS = ("qaclean", "_qaclean", "_editable_impl_qaclean", "__editable__")


def make(wheel: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """Make the environment in `folder`, which is not there yet or is empty; its Python. Errors: `CalledProcessError` where pip refuses the wheel."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    interpreter = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(interpreter), *install], check=True)
    ask = [str(interpreter), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = pathlib.Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    lend(folder / "lent")
    (own / "lent.pth").write_text(f"{(folder / 'lent').resolve()}\n", "utf-8")
    return interpreter


def lend(lent: pathlib.Path) -> None:
    """Link what this Python's environment holds into the folder `lent`, all but ourselves."""
    lent.mkdir()
    for place in map(pathlib.Path, sys.path):
        if place.name not in ("site-packages", "dist-packages", "lent") or not place.is_dir():
            continue
        for entry in place.iterdir():
            link = lent / entry.name
            if not entry.name.startswith(OURS) and entry.suffix != ".pth" and not link.exists():
                link.symlink_to(entry)


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
