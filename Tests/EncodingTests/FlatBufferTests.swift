import Testing

@testable import Encoding

@Suite struct FlatBufferTests {
  private static func sample() -> [UInt8] {
    var writer = FlatBufferWriter()
    let name = writer.text("naïve ✓")
    let child = writer.table([.int64(1, .min), .bool(0, true)])
    let list = writer.places([child, writer.table([]), child])
    let structures = writer.structures([1, -2, 3, 4, 5, .max], wordCount: 3)
    let root = writer.table([
      .uint8(0, 200), .int16(2, -5), .int32(3, .min), .int64(5, 1 << 40), .place(6, name),
      .place(7, list), .place(8, structures), .place(9, child),
    ])
    return writer.finish(root)
  }

  @Test func `what is written reads back, and what is not has its default`() throws {
    let bytes = Self.sample()
    #expect(bytes.count % 8 == 0)
    let root = try FlatBufferTable(bytes)
    #expect(try root.integer(0, default: UInt8(1)) == 200)
    #expect(try root.integer(1, default: Int32(77)) == 77)
    #expect(try root.integer(2, default: Int16(0)) == -5)
    #expect(try root.integer(3, default: Int32(0)) == .min)
    #expect(try root.integer(5, default: Int64(0)) == 1 << 40)
    #expect(try root.text(6) == "naïve ✓")
    #expect(try root.text(4) == nil)
    let tables = try root.tables(7)
    #expect(tables.count == 3)
    #expect(try tables[2].bool(0))
    #expect(try tables[0].integer(1, default: Int64(0)) == .min)
    #expect(try tables[1].integer(1, default: Int64(9)) == 9)
    #expect(try root.structures(8, wordCount: 3) == [1, -2, 3, 4, 5, .max])
    #expect(try root.table(9)?.bool(0) == true)
    #expect(try root.table(40) == nil)
  }

  @Test func `every cut and every changed byte is read within its bounds`() throws {
    let whole = Self.sample()
    var errorCount = 0
    func read(_ bytes: [UInt8]) {
      do throws(DecodingError) {
        let root = try FlatBufferTable(bytes)
        _ = try root.text(6)
        for table in try root.tables(7) { _ = try table.integer(1, default: Int64(0)) }
        _ = try root.structures(8, wordCount: 3)
        _ = try root.table(9)?.bool(0)
      } catch {
        errorCount += 1
      }
    }
    for count in whole.indices { read(Array(whole[..<count])) }
    #expect(errorCount > whole.count / 2)
    for place in whole.indices {
      for value in [0, 1, 4, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[place] = value
        read(bytes)
      }
    }
  }
}
