import Testing

@testable import Generators

@Suite struct VocabularyReaderTests {
  @Test func `reads texts, numbers and weights as written`() throws {
    let vocabulary = try Vocabulary(bytes: CompiledSample.bytes())
    #expect(vocabulary.locale == "zz_ZZ")
    #expect(vocabulary.names == ["pets"])
    let pets = try #require(vocabulary.list("pets"))
    #expect(pets.fields == ["pet", "size", "share"])
    #expect(pets.texts("pet")?[1] == "größer")
    #expect(pets.numbers("size") == [-0.01, 327.67])
    #expect(pets.weights == [1, 300])
    #expect(pets.numbers("share") == pets.weights)
    #expect([pets.describe, pets.source, pets.licence] == ["d", "s", "l"])
  }

  @Test func `refuses every change of a single byte`() {
    let bytes = CompiledSample.bytes()
    for position in bytes.indices {
      for flip: UInt8 in [1, 0x80, 0xff] {
        var changed = bytes
        changed[position] ^= flip
        #expect(throws: VocabularyError.self, "byte \(position) ^ \(flip)") {
          try Vocabulary(bytes: changed)
        }
      }
    }
  }

  @Test func `refuses every shorter and longer file`() {
    let bytes = CompiledSample.bytes()
    for length in bytes.indices {
      #expect(throws: VocabularyError.self) { try Vocabulary(bytes: Array(bytes[..<length])) }
    }
    #expect(throws: VocabularyError.self) { try Vocabulary(bytes: bytes + [0]) }
  }

  /// Reading past the end would trap and end the run; being refused or read is both fine.
  @Test func `stays inside the bytes when the checksum is right and the rest is not`() {
    let bytes = CompiledSample.body()
    var refused = 0
    for position in 8..<bytes.count {
      for value in [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff] as [UInt8] where value != bytes[position] {
        var changed = bytes
        changed[position] = value
        do {
          _ = try Vocabulary(bytes: CompiledSample.sealed(changed))
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > bytes.count)
  }

  @Test func `refuses texts that are UTF-8 only when put together`() {
    var bytes = CompiledSample.body()
    // The border between "größer" and "size" moves into the ö.
    bytes.replaceSubrange(18...19, with: [3, 9])
    #expect(throws: VocabularyError.damaged("a text that is not UTF-8")) {
      try Vocabulary(bytes: CompiledSample.sealed(bytes))
    }
  }

  @Test(arguments: [
    ([2, 1], "another format"), ([1, 9], "another version"),
  ])
  func `refuses another format or version`(header: [UInt8], reason: String) {
    var bytes = CompiledSample.body()
    bytes.replaceSubrange(8..<10, with: header)
    #expect(throws: VocabularyError.damaged(reason)) {
      try Vocabulary(bytes: CompiledSample.sealed(bytes))
    }
  }
}

/// A vocabulary of one list of two rows, written byte by byte from the description of the format.
private enum CompiledSample {
  static let strings = ["zz_ZZ", "pets", "d", "s", "l", "pet", "cat", "größer", "size", "share"]

  static func body() -> [UInt8] {
    var bytes = Array("DGVOCAB\n".utf8) + [1, UInt8(Vocabulary.version)]
    bytes.append(UInt8(strings.count))
    bytes += strings.map { UInt8($0.utf8.count) }
    bytes += strings.flatMap { Array($0.utf8) }
    bytes += [0, 1]
    bytes += [1, 2, 3, 4, 2, 3]
    bytes += [5, 0, 0, 6, 7]
    bytes += [8, 1, 2, 1, 0xfe, 0xff, 0x03]
    bytes += [9, 2, 0, 1, 0xac, 0x02]
    return bytes
  }

  static func bytes() -> [UInt8] { sealed(body()) }

  static func sealed(_ body: [UInt8]) -> [UInt8] {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in body { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return body + (0..<8).map { UInt8(truncatingIfNeeded: state &>> (8 * $0)) }
  }
}
