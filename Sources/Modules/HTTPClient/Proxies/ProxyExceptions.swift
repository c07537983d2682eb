/// The hosts that are reached without a proxy: what `no_proxy` lists, as libcurl reads it.
///
/// Entries are separated by commas or blanks. A name stands for itself and all names below it, with or without a dot in
/// front; an address for itself, and a range such as `10.0.0.0/8` for its addresses. `*` alone is every host. An
/// address is never looked for behind a name, nor a port.
struct ProxyExceptions: Sendable, Equatable {
  private var isEverything = false
  private var names: [String] = []
  private var ranges: [AddressRange] = []

  init(_ text: String) {
    if text == "*" { isEverything = true }
    for entry in text.split(whereSeparator: { ", \t".contains($0) }) {
      if let range = AddressRange(entry) {
        ranges.append(range)
      } else {
        names.append(Self.plain(entry.hasPrefix(".") ? entry.dropFirst() : entry))
      }
    }
  }

  func contains(_ host: String) -> Bool {
    if isEverything { return true }
    if let address = PeerAddress(host) { return ranges.contains { $0.contains(address) } }
    let host = Self.plain(host[...])
    return names.contains { !$0.isEmpty && (host == $0 || host.hasSuffix("." + $0)) }
  }

  /// Names are compared without regard to case, and a dot at the end says only that they are complete.
  private static func plain(_ name: Substring) -> String {
    (name.hasSuffix(".") ? name.dropLast() : name).lowercased()
  }
}
