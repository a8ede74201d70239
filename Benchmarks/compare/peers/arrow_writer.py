"""Writes table F with pyarrow: the values are read once, then only writing is timed."""

import sys

import pyarrow
import pyarrow.parquet as parquet

from answering import serve

CASES = {
    "A": {"use_dictionary": ["category"]},
    "B": {
        "use_dictionary": ["category"],
        "column_encoding": {
            "number": "DELTA_BINARY_PACKED", "at": "DELTA_BINARY_PACKED",
            "amount": "BYTE_STREAM_SPLIT", "token": "DELTA_LENGTH_BYTE_ARRAY"},
    },
}

pyarrow.set_cpu_count(1)
values = parquet.read_table(sys.argv[1], read_dictionary=["category"]).combine_chunks()

serve(lambda task: parquet.write_table(
    values, task["output"], compression="zstd", compression_level=1, write_statistics=True,
    **CASES[task["case"]]))
