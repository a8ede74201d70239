import Columnar
import Testing

@testable import Encoding

@Suite struct CRC32Tests {
  private let bytes = DeltaTests.noise(1_100).flatMap { word in
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  @Test func `the check value is the published one`() {
    #expect(CRC32.update(0, Array("123456789".utf8).span.rawBytes) == 0xCBF4_3926)
    #expect(CRC32.update(0, [UInt8]().span.rawBytes) == 0)
  }

  @Test func `folded bytes have zlib's value, whole and behind others`() {
    for count in Array(0..<400) + [1_023, 1_024, 4_097, 8_800] {
      let whole = Array(bytes.prefix(count))
      let expected = CRC32.plain(0, whole.span.rawBytes)
      #expect(CRC32.update(0, whole.span.rawBytes) == expected)
      let cut = count * 3 / 7
      let (head, tail) = (Array(whole[..<cut]), Array(whole[cut...]))
      #expect(CRC32.update(CRC32.update(0, head.span.rawBytes), tail.span.rawBytes) == expected)
    }
  }
}
