import Claims
import Diagnostics
import Generators
import Planning
import SchemaDecoding
import SchemaModel

private let vocabulary = SchemaDecoding.Vocabulary(generators: GeneratorRegistry.syntaxes)

/// One input of libFuzzer: a document, decoded with the words of the program. One that decodes is
/// planned: the planner answers, and never stops the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let problems = plan(bytes)
  guard !problems.isEmpty else { return 0 }
  // What the edits make of the document is a document like any other.
  let mended = EditApplier.apply(problems.compactMap(\.edit), to: bytes, file: name)
  if mended != bytes { _ = plan(mended) }
  return 0
}

private let name = "fuzz.yaml"

/// The problems of a document, the parts of it that were read planned like any other; none where it
/// is planned or nothing of it can be read.
private func plan(_ bytes: [UInt8]) -> [Diagnostic] {
  let (read, known) = DocumentDecoder.read(bytes, fileName: name, vocabulary: vocabulary)
  guard let spec = read else { return [] }
  do throws(DiagnosticList) {
    check(try Planner.plan(spec, known: known), spec)
    return []
  } catch {
    precondition(error.hasErrors, "a refusal has a reason")
    for diagnostic in error.all {
      let place = diagnostic.location
      precondition(place.offset >= 0 && place.length >= 0, "a place is not negative")
      precondition(place.offset + place.length <= bytes.count, "a place lies in the document")
    }
    return error.all
  }
}

/// What rows are made by holds together.
private func check(_ plan: GenerationPlan, _ spec: DocumentSpec) {
  precondition(plan.tables.map(\.name) == spec.tables.map(\.name.text), "every table is planned")
  for table in plan.tables {
    for column in table.columns {
      for slot in column.when?.inputSlots ?? [] {
        precondition(column.inputs.indices.contains(slot), "a condition reads what there is")
      }
      if case .exact(let lower, let upper) = column.interval {
        precondition(lower <= upper, "an interval is not empty")
      }
    }
  }
  let claims = ClaimsWriter.claims(plan, of: spec)
  for table in claims.tables {
    let columns = Set(table.columns.map(\.name))
    for claim in table.claims {
      precondition(columns.isSuperset(of: claim.columns), "claims are about columns of files")
    }
  }
  for material in plan.materials {
    precondition(material.level >= 0 && material.bytes >= 0, "a material has its place and size")
    precondition(!plan.title(material.kind).isEmpty, "a material has a name")
  }
}
