import Testing

@testable import Encoding

@Suite struct ThriftTests {
  private func read(_ bytes: [UInt8]) throws(DecodingError) -> ThriftValue {
    var reader = ThriftReader(bytes.span.rawBytes)
    return try reader.readStructure()
  }

  private func sample() -> [UInt8] {
    var writer = ThriftWriter()
    writer.structureElement { writer in
      writer.bool(1, true)
      writer.bool(2, false)
      writer.int8(3, -5)
      writer.int16(4, -300)
      writer.int32(20, .min)
      writer.int64(300, .max)
      writer.text(301, "tëxt")
      writer.structure(302) { $0.int32(1, 7) }
      writer.list(303, of: .int32, count: 20) { list in
        for value in 0..<20 { list.int32Element(Int32(value) - 10) }
      }
      writer.list(304, of: .structure, count: 2) { list in
        for value in 0..<2 { list.structureElement { $0.int32(1, Int32(value)) } }
      }
    }
    return writer.bytes
  }

  @Test func `what is written reads back`() throws {
    let value = try read(sample())
    #expect(value[1]?.bool == true && value[2]?.bool == false)
    #expect(value[3]?.int == -5 && value[4]?.int == -300)
    #expect(value[20]?.int == Int64(Int32.min) && value[300]?.int == .max)
    #expect(value[301]?.text == "tëxt")
    #expect(value[302]?[1]?.int == 7)
    #expect(value[303]?.list?.map { $0.int } == (0..<20).map { Int64($0) - 10 })
    #expect(value[304]?.list?.compactMap { $0[1]?.int } == [0, 1])
    #expect(value[305] == nil)
  }

  @Test func `bytes are those of the compact protocol`() {
    var writer = ThriftWriter()
    writer.structureElement {
      $0.int32(1, 1)
      $0.int32(3, -1)
      $0.bool(19, true)
    }
    // Steps of 1 and 2 share a byte with the type; a step of 16 has its own number.
    #expect(writer.bytes == [0x15, 0x02, 0x25, 0x01, 0x01, 0x26, 0x00])
  }

  @Test func `every cut and every changed byte is an error or a value`() {
    let bytes = sample()
    for count in 0..<bytes.count {
      #expect(throws: DecodingError.self) { try read(Array(bytes.prefix(count))) }
    }
    for place in bytes.indices {
      for change: UInt8 in [0x01, 0x0F, 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] ^= change
        _ = try? read(damaged)
      }
    }
  }

  @Test func `deep nesting is refused`() {
    #expect(throws: DecodingError("structures nested deeper than 32")) {
      try read(Array(repeating: 0x1C, count: 100_000))
    }
  }
}
