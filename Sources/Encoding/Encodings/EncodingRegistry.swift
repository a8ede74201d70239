/// Every encoding, by name; a new one is one file and one line.
package enum EncodingRegistry {
  package static let all: [any ValueEncoding.Type] = [
    ByteStreamSplit.self,
    DeltaBinaryPacked.self,
    DeltaByteArray.self,
    DeltaLengthByteArray.self,
    DictionaryIndices.self,
    Plain.self,
    RunLength.self,
  ]

  package static func encoding(parquetCode code: Int32) -> (any ValueEncoding.Type)? {
    all.first { $0.parquetCode == code }
  }
}
