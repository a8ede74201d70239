/// The hashes of a batch's rows while its columns are absorbed one after another.
///
/// - Shape: two words a row, mixed with unrelated constants; a change of one value always changes
///   both, because each step is invertible in the value.
/// - Complexity: O(values + bytes of text); allocates only when batches grow.
/// - Reference: the mixes are SplitMix64's finaliser and MurmurHash3's.
struct RowHashes: Sendable {
  private let kernels: HashKernels
  private var first: [UInt64] = []
  private var second: [UInt64] = []
  private var digests = TextDigests()
  private var dictionaries: [(dictionary: TextDictionary, digests: TextDigests)] = []

  private static let seeds: (first: UInt64, second: UInt64) = (
    0x6C62_272E_07BB_0142, 0x9216_D5D9_8979_FB1B
  )

  init(level: Int32 = HashKernels.bestLevel) { kernels = HashKernels(level: level) }

  mutating func start(rowCount: Int) {
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
    first.append(contentsOf: repeatElement(RowHashes.seeds.first, count: rowCount))
    second.append(contentsOf: repeatElement(RowHashes.seeds.second, count: rowCount))
  }

  mutating func absorb(_ column: Column, position: Int) {
    let keys = ColumnKeys(column.type, position: position)
    let valid = column.validity?.words
    switch column.values {
    case .boolean(let values): absorb(values.map { $0 ? 1 : 0 }, keys, valid)
    case .int64(let values):
      kernels.absorb(
        values, isFloat: false, valid: valid, keys, into: &first, &second)
    case .int128(let values):
      absorb(values.map { UInt64(truncatingIfNeeded: $0) }, keys, valid)
      absorb(values.map { UInt64(truncatingIfNeeded: $0 >> 64) }, keys, valid)
    case .float64(let values):
      let written = column.type == .float32 ? values.map { Double(Float($0)) } : values
      kernels.absorb(
        written, isFloat: true, valid: valid, keys, into: &first, &second)
    case .uuid(let values):
      absorb(values.map { UInt64(truncatingIfNeeded: $0) }, keys, valid)
      absorb(values.map { UInt64(truncatingIfNeeded: $0 >> 64) }, keys, valid)
    case .text(let text) where column.type == .json:
      let documents = text.plain.compactJSON()
      digest(.plain(documents))
      let known = column.validity.map { documents.withoutJSONNull($0) }
      let present = known ?? documents.withoutJSONNull(Bitmap(repeating: true, count: column.count))
      kernels.absorb(digests, valid: present.words, keys, into: &first, &second)
    case .text(let text):
      digest(text)
      kernels.absorb(digests, valid: valid, keys, into: &first, &second)
    case .list(let lists):
      let elements = words(of: [lists.elements], rowCount: lists.elements.count)
      let lists = TextDigests(lists.offsets, elements.first, elements.second)
      kernels.absorb(lists, valid: valid, keys, into: &first, &second)
    case .structure(let parts):
      let rows = words(of: parts.columns, rowCount: parts.count)
      kernels.absorb(
        TextDigests(first: rows.first, second: rows.second), valid: valid, keys, into: &first,
        &second)
    }
  }

  /// Two words a row of columns that are part of another: what is missing counts too.
  private func words(
    of columns: [Column], rowCount: Int
  ) -> (first: [UInt64], second: [UInt64]) {
    var rows = RowHashes(level: kernels.level)
    rows.start(rowCount: rowCount)
    for (position, column) in columns.enumerated() { rows.absorb(column, position: position) }
    return (rows.first, rows.second)
  }

  func sums(firstRow: Int64) -> (logical: UInt128, order: UInt128) {
    kernels.sums(first, second, firstRow: firstRow)
  }

  private mutating func absorb(_ words: [UInt64], _ keys: ColumnKeys, _ valid: [UInt64]?) {
    kernels.absorb(words, isFloat: false, valid: valid, keys, into: &first, &second)
  }

