"""The comparisons, in the order in which they run."""

from . import columns, lineitem, rows, shop, start, table_f

ALL = {
    "table_f": table_f.compare,
    "lineitem": lineitem.compare,
    "columns": columns.compare,
    "shop": shop.compare,
    "rows": rows.compare,
    "start": start.compare,
}
