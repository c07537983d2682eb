import Glibc

/// The name of this host, which in a container is by default the container's short id.
package enum HostName {
  package static func current() -> String {
    var bytes = [CChar](repeating: 0, count: 256)
    let result = gethostname(&bytes, bytes.count - 1)
    let name = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return result == 0 && !name.isEmpty ? name : "localhost"
  }
}
