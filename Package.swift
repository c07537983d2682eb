// swift-tools-version: 6.2
import PackageDescription

// Every target of ours is compiled alike: Swift 6 language mode, a warning is an error, and the upcoming features that
// make imports and existentials explicit. `NonisolatedNonsendingByDefault` keeps plain `async` code on its caller's
// executor, which for a request handler is the event loop of its connection.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioFoundationCompat = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metricsTestKit = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")

func module(_ name: String, uses dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/Modules/\(name)", resources: resources,
    swiftSettings: house)
}

func tests(_ name: String, of dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests", resources: resources,
    swiftSettings: house)
}

func service(_ name: String, uses dependencies: [Target.Dependency] = [], resources: [Resource]) -> Target {
  .executableTarget(
    name: name, dependencies: ["Chassis", "HTTPServer", "Upstream"] + dependencies,
    path: "Sources/Services/\(name)", resources: resources, swiftSettings: house)
}

/// What the tests of a backend and of its providers need.
let backendTests: [Target.Dependency] = [
  "BackendTesting", "Chassis", "HTTPServer", "HTTPClient", "Upstream", "Timing", "TimingTesting", nioCore, httpTypes,
  logging,
]

let package = Package(
  name: "ecs-service-discovery",
  products: [
    .executable(name: "portal", targets: ["Portal"]),
    .executable(name: "demo", targets: ["Demo"]),
    .executable(name: "nameserver", targets: ["NameServer"]),
    .executable(name: "registrator", targets: ["Registrator"]),
    .executable(name: "registrar", targets: ["Registrar"]),
    .executable(name: "stock-price", targets: ["StockPrice"]),
    .executable(name: "weather", targets: ["Weather"]),
    .executable(name: "twitch", targets: ["Twitch"]),
    .executable(name: "goodreads", targets: ["Goodreads"]),
    .executable(name: "http-echo", targets: ["HTTPEcho"]),
    .executable(name: "micro-benchmarks", targets: ["MicroBenchmarks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // Its default trait reads JSON files with full Foundation: a static binary of 65 MB instead of 21 MB.
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CLibcurl", path: "Sources/Modules/CLibcurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CLibxml2", path: "Sources/Modules/CLibxml2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibcrypto", path: "Sources/Modules/CLibcrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    module("XML", uses: ["CLibxml2"]),
    tests("XML", of: ["XML"]),
    module("Timing", uses: []),
    tests("Timing", of: ["Timing", "TimingTesting"]),
    // A time that tests move on by hand.
    .target(
      name: "TimingTesting", dependencies: ["Timing"], path: "Tests/TimingTesting", swiftSettings: house),
    module("DNS", uses: ["Timing", nioCore, nioPosix, logging]),
    tests("DNS", of: ["DNS", "DNSTesting", "Timing", "TimingTesting", nioCore, nioPosix, nioEmbedded, logging]),
    // A name server that misbehaves as a test wants it.
    .target(
      name: "DNSTesting", dependencies: ["DNS", nioCore, nioPosix], path: "Tests/DNSTesting", swiftSettings: house),
    module(
      "NameService",
      uses: ["Chassis", "DNS", "HTTPClient", "HTTPServer", "Timing", nioCore, nioPosix, httpTypes, logging]),
    tests(
      "NameService",
      of: ["NameService", "Chassis", "DNS", "HTTPServer", "Timing", "TimingTesting", nioCore, httpTypes, logging]),
    module("Discovery", uses: ["DNS", "Timing", logging]),
    tests("Discovery", of: ["Discovery", "DNS", "Timing", "TimingTesting", logging]),
    module(
      "ServiceClient",
      uses: ["Discovery", "DNS", "Timing", "HTTPClient", nioCore, httpTypes, logging, coreMetrics]),
    tests(
      "ServiceClient",
      of: [
        "ServiceClient", "Discovery", "DNS", "Timing", "TimingTesting", "HTTPClient", nioCore, httpTypes, logging,
        coreMetrics, metricsTestKit,
      ]),
    module("AWS", uses: ["CLibcrypto", "HTTPClient", "Timing", "XML", nioCore, httpTypes]),
    tests("AWS", of: ["AWS", "AWSTesting", "HTTPClient", "Timing", "TimingTesting", "XML", nioCore, httpTypes]),
    // moto and botocore, which play AWS and sign as its own tools do.
    .target(
      name: "AWSTesting", path: "Tests/AWSTesting", swiftSettings: house),
    module("LambdaRuntime", uses: ["HTTPClient", "Timing", nioCore, httpTypes, logging, serviceLifecycle]),
    tests(
      "LambdaRuntime",
      of: [
        "LambdaRuntime", "LambdaTesting", "HTTPClient", "Timing", "TimingTesting", nioCore, httpTypes, logging,
        serviceLifecycle,
      ]),
    // Lambda's Runtime API, played.
    .target(
      name: "LambdaTesting", dependencies: ["HTTPServer", nioCore, httpTypes, logging, serviceLifecycle],
      path: "Tests/LambdaTesting", swiftSettings: house),
    // Route 53, ECS and load balancers for tests, stricter than moto.
    .target(
      name: "AWSDouble",
      dependencies: ["AWS", "HTTPClient", "Timing", "XML", nioCore, nioPosix, nioHTTP1, httpTypes],
      path: "Tests/AWSDouble", swiftSettings: house),
    tests(
      "AWSDouble",
      of: ["AWSDouble", "AWS", "AWSTesting", "HTTPClient", "Timing", "TimingTesting", "XML", nioCore, httpTypes]),
    module("HTTPClient", uses: ["CLibcurl", nioCore, httpTypes]),
    tests("HTTPClient", of: ["HTTPClient", nioCore, nioPosix, httpTypes]),
    .executableTarget(
      name: "Portal",
      dependencies: [
        "Chassis", "HTTPServer", "ServiceClient", "Discovery", "DNS", "Timing", "HTTPClient", nioCore, httpTypes,
        logging, serviceLifecycle,
      ],
      path: "Sources/Services/Portal", swiftSettings: house),
    tests(
      "Portal",
      of: [
        "Portal", "Chassis", "HTTPServer", "ServiceClient", "Discovery", "DNS", "Timing", "TimingTesting", "HTTPClient",
        nioCore, httpTypes, logging,
      ]),
    module("HTTPServer", uses: [nioCore, nioPosix, httpTypes, logging, serviceLifecycle]),
    // NIO's own decoder is the oracle that ours is compared with; no product links it.
    tests(
      "HTTPServer",
      of: [
        "HTTPServer", nioCore, nioPosix, nioEmbedded, nioHTTP1, httpTypes, logging, serviceLifecycle,
      ]),
    module(
      "Chassis",
      uses: [
        "HTTPServer", "HTTPClient", "Timing", nioCore, httpTypes, logging, coreMetrics, serviceLifecycle, unixSignals,
        configuration,
      ]),
    tests(
      "Chassis",
      of: [
        "Chassis", "HTTPServer", "HTTPClient", "Timing", "TimingTesting", nioCore, httpTypes, logging, coreMetrics,
        serviceLifecycle,
      ]),
    module(
      "Upstream",
      uses: ["Chassis", "HTTPClient", "HTTPServer", "Timing", nioCore, httpTypes, logging, coreMetrics]),
    tests(
      "Upstream",
      of: [
        "Upstream", "BackendTesting", "Chassis", "HTTPClient", "Timing", "TimingTesting", nioCore, httpTypes, logging,
      ]),
    .executableTarget(
      name: "NameServer",
      dependencies: [
        "Chassis", "DNS", "HTTPServer", "NameService", "Timing", serviceLifecycle, unixSignals,
      ], path: "Sources/Tools/NameServer", swiftSettings: house),
    .executableTarget(
      name: "Registrator",
      dependencies: [
        "Chassis", "HTTPClient", "HTTPServer", "Timing", nioCore, httpTypes, logging, coreMetrics, serviceLifecycle,
      ], path: "Sources/Tools/Registrator", swiftSettings: house),
    tests(
      "Registrator",
      of: [
        "Registrator", "Chassis", "HTTPClient", "Timing", "TimingTesting", nioCore, httpTypes, logging,
      ]),
    .executableTarget(
      name: "Registrar",
      dependencies: [
        "AWS", "Chassis", "HTTPClient", "LambdaRuntime", "Timing", nioCore, httpTypes, logging, serviceLifecycle,
        unixSignals,
      ], path: "Sources/Tools/Registrar", swiftSettings: house),
    tests(
      "Registrar",
      of: [
        "Registrar", "AWS", "AWSDouble", "Chassis", "HTTPClient", "Timing", "TimingTesting", "XML", nioCore, httpTypes,
        logging,
      ]),
    .executableTarget(
      name: "Demo",
      dependencies: [
        "Chassis", "DNS", "HTTPClient", "HTTPServer", "NameService", "Timing", nioCore, httpTypes, logging, unixSignals,
      ], path: "Sources/Tools/Demo", swiftSettings: house),
    tests("Demo", of: ["Demo", "DNS", "HTTPServer", httpTypes, nioCore]),
    .target(
      name: "BackendTesting",
      dependencies: ["Chassis", "HTTPServer", "HTTPClient", "Upstream", "Timing", httpTypes, nioCore, logging],
      path: "Tests/BackendTesting", swiftSettings: house),
    service("StockPrice", resources: [.embedInCode("Sample/stocks.json")]),
    tests("StockPrice", of: ["StockPrice"] + backendTests),
    service("Weather", uses: [httpTypes, logging], resources: [.embedInCode("Sample/cities.json")]),
    tests("Weather", of: ["Weather"] + backendTests),
    service("Twitch", resources: [.embedInCode("Sample/games.json"), .embedInCode("Sample/channels.json")]),
    tests("Twitch", of: ["Twitch"] + backendTests),
    service("Goodreads", uses: ["XML"], resources: [.embedInCode("Sample/books.json")]),
    tests("Goodreads", of: ["Goodreads", "XML"] + backendTests),
    // For load and conformance tools. Its sources lie with the servers that it is measured against, but it is a target
    // here, since another package cannot see what has `package` access. `Work` is compiled into both packages.
    .target(name: "Work", path: "Benchmarks/Sources/Work", swiftSettings: house),
    .executableTarget(
      name: "HTTPEcho",
      dependencies: ["Work", "Chassis", "HTTPServer", nioCore, httpTypes, logging, serviceLifecycle, unixSignals],
      path: "Benchmarks/Sources/HTTPEcho", swiftSettings: house),
    // What a call costs beside the request itself; a target here for the same reason.
    .executableTarget(
      name: "MicroBenchmarks", dependencies: ["Discovery", "DNS", "Timing", logging],
      path: "Benchmarks/Sources/MicroBenchmarks", swiftSettings: house),
    // The programs, so that they are built beside the tests that run them.
    tests(
      "EndToEnd",
      of: [
        "Portal", "StockPrice", "Weather", "Twitch", "Goodreads", "HTTPEcho", "Demo", "NameServer", "Registrator",
        "Registrar", "AWS", "AWSDouble", "AWSTesting", "LambdaTesting", "HTTPClient", "HTTPServer", "Discovery", "DNS",
        "Timing", nioCore, nioPosix, nioFoundationCompat, httpTypes, logging,
      ]),
  ]
)

// The fuzzer is built on demand only, by scripts/fuzz. It holds the sources of HTTPServer, XML, Upstream and the data
// services, and those of DNS and of the registrar that read what others send, once more, compiled with the sanitizers,
// and shares everything else with the programs.
if Context.environment["FUZZING"] != nil {
  let services = ["StockPrice", "Weather", "Twitch", "Goodreads"]
  let samples = [
    "StockPrice/Sample/stocks", "Weather/Sample/cities", "Twitch/Sample/games", "Twitch/Sample/channels",
    "Goodreads/Sample/books",
  ]
  package.targets.append(
    .executableTarget(
      name: "Fuzzer",
      dependencies: [
        "Chassis", "HTTPClient", "HTTPServer", "Timing", "Upstream", "XML", "CLibxml2", nioCore, nioPosix, httpTypes,
        logging, coreMetrics, serviceLifecycle,
      ],
      path: "Fuzzing",
      // What makes a program of a service, and its routes.
      exclude: ["Seeds"]
        + services.flatMap { name in
          ["Service", "API", "API+Document"].map { "Services/\(name)/\(name)\($0).swift" }
        },
      resources: samples.map { .embedInCode("Services/\($0).json") },
      swiftSettings: house + [
        .define("FUZZING"), .unsafeFlags(["-sanitize=address,fuzzer", "-parse-as-library"]),
      ],
      linkerSettings: [.unsafeFlags(["-sanitize=address,fuzzer"])]))
}
