import Columnar

/// Cuts a file into records that end in LF, reading it in blocks.
final class RecordReader {
  /// A file without line ends must not take all memory.
  private static let longestRecord = 1 << 28

  let path: String
  private(set) var bytes: [UInt8] = []
  private let input: TextInput
  /// Whether a line end inside double quotes belongs to the record.
  private let quotes: Bool
  private var start = 0

  init(_ input: TextInput, quotes: Bool) {
    self.input = input
    self.quotes = quotes
    path = input.path
  }

  /// The place of the next record in `bytes`, without its line end; nil at the end of the file.
  func next() throws(SinkError) -> Range<Int>? {
    var position = start
    var isQuoted = false
    while true {
      while position < bytes.count {
        let byte = bytes[position]
        if quotes, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == UInt8(ascii: "\n"), !isQuoted {
          let first = start
          start = position + 1
          let hasReturn = position > first && bytes[position - 1] == UInt8(ascii: "\r")
          return first..<(hasReturn ? position - 1 : position)
        }
        position += 1
      }
      guard bytes.count - start < RecordReader.longestRecord else {
        throw .damaged(path, "a record is longer than 256 MiB")
      }
      let left = position - start
      let block = try input.next()
      if block.isEmpty {
        guard left > 0 else { return nil }
        throw .damaged(path, "the last record has no line end: the file is cut")
      }
      bytes.removeFirst(start)
      bytes += block
      start = 0
      position = left
    }
  }
}
