/// The constants of a transformed rejection: two uniforms give a value, or none and are drawn anew.
///
/// - Draws: attempt `a` on lanes `2 a + 1` and `2 a + 2`.
protocol RejectionHat {
  func accepted(_ u: Double, _ v: Double) -> Double?
}

extension RejectionHat {
  @inline(__always)
  func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    var attempt: UInt64 = 0
    while true {
      let u = stream.lane(2 * attempt + 1).uniform(at: row)
      let v = stream.lane(2 * attempt + 2).uniform(at: row)
      if let value = accepted(u, v) { return value }
      attempt += 1
    }
  }

  /// The first attempt of all rows through the kernels; rejected rows start anew.
  @inline(__always)
  func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let second = stream.lane(2).uniforms(for: rows)
    var out = stream.lane(1).uniforms(for: rows)
    for i in out.indices { out[i] = accepted(out[i], second[i]) ?? draw(stream, rows[i]) }
    return out
  }
}
