/// A quote as read from a provider's reply, and for how long it is as good as a new one.
struct QuoteReading: Sendable, Equatable {
  var quote: Quote
  var freshFor: Duration

  /// While an exchange is open. Free quotes lag by up to 20 minutes, so asking more often gains nothing.
  static let open = Duration.seconds(60)

  /// While it is closed: the price does not move.
  static let closed = Duration.seconds(900)
}
