import Columnar

/// Reads compiled word lists; every read is checked against the bytes that are there.
struct VocabularyReader {
  private static let magic = Array("DGVOCAB\n".utf8)
  private static let format = 1

  private let bytes: [UInt8]
  private let end: Int
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // The last eight bytes are the checksum.
    end = max(0, bytes.count - 8)
  }

  /// Checks magic, checksum, format and version; reads the string table.
  mutating func header(version: Int) throws(VocabularyError) -> VocabularyStrings {
    guard bytes.count > Self.magic.count + 8, bytes.starts(with: Self.magic) else {
      throw .damaged("no vocabulary")
    }
    var stored: UInt64 = 0
    for byte in bytes[end...].reversed() { stored = stored &<< 8 | UInt64(byte) }
    guard stored == checksum() else { throw .damaged("the checksum differs") }
    position = Self.magic.count
    guard try number() == Self.format else { throw .damaged("another format") }
    guard try number() == version else { throw .damaged("another version") }
    return try stringTable()
  }

  mutating func finish() throws(VocabularyError) {
    if position != end { throw .damaged("\(end - position) bytes too many") }
  }

  /// A count of things that take at least `atLeast` bytes each, so that it fits what is left.
  mutating func count(atLeast size: Int) throws(VocabularyError) -> Int {
    let count = try number()
    guard count <= (end - position) / size else { throw .damaged("a count beyond the end") }
    return count
  }

  mutating func string(_ strings: VocabularyStrings) throws(VocabularyError) -> String {
    String(decoding: bytes[strings.range(at: try stringIndex(strings))], as: UTF8.self)
  }

  mutating func list(_ strings: VocabularyStrings) throws(VocabularyError) -> VocabularyList {
    let name = try string(strings)
    let describe = try string(strings)
    let source = try string(strings)
    let licence = try string(strings)
    let rowCount = try count(atLeast: 1)
    let fieldCount = try count(atLeast: 3)
    var fields: [String] = []
    var columns: [VocabularyColumn] = []
    var weights = [Double](repeating: 1, count: rowCount)
    for _ in 0..<fieldCount {
      fields.append(try string(strings))
      let kind = try byte()
      let digits = Int(try byte())
      switch kind {
      case 0:
        columns.append(.text(try texts(rowCount, strings)))
      case 1:
        columns.append(.numbers(try numbers(rowCount, digits: digits)))
      case 2:
        weights = try wholeNumbers(rowCount)
        columns.append(.numbers(weights))
      default:
        throw .damaged("field '\(fields[fields.count - 1])' is of an unknown kind")
      }
    }
    return VocabularyList(
      name: name, describe: describe, source: source, licence: licence, fields: fields,
      count: rowCount, weights: weights, columns: columns)
  }

  // FNV-1a, 64 bits.
  private func checksum() -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<end { state = (state ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return state
  }

  private mutating func byte() throws(VocabularyError) -> UInt8 {
    guard position < end else { throw .damaged("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  /// Unsigned LEB128 of at most 56 bits.
  private mutating func number() throws(VocabularyError) -> Int {
    var result = 0
    var shift = 0
    while true {
      let next = try byte()
      guard shift <= 55 else { throw .damaged("a number too large") }
      result |= Int(next & 0x7f) &<< shift
      if next < 0x80 { return result }
      shift += 7
    }
  }

  private mutating func stringIndex(
    _ strings: VocabularyStrings
  ) throws(VocabularyError) -> Int {
    let index = try number()
    guard index < strings.count else { throw .damaged("a text that is not there") }
    return index
  }

  private mutating func stringTable() throws(VocabularyError) -> VocabularyStrings {
    let textCount = try count(atLeast: 1)
    var lengths: [Int] = []
    lengths.reserveCapacity(textCount)
    for _ in 0..<textCount { lengths.append(try number()) }
    var starts = [position]
    starts.reserveCapacity(textCount + 1)
    for length in lengths {
      guard length <= end - position else { throw .damaged("a text beyond the end") }
      position += length
      // A text that starts inside a character would not be UTF-8 though all texts together are.
      if position < end, bytes[position] & 0xc0 == 0x80, starts.count < textCount {
        throw .damaged("a text that is not UTF-8")
      }
      starts.append(position)
    }
    guard String(validating: bytes[starts[0]..<position], as: UTF8.self) != nil else {
      throw .damaged("a text that is not UTF-8")
    }
    return VocabularyStrings(starts: starts)
  }

  private mutating func texts(
    _ rowCount: Int, _ strings: VocabularyStrings
  ) throws(VocabularyError) -> VocabularyTexts {
    var rows: [Int] = []
    var distinct: [Int] = []
    var codes: [Int32] = []
    rows.reserveCapacity(rowCount)
    codes.reserveCapacity(rowCount)
    var codeOfString = [Int32](repeating: -1, count: strings.count)
    for _ in 0..<rowCount {
      let index = try stringIndex(strings)
      if codeOfString[index] < 0 {
        codeOfString[index] = Int32(distinct.count)
        distinct.append(index)
      }
      rows.append(index)
      codes.append(codeOfString[index])
    }
    let dictionary = dictionary(of: distinct, strings)
    return VocabularyTexts(
      rows: distinct.count == rows.count ? dictionary : self.dictionary(of: rows, strings),
      distinct: dictionary, codes: codes)
  }

  private func dictionary(of indices: [Int], _ strings: VocabularyStrings) -> TextDictionary {
    var offsets: [Int32] = [0]
    var copied: [UInt8] = []
    offsets.reserveCapacity(indices.count + 1)
    copied.reserveCapacity(indices.reduce(0) { $0 + strings.range(at: $1).count })
    for index in indices {
      copied.append(contentsOf: bytes[strings.range(at: index)])
      offsets.append(Int32(copied.count))
    }
    return TextDictionary(PlainText(offsets: offsets, bytes: copied))
  }

  /// Numbers with `digits` decimals, as zigzag whole numbers.
  private mutating func numbers(
    _ rowCount: Int, digits: Int
  ) throws(VocabularyError) -> [Double] {
    guard digits <= 9 else { throw .damaged("a number of \(digits) decimals") }
    // Both are exact, so the quotient is the double nearest to the decimal.
    let scale = Double(LogicalType.powerOfTen(digits))
    var result: [Double] = []
    result.reserveCapacity(rowCount)
    for _ in 0..<rowCount {
      let coded = try number()
      result.append(Double(coded & 1 == 0 ? coded / 2 : -(coded / 2) - 1) / scale)
    }
    return result
  }

  private mutating func wholeNumbers(_ rowCount: Int) throws(VocabularyError) -> [Double] {
    var result: [Double] = []
    var sum = 0
    for _ in 0..<rowCount {
      let value = try number()
      guard value >= 1, value <= (1 << 53) - sum else { throw .damaged("a weight out of range") }
      sum += value
      result.append(Double(value))
    }
    return result
  }
}

/// Where the texts of the string table lie in the file; one start more than there are texts.
struct VocabularyStrings {
  let starts: [Int]

  var count: Int { starts.count - 1 }

  func range(at index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }
}
