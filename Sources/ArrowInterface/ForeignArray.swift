import CArrow
import Columnar
import Encoding
import Sinks

/// Fills structures of the C interface with rows; each may be released when and where its reader
/// likes, also after the stream it came from.
///
/// - Reference: Apache Arrow, *The Arrow C data interface*.
package enum ForeignArray {
  /// The texts that codes stand for, shared by the arrays of a stream.
  @safe package final class Texts {
    fileprivate let memory = ForeignMemory()
    fileprivate let count: Int
    fileprivate let buffers: (UnsafeRawPointer, UnsafeRawPointer)

    init(_ dictionary: ArrowDictionary) {
      let texts = dictionary.texts
      count = texts.count
      unsafe buffers = (memory.copy(texts.offsets.span.bytes), memory.copy(texts.bytes.span.bytes))
    }
  }

  /// A table's rows: one child for each column.
  package static func fill(
    _ target: UnsafeMutablePointer<ArrowArray>, _ rows: consuming ArrowRows, _ texts: [Texts?]
  ) {
    let memory = ForeignMemory()
    let columnCount = rows.columns.count
    let places = unsafe memory.places(columnCount, repeating: ArrowArray())
    let list: UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?> =
      unsafe memory.places(columnCount, repeating: nil)
    let rowCount = rows.rowCount
    for (column, data) in rows.take().enumerated() {
      unsafe fill(places + column, data, texts[column])
      unsafe list[column] = places + column
    }
    var result = unsafe ArrowArray()
    unsafe result.length = Int64(rowCount)
    unsafe result.n_buffers = 1
    unsafe result.buffers = memory.places(1, repeating: nil)
    unsafe result.n_children = Int64(columnCount)
    unsafe result.children = list
    unsafe result.release = releaseArray
    unsafe result.private_data = memory.retained()
    unsafe target.initialize(to: result)
  }

  private static func fill(
    _ target: UnsafeMutablePointer<ArrowArray>, _ column: ArrowColumnData, _ texts: Texts?
  ) {
    let memory = ForeignMemory()
    let buffers = column.buffers
    let list: UnsafeMutablePointer<UnsafeRawPointer?> =
      unsafe memory.places(buffers.count, repeating: nil)
    for (index, buffer) in buffers.enumerated() where index > 0 || column.nullCount > 0 {
      unsafe list[index] = memory.copy(buffer.bytes)
    }
    var result = unsafe ArrowArray()
    unsafe result.length = Int64(column.rowCount)
    unsafe result.null_count = Int64(column.nullCount)
    unsafe result.n_buffers = Int64(buffers.count)
    unsafe result.buffers = list
    if !column.children.isEmpty {
      let places = unsafe memory.places(column.children.count, repeating: ArrowArray())
      let children: UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?> =
        unsafe memory.places(column.children.count, repeating: nil)
      for (index, child) in column.children.enumerated() {
        unsafe fill(places + index, child, nil)
        unsafe children[index] = places + index
      }
      unsafe result.n_children = Int64(column.children.count)
      unsafe result.children = children
    }
    if let texts {
      let place = unsafe memory.places(1, repeating: ArrowArray())
      unsafe fill(place, texts)
      unsafe result.dictionary = place
    }
    unsafe result.release = releaseArray
    unsafe result.private_data = memory.retained()
    unsafe target.initialize(to: result)
  }

  private static func fill(_ target: UnsafeMutablePointer<ArrowArray>, _ texts: Texts) {
    let memory = ForeignMemory()
    memory.keep(texts.memory)
    let list: UnsafeMutablePointer<UnsafeRawPointer?> = unsafe memory.places(3, repeating: nil)
    unsafe list[1] = texts.buffers.0
    unsafe list[2] = texts.buffers.1
    var result = unsafe ArrowArray()
    unsafe result.length = Int64(texts.count)
    unsafe result.n_buffers = 3
    unsafe result.buffers = list
    unsafe result.release = releaseArray
    unsafe result.private_data = memory.retained()
    unsafe target.initialize(to: result)
  }
}

/// Releases the children that are still there, then what the structure holds itself.
private let releaseArray: @convention(c) (UnsafeMutablePointer<ArrowArray>?) -> Void = {
  guard let array = unsafe $0, unsafe array.pointee.release != nil else { return }
  for index in 0..<Int(unsafe array.pointee.n_children) {
    guard let child = unsafe array.pointee.children?[index] else { continue }
    if let release = unsafe child.pointee.release { unsafe release(child) }
  }
  if let dictionary = unsafe array.pointee.dictionary,
    let release = unsafe dictionary.pointee.release
  {
    unsafe release(dictionary)
  }
  let memory = unsafe array.pointee.private_data
  unsafe array.pointee.release = nil
  unsafe array.pointee.private_data = nil
  unsafe ForeignMemory.release(memory)
}
