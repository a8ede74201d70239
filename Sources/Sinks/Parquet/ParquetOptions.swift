import Encoding

/// Which encodings a Parquet file may use.
package enum Encodings: String, Hashable, Sendable {
  /// The one that suits each column.
  case automatic
  /// PLAIN and dictionaries of texts alone, which every reader knows.
  case plain
}

/// What may be chosen about a Parquet file.
package struct ParquetOptions: Sendable {
  package var codec: any Codec.Type
  package var level: Int
  /// A page ends at the first of these.
  package var pageByteCount: Int
  package var pageRowCount: Int
  /// Data pages of version 1 or 2.
  package var pageVersion: Int
  package var encodings: Encodings
  package var usesDictionaries: Bool
  package var writesStatistics: Bool
  /// Key and value pairs of the footer, in this order.
  package var metadata: [(key: String, value: String)]
  package var createdBy: String
  /// Rates of false positives of columns that have a Bloom filter, by column.
  package var bloomRates: [Int: Double]

  /// - Parameters:
  ///   - codec: a codec of `CodecRegistry`.
  ///   - level: within the codec's levels; its standard level if nil.
  package init(
    codec: any Codec.Type = Zstandard.self, level: Int? = nil, pageByteCount: Int = 1 << 20,
    pageRowCount: Int = 1 << 15, pageVersion: Int = 2, encodings: Encodings = .automatic,
    usesDictionaries: Bool = true, writesStatistics: Bool = true,
    metadata: [(key: String, value: String)] = [], createdBy: String = "datagen",
    bloomRates: [Int: Double] = [:]
  ) {
    precondition(pageByteCount > 0 && (1...1 << 20).contains(pageRowCount), "a page of no size")
    self.codec = codec
    self.level = level ?? codec.levels?.standard ?? 0
    self.pageByteCount = pageByteCount
    self.pageRowCount = pageRowCount
    precondition(pageVersion == 1 || pageVersion == 2, "a page version that is not known")
    self.pageVersion = pageVersion
    self.encodings = encodings
    self.usesDictionaries = usesDictionaries
    self.writesStatistics = writesStatistics
    self.metadata = metadata
    self.createdBy = createdBy
    self.bloomRates = bloomRates
  }
}
