"""examples/bronze.yaml against its plan: every column in its type, keys whole, quotas exact, nothing
before its parent. Read with DuckDB alone."""

import duckdb
import pytest
from conftest import ROOT, Datagen

TABLES = {
    "customers": ("customers/customers", 10_000, {
        "customer_id": "VARCHAR", "name": "VARCHAR", "email": "VARCHAR", "phone": "VARCHAR",
        "signup_date": "DATE", "loyalty_tier": "VARCHAR",
        "total_lifetime_value": "DECIMAL(12,2)", "segment": "VARCHAR", "address_city": "VARCHAR",
        "address_state": "VARCHAR", "address_country": "VARCHAR", "date_of_birth": "DATE",
        "gender": "VARCHAR", "preferred_contact_method": "VARCHAR"}),
    "products": ("products/products", 1_000, {
        "product_id": "VARCHAR", "product_name": "VARCHAR", "category": "VARCHAR",
        "subcategory": "VARCHAR", "brand": "VARCHAR", "price": "DECIMAL(10,2)",
        "cost": "DECIMAL(10,2)", "margin_pct": "DECIMAL(5,2)", "stock_quantity": "INTEGER",
        "supplier_id": "VARCHAR", "created_at": "DATE", "is_active": "BOOLEAN",
        "rating_avg": "DECIMAL(3,2)", "review_count": "INTEGER"}),
    "orders": ("orders/orders", 100_000, {
        "order_id": "VARCHAR", "customer_id": "VARCHAR", "product_id": "VARCHAR",
        "order_date": "TIMESTAMP", "quantity": "INTEGER", "unit_price": "DECIMAL(10,2)",
        "total_amount": "DECIMAL(12,2)", "region": "VARCHAR", "category": "VARCHAR",
        "status": "VARCHAR", "discount_amount": "DECIMAL(10,2)", "tax_amount": "DECIMAL(10,2)",
        "shipping_cost": "DECIMAL(10,2)"}),
    "campaigns": ("marketing_campaigns/campaigns", 50, {
        "campaign_id": "VARCHAR", "campaign_name": "VARCHAR", "channel": "VARCHAR",
        "start_date": "DATE", "end_date": "DATE", "budget": "DECIMAL(12,2)",
        "target_audience": "VARCHAR", "objective": "VARCHAR", "status": "VARCHAR",
        "owner": "VARCHAR"}),
    "events": ("marketing_events/events", 500_000, {
        "event_id": "VARCHAR", "campaign_id": "VARCHAR", "event_date": "TIMESTAMP",
        "event_type": "VARCHAR", "user_id": "VARCHAR", "cost": "DECIMAL(10,4)",
        "revenue": "DECIMAL(10,2)", "device_type": "VARCHAR", "browser": "VARCHAR",
        "location": "VARCHAR"}),
    "interactions": ("user_interactions/interactions", 200_000, {
        "interaction_id": "VARCHAR", "user_id": "VARCHAR", "product_id": "VARCHAR",
        "interaction_type": "VARCHAR", "timestamp": "TIMESTAMP", "rating": "INTEGER",
        "session_id": "VARCHAR", "duration_seconds": "INTEGER", "referrer": "VARCHAR",
        "device_type": "VARCHAR"}),
    "tickets": ("support_tickets/tickets", 5_000, {
        "ticket_id": "VARCHAR", "customer_id": "VARCHAR", "created_at": "TIMESTAMP",
        "resolved_at": "TIMESTAMP", "category": "VARCHAR", "priority": "VARCHAR",
        "status": "VARCHAR", "satisfaction_score": "INTEGER",
        "resolution_time_hours": "DECIMAL(10,2)", "agent_id": "VARCHAR", "channel": "VARCHAR"}),
}

