"""Training: from pages with gold to the weights that the stripper and the parser ship.

Not part of the package that users install. `python -m training --help` says what there is; `training/manifest.toml` names every input.
"""
