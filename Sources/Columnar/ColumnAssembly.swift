extension Column {
  /// The same value in every row.
  package static func repeating(_ column: Column, count: Int) -> Column {
    precondition(column.count == 1, "one value to repeat")
    let values: ColumnValues =
      switch column.values {
      case .boolean(let one): .boolean(Array(repeating: one[0], count: count))
      case .int64(let one): .int64(Array(repeating: one[0], count: count))
      case .int128(let one): .int128(Array(repeating: one[0], count: count))
      case .float64(let one): .float64(Array(repeating: one[0], count: count))
      case .uuid(let one): .uuid(Array(repeating: one[0], count: count))
      case .text(.dictionary(let codes, let dictionary)):
        .text(.dictionary(codes: Array(repeating: codes[0], count: count), dictionary))
      case .text(.plain), .list, .structure:
        column.values.gathered(Array(repeating: 0, count: count))
      }
    let isNull = column.isNull(0)
    return Column(
      column.type, values, validity: isNull ? Bitmap(repeating: false, count: count) : nil)
  }

  /// A column in which every row is null.
  package static func nulls(_ type: LogicalType, count: Int) -> Column {
    let values: ColumnValues =
      switch type.storage {
      case .boolean: .boolean(Array(repeating: false, count: count))
      case .int64: .int64(Array(repeating: 0, count: count))
      case .int128: .int128(Array(repeating: 0, count: count))
      case .float64: .float64(Array(repeating: 0, count: count))
      case .uuid: .uuid(Array(repeating: 0, count: count))
      case .text:
        .text(.plain(PlainText(offsets: Array(repeating: 0, count: count + 1), bytes: [])))
      case .list: .list(ListValues(empty: count, of: type))
      case .structure: .structure(StructureValues(nulls: count, of: type))
      }
    return Column(type, values, validity: Bitmap(repeating: false, count: count))
  }

  /// Rows of `self` in the range.
  package func slice(_ range: Range<Int>) -> Column {
    if range == 0..<count { return self }
    let values: ColumnValues =
      switch values {
      case .boolean(let all): .boolean(Array(all[range]))
      case .int64(let all): .int64(Array(all[range]))
      case .int128(let all): .int128(Array(all[range]))
      case .float64(let all): .float64(Array(all[range]))
      case .uuid(let all): .uuid(Array(all[range]))
      case .text(.dictionary(let codes, let dictionary)):
        .text(.dictionary(codes: Array(codes[range]), dictionary))
      case .text(.plain(let plain)): .text(.plain(plain.slice(range)))
      case .list(let lists): .list(lists.slice(range))
      case .structure(let parts): .structure(parts.slice(range))
      }
    return Column(
      type, values,
      validity: validity.map { bits in
        Bitmap(count: range.count) { bits[range.lowerBound + $0] }
      })
  }

  /// The columns one after another; all have one type.
  ///
  /// Text that shares one dictionary keeps it, other text becomes plain.
  package static func concatenated(_ type: LogicalType, _ pieces: [Column]) -> Column {
    precondition(pieces.allSatisfy { $0.type == type }, "pieces of one type")
    if pieces.count == 1 { return pieces[0] }
    let count = pieces.reduce(0) { $0 + $1.count }
    var validity: Bitmap?
    if pieces.contains(where: { $0.validity != nil }) {
      var bits = Bitmap(repeating: true, count: count)
      var start = 0
      for piece in pieces {
        if let own = piece.validity {
          for row in 0..<piece.count where !own[row] { bits[start + row] = false }
        }
        start += piece.count
      }
      validity = bits
    }
    return Column(type, joined(type, pieces, count: count), validity: validity)
  }

  private static func joined(_ type: LogicalType, _ pieces: [Column], count: Int) -> ColumnValues {
    func gather<Element>(_ pick: (ColumnValues) -> [Element]?) -> [Element] {
      var all: [Element] = []
      all.reserveCapacity(count)
      for piece in pieces {
        guard let part = pick(piece.values) else { preconditionFailure("pieces of one storage") }
        all.append(contentsOf: part)
      }
      return all
    }
    switch type.storage {
    case .boolean: return .boolean(gather { if case .boolean(let v) = $0 { v } else { nil } })
    case .int64: return .int64(gather { if case .int64(let v) = $0 { v } else { nil } })
    case .int128: return .int128(gather { if case .int128(let v) = $0 { v } else { nil } })
    case .float64: return .float64(gather { if case .float64(let v) = $0 { v } else { nil } })
    case .uuid: return .uuid(gather { if case .uuid(let v) = $0 { v } else { nil } })
    case .text:
      return .text(
        TextColumn.concatenated(gather { if case .text(let v) = $0 { [v] } else { nil } }))
    case .list:
      return .list(
        ListValues.concatenated(type, gather { if case .list(let v) = $0 { [v] } else { nil } }))
    case .structure:
      return .structure(
        StructureValues.concatenated(
          type, gather { if case .structure(let v) = $0 { [v] } else { nil } }))
    }
  }

  /// Puts pieces made for subsets of the rows back in place.
  ///
  /// - Parameter pieces: each row of 0..<count occurs in exactly one piece.
  package static func scattered(
    _ type: LogicalType, _ pieces: [(rows: [Int], column: Column)], count: Int
  ) -> Column {
    if pieces.count == 1, pieces[0].rows.count == count { return pieces[0].column }
    var order = [Int](repeating: 0, count: count)
    var next = 0
    for piece in pieces {
      for row in piece.rows {
        order[row] = next
        next += 1
      }
    }
    precondition(next == count, "every row in exactly one piece")
    return concatenated(type, pieces.map(\.column)).gathered(order)
  }

  /// Marks rows null beyond those that already are.
  package func masked(by valid: Bitmap) -> Column {
    guard var bits = validity else { return with(validity: valid) }
    bits.formIntersection(valid)
    return with(validity: bits)
  }

  /// The values as doubles: integers and times as they are, decimals divided by their scale; nil
  /// for types that are not numbers or times.
  package var doubles: [Double]? {
    switch values {
    case .float64(let values): return values
    case .int64(let values):
      if case .decimal(_, let scale) = type {
        let divisor = Double(LogicalType.powerOfTen(scale))
        return values.map { Double($0) / divisor }
      }
      return values.map { Double($0) }
    case .int128(let values):
      guard case .decimal(_, let scale) = type else { return nil }
      let divisor = Double(LogicalType.powerOfTen(scale))
      return values.map { Double($0) / divisor }
    case .boolean, .text, .uuid, .list, .structure: return nil
    }
  }
}

