/// ListResourceRecordSets: a page of a zone, in Route 53's order.
enum RecordListing {
  static let mostItems = 300

  static func answer(_ request: DoubleRequest, of zone: Zone) throws(ServiceFault) -> DoubleReply {
    let most = try PageSize.items(request[query: "maxitems"], most: mostItems)
    let start = try start(request)
    let from = zone.sorted.drop { start.map($0.key.isBefore) ?? false }
    let page = from.prefix(most)
    var content = "<ResourceRecordSets>\(page.map { Route53Answers.records($0.value) }.joined())</ResourceRecordSets>"
    if let next = from.dropFirst(most).first?.value {
      content += "<IsTruncated>true</IsTruncated>" + XMLText.element("NextRecordName", next.name)
      content += XMLText.element("NextRecordType", next.type)
      if let identifier = next.identifier { content += XMLText.element("NextRecordIdentifier", identifier) }
    } else {
      content += "<IsTruncated>false</IsTruncated>"
    }
    return Route53Answers.document("ListResourceRecordSetsResponse", content + "<MaxItems>\(most)</MaxItems>")
  }

  /// Where a list begins: at the first set that is not before it.
  struct Start {
    var name: DomainName
    var type: String?
    var identifier: String?
  }

  private static func start(_ request: DoubleRequest) throws(ServiceFault) -> Start? {
    let type = request[query: "type"]
    let identifier = request[query: "identifier"]
    guard let name = request[query: "name"] else {
      if type != nil || identifier != nil { throw .invalidInput("The input is not valid: type without name") }
      return nil
    }
    if identifier != nil, type == nil { throw .invalidInput("The input is not valid: identifier without type") }
    do {
      return Start(name: try DomainName(name), type: type, identifier: identifier)
    } catch {
      throw .invalidInput(error.details.first ?? "")
    }
  }
}

extension RecordKey {
  fileprivate func isBefore(_ start: RecordListing.Start) -> Bool {
    let key = RecordKey(start.name, type: start.type ?? "", identifier: start.identifier)
    return self < key
  }
}
