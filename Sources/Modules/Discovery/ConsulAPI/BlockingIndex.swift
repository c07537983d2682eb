/// Consul's `X-Consul-Index`: the version of an answer, which a blocking query waits to see passed.
///
/// The rules are those of Consul's documentation of blocking queries, because an index that is kept when it should not
/// be means waiting for ever for a change that has happened.
enum BlockingIndex {
  /// The index to wait with next, where `header` came as answer to `sent`; 0 for a query that does not wait.
  static func next(after sent: UInt64, header: String?) -> UInt64 {
    guard let header, header.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = UInt64(header) else {
      return 0
    }
    // An index of 0 would make the next query not wait, and the loop a busy one.
    if index == 0 { return 1 }
    // The server was restored from a snapshot, or is another one: its counting began anew.
    return index < sent ? 0 : index
  }
}
