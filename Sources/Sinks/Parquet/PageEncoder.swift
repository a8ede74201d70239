import Columnar
import Encoding

/// How the values of a chunk's pages are encoded; chosen by its first page.
enum PageEncoding: Hashable, Sendable {
  case plain
  case runs
  case deltas
  case streams
  case lengths
  case beginnings
  case dictionary

  var type: any ValueEncoding.Type {
    switch self {
    case .plain: Plain.self
    case .runs: RunLength.self
    case .deltas: DeltaBinaryPacked.self
    case .streams: ByteStreamSplit.self
    case .lengths: DeltaLengthByteArray.self
    case .beginnings: DeltaByteArray.self
    case .dictionary: DictionaryIndices.self
    }
  }

  /// Whether values are packed by their bits, so that a codec finds little more.
  var isPacked: Bool { self == .deltas || self == .dictionary }
}

/// Values of pages to bytes, in the encoding that suits the chunk's first page.
///
/// What is weighed there follows from the values alone, so that a file is the same for all batches,
/// threads and shares:
/// - integers: differences, or a dictionary where values repeat and its indices are shorter, or
///   plain where neither shrinks them;
/// - floats: a dictionary where values repeat, else streams of bytes where a codec follows, else
///   plain;
/// - texts: a dictionary where values repeat, else shared beginnings where neighbours share much,
///   else lengths.
struct PageEncoder {
  private let type: ParquetType
  private let options: ParquetOptions
  private var choice: PageEncoding?
  private(set) var dictionary: ValueDictionary?
  private var codes: [Int32] = []

  init(_ type: ParquetType, _ options: ParquetOptions) {
    self.type = type
    self.options = options
  }

  /// Goes on with the entries of a dictionary that pages of the chunk have been written with: a
  /// chunk has one dictionary.
  mutating func adopt(_ entries: ValueDictionary) {
    precondition(dictionary == nil && choice == nil, "a dictionary adopted behind other pages")
    dictionary = entries
  }

  /// Fills an empty buffer with the encoded values.
  ///
  /// - Returns: the encoding of this page.
  mutating func encode(_ values: PageValues, to output: inout ByteBuffer) -> PageEncoding {
    precondition(output.isEmpty, "a page behind another one")
    if let choice, choice != .dictionary || dictionary.map({ !$0.isTooLarge }) ?? false {
      append(values, choice, to: &output)
      return choice
    }
    let mayTry = choice == nil
    var chosen = encodeWithoutDictionary(values, to: &output)
    if mayTry, mayUseDictionary, ValueDictionary.isWorthwhile(values),
      encodeByDictionary(values, to: &output)
    {
      chosen = .dictionary
    }
    choice = chosen
    return chosen
  }

  private var mayUseDictionary: Bool {
    options.encodings == .automatic && options.usesDictionaries && type.physical != .boolean
      && type.physical != .fixedByteArray
  }

  /// Puts indices in the place of what another encoding has made, where they are shorter.
  private mutating func encodeByDictionary(
    _ values: PageValues, to output: inout ByteBuffer
  ) -> Bool {
    let isAdopted = dictionary != nil
    if !isAdopted { dictionary = ValueDictionary(width: type.width) }
    var indices = ByteBuffer()
    append(values, .dictionary, to: &indices)
    if !isAdopted, let made = dictionary,
      made.isTooLarge || indices.count + made.byteCount >= output.count
    {
      dictionary = nil
      return false
    }
    swap(&output, &indices)
    return true
  }

  private mutating func encodeWithoutDictionary(
    _ values: PageValues, to output: inout ByteBuffer
  ) -> PageEncoding {
    let chosen = options.encodings == .automatic ? candidate(values) : .plain
    append(values, chosen, to: &output)
    let plain = values.integers.count * type.width
    guard chosen == .deltas, output.count >= plain - plain / 16 else { return chosen }
    // Differences have not shrunk the integers; a codec may shrink them as they are.
    output.removeAll()
    append(values, .plain, to: &output)
    return .plain
  }

  private func candidate(_ values: PageValues) -> PageEncoding {
    switch type.physical {
    case .boolean: values.truths.allSatisfy { $0 == values.truths[0] } ? .runs : .plain
    case .int32, .int64: .deltas
    case .float, .double:
      options.codec.parquetCode == NoCompression.parquetCode ? .plain : .streams
    case .byteArray: sharesBeginnings(values.text) ? .beginnings : .lengths
    case .fixedByteArray: .plain
    }
  }

