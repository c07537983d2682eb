/// The body of ChangeResourceRecordSets. Route 53 wants the elements in this order.
enum ChangeBatchDocument {
  /// Throws `invalidRequest` where a change cannot be written.
  static func text(_ changes: [RecordChange], comment: String?) throws(AWSError) -> String {
    guard !changes.isEmpty else { throw AWSError(.invalidRequest, "There is nothing to change.") }
    let comment = try comment.map { text throws(AWSError) in try XMLText.element("Comment", text) } ?? ""
    let items = try changes.map { change throws(AWSError) in try element(change) }.joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">\
      <ChangeBatch>\(comment)<Changes>\(items)</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
      """
  }

  private static func element(_ change: RecordChange) throws(AWSError) -> String {
    let set = change.recordSet
    guard set.isSimple, let ttl = set.ttl, !set.values.isEmpty else {
      throw AWSError(.invalidRequest, "\(set.type) \(set.name.debugDescription) is no simple set of records.")
    }
    let records = try set.values.map { value throws(AWSError) in
      try "<ResourceRecord>\(XMLText.element("Value", value))</ResourceRecord>"
    }
    return try """
    <Change><Action>\(change.action.name)</Action><ResourceRecordSet>\
    \(XMLText.element("Name", set.name))\(XMLText.element("Type", set.type))<TTL>\(ttl)</TTL>\
    <ResourceRecords>\(records.joined())</ResourceRecords></ResourceRecordSet></Change>
    """
  }
}

/// Text as XML holds it.
enum XMLText {
  /// Throws `invalidRequest` where `text` has a character that XML 1.0 cannot hold in any way.
  static func element(_ name: String, _ text: String) throws(AWSError) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      // As itself it would be read as a line feed.
      case "\r": escaped += "&#13;"
      case "\t", "\n": escaped.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
        throw AWSError(.invalidRequest, "\(name) \(text.debugDescription) has a character that XML cannot hold.")
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "<\(name)>\(escaped)</\(name)>"
  }
}
