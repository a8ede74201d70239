import Columnar
import Encoding

/// The values of one page without its nulls, as their column is stored; one kind is in use.
struct PageValues {
  private(set) var integers: [Int64] = []
  private(set) var floats: [Double] = []
  private(set) var wide: [Int128] = []
  private(set) var uuids: [UInt128] = []
  private(set) var truths: [Bool] = []
  private(set) var text = PlainText()

  /// - Parameters:
  ///   - validity: nil where every row of the range has a value.
  ///   - count: how many rows of the range have one.
  mutating func append(
    _ source: ColumnValues, _ rows: Range<Int>, _ validity: Bitmap?, _ count: Int
  ) {
    switch source {
    case .boolean(let values): truths.appendDense(values, rows, validity, count)
    case .int64(let values): integers.appendDense(values, rows, validity, count)
    case .int128(let values): wide.appendDense(values, rows, validity, count)
    case .float64(let values): floats.appendDense(values, rows, validity, count)
    case .uuid(let values): uuids.appendDense(values, rows, validity, count)
    case .list, .structure: preconditionFailure("nested values in a page")
    case .text(.plain(let plain)): append(plain, rows, validity)
    case .text(.dictionary(let codes, let dictionary)):
      var dense: [Int32] = []
      dense.appendDense(codes, rows, validity, count)
      text.append(contentsOf: dictionary.values, at: dense)
    }
  }

  mutating func removeAll() {
    integers.removeAll(keepingCapacity: true)
    floats.removeAll(keepingCapacity: true)
    wide.removeAll(keepingCapacity: true)
    uuids.removeAll(keepingCapacity: true)
    truths.removeAll(keepingCapacity: true)
    text.offsets.removeLast(text.count)
    text.bytes.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ plain: PlainText, _ rows: Range<Int>, _ validity: Bitmap?) {
    if let validity {
      text.append(contentsOf: plain, at: rows.filter { validity[$0] })
    } else {
      text.append(contentsOf: plain, rows: rows)
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Appends the rows that have a value.
  ///
  /// - Parameter count: how many rows of the range have a value.
  mutating func appendDense(
    _ values: [Element], _ rows: Range<Int>, _ validity: Bitmap?, _ count: Int
  ) {
    guard let validity else {
      append(contentsOf: values[rows])
      return
    }
    guard count > 0 else { return }
    let wordArray = validity.words
    let words = wordArray.span
    let source = values.span
    var next = self.count
    // One more place than values: a null is stored there and overwritten by the next value.
    append(contentsOf: repeatElement(source[rows.lowerBound], count: count + 1))
    var target = mutableSpan
    for row in rows {
      target[next] = source[row]
      next &+= Int(truncatingIfNeeded: words[row &>> 6] &>> UInt64(row & 63) & 1)
    }
    removeLast()
  }
}
