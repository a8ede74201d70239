"""Writes the matrix once; DATAGEN_MATRIX names a folder that holds it already."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
_folder = None


def matrix_folder(tmp_path_factory=None):
    global _folder
    if _folder is None:
        given = os.environ.get("DATAGEN_MATRIX")
        if given:
            _folder = pathlib.Path(given)
        else:
            _folder = tmp_path_factory.mktemp("datagen") / "matrix"
            subprocess.run(
                ["swift", "run", "--package-path", str(ROOT), "ReaderMatrix", str(_folder)],
                check=True,
            )
    return _folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return matrix_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def tables(folder):
    from matrix import tables

    return tables(folder)
