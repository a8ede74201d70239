import Diagnostics
import SchemaDecoding
import SchemaModel

/// One input of libFuzzer: a document. Beyond not crashing, every answer must hold together.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // A text that is JSON is tried as both formats.
  for name in ["fuzz.yaml", "fuzz.json"] { check(bytes, name) }
  return 0
}

private func check(_ bytes: [UInt8], _ name: String) {
  switch DocumentDecoder.decode(bytes, fileName: name, vocabulary: SampleVocabulary.vocabulary) {
  case .success(let spec):
    precondition(spec.canonicalHash.utf8.count == 64, "a hash has 64 digits")
    checkCanonical(bytes, name)
  case .failure(let list):
    precondition(list.hasErrors, "a failure has a reason")
    for diagnostic in list.all {
      let place = diagnostic.location
      precondition(place.offset >= 0 && place.length >= 0, "a place is not negative")
      precondition(place.offset + place.length <= bytes.count, "a place lies in the document")
    }
    let json = Array(JSONRenderer.render(list).utf8)
    guard case .success = DocumentParser.parse(json, fileName: "report.json") else {
      // A report repeats names of the document, so that its own bounds may be broken.
      precondition(json.count > 400, "the report is not JSON")
      return
    }
    let mended = EditApplier.apply(list.all.compactMap(\.edit), to: bytes, file: name)
    _ = DocumentDecoder.decode(mended, fileName: name, vocabulary: SampleVocabulary.vocabulary)
  }
}

/// The canonical JSON of a document is a JSON document of the same canonical JSON.
private func checkCanonical(_ bytes: [UInt8], _ name: String) {
  guard case .success(let root) = DocumentParser.parse(bytes, fileName: name) else { return }
  let text = CanonicalModel.json(of: root)
  guard case .success(let again) = DocumentParser.parse(Array(text.utf8), fileName: "c.json") else {
    preconditionFailure("the canonical model is JSON")
  }
  precondition(CanonicalModel.json(of: again) == text, "the canonical model is its own")
}
