"""The authority file as whoever runs the program extends it."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.settings import load_settings
from extractor.resolve.added_units import adding
from extractor.resolve.unit_files import read_units_file


@contextmanager
def own_units() -> Iterator[None]:
    """Let the authority file hold the units of CHIDAO_UNITS_FILE; raises UnitsFileError where that is unsound."""
    with adding(read_units_file(load_settings().units_file)):
        yield
