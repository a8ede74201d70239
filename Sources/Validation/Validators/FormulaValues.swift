import Claims

/// A derived column is what its expression gives, computed anew.
enum FormulaValues: Validator {
  static let code = "formula"
  static let layer = Layer.structure
  static let summary = "Derived values are what their expression gives in the same row."

  static func question(_ subject: Subject) -> Question? {
    guard case .equals(let text) = subject.claim.statement, let column = subject.column else {
      return nil
    }
    let (value, due) = (subject.value, "(\(text.sql))")
    let title = subject.title
    return subject.counting(
      Self.self, wrong: difference(value, due, column), showsExamples: true
    ) { wrong, n in
      wrong == 0
        ? "\(title) is \(text.title) in \(Wording.count(n, "row"))"
        : "\(Wording.count(wrong, "value")) of \(title) \(wrong == 1 ? "is" : "are") not "
          + "\(text.title)"
    }
  }

  /// True where the values differ: of floats by more than rounding, of exact numbers by more than
  /// half of their last digit, of what is brought to multiples by more than half of their step.
  private static func difference(_ value: String, _ due: String, _ column: ColumnClaim) -> String {
    let missing = "(\(value) IS NULL) <> (\(due) IS NULL)"
    if column.measure == .microseconds, let step = column.step {
      return "\(missing) OR abs(epoch_us(\(value)) - epoch_us(\(due))) > \(step) * 0.5000001"
    }
    guard column.measure == .number else {
      return "\(missing) OR \(value) <> CAST(\(due) AS \(column.sqlType))"
    }
    let (a, b) = ("CAST(\(value) AS DOUBLE)", "CAST(\(due) AS DOUBLE)")
    let isFloat = column.sqlType == "DOUBLE" || column.sqlType == "FLOAT"
    let relative = column.sqlType == "FLOAT" ? "1e-6" : "1e-12"
    let half = "(\(isFloat ? "0" : lastDigit(column)) + \(column.step ?? 0)) * 0.5000001"
    return "\(missing) OR NOT (\(a) = \(b) OR isnan(\(a)) AND isnan(\(b)) "
      + "OR abs(\(a) - \(b)) <= \(half) + \(relative) * greatest(abs(\(a)), abs(\(b))))"
  }

  /// `0.01` of a decimal with two digits behind the point.
  private static func lastDigit(_ column: ColumnClaim) -> String {
    guard column.sqlType.hasPrefix("DECIMAL"),
      let scale = column.sqlType.split(separator: ",").last.flatMap({ Int($0.dropLast()) })
    else { return "1" }
    return scale == 0 ? "1" : "1e-\(scale)"
  }
}
