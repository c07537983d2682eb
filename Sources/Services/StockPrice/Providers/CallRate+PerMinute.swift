import Chassis
import Upstream

extension CallRate {
  /// At most as many calls in any minute as the setting `key` says: a plan that is paid for allows more than the free
  /// one, whose limit is `free`. Throws ``ConfigurationError``.
  static func perMinute(_ key: String, free: Int, in settings: Settings) throws -> CallRate {
    let limit = try settings.integer(key, default: free, in: 1...100_000)
    // What may go at once and what may go in the minute after it count together.
    let burst = max(1, min(limit / 2, 20))
    return CallRate(calls: max(1, limit - burst), per: .seconds(60), burst: burst)
  }

  /// The same, for a provider that also counts within each second: evenly, and a tenth slower, as what is sent a second
  /// apart may arrive closer together.
  static func evenly(_ key: String, free: Int, in settings: Settings) throws -> CallRate {
    let limit = try settings.integer(key, default: free, in: 1...100_000)
    return CallRate(calls: limit, per: .seconds(66), burst: 1)
  }
}
