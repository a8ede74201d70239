/// The hashes of a batch's rows while its columns are absorbed one after another.
///
/// - Shape: two words a row, mixed with unrelated constants; a change of one value always changes
///   both, because each step is invertible in the value.
/// - Complexity: O(values + bytes of text); allocates only when batches grow.
/// - Reference: the mixes are SplitMix64's finaliser and MurmurHash3's.
struct RowHashes: Sendable {
  private var first: [UInt64] = []
  private var second: [UInt64] = []
  private var digests: [TextDigest] = []
  private var dictionaries: [(dictionary: TextDictionary, digests: [TextDigest])] = []

  private static let seeds: (first: UInt64, second: UInt64) = (
    0x6C62_272E_07BB_0142, 0x9216_D5D9_8979_FB1B
  )
  private static let nullKeys: (first: UInt64, second: UInt64) = (
    0xD131_0BA6_98DF_B5AC, 0x2FFD_72DB_D01A_DFB7
  )

  mutating func start(rowCount: Int) {
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
    first.append(contentsOf: repeatElement(RowHashes.seeds.first, count: rowCount))
    second.append(contentsOf: repeatElement(RowHashes.seeds.second, count: rowCount))
  }

  mutating func absorb(_ column: Column, position: Int) {
    let keys = ColumnKeys(column.type, position: position)
    switch column.values {
    case .boolean(let values):
      let span = values.span
      absorb(keys, column.validity) { span[$0] ? 1 : 0 }
    case .int64(let values):
      let span = values.span
      absorb(keys, column.validity) { UInt64(bitPattern: span[$0]) }
    case .int128(let values):
      let span = values.span
      absorb(keys, column.validity) { UInt64(truncatingIfNeeded: span[$0]) }
      absorb(keys, column.validity) { UInt64(truncatingIfNeeded: span[$0] >> 64) }
    case .float64(let values):
      let span = values.span
      if column.type == .float32 {
        absorb(keys, column.validity) { RowHashes.word(of: Double(Float(span[$0]))) }
      } else {
        absorb(keys, column.validity) { RowHashes.word(of: span[$0]) }
      }
    case .uuid(let values):
      let span = values.span
      absorb(keys, column.validity) { UInt64(truncatingIfNeeded: span[$0]) }
      absorb(keys, column.validity) { UInt64(truncatingIfNeeded: span[$0] >> 64) }
    case .text(let text): absorb(text, keys, column.validity)
    }
  }

  func sums(firstRow: Int64) -> (logical: UInt128, order: UInt128) {
    var logical: UInt128 = 0
    var order: UInt128 = 0
    let firstSpan = first.span
    let secondSpan = second.span
    precondition(firstSpan.count == secondSpan.count, "two words a row")
    var position = UInt64(bitPattern: firstRow)
    for row in firstSpan.indices {
      let high = RowHashes.mix(firstSpan[row])
      let low = RowHashes.remix(secondSpan[row])
      logical &+= UInt128(high) << 64 | UInt128(low)
      let placedHigh = RowHashes.remix(high &+ position &* 0x9E37_79B9_7F4A_7C15)
      let placedLow = RowHashes.mix(low ^ position &* 0xD6E8_FEB8_6659_FD93)
      order &+= UInt128(placedHigh) << 64 | UInt128(placedLow)
      position &+= 1
    }
    return (logical, order)
  }

  private mutating func absorb(_ text: TextColumn, _ keys: ColumnKeys, _ validity: Bitmap?) {
    switch text {
    case .plain(let plain):
      digest(plain)
      absorbDigests(keys, validity, digests) { $0 }
    case .dictionary(let codes, let dictionary):
      if dictionary.count > 4 * max(codes.count, 64) {
        // Most entries are not used here: digest the rows' texts alone.
        digests.removeAll(keepingCapacity: true)
        let bytes = dictionary.values.bytes
        for code in codes {
          let range = dictionary.values.range(at: Int(code))
          digests.append(TextDigest(bytes.span, range))
        }
        absorbDigests(keys, validity, digests) { $0 }
      } else {
        let known = digests(of: dictionary)
        let span = codes.span
        absorbDigests(keys, validity, known) { Int(span[$0]) }
      }
    }
  }

  private mutating func digest(_ text: PlainText) {
    digests.removeAll(keepingCapacity: true)
    digests.reserveCapacity(text.count)
    let offsets = text.offsets
    let bytes = text.bytes
    let offsetSpan = offsets.span
    let byteSpan = bytes.span
    for row in 0..<text.count {
      digests.append(TextDigest(byteSpan, Int(offsetSpan[row])..<Int(offsetSpan[row + 1])))
    }
  }

  /// Digests of every entry, kept for the batches that follow.
  private mutating func digests(of dictionary: TextDictionary) -> [TextDigest] {
    if let known = dictionaries.first(where: { $0.dictionary === dictionary }) {
      return known.digests
    }
    digest(dictionary.values)
    if dictionaries.count == 64 { dictionaries.removeFirst() }
    dictionaries.append((dictionary, digests))
    return digests
  }

