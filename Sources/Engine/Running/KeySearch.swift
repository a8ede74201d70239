import Columnar
import Expressions
import Generators
import Planning

extension Generator {
  /// The position of the row whose key reads so; nil when no row has it.
  ///
  /// - Parameter texts: one for each column of the key, in their order.
  /// - Complexity: O(1) for a key of one column that is made from a pattern or counted, else one
  ///   pass over the keys.
  package func position(of texts: [String], in table: Int) throws(RunError) -> Int? {
    let keys = plan.tables[table].keyColumns
    guard !keys.isEmpty, keys.count == texts.count else { return nil }
    let total = rowCount(table)
    if let key = plan.tables[table].keyColumn,
      case .local(let source) = plan.tables[table].columns[key].generator,
      let numbered = source as? any NumberedKey, numbered.tellsPosition
    {
      guard let position = numbered.position(of: texts[0]), position < total else { return nil }
      return Int(position)
    }
    for start in stride(from: 0, to: total, by: MaterialMaker.batchSize) {
      if options.isCancelled() { throw .cancelled }
      let range = start..<min(start + MaterialMaker.batchSize, total)
      let columns = try self.keys(table, range)
      // By bytes, as everywhere: two texts that Unicode takes for the same may be two keys.
      let found = range.indices.first { row in
        zip(columns, texts).allSatisfy { column, text in
          column.text(at: row - start)?.utf8.elementsEqual(text.utf8) ?? false
        }
      }
      if let found { return found }
    }
    return nil
  }
}
