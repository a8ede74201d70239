import Columnar
import Testing

@testable import Generators

@Suite struct TextAssemblyTests {
  private static func texts(_ assembly: TextAssembly, _ count: Int) -> [String] {
    let made = assembly.texts()
    return (0..<count).map { made.string(at: $0) }
  }

  @Test func `parts stand in the order they were added`() {
    let names = TextDictionary(["Ann", "", "Maximiliane-Josephine", "Bö"]).values
    var assembly = TextAssembly(count: 4)
    assembly.add("<")
    assembly.add(.coded(names, [3, 2, 1, 0]))
    assembly.add(.number([0, 9, 10, 99]))
    assembly.add(">")
    #expect(
      Self.texts(assembly, 4) == ["<Bö0>", "<Maximiliane-Josephine9>", "<10>", "<Ann99>"])
  }

  @Test func `numbers have all their digits`() {
    var numbers: [UInt64] = [0, .max, 1 << 63]
    var power: UInt64 = 1
    while power < 10_000_000_000_000_000_000 {
      numbers += [power - 1, power, power + 1]
      power *= 10
    }
    var assembly = TextAssembly(count: numbers.count)
    assembly.add(.number(numbers))
    #expect(Self.texts(assembly, numbers.count) == numbers.map { String($0) })
  }

  @Test func `signs for digits are filled from the bits of the row, the first from the upper ones`()
  {
    let patterns = TextDictionary(["555-01##", "no digit", "####"]).values
    var assembly = TextAssembly(count: 4)
    assembly.add(.filled(patterns, [0, 1, 2, 0], [0, 0, .max, 1 << 63]))
    #expect(Self.texts(assembly, 4) == ["555-0100", "no digit", "9999", "555-0150"])
  }

  @Test func `no row makes no text`() {
    var assembly = TextAssembly(count: 0)
    assembly.add("x")
    assembly.add(.number([]))
    #expect(assembly.texts().count == 0)
  }
}
