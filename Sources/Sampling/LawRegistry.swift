/// All laws, sorted by word.
package enum LawRegistry {
  package static let all: [any Law.Type] = [
    Bernoulli.self,
    Beta.self,
    Binomial.self,
    Circular.self,
    Exponential.self,
    Gamma.self,
    Geometric.self,
    Gumbel.self,
    Hypergeometric.self,
    Integer.self,
    InverseGaussian.self,
    LogSeries.self,
    Logistic.self,
    Lognormal.self,
    Loguniform.self,
    NegativeBinomial.self,
    Normal.self,
    Pareto.self,
    Poisson.self,
    StudentT.self,
    Triangular.self,
    Uniform.self,
    Weibull.self,
    Zeta.self,
    Zipf.self,
  ]

  package static func law(_ word: String) -> (any Law.Type)? { all.first { $0.word == word } }
}
