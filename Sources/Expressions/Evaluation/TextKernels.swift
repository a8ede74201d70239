import CKernels
import Columnar

/// The C loops over the texts of rows; the pointers never leave a call.
///
/// - Oracle: the interpreter that the tests compare expressions with.
package enum TextKernels {
  /// Adds the length of each row's text to that of the row; nulls have none.
  package static func addLengths(
    _ reader: TextReader, _ valid: [UInt64]?, to lengths: inout [Int64]
  ) {
    let count = lengths.count
    check(reader, valid, count)
    unsafe lengths.withUnsafeMutableBufferPointer { lengths in
      let target = lengths.baseAddress
      unsafe withTexts(reader, valid) { texts in
        unsafe ck_add_lengths(count, target, texts)
      }
    }
  }

  /// Writes each row's text at its cursor and moves the cursor behind it.
  ///
  /// - Precondition: there is room for all of them.
  package static func copy(
    _ reader: TextReader, _ valid: [UInt64]?, to bytes: inout [UInt8], at cursors: inout [Int32],
    count: Int
  ) {
    check(reader, valid, count)
    precondition(cursors.count >= count, "a cursor for each row")
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      let target = bytes.baseAddress
      unsafe cursors.withUnsafeMutableBufferPointer { cursors in
        let places = cursors.baseAddress
        unsafe withTexts(reader, valid) { texts in
          unsafe ck_copy_texts(count, target, places, texts)
        }
      }
    }
  }

  private static func check(_ reader: TextReader, _ valid: [UInt64]?, _ count: Int) {
    precondition(valid.map { $0.count * 64 >= count } ?? true, "validity of another length")
    precondition(reader.codes.map { $0.count >= count } ?? true, "codes of another length")
    let isOwn = reader.codes == nil && reader.fixed == nil
    precondition(!isOwn || reader.plain.count >= count, "texts of another length")
  }

  private static func withTexts(
    _ reader: TextReader, _ valid: [UInt64]?, _ body: (UnsafePointer<ck_texts>) -> Void
  ) {
    unsafe reader.plain.bytes.withUnsafeBufferPointer { bytes in
      unsafe reader.plain.offsets.withUnsafeBufferPointer { offsets in
        unsafe pointer(to: reader.codes) { codes in
          unsafe pointer(to: valid) { valid in
            var texts = unsafe ck_texts(
              bytes: bytes.baseAddress, offsets: offsets.baseAddress, codes: codes, valid: valid,
              fixed: reader.fixed ?? -1)
            unsafe body(&texts)
          }
        }
      }
    }
  }

  private static func pointer<Element>(
    to values: [Element]?, _ body: (UnsafePointer<Element>?) -> Void
  ) {
    guard let values else { return body(nil) }
    unsafe values.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}