# Table, column, condition, and how many rows each value has.
QUOTAS = [
    ("customers", "loyalty_tier", "true",
     {"bronze": 5000, "silver": 3000, "gold": 1500, "platinum": 500}),
    ("customers", "segment", "true",
     {"regular": 6000, "high_value": 2000, "at_risk": 1500, "churned": 500}),
    ("customers", "gender", "true",
     {"Male": 4800, "Female": 4800, "Other": 200, "Prefer not to say": 200}),
    ("customers", "phone is null", "true", {True: 500, False: 9500}),
    ("products", "category", "true",
     {"Electronics": 250, "Clothing": 250, "Home": 200, "Books": 150, "Sports": 150}),
    ("products", "is_active", "true", {True: 900, False: 100}),
    ("orders", "status", "true", {"completed": 85_000, "cancelled": 10_000, "pending": 5_000}),
    ("orders", "discount_amount > 0", "true", {True: 20_000, False: 80_000}),
    ("events", "event_type", "true",
     {"impression": 400_000, "click": 75_000, "conversion": 25_000}),
    ("interactions", "interaction_type", "true",
     {"view": 140_000, "cart": 30_000, "purchase": 16_000, "rating": 10_000, "wishlist": 4_000}),
    ("interactions", "rating", "interaction_type = 'rating'",
     {1: 500, 2: 1000, 3: 1500, 4: 3000, 5: 4000}),
    ("tickets", "priority", "true", {"low": 2000, "medium": 1750, "high": 1000, "critical": 250}),
    ("tickets", "status", "true",
     {"closed": 3500, "resolved": 750, "in_progress": 500, "open": 250}),
]

# Queries that count rows which must not be.
NEVER = {
    "an order without its customer":
        "select count(*) from orders anti join customers using (customer_id)",
    "an order without its product":
        "select count(*) from orders anti join products using (product_id)",
    "an event without its campaign":
        "select count(*) from events anti join campaigns using (campaign_id)",
    "an interaction without its product":
        "select count(*) from interactions anti join products using (product_id)",
    "a ticket without its customer":
        "select count(*) from tickets anti join customers using (customer_id)",
    "an order before the signup":
        "select count(*) from orders join customers using (customer_id)"
        " where order_date < signup_date",
    "an order of a product that is not there yet":
        "select count(*) from orders join products using (product_id)"
        " where order_date::date < created_at",
    "a ticket before the signup":
        "select count(*) from tickets join customers using (customer_id)"
        " where tickets.created_at < signup_date",
    "an event outside its campaign":
        "select count(*) from events join campaigns using (campaign_id)"
        " where event_date < start_date or event_date >= end_date",
    "a total that is not its parts":
        "select count(*) from orders where total_amount <> quantity * unit_price - discount_amount",
    "a tax that is not 8 %":
        "select count(*) from orders where abs(tax_amount - total_amount * 0.08) > 0.005",
    "a lifetime value below the completed orders":
        "select count(*) from customers join (select customer_id, sum(total_amount) as s"
        " from orders where status = 'completed' group by 1) using (customer_id)"
        " where total_lifetime_value < s",
    "a review count that is not the reviews":
        "select count(*) from products left join (select product_id, count(rating) as n"
        " from interactions group by 1) using (product_id) where review_count <> coalesce(n, 0)",
    "a rating that is not the mean of the reviews":
        "select count(*) from products join (select product_id, avg(rating) as m"
        " from interactions where rating is not null group by 1) using (product_id)"
        " where abs(rating_avg - m) > 0.00501 or rating_avg is null",
    "an email of two customers":
        "select count(*) - count(distinct email) from customers",
    "a score without a resolution":
        "select count(*) from tickets where (satisfaction_score is null)"
        " <> (status not in ('resolved', 'closed'))",
    "a customer with two regions":
        "select count(*) from (select customer_id from orders group by 1"
        " having count(distinct region) > 1)",
}


@pytest.fixture(scope="module")
def bronze(tmp_path_factory):
    datagen = Datagen(tmp_path_factory.mktemp("bronze"))
    datagen.run("generate", ROOT / "examples/bronze.yaml", "--out", "data", "--quiet")
    connection = duckdb.connect()
    for name, (file, _, _) in TABLES.items():
        path = datagen.folder / "data" / f"{file}.parquet"
        connection.execute(f"create view {name} as select * from '{path}'")
    return connection


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_columns_and_rows(bronze, table):
    _, rows, columns = TABLES[table]
    found = bronze.execute(f"describe {table}").fetchall()
    assert [(name, kind) for name, kind, *_ in found] == list(columns.items())
    assert bronze.execute(f"select count(*) from {table}").fetchall() == [(rows,)]
    key = next(iter(columns))
    assert bronze.execute(f"select count(distinct {key}) from {table}").fetchall() == [(rows,)]


@pytest.mark.parametrize("table, column, condition, counts", QUOTAS)
def test_a_quota_is_exact(bronze, table, column, condition, counts):
    query = f"select {column}, count(*) from {table} where {condition} group by 1"
    assert dict(bronze.execute(query).fetchall()) == counts


@pytest.mark.parametrize("never", NEVER)
def test_what_never_happens(bronze, never):
    assert bronze.execute(NEVER[never]).fetchall() == [(0,)]