extension PlainText {
  package func slice(_ rows: Range<Int>) -> PlainText {
    let start = offsets[rows.lowerBound]
    let end = offsets[rows.upperBound]
    return PlainText(
      offsets: offsets[rows.lowerBound...rows.upperBound].map { $0 - start },
      bytes: Array(bytes[Int(start)..<Int(end)]))
  }
}

extension TextColumn {
  /// The bytes that the texts take one after another; none where they stay codes of one dictionary.
  package static func concatenatedByteCount(_ pieces: [TextColumn]) -> Int {
    if sharedDictionary(pieces) != nil { return 0 }
    return pieces.reduce(0) { sum, piece in
      switch piece {
      case .plain(let plain): sum + plain.byteCount
      case .dictionary(let codes, let dictionary):
        codes.reduce(sum) { $0 + dictionary.values.range(at: Int($1)).count }
      }
    }
  }

  /// - Precondition: the texts take at most `PlainText.largestByteCount`, or share a dictionary.
  package static func concatenated(_ pieces: [TextColumn]) -> TextColumn {
    if let shared = sharedDictionary(pieces) {
      var codes: [Int32] = []
      codes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
      for case .dictionary(let part, _) in pieces { codes.append(contentsOf: part) }
      return .dictionary(codes: codes, shared)
    }
    var result = PlainText(capacity: pieces.reduce(0) { $0 + $1.count }, bytes: 0)
    for piece in pieces {
      switch piece {
      case .plain(let plain):
        result.append(contentsOf: plain, rows: 0..<plain.count)
      case .dictionary(let codes, let dictionary):
        result.append(contentsOf: dictionary.values, at: codes)
      }
    }
    return .plain(result)
  }

  private static func sharedDictionary(_ pieces: [TextColumn]) -> TextDictionary? {
    var shared: TextDictionary?
    for piece in pieces {
      guard case .dictionary(_, let dictionary) = piece else { return nil }
      if let first = shared, first !== dictionary { return nil }
      shared = dictionary
    }
    return shared
  }
}
