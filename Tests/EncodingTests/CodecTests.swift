import Testing

@testable import Encoding

@Suite struct CodecTests {
  private func samples() -> [[UInt8]] {
    let random = (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
    return [[], [1], Array(repeating: 7, count: 100_000), random]
  }

  private func decompress(
    _ codec: any Codec.Type, _ bytes: [UInt8], count: Int
  ) throws(DecodingError) -> [UInt8] {
    var output = ByteBuffer()
    output.append([9, 9])
    try codec.decompress(bytes.span.rawBytes, count: count, into: &output)
    return Array(output.takeArray().dropFirst(2))
  }

  @Test(arguments: CodecRegistry.names)
  func `what is compressed reads back`(name: String) throws {
    let codec = try #require(CodecRegistry.codec(named: name))
    let compressor = codec.makeCompressor(level: codec.levels?.standard ?? 0)
    for sample in samples() {
      var buffer = ByteBuffer()
      compressor.compress(sample.span.rawBytes, into: &buffer)
      let bytes = buffer.takeArray()
      #expect(try decompress(codec, bytes, count: sample.count) == sample)
      if name != "none", sample.count == 100_000, sample[1] == 7 { #expect(bytes.count < 6000) }
    }
  }

  @Test(arguments: CodecRegistry.names)
  func `damage is refused or changes the bytes, and never stops the program`(name: String) throws {
    let codec = try #require(CodecRegistry.codec(named: name))
    let compressor = codec.makeCompressor(level: codec.levels?.standard ?? 0)
    let sample = Array(samples()[3].prefix(2000))
    var buffer = ByteBuffer()
    compressor.compress(sample.span.rawBytes, into: &buffer)
    let bytes = buffer.takeArray()
    #expect(throws: DecodingError.self) { try decompress(codec, bytes, count: 1999) }
    #expect(throws: DecodingError.self) {
      try decompress(codec, Array(bytes.dropLast()), count: 2000)
    }
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 0x55
      if let read = try? decompress(codec, damaged, count: 2000) { #expect(read.count == 2000) }
    }
  }

  @Test func `registries hold each name once, in order`() {
    #expect(CodecRegistry.names == CodecRegistry.names.sorted())
    #expect(Set(CodecRegistry.all.map { $0.parquetCode }).count == CodecRegistry.all.count)
    let encodings = EncodingRegistry.all.map { $0.name }
    #expect(encodings == encodings.sorted())
    #expect(Set(EncodingRegistry.all.map { $0.parquetCode }).count == encodings.count)
  }

  @Test func `zstd takes its levels`() throws {
    let sample = samples()[3]
    var sizes: [Int] = []
    for level in [1, 19] {
      var buffer = ByteBuffer()
      Zstandard.makeCompressor(level: level).compress(sample.span.rawBytes, into: &buffer)
      sizes.append(buffer.count)
      #expect(
        try decompress(Zstandard.self, buffer.takeArray(), count: sample.count) == sample)
    }
    #expect(sizes[1] <= sizes[0])
  }

  @Test(arguments: ["gzip", "zstd"])
  func `files of several parts are undone bit by bit`(name: String) throws {
    let codec = try #require(CodecRegistry.codec(named: name))
    let compressor = codec.makeCompressor(level: 1)
    var whole = ByteBuffer()
    for sample in samples() { compressor.compress(sample.span.rawBytes, into: &whole) }
    let bytes = whole.takeArray()
    for (step, limit) in [(1 << 20, 1 << 20), (1000, 1 << 20), (1 << 20, 777), (7, 5000)] {
      let made = codec.makeDecompressor()
      let decompressor = try #require(made)
      var output = ByteBuffer()
      for start in stride(from: 0, to: bytes.count, by: step) {
        let part = Array(bytes[start..<min(bytes.count, start + step)])
        var taken = 0
        while true {
          let before = output.count
          taken += try decompressor.decompress(
            part.span.rawBytes, from: taken, limit: limit, into: &output)
          if output.count - before < limit, taken == part.count { break }
        }
      }
      #expect(decompressor.isAtEnd)
      #expect(output.takeArray() == samples().flatMap { $0 })
    }
  }

  @Test func `gzip names no system and no time`() {
    var buffer = ByteBuffer()
    let bytes: [UInt8] = [1, 2, 3]
    Gzip.makeCompressor(level: 1).compress(bytes.span.rawBytes, into: &buffer)
    #expect(Array(buffer.takeArray().prefix(10)) == [31, 139, 8, 0, 0, 0, 0, 0, 4, 255])
  }
}
