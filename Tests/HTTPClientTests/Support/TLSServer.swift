import Foundation

/// `openssl s_server` on a free loopback port, with a certificate made for it, which answers every request with a page
/// about its TLS session. It cannot outlive the tests: a shell beside it ends it when its input does.
final class TLSServer: Sendable {
  enum Certificate: Sendable {
    /// By an authority that is made for the server, for names such as `DNS:localhost`. Negative days have passed.
    case issued(for: String, days: Int = 2)
    /// Only itself vouches for it.
    case selfSigned(for: String)
  }

  struct NotStarted: Error {}

  static let absence = "needs the command openssl"

  static let openssl: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  let port: Int
  /// Of the server's authority, whether or not that has issued the server's certificate.
  let authority: String
  private let folder: URL
  private let input = Pipe()

  init(_ certificate: Certificate) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    authority = folder.appending(path: "authority.pem").path
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.currentDirectoryURL = folder
    process.arguments = ["-c", Self.script, Self.openssl ?? "openssl"]
    switch certificate {
    case .issued(let names, let days): process.arguments? += ["authority", names, "\(days)"]
    case .selfSigned(let names): process.arguments? += ["itself", names, "2"]
    }
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try await Self.port(in: output.fileHandleForReading)
  }

  /// Nobody waits for its end: the system's own `wait` for it may block a thread for as long as anything else that was
  /// started meanwhile runs.
  func stop() {
    try? input.fileHandleForWriting.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// It says "ACCEPT 127.0.0.1:12345" once it listens.
  private static func port(in output: FileHandle) async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        var text = ""
        while true {
          let part = output.availableData
          text += String(decoding: part, as: UTF8.self)
          let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
          let accepting = lines.first { $0.hasPrefix("ACCEPT ") }
          if let port = accepting.flatMap({ Int($0.split(separator: ":").last ?? "") }) {
            return continuation.resume(returning: port)
          }
          if part.isEmpty { return continuation.resume(throwing: NotStarted()) }
        }
      }
    }
  }

  private static let script = """
    set -e
    new="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    "$0" req -x509 $new -days 2 -subj "/CN=Test authority" -keyout authority.key -out authority.pem
    if [ "$1" = itself ]; then
      "$0" req -x509 $new -days "$3" -subj /CN=Server -addext "subjectAltName=$2" -keyout key -out certificate
    else
      "$0" req $new -subj /CN=Server -addext "subjectAltName=$2" -keyout key -out request
      "$0" x509 -req -in request -CA authority.pem -CAkey authority.key -CAcreateserial -days "$3" \\
        -copy_extensions copy -out certificate
    fi
    exec 3<&0
    "$0" s_server -accept 127.0.0.1:0 -cert certificate -key key -www </dev/null 3<&- & server=$!
    exec >/dev/null
    read -r _ <&3 || kill -9 $server
    """
}
