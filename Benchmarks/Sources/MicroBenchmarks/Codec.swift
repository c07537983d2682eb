import DNS

/// What a lookup sends and gets, to bytes and back.
enum Codec {
  static func all() throws -> [Measurement] {
    let query = try query()
    let answer = MessageEncoder.encode(try answer())
    return [
      Measurement(name: "DNS: encode a query") { count in
        for _ in 0..<count { blackHole(MessageEncoder.encode(query)) }
      },
      Measurement(name: "DNS: decode 3 SRV records with their addresses", target: (1000, nil)) { count in
        for _ in 0..<count {
          guard let message = try? MessageDecoder.decode(answer) else { fatalError("malformed") }
          blackHole(message)
        }
      },
    ]
  }

  private static func query() throws -> Message {
    var message = Message(id: 1, questions: [Question(name: try DomainName("weather.service.consul"), type: .srv)])
    message.flags.recursionDesired = true
    message.extensions = Message.Extensions(payloadSize: 1232)
    return message
  }

  /// As Consul answers: a name for each address, and the address behind it.
  private static func answer() throws -> Message {
    var message = try query()
    message.flags.isResponse = true
    for number in 1...3 {
      let target = try DomainName("0a00000\(number).addr.dc1.consul")
      let location = ServiceLocation(priority: 1, weight: 1, port: 4567, target: target)
      message.answers.append(ResourceRecord(name: message.questions[0].name, ttl: 0, data: .srv(location)))
      message.additionals.append(ResourceRecord(name: target, ttl: 0, data: .a(0x0A00_0000 + UInt32(number))))
    }
    return message
  }
}
