import Columnar
import Expressions
import Generators
import Planning

extension Generator {
  /// The position of the row whose key reads `text`; nil when no row has it.
  ///
  /// - Complexity: O(1) for keys made from a pattern or counted, else one pass over the keys.
  package func position(of text: String, in table: Int) throws(RunError) -> Int? {
    guard let key = plan.tables[table].keyColumn else { return nil }
    let total = rowCount(table)
    if case .local(let source) = plan.tables[table].columns[key].generator,
      let numbered = source as? any NumberedKey, numbered.tellsPosition
    {
      guard let position = numbered.position(of: text), position < total else { return nil }
      return Int(position)
    }
    for start in stride(from: 0, to: total, by: MaterialMaker.batchSize) {
      if options.isCancelled() { throw .cancelled }
      let range = start..<min(start + MaterialMaker.batchSize, total)
      let column = try keys(table, range)
      for row in 0..<column.count {
        // By bytes, as everywhere: two texts that Unicode takes for the same may be two keys.
        if let key = column.text(at: row), key.utf8.elementsEqual(text.utf8) { return start + row }
      }
    }
    return nil
  }
}
