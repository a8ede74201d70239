/// Which row of another table a row names.
package struct ReferenceClaim: Hashable, Sendable {
  package var table: String
  /// The columns of its key.
  package var key: [String]
  /// SQL that gives each of them in the row, named `r`.
  package var values: [String]

  package init(table: String, key: [String], values: [String]) {
    self.table = table
    self.key = key
    self.values = values
  }
}

/// How what is counted stands to what is stated.
package enum ChildrenRule: String, Hashable, Sendable {
  case exactly
  case atMost = "at most"
}

/// How likely each row of another table is to be named.
package enum ChoiceLaw: Hashable, Sendable {
  /// All alike.
  case uniform
  /// By a rank that no file tells: the r-th has the weight r to the power of minus the exponent.
  case zipf(exponent: Double)
  /// In proportion to a number of the other row, named `p`; none where it is missing.
  case weight(RowText)
}
