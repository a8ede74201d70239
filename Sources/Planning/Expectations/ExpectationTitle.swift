import SchemaModel

/// How a report names what an expectation is about.
struct ExpectationTitle {
  let words: Arguments
  let kind: ExpectationKind
  /// The table of the rows.
  let table: String

  func subject(_ text: String, isOverGroups: Bool) -> String {
    // A column is named with its table, and so is all else where the table stands in `of`.
    let isName = !text.contains { " (+-*/".contains($0) }
    let title = isName ? "\(table).\(text)" : "\(text) of \(table)"
    switch kind {
    case .count: return "the number of rows of \(table)"
    case .max: return "the largest \(title)"
    case .mean: return "the mean of \(title)"
    case .min: return "the smallest \(title)"
    case .never: return "\(table) with \(text)"
    case .quantile: return "the \(quantileTitle) of \(title)"
    case .ratio: return "the ratio \(ratioTitle) of \(table)"
    case .sd: return "the standard deviation of \(title)"
    case .share: return "the share of \(table) with \(text)"
    case .sql: return "the SQL's answer"
    case .sum: return "the sum of \(title)"
    case .value:
      let groups = isOverGroups ? " by \(groupsTitle)" : ""
      return "\(text) of \(table)\(groups)"
    }
  }

  private var groupsTitle: String {
    var texts: [String] = []
    if case .list(let items, _)? = words["by"] {
      texts = items.map { value in
        if case .expression(let text) = value { ExpectationReader.oneLine(text.text) } else { "" }
      }
    } else if case .expression(let text)? = words["by"] {
      texts = [ExpectationReader.oneLine(text.text)]
    }
    return texts.joined(separator: ", ")
  }

  private var quantileTitle: String {
    guard case .literal(let scalar)? = words["at"] else { return "quantile" }
    return scalar.text.hasSuffix("%") ? "\(scalar.text) quantile" : "quantile at \(scalar.text)"
  }

  private var ratioTitle: String {
    let texts = [0, 1].map { index -> String in
      guard case .record(let own)? = side(index), case .expression(let text)? = own["value"]
      else { return "" }
      let value = ExpectationReader.oneLine(text.text)
      guard case .expression(let rows)? = own["where"] else { return value }
      return "\(value) where \(ExpectationReader.oneLine(rows.text))"
    }
    return "(\(texts[0])) / (\(texts[1]))"
  }

  private func side(_ index: Int) -> ArgumentValue? {
    guard case .list(let items, _)? = words["ratio"], items.indices.contains(index) else {
      return nil
    }
    return items[index]
  }
}
