import CKernels

/// The C loops of draws, with their instruction set as an argument; the only unsafe code of this
/// module.
///
/// The pointers never leave a call. The compiler's own span wrappers are not used: with several
/// files per module they crash the optimising build of Swift 6.3.1.
///
/// - Oracle: the scalar functions of `StreamKey` and `Elementary`, by bits, on every level.
package enum Kernels {
  /// 0 baseline, 1 AVX2, 2 AVX-512; what this processor can run at most.
  package static let bestLevel: Int32 = ck_best_level()

  static func bits(_ key: StreamKey, _ rows: RowKeys, level: Int32 = bestLevel) -> [UInt64] {
    var out = [UInt64](repeating: 0, count: rows.count)
    switch rows {
    case .range(let first, _):
      unsafe out.withUnsafeMutableBufferPointer { out in
        unsafe ck_bits_range(out.count, out.baseAddress, level, key.bits, first)
      }
    case .list(let list):
      unsafe transform(list, into: &out) { rows, out, count in
        unsafe ck_bits_list(count, out, rows, level, key.bits)
      }
    }
    return out
  }

  /// `from + u * width`, at most `most`.
  static func uniforms(
    _ key: StreamKey, _ rows: RowKeys, from: Double = 0, width: Double = 1, most: Double = 1,
    level: Int32 = bestLevel
  ) -> [Double] {
    var out = [Double](repeating: 0, count: rows.count)
    switch rows {
    case .range(let first, _):
      unsafe out.withUnsafeMutableBufferPointer { out in
        unsafe ck_uniform_range(
          out.count, out.baseAddress, level, key.bits, first, from, width, most)
      }
    case .list:
      unsafe transform(bits(key, rows, level: level), into: &out) { bits, out, count in
        unsafe ck_uniform(count, out, bits, level, from, width, most)
      }
    }
    return out
  }

  /// `count` whole numbers from `from` on, all alike.
  static func wholeNumbers(
    _ key: StreamKey, _ rows: RowKeys, from: Int64, count: UInt64, level: Int32 = bestLevel
  ) -> [Int64] {
    var out = [Int64](repeating: 0, count: rows.count)
    unsafe transform(bits(key, rows, level: level), into: &out) { bits, out, rows in
      unsafe ck_whole(rows, out, bits, level, from, count)
    }
    return out
  }

  /// `from` and the whole part of each share of a length, within 0 and the length less 1.
  ///
  /// - Precondition: `1 <= length < 2^62`.
  package static func scaled(
    _ shares: [Double], from: Int64, length: Double, level: Int32 = bestLevel
  ) -> [Int64] {
    precondition(length >= 1 && length < 0x1p62, "a length out of range")
    var out = [Int64](repeating: 0, count: shares.count)
    unsafe out.withUnsafeMutableBufferPointer { out in
      unsafe ck_scaled(out.count, out.baseAddress, shares, level, from, length)
    }
    return out
  }

  /// Normals cut to a part of their probability.
  static func normals(
    _ key: StreamKey, _ rows: RowKeys, mean: Double = 0, sd: Double = 1, part: TailedPart = .whole,
    level: Int32 = bestLevel
  ) -> [Double] {
    var out = [Double](repeating: 0, count: rows.count)
    unsafe transform(bits(key, rows, level: level), into: &out) { bits, out, count in
      unsafe ck_normal(count, out, bits, level, mean, sd, part.lower, part.upper, part.mass)
    }
    return out
  }

  /// `exp` of each, for arguments within ±700.
  static func exponentiate(_ values: inout [Double], level: Int32 = bestLevel) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe ck_exp(values.count, values.baseAddress, level)
    }
  }

  /// `from - scale log(1 - u mass)`.
  static func exponentials(
    _ key: StreamKey, _ rows: RowKeys, from: Double = 0, scale: Double = 1, mass: Double = 1,
    level: Int32 = bestLevel
  ) -> [Double] {
    var out = [Double](repeating: 0, count: rows.count)
    unsafe transform(bits(key, rows, level: level), into: &out) { bits, out, count in
      unsafe ck_exponential(count, out, bits, level, from, scale, mass)
    }
    return out
  }

  /// Slots or their aliases.
  static func aliases(
    _ bits: [UInt64], count: Int, thresholds: [UInt64], aliases: [Int32],
    level: Int32 = bestLevel
  ) -> [Int32] {
    precondition(
      thresholds.count == count && aliases.count == count && count < 1 << 31,
      "an alias table of another size")
    var out = [Int32](repeating: 0, count: bits.count)
    unsafe transform(bits, into: &out) { bits, out, rows in
      unsafe ck_alias(rows, out, bits, level, UInt64(count), thresholds, aliases)
    }
    return out
  }

  /// Rows of `stride` bytes, the places of all groups one after another, and 8 spare bytes.
  static func symbols(
    _ groups: [SymbolPlaces.Group], _ key: StreamKey, _ rows: RowKeys, stride: Int,
    level: Int32 = bestLevel
  ) -> [UInt8] {
    precondition(
      groups.reduce(0) { $0 + $1.words.reduce(0) { $0 + $1.count } } == stride,
      "places of another number than bytes")
    let count = rows.count
    let wordCount = groups.reduce(0) { $0 + $1.words.count }
    var words = [UInt64](repeating: 0, count: count * wordCount)
    var offsets: [Int] = []
    var place = 0
    for (lane, group) in groups.enumerated() {
      var state = bits(key.lane(UInt64(lane)), rows, level: level)
      for index in state.indices { state[index] = DigitDraws.state(state[index]) }
      for word in group.words {
        precondition(word.count <= 8, "more places than bytes of a word")
        let first = offsets.count * count
        let places = word.map(\.places)
        unsafe words.withUnsafeMutableBufferPointer { words in
          unsafe state.withUnsafeMutableBufferPointer { state in
            guard let base = words.baseAddress else { return }
            unsafe ck_symbols(
              count, base + first, state.baseAddress, level, places.count, places)
          }
        }
        offsets.append(place)
        place += word.count
      }
    }
    var bytes = [UInt8](repeating: 0, count: count * stride + 8)
    unsafe words.withUnsafeBufferPointer { words in
      unsafe bytes.withUnsafeMutableBufferPointer { bytes in
        unsafe ck_scatter(
          count, bytes.baseAddress, words.baseAddress, level, wordCount, offsets, stride)
      }
    }
    return bytes
  }

  /// Appends texts of one length that count up: each is the line with its number one larger.
  ///
  /// - Parameters:
  ///   - line: the first text, and after it the one that would follow.
  ///   - last: the place of the number's last digit. It keeps its digits: the caller sees to it.
  package static func appendCounted(
    _ count: Int, _ line: inout [UInt8], last: Int, to bytes: inout [UInt8]
  ) {
    let length = line.count
    let start = bytes.count
    line += repeatElement(0, count: 8)
    bytes += repeatElement(0, count: count * length + 8)
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe line.withUnsafeMutableBufferPointer { line in
        guard let base = bytes.baseAddress else { return }
        unsafe ck_count_up(count, base + start, line.baseAddress, length, last)
      }
    }
    line.removeLast(8)
    bytes.removeLast(8)
  }

  /// Texts of one length: the line with each number in the place of its zeros.
  ///
  /// - Parameters:
  ///   - numbers: none has more digits than the line has zeros.
  ///   - last: the place of the last zero.
  /// - Returns: the bytes, and 8 spare ones behind them.
  package static func numbered(_ numbers: [UInt64], _ line: [UInt8], last: Int) -> [UInt8] {
    let line = line + repeatElement(0, count: 8)
    let length = line.count - 8
    var bytes = [UInt8](repeating: 0, count: numbers.count * length + 8)
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe ck_number(numbers.count, bytes.baseAddress, numbers, line, length, last)
    }
    return bytes
  }

  /// Hands two arrays of one length to a kernel.
  private static func transform<Value>(
    _ input: [UInt64], into out: inout [Value],
    _ kernel: (UnsafePointer<UInt64>?, UnsafeMutablePointer<Value>?, Int) -> Void
  ) {
    precondition(input.count == out.count, "a kernel's arrays differ in length")
    unsafe input.withUnsafeBufferPointer { input in
      unsafe out.withUnsafeMutableBufferPointer { out in
        unsafe kernel(input.baseAddress, out.baseAddress, out.count)
      }
    }
  }
}

