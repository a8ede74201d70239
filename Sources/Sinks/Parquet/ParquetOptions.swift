import Encoding

/// What may be chosen about a Parquet file.
package struct ParquetOptions: Sendable {
  package var codec: any Codec.Type
  package var level: Int
  /// A page ends at the first of these.
  package var pageByteCount: Int
  package var pageRowCount: Int
  package var usesDictionaries: Bool
  package var writesStatistics: Bool
  /// Key and value pairs of the footer, in this order.
  package var metadata: [(key: String, value: String)]
  package var createdBy: String

  /// - Parameters:
  ///   - codec: a codec of `CodecRegistry`.
  ///   - level: within the codec's levels; its standard level if nil.
  package init(
    codec: any Codec.Type = Zstandard.self, level: Int? = nil, pageByteCount: Int = 1 << 20,
    pageRowCount: Int = 1 << 17, usesDictionaries: Bool = true, writesStatistics: Bool = true,
    metadata: [(key: String, value: String)] = [], createdBy: String = "datagen"
  ) {
    precondition(pageByteCount > 0 && (1...1 << 20).contains(pageRowCount), "a page of no size")
    self.codec = codec
    self.level = level ?? codec.levels?.standard ?? 0
    self.pageByteCount = pageByteCount
    self.pageRowCount = pageRowCount
    self.usesDictionaries = usesDictionaries
    self.writesStatistics = writesStatistics
    self.metadata = metadata
    self.createdBy = createdBy
  }
}
