import Sampling

/// A law that data may be of, and where the search for its parameters begins.
struct LawFamily: Sendable {
  /// What a parameter may be; the search goes through all real numbers.
  enum Scale: Sendable {
    case any
    case positive
    case fraction

    func free(_ value: Double) -> Double {
      switch self {
      case .any: value
      case .positive: Elementary.log(value)
      case .fraction: Elementary.log(value / (1 - value))
      }
    }

    func bound(_ value: Double) -> Double {
      switch self {
      case .any: value
      case .positive: Elementary.exp(min(700, max(-700, value)))
      case .fraction: 1 / (1 + Elementary.exp(min(700, max(-36, -value))))
      }
    }
  }

  let word: String
  /// Parameters of the law's form, by name.
  let names: [String]
  let scales: [Scale]
  /// Nil where data are none of the law's.
  let start: @Sendable (LawSample) -> [Double]?

  static func all(isWhole: Bool) -> [LawFamily] { isWhole ? whole : real }

  private static let positive: [Scale] = [.positive, .positive]
  private static let moments = ["mean", "sd"]

  private static func moments(_ sample: LawSample) -> [Double]? {
    sample.variance > 0 ? [sample.mean, sample.variance.squareRoot()] : nil
  }

  private static func positiveMoments(_ sample: LawSample) -> [Double]? {
    sample.least >= 0 && sample.mean > 0 ? moments(sample) : nil
  }

  static let real: [LawFamily] = [
    LawFamily(word: "normal", names: moments, scales: [.any, .positive], start: moments),
    LawFamily(word: "logistic", names: moments, scales: [.any, .positive], start: moments),
    LawFamily(word: "gumbel", names: moments, scales: [.any, .positive], start: moments),
    LawFamily(
      word: "student_t", names: ["degrees", "location", "scale"],
      scales: [.positive, .any, .positive]
    ) { sample in
      let spread = (sample.quantile(0.75) - sample.quantile(0.25)) / 1.45
      return spread > 0 ? [5, sample.quantile(0.5), spread] : nil
    },
    LawFamily(word: "exponential", names: ["scale"], scales: [.positive]) { sample in
      sample.least >= 0 && sample.mean > 0 ? [sample.mean] : nil
    },
    LawFamily(word: "gamma", names: moments, scales: positive, start: positiveMoments),
    LawFamily(
      word: "inverse_gaussian", names: moments, scales: positive, start: positiveMoments),
    LawFamily(word: "lognormal", names: ["median", "p90"], scales: positive) { sample in
      let (middle, high) = (sample.quantile(0.5), sample.quantile(0.9))
      return sample.least >= 0 && middle > 0 && high > middle ? [middle, high] : nil
    },
    LawFamily(word: "weibull", names: ["median", "p90"], scales: positive) { sample in
      let (middle, high) = (sample.quantile(0.5), sample.quantile(0.9))
      return sample.least >= 0 && middle > 0 && high > middle ? [middle, high] : nil
    },
    LawFamily(word: "pareto", names: ["shape", "scale"], scales: [.positive, .positive]) { sample in
      let middle = sample.quantile(0.5)
      guard sample.least > 0, middle > sample.least else { return nil }
      return [Elementary.log(2) / Elementary.log(middle / sample.least), sample.least * 0.999]
    },
    LawFamily(word: "beta", names: moments, scales: [.fraction, .positive]) { sample in
      sample.least >= 0 && sample.greatest <= 1 && sample.variance > 0
        && sample.variance < sample.mean * (1 - sample.mean) ? moments(sample) : nil
    },
  ]

  static let whole: [LawFamily] = [
    LawFamily(word: "poisson", names: ["mean"], scales: [.positive]) { sample in
      sample.least >= 0 && sample.mean > 0 ? [sample.mean] : nil
    },
    LawFamily(word: "negative_binomial", names: ["mean", "shape"], scales: positive) { sample in
      guard sample.least >= 0, sample.mean > 0 else { return nil }
      let excess = max(sample.variance - sample.mean, 0.05 * sample.mean)
      return [sample.mean, sample.mean * sample.mean / excess]
    },
    LawFamily(word: "geometric", names: ["p"], scales: [.fraction]) { sample in
      sample.least >= 1 && sample.mean > 1 ? [1 / sample.mean] : nil
    },
    LawFamily(word: "log_series", names: ["p"], scales: [.fraction]) { sample in
      sample.least >= 1 && sample.mean > 1 ? [0.7] : nil
    },
  ]

  /// The law with parameters as the search has them; nil where there is none.
  func law(_ free: [Double]) -> (any Law)? { law(parameters: bound(free)) }

  func bound(_ free: [Double]) -> [Double] { zip(scales, free).map { $0.bound($1) } }

  func law(parameters: [Double]) -> (any Law)? {
    LawFamily.law(word, names, parameters)
  }

  /// A law by the names of its parameters.
  static func law(_ word: String, _ names: [String], _ parameters: [Double]) -> (any Law)? {
    guard let type = LawRegistry.law(word),
      let form = type.forms.firstIndex(where: { form in
        form.parameters.map(\.name) == names
      })
    else { return nil }
    return try? type.init(form: form, parameters)
  }
}
