"""The comparisons, in the order in which they run."""

from . import columns, lineitem, people, rows, shop, start, table_f

ALL = {
    "table_f": table_f.compare,
    "lineitem": lineitem.compare,
    "columns": columns.compare,
    "people": people.compare,
    "shop": shop.compare,
    "rows": rows.compare,
    "start": start.compare,
}
