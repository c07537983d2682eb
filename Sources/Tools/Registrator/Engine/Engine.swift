import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization

/// The HTTP API of Docker, as far as the registrator needs it; Podman has the same.
final class Engine: Sendable {
  /// Sends one request; throws where no answer came.
  typealias Transport = @Sendable (ClientRequest) async throws -> ClientResponse

  private let address: EngineAddress
  private let send: Transport
  /// `/v1.44`: Docker refuses versions that are too old or too new, so it is the one that the engine has.
  private let prefix = Mutex("")

  init(_ address: EngineAddress, send: @escaping Transport) {
    self.address = address
    self.send = send
  }

  /// The name of the engine's host; nil where it does not tell.
  func hostName() async throws -> String? {
    struct Information: Decodable {
      var Name: String?
    }
    try await negotiate()
    let answer = try await get("/info", maximumBytes: 4 << 20)
    let name = try decode(answer.body) { try JSONDecoder().decode(Information.self, from: Data($0.readableBytesView)) }
    return name.Name.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// All containers, those that have ended included.
  func list() async throws -> [ListedContainer] {
    let answer = try await get("/containers/json?all=true", maximumBytes: 64 << 20)
    return try decode(answer.body, by: ListedContainer.list)
  }

  /// Nil where there is none of this id. One that shares the network of another has its addresses.
  func inspect(_ id: String) async throws -> Container? {
    guard var container = try await inspectAlone(id) else { return nil }
    if case .shared(let other) = container.network, let other = try await inspectAlone(other) {
      container.addresses = other.addresses
    }
    return container
  }

  /// Why a stream of events is over.
  enum StreamEnd: Sendable, Equatable {
    /// The engine ended it.
    case ended
    /// It was open for long enough: the engine may be gone, and nobody may have said so.
    case lapsed
  }

  /// Returns or throws when the stream of events is over.
  ///
  /// - Parameter since: Nanoseconds since 1970 by the engine's clock, to have what happened from then on, too.
  func events(since: Int64?, receive: @escaping @Sendable (ClientResponsePart) -> Void) async throws -> StreamEnd {
    try await negotiate()
    // {"type":["container"]}: both engines know this filter.
    var path = "/events?filters=%7B%22type%22%3A%5B%22container%22%5D%7D"
    if let since { path += "&since=\(Self.seconds(since))" }
    var request = self.request(path, timeout: Self.longestStream)
    request.receive = receive
    do {
      let answer = try await send(request)
      guard answer.status == .ok else {
        throw EngineFault("it answered \(answer.status.code) to the question for events")
      }
      return .ended
    } catch let error as ClientError where error.code == .timeout && error.receivedBytes {
      return .lapsed
    }
  }

  private func inspectAlone(_ id: String) async throws -> Container? {
    // What is no id or name would be another path.
    guard !id.isEmpty, id.utf8.count <= 256, id.utf8.allSatisfy(Self.isNameByte) else { return nil }
    let answer = try await get("/containers/\(id)/json", maximumBytes: 4 << 20, allowsNone: true)
    guard answer.status == .ok else { return nil }
    return try decode(answer.body, by: Container.init(document:))
  }

  private func negotiate() async throws {
    let answer = try await send(request("/_ping", isVersioned: false))
    guard answer.status == .ok else { throw EngineFault("it answered \(answer.status.code) to a ping") }
    let version = answer[.apiVersion] ?? ""
    let isVersion =
      !version.isEmpty && version.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    prefix.withLock { $0 = isVersion ? "/v\(version)" : "" }
  }

  private func get(_ path: String, maximumBytes: Int, allowsNone: Bool = false) async throws -> ClientResponse {
    let answer = try await send(request(path, maximumBytes: maximumBytes))
    guard answer.status == .ok || allowsNone && answer.status == .notFound else {
      throw EngineFault("it answered \(answer.status.code) to \(path)")
    }
    return answer
  }

  private func decode<Value>(_ body: ByteBuffer, by read: (ByteBuffer) throws -> Value) throws -> Value {
    do {
      return try read(body)
    } catch {
      throw EngineFault("what it answered has another form than Docker's: \(error)")
    }
  }

  private func request(
    _ path: String, isVersioned: Bool = true, timeout: Duration = .seconds(10), maximumBytes: Int = 1 << 20
  ) -> ClientRequest {
    let path = (isVersioned ? prefix.withLock(\.self) : "") + path
    return switch address {
    case .socket(let socket):
      ClientRequest(
        url: "http://localhost\(path)", timeout: timeout, maximumBodyBytes: maximumBytes, unixSocket: socket)
    case .network(let address):
      ClientRequest(url: "http://\(address)\(path)", timeout: timeout, maximumBodyBytes: maximumBytes)
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// As both engines read it: seconds with nine decimals.
  static func seconds(_ nanoseconds: Int64) -> String {
    let fraction = "\(nanoseconds % 1_000_000_000)"
    return "\(nanoseconds / 1_000_000_000)." + String(repeating: "0", count: 9 - fraction.count) + fraction
  }

  private static let longestStream = Duration.seconds(600)
}

/// Why the engine did not tell what it was asked; in words for the operator.
struct EngineFault: Error, Sendable, Equatable, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

extension HTTPField.Name {
  fileprivate static let apiVersion: HTTPField.Name = {
    guard let name = HTTPField.Name("Api-Version") else { preconditionFailure("Api-Version is a token.") }
    return name
  }()
}
