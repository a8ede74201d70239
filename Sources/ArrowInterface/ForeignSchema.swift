import CArrow
import Columnar
import Sinks

/// A column as the C interface describes it.
///
/// - Reference: Apache Arrow, *The Arrow C data interface*.
package struct ForeignSchema {
  var name: String
  var format: String
  var isNullable = false
  var metadata: [(key: String, value: String)] = []
  var children: [ForeignSchema] = []
  /// The type of what codes stand for.
  var texts: [ForeignSchema] = []

  package init(name: String, format: String) {
    self.name = name
    self.format = format
  }

  /// The columns of a table whose texts are stored as they are.
  package init(_ fields: [Field]) {
    self.init(name: "", format: "+s")
    children = fields.map { ForeignSchema($0, isCoded: false) }
  }

  /// A column of a table.
  ///
  /// - Parameter isCoded: whether its texts are stored as codes.
  init(_ field: Field, isCoded: Bool) {
    self.init(name: field.name, format: ForeignSchema.format(field.type))
    isNullable = field.isNullable
    if isCoded {
      texts = [ForeignSchema(name: "", format: format)]
      format = "i"
    }
    if let name = field.type.arrowExtension {
      metadata = [("ARROW:extension:name", name), ("ARROW:extension:metadata", "")]
    }
    children = field.type.arrowChildren.map { ForeignSchema($0, isCoded: false) }
  }

  /// Fills a structure, which its release callback empties again.
  package func fill(_ target: UnsafeMutablePointer<ArrowSchema>) {
    let memory = ForeignMemory()
    var result = unsafe ArrowSchema()
    unsafe result.format = memory.text(format)
    unsafe result.name = memory.text(name)
    if !metadata.isEmpty {
      let bytes = ForeignSchema.encoded(metadata)
      unsafe result.metadata = memory.copy(bytes.span.bytes)
        .assumingMemoryBound(to: CChar.self)
    }
    unsafe result.flags = isNullable ? Int64(CARROW_FLAG_NULLABLE) : 0
    unsafe result.n_children = Int64(children.count)
    if !children.isEmpty {
      let places = unsafe memory.places(children.count, repeating: ArrowSchema())
      let list: UnsafeMutablePointer<UnsafeMutablePointer<ArrowSchema>?> =
        unsafe memory.places(children.count, repeating: nil)
      for (index, child) in children.enumerated() {
        unsafe child.fill(places + index)
        unsafe list[index] = places + index
      }
      unsafe result.children = list
    }
    if let texts = texts.first {
      let place = unsafe memory.places(1, repeating: ArrowSchema())
      unsafe texts.fill(place)
      unsafe result.dictionary = place
    }
    unsafe result.release = releaseSchema
    unsafe result.private_data = memory.retained()
    unsafe target.initialize(to: result)
  }

  /// Pairs as the interface lays them down: counts and lengths of 32 bits before the bytes.
  private static func encoded(_ pairs: [(key: String, value: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ count: Int) {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: count >> shift))
      }
    }
    append(pairs.count)
    for text in pairs.flatMap({ [$0.key, $0.value] }) {
      append(text.utf8.count)
      bytes.append(contentsOf: text.utf8)
    }
    return bytes
  }

  private static func format(_ type: LogicalType) -> String {
    switch type {
    case .boolean: "b"
    case .int8: "c"
    case .int16: "s"
    case .int32: "i"
    case .int64: "l"
    case .float32: "f"
    case .float64: "g"
    case .decimal(let precision, let scale): "d:\(precision),\(scale)"
    case .date: "tdD"
    case .time: "ttu"
    case .timestamp(let utc): utc ? "tsu:UTC" : "tsu:"
    case .text, .json: "u"
    case .uuid: "w:16"
    case .list: "+l"
    case .structure: "+s"
    case .map: "+m"
    case .duration: preconditionFailure("a duration reached a reader")
    }
  }
}

/// Releases the children that are still there, then what the structure holds itself.
private let releaseSchema: @convention(c) (UnsafeMutablePointer<ArrowSchema>?) -> Void = {
  guard let schema = unsafe $0, unsafe schema.pointee.release != nil else { return }
  for index in 0..<Int(unsafe schema.pointee.n_children) {
    guard let child = unsafe schema.pointee.children?[index] else { continue }
    if let release = unsafe child.pointee.release { unsafe release(child) }
  }
  if let dictionary = unsafe schema.pointee.dictionary,
    let release = unsafe dictionary.pointee.release
  {
    unsafe release(dictionary)
  }
  let memory = unsafe schema.pointee.private_data
  unsafe schema.pointee.release = nil
  unsafe schema.pointee.private_data = nil
  unsafe ForeignMemory.release(memory)
}
