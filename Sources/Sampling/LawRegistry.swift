/// All laws, sorted by word.
package enum LawRegistry {
  package static let all: [any Law.Type] = [
    Binomial.self,
    Exponential.self,
    Gamma.self,
    Geometric.self,
    Integer.self,
    Lognormal.self,
    Loguniform.self,
    NegativeBinomial.self,
    Normal.self,
    Pareto.self,
    Poisson.self,
    Uniform.self,
    Zipf.self,
  ]

  package static func law(_ word: String) -> (any Law.Type)? { all.first { $0.word == word } }
}
