import Claims

/// A column that must have a value in every row has one.
enum MissingValues: Validator {
  static let code = "missing-values"
  static let layer = Layer.structure
  static let summary = "A column without missing values in the document has none in the data."

  static func question(_ subject: Subject) -> Question? {
    guard case .present = subject.claim.statement else { return nil }
    return subject.counting(Self.self, wrong: "\(subject.value) IS NULL") { wrong, n in
      "\(Wording.count(wrong, "value")) of \(subject.title) \(wrong == 1 ? "is" : "are") missing"
        + " in \(Wording.count(n, "row"))"
    }
  }
}

extension Subject {
  /// A question that counts the claim's rows in which something is wrong.
  ///
  /// - Parameter sentence: what is so of so many wrong ones among so many.
  func counting(
    _ validator: (some Validator).Type, wrong condition: String, showsExamples: Bool = false,
    _ sentence: @escaping (_ wrong: Int, _ n: Int) -> String
  ) -> Question {
    let subject = self
    let all = "count(*) FILTER (WHERE \(self.condition))"
    return .aggregates([all, count(where: "(\(condition))")]) { (values, engine) throws(SQLError) in
      let (n, wrong) = (Int(values[0].int ?? 0), Int(values[1].int ?? 0))
      if n == 0 {
        return [Finding(validator, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let examples =
        wrong > 0 && showsExamples ? try subject.examples(where: condition, in: engine) : []
      return [
        Finding(
          validator, subject, .exact(wrong: wrong, n: n), sentence(wrong, n), examples: examples)
      ]
    }
  }
}
