import Chassis

/// A value of a document with its place in it, read as what it must be. All throw ``DocumentFault``.
struct Field {
  let json: LocatedJSON
  /// Such as `services[0].instances[1].port`; empty for the document itself.
  let path: String

  init(_ json: LocatedJSON, path: String = "") {
    self.json = json
    self.path = path
  }

  func fault(mustBe rule: String) -> DocumentFault {
    DocumentFault(
      line: json.line, message: "\(path.isEmpty ? "the document" : path) is \(json.shown): it must be \(rule)")
  }

  /// The member `name`; nil where it is missing or null.
  func member(_ name: String) -> Field? {
    guard case .object(let members) = json.value, let found = members.first(where: { $0.name == name }),
      found.value.value != .null
    else { return nil }
    return Field(found.value, path: place(name))
  }

  func required(_ name: String) throws(DocumentFault) -> Field {
    guard let field = member(name) else {
      throw DocumentFault(line: json.line, message: "\(place(name)) is missing")
    }
    return field
  }

  /// An object with no members but these: a name that is mistyped must not be passed over.
  func requireObject(of names: [String]) throws(DocumentFault) {
    guard case .object(let members) = json.value else {
      throw fault(mustBe: "an object with the members \(names.joined(separator: ", "))")
    }
    if let unknown = members.first(where: { !names.contains($0.name) }) {
      throw DocumentFault(
        line: unknown.line,
        message:
          "\(place(String(unknown.name.prefix(80)))) is unknown: the members are \(names.joined(separator: ", "))")
    }
  }

  func elements(_ rule: String) throws(DocumentFault) -> [Field] {
    guard case .array(let elements) = json.value else { throw fault(mustBe: rule) }
    return elements.enumerated().map { Field($1, path: "\(path)[\($0)]") }
  }

  func integer(in range: ClosedRange<Int>) throws(DocumentFault) -> Int {
    guard case .integer(let value) = json.value, range.contains(value) else {
      throw fault(mustBe: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A text from which `parse` makes something.
  func text<Value>(_ rule: String, _ parse: (String) -> Value?) throws(DocumentFault) -> Value {
    guard case .string(let text) = json.value, let value = parse(text) else { throw fault(mustBe: rule) }
    return value
  }

  func duration(in range: ClosedRange<Duration>) throws(DocumentFault) -> Duration {
    let bounds = "from \(DurationText.format(range.lowerBound)) to \(DurationText.format(range.upperBound))"
    return try text("\(DurationText.form), \(bounds)") { text in
      DurationText.parse(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  private func place(_ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }
}
