/// Values to bytes: how a page holds its values.
package protocol ValueEncoding: Sendable {
  static var name: String { get }
  /// `Encoding` of parquet.thrift.
  static var parquetCode: Int32 { get }
}
