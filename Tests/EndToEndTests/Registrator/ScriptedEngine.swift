import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A container engine at a Unix domain socket that runs nothing: containers are what the test says.
final class ScriptedEngine: Sendable {
  /// The engines differ in what they tell.
  enum Kind: Sendable {
    /// Announces a stop by the signal that it sends.
    case docker
    /// Tells only of the end.
    case podman
  }

  struct Container: Sendable {
    var id: String
    var name: String
    /// On which the container's port 4567 is published.
    var port: Int
    var hostAddress = "127.0.0.1"
    var environment: [String]
    var labels: [String: String] = [:]
    var exitCode: Int?
  }

  private struct State {
    var containers: [String: Container] = [:]
    var listeners: [ObjectIdentifier: any Channel] = [:]
    var paths: [String] = []
    var time: Int64 = 1_795_281_342_000_000_000
  }

  private let state = Mutex(State())
  private let kind: Kind
  private let channel = Mutex<(any Channel)?>(nil)
  let path: String

  /// For `DOCKER_HOST`.
  var url: String { "unix://\(path)" }

  init(_ kind: Kind) {
    self.kind = kind
    path = FileManager.default.temporaryDirectory.appending(path: "engine-\(UUID().uuidString.prefix(8)).sock").path
  }

  static func start(_ kind: Kind = .docker) async throws -> ScriptedEngine {
    let engine = ScriptedEngine(kind)
    try await engine.listen()
    return engine
  }

  func listen() async throws {
    let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(EngineHandler(self))
        }
      }
      .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    channel.withLock { $0 = bound }
  }

  /// As an engine that is stopped: nobody listens, and no stream of events is open. Containers stay.
  func stop() async throws {
    let open = channel.withLock { $0.take() }
    try await open?.close()
    closeStreams()
    try? FileManager.default.removeItem(atPath: path)
  }

  func closeStreams() {
    let listeners = state.withLock { state in
      defer { state.listeners = [:] }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.close(promise: nil) }
  }

  /// What it was asked, in order.
  var paths: [String] { state.withLock(\.paths) }

  var streamCount: Int { state.withLock(\.listeners.count) }

  // MARK: What happens to containers

  func run(_ container: Container, tells: Bool = true) {
    state.withLock { $0.containers[container.id] = container }
    if tells { tell(container.id, "start") }
  }

  /// `docker stop` sends SIGTERM, and waits.
  func askToStop(_ id: String) {
    if kind == .docker { tell(id, "kill", #""signal":"15""#) }
  }

  func end(_ id: String, code: Int = 0, tells: Bool = true) {
    state.withLock { $0.containers[id]?.exitCode = code }
    guard tells else { return }
    tell(
      id, "die", kind == .docker ? #""exitCode":"\#(code)""# : #""containerExitCode":"\#(code)","exitCode":"\#(code)""#)
    tell(id, kind == .docker ? "stop" : "cleanup")
  }

  func remove(_ id: String) {
    state.withLock { $0.containers[id] = nil }
  }

  private func tell(_ id: String, _ action: String, _ attributes: String = "") {
    let (listeners, time) = state.withLock { state in
      state.time += 1_000_000
      return (Array(state.listeners.values), state.time)
    }
    let old = #""status":"\#(action)","id":"\#(id)","from":"x","#
    let line =
      #"{\#(kind == .podman ? old : "")"Type":"container","Action":"\#(action)","Actor":{"ID":"\#(id)","#
      + #""Attributes":{\#(attributes)}},"scope":"local","time":\#(time / 1_000_000_000),"timeNano":\#(time)}"# + "\n"
    for listener in listeners { listener.writeAndFlush(Self.chunk(line), promise: nil) }
  }

  // MARK: What it answers

  fileprivate func answer(_ path: String, on channel: any Channel) -> ByteBuffer {
    state.withLock { state in
      state.paths.append(path)
      let bare = path.hasPrefix("/v1.44/") ? String(path.dropFirst(6)) : path
      switch bare.prefix(while: { $0 != "?" }) {
      case "/_ping": return Self.response("OK", fields: "Api-Version: 1.44\r\n")
      case "/info": return Self.response(#"{"Name":"engine-host","ServerVersion":"1"}"#)
      case "/events":
        state.listeners[ObjectIdentifier(channel)] = channel
        return ByteBuffer(string: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      case "/containers/json":
        let lines = state.containers.values.map {
          #"{"Id":"\#($0.id)","State":"\#($0.exitCode == nil ? "running" : "exited")"}"#
        }
        return Self.response("[" + lines.joined(separator: ",") + "]")
      default:
        let parts = bare.split(separator: "/")
        guard parts.count == 3, let container = state.containers[String(parts[1])] else {
          return Self.response(#"{"message":"No such container"}"#, status: "404 Not Found")
        }
        return Self.response(document(of: container))
      }
    }
  }

  private func document(of container: Container) -> String {
    let list = { (values: [String]) in values.map { #""\#($0)""# }.joined(separator: ",") }
    let labels = container.labels.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
    let isRunning = container.exitCode == nil
    let published = #"{"HostIp":"\#(container.hostAddress)","HostPort":"\#(container.port)"}"#
    let ports = isRunning ? #""4567/tcp":[\#(published)]"# : ""
    return #"""
      {"Id":"\#(container.id)","Name":"/\#(container.name)",
       "State":{"Running":\#(isRunning),"ExitCode":\#(container.exitCode ?? 0),"StartedAt":"\#(container.port)"},
       "Config":{"Image":"example/weather:1","Env":[\#(list(container.environment))],"Labels":{\#(labels)},
        "ExposedPorts":{"4567/tcp":{}}\#(kind == .podman ? #","StopSignal":"15","Volumes":null"# : "")},
       "HostConfig":{"NetworkMode":"\#(kind == .docker ? "default" : "bridge")"},
       "NetworkSettings":{"IPAddress":"172.17.0.2","Ports":{\#(ports)},"Networks":{}}}
      """#
  }

  private static func response(_ body: String, status: String = "200 OK", fields: String = "") -> ByteBuffer {
    ByteBuffer(
      string:
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n"
        + body)
  }

  private static func chunk(_ text: String) -> ByteBuffer {
    ByteBuffer(string: "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
  }

  fileprivate func forget(_ channel: any Channel) {
    state.withLock { $0.listeners[ObjectIdentifier(channel)] = nil }
  }
}

/// Reads heads of requests, which have no bodies here.
private final class EngineHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let engine: ScriptedEngine
  private var received = ""

  init(_ engine: ScriptedEngine) {
    self.engine = engine
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += String(buffer: unwrapInboundIn(data))
    while let end = received.firstRange(of: "\r\n\r\n") {
      let parts = received.prefix { $0 != "\r\n" }.split(separator: " ")
      received = String(received[end.upperBound...])
      let path = parts.count > 1 ? String(parts[1]) : "/"
      context.writeAndFlush(wrapOutboundOut(engine.answer(path, on: context.channel)), promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    engine.forget(context.channel)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
