import Columnar

/// A small table of facts that belong together, such as the code and the name of a currency.
struct FactTable: Sendable {
  /// The generator word it stands behind.
  let word: String
  /// The field that tells rows apart, by which documents choose among them.
  let key: String
  /// Names of the fields, in the order of the columns.
  let fields: [String]
  private let rows: @Sendable () -> String

  /// - Parameter rows: a line each, fields and at last the weight between bars; read when asked for.
  init(
    _ word: String, of key: String, fields: [String],
    rows: @autoclosure @escaping @Sendable () -> String
  ) {
    self.word = word
    self.key = key
    self.fields = fields
    self.rows = rows
  }

  /// All rows.
  func read() -> Facts {
    var columns = [[String]](repeating: [], count: fields.count)
    var weights: [Double] = []
    for line in rows().split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == fields.count + 1, let weight = Double(cells[fields.count]) else {
        preconditionFailure("the facts of '\(word)': \(line)")
      }
      for (field, cell) in cells.dropLast().enumerated() { columns[field].append(String(cell)) }
      weights.append(weight)
    }
    return Facts(fields: fields, columns: columns, weights: weights)
  }

  struct Facts: Sendable {
    let fields: [String]
    let columns: [[String]]
    let weights: [Double]

    func texts(_ field: String) -> [String] {
      guard let place = fields.firstIndex(of: field) else {
        preconditionFailure("the facts have no field '\(field)'")
      }
      return columns[place]
    }
  }
}
