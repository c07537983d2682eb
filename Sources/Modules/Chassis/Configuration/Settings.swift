import Configuration
import FoundationEssentials

/// The configuration of a service, each setting read once, at the start, into a validated value.
///
/// A key is looked for in the environment and then in the file that `CONFIG_FILE` names. An empty value counts as not
/// set, so that a compose file can pass a variable on without a value.
package struct Settings: Sendable {
  package typealias ReadFile = @Sendable (_ path: String) throws -> String

  private let reader: ConfigReader
  private let readFile: ReadFile
  private let variables: [String: String]
  let ledger = SettingsLedger()

  package init(
    environment: [String: String], file: [String: String] = [:], readFile: @escaping ReadFile = Self.contents
  ) {
    let (environment, file) = (
      environment.filter { !$0.value.trimmed.isEmpty }, file.filter { !$0.value.trimmed.isEmpty }
    )
    reader = ConfigReader(providers: [
      EnvironmentVariablesProvider(environmentVariables: environment),
      EnvironmentVariablesProvider(environmentVariables: file),
    ])
    variables = environment.merging(file) { set, _ in set }
    self.readFile = readFile
  }

  /// The settings of this process. Throws ``ConfigurationError`` where `CONFIG_FILE` cannot be read.
  package static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    readFile: @escaping ReadFile = Self.contents
  ) throws -> Settings {
    let bare = Settings(environment: environment, readFile: readFile)
    guard let path = bare.string("CONFIG_FILE") else { return bare }
    let file = try EnvironmentFile.parse(bare.contents(of: path, namedBy: "CONFIG_FILE"), path: path)
    let settings = Settings(environment: environment, file: file, readFile: readFile)
    settings.ledger.note("CONFIG_FILE", path)
    return settings
  }

  /// Every setting read so far with its effective value, secrets as `<hidden>`.
  package var effective: [String: String] { ledger.effective }

  /// The value as set, without white space at both ends; nil where it is not set.
  func raw(_ key: String, isSecret: Bool = false) -> String? {
    reader.string(forKey: ConfigKey([key]), isSecret: isSecret)?.trimmed
  }

  /// Whether `key` has a value, without reading it: for rules that go by which keys there are.
  package func isSet(_ key: String) -> Bool { variables[key] != nil }

  /// Every setting whose key begins with `prefix`, by key: for names that the person who configures makes up.
  func all(beginningWith prefix: String) -> [String: String] {
    variables.filter { $0.key.hasPrefix(prefix) }.mapValues(\.trimmed)
  }

  /// The text of the file at `path`, which the setting `key` named.
  func contents(of path: String, namedBy key: String) throws -> String {
    do {
      return try readFile(path)
    } catch {
      throw ConfigurationError(key: key, value: path, allowed: "the path of a text file that this process can read")
    }
  }

  /// A text file; throws where it cannot be read or is no UTF-8.
  package static func contents(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }
}

/// Printing or dumping the settings, or what holds them, must not show the secrets among them.
extension Settings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Settings" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