  private mutating func digest(_ text: TextColumn) {
    digests.removeAll()
    switch text {
    case .plain(let plain): digests.append(plain, kernels)
    case .dictionary(let codes, let dictionary):
      if dictionary.count > 4 * max(codes.count, 64) {
        // Most entries are not used here: digest the rows' texts alone.
        let bytes = dictionary.values.bytes
        for code in codes {
          digests.append(bytes.span, dictionary.values.range(at: Int(code)))
        }
      } else {
        digests.append(known(dictionary), at: codes)
      }
    }
  }

  /// Digests of every entry, kept for the batches that follow.
  private mutating func known(_ dictionary: TextDictionary) -> TextDigests {
    if let known = dictionaries.first(where: { $0.dictionary === dictionary }) {
      return known.digests
    }
    var made = TextDigests()
    made.append(dictionary.values, kernels)
    if dictionaries.count == 64 { dictionaries.removeFirst() }
    dictionaries.append((dictionary, made))
    return made
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

/// Two words for each text: every word of eight bytes and the length enter both, invertibly.
struct TextDigests: Sendable {
  private(set) var first: [UInt64] = []
  private(set) var second: [UInt64] = []

  init() {}

  init(first: [UInt64], second: [UInt64]) {
    self.first = first
    self.second = second
  }

  /// Those of lists: the words of the elements in order, and their number, enter like the bytes and
  /// the length of a text.
  init(_ offsets: [Int32], _ one: [UInt64], _ other: [UInt64]) {
    for row in 0..<offsets.count - 1 {
      let range = Int(offsets[row])..<Int(offsets[row + 1])
      var digest = TextDigests.seeds(range.count)
      for index in range {
        TextDigests.take(one[index], into: &digest)
        TextDigests.take(other[index], into: &digest)
      }
      first.append(digest.first)
      second.append(digest.second)
    }
  }

  mutating func removeAll() {
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
  }

  mutating func append(_ text: PlainText, _ kernels: HashKernels) {
    let bytes = text.bytes
    let whole = text.wholeWordCount
    if whole > 0 { kernels.appendDigests(text, count: whole, to: &first, &second) }
    for row in whole..<text.count { append(bytes.span, text.range(at: row)) }
  }

  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let digest = TextDigests.digest(bytes, range)
    first.append(digest.first)
    second.append(digest.second)
  }

  /// The digests of dictionary entries, by code.
  mutating func append(_ entries: TextDigests, at codes: [Int32]) {
    let ones = entries.first.span
    let others = entries.second.span
    let span = codes.span
    first.append(addingCapacity: codes.count) { output in
      for row in span.indices { output.append(ones[Int(span[row])]) }
    }
    second.append(addingCapacity: codes.count) { output in
      for row in span.indices { output.append(others[Int(span[row])]) }
    }
  }

  @inline(__always)
  private static func digest(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> (first: UInt64, second: UInt64) {
    var digest = seeds(range.count)
    bytes.forEachWord(at: range.lowerBound, count: range.count) { take($0, into: &digest) }
    return digest
  }

  @inline(__always)
  private static func seeds(_ count: Int) -> (first: UInt64, second: UInt64) {
    (UInt64(count) ^ 0x4528_21E6_38D0_1377, UInt64(count) &* 0xBE54_66CF_34E9_0C6D)
  }

  @inline(__always)
  private static func take(_ word: UInt64, into digest: inout (first: UInt64, second: UInt64)) {
    digest.first = (digest.first ^ word) &* 0x9FB2_1C65_1E98_DF25
    digest.first ^= digest.first &>> 29
    digest.second = (digest.second &+ word) &* 0xD6E8_FEB8_6659_FD93
    digest.second ^= digest.second &>> 32
  }
}

/// Keys of one column: its position and its type's family, so that a value is tagged with both.
struct ColumnKeys {
  let first: UInt64
  let second: UInt64
  /// What stands for a missing value.
  var null: (first: UInt64, second: UInt64) {
    (0xD131_0BA6_98DF_B5AC ^ first, 0x2FFD_72DB_D01A_DFB7 &+ second)
  }

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
    case .json: 11
    case .list: 12
    case .structure: 13
    case .map: 14
    case .decimal(_, let scale): 0x100 + UInt64(scale)
    }
  }
}
