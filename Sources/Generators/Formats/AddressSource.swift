import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Internet addresses out of blocks: each block by its weight, each address of it alike.
///
/// - Draws: lane "block" for the block where there are several, one or two for the address; with
///   `unique`, a permutation of all addresses of all blocks.
struct AddressSource: Sendable {
  private let family: AddressBlock.Family
  private let blocks: [AddressBlock]
  private let alias: AliasTable
  let isUnique: Bool

  static let argument = ParameterType.oneOf([
    .text, .list(of: .text), .map(of: .oneOf([.number(0...Double.infinity, .none)])),
  ])

  /// - Parameter named: blocks that have a name.
  init(
    _ family: AddressBlock.Family, named: [String: [AddressBlock]], _ call: GeneratorCall,
    in context: any ColumnContext
  ) throws(DiagnosticList) {
    var reader = BlockReader(family: family, named: named, call: call)
    let chosen = try reader.read()
    self.family = family
    blocks = chosen.map(\.block)
    alias = AliasTable(weights: chosen.map(\.weight))
    isUnique = context.isUnique
    if isUnique { try checkSpace(call, context) }
  }

  private func checkSpace(
    _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) {
    if case .map = call.argument { throw DiagnosticList([.weightedBlocks(call)]) }
    for (index, block) in blocks.enumerated() where blocks[..<index].contains(where: block.meets) {
      throw DiagnosticList([.blocksMeet(call)])
    }
    if let rows = context.rowCount, UInt128(rows) > space {
      throw DiagnosticList([.tooFewAddresses(call, space, rows)])
    }
  }

  private var space: UInt128 { blocks.reduce(0) { min($0 + $1.count, 1 << 120) } }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let addresses = isUnique ? try distinct(request) : drawn(request)
    var text = PlainText(
      capacity: request.count, bytes: request.count * (family == .version4 ? 15 : 39))
    for address in addresses {
      AddressText.append(address, family, to: &text.bytes)
      text.offsets.append(Int32(text.bytes.count))
    }
    return Column(.text, .text(.plain(text)))
  }

  private func drawn(_ request: GenerationRequest) -> [UInt128] {
    let picks =
      blocks.count == 1
      ? [Int32](repeating: 0, count: request.count)
      : alias.picks(request.stream.lane("block"), request.rowKeys)
    let low = request.stream.bits(for: request.rowKeys)
    let high =
      family == .version6 ? request.stream.lane("high").bits(for: request.rowKeys) : low
    return picks.indices.map { row in
      let block = blocks[Int(picks[row])]
      if family == .version4 {
        let count = UInt64(block.count)
        return block.address(UInt128(low[row].multipliedFullWidth(by: count).high))
      }
      let mask = block.hostBits == 128 ? UInt128.max : (1 << UInt128(block.hostBits)) - 1
      return block.base | (UInt128(high[row]) << 64 | UInt128(low[row])) & mask
    }
  }

  private func distinct(_ request: GenerationRequest) throws(EvaluationError) -> [UInt128] {
    let size = UInt64(min(space, 1 << 63))
    for row in 0..<request.count where request.ranks[row] >= size {
      throw EvaluationError(
        row: row, message: "the addresses of the blocks are used up, of which there are \(size)",
        code: "space-used-up", expected: "blocks of at least as many addresses as there are rows")
    }
    // Numbers lie spread over a space that is larger.
    let stride = UInt64(min(space / UInt128(size), UInt128(UInt64.max)))
    let gaps = stride > 1 ? request.stream.lane("high").bits(for: request.ranks) : []
    let permutation = Permutation(request.stream, size: size)
    var result: [UInt128] = []
    result.reserveCapacity(request.count)
    for (row, value) in permutation.values(at: request.ranks).enumerated() {
      var number = UInt128(value)
      if stride > 1 {
        number = number * UInt128(stride) + UInt128(gaps[row].multipliedFullWidth(by: stride).high)
      }
      var block = 0
      while number >= blocks[block].count {
        number -= blocks[block].count
        block += 1
      }
      result.append(blocks[block].address(number))
    }
    return result
  }
}

