package import FoundationEssentials

/// A policy of IAM, as a role has it: what is not allowed is denied.
package struct AccessPolicy: Sendable {
  private struct Document: Decodable {
    var Statement: [Statement]
  }

  private struct Statement: Decodable {
    var Sid: String?
    var Effect: String
    var Action: OneOrMore
    var Resource: OneOrMore
    var Condition: [String: [String: OneOrMore]]?
  }

  /// Policies write a list of one without its brackets.
  private struct OneOrMore: Decodable {
    var values: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      values = try (try? container.decode([String].self)) ?? [container.decode(String.self)]
    }
  }

  private struct Rule: Sendable {
    var allows: Bool
    var actions: [String]
    var resources: [String]
    var conditions: [AccessCondition]
  }

  private let rules: [Rule]

  /// - Parameter json: With `Version` and `Statement`. Throws where it has what is not known here, rather than to read
  ///   half of it.
  package init(json: Data) throws {
    rules = try JSONDecoder().decode(Document.self, from: json).Statement.map { statement in
      guard ["Allow", "Deny"].contains(statement.Effect) else {
        throw UnknownPolicy(text: "Effect \(statement.Effect)")
      }
      let conditions = try (statement.Condition ?? [:]).flatMap { name, keys in
        try keys.map { key, wanted in try AccessCondition(name, key: key, wanted: wanted.values) }
      }
      return Rule(
        allows: statement.Effect == "Allow", actions: statement.Action.values, resources: statement.Resource.values,
        conditions: conditions)
    }
  }

  /// Whether each of the resources is allowed by a statement, and denied by none.
  func allows(_ question: AccessQuestion) -> Bool {
    question.resources.allSatisfy { resource in
      let matching = rules.filter { rule in
        rule.actions.contains { Wildcard.matches(question.action, $0, ignoringCase: true) }
          && rule.resources.contains { Wildcard.matches(resource, $0) }
          && rule.conditions.allSatisfy { $0.holds(in: question.context) }
      }
      return !matching.isEmpty && matching.allSatisfy(\.allows)
    }
  }
}

struct UnknownPolicy: Error, CustomStringConvertible {
  var text: String

  var description: String { "The policy has what the double does not know: \(text)" }
}
