/// What `init` writes.
enum StartingDocument {
  static let text = """
    # A dataset of two tables. Check it with `datagen check`, look at it with
    # `datagen preview FILE orders`, make it with `datagen generate FILE`.
    datagen: 1
    seed: 42                                   # same document, same seed, same data
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    parameters: {customers: 1_000}             # change it with --set customers=50

    tables:
      customers:
        rows: = param.customers                # '= …' is an expression
        arrivals: {from: 2023-01-01}           # when rows are created: until the end of the timeframe
        columns:
          customer_id: {key: "C-{:06}"}        # C-000001, C-000002, …
          name: {person: full_name}
          email: {person: email, unique: true}
          signed_up: {arrival: date}
          segment: {choice: {private: 80%, business: 20%}, exact: true}
          phone: {person: phone, missing: 10%}

      orders:
        rows: 10_000
        arrivals:
          per: customer_id                     # each order belongs to a customer …
          since: customer_id.signed_up         # … who has signed up before
          factors:
            season: {by: month, multiply: {nov: 1.5, dec: 2}}
            hours: {by: hour, multiply: {0-6: 0.2, 18-21: 2}}
        columns:
          order_id: {key: integer}
          customer_id: {ref: customers}
          ordered_at: {arrival: timestamp}
          amount:                              # depends on the customer's segment
            by: customer_id.segment
            cases:
              private: {lognormal: {mean: 60, sd: 40}}
              business: {lognormal: {mean: 400, sd: 300}}
            type: decimal(10,2)
          tax: {value: = amount * 0.19, type: "decimal(10,2)"}
          status: {choice: {completed: 90%, cancelled: 7%, returned: 3%}}

    output: {format: parquet}                  # or csv, jsonl

    """
}
