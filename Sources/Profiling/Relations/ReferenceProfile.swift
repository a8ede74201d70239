/// A column whose values name rows of another table.
package struct ReferenceProfile: Encodable, Sendable {
  package let column: String
  package let table: String
  package let key: String
  /// Rows whose value names no row there.
  package var orphans: Int
  /// The share of rows there that are named at all.
  package var coverage: Double
  /// What speaks for it: `name`, `values` or both.
  package var evidence: [String]
  /// Rows for each row there, of those that have a value.
  package var childrenMean: Double
  package var childrenSD: Double
  package var childrenMost: Int
  package var childless: Int
  /// The law of how many there are for each row.
  package var children: FittedLaw?
  /// Whether rows of one parent stand together, in the order of the parents.
  package var isGrouped: Bool
  /// Columns of time of this table and of the other, where the first is never before the second.
  package var follows: [Following] = []

  package struct Following: Encodable, Hashable, Sendable {
    package var time: String
    package var parentTime: String
  }

  var childrenSample: LawSample?

  enum CodingKeys: String, CodingKey {
    case column, table, key, orphans, coverage, evidence, childrenMean, childrenSD, childrenMost
    case childless, children, isGrouped, follows
  }
}