  /// Whether neighbours among the first texts share two fifths of their bytes.
  private func sharesBeginnings(_ text: PlainText) -> Bool {
    let rows = min(text.count, ValueDictionary.sampleSize)
    guard rows > 1 else { return false }
    let bytes = text.bytes.span.rawBytes
    var shared = 0
    for row in 1..<rows {
      shared += DeltaByteArray.common(bytes, text.range(at: row - 1), text.range(at: row))
    }
    return shared * 5 > Int(text.offsets[rows]) * 2
  }

  private mutating func append(
    _ values: PageValues, _ encoding: PageEncoding, to output: inout ByteBuffer
  ) {
    switch encoding {
    case .plain: appendPlain(values, to: &output)
    case .runs:
      // In pages, runs of truth values have their length before them.
      var runs = ByteBuffer()
      let levels: [Int32] = values.truths.map { $0 ? 1 : 0 }
      RunLength.append(levels.span, width: 1, to: &runs)
      output.write(atMost: 4) { $0.append(UInt32(runs.count)) }
      output.append(runs)
    case .deltas:
      DeltaBinaryPacked.append(
        values.integers.span, isNarrow: type.physical == .int32, to: &output)
    case .streams:
      if type.physical == .float {
        ByteStreamSplit.append(floats: values.floats.span, to: &output)
      } else {
        ByteStreamSplit.append(values.floats.span, to: &output)
      }
    case .lengths: DeltaLengthByteArray.append(values.text, to: &output)
    case .beginnings: DeltaByteArray.append(values.text, to: &output)
    case .dictionary: appendCodes(values, to: &output)
    }
  }

  private mutating func appendCodes(_ values: PageValues, to output: inout ByteBuffer) {
    codes.removeAll(keepingCapacity: true)
    switch type.physical {
    case .byteArray:
      dictionary?.append(values.text, rows: 0..<values.text.count, to: &codes)
    case .float:
      dictionary?.append(values.floats.map { UInt64(Float($0).bitPattern) }, to: &codes)
    case .double: dictionary?.append(values.floats.map(\.bitPattern), to: &codes)
    default:
      dictionary?.append(values.integers.map { UInt64(bitPattern: $0) }, to: &codes)
    }
    DictionaryIndices.append(
      codes.span, dictionaryCount: dictionary?.count ?? 0, to: &output)
  }

  private func appendPlain(_ values: PageValues, to output: inout ByteBuffer) {
    switch type.physical {
    case .boolean:
      var bits = BitBuffer()
      bits.append(values.truths.span)
      bits.encode(into: &output)
    case .int32: Plain.append(int32: values.integers.span, to: &output)
    case .int64: Plain.append(int64: values.integers.span, to: &output)
    case .float: Plain.append(float: values.floats.span, to: &output)
    case .double: Plain.append(double: values.floats.span, to: &output)
    case .byteArray:
      Plain.append(
        text: values.text, rows: 0..<values.text.count, validity: nil, to: &output)
    case .fixedByteArray:
      if type.logical == .uuid {
        Plain.append(uuid: values.uuids.span, to: &output)
      } else {
        Plain.append(bigEndian: values.wide.span, byteCount: type.width, to: &output)
      }
    }
  }

  /// The entries of a dictionary, PLAIN.
  func page(_ dictionary: ValueDictionary) -> ByteBuffer {
    var page = ByteBuffer()
    let words = dictionary.words
    switch type.physical {
    case .byteArray:
      let text = dictionary.text
      Plain.append(text: text, rows: 0..<text.count, validity: nil, to: &page)
    case .float:
      let floats = words.map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
      Plain.append(float: floats.span, to: &page)
    case .double:
      let floats = words.map { Double(bitPattern: $0) }
      Plain.append(double: floats.span, to: &page)
    default:
      let integers = words.map { Int64(bitPattern: $0) }
      if type.physical == .int32 {
        Plain.append(int32: integers.span, to: &page)
      } else {
        Plain.append(int64: integers.span, to: &page)
      }
    }
    return page
  }
}
