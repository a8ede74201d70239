import CKernels

/// The C loops, with their instruction set as an argument; the only user of CKernels.
///
/// - Oracle: the scalar functions of `StreamKey` and `Elementary`, by bits, on every level.
enum Kernels {
  /// 0 baseline, 1 AVX2, 2 AVX-512; what this processor can run at most.
  static let bestLevel: Int32 = ck_best_level()

  static func bits(_ key: StreamKey, _ rows: RowKeys, level: Int32 = bestLevel) -> [UInt64] {
    var out = [UInt64](repeating: 0, count: rows.count)
    var span = out.mutableSpan
    switch rows {
    case .range(let first, _): ck_bits_range(&span, level, key.bits, first)
    case .list(let list): ck_bits_list(&span, list.span, level, key.bits)
    }
    return out
  }

  /// `from + u * width`, at most `most`.
  static func uniforms(
    _ key: StreamKey, _ rows: RowKeys, from: Double = 0, width: Double = 1, most: Double = 1,
    level: Int32 = bestLevel
  ) -> [Double] {
    var out = [Double](repeating: 0, count: rows.count)
    var span = out.mutableSpan
    switch rows {
    case .range(let first, _):
      ck_uniform_range(&span, level, key.bits, first, from, width, most)
    case .list:
      let drawn = bits(key, rows, level: level)
      ck_uniform(&span, drawn.span, level, from, width, most)
    }
    return out
  }

  /// Normals cut to a part of their probability.
  static func normals(
    _ key: StreamKey, _ rows: RowKeys, mean: Double = 0, sd: Double = 1, part: TailedPart = .whole,
    level: Int32 = bestLevel
  ) -> [Double] {
    let drawn = bits(key, rows, level: level)
    var out = [Double](repeating: 0, count: rows.count)
    var span = out.mutableSpan
    ck_normal(&span, drawn.span, level, mean, sd, part.lower, part.upper, part.mass)
    return out
  }

  /// `exp` of each, for arguments within ±700.
  static func exponentiate(_ values: inout [Double], level: Int32 = bestLevel) {
    var span = values.mutableSpan
    ck_exp(&span, level)
  }

  /// `from - scale log(1 - u mass)`.
  static func exponentials(
    _ key: StreamKey, _ rows: RowKeys, from: Double = 0, scale: Double = 1, mass: Double = 1,
    level: Int32 = bestLevel
  ) -> [Double] {
    let drawn = bits(key, rows, level: level)
    var out = [Double](repeating: 0, count: rows.count)
    var span = out.mutableSpan
    ck_exponential(&span, drawn.span, level, from, scale, mass)
    return out
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
