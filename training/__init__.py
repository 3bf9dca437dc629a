"""Training: from pages with gold to the weights that the stripper and the parser ship.

Not part of the package that users install. `python -m training --help` says what there is; `training/manifest.toml` names every input.
"""

import os

# Before numpy is loaded: sums in one order, so the same bytes on any number of cores.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
