import CArrow
import Columnar

struct ForeignFailure: Error, Equatable {
  var code: CInt
  var text: String?
}

/// A stream in the hands of its reader.
@safe final class ForeignStream {
  let pointer = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)

  deinit { unsafe pointer.deallocate() }

  var lastError: String? {
    guard let text = unsafe pointer.pointee.get_last_error(pointer) else { return nil }
    return unsafe String(cString: text)
  }

  /// Formats of the columns; the schema is released again.
  func formats() throws -> [String] {
    var schema = unsafe ArrowSchema()
    let code = unsafe pointer.pointee.get_schema(pointer, &schema)
    guard code == 0 else { throw ForeignFailure(code: code, text: lastError) }
    var formats: [String] = []
    for index in 0..<Int(unsafe schema.n_children) {
      guard let child = unsafe schema.children[index] else { continue }
      formats.append(unsafe String(cString: child.pointee.format))
    }
    unsafe schema.release(&schema)
    return formats
  }

  func next() throws -> ForeignRowsHolder? {
    let holder = ForeignRowsHolder()
    let code = unsafe pointer.pointee.get_next(pointer, holder.pointer)
    guard code == 0 else { throw ForeignFailure(code: code, text: lastError) }
    return unsafe holder.pointer.pointee.release == nil ? nil : holder
  }

  func release() { unsafe pointer.pointee.release(pointer) }
}

@safe final class ForeignRowsHolder: Equatable {
  let pointer = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)

  init() { unsafe pointer.initialize(to: ArrowArray()) }

  deinit { unsafe pointer.deallocate() }

  static func == (one: ForeignRowsHolder, other: ForeignRowsHolder) -> Bool { one === other }

  func release() { unsafe pointer.pointee.release(pointer) }

  /// Moves a column out, as the interface allows: what is left there counts as released.
  func takeChild(_ index: Int) -> ForeignRowsHolder {
    let holder = ForeignRowsHolder()
    if let child = unsafe pointer.pointee.children[index] {
      unsafe holder.pointer.pointee = child.pointee
      unsafe child.pointee.release = nil
    }
    return holder
  }
}

/// Values in the buffers of a table's rows, read by their format alone.
@safe struct ForeignRows {
  private let array: ArrowArray

  init(_ array: ArrowArray) { unsafe self.array = unsafe array }

  var rowCount: Int { Int(unsafe array.length) }

  func nullCount(_ column: Int) -> Int {
    Int(unsafe array.children[column]?.pointee.null_count ?? -1)
  }

  /// A value as people read it; nil where it is missing.
  func text(_ column: Int, _ row: Int, format: String) -> String? {
    guard let child = unsafe array.children[column]?.pointee else { return "no column" }
    if let bits = unsafe child.buffers[0] {
      let byte = unsafe bits.load(fromByteOffset: row / 8, as: UInt8.self)
      if byte >> UInt8(row % 8) & 1 == 0 { return nil }
    } else if unsafe child.null_count != 0 {
      return "nulls without bits"
    }
    guard let values = unsafe child.buffers[1] else { return "no values" }
    switch format {
    case "l": return "\(unsafe values.load(fromByteOffset: 8 * row, as: Int64.self))"
    case "c": return "\(unsafe values.load(fromByteOffset: row, as: Int8.self))"
    case "g": return "\(unsafe values.load(fromByteOffset: 8 * row, as: Double.self))"
    case "b":
      let byte = unsafe values.load(fromByteOffset: row / 8, as: UInt8.self)
      return byte >> UInt8(row % 8) & 1 == 1 ? "true" : "false"
    case "tdD":
      return CivilTime.format(
        date: Int64(unsafe values.load(fromByteOffset: 4 * row, as: Int32.self)))
    case "d:9,2":
      let unscaled = unsafe values.load(fromByteOffset: 16 * row, as: Int128.self)
      return Column(.decimal(precision: 38, scale: 2), .int128([unscaled])).text(at: 0)
    case "w:16":
      let value = unsafe values.load(fromByteOffset: 16 * row, as: UInt128.self).byteSwapped
      return Column(.uuid, .uuid([value])).text(at: 0)
    case "u": return unsafe ForeignRows.text(child, row)
    case "i":
      let code = unsafe values.load(fromByteOffset: 4 * row, as: Int32.self)
      guard let texts = unsafe child.dictionary?.pointee else { return "no dictionary" }
      return unsafe ForeignRows.text(texts, Int(code))
    default: return "an unknown format"
    }
  }

  private static func text(_ array: ArrowArray, _ row: Int) -> String {
    guard let ends = unsafe array.buffers[1], let bytes = unsafe array.buffers[2] else {
      return "no texts"
    }
    let start = Int(unsafe ends.load(fromByteOffset: 4 * row, as: Int32.self))
    let end = Int(unsafe ends.load(fromByteOffset: 4 * row + 4, as: Int32.self))
    let text = unsafe UnsafeRawBufferPointer(start: bytes + start, count: end - start)
    return unsafe String(decoding: text, as: UTF8.self)
  }
}
