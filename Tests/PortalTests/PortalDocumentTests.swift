import Chassis
import FoundationEssentials
import Testing

@testable import Portal

struct PortalDocumentTests {
  @Test func document_is_JSON_and_names_every_route() throws {
    let document = try Self.document()
    for route in Backend.allCases.map(\.route) + ["/discovery", "/"] {
      #expect(document["paths"]?[route]?["get"] != nil, "\(route) is missing")
    }
  }

  @Test func orders_are_described() throws {
    let paths = try Self.document()["paths"]
    #expect(paths?["/discovery/strategy"]?["post"] != nil && paths?["/demo/{path}"]?["post"] != nil)
  }

  @Test func every_reference_leads_somewhere() throws {
    let document = try Self.document()
    let references = Self.references(in: document)
    #expect(!references.isEmpty)
    for reference in references {
      let target = reference.split(separator: "/").dropFirst().reduce(Optional(document)) { $0?[String($1)] }
      #expect(target != nil, "\(reference) leads nowhere")
    }
  }

  @Test(arguments: Backend.allCases)
  func path_parameter_of_each_route_is_described(backend: Backend) throws {
    guard case .array(let parameters) = try Self.document()["paths"]?[backend.route]?["get"]?["parameters"] else {
      Issue.record("\(backend.route) has no parameters")
      return
    }
    #expect(parameters.map { $0["name"] } == [.string(backend.parameter)])
  }

  private static func document() throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: PortalAPI.document.withUTF8Buffer { Data($0) })
  }

  private static func references(in value: JSONValue) -> [String] {
    switch value {
    case .object(let members):
      if case .string(let reference) = members["$ref"] { return [reference] }
      return members.values.flatMap(references)
    case .array(let items): return items.flatMap(references)
    default: return []
    }
  }
}
