"""The build steps of a wheel: what is read in a tenth of the time (its rules as one JSON file, its weights as `marshal` writes them, what `re` makes of its patterns);
and the hot folders compiled with mypyc, only where QACLEAN_COMPILE=1 is set, else the wheel is pure Python.

Both forms give the same bytes (`make test-compiled`). What is compiled is listed in `pyproject.toml`, `[tool.hatch.build.hooks.custom]`.
"""

from __future__ import annotations

import json
import marshal
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WANTED = "QACLEAN_COMPILE"
# In a wheel alone; a checkout reads what was edited last.
RULES = "qaclean/rules/rules.json"
PATTERNS = "qaclean/patterns.bin"
WEIGHTS = ("parser/weights", "stripper/weights", "stripper/page_weights", "stripper/html_weights")
LEVEL = "QACLEAN_COMPILE_LEVEL"  # of the C compiler's optimisation; 0 compiles in a fifth of the time
MYPY = """[mypy]
mypy_path = src
ignore_missing_imports = True
"""


class WheelHook(BuildHookInterface[Any]):
    """Adds the rules as JSON, and the compiled modules beside their sources."""

    def dependencies(self) -> list[str]:
        """What the build environment needs besides hatchling: what a page is cleaned with shows which patterns there are."""
        compiler = ["mypy>=1.18", "setuptools>=77"]
        return [*(compiler if _is_wanted() else ()), *self.metadata.core.dependencies]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Read the rules, and compile where it is asked for; an editable install reads the rules as they stand, and stays pure."""
        if self.target_name != "wheel" or version == "editable":
            return
        self._built = Path(tempfile.mkdtemp(prefix="qaclean-"))
        for target, data in read_fast(Path(self.root)):
            (path := self._built / "fast" / target).parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            build_data["force_include"][str(path)] = target
        if not _is_wanted():
            return
        modules = [*modules_of(Path(self.root), self.config["folders"], self.config["modules"], self.config["apart"])]
        compile_modules(Path(self.root), modules, self._built)
        for path in sorted(self._built.glob("lib/**/*")):
            if path.suffix in (".so", ".pyd"):
                build_data["force_include"][str(path)] = path.relative_to(self._built / "lib").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Nothing of the building is left."""
        if built := getattr(self, "_built", None):
            shutil.rmtree(built, ignore_errors=True)


def _is_wanted() -> bool:
    return os.environ.get(WANTED) == "1"


def rules_as_json(root: Path) -> str:
    """All rules by the names of their files. Errors: `ValueError` where JSON has no form for a value of them."""
    files = sorted((root / "src" / "qaclean" / "rules").glob("*.toml"))
    rules = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in files}
    written = json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
    if json.loads(written) != rules:
        raise ValueError("a rule has a value that is another one in JSON: write it as text, a number or a list")
    return written


def read_fast(root: Path) -> Iterator[tuple[str, bytes]]:
    """Names of files in a wheel, and what they hold: rules, weights and patterns in the form that is read at once."""
    yield RULES, rules_as_json(root).encode()
    for name in WEIGHTS:
        yield f"qaclean/{name}.marshal", weights_as_written(root / "src" / "qaclean" / f"{name}.json")
    yield PATTERNS, patterns_as_compiled(root)


def weights_as_written(path: Path) -> bytes:
    """The weights of a chain as `qaclean.segments.chain` makes them of their JSON; equal ones are one."""
    data = json.loads(path.read_text("utf-8"), parse_float=cache(float))
    features = {feature: tuple(weights) for feature, weights in data["features"].items()}
    return marshal.dumps((tuple(data["labels"]), tuple(data["first"]), features, tuple(map(tuple, data["follow"]))), 4)


def patterns_as_compiled(root: Path) -> bytes:
    """What `re` of the building Python makes of the package's patterns. In a process of its own, where the package is that of the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "patterns"
        paths = os.pathsep.join(filter(None, (str(root / "src"), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, str(root / "build_patterns.py"), str(root / "fixtures"), str(file)]
        subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=True)
        return file.read_bytes()


def modules_of(root: Path, folders: Sequence[str], modules: Sequence[str], apart: Sequence[str]) -> Iterator[str]:
    """Paths of what is compiled, from the root, in order: all modules of the folders but their `__init__`, and some by name; `apart` stay as they are."""
    package = root / "src" / "qaclean"
    named = {package / name for name in modules}
    inside = {path for folder in folders for path in (package / folder).rglob("*.py") if path.name != "__init__.py"}
    for path in sorted(named | inside - {package / name for name in apart}):
        yield path.relative_to(root).as_posix()


def compile_modules(root: Path, modules: Sequence[str], built: Path) -> None:
    """Compiled modules lie under `built/lib` as they would in `site-packages`. Errors: those of mypyc and of the C compiler end the build."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    (built / "mypy.ini").write_text(MYPY, "utf-8")
    here = Path.cwd()
    os.chdir(root)  # module names are told by paths from here
    try:
        options = [f"--config-file={built / 'mypy.ini'}", f"--cache-dir={built / 'cache'}", *modules]
        level = os.environ.get(LEVEL, "3")
        target = str(built / "c")
        extensions = mypycify(options, opt_level=level, debug_level="0", multi_file=True, target_dir=target)
        distribution = Distribution({"name": "qaclean", "ext_modules": extensions, "package_dir": {"": "src"}})
        command: Any = distribution.get_command_obj("build_ext")
        command.build_lib, command.build_temp, command.parallel = str(built / "lib"), str(built / "t"), os.cpu_count()
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(here)
