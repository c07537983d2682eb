import Chassis
import Foundation
import HTTPTypes

/// An OpenAPI document, and whether answers are what it promises. It knows the part of JSON Schema that the suite's own
/// documents use, and counts any other keyword as a fault.
package struct APIDocument: Sendable {
  private let root: JSONValue

  /// A document in parts, of which an earlier one wins.
  package init(_ parts: StaticString...) throws {
    root = try parts.reduce(.object([:])) { whole, part in
      whole.filled(from: try JSONDecoder().decode(JSONValue.self, from: part.withUTF8Buffer { Data($0) }))
    }
  }

  package var version: String? { root["openapi"]?.text }

  /// What is wrong with `answer` of GET `path`, a path as the document has it; empty where nothing is.
  package func faults(of answer: RouteAnswer, at path: String) -> [String] {
    let declared = root["paths"]?[path]?["get"]?["responses"]?["\(answer.status)"]
    guard let response = declared.flatMap(resolved) else { return ["\(path) has no answer \(answer.status)"] }
    let type = answer.fields[.contentType] ?? "no media type"
    guard let schema = response["content"]?[type]?["schema"] else { return ["\(answer.status) has no \(type)"] }
    let check = SchemaCheck(root: root)
    let headers = Self.members(response["headers"]).keys.compactMap { name in
      answer.fields.contains { $0.name.canonicalName == name.lowercased() } ? nil : "\(name) is missing"
    }
    return headers + check.faults(of: answer.json, by: schema, at: "answer")
  }

  /// What a reference to a shared response refers to; anything else is itself.
  private func resolved(_ response: JSONValue) -> JSONValue? {
    guard let reference = response["$ref"]?.text else { return response }
    return reference.split(separator: "/").dropFirst().reduce(root as JSONValue?) { $0?[String($1)] }
  }

  /// Members that schemas describe without requiring them, as `Schema.member`.
  package var optionalMembers: [String] {
    Self.members(root["components"]?["schemas"]).flatMap { name, schema in
      let required = Set(Self.texts(schema["required"]))
      return Self.members(schema["properties"]).keys.filter { !required.contains($0) }.map { "\(name).\($0)" }
    }
  }

  /// Whether every object is closed: it has no members but those described.
  package var openSchemas: [String] {
    Self.members(root["components"]?["schemas"]).filter { $1["additionalProperties"] != .boolean(false) }.map(\.key)
  }

  static func members(_ value: JSONValue?) -> [String: JSONValue] {
    guard case .object(let members) = value else { return [:] }
    return members
  }

  static func texts(_ value: JSONValue?) -> [String] {
    guard case .array(let list) = value else { return value?.text.map { [$0] } ?? [] }
    return list.compactMap(\.text)
  }
}
