"""Customers and their orders, against Misata."""

import sys

from measuring import interleaved, run
from report import Section, Target, figure, table

CUSTOMERS, ORDERS = 50_000, 500_000


def compare(setting):
    customers, orders = setting.rows(CUSTOMERS), setting.rows(ORDERS)
    script = str(setting.peer("misata_shop.py"))

    def theirs():
        out = setting.fresh("misata")
        return run([sys.executable, script, str(customers), str(orders), str(out)], out)

    def ours(threads):
        return setting.generate("bench/two_tables.yaml", "--threads", str(threads), "--rows",
                                f"customers={customers}", "--rows", f"orders={orders}")

    runs = interleaved(
        {"datagen, 1 thread": lambda: ours(1), "datagen, 2 threads": lambda: ours(2),
         "misata": theirs}, setting.rounds, setting.say)
    one, two, misata = runs.values()
    return Section(
        "A shop of two tables",
        f"{customers:,} customers and {orders:,} orders as Parquet with snappy: whole processes. "
        "`examples/bench/two_tables.yaml` also keeps orders behind their customer's signup.",
        table(runs, customers + orders),
        [f"misata takes {figure(misata.wall / one.wall)} times as long as one thread, "
         f"{figure(misata.wall / two.wall)} times as two"],
        [Target("times faster than misata, 1 thread", misata.wall / one.wall, 1, at_least=True)])
