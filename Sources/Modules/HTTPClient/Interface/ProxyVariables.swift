import Glibc

/// The environment variables that name proxies, with the meaning that libcurl and most tools give them:
///
/// - `http_proxy` for `http` URLs, in lower case only: a web server hands a request's `Proxy` field to the programs
///   that it starts as `HTTP_PROXY`.
/// - `https_proxy` or `HTTPS_PROXY` for `https` URLs.
/// - `all_proxy` or `ALL_PROXY` where there is none of the above.
/// - `no_proxy` or `NO_PROXY`: the hosts that need none.
///
/// An empty variable is none. This machine itself (`localhost`, loopback addresses) is never behind a proxy: what these
/// name there is the proxy's machine.
package struct ProxyVariables: Sendable, Equatable, CustomStringConvertible {
  private struct Setting: Equatable {
    var name: String
    var value: String
  }

  private let http: Setting?
  private let https: Setting?
  private let exceptions: ProxyExceptions

  package init(environment: [String: String]) {
    func first(_ names: [String]) -> Setting? {
      for name in names {
        if let value = environment[name], !value.isEmpty { return Setting(name: name, value: value) }
      }
      return nil
    }
    http = first(["http_proxy", "all_proxy", "ALL_PROXY"])
    https = first(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
    exceptions = ProxyExceptions(first(["no_proxy", "NO_PROXY"])?.value ?? "")
  }

  /// As this process was started with.
  package static let ofProcess: ProxyVariables = {
    let names = [
      "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
    ]
    let values = names.compactMap { name in getenv(name).map { (name, String(cString: $0)) } }
    return ProxyVariables(environment: Dictionary(uniqueKeysWithValues: values))
  }()

  /// The names of the variables, whose values may hold a password.
  package var description: String {
    let names = [http, https].compactMap { $0?.name }
    return names.isEmpty ? "no proxy" : "proxy by \(names.joined(separator: " and "))"
  }

  /// The proxy for `url`; nil where it is reached without. Throws ``ClientError`` with the code `invalidRequest`, which
  /// names the variable, where its value is no proxy.
  func proxy(for url: RequestURL) throws(ClientError) -> Proxy? {
    guard let setting = url.origin.scheme == "https" ? https : http, !exceptions.contains(url.host),
      !url.namesThisMachine
    else { return nil }
    return try Proxy(setting.value, from: setting.name)
  }
}
