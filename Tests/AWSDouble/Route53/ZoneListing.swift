/// ListHostedZonesByName: zones from a name on, by their names with the labels reversed.
enum ZoneListing {
  private static let mostItems = 100

  static func answer(_ request: DoubleRequest, of zones: [Zone]) throws(ServiceFault) -> DoubleReply {
    let most = try PageSize.items(request[query: "maxitems"], most: mostItems)
    let id = request[query: "hostedzoneid"]
    var start: (name: [UInt8], id: String)?
    if let text = request[query: "dnsname"] {
      do {
        start = (try DomainName(text).sortKey, id ?? "")
      } catch {
        throw ServiceFault("InvalidDomainName", "The specified domain name is not valid.")
      }
    } else if id != nil {
      throw .invalidInput("The input is not valid: hostedzoneid without dnsname")
    }
    let sorted = zones.sorted { isBefore(($0.name.sortKey, $0.id), ($1.name.sortKey, $1.id)) }
    let from = sorted.drop { zone in start.map { isBefore((zone.name.sortKey, zone.id), $0) } ?? false }
    var content = "<HostedZones>\(from.prefix(most).map(Route53Answers.zone).joined())</HostedZones>"
    if let text = request[query: "dnsname"] { content += XMLText.element("DNSName", text) }
    if let id { content += XMLText.element("HostedZoneId", id) }
    if let next = from.dropFirst(most).first {
      content += "<IsTruncated>true</IsTruncated>" + XMLText.element("NextDNSName", next.name.description)
      content += XMLText.element("NextHostedZoneId", next.id)
    } else {
      content += "<IsTruncated>false</IsTruncated>"
    }
    return Route53Answers.document("ListHostedZonesByNameResponse", content + "<MaxItems>\(most)</MaxItems>")
  }

  private static func isBefore(_ left: (name: [UInt8], id: String), _ right: (name: [UInt8], id: String)) -> Bool {
    left.name == right.name ? left.id < right.id : left.name.lexicographicallyPrecedes(right.name)
  }
}
