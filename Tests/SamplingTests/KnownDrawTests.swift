import Testing

@testable import Sampling

/// Digests of draws: the same in debug and release builds, on every processor and release.
///
/// A change here breaks the promise of `rng: 1`; goldens change in a commit of their own.
@Suite struct KnownDrawTests {
  static let key = StreamKey(seed: 42, table: "tests", column: "known draws")
  static let rows = RowKeys.range(first: 12, count: 2000)

  static let laws: [String: [UInt64]] = [
    "bernoulli": [0xA794_4E48_6E2B_557F, 0xC8A3_02AD_5B8F_D377],
    "beta": [0x09CB_DE1C_5619_A08B, 0xABAC_D059_E186_3A18],
    "binomial": [0x879F_D7FD_64F3_1857, 0x5348_5D09_1D0A_CB09],
    "circular": [0xCD4E_86F4_04CD_F179, 0xA23E_1425_E3C7_1965],
    "exponential": [0x63EE_8A9D_9EAB_0218, 0xBA9C_C692_6C5D_2648],
    "gamma": [0x6B6F_00C4_9294_6E7F, 0xB64E_3F9B_D1CF_7BF0],
    "geometric": [0xCA34_D5FB_D92E_47F7, 0xD003_F060_4EC5_C199],
    "gumbel": [0x1FC3_72F7_A325_ABB0, 0x47B4_A010_5B60_73F0],
    "hypergeometric": [0x2AAB_3155_8A67_6189, 0x53DD_BFF6_1FAE_899D],
    "integer": [0xBFCF_BBC4_1884_910E, 0x606D_75AD_B7F8_1930],
    "inverse_gaussian": [0xD127_CBE4_1458_5DCB, 0xDEE3_CCDF_3FB2_FF1F],
    "log_series": [0x7908_708F_2C94_2008, 0x1783_F49D_B2E2_7D81],
    "logistic": [0x66B8_18C4_446D_B411, 0x25D8_A03F_CE4D_7F09],
    "lognormal": [0xC1A1_AFF3_F681_C785, 0xACA9_2D80_2316_9520],
    "loguniform": [0x140A_5B23_77CA_592D, 0x93CC_04DE_9019_97FE],
    "negative_binomial": [0xEA71_3BB0_B505_8466, 0x586A_2A0F_2E00_E936],
    "normal": [0x901F_B1D6_5A1D_DCDA, 0x045C_FD26_777E_476B],
    "pareto": [0x1594_E697_9016_8EAD, 0xA90D_99A1_0E5E_2C1F],
    "poisson": [0x0F7C_F522_1051_DC79, 0x59D6_2DA8_81C6_5756],
    "student_t": [0xC1A1_A5F2_30D7_B576, 0xEBF3_8816_EDEE_EBB0],
    "triangular": [0xC74C_59B6_E799_FF54, 0x9AA2_1195_82DF_6221],
    "uniform": [0xC281_7C28_6D16_C28A, 0x00FE_3244_E574_DD61],
    "weibull": [0x72CA_E1F3_C99C_7038, 0x74F1_9551_4291_E952],
    "zeta": [0x82E1_1B37_DDE4_99BC, 0xAEC2_063F_6F1F_7193],
    "zipf": [0x4698_0B53_631A_FC69, 0xD186_3146_5B66_E897],
  ]

  static func digest(_ bits: some Sequence<UInt64>) -> UInt64 {
    bits.reduce(0xCBF2_9CE4_8422_2325) { KeyHash.mixed($0 ^ $1) }
  }

  @Test(arguments: LawTests.samples)
  func `draws of every law are the committed ones`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try #require(LawRegistry.law(word)).init(form: 0, parameters)
    let found = [
      Self.digest(law.draws(Self.key, Self.rows).map(\.bitPattern)),
      Self.digest(law.draws(Self.key, Self.rows, within: cut).map(\.bitPattern)),
    ]
    #expect(found == Self.laws[word], "\(word): \(found)")
  }

  static let composed: [String: UInt64] = [
    "a count and a law": 0xF510_9F7F_1E3F_F3AC,
    "a cut count": 0x9627_F8DD_3568_BD36,
    "a cut gamma": 0x9BBB_A425_8957_28F9,
    "a cut part": 0x4675_B849_701E_72A0,
    "a cut tail": 0x70C7_A0C0_0CE4_2707,
    "a histogram": 0xB183_E38A_8556_4453,
    "a histogram with empty ends": 0xB425_5D34_3B0C_0004,
    "a mixture in a mixture": 0xFEED_AC84_4C5D_50E5,
    "a value and a law": 0x04F3_BD74_6CA8_5271,
    "halves": 0x8A3F_8CF6_8023_A94B,
    "quantiles": 0x1107_4218_1B21_3793,
    "quantiles with zeros": 0x1624_303D_0F22_9820,
    "smooth values": 0x9F27_64C2_A320_9BAD,
    "tens": 0xB6EB_0551_C4DE_EBCF,
    "tenths downward": 0xEABD_8C15_00AC_137A,
    "two counts": 0x2F4D_97C6_58EB_E20F,
    "two normals": 0x1D1A_FC75_3DB1_9674,
    "values": 0x9D7E_E284_DF2D_203E,
    "zeros and a count": 0xE61E_C171_75D3_184A,
    "zeros and amounts": 0x009F_A48A_BED9_BBFD,
  ]

  @Test(arguments: ComposedLawTests.names)
  func `draws of laws made of others and of data are the committed ones`(name: String) throws {
    let test = try #require(try ComposedLaws.named(name))
    let draws = test.law.draws(Self.key, Self.rows)
    let within = test.law.draws(Self.key, Self.rows, within: test.cut)
    let found = Self.digest((draws + within).map(\.bitPattern))
    #expect(found == Self.composed[name], "\(name): \(found)")
  }

  @Test func `elementary functions give the committed bits`() {
    let x = Kernels.uniforms(Self.key, Self.rows, from: -30, width: 60, most: 30)
    let values = x.flatMap { x in
      [
        Elementary.exp(x), Elementary.expm1(x), Elementary.sin(x), Elementary.cos(x),
        Elementary.tan(x), Elementary.erf(x), Elementary.erfc(x), Elementary.normalCDF(x),
        Elementary.log(x * x), Elementary.log2(x * x), Elementary.log10(x * x),
        Elementary.log1p(x * x), Elementary.pow(x * x, 0.3), Elementary.logGamma(x * x),
        Elementary.regularizedGammaP(x * x, 300), Elementary.regularizedBeta(x * x, 9, 0.7),
      ]
    }
    #expect(Self.digest(values.map(\.bitPattern)) == 0xEBEC_0E0F_A850_7B84)
  }

  @Test func `choices give the committed bits`() {
    let table = AliasTable(weights: (1...50).map { 1 / Double($0) })
    #expect(
      Self.digest(table.picks(Self.key, Self.rows).map { UInt64($0) }) == 0x7F2C_6ACE_7A7C_56F1)
    for (size, expected) in [(50, 0x0DCD_F231_8C1E_F640), (1_000_003, 0x756B_0CAF_A80E_EADD)]
      as [(UInt64, UInt64)]
    {
      let shuffle = Permutation(Self.key, size: size)
      #expect(Self.digest((0..<50).map { shuffle($0) }) == expected)
    }
    let sums = (0...100).map { Double($0 * $0) }
    let counts = SplitTree.counts(total: 1_000_000, cumulative: sums, stream: Self.key)
    #expect(Self.digest(counts.map { UInt64($0) }) == 0x3F0E_31A3_2DEC_1CF0)
  }
}
