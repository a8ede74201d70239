import Encoding
import Testing

@testable import Sinks

@Suite struct XXHash64Tests {
  private func hash(_ bytes: [UInt8]) -> UInt64 {
    XXHash64.hash(bytes.span.rawBytes, 0..<bytes.count)
  }

  /// Values of the reference implementation, `xxhash.xxh64_intdigest` of python-xxhash.
  @Test func `agrees with the reference implementation`() {
    #expect(hash([]) == 0xEF46_DB37_51D8_E999)
    #expect(hash(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
    #expect(hash(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
    #expect(
      hash(Array("Nobody inspects the spammish repetition".utf8)) == 0xFBCE_A83C_8A37_8BF1)
  }

  @Test func `a range is hashed as its bytes alone are`() {
    let bytes = (0..<100).map { UInt8($0 &* 37 & 255) }
    for start in 0..<10 {
      for count in 0..<80 {
        #expect(
          XXHash64.hash(bytes.span.rawBytes, start..<start + count)
            == hash(Array(bytes[start..<start + count])))
      }
    }
  }
}
