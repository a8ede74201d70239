/// All that a report may find, by code: validators, and what keeps files from being judged.
package enum Checks {
  package struct Check: Hashable, Sendable {
    package let code: String
    package let layer: Layer
    package let summary: String
  }

  /// Sorted by code.
  package static let all: [Check] =
    (ValidatorRegistry.all.map { Check(code: $0.code, layer: $0.layer, summary: $0.summary) }
    + opening).sorted { $0.code < $1.code }

  /// Found while files are opened.
  private static let opening = [
    Check(
      code: "extra-column", layer: .structure,
      summary: "Files have no column that the document lacks."),
    Check(
      code: "missing-column", layer: .structure, summary: "Files have all columns of the document."
    ),
    Check(code: "missing-file", layer: .structure, summary: "Each table has its files."),
    Check(code: "unreadable-file", layer: .structure, summary: "Files can be read."),
    Check(
      code: "wrong-type", layer: .structure, summary: "Values are of the type of their column."),
  ]
}
