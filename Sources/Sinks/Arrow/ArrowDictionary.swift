import Columnar

/// The distinct texts of a column that is stored as codes.
///
/// - Shape: the codes of the dictionary it was made from stay as they are, unless that holds a text
///   twice.
package final class ArrowDictionary: Sendable {
  private let source: TextDictionary
  package let texts: PlainText
  private let codes: [[UInt8]: Int32]
  private let isSourceDistinct: Bool

  package init(_ source: TextDictionary) {
    self.source = source
    var codes: [[UInt8]: Int32] = [:]
    var texts = PlainText()
    for code in 0..<source.count {
      let bytes = Array(source.values.bytes[source.values.range(at: code)])
      guard codes[bytes] == nil else { continue }
      codes[bytes] = Int32(texts.count)
      texts.append(contentsOf: source.values, at: code)
    }
    self.codes = codes
    self.texts = texts
    isSourceDistinct = texts.count == source.count
  }

  /// Codes of all rows of which some are asked for; 0 at the others and where there is no value.
  func codes(of column: TextColumn, rows: Range<Int>, validity: Bitmap?) -> [Int32] {
    switch column {
    case .dictionary(let own, let dictionary):
      if dictionary === source, isSourceDistinct { return own }
      var map = [Int32?](repeating: nil, count: dictionary.count)
      return (0..<column.count).map { row in
        guard rows.contains(row), validity?[row] ?? true else { return 0 }
        let code = Int(own[row])
        if let known = map[code] { return known }
        let found = self.code(of: dictionary.values, at: code)
        map[code] = found
        return found
      }
    case .plain(let plain):
      return (0..<column.count).map { row in
        rows.contains(row) && validity?[row] ?? true ? code(of: plain, at: row) : 0
      }
    }
  }

  private func code(of texts: PlainText, at index: Int) -> Int32 {
    guard let code = codes[Array(texts.bytes[texts.range(at: index)])] else {
      preconditionFailure("a text that is not among those its column was said to hold")
    }
    return code
  }
}
