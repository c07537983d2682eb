import HTTPTypes

/// Values of the fields that the server itself reads.
enum FieldsTarget {
  static func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let kind = input.number(below: 4)
    let number = Int64(input.byte()) << 24 | Int64(input.byte()) << 16
    let text = String(decoding: input.rest, as: UTF8.self)
    switch kind {
    case 0: date(text, now: number * 255)
    case 1: range(text, length: Int(number >> 16))
    case 2: conditions(text, number)
    default: codings(text)
    }
  }

  private static func date(_ text: String, now: Int64) {
    guard let seconds = HTTPDate.parse(text, now: now) else { return }
    let written = HTTPDate.format(secondsSince1970: seconds)
    require(written.utf8.count == 29, "a date has 29 octets")
    require(HTTPDate.parse(written, now: now) == seconds, "a date that was written is read as itself")
  }

  private static func range(_ text: String, length: Int) {
    guard case .part(let part) = ByteRange(text, length: length) else { return }
    require(!part.isEmpty && part.lowerBound >= 0 && part.upperBound <= length, "a part lies within the whole")
  }
}

extension FieldsTarget {
  private static let state = Validators(entityTag: EntityTag("a"), lastModified: 784_111_777)

  /// Every line of the input is the value of another field that makes a request conditional.
  private static func conditions(_ text: String, _ number: Int64) {
    let names: [HTTPField.Name] = [.ifNoneMatch, .ifMatch, .ifModifiedSince, .ifUnmodifiedSince, .ifRange]
    var fields = HTTPFields()
    for (name, value) in zip(names, text.split(separator: "\n", omittingEmptySubsequences: false)) where !value.isEmpty
    {
      fields.append(HTTPField(name: name, value: String(value)))
    }
    guard fields.allSatisfy({ $0.value.utf8.count < 10_000 }) else { return }
    let request = Request(method: number & 0x10000 == 0 ? .get : .put, path: "/", fields: RequestFields(fields))
    let conditions = Preconditions(request, now: 784_111_777 + number)
    let outcome = conditions.outcome(for: state)
    require(outcome != .notModified || request.method == .get, "304 is for GET and HEAD")
    require(
      !fields.isEmpty || outcome == .proceed && conditions.allowsRange(of: state) == (request.method == .get),
      "no condition")
    for tag in EntityTagCondition.list(text) {
      let read = EntityTagCondition.list(tag.fieldValue)
      require(read.count == 1 && read[0].fieldValue == tag.fieldValue, "a tag that was written is read as itself")
    }
  }

  private static func codings(_ text: String) {
    let accepted = AcceptEncoding(text.split(separator: "\n").map(String.init))
    for available in [[ContentCoding.identity], [.gzip, .identity], ContentCoding.allCases] {
      if let best = accepted.best(of: available) { require(available.contains(best), "only what is there is chosen") }
    }
    if text.isEmpty { require(accepted.best(of: [.gzip, .identity]) == .identity, "without the field, the plain one") }
  }
}
