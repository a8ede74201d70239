import CKernels

/// The C loops, with their instruction set as an argument; the only user of CKernels and the only
/// unsafe code of this module.
///
/// The pointers never leave a call. The compiler's own span wrappers are not used: with several
/// files per module they crash the optimising build of Swift 6.3.1.
///
/// - Oracle: the scalar functions of `StreamKey` and `Elementary`, by bits, on every level.
enum Kernels {
  /// 0 baseline, 1 AVX2, 2 AVX-512; what this processor can run at most.
  static let bestLevel: Int32 = ck_best_level()

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

extension StreamKey {
  /// The draws of a batch.
  package func bits(for rows: RowKeys) -> [UInt64] { Kernels.bits(self, rows) }

  /// Uniforms in (0, 1), as `uniform(at:)`.
  package func uniforms(for rows: RowKeys) -> [Double] { Kernels.uniforms(self, rows) }

  /// Normals of mean 0 and standard deviation 1, as `standardNormal(at:)`.
  package func standardNormals(for rows: RowKeys) -> [Double] { Kernels.normals(self, rows) }

  /// The normal quantile of `uniform(at:)`: monotone in it, within ±8.21.
  package func standardNormal(at row: UInt64) -> Double {
    Elementary.normalQuantile(uniform(at: row))
  }
}
