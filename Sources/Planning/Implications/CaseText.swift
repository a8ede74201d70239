import Claims

/// Says as SQL that a value is of a case.
enum CaseText {
  /// Cases are texts, numbers, truths or ranges `a..b`; a case without a range is compared as text.
  static func condition(_ value: String, is key: String) -> String {
    guard let dots = key.firstRange(of: "..") else {
      return "CAST(\(value) AS VARCHAR) = \(SQLText.literal(key))"
    }
    let (lower, upper) = (key[..<dots.lowerBound], key[dots.upperBound...])
    let ends = [
      lower.isEmpty ? nil : "\(value) >= \(lower)", upper.isEmpty ? nil : "\(value) <= \(upper)",
    ]
    return ends.compactMap(\.self).joined(separator: " AND ")
  }
}
