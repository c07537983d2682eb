// swift-tools-version: 6.2
import PackageDescription

// The servers that http-echo is measured against. A package of its own, so that none of them is a dependency of the
// suite; http-echo itself is a target of the suite's package (docs/decisions/0010-benchmarks.md says why).
// Ours, without the rules on imports: the peers are written as their documentation writes them.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

func peer(_ name: String, uses dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: ["Work"] + dependencies, path: "Sources/\(name)", swiftSettings: house)
}

let package = Package(
  name: "benchmarks",
  products: [
    .executable(name: "peer-hummingbird", targets: ["PeerHummingbird"]),
    .executable(name: "peer-niohttp1", targets: ["PeerNIOHTTP1"]),
    .executable(name: "peer-flyingfox", targets: ["PeerFlyingFox"]),
    .executable(name: "peer-epoll", targets: ["PeerEpoll"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .target(name: "Work", path: "Sources/Work", swiftSettings: house),
    peer(
      "PeerHummingbird",
      uses: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
      ]),
    peer(
      "PeerNIOHTTP1",
      uses: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    peer("PeerFlyingFox", uses: [.product(name: "FlyingFox", package: "FlyingFox")]),
    .executableTarget(
      name: "PeerEpoll", path: "Sources/PeerEpoll", cSettings: [.unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("pthread")]),
  ]
)
