"""The scripts in benchmarks/ are no package: they are imported as they import each other."""

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
# Behind everything else, so that no name there hides one of the package's.
sys.path.append(str(BENCHMARKS))
