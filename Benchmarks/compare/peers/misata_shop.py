"""Makes customers and orders with Misata and writes them as Parquet with snappy."""

import sys
from pathlib import Path

import misata
from misata import Column, Relationship, SchemaConfig, Table


def main(customers: int, orders: int, folder: Path) -> None:
    schema = SchemaConfig(
        name="shop", seed=42,
        tables=[Table(name="customers", row_count=customers),
                Table(name="orders", row_count=orders)],
        columns={
            "customers": [
                Column(name="customer_id", type="int", unique=True,
                       distribution_params={"min": 1, "max": customers}),
                Column(name="name", type="text", semantic="person_name",
                       distribution_params={"text_type": "name"}),
                Column(name="segment", type="categorical", distribution_params={
                    "choices": ["regular", "loyal"], "probabilities": [0.8, 0.2]}),
                Column(name="signed_up", type="date",
                       distribution_params={"start": "2023-01-01", "end": "2023-12-31"}),
            ],
            "orders": [
                Column(name="order_id", type="int", unique=True,
                       distribution_params={"min": 1, "max": orders}),
                Column(name="customer_id", type="foreign_key"),
                Column(name="ordered_at", type="datetime",
                       distribution_params={"start": "2024-01-01", "end": "2024-12-31"}),
                Column(name="status", type="categorical", distribution_params={
                    "choices": ["completed", "cancelled", "pending"],
                    "probabilities": [0.85, 0.10, 0.05]}),
                Column(name="amount", type="float", distribution_params={
                    "distribution": "lognormal", "mu": 4, "sigma": 1, "min": 0.01,
                    "decimals": 2}),
            ],
        },
        relationships=[Relationship(parent_table="customers", child_table="orders",
                                    parent_key="customer_id", child_key="customer_id")])
    tables = misata.generate_from_schema(schema)
    folder.mkdir(parents=True)
    for name, rows in (("customers", customers), ("orders", orders)):
        assert len(tables[name]) == rows, f"{len(tables[name])} rows of {name}, not {rows}"
        tables[name].to_parquet(folder / f"{name}.parquet", compression="snappy", index=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
