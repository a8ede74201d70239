import Diagnostics
import SchemaModel

/// Values like those that were seen: from a histogram, from quantiles, or the values themselves.
///
/// - Draws: one per row.
struct EmpiricalKind: ComposedKind {
  static let syntax = GeneratorSyntax(
    "empirical", "Values like those of data: one of a histogram, quantiles, or values.",
    argument: .record(
      Shape(
        "empirical", "The data, in one of three forms.",
        [
          Parameter(
            "histogram", .record(histogram),
            "How many lie between which edges; even in between, the upper edge left out. Numbers are "
              + "whole where `type` says so."),
          Parameter(
            "quantiles", .map(of: .literal(.none)),
            "Values by the share of all that lie below: `{0: 1, 0.5: 20, 1: 90}`; straight in "
              + "between. Numbers are whole where `type` says so."),
          Parameter(
            "values", .oneOf([.list(of: .literal(.none)), .record(column)]),
            "Numbers, dates or times: a list, or a column of a CSV file; drawn as they are."),
          Parameter(
            "smooth", .boolean, default: "false",
            "True to draw in between the values too: straight from each to the next."),
        ])),
    isLaw: true)

  private static let histogram = Shape(
    "histogram", "Bins and how many values lie in each.",
    [
      Parameter(
        "edges", .list(of: .literal(.none)), required: true,
        "Where bins begin and end: numbers, dates or times, rising."),
      Parameter(
        "counts", .list(of: .number(0...Double.greatestFiniteMagnitude, .none)), required: true,
        "How many values lie in each bin, or their shares; one less than edges."),
    ])

  private static let column = Shape(
    "data column", "A column of a CSV file in the folder of the document.",
    [
      Parameter("file", .text, required: true, "Path relative to the document: `data/ages.csv`."),
      Parameter("column", .text, required: true, "The name in the first line of the file."),
    ])

  let law: ComposedLaw

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    law = try ComposedLaw(call, in: context)
  }
}