/// An alphabet as the kernels want it: runs of neighbouring bytes.
struct KernelPlace: Sendable {
  fileprivate let places: ck_place

  /// Nil for more than four runs.
  init?(_ alphabet: [UInt8]) {
    var steps: [ck_step] = []
    for index in alphabet.indices.dropFirst() {
      let jump = Int64(alphabet[index]) - Int64(alphabet[index - 1]) - 1
      if jump != 0 { steps.append(ck_step(from: UInt64(index), add: UInt64(bitPattern: jump))) }
    }
    guard let first = alphabet.first, steps.count <= 3 else { return nil }
    let size = UInt64(alphabet.count)
    while steps.count < 3 { steps.append(ck_step(from: size, add: 0)) }
    places = ck_place(size: size, first: UInt64(first), steps: (steps[0], steps[1], steps[2]))
  }
}

extension StreamKey {
  /// The draws of a batch.
  package func bits(for rows: RowKeys) -> [UInt64] { Kernels.bits(self, rows) }

  /// Uniforms in (0, 1), as `uniform(at:)`.
  package func uniforms(for rows: RowKeys) -> [Double] { Kernels.uniforms(self, rows) }

  /// `count` whole numbers from `from` on, all alike; relative bias at most `count` 2^-64.
  package func wholeNumbers(for rows: RowKeys, from: Int64, count: UInt64) -> [Int64] {
    Kernels.wholeNumbers(self, rows, from: from, count: count)
  }

  /// Normals of mean 0 and standard deviation 1, as `standardNormal(at:)`.
  package func standardNormals(for rows: RowKeys) -> [Double] { Kernels.normals(self, rows) }

  /// The normal quantile of `uniform(at:)`: monotone in it, within ±8.21.
  package func standardNormal(at row: UInt64) -> Double {
    Elementary.normalQuantile(uniform(at: row))
  }
}
