import Chassis
import Foundation

/// Checks JSON against a schema of the document `root`.
struct SchemaCheck {
  let root: JSONValue

  func faults(of value: JSONValue, by schema: JSONValue, at place: String) -> [String] {
    if let reference = schema["$ref"]?.text {
      let name = reference.replacingOccurrences(of: "#/components/schemas/", with: "")
      guard let target = root["components"]?["schemas"]?[name] else { return ["\(place): \(reference) leads nowhere"] }
      return faults(of: value, by: target, at: place)
    }
    return APIDocument.members(schema).flatMap { keyword, rule in
      faults(of: value, by: keyword, rule, schema, at: place)
    }
  }

  private func faults(
    of value: JSONValue, by keyword: String, _ rule: JSONValue, _ schema: JSONValue, at place: String
  ) -> [String] {
    switch keyword {
    case "description": return []
    case "type":
      let types = APIDocument.texts(rule)
      return types.contains { has(value, type: $0) } ? [] : ["\(place) is none of \(types): \(value)"]
    case "enum": return APIDocument.texts(rule).contains { $0 == value.text } ? [] : ["\(place) is \(value)"]
    case "minimum": return (value.double ?? .infinity) >= (rule.double ?? .nan) ? [] : ["\(place) is too small"]
    case "maximum": return (value.double ?? -.infinity) <= (rule.double ?? .nan) ? [] : ["\(place) is too large"]
    case "pattern", "format": return text(value, matches: keyword, rule) ? [] : ["\(place) is no \(rule): \(value)"]
    case "required":
      let members = APIDocument.members(value)
      return APIDocument.texts(rule).filter { members[$0] == nil }.map { "\(place).\($0) is missing" }
    case "additionalProperties":
      let described = APIDocument.members(schema["properties"])
      return APIDocument.members(value).keys.filter { described[$0] == nil }.map { "\(place).\($0) is not described" }
    case "properties":
      let described = APIDocument.members(rule)
      return APIDocument.members(value).flatMap { name, member in
        described[name].map { faults(of: member, by: $0, at: "\(place).\(name)") } ?? []
      }
    case "items":
      guard case .array(let list) = value else { return [] }
      return list.enumerated().flatMap { faults(of: $1, by: rule, at: "\(place)[\($0)]") }
    case "oneOf":
      guard case .array(let choices) = rule else { return ["\(place): oneOf is no list"] }
      let fitting = choices.filter { faults(of: value, by: $0, at: place).isEmpty }
      return fitting.count == 1 ? [] : ["\(place) is \(fitting.count) of the choices"]
    default: return ["\(place): the check does not know \(keyword)"]
    }
  }

  private func has(_ value: JSONValue, type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
      (.string, "string"), (.array, "array"), (.object, "object"):
      true
    default: false
    }
  }

  /// Null passes: whether it may be null is said by the type.
  private func text(_ value: JSONValue, matches keyword: String, _ rule: JSONValue) -> Bool {
    guard value != .null else { return true }
    guard let text = value.text, let rule = rule.text else { return false }
    let pattern =
      switch (keyword, rule) {
      case ("pattern", _): rule
      case (_, "date"): #"^\d{4}-\d{2}-\d{2}$"#
      case (_, "date-time"): #"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"#
      case (_, "uri"): #"^https://[a-z0-9.-]+/\S*$"#
      default: "^unknown format$"
      }
    return text.range(of: pattern, options: .regularExpression) != nil
  }
}
