import Columnar
import Encoding

/// Reads Arrow's file and stream formats, as far as this package writes them.
///
/// - Shape: a batch for each record batch.
package final class ArrowReader: TableReader {
  package let layout: TableLayout
  private let file: InputFile
  private let schema: ArrowSchema
  private let records: [ArrowMessage.Place]
  private var dictionaries: [Int64: PlainText] = [:]
  private var nextRecord = 0

  package init(_ path: String) throws(SinkError) {
    file = try InputFile(path)
    let parts = try ArrowReader.parts(of: file)
    schema = parts.schema
    records = parts.records
    layout = TableLayout(table: "", fields: schema.columns.map(\.field))
    for place in parts.dictionaries { try readDictionary(place) }
    for column in schema.columns {
      if let number = column.dictionary, dictionaries[number] == nil {
        throw .damaged(path, "the dictionary of '\(column.field.name)' is missing")
      }
    }
  }

  package func next() throws(SinkError) -> Batch? {
    guard nextRecord < records.count else { return nil }
    let place = records[nextRecord]
    nextRecord += 1
    let message = try message(place, .recordBatch)
    let body = try body(place)
    do throws(DecodingError) {
      var decoder = try ArrowBatchDecoder(message.header, body)
      var columns: [Column] = []
      for column in schema.columns {
        columns.append(
          try decoder.column(column.field, texts: column.dictionary.flatMap { dictionaries[$0] }))
      }
      try decoder.finish()
      return Batch(columns: columns, rowCount: decoder.rowCount)
    } catch {
      throw .damaged(file.path, "record batch \(nextRecord): \(error.reason)")
    }
  }

  /// - Throws: `input` when the file's columns are not those expected.
  func require(_ expected: TableLayout) throws(SinkError) {
    guard layout.fields == expected.fields else {
      throw SinkError(
        .input, path: file.path, table: expected.table,
        reason: "the file's columns are not those of the manifest")
    }
  }

  private func readDictionary(_ place: ArrowMessage.Place) throws(SinkError) {
    let message = try message(place, .dictionaryBatch)
    let body = try body(place)
    do throws(DecodingError) {
      let number = try message.header.integer(0, default: Int64(0))
      guard let batch = try message.header.table(1), try !message.header.bool(2),
        dictionaries[number] == nil
      else { throw DecodingError("a dictionary without texts, or one that grows") }
      var decoder = try ArrowBatchDecoder(batch, body)
      let column = try decoder.column(Field("texts", .text, isNullable: false), texts: nil)
      try decoder.finish()
      guard case .text(.plain(let texts)) = column.values else {
        throw DecodingError("a dictionary that does not hold texts")
      }
      dictionaries[number] = texts
    } catch {
      throw .damaged(file.path, "a dictionary is damaged: \(error.reason)")
    }
  }

  private func message(
    _ place: ArrowMessage.Place, _ kind: ArrowMessage.Kind
  ) throws(SinkError) -> ArrowMessageHeader {
    let bytes = try file.read(at: place.offset, limit: place.metadataByteCount)
    do throws(DecodingError) {
      let message = try ArrowMessageHeader(bytes)
      guard message.kind == kind, message.bodyByteCount == place.bodyByteCount else {
        throw DecodingError("it is not what it should be")
      }
      return message
    } catch {
      throw .damaged(file.path, "the message at byte \(place.offset): \(error.reason)")
    }
  }

  private func body(_ place: ArrowMessage.Place) throws(SinkError) -> [UInt8] {
    try file.read(at: place.offset + place.metadataByteCount, limit: place.bodyByteCount)
  }
}

/// What a file or stream says about itself, checked: every place is inside it.
struct ArrowParts {
  var schema: ArrowSchema
  var dictionaries: [ArrowMessage.Place] = []
  var records: [ArrowMessage.Place] = []
}

extension ArrowReader {
  fileprivate static func parts(of file: InputFile) throws(SinkError) -> ArrowParts {
    let magic = ArrowMessage.magic
    guard try file.read(at: 0, limit: magic.count) == magic else { return try stream(file) }
    let tail = try file.read(at: max(0, file.byteCount - 10), limit: 10)
    guard file.byteCount >= 34, Array(tail.suffix(magic.count)) == magic else {
      throw .damaged(file.path, "the end of the Arrow file is missing")
    }
    let length = Int(tail.span.rawBytes.word32(at: 0))
    guard length <= file.byteCount - 26 else {
      throw .damaged(file.path, "the footer would be longer than the file")
    }
    let start = file.byteCount - 10 - length
    let bytes = try file.read(at: start, limit: length)
    do throws(DecodingError) {
      let footer = try FlatBufferTable(bytes)
      guard let schema = try footer.table(1) else { throw DecodingError("no schema") }
      return ArrowParts(
        schema: try ArrowSchema(schema),
        dictionaries: try places(try footer.structures(2, wordCount: 3), before: start),
        records: try places(try footer.structures(3, wordCount: 3), before: start))
    } catch {
      throw .damaged(file.path, "the footer is damaged: \(error.reason)")
    }
  }

  private static func places(
    _ words: [Int64], before end: Int
  ) throws(DecodingError) -> [ArrowMessage.Place] {
    var places: [ArrowMessage.Place] = []
    for index in stride(from: 0, to: words.count, by: 3) {
      // The four bytes behind the length fill up.
      let place = ArrowMessage.Place(
        offset: Int(words[index]),
        metadataByteCount: Int(Int32(truncatingIfNeeded: words[index + 1])),
        bodyByteCount: Int(words[index + 2]))
      guard place.offset >= 8, place.offset <= end, place.metadataByteCount >= 8,
        place.metadataByteCount <= end - place.offset, place.bodyByteCount >= 0,
        place.bodyByteCount <= end - place.offset - place.metadataByteCount
      else { throw DecodingError("a batch that lies outside the file") }
      places.append(place)
    }
    return places
  }

  /// Goes from message to message up to the one that ends the stream.
  private static func stream(_ file: InputFile) throws(SinkError) -> ArrowParts {
    var parts: ArrowParts?
    var position = 0
    while true {
      let prefix = try file.read(at: position, limit: 8)
      guard prefix.count == 8, prefix.span.rawBytes.word32(at: 0) == ArrowMessage.continuation
      else { throw .damaged(file.path, "it is no Arrow stream, or its end is missing") }
      let length = Int(prefix.span.rawBytes.word32(at: 4))
      if length == 0 { break }
      guard length <= file.byteCount - position - 8 else {
        throw .damaged(file.path, "the stream is cut")
      }
      let bytes = try file.read(at: position, limit: 8 + length)
      do throws(DecodingError) {
        let message = try ArrowMessageHeader(bytes)
        let place = ArrowMessage.Place(
          offset: position, metadataByteCount: bytes.count, bodyByteCount: message.bodyByteCount)
        guard place.bodyByteCount <= file.byteCount - position - bytes.count else {
          throw DecodingError("the stream is cut")
        }
        switch (message.kind, parts) {
        case (.schema, nil): parts = ArrowParts(schema: try ArrowSchema(message.header))
        case (.dictionaryBatch, _?): parts?.dictionaries.append(place)
        case (.recordBatch, _?): parts?.records.append(place)
        case (.schema, _?), (_, nil): throw DecodingError("a message in the wrong place")
        }
        position += bytes.count + message.bodyByteCount
      } catch {
        throw .damaged(file.path, "the message at byte \(position): \(error.reason)")
      }
    }
    guard let parts, position + 8 == file.byteCount else {
      throw .damaged(file.path, "the stream has no schema, or more after its end")
    }
    return parts
  }
}
