/// Every codec, by name; a new one is one file and one line.
package enum CodecRegistry {
  package static let all: [any Codec.Type] = [
    Gzip.self,
    NoCompression.self,
    Snappy.self,
    Zstandard.self,
  ]

  package static var names: [String] { all.map { $0.name } }

  package static func codec(named name: String) -> (any Codec.Type)? {
    all.first { $0.name == name }
  }

  package static func codec(parquetCode code: Int32) -> (any Codec.Type)? {
    all.first { $0.parquetCode == code }
  }
}
