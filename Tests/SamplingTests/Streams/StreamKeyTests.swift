import Testing

@testable import Sampling

@Suite struct StreamKeyTests {
  struct KnownAnswer: Sendable {
    var seed: UInt64
    var table: String
    var column: String
    var key: UInt64
    var rows: [(row: UInt64, bits: UInt64)]
  }

  /// `rng: 1` is these numbers: they may never change. Computed by
  /// Scripts/oracles/known_answers.py, an implementation of its own.
  static let knownAnswers: [KnownAnswer] = [
    KnownAnswer(
      seed: 0, table: "", column: "", key: 0x9BB7_76F6_3316_BE58,
      rows: [
        (0, 0xAC02_F218_273A_8E27), (1, 0x3DD4_46EE_E81E_1CC1), (2, 0xDFED_4F34_9CAD_4A67),
        (1_000_000, 0x2365_A696_C6E1_2A70), (1_099_511_627_776, 0x21B4_0BC9_5042_CDC3),
        (18_446_744_073_709_551_615, 0x2F70_732F_54FC_C2C2),
      ]),
    KnownAnswer(
      seed: 42, table: "orders", column: "total_amount", key: 0x1952_DCB1_63B3_A557,
      rows: [
        (0, 0x9008_B489_F447_6D39), (1, 0x3301_5488_9D4A_C47C), (2, 0x2C5C_1A25_5CF7_81C4),
        (1_000_000, 0x85DA_5AEB_BFFB_0099), (1_099_511_627_776, 0x6871_D48C_DDD3_216B),
        (18_446_744_073_709_551_615, 0x66CD_4DA2_7358_7953),
      ]),
    KnownAnswer(
      seed: 42, table: "orders", column: "status", key: 0x708D_C008_4CFF_24F6,
      rows: [
        (0, 0x93F0_BD9B_F168_D8D1), (1, 0x99F1_46D9_051B_D696), (2, 0xE651_7DC1_46B0_E455),
        (1_000_000, 0x15BB_4C04_BDF7_DD36), (1_099_511_627_776, 0x9608_0072_68E3_A7C4),
        (18_446_744_073_709_551_615, 0x6A08_2740_CE14_DB87),
      ]),
    KnownAnswer(
      seed: 43, table: "orders", column: "total_amount", key: 0x61B4_F906_B366_089F,
      rows: [
        (0, 0x4486_80E8_08BC_B487), (1, 0x539C_D36A_8FA3_5595), (2, 0x1ABE_CDDC_652F_89CE),
        (1_000_000, 0xB51E_BDBC_218A_3D37), (1_099_511_627_776, 0x2B12_540D_328E_4F84),
        (18_446_744_073_709_551_615, 0xEFC7_8EDC_2F32_6230),
      ]),
    KnownAnswer(
      seed: 18_446_744_073_709_551_615, table: "événements", column: "größe in cm, long name",
      key: 0xB606_49B0_CE0B_75F5,
      rows: [
        (0, 0x4086_4500_10DF_0422), (1, 0xC6A6_89D7_520C_FB65), (2, 0x8AFD_3342_F27E_12E7),
        (1_000_000, 0xB1F9_1AE4_E6EB_C1C4), (1_099_511_627_776, 0x191D_5350_9CB9_7906),
        (18_446_744_073_709_551_615, 0x5683_641F_8EE6_02EB),
      ]),
  ]

  @Test func `draws are the committed ones`() {
    for answer in Self.knownAnswers {
      let key = StreamKey(seed: answer.seed, table: answer.table, column: answer.column)
      #expect(key.bits == answer.key)
      for (row, bits) in answer.rows { #expect(key.bits(at: row) == bits) }
    }
    let key = StreamKey(seed: 42, table: "orders", column: "amount")
    #expect(key.lane(1).bits(at: 5) == laneOne)
    #expect(key.lane("count").bits(at: 5) == laneCount)
  }

  let laneOne: UInt64 = 0x4AA2_3980_5A93_1001
  let laneCount: UInt64 = 0x323E_E72E_9DF2_D813

  @Test func `names are told apart at their border`() {
    let keys = [("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", ""), ("abcdefgh", ""), ("", "")]
      .map { StreamKey(seed: 1, table: $0.0, column: $0.1) }
    #expect(Set(keys).count == keys.count)
    let padded = ["a", "a\0", "a\0\0", "aaaaaaaa", "aaaaaaaaa"]
      .map { StreamKey(seed: 1, table: "t", column: $0) }
    #expect(Set(padded).count == padded.count)
  }

  @Test func `seeds columns and lanes give distinct keys`() {
    var keys: Set<StreamKey> = []
    var count = 0
    for seed in 0..<100 as Range<UInt64> {
      for column in 0..<20 {
        let key = StreamKey(seed: seed, table: "t1", column: "c\(column)")
        for lane in 0..<20 as Range<UInt64> {
          keys.insert(key.lane(lane))
          keys.insert(key.lane(lane).lane(lane))
          count += 2
        }
        keys.insert(key)
        keys.insert(key.lane("\(column)"))
        count += 2
      }
    }
    #expect(keys.count == count)
  }

  @Test func `a uniform is never 0 or 1`() {
    #expect(StreamKey.unit(0) == 0x1p-53)
    #expect(StreamKey.unit(.max) == 1 - 0x1p-53)
    #expect(StreamKey.unit(1 << 63) == 0.5 + 0x1p-53)
    #expect(StreamKey.unit(1 << 63 - 1) == 0.5 - 0x1p-53)
  }

  @Test func `draws below a bound cover it evenly`() {
    let key = StreamKey(seed: 3, table: "t", column: "below")
    var counts = [Int](repeating: 0, count: 7)
    for row in 0..<70_000 as Range<UInt64> { counts[Int(key.below(7, at: row))] += 1 }
    // 6 degrees of freedom: 33.1 is passed by 1 in 100 000.
    #expect(Statistics.chiSquare(counts, expected: [Double](repeating: 10_000, count: 7)) < 33.1)
    #expect(key.below(1, at: 9) == 0)
    #expect((0..<100).allSatisfy { key.below(1 << 63, at: $0) < 1 << 63 })
  }

  @Test func `one stream repeats no draw`() {
    let key = StreamKey(seed: 1, table: "t", column: "c")
    #expect(Set(key.bits(for: .range(first: 0, count: 100_000))).count == 100_000)
  }
}
