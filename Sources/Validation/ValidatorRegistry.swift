/// All validators, sorted by name.
package enum ValidatorRegistry {
  package static let all: [any Validator.Type] = [
    ArrivalCounts.self, ChildrenPerParent.self, ExactShares.self, ExpectedSQL.self,
    ExpectedValues.self, FormulaValues.self, LawByRow.self, LawMean.self,
    LawShape.self, LawTail.self, MissingShare.self, MissingValues.self, OrderOfTimes.self,
    OrphanRows.self,
    PeriodShares.self, RangeOfValues.self, RankCorrelations.self, RowCount.self, SetOfValues.self,
    ShareOfValues.self, TextForm.self, UniqueValues.self,
  ]
}
