extension Shape {
  package static let factor = Shape(
    "factor", "What makes rows more or less likely; holds for the whole of an exact total.",
    [
      Parameter(
        "by", .path,
        "What the cases are of: `month`, `weekday`, `hour`, `year`, or a column of the parent."),
      Parameter(
        "multiply",
        .oneOf([
          .map(of: .number(0...1e12, .constant)), .number(0...1e12, .row), .expression,
        ]),
        "How much more likely each case is than it would be; or one expression of the parent."),
      Parameter(
        "share", .map(of: .fraction(.constant)),
        "What part of all rows each case has; cases left out share the rest."),
      Parameter(
        "growth",
        .oneOf([.number(0...1e6, .constant), .map(of: .number(0...1e6, .constant))]),
        "Growth from each year to the next: `40%` is 1.4 times as many rows."),
      Parameter("from", .unsupported, "A series the factor follows."),
      Parameter("during", .unsupported, "A window of time the factor holds in."),
      Parameter("when", .unsupported, "A condition the factor holds under."),
      Parameter("every", .unsupported, "How often a random factor is drawn anew."),
      Parameter("per_sd", .unsupported, "Effect of one standard deviation of a series."),
      Parameter("standardize", .unsupported, "Within which parent a series is standardized."),
      Parameter("half_life", .unsupported, "Time in which an effect halves."),
      Parameter("floor", .unsupported, "What an effect does not fall below."),
      Parameter("average", .unsupported, "Rescales the factor to this mean."),
    ])
}
