/// The XML of Route 53.
enum Route53Answers {
  private static let start = #"<?xml version="1.0"?>"# + "\n"
  private static let namespace = #"xmlns="https://route53.amazonaws.com/doc/2013-04-01/""#

  static func document(_ root: String, _ content: String) -> DoubleReply {
    .xml("\(start)<\(root) \(namespace)>\(content)</\(root)>")
  }

  static func fault(_ fault: ServiceFault, requestID: String, form: AWSDouble.RefusalForm) -> DoubleReply {
    if form == .messages, !fault.details.isEmpty {
      let messages = fault.details.map { XMLText.element("Message", $0) }.joined()
      return .xml(
        "\(start)<InvalidChangeBatch \(namespace)><Messages>\(messages)</Messages></InvalidChangeBatch>",
        status: fault.status)
    }
    let content = """
      <Error><Type>\(fault.status < 500 ? "Sender" : "Receiver")</Type>\(XMLText.element("Code", fault.code))\
      \(XMLText.element("Message", fault.message))</Error>\(XMLText.element("RequestId", requestID))
      """
    return .xml("\(start)<ErrorResponse \(namespace)>\(content)</ErrorResponse>", status: fault.status)
  }

  static func zone(_ zone: Zone) -> String {
    """
    <HostedZone>\(XMLText.element("Id", "/hostedzone/\(zone.id)"))\(XMLText.element("Name", zone.name.description))\
    <CallerReference>\(zone.id)</CallerReference><Config><PrivateZone>\(zone.isPrivate)</PrivateZone></Config>\
    <ResourceRecordSetCount>\(zone.records.count)</ResourceRecordSetCount></HostedZone>
    """
  }

  static func networks(_ zone: Zone, region: String) -> String {
    if zone.isPrivate {
      let networks = zone.networks.map {
        "<VPC>\(XMLText.element("VPCRegion", region))\(XMLText.element("VPCId", $0))</VPC>"
      }
      return "<VPCs>\(networks.joined())</VPCs>"
    }
    let servers = zone.records.values.first { $0.type == "NS" && $0.name == zone.name.description }?.values ?? []
    let names = servers.map { XMLText.element("NameServer", $0) }.joined()
    return "<DelegationSet><NameServers>\(names)</NameServers></DelegationSet>"
  }

  static func records(_ records: ZoneRecords) -> String {
    var text = XMLText.element("Name", records.name) + XMLText.element("Type", records.type)
    if let identifier = records.identifier { text += XMLText.element("SetIdentifier", identifier) }
    if let weight = records.weight { text += "<Weight>\(weight)</Weight>" }
    if let ttl = records.ttl { text += "<TTL>\(ttl)</TTL>" }
    if let alias = records.alias {
      text += """
        <AliasTarget>\(XMLText.element("HostedZoneId", alias.zone))\(XMLText.element("DNSName", alias.name))\
        <EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>
        """
    } else {
      let values = records.values.map { "<ResourceRecord>\(XMLText.element("Value", $0))</ResourceRecord>" }
      text += "<ResourceRecords>\(values.joined())</ResourceRecords>"
    }
    return "<ResourceRecordSet>\(text)</ResourceRecordSet>"
  }

  static func change(_ change: MadeChange, isInSync: Bool, at date: String) -> String {
    """
    <ChangeInfo>\(XMLText.element("Id", "/change/\(change.id)"))<Status>\(isInSync ? "INSYNC" : "PENDING")</Status>\
    <SubmittedAt>\(date)</SubmittedAt></ChangeInfo>
    """
  }
}
