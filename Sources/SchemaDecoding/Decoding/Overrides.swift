/// What the command line changes of a document: `--set`, `--seed`, `--scenario`.
package struct Overrides: Sendable {
  /// Parameters in the order given; a later value of the same name wins.
  package var set: [(String, String)]
  package var seed: UInt64?
  package var scenario: String?

  package init(set: [(String, String)] = [], seed: UInt64? = nil, scenario: String? = nil) {
    self.set = set
    self.seed = seed
    self.scenario = scenario
  }
}
