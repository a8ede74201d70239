import Columnar

/// A file read at any place.
final class InputFile {
  let path: String
  let byteCount: Int
  private let descriptor: Int32

  init(_ path: String) throws(SinkError) {
    self.path = path
    do throws(SystemFailure) {
      descriptor = try SystemCalls.openToRead(path)
      byteCount = try SystemCalls.byteCount(descriptor)
    } catch {
      throw error.sinkError(path: path, kind: .input)
    }
  }

  deinit {
    do throws(SystemFailure) {
      try SystemCalls.close(descriptor)
    } catch {
      // Nothing was written through this descriptor.
    }
  }

  /// - Returns: the bytes from `offset` on, at most `limit`; fewer only at the end.
  func read(at offset: Int, limit: Int) throws(SinkError) -> [UInt8] {
    do throws(SystemFailure) {
      return try SystemCalls.read(
        descriptor, at: offset, limit: max(0, min(limit, byteCount - offset)))
    } catch {
      throw error.sinkError(path: path, kind: .input)
    }
  }

  static func contents(of path: String) throws(SinkError) -> [UInt8] {
    let file = try InputFile(path)
    return try file.read(at: 0, limit: file.byteCount)
  }
}
