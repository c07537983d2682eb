package import FoundationEssentials

/// A value with its origin and age, as a provider or a cache hands it out.
package struct Sourced<Value: Sendable>: Sendable {
  package var value: Value
  package var source: Source

  /// When the provider was asked.
  package var fetchedAt: Date

  /// Whether it was kept from an earlier call.
  package var cached: Bool

  /// Whether it was kept for longer than it should have been, because no provider gave a newer one.
  package var stale: Bool

  package init(
    _ value: Value, from source: Source, fetchedAt: Date, cached: Bool = false, stale: Bool = false
  ) {
    self.value = value
    self.source = source
    self.fetchedAt = fetchedAt
    self.cached = cached
    self.stale = stale
  }

  /// The same origin and age for what `transform` makes of the value.
  package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Sourced<Other> {
    Sourced<Other>(transform(value), from: source, fetchedAt: fetchedAt, cached: cached, stale: stale)
  }
}
