"""What `rate` returns: a list that shows itself in a notebook and becomes a data frame."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex, overload

from reliability.rated import Rating

if TYPE_CHECKING:
    from types import ModuleType

_LIBRARIES = ("pandas", "polars")


class Ratings(list[Rating]):
    """Ratings in the order of their documents: a list in every respect, and slices of it are of its kind.

    Examples
    --------
    >>> from reliability.rating import rate
    >>> ratings = rate(["Ann Ito said on Monday that 14 ferries had been repaired.", "Some fear the worst."])
    >>> type(ratings[:1]).__name__, list(ratings.to_frame("pandas")["level"])
    ('Ratings', ['mostly well-sourced', 'speculative'])
    """

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Rating: ...
    @overload
    def __getitem__(self, index: slice, /) -> Ratings: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> Rating | Ratings:
        return Ratings(super().__getitem__(index)) if isinstance(index, slice) else super().__getitem__(index)

    def to_frame(self, library: Literal["pandas", "polars"] | None = None) -> Any:
        """Return a data frame with one row a rating, whose columns are those of the CSV format.

        Parameters
        ----------
        library : {"pandas", "polars"}, optional
            Whose data frame; by default that of the one that is installed, pandas first.

        Returns
        -------
        pandas.DataFrame or polars.DataFrame
            Numbers are not rounded; where there is no consensus it is NaN in pandas and null in polars.

        Raises
        ------
        ValueError
            Where the library is neither of the two.
        ImportError
            Where it is not installed.
        """
        from reliability.report.records import COLUMNS, TEXTS, to_row  # noqa: PLC0415  (a layer above: see the tests)

        frames = _find_library(library)
        rows = [to_row(rating) for rating in self]
        columns = {name: [row[name] for row in rows] for name in COLUMNS}
        if frames.__name__ == "polars":
            types = {name: frames.String if name in TEXTS else frames.Float64 for name in COLUMNS}
            return frames.DataFrame(columns, schema=types)
        return frames.DataFrame(columns).astype({name: "str" if name in TEXTS else "float64" for name in COLUMNS})

    def _repr_html_(self) -> str:
        from reliability.report.notebook import show_ratings  # noqa: PLC0415  (as above)

        return show_ratings(self)


def _find_library(name: str | None) -> ModuleType:
    """Import the library that was asked for, or the one that is there."""
    if name is not None and name not in _LIBRARIES:
        raise ValueError(f'to_frame takes "pandas" or "polars", not {name!r}')
    wanted = _LIBRARIES if name is None else (name,)
    for library in wanted:
        if find_spec(library):
            return import_module(library)
    raise ImportError(
        f"to_frame needs {' or '.join(wanted)}, which {'is' if name else 'are'} not installed: "
        f"pip install {wanted[0]}{' (or polars)' if name is None else ''}; to_dict() of a rating needs neither"
    )
