import Behaviour
import Claims
import Columnar
import Generators
import Sampling

/// When rows arrive.
extension TableClaimsWriter {
  mutating func writeArrival(_ column: Int) {
    guard let arrivals = rows.arrivals else { return }
    let plan = rows.columns[column]
    var life: (since: RowText?, until: RowText?)?
    do throws(RowScope.Unseen) {
      let since = try end(arrivals.parent?.since, arrivals)
      if let since { state(column, .notBefore(since)) }
      let until = try end(arrivals.parent?.until, arrivals)
      if let until { state(column, .before(until)) }
      life = (since, until)
    } catch { notSeen(column, error.reason) }
    guard plan.when == nil, plan.missing == nil, plan.rounding == nil,
      let claim = arrivalClaim(arrivals)
    else { return }
    var whole = claim
    if plan.type == .date { whole.hours = [] }
    let isGrid = if case .grid = rows.source { true } else { false }
    let (begins, ends) = (arrivals.parent?.since != nil, arrivals.parent?.until != nil)
    if isGrid ? !ends : !begins && !ends {
      state(column, .arrives(whole))
    } else if let life, !isGrid || arrivals.shares.isEmpty {
      // What a parent weighs beside others says nothing of when its rows arrive. Shares of a whole
      // whose parents end do: they change the weights of days by who lives when.
      state(
        column,
        .arrivesInLife(
          LifeClaim(claim, areDays: plan.type == .date, since: life.since, until: life.until)))
    }
    guard isGrid, begins, !ends else { return }
    for share in arrivals.shares {
      state(
        column,
        .periods(
          PeriodClaim(
            title: share.name, firstDay: claim.firstDay, labels: share.labels,
            shares: share.shares, titles: share.titles)))
    }
  }

  /// How arrivals spread over days and hours where nobody's life tells; nil where no weights can.
  private func arrivalClaim(_ arrivals: ArrivalPlan) -> ArrivalClaim? {
    guard let days = try? Raking.fit(base: arrivals.base, marginals: arrivals.shares) else {
      return nil
    }
    let hours = zip(arrivals.hours.cumulative.dropFirst(), arrivals.hours.cumulative).map {
      $0 - $1
    }
    return ArrivalClaim(firstDay: Int(arrivals.firstDay), days: days, hours: hours)
  }

  /// An end of the life of the row's parent, as it is seen from its row.
  private func end(
    _ source: (any ColumnSource)?, _ arrivals: ArrivalPlan
  ) throws(RowScope.Unseen) -> RowText? {
    guard let source, let parent = arrivals.parent else { return nil }
    let inputs = parent.inputs.map { InputPath.parent(key: parent.key, $0) }
    var scope = RowScope(plan, table)
    return try scope.text(source.promise, inputs)
  }
}