  @inline(__always)
  private mutating func absorb(
    _ keys: ColumnKeys, _ validity: Bitmap?, _ word: (Int) -> UInt64
  ) {
    RowHashes.absorb(&first, &second, keys, validity, word)
  }

  @inline(__always)
  private static func absorb(
    _ first: inout [UInt64], _ second: inout [UInt64], _ keys: ColumnKeys, _ validity: Bitmap?,
    _ word: (Int) -> UInt64
  ) {
    var firstSpan = first.mutableSpan
    var secondSpan = second.mutableSpan
    precondition(firstSpan.count == secondSpan.count, "two words a row")
    guard let validity else {
      for row in firstSpan.indices {
        let value = word(row)
        firstSpan[row] = RowHashes.mix(firstSpan[row] ^ (value &+ keys.first))
        secondSpan[row] = RowHashes.remix(secondSpan[row] &+ (value ^ keys.second))
      }
      return
    }
    let words = validity.words
    let bits = words.span
    for row in firstSpan.indices {
      let isValid = bits[row &>> 6] &>> UInt64(row & 63) & 1 == 1
      let value = word(row)
      let one = isValid ? value &+ keys.first : RowHashes.nullKeys.first ^ keys.first
      let other = isValid ? value ^ keys.second : RowHashes.nullKeys.second &+ keys.second
      firstSpan[row] = RowHashes.mix(firstSpan[row] ^ one)
      secondSpan[row] = RowHashes.remix(secondSpan[row] &+ other)
    }
  }

  @inline(__always)
  private mutating func absorbDigests(
    _ keys: ColumnKeys, _ validity: Bitmap?, _ table: [TextDigest], _ entry: (Int) -> Int
  ) {
    RowHashes.absorbDigests(&first, &second, keys, validity, table, entry)
  }

  @inline(__always)
  private static func absorbDigests(
    _ first: inout [UInt64], _ second: inout [UInt64], _ keys: ColumnKeys, _ validity: Bitmap?,
    _ table: [TextDigest], _ entry: (Int) -> Int
  ) {
    var firstSpan = first.mutableSpan
    var secondSpan = second.mutableSpan
    let tableSpan = table.span
    let words = validity?.words ?? []
    let bits = words.span
    let isNullable = validity != nil
    for row in firstSpan.indices {
      let isValid = !isNullable || bits[row &>> 6] &>> UInt64(row & 63) & 1 == 1
      let digest = tableSpan[entry(row)]
      let one = isValid ? digest.first &+ keys.first : RowHashes.nullKeys.first ^ keys.first
      let other = isValid ? digest.second ^ keys.second : RowHashes.nullKeys.second &+ keys.second
      firstSpan[row] = RowHashes.mix(firstSpan[row] ^ one)
      secondSpan[row] = RowHashes.remix(secondSpan[row] &+ other)
    }
  }

  @inline(__always)
  private static func word(of value: Double) -> UInt64 {
    if value == 0 { return 0 }
    return value.isNaN ? 0x7FF8_0000_0000_0000 : value.bitPattern
  }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  @inline(__always)
  static func remix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 33)) &* 0xFF51_AFD7_ED55_8CCD
    z = (z ^ (z &>> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return z ^ (z &>> 33)
  }
}

/// Two words for a text: every word of eight bytes and the length enter both, invertibly.
struct TextDigest: Sendable {
  var first: UInt64
  var second: UInt64

  @inline(__always)
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var one = UInt64(range.count) ^ 0x4528_21E6_38D0_1377
    var other = UInt64(range.count) &* 0xBE54_66CF_34E9_0C6D
    bytes.forEachWord(at: range.lowerBound, count: range.count) { word in
      one = (one ^ word) &* 0x9FB2_1C65_1E98_DF25
      one ^= one &>> 29
      other = (other &+ word) &* 0xD6E8_FEB8_6659_FD93
      other ^= other &>> 32
    }
    first = one
    second = other
  }
}

/// Keys of one column: its position and its type's family, so that a value is tagged with both.
private struct ColumnKeys {
  var first: UInt64
  var second: UInt64

  init(_ type: LogicalType, position: Int) {
    let tag = UInt64(position) << 16 | ColumnKeys.tag(of: type)
    first = RowHashes.mix(tag &+ 0xA409_3822_299F_31D0)
    second = RowHashes.remix(tag ^ 0x082E_FA98_EC4E_6C89)
  }

  /// Fixed numbers: they are part of what a hash means.
  private static func tag(of type: LogicalType) -> UInt64 {
    switch type {
    case .boolean: 1
    case .int8, .int16, .int32, .int64: 2
    case .float32, .float64: 3
    case .date: 4
    case .time: 5
    case .timestamp(let utc): utc ? 7 : 6
    case .duration: 8
    case .text: 9
    case .uuid: 10
    case .decimal(_, let scale): 0x100 + UInt64(scale)
    }
  }
}
