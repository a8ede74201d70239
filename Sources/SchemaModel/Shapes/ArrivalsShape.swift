extension Shape {
  package static let arrivals = Shape(
    "arrivals", "When the rows of a table are created, and for which parent.",
    [
      Parameter("per", .name, "The key column whose parent a row belongs to."),
      Parameter(
        "from", .date(.constant), "First day of the window; without it, the timeframe's `from`."),
      Parameter(
        "to", .date(.constant),
        "Last day of the window, included; without it, the timeframe's `to`."),
      Parameter(
        "since", .oneOf([.path, .instant(.row)]),
        "The instant of the parent from which rows are possible, included."),
      Parameter(
        "until", .oneOf([.path, .instant(.row)]),
        "The instant of the parent from which rows are no longer possible."),
      Parameter("sorted", .boolean, default: "false", "True for rows in order of time."),
      Parameter(
        "heterogeneity", .record(.heterogeneity), "How unequal parents are in their rows."),
      Parameter("factors", .map(of: .record(.factor)), "What makes rows more or less likely."),
      Parameter("every", .unsupported, "A row for each day, week or month."),
    ])

  package static let heterogeneity = Shape(
    "heterogeneity", "How unequal parents are: exactly one of `pareto`, `gamma`, `lognormal`.",
    [
      Parameter("pareto", .record(.paretoHeterogeneity), "A few parents have most of the rows."),
      Parameter(
        "gamma", .record(.gammaHeterogeneity), "Weights from a gamma law of mean 1."),
      Parameter(
        "lognormal", .record(.lognormalHeterogeneity), "Weights from a log-normal law of mean 1."),
      Parameter("most", .fraction(.constant), "The largest share one parent may have."),
    ])

  package static let paretoHeterogeneity = Shape(
    "pareto heterogeneity", "The share of rows that the largest parents have.",
    [
      Parameter("top", .fraction(.constant), required: true, "Share of the parents: `20%`."),
      Parameter("share", .fraction(.constant), required: true, "Their share of rows: `80%`."),
    ])

  package static let gammaHeterogeneity = Shape(
    "gamma heterogeneity", "Weights from a gamma law of mean 1.",
    [
      Parameter(
        "shape", .number(1e-6...1e6, .constant), required: true,
        "Larger is more equal; the variance is 1 / shape.")
    ])

  package static let lognormalHeterogeneity = Shape(
    "lognormal heterogeneity", "Weights from a log-normal law of mean 1.",
    [
      Parameter(
        "sigma", .number(0...10, .constant), required: true, "Standard deviation of the logarithm.")
    ])
}
