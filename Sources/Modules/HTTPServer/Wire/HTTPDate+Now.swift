#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension HTTPDate {
  /// The time of the system's clock.
  package static func now() -> Int64 {
    Int64(time(nil))
  }
}
