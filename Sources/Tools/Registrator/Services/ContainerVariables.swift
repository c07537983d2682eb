import Chassis

/// Registrator's variables of one container: from its environment, then from its labels.
enum ContainerVariables {
  /// A label takes the place of a variable of the same name. The names are the same whatever the case of what stands behind
  /// the prefix.
  static func merged(environment: [String], labels: [String: String]) -> [String: String] {
    var byName: [String: (key: String, value: String)] = [:]
    func add(_ key: String, _ value: String) {
      guard key.hasPrefix(RegistrationVariables.prefix) else { return }
      byName[key.lowercased()] = (key, value)
    }
    for variable in environment {
      guard let equals = variable.firstIndex(of: "=") else { continue }
      add(String(variable[..<equals]), String(variable[variable.index(after: equals)...]))
    }
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) { add(key, value) }
    return Dictionary(byName.values.map { ($0.key, $0.value) }) { _, last in last }
  }
}
