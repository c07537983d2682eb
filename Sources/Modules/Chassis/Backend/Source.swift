/// Where an answer's data came from, as the licences of the data ask to be told.
package struct Source: Sendable, Equatable, Encodable {
  /// The provider's name as in the `PROVIDER` setting.
  package var provider: String

  /// The credit to show beside the data.
  package var attribution: String

  /// A page about the data or its origin.
  @Nullable package var url: String?

  /// The licence's usual short name; nil where the data has no licence of its own.
  @Nullable package var licence: String?

  package init(provider: String, attribution: String, url: String? = nil, licence: String? = nil) {
    self.provider = provider
    self.attribution = attribution
    self.url = url
    self.licence = licence
  }
}
