/// Registrator's variables for one port: `SERVICE_<port>_X`, and `SERVICE_X` where the former is not set.
///
/// Names are compared without regard to case, as Registrator does; a variable of another port is not one of these. An empty
/// one of the port takes away what holds for all.
package struct RegistrationVariables: Sendable {
  /// A value with the key that a person must look for to change it.
  package struct Variable: Sendable, Equatable {
    package var key: String
    package var value: String
  }

  /// By the name behind the prefix, in lower case: `check_http`.
  private let variables: [String: Variable]

  package init(_ values: [String: String], port: Int) {
    var variables: [String: Variable] = [:]
    var portsOwn: Set<String> = []
    // In order, so that of two spellings of one name the same one always counts.
    for (key, value) in values.sorted(by: { $0.key < $1.key }) where key.hasPrefix(Self.prefix) {
      let name = key.dropFirst(Self.prefix.count).lowercased()
      let parts = name.split(separator: "_", maxSplits: 1).map(String.init)
      if parts.count == 2, let number = Int(parts[0]) {
        guard number == port else { continue }
        variables[parts[1]] = Variable(key: key, value: value)
        portsOwn.insert(parts[1])
      } else if !name.isEmpty, !portsOwn.contains(name) {
        variables[name] = Variable(key: key, value: value)
      }
    }
    self.variables = variables.filter { !$0.value.value.isEmpty }
  }

  init(_ settings: Settings, port: Int) {
    self.init(settings.all(beginningWith: Self.prefix), port: port)
  }

  package subscript(name: String) -> Variable? { variables[name] }

  var all: [(name: String, variable: Variable)] {
    variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The value that `parse` makes of a variable; nil where it is not set. Throws ``ConfigurationError`` where `parse`
  /// makes nothing of it.
  package func value<Value>(_ name: String, allowed: String, parse: (String) -> Value?) throws -> Value? {
    guard let variable = variables[name] else { return nil }
    guard let value = parse(variable.value) else {
      throw ConfigurationError(key: variable.key, value: variable.value, allowed: allowed)
    }
    return value
  }

  package static let prefix = "SERVICE_"
}