/// Reads the blocks that a document writes: names, or blocks themselves.
private struct BlockReader {
  let family: AddressBlock.Family
  let named: [String: [AddressBlock]]
  let call: GeneratorCall

  mutating func read() throws(DiagnosticList) -> [(block: AddressBlock, weight: Double)] {
    var attempts = Attempts()
    var chosen: [(block: AddressBlock, weight: Double)] = []
    func take(_ scalar: Scalar, _ weight: Double) {
      attempts.run { () throws(DiagnosticList) in
        let own = try blocks(scalar)
        chosen += own.map { ($0, weight / Double(own.count)) }
      }
    }
    switch call.argument {
    case .literal(let scalar): take(scalar, 1)
    case .list(let items, _):
      for case .literal(let scalar) in items { take(scalar, 1) }
      if items.contains(where: \.isUnread) { throw DiagnosticList(attempts.problems.all) }
    case .map(let entries, _):
      for entry in entries {
        guard case .literal(let weight) = entry.value else { continue }
        take(entry.key, LiteralReader.number(weight.text) ?? 0)
      }
      let problem = PercentWeights.problem(
        entries.map(\.value), of: call.word, at: call.location, pointer: call.pointer)
      attempts.run { () throws(DiagnosticList) in if let problem { throw DiagnosticList([problem]) }
      }
      if entries.contains(where: \.value.isUnread) { throw attempts.problems }
    case .expression, .generator, .record, .unread: throw DiagnosticList()
    }
    try attempts.finish()
    chosen.removeAll { $0.weight == 0 }
    if chosen.isEmpty { throw DiagnosticList([.noBlock(call)]) }
    return chosen
  }

  private func blocks(_ scalar: Scalar) throws(DiagnosticList) -> [AddressBlock] {
    if let own = named[scalar.text] { return own }
    do throws(AddressBlock.Problem) {
      return [try AddressBlock(scalar.text, family)]
    } catch { throw DiagnosticList([.badBlock(scalar, error, family, named.keys.sorted())]) }
  }
}

extension Diagnostic {
  fileprivate static func badBlock(
    _ scalar: Scalar, _ problem: AddressBlock.Problem, _ family: AddressBlock.Family,
    _ names: [String]
  ) -> Diagnostic {
    let example = family == .version4 ? "10.0.0.0/8" : "2001:db8::/32"
    let words = names.map { "'\($0)'" }.joined(separator: ", ")
    switch problem {
    case .notABlock:
      return Diagnostic(
        "bad-address-block", "'\(scalar.text)' is no block of addresses", at: scalar.location,
        pointer: scalar.pointer, expected: "\(words), or a block such as \(example)"
      ).proposing(DidYouMean.proposal(for: scalar.text, amongWords: names), in: scalar.source)
    case .prefixTooLong:
      return Diagnostic(
        "bad-address-block", "'\(scalar.text)' has more bits in front than an address",
        at: scalar.location, pointer: scalar.pointer, expected: "at most /\(family.rawValue)")
    case .hasHostBits(let meant):
      var result = Diagnostic(
        "bad-address-block", "'\(scalar.text)' begins within a block", at: scalar.location,
        pointer: scalar.pointer, expected: "the first address of the block",
        suggestion: "write \(meant)")
      result.edit = scalar.source.edit(to: meant)
      return result
    }
  }

  fileprivate static func noBlock(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "no-address-block", "'\(call.word)' has no block to choose from", at: call.location,
      pointer: call.pointer, expected: "at least one block, of a weight above 0")
  }

  fileprivate static func weightedBlocks(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-blocks", "'unique' deals out all addresses alike, so blocks have no weights",
      at: call.location, pointer: call.pointer, expected: "a list of blocks")
  }

  fileprivate static func blocksMeet(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-blocks", "'unique' needs blocks that have no address in common", at: call.location,
      pointer: call.pointer, expected: "each block once, and none inside another")
  }

  fileprivate static func tooFewAddresses(
    _ call: GeneratorCall, _ size: UInt128, _ rows: Int
  ) -> Diagnostic {
    Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different values from \(size) addresses, "
        + "\(UInt128(rows) - size) too few",
      at: call.location, pointer: call.pointer, expected: "blocks of at least \(rows) addresses")
  }
}
