// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 language mode comes from the tools version; strict memory safety is asked for.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
]

/// One module: its folder, what it may import, and its test target where it has one.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "datagen",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Datagen", targets: ["Engine", "Sinks", "ArrowInterface"]),
    .executable(name: "datagen", targets: ["CLI"]),
    .library(name: "StreamLibrary", type: .dynamic, targets: ["StreamLibrary"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CSnappy", providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
    .systemLibrary(name: "CSystem"),
    .systemLibrary(name: "CArrow"),
    .target(name: "CKernels"),
    .target(name: "CDuckDB", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CVocabulary", exclude: ["locales"]),
    module("Diagnostics"),
    module("Columnar", ["Diagnostics", "CKernels"]),
    module("Sampling", ["Diagnostics", "CKernels"]),
    module("SchemaModel", ["Diagnostics", "Columnar"]),
    module("SchemaDecoding", ["SchemaModel", "Columnar", "Diagnostics", "CYAML"]),
    module("Expressions", ["Columnar", "Diagnostics", "Sampling", "CKernels"]),
    module(
      "Generators",
      ["SchemaModel", "Sampling", "Expressions", "Columnar", "Diagnostics", "CVocabulary"]),
    module("Behaviour", ["SchemaModel", "Sampling", "Expressions", "Columnar", "Diagnostics"]),
    module("Claims", ["Sampling", "Diagnostics"]),
    module(
      "Planning",
      [
        "SchemaModel", "Generators", "Behaviour", "Expressions", "Sampling", "Claims", "Columnar",
        "Diagnostics",
      ]),
    module(
      "Engine",
      [
        "Planning", "Generators", "Behaviour", "Expressions", "Sampling", "Columnar", "Diagnostics",
      ]),
    module("Encoding", ["Columnar", "CKernels", "Diagnostics", "CZstd", "CZlib", "CSnappy"]),
    module("Sinks", ["Columnar", "Encoding", "Diagnostics", "CSystem"]),
    module("Validation", ["Claims", "Sampling", "Diagnostics", "CDuckDB"]),
    module("Profiling", ["Validation", "Claims", "Sampling", "Diagnostics"]),
    module("ArrowInterface", ["Engine", "Planning", "Sinks", "Encoding", "Columnar", "CArrow"]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Diagnostics", "Columnar", "SchemaModel", "SchemaDecoding", "Expressions", "Sampling",
        "Generators", "Claims", "Planning", "Engine", "Sinks", "Validation", "Profiling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "ColumnRates",
      dependencies: [
        "Columnar", "Diagnostics", "SchemaDecoding", "Generators", "Planning", "Engine", "Sinks",
      ],
      path: "Benchmarks/columns", swiftSettings: strict),
    .executableTarget(
      name: "ReaderMatrix", dependencies: ["Columnar", "Encoding", "Sinks"],
      path: "Tests/Readers/Matrix", swiftSettings: strict),
    .target(
      name: "ExpressionSamples", dependencies: ["Columnar", "Diagnostics", "Expressions"],
      path: "Tests/ExpressionSamples", swiftSettings: strict),
    .executableTarget(
      name: "ExpressionMatrix", dependencies: ["Columnar", "Expressions", "ExpressionSamples"],
      path: "Tests/Readers/Expressions", swiftSettings: strict),
    .target(
      name: "StreamLibrary",
      dependencies: [
        "ArrowInterface", "CArrow", "Columnar", "Diagnostics", "Engine", "Generators", "Planning",
        "SchemaDecoding", "Sinks",
      ],
      path: "Tests/Readers/StreamLibrary", swiftSettings: strict),
    tests("Columnar"),
    tests("Sampling", ["Columnar"], exclude: ["Fixtures"]),
    tests(
      "SchemaDecoding", ["SchemaModel", "Columnar", "Diagnostics"], exclude: ["Fixtures"]),
    tests("Expressions", ["ExpressionSamples", "Columnar", "Diagnostics"], exclude: ["Fixtures"]),
    tests("Generators", ["Sampling", "Columnar", "Diagnostics", "SchemaModel", "Expressions"]),
    tests(
      "Planning",
      [
        "SchemaDecoding", "SchemaModel", "Generators", "Engine", "Expressions", "Columnar",
        "Diagnostics",
      ],
      exclude: ["Fixtures"]),
    tests("Behaviour", ["Sampling", "Columnar"]),
    tests(
      "Engine",
      [
        "Planning", "Generators", "Sampling", "SchemaDecoding", "SchemaModel", "Sinks", "Columnar",
        "Diagnostics",
      ]),
    tests("Encoding", ["Columnar"]),
    tests("Sinks", ["Encoding", "Columnar"]),
    tests("Validation", ["Claims", "Sampling"], exclude: ["Fixtures"]),
    tests("Profiling", ["Validation", "Claims", "Sampling"], exclude: ["Fixtures"]),
    tests(
      "ArrowInterface",
      [
        "SchemaDecoding", "Generators", "Planning", "Engine", "Sinks", "Columnar", "Diagnostics",
        "CArrow",
      ]),
    tests(
      "CLI",
      [
        "Diagnostics", "Columnar", "SchemaDecoding", "Planning", "Engine",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Fixtures"]),
    .testTarget(name: "ProjectTests", dependencies: [], swiftSettings: strict),
  ]
)

// Statistics of millions of draws run optimised: this much of the package builds in a fraction of
// the time that all of it takes.
if Context.environment["DATAGEN_SAMPLING_ONLY"] != nil {
  let kept = [
    "Diagnostics", "Columnar", "CKernels", "Sampling", "SamplingTests", "Claims",
    "CDuckDB", "Validation", "ValidationTests", "Profiling", "ProfilingTests",
  ]
  package.targets.removeAll { !kept.contains($0.name) }
  package.products = []
}
